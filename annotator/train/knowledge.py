"""What the old pipeline knows: what it says of texts, how right that is, and which labels it must
not forget."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from annotator.suggest.results import Suggested
from annotator.suggest.run import suggest_many
from annotator.train.messages import TrainingText
from annotator.train.scores import Scores, Tally

if TYPE_CHECKING:
    from spacy.language import Language

Place = tuple[int, int, str]
_OFTEN, _MOSTLY = 3, 0.5


def told_by(nlp: "Language", texts: Sequence[TrainingText]) -> dict[str, Suggested]:
    """What a pipeline says of each text, by id; of a text that it fails on, nothing."""
    pairs = [(text.id, text.text) for text in texts]
    found = dict(suggest_many(nlp, pairs, on_failure=lambda _id, _why: None))
    return {text.id: found.get(text.id, Suggested()) for text in texts}


def told_until(nlp: "Language", name: str, texts: Sequence[TrainingText]) -> dict[str, Suggested]:
    """What a pipeline says before what stands behind one of its components changes it."""
    with nlp.select_pipes(enable=nlp.pipe_names[: nlp.pipe_names.index(name) + 1]):
        return told_by(nlp, texts)


def named(said: Suggested, names: Mapping[str, str]) -> list[Place]:
    """The spans under the names that the project has for them, else their own, each once."""
    found = {(x.start, x.end, names.get(x.label, x.label)): None for x in said.spans}
    return list(found)


def given(texts: Iterable[TrainingText]) -> set[str]:
    """The labels that people gave or refused: of the others the texts say nothing."""
    return {label for text in texts for *_place, label in (*text.spans, *text.rejected)}


def superseded(
    said: Mapping[str, Suggested],
    names: Mapping[str, str],
    texts: Iterable[TrainingText],
    answered: set[str],
) -> dict[str, str]:
    """The old pipeline's labels that people have another name for: where it gives them, people
    have mostly given one label of theirs at the same place."""
    met: dict[str, Counter[str]] = {}
    for text in texts:
        gold = {(start, end): label for start, end, label in text.spans}
        for span in said[text.id].spans:
            if span.label not in answered and names.get(span.label, span.label) not in answered:
                other = gold.get((span.start, span.end), "")
                met.setdefault(span.label, Counter())[other] += 1
    best = {label: (*count.most_common(1)[0], count.total()) for label, count in met.items()}
    return {
        label: other
        for label, (other, number, total) in best.items()
        if other and number >= _OFTEN and number > total * _MOSTLY
    }


def kept_labels(
    said: Iterable[Suggested], names: Mapping[str, str], answered: set[str]
) -> list[str]:
    """The labels that the old pipeline gives and people have not answered."""
    return sorted({names.get(x.label, x.label) for one in said for x in one.spans} - answered)


def kept_spans(said: Suggested, names: Mapping[str, str], answered: set[str]) -> list[Place]:
    """What the old pipeline says under labels that people have not answered, under its names."""
    return [
        (x.start, x.end, x.label)
        for x in said.spans
        if x.label not in answered and names.get(x.label, x.label) not in answered
    ]


def measure(
    said: Mapping[str, Suggested],
    names: Mapping[str, str],
    texts: Iterable[TrainingText],
    labels: Iterable[str],
    relations: Iterable[str],
) -> Scores:
    """What was said against what people labelled, in the texts that they finished."""
    spans, links = Tally(labels), Tally(relations)
    for text in texts:
        found = said[text.id]
        spans.add(_split(text.spans), _split(named(found, names)))
        links.add(_gold_links(text), _found_links(found, names))
    return Scores(spans.counts, links.counts)


def agreement(
    old: Mapping[str, Suggested], new: Mapping[str, Suggested],
    names: Mapping[str, str], kept: Iterable[str],
) -> Scores:  # fmt: skip
    """How far the kept labels are found as before."""
    tally = Tally(kept)
    for id, before in old.items():
        tally.add(_split(named(before, names)), _split(named(new[id], names)))
    return Scores(tally.counts)


def _split(places: Iterable[Place]) -> set[tuple[tuple[int, int], str]]:
    return {((start, end), label) for start, end, label in places}


def _gold_links(text: TrainingText) -> set[tuple[tuple[Place, Place], str]]:
    return {((text.spans[head], text.spans[tail]), x) for x, head, tail in text.relations}


def _found_links(
    found: Suggested, names: Mapping[str, str]
) -> set[tuple[tuple[Place, Place], str]]:
    ends = [(x.start, x.end, names.get(x.label, x.label)) for x in found.spans]
    return {((ends[x.head], ends[x.tail]), x.label) for x in found.relations}
