"""Texts with labels as spaCy docs to learn from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spacy.tokens import Doc, DocBin, Span
from spacy.util import filter_spans

from annotator.suggest.relations.facts import RelationFact, put
from annotator.train.messages import Component, TrainingText

if TYPE_CHECKING:
    from spacy.language import Language

GROUP = "sc"
KEPT = "kept"  # where a doc's user data name the spans that are the old pipeline's
Place = tuple[int, int, str]


@dataclass(slots=True)
class Shelf:
    """Docs by part; `left_out` counts spans that no doc can hold."""

    train: list[Doc] = field(default_factory=list)
    dev: list[Doc] = field(default_factory=list)
    held: list[Doc] = field(default_factory=list)
    left_out: int = 0


def overlap(texts: Iterable[TrainingText]) -> bool:
    """Whether spans of a text overlap: entities of spaCy must not."""
    for text in texts:
        last = 0
        for start, end, _label in sorted(text.spans):
            if start < last:
                return True
            last = max(last, end)
    return False


def labelled(
    nlp: "Language",
    text: TrainingText,
    kept: Sequence[Place],
    component: Component,
    taught: Mapping[str, str],
) -> tuple[Doc, int]:
    """A doc with a person's spans and, where they leave room, the old pipeline's `kept` ones,
    whose source stays marked in the user data; and how many of the person's it cannot hold.
    Entities have the labels that are `taught` in place of the person's."""
    doc = nlp.make_doc(text.text)
    own = [span for place in text.spans if (span := _span(doc, place)) is not None]
    own = own if component == "spancat" else filter_spans(own)
    taken = {token.i for span in own for token in span}
    old = [
        span
        for place in kept
        if (span := _span(doc, place)) is not None and taken.isdisjoint(t.i for t in span)
    ]
    if component == "ner" and text.relations:
        doc.spans[GROUP] = own  # relations know spans by the person's labels
    said = [_renamed(doc, span, taught) for span in own]
    _mark(doc, said + old, component)
    doc.user_data[KEPT] = [(x.start_char, x.end_char, x.label_) for x in old]
    _relate(doc, text)
    return doc, len(text.spans) - len(own)


def unlabelled(nlp: "Language", text: TrainingText, kept: Sequence[Place]) -> Doc:
    """A doc of which only the `kept` spans are known: what the other tokens are is left open, so
    that nothing is learnt against what people will label."""
    doc = nlp.make_doc(text.text)
    spans = filter_spans([x for place in kept if (x := _span(doc, place)) is not None])
    doc.set_ents(spans, default="missing")
    doc.user_data[KEPT] = [(x.start_char, x.end_char, x.label_) for x in spans]
    return doc


def write(docs: Iterable[Doc], path: str) -> None:
    """A file as `spacy train` reads it."""
    DocBin(docs=docs, store_user_data=True).to_disk(path)


def _span(doc: Doc, place: Place) -> Span | None:
    return doc.char_span(*place)


def _renamed(doc: Doc, span: Span, names: Mapping[str, str]) -> Span:
    label = names.get(span.label_)
    return span if label is None else Span(doc, span.start, span.end, label=label)


def _mark(doc: Doc, spans: list[Span], component: Component) -> None:
    if component == "spancat":
        doc.spans[GROUP] = spans
    else:
        doc.set_ents(filter_spans(spans))


def _relate(doc: Doc, text: TrainingText) -> None:
    there = [
        RelationFact(label, text.spans[head], text.spans[tail])
        for label, head, tail in text.relations
    ]
    put(doc, there)
