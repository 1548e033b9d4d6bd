"""Looking for damage in a project file."""

import sqlite3
from collections.abc import Iterator

from annotator.model import checksum


def problems(connection: sqlite3.Connection) -> list[str]:
    """What is wrong with the file, in words; empty when nothing is. Reads everything."""
    found: list[str] = []
    for look in (_pages, _links, _texts, _places, _search):
        try:
            found.extend(look(connection))
        # SQLite may quote the damaged bytes in its own message, which is then no text.
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            found.append(f"The file cannot be read to its end: {error}.")
    return list(dict.fromkeys(found))


def _pages(connection: sqlite3.Connection) -> Iterator[str]:
    for (line,) in connection.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield f"The file is damaged: {line}."


def _links(connection: sqlite3.Connection) -> Iterator[str]:
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"Row {row} of {table} belongs to a {parent} that is not there."


def _texts(connection: sqlite3.Connection) -> Iterator[str]:
    for name, text, sha256 in connection.execute("SELECT name, text, sha256 FROM document"):
        if checksum(text) != sha256:
            yield f"The text of {name} differs from its checksum."


def _places(connection: sqlite3.Connection) -> Iterator[str]:
    rows = connection.execute(
        'SELECT document.name, span.label, span.start, span."end" FROM span '
        "JOIN layer ON layer.id = span.layer JOIN document ON document.id = layer.document "
        'WHERE span.start < 0 OR span.start >= span."end" OR span."end" > document.length'
    )
    for name, label, start, end in rows:
        yield f"A span {label} at {start}–{end} lies outside the text of {name}."


def _search(connection: sqlite3.Connection) -> Iterator[str]:
    # The check is written as an insertion, which a file open for reading refuses.
    if connection.execute("PRAGMA query_only").fetchone()[0]:
        return
    try:
        connection.execute(
            "INSERT INTO document_search (document_search, rank) VALUES ('integrity-check', 1)"
        )
    except sqlite3.DatabaseError as error:
        yield f"The search index does not fit the texts: {error}."
