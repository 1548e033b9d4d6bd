"""Our JSON Lines: one record per document and layer, a superset of Prodigy's. Loses nothing.

    {"id": "…", "name": "Talks", "text": "Ada met Kim.", "sha256": "…", "meta": {},
     "annotator": "ana", "kind": "person", "status": "done", "seconds": 31,
     "tokens": [{"text": "Ada", "start": 0, "end": 3, "id": 0, "ws": true}, …],
     "spans": [{"id": "…", "start": 0, "end": 3, "text": "Ada", "token_start": 0,
                "token_end": 0, "label": "PERSON", "origin": "human", "score": null}, …],
     "relations": [{"id": "…", "label": "meets", "head": 0, "child": 2, "head_span": {…},
                    "child_span": {…}, "origin": "human", "score": null}],
     "labels": ["World"], "answer": "accept"}

Offsets are code points and `end` is exclusive; `token_end` is inclusive, and `head` and `child`
are the last tokens of the spans, as Prodigy has them.
"""

from collections.abc import Iterable
from typing import IO

import msgspec
from msgspec import UNSET, UnsetType

from annotator.formats.base import Look, Record
from annotator.formats.jsonl_reading import read as read
from annotator.model import HUMAN, Comment, Range, Relation, Span, checksum
from annotator.text.tokens import Tokens

_FLUSH = 1 << 20  # bytes


class _Token(msgspec.Struct, gc=False):
    text: str
    start: int
    end: int
    id: int
    ws: bool


class _Span(msgspec.Struct, gc=False):
    id: str
    start: int
    end: int
    text: str
    token_start: int | UnsetType
    token_end: int | UnsetType
    label: str
    origin: str
    score: float | None
    note: str | UnsetType
    kb_id: str | UnsetType
    attributes: dict[str, str] | UnsetType
    fragments: tuple[Range, ...] | UnsetType


class _End(msgspec.Struct, gc=False):
    start: int
    end: int
    token_start: int | UnsetType
    token_end: int | UnsetType
    label: str
    id: str


class _Relation(msgspec.Struct, gc=False):
    id: str
    label: str
    head: int | None
    child: int | None
    head_span: _End
    child_span: _End
    origin: str
    score: float | None
    note: str | UnsetType
    attributes: dict[str, str] | UnsetType


class _Line(msgspec.Struct):
    id: str
    name: str
    text: str
    sha256: str
    meta: dict[str, object]
    source: str | UnsetType
    annotator: str | UnsetType
    kind: str | UnsetType
    status: str | UnsetType
    seconds: float | UnsetType
    tokens: list[_Token] | UnsetType
    spans: list[_Span] | UnsetType
    relations: list[_Relation] | UnsetType
    labels: list[str] | UnsetType
    label_origins: dict[str, str] | UnsetType
    comments: tuple[Comment, ...] | UnsetType
    answer: str | UnsetType


def write(records: Iterable[Record], out: IO[bytes]) -> int:
    """One line a record; the same records give the same bytes. Returns how many."""
    encode_into = msgspec.json.Encoder(order="deterministic").encode_into
    buffer = bytearray()
    count = 0
    for record in records:
        count += 1
        encode_into(_line(record), buffer, -1)
        buffer += b"\n"
        if len(buffer) >= _FLUSH:
            out.write(buffer)
            buffer.clear()
    out.write(buffer)
    return count


def _line(record: Record) -> _Line:
    """What is said of a layer only stands in the records of one."""
    layer = record.annotated
    spans = {span.id: span for span in record.spans}
    origins = {label.label: label.origin for label in record.labels if label.origin != HUMAN}
    return _Line(
        record.id,
        record.name,
        record.text,
        checksum(record.text),
        dict(record.meta),
        record.source or UNSET,
        record.annotator if layer else UNSET,
        record.kind if layer else UNSET,
        record.status if layer else UNSET,
        _seconds(record.seconds) if layer else UNSET,
        UNSET if record.tokens is None else _tokens(record.text, record.tokens),
        [_span(record.text, span, record.tokens) for span in spans.values()] if layer else UNSET,
        [_relation(x, spans, record.tokens) for x in record.relations] if layer else UNSET,
        [label.label for label in record.labels] if layer else UNSET,
        origins or UNSET,
        record.comments or UNSET,
        ("ignore" if record.status == "skipped" else "accept") if layer else UNSET,
    )


def _seconds(value: float) -> float:
    return int(value) if value == int(value) else round(value, 3)


def _tokens(text: str, tokens: Tokens) -> list[_Token]:
    following = [*tokens.starts[1:], len(text)][: len(tokens)]
    return [
        _Token(text[start:end], start, end, index, end < after and text[end] == " ")
        for index, (start, end, after) in enumerate(
            zip(tokens.starts, tokens.ends, following, strict=True)
        )
    ]


def _aligned(span: Span, tokens: Tokens | None) -> tuple[int | UnsetType, int | UnsetType]:
    """First and last token, if the span begins and ends where tokens do."""
    found = tokens.aligned(span.start, span.end) if tokens is not None else None
    return found or (UNSET, UNSET)


def _span(text: str, span: Span, tokens: Tokens | None) -> _Span:
    first, last = _aligned(span, tokens)
    return _Span(
        span.id,
        span.start,
        span.end,
        text[span.start : span.end],
        first,
        last,
        span.label,
        span.origin,
        span.score,
        span.note or UNSET,
        span.kb_id or UNSET,
        dict(span.attributes) or UNSET,
        span.fragments or UNSET,
    )


def _end(span: Span, tokens: Tokens | None) -> _End:
    first, last = _aligned(span, tokens)
    return _End(span.start, span.end, first, last, span.label, span.id)


def _last_token(span: Span, tokens: Tokens | None) -> int | None:
    found = tokens.covering(span.start, span.end) if tokens is not None else None
    return found[1] if found else None


def _relation(relation: Relation, spans: dict[str, Span], tokens: Tokens | None) -> _Relation:
    head, tail = spans[relation.head], spans[relation.tail]
    return _Relation(
        relation.id,
        relation.label,
        _last_token(head, tokens),
        _last_token(tail, tokens),
        _end(head, tokens),
        _end(tail, tokens),
        relation.origin,
        relation.score,
        relation.note or UNSET,
        dict(relation.attributes) or UNSET,
    )


def recognise(look: Look) -> bool:
    """By its ending, or by an object with a text at the beginning."""
    start = look.head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return look.suffix in (".jsonl", ".ndjson") or (start[:1] == b"{" and b'"text"' in start)
