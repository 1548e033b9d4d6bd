"""Reading many documents and layers with few queries: what exports and counts go through."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from annotator.errors import ProjectCorrupt
from annotator.model import (
    Comment,
    Document,
    DocumentLabel,
    Item,
    Layer,
    Range,
    Relation,
    Span,
    checksum,
)
from annotator.store.documents import NOT_IN_TRASH
from annotator.store.troubles import told_reading
from annotator.text.tokens import Tokens

if TYPE_CHECKING:
    from annotator.store.project import Project

_SPAN = 'layer, id, start, "end", label, origin, score, note, kb_id, attributes, fragments'
_RELATION = "layer, id, label, head, tail, origin, score, note, attributes"
_DOCUMENT = "id, name, text, sha256, source, meta, tokens"
_Row = tuple[Any, ...]  # as SQLite gives it


def layers_in_order(project: "Project") -> list[Layer]:
    """All layers, by document in the order of import, then in the order of their beginning."""
    with told_reading(project.path):
        rows = project.connection.execute(
            "SELECT layer.id, layer.document, layer.annotator, layer.status, layer.seconds "  # noqa: S608
            "FROM layer JOIN document INDEXED BY document_list ON document.id = layer.document "
            f"WHERE {NOT_IN_TRASH} "
            "ORDER BY document.seq, layer.rowid"
        )
        return [Layer(*row) for row in rows]


def documents_of(
    project: "Project", ids: Sequence[str]
) -> dict[str, tuple[Document, Tokens | None]]:
    """Some documents with their tokens, by id; as many as fit into memory.

    Raises ProjectCorrupt if a text has changed.
    """
    found: dict[str, tuple[Document, Tokens | None]] = {}
    with told_reading(project.path):
        for row in _rows(project.connection, _DOCUMENT, "document", "id", ids):
            id, name, text, sha256, source, meta, tokens = row
            if checksum(text) != sha256:
                raise ProjectCorrupt(
                    "The text differs from its checksum",
                    name,
                    "Open a backup instead: its labels may stand in the wrong places.",
                )
            document = Document(id, name, text, sha256, source, msgspec.json.decode(meta))
            found[id] = (document, _tokens(tokens))
    return found


def checksums(project: "Project") -> dict[str, str]:
    """The checksum of each document's text, by id."""
    with told_reading(project.path):
        return dict(project.connection.execute("SELECT id, sha256 FROM document").fetchall())


def contents(project: "Project", layers: Sequence[str]) -> dict[str, list[Item]]:
    """The spans, relations, document labels and comments of some layers, by the layers' ids,
    kind by kind in the order in which they were added. Rejections are left out."""
    found: dict[str, list[Item]] = {id: [] for id in layers}
    readers: tuple[tuple[str, str, Callable[[_Row], Item]], ...] = (
        ("span", _SPAN, _span),
        ("relation", _RELATION, _relation),
        ("document_label", "layer, id, label, origin", lambda row: DocumentLabel(*row[1:])),
        ("comment", "layer, id, text, created, span", lambda row: Comment(*row[1:])),
    )
    with told_reading(project.path):
        for table, columns, read in readers:
            for row in _rows(project.connection, columns, table, "layer", layers):
                found[row[0]].append(read(row))
    return found


def _rows(
    connection: sqlite3.Connection, columns: str, table: str, key: str, ids: Sequence[str]
) -> Iterator[_Row]:
    wanted = msgspec.json.encode(ids).decode()
    rows = connection.execute(
        f"SELECT {columns} FROM {table} "  # noqa: S608
        f"WHERE {key} IN (SELECT value FROM json_each(?)) ORDER BY rowid",
        (wanted,),
    )
    yield from rows


def _tokens(data: bytes | None) -> Tokens | None:
    return None if data is None else Tokens.from_bytes(data)


def _span(row: _Row) -> Span:
    _, id, start, end, label, origin, score, note, kb_id, attributes, fragments = row
    return Span(
        id,
        start,
        end,
        label,
        origin,
        score,
        note,
        kb_id,
        _attributes(attributes),
        msgspec.json.decode(fragments, type=tuple[Range, ...]) if fragments != "[]" else (),
    )


def _relation(row: _Row) -> Relation:
    _, id, label, head, tail, origin, score, note, attributes = row
    return Relation(id, label, head, tail, origin, score, note, _attributes(attributes))


def _attributes(text: str) -> dict[str, str]:
    return msgspec.json.decode(text, type=dict[str, str]) if text != "{}" else {}
