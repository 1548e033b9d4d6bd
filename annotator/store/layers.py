"""Annotators, their layers, and whole layers at once."""

import sqlite3
from collections.abc import Iterable, Sequence

from annotator.annotations import Annotations
from annotator.model import (
    Annotator,
    Item,
    Kind,
    Layer,
    LayerStatus,
    Relation,
    Span,
    Status,
    layer_id,
)
from annotator.model import make_annotator as make
from annotator.store.rows import RELATION, SPAN, TABLES, Row, items_of, typed

LayerRow = tuple[str, str, str, Status, float]
_AnnotatorRow = tuple[str, str, Kind]
_FLUSH = 5000
_LAYER = "SELECT id, document, annotator, status, seconds FROM layer"
_UPSERT = (
    "INSERT INTO layer (id, document, annotator, status, seconds) VALUES (?, ?, ?, ?, ?) "
    "ON CONFLICT (id) DO UPDATE SET status = excluded.status, seconds = excluded.seconds"
)


def ensure_annotator(connection: sqlite3.Connection, name: str, kind: Kind) -> Annotator:
    """The annotator of that name and kind, made when missing."""
    annotator = find_annotator(connection, name, kind)
    if annotator is None:
        annotator = make(name, kind)
        connection.execute(
            "INSERT INTO annotator (id, name, kind) VALUES (?, ?, ?)",
            (annotator.id, annotator.name, annotator.kind),
        )
    return annotator


def find_annotator(connection: sqlite3.Connection, name: str, kind: Kind) -> Annotator | None:
    """The annotator of that name and kind."""
    row = connection.execute(
        "SELECT id, name, kind FROM annotator WHERE name = ? AND kind = ?", (name, kind)
    ).fetchone()
    return Annotator(*typed([row], _AnnotatorRow)[0]) if row else None


def annotators(connection: sqlite3.Connection) -> list[Annotator]:
    """All annotators in the order in which they came."""
    rows = connection.execute("SELECT id, name, kind FROM annotator ORDER BY rowid")
    return [Annotator(*row) for row in typed(rows.fetchall(), _AnnotatorRow)]


def of_document(connection: sqlite3.Connection, document: str) -> list[Layer]:
    """The layers of a document in the order in which they were begun."""
    rows = connection.execute(f"{_LAYER} WHERE document = ? ORDER BY rowid", (document,))
    return [Layer(*row) for row in typed(rows.fetchall(), LayerRow)]


def get(connection: sqlite3.Connection, document: str, annotator: str) -> Layer | None:
    """An annotator's layer on a document, once it was begun."""
    row = connection.execute(
        f"{_LAYER} WHERE document = ? AND annotator = ?", (document, annotator)
    ).fetchone()
    return Layer(*typed([row], LayerRow)[0]) if row else None


def annotations(connection: sqlite3.Connection, document: str, annotator: str) -> Annotations:
    """What a layer holds; empty when there is none."""
    layer = get(connection, document, annotator)
    if layer is None:
        return Annotations()
    found = Annotations(items_of(connection, layer.id))
    found.status = layer.status
    return found


def ensure(connection: sqlite3.Connection, document: str, annotator: str) -> str:
    """Make the layer if it is missing; its id."""
    id = layer_id(document, annotator)
    connection.execute(
        "INSERT INTO layer (id, document, annotator, status) VALUES (?, ?, ?, 'new') "
        "ON CONFLICT (id) DO NOTHING",
        (id, document, annotator),
    )
    return id


def add(connection: sqlite3.Connection, rows: Iterable[tuple[Layer, Sequence[Item]]]) -> None:
    """Insert whole layers, streaming; the status and seconds of one that exists are replaced,
    and the items join those that it has."""
    batch = _Batch(connection)
    for layer, items in rows:
        batch.add(layer, items)
    batch.flush()


def set_suggestions(
    connection: sqlite3.Connection,
    model: Annotator,
    rows: Iterable[tuple[str, Sequence[Span], Sequence[Relation]]],
) -> None:
    """Replace a model's layer on each of some documents."""
    connection.execute(
        "INSERT INTO annotator (id, name, kind) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING",
        (model.id, model.name, model.kind),
    )

    batch = _Batch(connection)
    for document, spans, relations in rows:
        id = layer_id(document, model.id)
        for table in (RELATION, SPAN):
            connection.execute(table.clear, (id,))
        batch.add(Layer(id, document, model.id, "done"), (*spans, *relations))
    batch.flush()


def add_seconds(
    connection: sqlite3.Connection, document: str, annotator: str, seconds: float
) -> None:
    """Add working time to a layer."""
    id = ensure(connection, document, annotator)
    connection.execute("UPDATE layer SET seconds = seconds + ? WHERE id = ?", (seconds, id))


class _Batch:
    """Rows of many layers, written a few thousand at a time."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.layers: list[Row] = []
        self.rows: dict[str, list[Row]] = {table.insert: [] for table in TABLES.values()}
        self._places = {kind: self.rows[table.insert] for kind, table in TABLES.items()}
        self.size = 0

    def add(self, layer: Layer, items: Sequence[Item]) -> None:
        id = layer_id(layer.document, layer.annotator)
        status = layer.status
        for item in items:
            if isinstance(item, LayerStatus):
                status = item.status
            else:
                self._places[type(item)].append(TABLES[type(item)].to_row(id, item))
        self.layers.append((id, layer.document, layer.annotator, status, layer.seconds))
        self.size += 1 + len(items)
        if self.size >= _FLUSH:
            self.flush()

    def flush(self) -> None:
        self.connection.executemany(_UPSERT, self.layers)
        self.layers.clear()
        for statement, rows in self.rows.items():
            self.connection.executemany(statement, rows)
            rows.clear()
        self.size = 0
