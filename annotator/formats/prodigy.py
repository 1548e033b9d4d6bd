"""Prodigy's JSON Lines, as its `db-out` gives them and its `db-in` takes them.

    {"text": "Ada met Kim.", "meta": {"source": "News"},
     "tokens": [{"text": "Ada", "start": 0, "end": 3, "id": 0, "ws": true}, …],
     "spans": [{"start": 0, "end": 3, "token_start": 0, "token_end": 0, "label": "PERSON"}, …],
     "relations": [{"head": 0, "child": 2, "label": "meets",
                    "head_span": {"start": 0, "end": 3, "token_start": 0, "token_end": 0,
                                  "label": "PERSON"}, "child_span": {…}}],
     "accept": ["World"], "answer": "accept", "_session_id": "ana", "_annotator_id": "ana"}

Offsets are code points; `token_end` is inclusive, and `head` and `child` are the last tokens of
their spans. Only what was accepted is gold: a skipped layer is `ignore`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import IO

from annotator.formats import jsonl
from annotator.formats.base import Found, Look, Record, labels_only
from annotator.formats.json_items import keys_of
from annotator.formats.json_writing import write_lines
from annotator.formats.restricting import restricted_all
from annotator.model import Span
from annotator.text.tokens import Tokens

CARRIES = labels_only(
    document_labels=True, several_layers=True, meta=True, annotators=True, status="skipped",
    tokens=True, bare=True,
)  # fmt: skip
ORIGIN = "import:prodigy"
_OWN = frozenset(("_input_hash", "_task_hash", "_session_id", "_view_id", "_annotator_id"))


def write(records: Iterable[Record], out: IO[bytes]) -> int:
    """One line a layer; returns how many."""
    return write_lines(map(_row, restricted_all(records, CARRIES)), out)


def _row(record: Record) -> dict[str, object]:
    tokens = record.tokens
    row: dict[str, object] = {"text": record.text, "meta": record.meta}
    if tokens is not None:
        row["tokens"] = [
            {"text": record.text[start:end], "start": start, "end": end, "id": index,
             "ws": record.text[end : end + 1] == " "}
            for index, (start, end) in enumerate(tokens)
        ]  # fmt: skip
    if not record.annotated:
        return row
    spans = {x.id: x for x in record.spans}
    row["spans"] = [_span(x, tokens) for x in record.spans]
    row["relations"] = [
        {
            "head": _last(spans[x.head], tokens),
            "child": _last(spans[x.tail], tokens),
            "head_span": _span(spans[x.head], tokens),
            "child_span": _span(spans[x.tail], tokens),
            "label": x.label,
        }
        for x in record.relations
    ]
    if record.labels:
        row["accept"] = [x.label for x in record.labels]
    row["answer"] = "ignore" if record.status == "skipped" else "accept"
    if record.annotator:
        row |= {"_session_id": record.annotator, "_annotator_id": record.annotator}
    return row


def _span(span: Span, tokens: Tokens | None) -> dict[str, object]:
    found = tokens.aligned(span.start, span.end) if tokens is not None else None
    at = {"token_start": found[0], "token_end": found[1]} if found else {}
    return {"start": span.start, "end": span.end, **at, "label": span.label}


def _last(span: Span, tokens: Tokens | None) -> int | None:
    found = tokens.covering(span.start, span.end) if tokens is not None else None
    return found[1] if found else None


def read(path: Path) -> Iterator[Found]:
    """A record a line, as of our own JSON Lines. Raises InputError."""
    for found in jsonl.read(path):
        yield _renamed(found) if isinstance(found, Record) else found


def _renamed(record: Record) -> Record:
    """The labels say that they come from Prodigy."""
    return replace(
        record,
        spans=tuple(replace(x, origin=ORIGIN) for x in record.spans),
        relations=tuple(replace(x, origin=ORIGIN) for x in record.relations),
        labels=tuple(replace(x, origin=ORIGIN) for x in record.labels),
    )


def recognise(look: Look) -> bool:
    """By the names that only Prodigy gives."""
    outer, _ = keys_of(look)
    return "text" in outer and bool(outer & _OWN) and "sha256" not in outer
