"""Items as rows of their tables, and rows as items."""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import msgspec

from annotator.model import (
    Choice,
    Comment,
    Decision,
    DocumentLabel,
    Item,
    Range,
    Rejection,
    Relation,
    Seen,
    Span,
)
from annotator.store.troubles import Damage

Value = str | int | float | None
Row = tuple[Value, ...]


@dataclass(frozen=True)
class Table:
    """Where a kind of item is kept. `columns` begins with id and layer."""

    name: str
    columns: tuple[str, ...]
    to_row: Callable[[str, Item], Row]

    @cached_property
    def names(self) -> str:
        """The columns for SQL."""
        return ", ".join(f'"{column}"' for column in self.columns)

    @cached_property
    def insert(self) -> str:
        """Adds one row."""
        marks = ", ".join("?" * len(self.columns))
        return f"INSERT INTO {self.name} ({self.names}) VALUES ({marks})"  # noqa: S608

    @cached_property
    def update(self) -> str:
        """Replaces one row; takes the row, its id and its layer."""
        sets = ", ".join(f'"{column}" = ?' for column in self.columns)
        return f"UPDATE {self.name} SET {sets} WHERE id = ? AND layer = ?"  # noqa: S608

    @cached_property
    def delete(self) -> str:
        """Removes one row; takes its id and its layer."""
        return f"DELETE FROM {self.name} WHERE id = ? AND layer = ?"  # noqa: S608

    @cached_property
    def clear(self) -> str:
        """Removes a layer's rows."""
        return f"DELETE FROM {self.name} WHERE layer = ?"  # noqa: S608

    @cached_property
    def select(self) -> str:
        """A layer's rows in the order in which they were added."""
        return f"SELECT {self.names} FROM {self.name} WHERE layer = ? ORDER BY rowid"  # noqa: S608


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _attributes(value: Mapping[str, str]) -> str:
    return _json(value) if value else "{}"


def _ranges(value: tuple[Range, ...]) -> str:
    return _json(value) if value else "[]"


def _read_attributes(text: str) -> dict[str, str]:
    return msgspec.json.decode(text, type=dict[str, str]) if text != "{}" else {}


def read_ranges(text: str) -> tuple[Range, ...]:
    """Ranges from their JSON."""
    return msgspec.json.decode(text, type=tuple[Range, ...]) if text != "[]" else ()


def _span_row(layer: str, item: Item) -> Row:
    assert isinstance(item, Span)
    return (
        item.id,
        layer,
        item.start,
        item.end,
        item.label,
        item.origin,
        item.score,
        item.note,
        item.kb_id,
        _attributes(item.attributes),
        _ranges(item.fragments),
    )


def _relation_row(layer: str, item: Item) -> Row:
    assert isinstance(item, Relation)
    return (
        item.id,
        layer,
        item.label,
        item.head,
        item.tail,
        item.origin,
        item.score,
        item.note,
        _attributes(item.attributes),
    )


def _rejection_row(layer: str, item: Item) -> Row:
    assert isinstance(item, Rejection)
    start = item.ranges[0][0] if item.ranges else 0
    end = item.ranges[-1][1] if item.ranges else 0
    ranges, tail = _ranges(item.ranges), _ranges(item.tail)
    return (item.id, layer, start, end, item.label, ranges, tail, item.origin)


def _label_row(layer: str, item: Item) -> Row:
    assert isinstance(item, DocumentLabel)
    return (item.id, layer, item.label, item.origin)


def _comment_row(layer: str, item: Item) -> Row:
    assert isinstance(item, Comment)
    return (item.id, layer, item.text, item.created, item.span)


def _decision_row(layer: str, item: Item) -> Row:
    assert isinstance(item, Decision)
    return (
        item.id,
        layer,
        item.place,
        item.choice,
        item.source,
        item.how,
        item.who,
        item.when,
        item.comment,
        _json(item.gold),
        _json(item.seen),
    )


SPAN = Table(
    "span",
    (
        "id",
        "layer",
        "start",
        "end",
        "label",
        "origin",
        "score",
        "note",
        "kb_id",
        "attributes",
        "fragments",
    ),
    _span_row,
)
RELATION = Table(
    "relation",
    ("id", "layer", "label", "head", "tail", "origin", "score", "note", "attributes"),
    _relation_row,
)
REJECTION = Table(
    "rejection",
    ("id", "layer", "start", "end", "label", "ranges", "tail", "origin"),
    _rejection_row,
)
LABEL = Table("document_label", ("id", "layer", "label", "origin"), _label_row)
COMMENT = Table("comment", ("id", "layer", "text", "created", "span"), _comment_row)
DECISION = Table(
    "decision",
    (
        "id",
        "layer",
        "place",
        "choice",
        "source",
        "how",
        "who",
        "when",
        "comment",
        "gold",
        "seen",
    ),
    _decision_row,
)

# In the order in which whole layers are written: relations name spans.
TABLES: dict[type[Item], Table] = {
    Span: SPAN,
    Relation: RELATION,
    Rejection: REJECTION,
    DocumentLabel: LABEL,
    Comment: COMMENT,
    Decision: DECISION,
}


# The types of the columns: damage on the disk must not get further than the reading of a row.
SpanRow = tuple[
    str, str, int, int, str, str, float | None, str, str, str, str
]  # in the order of SPAN.columns, as those that follow
RelationRow = tuple[str, str, str, str, str, str, float | None, str, str]
RejectionRow = tuple[str, str, int, int, str, str, str, str]
LabelRow = tuple[str, str, str, str]
CommentRow = tuple[str, str, str, str, str]
DecisionRow = tuple[str, str, str, str, str, str, str, str, str, str, str]


def items_of(connection: sqlite3.Connection, layer: str) -> list[Item]:
    """All items of a layer, kind by kind in the order of TABLES.

    Raises Damage, or msgspec.ValidationError for a row that has another shape.
    """

    def rows(table: Table, kind: object) -> list[Any]:
        return typed(connection.execute(table.select, (layer,)).fetchall(), kind)

    items: list[Item] = [
        *(map(read_span, rows(SPAN, SpanRow))),
        *(map(read_relation, rows(RELATION, RelationRow))),
        *(map(read_rejection, rows(REJECTION, RejectionRow))),
        *(DocumentLabel(id, label, origin) for id, _, label, origin in rows(LABEL, LabelRow)),
        *(
            Comment(id, text, created, span)
            for id, _, text, created, span in rows(COMMENT, CommentRow)
        ),
        *(map(read_decision, rows(DECISION, DecisionRow))),
    ]
    check_ends(items)
    return items


def check_ends(items: Iterable[Item]) -> None:
    """Raises Damage if a relation of a layer names a span that the layer does not have."""
    relations = [item for item in items if isinstance(item, Relation)]
    if relations:
        spans = {item.id for item in items if isinstance(item, Span)}
        if not all(x.head in spans and x.tail in spans for x in relations):
            raise Damage("a relation names a span that is not there")


def typed(rows: Sequence[object], kind: object) -> list[Any]:
    """The rows, each checked to be of a tuple's type. Raises msgspec.ValidationError."""
    return msgspec.convert(rows, list[kind])  # type: ignore[valid-type]  # known when it runs


def read_span(row: SpanRow) -> Span:
    """A row of SPAN."""
    id, _, start, end, label, origin, score, note, kb_id, attributes, fragments = row
    return Span(
        id,
        start,
        end,
        label,
        origin,
        score,
        note,
        kb_id,
        _read_attributes(attributes),
        read_ranges(fragments),
    )


def read_relation(row: RelationRow) -> Relation:
    """A row of RELATION."""
    id, _, label, head, tail, origin, score, note, attributes = row
    return Relation(id, label, head, tail, origin, score, note, _read_attributes(attributes))


def read_decision(row: DecisionRow) -> Decision:
    """A row of DECISION."""
    id, _, place, choice, source, how, who, when, comment, gold, seen = row
    found = (
        msgspec.convert(choice, Choice),
        msgspec.json.decode(gold, type=tuple[str, ...]),
        msgspec.json.decode(seen, type=tuple[Seen, ...]),
    )
    return Decision(id, place, found[0], source, how, who, when, comment, *found[1:])


def read_rejection(row: RejectionRow) -> Rejection:
    """A row of REJECTION."""
    id, _, _, _, label, ranges, tail, origin = row
    return Rejection(id, label, read_ranges(ranges), read_ranges(tail), origin)
