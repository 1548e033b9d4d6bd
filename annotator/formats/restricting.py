"""A record cut down to what a format can hold, and what was lost on the way.

Writers write what comes out of here, the losses that are told before an export are counted here,
and the tests compare what is read back with it, so that the three cannot differ.
"""

import re
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from annotator.annotations import reading_order
from annotator.formats.base import EVERYTHING, Capabilities, Record
from annotator.model import DocumentLabel, Range, Relation, Span, Status
from annotator.text.sentences import sentences
from annotator.text.tokens import Tokens, rough_tokens

SUBSTITUTE = "\ufffd"
XML_UNWRITABLE = "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"

RESOLVED = {
    "overlapping spans": "the longest is kept",
    "nested spans": "the longest is kept",
    "discontinuous spans": "left out",
    "relations": "left out",
    "relations of spans that are left out": "left out",
    "relations between sentences": "left out",
    "attributes": "left out",
    "notes and comments": "left out",
    "document labels": "left out",
    "knowledge-base ids": "left out",
    "characters": f"written as {SUBSTITUTE}",
    "spans without words": "left out",
    "documents without words": "left out",
    "more layers": "written as documents of their own",
}
"""What may be lost, and what becomes of it."""


def restricted(record: Record, carries: Capabilities, origin: str) -> tuple[Record, Counter[str]]:
    """The record as the format holds it, and how many things are lost, by what they are.

    `origin` is what the labels are said to come from where the format does not say it. A record
    without words has an empty text in formats that hold words only.
    """
    if carries is EVERYTHING:
        return record, Counter()
    return _last.of(record, carries, origin)


class _Last(threading.local):
    """What was restricted last: an export counts what a record loses, then writes it."""

    def __init__(self) -> None:
        self._asked: tuple[Record, Capabilities, str] | None = None
        self._answer: tuple[Record, Counter[str]] | None = None

    def of(self, record: Record, carries: Capabilities, origin: str) -> tuple[Record, Counter[str]]:
        """The answer, which is nobody's to change."""
        asked, answer = self._asked, self._answer
        if (
            asked is None or answer is None or asked[0] is not record
            or asked[1] is not carries or asked[2] != origin
        ):  # fmt: skip
            self._answer = answer = _restricted(record, carries, origin)
            self._asked = (record, carries, origin)
        return answer


_last = _Last()


def _restricted(record: Record, carries: Capabilities, origin: str) -> tuple[Record, Counter[str]]:
    lost: Counter[str] = Counter()
    spans = _spans(record, carries, lost)
    relations = _relations(record, carries, {span.id for span in spans}, lost)
    labels = _labels(record, carries, origin, lost)
    if record.comments and not carries.comments:
        lost["notes and comments"] += len(record.comments)
    kept = replace(
        record,
        spans=tuple(_plain_span(x, carries, origin, lost) for x in spans),
        relations=tuple(_plain_relation(x, carries, origin, lost) for x in relations),
        labels=labels,
        comments=record.comments if carries.comments else (),
    )
    return _text(_surroundings(kept, carries), carries, lost), lost


def restricted_all(records: Iterable[Record], carries: Capabilities) -> Iterator[Record]:
    """The records as a format writes them. Those without words are left out."""
    for record in records:
        kept, _ = restricted(record, carries, "")
        if kept.text:
            yield kept


def by_document(records: Iterable[Record]) -> Iterator[list[Record]]:
    """The layers of each document together. They follow each other and have the same id."""
    there: list[Record] = []
    for record in records:
        if there and not (record.id and record.id == there[0].id):
            yield there
            there = []
        there.append(record)
    if there:
        yield there


def _spans(record: Record, carries: Capabilities, lost: Counter[str]) -> Sequence[Span]:
    spans = sorted(record.spans, key=reading_order)
    if not carries.discontinuous:
        whole = [x for x in spans if not x.fragments]
        _count(lost, "discontinuous spans", len(spans) - len(whole))
        spans = whole
    if carries.overlap and carries.nested:
        return spans
    return _longest(spans, carries, lost)


def _longest(spans: list[Span], carries: Capabilities, lost: Counter[str]) -> Sequence[Span]:
    """As spaCy's `filter_spans` has it: the longest first, of equals the first in the text."""
    by_length = sorted(spans, key=lambda x: (x.start - x.end, x.start))
    kept: list[Span] = []
    owners: dict[int, Span] = {}
    for span in by_length:
        # The kept ones are no shorter, so whatever touches this one covers one of its edges.
        first, last = owners.get(span.start), owners.get(span.end - 1)
        inside = first is not None and first is last
        if (inside and not carries.nested) or (
            not inside and (first is not None or last is not None) and not carries.overlap
        ):
            lost["nested spans" if inside else "overlapping spans"] += 1
            continue
        kept.append(span)
        for offset in range(span.start, span.end):
            owners.setdefault(offset, span)
    return sorted(kept, key=reading_order)


def _relations(
    record: Record, carries: Capabilities, there: set[str], lost: Counter[str]
) -> Sequence[Relation]:
    if not carries.relations:
        _count(lost, "relations", len(record.relations))
        return ()
    kept = [x for x in record.relations if x.head in there and x.tail in there]
    _count(lost, "relations of spans that are left out", len(record.relations) - len(kept))
    return kept


def _labels(
    record: Record, carries: Capabilities, origin: str, lost: Counter[str]
) -> tuple[DocumentLabel, ...]:
    if not carries.document_labels:
        _count(lost, "document labels", len(record.labels))
        return ()
    if carries.origins:
        return record.labels
    return tuple(replace(x, origin=origin) for x in record.labels)


def _plain_span(span: Span, carries: Capabilities, origin: str, lost: Counter[str]) -> Span:
    _count(lost, "knowledge-base ids", bool(span.kb_id) and not carries.kb_ids)
    _details(span, carries, lost)
    return Span(
        span.id,
        span.start,
        span.end,
        span.label,
        span.origin if carries.origins else origin,
        span.score if carries.scores else None,
        span.note if carries.notes else "",
        span.kb_id if carries.kb_ids else "",
        span.attributes if carries.attributes else {},
        span.fragments,
    )


def _plain_relation(
    relation: Relation, carries: Capabilities, origin: str, lost: Counter[str]
) -> Relation:
    _details(relation, carries, lost)
    return Relation(
        relation.id,
        relation.label,
        relation.head,
        relation.tail,
        relation.origin if carries.origins else origin,
        relation.score if carries.scores else None,
        relation.note if carries.notes else "",
        relation.attributes if carries.attributes else {},
    )


def _details(item: Span | Relation, carries: Capabilities, lost: Counter[str]) -> None:
    _count(lost, "notes and comments", bool(item.note) and not carries.notes)
    _count(lost, "attributes", bool(item.attributes) and not carries.attributes)


def _count(lost: Counter[str], what: str, count: int) -> None:
    if count:
        lost[what] += count


def _surroundings(record: Record, carries: Capabilities) -> Record:
    return replace(
        record,
        id=record.id if carries.ids else "",
        name=record.name if carries.names else "",
        source=record.source if carries.sources else "",
        meta=record.meta if carries.meta else {},
        annotator=record.annotator if carries.annotators else "",
        kind=record.kind if carries.kinds else "person",
        status=_status(record, carries),
        seconds=record.seconds if carries.status == "all" else 0.0,
        tokens=record.tokens if carries.tokens or carries.text != "exact" else None,
        annotated=record.annotated or not carries.bare,
    )


def _status(record: Record, carries: Capabilities) -> Status:
    if carries.status == "all":
        return record.status
    if carries.bare and not record.annotated:
        return "new"
    return "skipped" if carries.status and record.status == "skipped" else "done"


def _text(record: Record, carries: Capabilities, lost: Counter[str]) -> Record:
    if carries.unwritable:
        text, count = re.subn(carries.unwritable, SUBSTITUTE, record.text)
        _count(lost, "characters", count)
        if count:
            record = replace(record, text=text)
    if carries.text == "exact":
        return record
    kept = _in_words(record, carries.text == "sentences", lost)
    if not kept.text:
        lost["documents without words"] += 1
    return kept


def words_of(text: str, tokens: Tokens | None, spans: Iterable[Span]) -> list[Range]:
    """The tokens, cut at the edges of spans and at white space, so that each span is made up of
    whole words."""
    ranges = tokens if tokens is not None and len(tokens) else rough_tokens(text)
    edges = {edge for span in spans for part in span.ranges for edge in part}
    if edges <= {*ranges.starts, *ranges.ends} and _are_words(text, ranges):
        return list(ranges)
    edges.update(edge for token in ranges for edge in token)
    found: list[Range] = []
    for start, end in pairwise(sorted(edges | {0, len(text)})):
        found += [(start + a, start + b) for a, b in _without_space(text[start:end])]
    return found


def _are_words(text: str, tokens: Tokens) -> bool:
    """Whether the tokens hold all of the text but its white space."""
    held = "".join([text[start:end] for start, end in tokens])
    return held == "".join(text.split())


def _without_space(part: str) -> list[Range]:
    if not any(map(str.isspace, part)):
        return [(0, len(part))]
    return [match.span() for match in re.finditer(r"\S+", part)]


def _in_words(record: Record, in_sentences: bool, lost: Counter[str]) -> Record:
    """The record over the words only: joined by spaces, and sentences by line ends."""
    words = words_of(record.text, record.tokens, record.spans)
    whole = [(x.start, x.end) for x in record.spans]
    parts = sentences(record.text, words, whole) if in_sentences else [words] if words else []
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    lines: list[str] = []
    tokens: list[Range] = []
    at = 0
    for part in parts:
        for start, end in part:
            starts[start], ends[end] = at, at + end - start
            tokens.append((at, at + end - start))
            at += end - start + 1
        lines.append(" ".join(record.text[start:end] for start, end in part))
    spans, ids = _moved(record.spans, words, starts, ends)
    _count(lost, "spans without words", len(record.spans) - len(ids))
    relations = _relations_moved(record.relations, ids)
    _count(lost, "relations of spans that are left out", len(record.relations) - len(relations))
    text = "\n".join(lines)
    return replace(record, text=text, tokens=Tokens(tokens), spans=spans, relations=relations)


def _moved(
    spans: Iterable[Span], words: Sequence[Range], starts: dict[int, int], ends: dict[int, int]
) -> tuple[tuple[Span, ...], dict[str, str]]:
    """The spans over the new text, trimmed to their words, each once; and for the id of each
    that has words the id under which it is found."""
    tokens = Tokens(words)
    found: dict[object, Span] = {}
    ids: dict[str, str] = {}
    for span in spans:
        ranges = [_moved_range(part, tokens, starts, ends) for part in span.ranges]
        there = [x for x in ranges if x is not None]
        if there:
            fragments = tuple(there) if len(there) > 1 else ()
            moved = replace(span, start=there[0][0], end=there[-1][1], fragments=fragments)
            ids[span.id] = found.setdefault(moved.key, moved).id
    return tuple(sorted(found.values(), key=reading_order)), ids


def _relations_moved(relations: Iterable[Relation], ids: dict[str, str]) -> tuple[Relation, ...]:
    found: dict[object, Relation] = {}
    for relation in relations:
        if relation.head in ids and relation.tail in ids:
            moved = replace(relation, head=ids[relation.head], tail=ids[relation.tail])
            found.setdefault(moved.key, moved)
    return tuple(found.values())


def _moved_range(
    part: Range, tokens: Tokens, starts: dict[int, int], ends: dict[int, int]
) -> Range | None:
    covered = tokens.covering(*part)
    if covered is None:
        return None
    return starts[tokens.starts[covered[0]]], ends[tokens.ends[covered[1]]]
