"""The part of an edit that is beyond one layer: the scheme, the labels of all layers, the trash."""

import sqlite3

from annotator.changes import Edit, Relabelling, SchemeChange, Trashing
from annotator.scheme import LabelKind
from annotator.scheme_changes import patched
from annotator.store import sights
from annotator.store.labels import read_scheme, write_scheme

# Where items with labels of a kind lie. A rejection is of a span unless it has a tail.
_PLACES: dict[LabelKind, tuple[tuple[str, str], ...]] = {
    "span": (("span", ""), ("rejection", "AND tail = '[]'")),
    "relation": (("relation", ""), ("rejection", "AND tail != '[]'")),
    "document": (("document_label", ""),),
}


def do(connection: sqlite3.Connection, edit: Edit) -> None:
    """Do it; the caller holds the transaction."""
    for change in edit.beyond:
        if isinstance(change, SchemeChange):
            _patch(connection, change)
        elif isinstance(change, Relabelling):
            _relabel(connection, edit.id, change)
        else:
            _trash(connection, change, back=change.back)


def undo(connection: sqlite3.Connection, edit: Edit) -> None:
    """Take it back; the caller holds the transaction."""
    for change in reversed(edit.beyond):
        if isinstance(change, SchemeChange):
            _patch(connection, SchemeChange(change.after, change.before))
        elif isinstance(change, Relabelling):
            _relabel_back(connection, edit.id, change)
        else:
            _trash(connection, change, back=not change.back)


def _patch(connection: sqlite3.Connection, change: SchemeChange) -> None:
    current = read_scheme(connection)
    write_scheme(connection, patched(current, change.before, change.after))


def _relabel(connection: sqlite3.Connection, edit: str, change: Relabelling) -> None:
    for table, where in _PLACES[change.kind]:
        if not change.whole:
            connection.execute(
                "INSERT OR IGNORE INTO relabelled (edit, item) "  # noqa: S608
                f"SELECT ?, id FROM {table} WHERE label = ? {where}",
                (edit, change.old),
            )
        connection.execute(
            f"UPDATE {table} SET label = ? WHERE label = ? {where}",  # noqa: S608
            (change.new, change.old),
        )

    if not change.whole:
        sights.mark(connection, change.kind, change.old, edit)
    sights.relabel(connection, change.kind, change.old, change.new)


def _relabel_back(connection: sqlite3.Connection, edit: str, change: Relabelling) -> None:
    for table, where in _PLACES[change.kind]:
        only = "" if change.whole else "AND id IN (SELECT item FROM relabelled WHERE edit = :edit)"
        connection.execute(
            f"UPDATE {table} SET label = :old WHERE label = :new {where} {only}",  # noqa: S608
            {"old": change.old, "new": change.new, "edit": edit},
        )
    only = "" if change.whole else "AND id IN (SELECT item FROM relabelled WHERE edit = :edit)"
    sights.relabel(connection, change.kind, change.new, change.old, only, edit)
    connection.execute("DELETE FROM relabelled WHERE edit = ?", (edit,))


def _trash(connection: sqlite3.Connection, change: Trashing, back: bool) -> None:
    statement = (
        "DELETE FROM trash WHERE document = ?"
        if back
        else "INSERT OR IGNORE INTO trash (document) VALUES (?)"
    )
    connection.executemany(statement, [(id,) for id in change.documents])
