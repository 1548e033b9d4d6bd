"""Documents and their tokens in the project file."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from annotator.errors import InputError, ProjectCorrupt
from annotator.model import Document, checksum
from annotator.store.rows import typed
from annotator.store.troubles import Damage
from annotator.text.tokens import Tokens

COLUMNS = "id, name, text, sha256, source, meta"
_PAGE = 256
NOT_IN_TRASH = "document.id NOT IN (SELECT document FROM trash)"
_TOKEN = 8  # bytes of a stored token
_Row = tuple[str, str, str, str, str, str]


def add(
    connection: sqlite3.Connection, docs: Iterable[Document], tokens: Mapping[str, Tokens] | None
) -> int:
    """Insert documents, streaming; the number of them. The caller holds the transaction.

    Raises InputError for a text that is not valid Unicode (half a surrogate pair).
    """
    stored = tokens or {}
    last = connection.execute("SELECT max(seq) FROM document").fetchone()[0] or 0
    connection.execute("INSERT INTO project (name, value) VALUES ('importing', '')")
    try:
        count = connection.executemany(
            "INSERT INTO document (id, name, section, length, source, sha256, meta, tokens, text) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (_row(doc, stored.get(doc.id)) for doc in docs),
        ).rowcount
    except UnicodeEncodeError as error:
        raise InputError(
            "A text holds half a character (a lone surrogate)",
            do="Save the source file again as UTF-8, then import it.",
        ) from error
    connection.execute(
        "INSERT INTO document_search (rowid, name, text) "
        "SELECT seq, name, text FROM document WHERE seq > ?",
        (last,),
    )
    connection.execute("DELETE FROM project WHERE name = 'importing'")
    return count


def known_texts(connection: sqlite3.Connection, sha256s: Iterable[str]) -> dict[str, list[str]]:
    """The ids of the documents that have one of these texts, by checksum."""
    found: dict[str, list[str]] = {}
    wanted = msgspec.json.encode(list(sha256s)).decode()
    for sha256, id in connection.execute(
        "SELECT sha256, id FROM document "  # noqa: S608
        "WHERE sha256 IN (SELECT value FROM json_each(?)) "
        f"AND {NOT_IN_TRASH} ORDER BY seq",
        (wanted,),
    ):
        found.setdefault(sha256, []).append(id)
    return found


def get(connection: sqlite3.Connection, id: str) -> Document:
    """A document. Raises KeyError if there is none, ProjectCorrupt if its text has changed,
    Damage if it is listed but cannot be found."""
    row = connection.execute(
        f"SELECT {COLUMNS} FROM document WHERE id = ?",  # noqa: S608
        (id,),
    ).fetchone()
    if row is None:
        listed = "SELECT 1 FROM document INDEXED BY document_list WHERE id = ?"
        if connection.execute(listed, (id,)).fetchone() is not None:
            raise Damage(f"document {id} is listed only")
        raise KeyError(id)
    return checked(read(row))


def ids(connection: sqlite3.Connection, trashed: bool = False) -> list[str]:
    """All ids in the order of import; with `trashed` also of those in the trash."""
    where = "1" if trashed else NOT_IN_TRASH
    rows = connection.execute(f"SELECT id FROM document WHERE {where} ORDER BY seq")  # noqa: S608
    return [id for (id,) in typed(rows.fetchall(), tuple[str])]


def in_trash(connection: sqlite3.Connection) -> list[tuple[str, str, int]]:
    """Id, name and length in code points of the documents in the trash, the last first."""
    rows = connection.execute(
        "SELECT document.id, name, length FROM trash JOIN document ON document.id = trash.document "
        "ORDER BY trash.rowid DESC"
    )
    return typed(rows.fetchall(), tuple[str, str, int])


def each(connection: sqlite3.Connection) -> Iterator[Document]:
    """All documents but those in the trash in the order of import, a few in memory at a time;
    the project may be written meanwhile. Raises ProjectCorrupt if a text has changed."""
    last = 0
    while True:
        page = connection.execute(
            f"SELECT {COLUMNS}, seq FROM document "  # noqa: S608
            f"WHERE seq > ? AND {NOT_IN_TRASH} ORDER BY seq LIMIT ?",
            (last, _PAGE),
        ).fetchall()
        if not page:
            return
        for row in page:
            yield checked(read(row[:-1]))
        last = page[-1][-1]


def tokens(connection: sqlite3.Connection, id: str) -> Tokens | None:
    """The tokens of a document, if they have been stored."""
    row = connection.execute("SELECT tokens FROM document WHERE id = ?", (id,)).fetchone()
    return read_tokens(row[0]) if row else None


def set_tokens(connection: sqlite3.Connection, id: str, value: Tokens) -> bool:
    """Store tokens where there are none: existing annotations rest on those that there are.
    Whether they were stored."""
    done = connection.execute(
        "UPDATE document SET tokens = ? WHERE id = ? AND tokens IS NULL", (value.to_bytes(), id)
    )
    return done.rowcount == 1


def _row(doc: Document, value: Tokens | None) -> tuple[str | int | bytes | None, ...]:
    return (
        doc.id,
        doc.name,
        str(doc.meta.get("section", "")),
        len(doc.text),
        doc.source,
        doc.sha256,
        msgspec.json.encode(doc.meta).decode() if doc.meta else "{}",
        None if value is None else value.to_bytes(),
        doc.text,
    )


def read(row: Sequence[object]) -> Document:
    """A row of COLUMNS. Raises msgspec.DecodeError for one that was damaged."""
    id, name, text, sha256, source, meta = msgspec.convert(row, _Row)
    facts = msgspec.json.decode(meta, type=dict[str, object]) if meta != "{}" else {}
    return Document(id, name, text, sha256, source, facts)


def read_tokens(data: object) -> Tokens | None:
    """Tokens as they are stored. Raises Damage."""
    if data is None:
        return None
    if not isinstance(data, bytes) or len(data) % _TOKEN:
        raise Damage("tokens have another shape")
    return Tokens.from_bytes(data)


def checked(doc: Document) -> Document:
    """The same document. Raises ProjectCorrupt if its text has changed."""
    if checksum(doc.text) != doc.sha256:
        raise ProjectCorrupt(
            "The text differs from its checksum",
            doc.name,
            "Open a backup instead: its labels may stand in the wrong places.",
        )
    return doc
