"""Scores of a pipeline on the development sets, and the precision of each kind of span."""

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotator.suggest.recipe.corpora import Entity, Text

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

NAMES = ("PERSON", "ORG", "LOC")
# The corpora have coarser labels, and neither dates nor sums; laws and works are MISC.
COARSE = {
    **{label: label for label in (*NAMES, "NORP", "MISC")},
    "GPE": "LOC",
    "FAC": "LOC",
    "EVENT": "MISC",
    "PRODUCT": "MISC",
    "WORK_OF_ART": "MISC",
}
FEWEST = 15


@dataclass(slots=True)
class Tally:
    """What was found, what is there, and what of it is right."""

    found: int = 0
    gold: int = 0
    right: int = 0

    @property
    def f(self) -> float:
        """F1 in percent, 0 where there is nothing."""
        return 200 * self.right / (self.found + self.gold) if self.found + self.gold else 0.0


@dataclass(slots=True)
class Scores:
    """Exact spans by coarse label; `blind` counts places alone, of every label."""

    labels: dict[str, Tally] = field(default_factory=dict)
    blind: Tally = field(default_factory=Tally)

    @property
    def names(self) -> Tally:
        """PERSON, ORG and LOC together."""
        rows = [self.labels[label] for label in NAMES if label in self.labels]
        return Tally(*(sum(getattr(row, x) for row in rows) for x in ("found", "gold", "right")))


def scores(nlp: "Language", texts: Sequence[Text]) -> Scores:
    """Compare; labels that a development set has nowhere are left out."""
    known = {label for text in texts for *_, label in text.entities}
    result = Scores({label: Tally() for label in sorted(known)})
    for text, doc in zip(texts, nlp.pipe(text.text for text in texts), strict=True):
        found = {span for span in coarse(doc) if span[2] in known}
        gold = set(text.entities)
        for label, row in result.labels.items():
            _count(row, _of(found, label), _of(gold, label))
        _count(result.blind, {span[:2] for span in found}, {span[:2] for span in gold})
    return result


def _of(spans: set[Entity], label: str) -> set[Entity]:
    return {span for span in spans if span[2] == label}


def _count(row: Tally, found: Set[object], gold: Set[object]) -> None:
    row.found += len(found)
    row.gold += len(gold)
    row.right += len(found & gold)


def coarse(doc: "Doc") -> set[Entity]:
    """The doc's names under the corpora's labels."""
    spans = (*doc.ents, *(span for group in doc.spans.values() for span in group))
    return {
        (span.start_char, span.end_char, COARSE[span.label_])
        for span in spans
        if span.label_ in COARSE
    }


def precisions(nlp: "Language", sets: Iterable[Sequence[Text]]) -> dict[str, float]:
    """By kind of span, how many of a hundred are exactly right, with a kind's first few unmeasured
    kinds left out; one right and one wrong are added, so that no kind counts as certain."""
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for texts in sets:
        known = {label for text in texts for *_, label in text.entities}
        for text, doc in zip(texts, nlp.pipe(text.text for text in texts), strict=True):
            gold = set(text.entities)
            group = doc.spans["sc"]
            for span, kind in zip(group, group.attrs["kinds"], strict=True):
                label = COARSE.get(span.label_)
                if label in known:
                    found[kind] += 1
                    right[kind] += (span.start_char, span.end_char, label) in gold
    return {
        kind: round((right[kind] + 1) / (count + 2), 3)
        for kind, count in found.items()
        if count >= FEWEST
    }


def table(result: Scores) -> dict[str, float]:
    """Figures for a description: F1 in percent, with one decimal."""
    rows = {f"f_{label.lower()}": round(row.f, 1) for label, row in result.labels.items()}
    return {"f_names": round(result.names.f, 1), "f_blind": round(result.blind.f, 1)} | rows
