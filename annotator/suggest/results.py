"""What a pipeline says about a text, as plain values."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from annotator.suggest.entity_scores import scores_of
from annotator.suggest.relations.facts import facts_of
from annotator.text.tokens import Tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Span

_SAME = str.maketrans(dict.fromkeys("‘ʼ`", "’"))


@dataclass(frozen=True, slots=True)
class SuggestedSpan:
    """`[start, end)` in code points; `score` from 0 to 1, None where the pipeline gives none."""

    start: int
    end: int
    label: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class SuggestedRelation:
    """`head` and `tail` are places in the list of the spans; `score` as with spans."""

    head: int
    tail: int
    label: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Suggested:
    """Spans sorted by place, without duplicates, and relations between them.

    `dropped` counts spans that were unusable: outside the text, blank or without a label.
    `only_tokens` marks the answer to a request for tokens alone.
    """

    spans: tuple[SuggestedSpan, ...] = ()
    tokens: Tokens = field(default_factory=Tokens)
    dropped: int = 0
    only_tokens: bool = False
    relations: tuple[SuggestedRelation, ...] = ()


def normalise(text: str) -> str:
    """The text as pipelines read it, of the same length: one apostrophe, no lone surrogates."""
    text = text.translate(_SAME)
    if text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text):
        return text
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)


def tokens_of(doc: "Doc") -> Tokens:
    """The tokens of a doc that are not white space."""
    return Tokens((t.idx, t.idx + len(t)) for t in doc if not t.is_space)


def suggested(doc: "Doc") -> Suggested:
    """Entities and span groups of a doc, with scores where a group carries them, and the
    relations in its user data (see `relations.facts`)."""
    text = doc.text
    best: dict[tuple[int, int, str], float | None] = {}
    dropped = 0
    for start, end, label, score in _labelled(doc):
        place = _trimmed(text, start, end)
        if place is None or not label:
            dropped += 1
            continue
        key = (*place, label)
        known = best.get(key)
        best[key] = score if known is None or (score or 0.0) > known else known
    spans = tuple(
        SuggestedSpan(start, end, label, score)
        for (start, end, label), score in sorted(best.items(), key=lambda row: row[0])
    )
    return Suggested(spans, tokens_of(doc), dropped, relations=_related(doc, spans))


def _related(doc: "Doc", spans: "Sequence[SuggestedSpan]") -> tuple[SuggestedRelation, ...]:
    """Relations whose ends were suggested too, each once; what has another form is foreign."""
    facts = facts_of(doc)
    places = {(x.start, x.end, x.label): place for place, x in enumerate(spans)}
    found: dict[tuple[int, int, str], SuggestedRelation] = {}
    for fact in facts:
        head, tail = places.get(fact.head), places.get(fact.tail)
        if head is not None and tail is not None and head != tail and fact.label:
            one = SuggestedRelation(head, tail, fact.label, fact.score)
            found.setdefault((head, tail, fact.label), one)
    return tuple(found[key] for key in sorted(found))


def _labelled(doc: "Doc") -> "Iterator[tuple[int, int, str, float | None]]":
    scored = scores_of(doc)
    for span in doc.ents:
        yield *_edges(span), scored.get((span.start, span.end, span.label_))
    for group in doc.spans.values():
        scores = group.attrs.get("scores")
        known = scores is not None and len(scores) == len(group)
        for index, span in enumerate(group):
            yield *_edges(span), _score(scores[index]) if known else None


def _edges(span: "Span") -> tuple[int, int, str]:
    return span.start_char, span.end_char, span.label_


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    if not 0 <= start < end <= len(text):
        return None
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    end -= len(inside) - len(inside.rstrip())
    return (start, end) if start < end else None


def _score(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None
