"""What decisions have seen follows a label that is renamed or merged in the whole project."""

import sqlite3

import msgspec

from annotator.scheme import LabelKind


def relabel(
    connection: sqlite3.Connection,
    kind: LabelKind,
    old: str,
    new: str,
    only: str = "",
    edit: str = "",
) -> None:
    """Put one label for another in what decisions remember. `only` is a condition on their ids
    which may name the edit as `:edit`."""
    for statement, before, after in _statements(kind, old, new):
        connection.execute(
            f"UPDATE decision SET seen = replace(seen, :old, :new) WHERE {statement} {only}",  # noqa: S608
            {"old": before, "new": after, "edit": edit},
        )


def mark(connection: sqlite3.Connection, kind: LabelKind, old: str, edit: str) -> None:
    """Remember which decisions an edit will touch, so that undo finds them."""
    for statement, before, _ in _statements(kind, old, old):
        connection.execute(
            "INSERT OR IGNORE INTO relabelled (edit, item) "  # noqa: S608
            f"SELECT :edit, id FROM decision WHERE {statement} AND instr(seen, :old)",
            {"edit": edit, "old": before},
        )


def _statements(kind: LabelKind, old: str, new: str) -> list[tuple[str, str, str]]:
    """Which decisions, what to look for in their JSON, and what to put there."""
    a, b = (msgspec.json.encode(label).decode() for label in (old, new))
    found = [(f"place LIKE '{kind} %'", f'"label":{a}', f'"label":{b}')]
    if kind == "span":  # the ends of a relation
        found.append(("place LIKE 'relation %'", f'"ends":[{a},', f'"ends":[{b},'))
        found.append(("place LIKE 'relation %'", f',{a}],"kb_id"', f',{b}],"kb_id"'))
    return found
