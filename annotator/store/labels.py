"""The label scheme and the settings of a project."""

import sqlite3

import msgspec

from annotator.scheme import Attribute, Label, LabelKind, Rule, Scheme
from annotator.store.rows import typed

_LabelRow = tuple[LabelKind, str, str, str, str, str, str, int, int, str]
_LABEL = 'kind, id, short, name, colour, "key", description, symmetric, transitive, attributes'


def read_scheme(connection: sqlite3.Connection) -> Scheme:
    """The scheme as it was stored."""
    rows = connection.execute(f"SELECT {_LABEL} FROM label ORDER BY position")  # noqa: S608
    labels = tuple(
        Label(id, kind, short, name, colour, key, description, bool(both), bool(on), _read(more))
        for kind, id, short, name, colour, key, description, both, on, more in typed(
            rows.fetchall(), _LabelRow
        )
    )
    found = connection.execute("SELECT label, head, tail FROM rule ORDER BY position")
    rules = tuple(Rule(*row) for row in typed(found.fetchall(), tuple[str, str, str]))
    guidelines = read_value(connection, "guidelines")
    return Scheme(labels, rules, guidelines, read_value(connection, "scheme name"))


def _read(attributes: str) -> tuple[Attribute, ...]:
    return msgspec.json.decode(attributes, type=tuple[Attribute, ...])


def write_scheme(connection: sqlite3.Connection, scheme: Scheme) -> None:
    """Replace the scheme; the caller holds the transaction."""
    connection.execute("DELETE FROM label")
    connection.execute("DELETE FROM rule")
    connection.executemany(
        f"INSERT INTO label ({_LABEL}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        [
            (
                x.kind,
                x.id,
                x.short,
                x.name,
                x.colour,
                x.key,
                x.description,
                int(x.symmetric),
                int(x.transitive),
                msgspec.json.encode(x.attributes).decode(),
            )
            for x in scheme.labels
        ],
    )
    connection.executemany(
        "INSERT INTO rule (label, head, tail) VALUES (?, ?, ?)",
        [(rule.label, rule.head, rule.tail) for rule in scheme.rules],
    )
    write_value(connection, "guidelines", scheme.guidelines)
    write_value(connection, "scheme name", scheme.name)


def read_value(connection: sqlite3.Connection, name: str, default: str = "") -> str:
    """A value of the project's own table."""
    row = connection.execute("SELECT value FROM project WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else default


def write_value(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Set a value of the project's own table."""
    connection.execute(
        "INSERT INTO project (name, value) VALUES (?, ?) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )
