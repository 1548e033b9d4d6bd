"""Reading many documents and layers with few queries: what exports and counts go through."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from annotator.model import Comment, Document, DocumentLabel, Item, Layer, Rejection
from annotator.store import documents, rows
from annotator.store.layers import LayerRow
from annotator.store.troubles import Damage, told_reading
from annotator.text.tokens import Tokens

if TYPE_CHECKING:
    from annotator.store.project import Project

_PAGE = 500  # rows read at once
_READERS: tuple[tuple[rows.Table, Any, Callable[[Any], Item]], ...] = (
    (rows.SPAN, rows.SpanRow, rows.read_span),
    (rows.RELATION, rows.RelationRow, rows.read_relation),
    (rows.LABEL, rows.LabelRow, lambda row: DocumentLabel(row[0], *row[2:])),
    (rows.COMMENT, rows.CommentRow, lambda row: Comment(row[0], *row[2:])),
)


def layers_in_order(project: "Project") -> list[Layer]:
    """All layers, by document in the order of import, then in the order of their beginning."""
    return list(each_layer(project))


def each_layer(project: "Project") -> Iterator[Layer]:
    """The same, read a page at a time; the project must not change meanwhile."""
    with told_reading(project.path):
        found = project.connection.execute(
            "SELECT layer.id, layer.document, layer.annotator, layer.status, layer.seconds "  # noqa: S608
            "FROM layer JOIN document INDEXED BY document_list ON document.id = layer.document "
            f"WHERE {documents.NOT_IN_TRASH} "
            "ORDER BY document.seq, layer.rowid"
        )
        while page := found.fetchmany(_PAGE):
            for row in rows.typed(page, LayerRow):
                yield Layer(*row)


def documents_of(
    project: "Project", ids: Sequence[str]
) -> dict[str, tuple[Document, Tokens | None]]:
    """Some documents with their tokens, by id; as many as fit into memory.

    Raises ProjectCorrupt if a text has changed, or a document is not there.
    """
    columns = f"{documents.COLUMNS}, tokens"
    found: dict[str, tuple[Document, Tokens | None]] = {}
    with told_reading(project.path):
        for *row, data in _chosen(project.connection, columns, "document", "id", ids):
            document = documents.checked(documents.read(row))
            found[document.id] = (document, documents.read_tokens(data))
        if found.keys() != set(ids):
            raise Damage("a document is not there")
    return found


def checksums(project: "Project") -> dict[str, str]:
    """The checksum of each document's text, by id."""
    with told_reading(project.path):
        found = project.connection.execute("SELECT id, sha256 FROM document").fetchall()
        return dict(rows.typed(found, tuple[str, str]))


def texts(project: "Project") -> Iterator[tuple[str, str]]:
    """Checksum and text of every document that is not in the trash, in the order of import."""
    with told_reading(project.path):
        yield from project.connection.execute(
            "SELECT sha256, text FROM document "  # noqa: S608
            f"WHERE {documents.NOT_IN_TRASH} ORDER BY seq"
        )


def known_ids(project: "Project", ids: Iterable[str]) -> set[str]:
    """Those of the ids that documents have, also ones in the trash."""
    wanted = msgspec.json.encode(list(ids)).decode()
    with told_reading(project.path):
        found = project.connection.execute(
            "SELECT id FROM document WHERE id IN (SELECT value FROM json_each(?))", (wanted,)
        )
        return {id for (id,) in found}


def last_place(project: "Project") -> int:
    """The place of the last document in the order of import; the next ones follow it without a
    gap. 0 if there is none."""
    with told_reading(project.path):
        found = project.connection.execute("SELECT max(seq) FROM document").fetchone()
        return int(found[0] or 0)


def after_place(project: "Project", ids: Iterable[str], place: int) -> set[str]:
    """Those of the documents that were imported after a place."""
    wanted = msgspec.json.encode(list(ids)).decode()
    with told_reading(project.path):
        found = project.connection.execute(
            "SELECT id FROM document WHERE id IN (SELECT value FROM json_each(?)) AND seq > ?",
            (wanted, place),
        )
        return {id for (id,) in found}


def contents(project: "Project", layers: Sequence[str]) -> dict[str, list[Item]]:
    """The spans, relations, document labels and comments of some layers, by the layers' ids,
    kind by kind in the order in which they were added. Rejections are left out."""
    found: dict[str, list[Item]] = {id: [] for id in layers}
    with told_reading(project.path):
        for table, kind, read in _READERS:
            there = _chosen(project.connection, table.names, table.name, "layer", layers)
            for row in rows.typed(list(there), kind):
                if row[1] not in found:
                    raise Damage("a row has left its layer")
                found[row[1]].append(read(row))
        for items in found.values():
            rows.check_ends(items)
    return found


def decisions(project: "Project", layers: Sequence[str]) -> dict[str, list[Item]]:
    """The decisions of some gold layers, by the layers' ids."""
    found: dict[str, list[Item]] = {id: [] for id in layers}
    with told_reading(project.path):
        there = _chosen(project.connection, rows.DECISION.names, "decision", "layer", layers)
        for row in rows.typed(list(there), rows.DecisionRow):
            found[row[1]].append(rows.read_decision(row))
    return found


def rejections(project: "Project", layers: Sequence[str]) -> dict[str, list[Rejection]]:
    """What the annotators of some layers said no to, by the layers' ids."""
    found: dict[str, list[Rejection]] = {id: [] for id in layers}
    table = rows.REJECTION
    with told_reading(project.path):
        there = _chosen(project.connection, table.names, table.name, "layer", layers)
        for row in rows.typed(list(there), rows.RejectionRow):
            found[row[1]].append(rows.read_rejection(row))
    return found


def _chosen(
    connection: sqlite3.Connection, columns: str, table: str, key: str, ids: Sequence[str]
) -> Iterator[tuple[Any, ...]]:
    wanted = msgspec.json.encode(ids).decode()
    yield from connection.execute(
        f"SELECT {columns} FROM {table} "  # noqa: S608
        f"WHERE {key} IN (SELECT value FROM json_each(?)) ORDER BY rowid",
        (wanted,),
    )
