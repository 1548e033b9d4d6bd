"""Rows from one project file to another as they are, by the names of their columns, so that a
column that a later migration adds comes along."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec

Raw = dict[str, Any]  # a row as SQLite gives it

# The tables of what a layer holds; relations name spans.
ITEMS = ("span", "relation", "rejection", "document_label", "comment", "decision")
# What else moves when files are parted and merged, and what stays with its file.
MOVED = ("annotator", "document", "layer", "edit", "role", "assignment", "trash", *ITEMS)
STAYING = ("project", "label", "rule", "settled", "dispute", "relabelled")
PAGE = 2000  # rows or layers read at once


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """The names of a table's columns."""
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def read(
    connection: sqlite3.Connection, table: str, key: str, values: Sequence[str]
) -> Iterator[Raw]:
    """The rows whose column `key` has one of the values, in the order in which they came."""
    cursor = connection.execute(
        f"SELECT * FROM {table} WHERE {key} IN (SELECT value FROM json_each(?)) "  # noqa: S608
        f"ORDER BY {'document' if table == 'assignment' else 'rowid'}",
        (msgspec.json.encode(list(values)).decode(),),
    )
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))


def present(connection: sqlite3.Connection, table: str, ids: Iterable[str]) -> set[str]:
    """Which of the ids the table has."""
    rows = connection.execute(
        f"SELECT id FROM {table} WHERE id IN (SELECT value FROM json_each(?))",  # noqa: S608
        (msgspec.json.encode(list(ids)).decode(),),
    )
    return {id for (id,) in rows}


def insert(connection: sqlite3.Connection, table: str, rows: Sequence[Raw]) -> None:
    """Add rows; columns that the table does not have are left out."""
    if not rows:
        return
    names = [name for name in columns(connection, table) if name in rows[0]]
    quoted = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    connection.executemany(
        f"INSERT INTO {table} ({quoted}) VALUES ({marks})",  # noqa: S608
        ([row[name] for name in names] for row in rows),
    )


@contextmanager
def indexing_once(connection: sqlite3.Connection) -> Iterator[None]:
    """Documents that are added meanwhile go into the search index together, at the end: one by
    one takes four times as long."""
    last = connection.execute("SELECT max(seq) FROM document").fetchone()[0] or 0
    connection.execute("INSERT INTO project (name, value) VALUES ('importing', '')")
    yield
    connection.execute(
        "INSERT INTO document_search (rowid, name, text) "
        "SELECT seq, name, text FROM document WHERE seq > ?",
        (last,),
    )
    connection.execute("DELETE FROM project WHERE name = 'importing'")


def pages(values: Sequence[str], size: int = PAGE) -> Iterator[Sequence[str]]:
    """The values, some at a time."""
    for start in range(0, len(values), size):
        yield values[start : start + size]
