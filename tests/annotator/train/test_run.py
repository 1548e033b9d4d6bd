"""Training as the process does it, on a few tiny texts: what is learnt, and what is kept."""

from pathlib import Path

import pytest
import spacy
from spacy.training import Example
from thinc.api import fix_random_seed

import annotator.suggest.renaming  # noqa: F401  registers it with spaCy
from annotator.suggest.pipelines import find
from annotator.train.messages import (
    Began,
    Order,
    Reply,
    Stepped,
    Trained,
    TrainingText,
    write_texts,
)
from annotator.train.run import train
from tests.support.training import article


def _texts(labels: tuple[str, ...], first: int = 0) -> list[TrainingText]:
    found = []
    for number in range(first, first + 16):
        text, spans = article(number)
        part = "held" if number % 4 == 3 else "dev" if number % 8 == 0 else "train"
        own = [span for span in spans if span[2] in labels]
        found.append(TrainingText(f"t{number}", part, text, own))
    return found


def _trained(
    folder: Path, texts: list[TrainingText], **more: object
) -> tuple[list[Reply], Trained]:
    folder.mkdir(exist_ok=True)
    write_texts(folder / "texts.jsonl", texts)
    order = Order(str(folder / "texts.jsonl"), str(folder), str(folder), "en", "tiny", "1", **more)
    replies: list[Reply] = []
    train(order, replies.append)
    done = replies[-1]
    assert isinstance(done, Trained)
    return replies, done


@pytest.fixture(scope="module")
def old(tmp_path_factory) -> Path:
    """A pipeline that knows people and places."""
    fix_random_seed(0)
    nlp = spacy.blank("en")
    nlp.add_pipe("ner")
    examples = []
    for number in range(100, 130):
        text, spans = article(number)
        ents = [span for span in spans if span[2] in ("PERSON", "GPE")]
        examples.append(Example.from_dict(nlp.make_doc(text), {"entities": ents}))
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(16):
        for start in range(0, len(examples), 5):
            nlp.update(examples[start : start + 5], sgd=optimizer, drop=0.1)
    nlp.meta["name"], nlp.meta["version"] = "old", "1"
    folder = tmp_path_factory.mktemp("old")
    nlp.to_disk(folder)
    return folder


def _found(folder: Path, number: int) -> set[tuple[str, str]]:
    doc = spacy.load(folder / "model-best")(article(number)[0])
    return {(span.text, span.label_) for span in doc.ents}


def test_labels_without_examples_are_found_as_before(old: Path, tmp_path: Path):
    replies, done = _trained(
        tmp_path / "new", _texts(("DATE",)), start=str(old), current=str(old), steps=60
    )
    began = replies[0]
    assert isinstance(began, Began)
    assert (began.labels, began.kept) == (["DATE"], ["GPE", "PERSON"])
    assert done.new.all_spans.f1 > 0.8
    assert done.old is not None
    assert done.old.all_spans.right == 0
    assert min(count.f1 for count in done.kept.spans.values()) > 0.8
    # Said to be answered, they are unlearnt: it is the rehearsal that keeps them.
    texts = [TrainingText(t.id, t.part, t.text, t.spans, [], [(0, 1, "PERSON"), (0, 1, "GPE")])
             for t in _texts(("DATE",))]  # fmt: skip
    _, forgot = _trained(tmp_path / "forgot", texts, start=str(old), steps=60)
    assert forgot.kept.spans == {}
    kinds = [{label for _, label in _found(tmp_path / name, 201)} for name in ("new", "forgot")]
    assert kinds[0] >= {"PERSON", "GPE"}
    assert not kinds[1] & {"PERSON", "GPE"}


def test_a_label_with_another_name_starts_from_the_weights_of_the_old_one(old: Path, tmp_path):
    texts = [TrainingText(t.id, t.part, t.text, [(a, b, "HUMAN") for a, b, _ in t.spans])
             for t in _texts(("PERSON",))]  # fmt: skip
    replies, _ = _trained(tmp_path, texts, start=str(old), steps=1)
    began = replies[0]
    assert isinstance(began, Began)
    assert began.kept == ["GPE"]
    first = next(x for x in replies if isinstance(x, Stepped))
    assert first.f1 is not None
    assert first.f1 > 0.5  # before anything was learnt
    assert "HUMAN" in find(str(tmp_path)).labels


def test_spans_that_overlap_need_another_component(tmp_path: Path):
    texts = []
    for one in _texts(("PERSON", "GPE")):
        spans = [*one.spans, *((start, end, "NAME") for start, end, _ in one.spans)]
        texts.append(TrainingText(one.id, one.part, one.text, spans))
    _, done = _trained(tmp_path, texts, steps=40)
    assert done.component == "spancat"
    assert sorted(done.new.spans) == ["GPE", "NAME", "PERSON"]
    doc = spacy.load(tmp_path / "model-best")(texts[0].text)
    group = doc.spans["sc"]
    assert len(group.attrs["scores"]) == len(group)
    assert done.new.all_spans.right > 0


def test_relations_are_learnt_with_the_spans(tmp_path: Path):
    texts = []
    for one in _texts(("PERSON", "GPE")):
        links = [("visits", n, n + 1) for n in range(len(one.spans) - 1)
                 if one.text[one.spans[n][1] : one.spans[n + 1][0]] == " flew to "]  # fmt: skip
        texts.append(TrainingText(one.id, one.part, one.text, one.spans, links))
    _, done = _trained(tmp_path, texts, steps=80)
    assert done.new.all_spans.f1 > 0.8
    assert done.new.relations["visits"].f1 > 0.8


def test_what_later_components_rename_is_named_as_the_texts_have_it(old: Path, tmp_path: Path):
    nlp = spacy.load(old)
    nlp.add_pipe("rename_labels", config={"names": {"GPE": "PLACE"}})
    nlp.to_disk(tmp_path / "late")
    texts = [TrainingText(t.id, t.part, t.text, t.spans) for t in _texts(("PERSON", "GPE"))]
    replies, done = _trained(
        tmp_path / "new",
        texts,
        start=str(tmp_path / "late"),
        names={"PLACE": "GPE"},
        steps=1,
    )
    first = next(x for x in replies if isinstance(x, Stepped))
    assert first.f1 is not None
    assert first.f1 > 0.8
    assert done.new.spans["GPE"].right > 0
    assert {label for _, label in _found(tmp_path / "new", 200)} == {"PERSON", "GPE"}
    # The component goes on with its own label, and learns no other for the same thing.
    assert set(spacy.load(tmp_path / "new" / "model-best").get_pipe("ner").labels) == {
        "GPE",
        "PERSON",
    }


def test_the_component_is_taught_what_later_ones_make_finer(old: Path, tmp_path: Path):
    nlp = spacy.load(old)
    nlp.add_pipe("rename_labels", config={"names": {"GPE": "CITY"}})
    nlp.to_disk(tmp_path / "late")
    texts = []
    for one in _texts(("PERSON", "GPE")):
        finer = [(a, b, "CITY" if label == "GPE" else label) for a, b, label in one.spans]
        links = [("visits", n, n + 1) for n in range(len(finer) - 1)
                 if one.text[finer[n][1] : finer[n + 1][0]] == " flew to "]  # fmt: skip
        texts.append(TrainingText(one.id, one.part, one.text, finer, links))
    replies, done = _trained(tmp_path / "new", texts, start=str(tmp_path / "late"), steps=60)
    first = next(x for x in replies if isinstance(x, Stepped))
    assert first.f1 is not None
    assert first.f1 > 0.5
    assert done.new.spans["CITY"].f1 > 0.8
    assert done.new.relations["visits"].f1 > 0.8
    assert "CITY" not in spacy.load(tmp_path / "new" / "model-best").get_pipe("ner").labels
