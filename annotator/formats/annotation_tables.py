"""Annotations as three tables that analysts can join: of layers, of spans and of relations.

`layer` numbers the layers of the export and joins the tables; document and annotator are repeated
beside each span, so that a pivot table needs no join. What has no column of its own is JSON in a
cell. Offsets count code points, ends are left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import Literal

import msgspec

from annotator.errors import InputError
from annotator.formats.base import Capabilities, Found, Problem, Record
from annotator.formats.jsonl_reading import read_line
from annotator.formats.loose import a_text, an_int
from annotator.model import HUMAN, Range, Relation, Span

CARRIES = Capabilities(tokens=False)
Type = Literal["text", "whole", "number"]
Row = Mapping[str, object]

_KEYS: dict[str, Type] = {"layer": "whole", "document": "text", "name": "text", "annotator": "text"}
_MORE: dict[str, Type] = {
    "origin": "text", "score": "number", "note": "text", "attributes": "text",
}  # fmt: skip
DOCUMENTS: dict[str, Type] = {
    **_KEYS, "kind": "text", "status": "text", "seconds": "number", "annotated": "text",
    "spans": "whole", "relations": "whole", "labels": "text", "label_origins": "text",
    "comments": "text", "source": "text", "meta": "text", "text": "text",
}  # fmt: skip
SPANS: dict[str, Type] = {
    **_KEYS, "id": "text", "label": "text", "start": "whole", "end": "whole", "text": "text",
    "fragments": "text", "kb_id": "text", **_MORE,
}  # fmt: skip
RELATIONS: dict[str, Type] = {
    **_KEYS, "id": "text", "label": "text",
    "head": "text", "head_label": "text", "head_text": "text",
    "head_start": "whole", "head_end": "whole",
    "tail": "text", "tail_label": "text", "tail_text": "text",
    "tail_start": "whole", "tail_end": "whole", **_MORE,
}  # fmt: skip
TABLES = {"documents": DOCUMENTS, "spans": SPANS, "relations": RELATIONS}
_YES, _NO = "yes", "no"
_json = msgspec.json.Encoder(order="deterministic").encode


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one record, by table; values in the order of the columns."""

    document: list[object]
    spans: list[list[object]]
    relations: list[list[object]]


def rows_of(number: int, record: Record) -> Rows:
    """The rows of the layer of that number."""
    keys: list[object] = [number, record.id, record.name, record.annotator]
    by_id = {x.id: x for x in record.spans}
    origins = {x.label: x.origin for x in record.labels if x.origin != HUMAN}
    document = [
        *keys, record.kind, record.status, record.seconds, _YES if record.annotated else _NO,
        len(record.spans), len(record.relations),
        _cell([x.label for x in record.labels]), _cell(origins), _cell(record.comments),
        record.source, _cell(record.meta), record.text,
    ]  # fmt: skip
    return Rows(
        document,
        [[*keys, *_span(record.text, x), *_more(x)] for x in record.spans],
        [
            [*keys, x.id, x.label, *_end(record.text, by_id[x.head]),
             *_end(record.text, by_id[x.tail]), *_more(x)]
            for x in record.relations
        ],
    )  # fmt: skip


def _cell(value: object) -> str:
    """JSON, and nothing for what is empty."""
    return _json(value).decode() if value else ""


def _covered(text: str, span: Span) -> str:
    return " ".join(text[start:end] for start, end in span.ranges)


def _span(text: str, x: Span) -> list[object]:
    fragments = ";".join(f"{a}-{b}" for a, b in x.fragments)
    return [x.id, x.label, x.start, x.end, _covered(text, x), fragments, x.kb_id]


def _end(text: str, x: Span) -> list[object]:
    return [x.id, x.label, _covered(text, x), x.start, x.end]


def _more(x: Span | Relation) -> list[object]:
    return [x.origin, x.score, x.note, _cell(x.attributes)]


def records_of(
    path: Path,
    documents: Iterable[tuple[int, Row]],
    spans: Iterable[tuple[int, Row]],
    relations: Iterable[tuple[int, Row]],
    origin: str,
) -> Iterator[Found]:
    """The records that the rows of the tables make, each row with its line. The tables of spans
    and relations are in the order of the layers, as they were written."""
    joined = _Joined(spans, f"spans{path.suffix}"), _Joined(relations, f"relations{path.suffix}")
    for line, row in documents:
        layer = an_int(row.get("layer"))
        here, related = [list(x.of(-1 if layer is None else layer)) for x in joined]
        for one in joined:
            yield from one.problems
            one.problems.clear()
        yield from read_line(_json(_line(row, here, related, origin)), path, line)
    for one in joined:
        yield from one.rest()


class _Joined:
    """Rows by layer, read along with the documents. Those that come too late are told."""

    def __init__(self, rows: Iterable[tuple[int, Row]], name: str) -> None:
        self._groups = groupby(rows, key=lambda x: an_int(x[1].get("layer")))
        self._next = next(self._groups, None)
        self._name = name
        self._done = 0
        self.problems: list[Problem] = []

    def of(self, layer: int) -> Iterator[Row]:
        """The rows of a layer."""
        while self._next is not None and (self._next[0] is None or self._next[0] < layer):
            self._leave_out()
        if self._next is not None and self._next[0] == layer:
            yield from (row for _, row in self._next[1])
            self._next = next(self._groups, None)

    def _leave_out(self) -> None:
        assert self._next is not None
        what = f"belongs to layer {self._next[0]}, which is not there, or out of order: left out"
        self.problems += [Problem(self._name, line, what) for line, _ in self._next[1]]
        self._next = next(self._groups, None)

    def rest(self) -> Iterator[Problem]:
        """What no document wanted."""
        while self._next is not None:
            self._leave_out()
            yield from self.problems
            self.problems.clear()


def _line(row: Row, spans: list[Row], relations: list[Row], origin: str) -> dict[str, object]:
    """A record of our JSON Lines."""
    found: dict[str, object] = {
        "id": a_text(row.get("document")),
        "name": a_text(row.get("name")),
        "text": row.get("text"),
        "source": a_text(row.get("source")),
        "meta": _value(row, "meta", {}),
    }
    if a_text(row.get("annotated")) == _NO:
        return found
    return found | {
        "annotator": a_text(row.get("annotator")),
        "kind": a_text(row.get("kind")) or "person",
        "status": a_text(row.get("status")) or "done",
        "seconds": _number(row.get("seconds")),
        "labels": _value(row, "labels", []),
        "label_origins": _value(row, "label_origins", {}),
        "comments": _value(row, "comments", []),
        "spans": [_read_span(x, origin) for x in spans],
        "relations": [
            {
                **_common(x, origin),
                "head_span": {"id": a_text(x.get("head"))},
                "child_span": {"id": a_text(x.get("tail"))},
            }
            for x in relations
        ],
    }


def _common(row: Row, origin: str) -> dict[str, object]:
    return {
        "id": a_text(row.get("id")),
        "label": a_text(row.get("label")),
        "origin": a_text(row.get("origin")) or origin,
        "score": _number(row.get("score")),
        "note": a_text(row.get("note")),
        "attributes": _value(row, "attributes", {}),
    }


def _read_span(row: Row, origin: str) -> dict[str, object]:
    fragments = _fragments(a_text(row.get("fragments")))
    found = {
        **_common(row, origin),
        "start": an_int(row.get("start")),
        "end": an_int(row.get("end")),
        "kb_id": a_text(row.get("kb_id")),
        "fragments": fragments,
    }
    if not fragments and a_text(row.get("text")):
        found["text"] = row.get("text")
    return found


def _fragments(cell: str) -> list[Range]:
    found: list[Range] = []
    for part in cell.split(";") if cell else ():
        start, _, end = part.partition("-")
        one, other = an_int(start), an_int(end)
        found.append((-1 if one is None else one, -1 if other is None else other))
    return found


def _number(value: object) -> float | None:
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return None
    return float(value) if isinstance(value, int | float) else None


def _value(row: Row, name: str, empty: object) -> object:
    """What a cell of JSON says, if it is of the type that it should have."""
    cell = row.get(name)
    if not isinstance(cell, str) or not cell:
        return empty
    try:
        return msgspec.json.decode(cell, type=type(empty))
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        return empty


def beside(path: Path) -> dict[str, Path]:
    """The tables that belong to one of documents; none to other files."""
    names = TABLES if path.stem == "documents" else ()
    return {x: path.with_name(f"{x}{path.suffix}") for x in names if x != "documents"}


def check_documents(path: Path, names: Iterable[str]) -> None:
    """Raises InputError if a table with these columns is not the one of documents."""
    if "text" not in names or "start" in names:
        raise InputError(
            "This is no table of documents", str(path),
            f"Import documents{path.suffix}, with spans{path.suffix} beside it.",
        )  # fmt: skip


def batches(rows: Iterable[Rows], size: int) -> Iterator[list[Rows]]:
    """So many records at a time."""
    waiting = iter(rows)
    for first in waiting:
        yield [first, *islice(waiting, size - 1)]
