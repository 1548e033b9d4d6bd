"""Edits: what each did, and which of them are undone."""

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import groupby

from annotator.changes import (
    Change,
    Edit,
    beyond_from_json,
    changes_from_json,
    changes_to_json,
    undoing,
)
from annotator.model import Item, LayerStatus
from annotator.store import beyond, layers
from annotator.store.rows import TABLES, Table, typed
from annotator.store.troubles import StaleEdit

DONE, UNDONE, DROPPED = 0, 1, 2
REMEMBERED = 1000
_Row = tuple[str, str, str, str, str]


def save(connection: sqlite3.Connection, edit: Edit) -> None:
    """Apply an edit and write it down; what its annotator had undone before can then no longer
    be redone. The caller holds the transaction. Raises StaleEdit."""
    _apply(connection, edit.changes)
    beyond.do(connection, edit)
    when, done = edit.when or _now(), changes_to_json(edit.changes, edit.beyond)
    connection.execute(
        # state_changed still says when it was undone: merging compares that.
        "UPDATE edit SET state = ? WHERE annotator = ? AND state = ?",
        (DROPPED, edit.who, UNDONE),
    )
    connection.execute(
        "INSERT INTO edit (id, annotator, created, title, changes, state, state_changed) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (edit.id, edit.who, when, edit.title, done, DONE, when),
    )


def swap(connection: sqlite3.Connection, edit: Edit, undone: bool) -> None:
    """Undo (`undone`) or redo a saved edit. The caller holds the transaction.

    Raises StaleEdit, also if the edit is not in the state from which this goes."""
    before, after = (DONE, UNDONE) if undone else (UNDONE, DONE)
    marked = connection.execute(
        "UPDATE edit SET state = ?, state_changed = ? WHERE id = ? AND state = ?",
        (after, _now(), edit.id, before),
    )
    if marked.rowcount != 1:
        raise StaleEdit(f"edit {edit.id} is not there to {'undo' if undone else 'redo'}")
    if undone:
        beyond.undo(connection, edit)
        _apply(connection, undoing(edit))
    else:
        _apply(connection, edit.changes)
        beyond.do(connection, edit)


def history(connection: sqlite3.Connection, annotator: str) -> tuple[list[Edit], list[Edit]]:
    """The edits that can be undone and those that can be redone; in each list the one whose
    turn is next stands last. At most REMEMBERED of each, the nearest."""
    return (
        _read(connection, annotator, DONE, "DESC")[::-1],
        _read(connection, annotator, UNDONE, "ASC")[::-1],
    )


def _read(connection: sqlite3.Connection, annotator: str, state: int, order: str) -> list[Edit]:
    rows = connection.execute(
        "SELECT id, title, changes, annotator, created FROM edit "  # noqa: S608
        "WHERE annotator = ? AND state = ? AND id NOT IN (SELECT edit FROM settled) "
        f"ORDER BY seq {order} LIMIT ?",
        (annotator, state, REMEMBERED),
    )
    return [
        Edit(id, title, changes_from_json(changes), who, when, beyond_from_json(changes))
        for id, title, changes, who, when in typed(rows.fetchall(), _Row)
    ]


def _apply(connection: sqlite3.Connection, changes: Iterable[Change]) -> None:
    made: dict[tuple[str, str], str] = {}
    try:
        for table, run in groupby(changes, key=_grows):
            if table is not None:
                rows = (
                    table.to_row(_layer(connection, made, x), x.after)
                    for x in run
                    if x.after is not None and not isinstance(x.after, LayerStatus)
                )
                connection.executemany(table.insert, rows)
                continue
            for change in run:
                _apply_one(
                    connection, _layer(connection, made, change), change.before, change.after
                )
    except sqlite3.IntegrityError as error:
        raise StaleEdit(f"a change does not fit the file: {error}") from error


def _grows(change: Change) -> Table | None:
    """The table to which a change adds a row; None if it does something else."""
    if change.before is not None or isinstance(change.after, LayerStatus):
        return None
    return TABLES[type(change.item)]


def _layer(connection: sqlite3.Connection, made: dict[tuple[str, str], str], change: Change) -> str:
    place = (change.document, change.annotator)
    if place not in made:
        made[place] = layers.ensure(connection, *place)
    return made[place]


def _apply_one(
    connection: sqlite3.Connection, layer: str, before: Item | None, after: Item | None
) -> None:
    item = after if after is not None else before
    assert item is not None
    if isinstance(item, LayerStatus):
        status = after.status if isinstance(after, LayerStatus) else "new"
        done = connection.execute("UPDATE layer SET status = ? WHERE id = ?", (status, layer))
    else:
        table = TABLES[type(item)]
        if before is None:
            done = connection.execute(table.insert, table.to_row(layer, item))
        elif after is None:
            done = connection.execute(table.delete, (before.id, layer))
        else:
            row = (*table.to_row(layer, after), before.id, layer)
            done = connection.execute(table.update, row)
    if done.rowcount != 1:
        raise StaleEdit(f"{type(item).__name__} {item.id} is not in layer {layer}")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
