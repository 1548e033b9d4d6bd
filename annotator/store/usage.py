"""How often labels are used, over all layers."""

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotator.model import Kind
from annotator.scheme import LabelKind
from annotator.store.troubles import told_reading

if TYPE_CHECKING:
    from annotator.store.project import Project

_TABLES: dict[LabelKind, str] = {
    "span": "span",
    "relation": "relation",
    "document": "document_label",
}


@dataclass(frozen=True, slots=True)
class Usage:
    """Items with a label: in the layers of people and gold, and in those of models."""

    people: int = 0
    models: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.people + self.models


@dataclass(frozen=True, slots=True)
class Spread:
    """How far a label reaches: items of people and gold, items of models, and documents."""

    people: int = 0
    models: int = 0
    documents: int = 0


def spread(project: "Project", kind: LabelKind, id: str) -> Spread:
    """Where one label is used."""
    with told_reading(project.path):
        row = project.connection.execute(
            "SELECT coalesce(sum(annotator.kind != 'model'), 0), "  # noqa: S608
            "coalesce(sum(annotator.kind = 'model'), 0), count(DISTINCT layer.document) "
            f"FROM {_TABLES[kind]} AS item JOIN layer ON layer.id = item.layer "
            "JOIN annotator ON annotator.id = layer.annotator WHERE item.label = ?",
            (id,),
        ).fetchone()
    return Spread(*row)


def usage(project: "Project") -> dict[tuple[LabelKind, str], Usage]:
    """The labels in use, by kind and id; also those that the scheme does not have."""
    found: dict[tuple[LabelKind, str], Usage] = {}
    with told_reading(project.path):
        for kind, table in _TABLES.items():
            for id, who, count in _counts(project.connection, table):
                before = found.get((kind, id), Usage())
                model = count if who == "model" else 0
                found[(kind, id)] = Usage(before.people + count - model, before.models + model)
    return found


def _counts(connection: sqlite3.Connection, table: str) -> list[tuple[str, Kind, int]]:
    return connection.execute(
        f"SELECT item.label, annotator.kind, count(*) FROM {table} AS item "  # noqa: S608
        "JOIN layer ON layer.id = item.layer JOIN annotator ON annotator.id = layer.annotator "
        "GROUP BY item.label, annotator.kind"
    ).fetchall()


def pairs(project: "Project") -> dict[tuple[str, str, str], int]:
    """How often relations of people and gold join spans, by relation, head and tail label."""
    with told_reading(project.path):
        rows = project.connection.execute(
            "SELECT relation.label, head.label, tail.label, count(*) FROM relation "
            "JOIN layer ON layer.id = relation.layer "
            "JOIN annotator ON annotator.id = layer.annotator AND annotator.kind != 'model' "
            "JOIN span AS head ON head.id = relation.head "
            "JOIN span AS tail ON tail.id = relation.tail "
            "GROUP BY relation.label, head.label, tail.label"
        )
        return {(label, head, tail): count for label, head, tail, count in rows}


def doubled(project: "Project", kind: LabelKind, old: str, new: str) -> list[tuple[str, str]]:
    """The layers, by the ids of document and annotator, that would hold an item twice if `old`
    became `new`."""
    same = {
        "span": 'b.start = a.start AND b."end" = a."end" AND b.fragments = a.fragments',
        "relation": "b.head = a.head AND b.tail = a.tail",
        "document": "1",
    }[kind]
    table = _TABLES[kind]
    with told_reading(project.path):
        return project.connection.execute(
            f"SELECT DISTINCT layer.document, layer.annotator FROM {table} AS a "  # noqa: S608
            f"JOIN {table} AS b ON b.layer = a.layer AND {same} AND b.label = ? "
            "JOIN layer ON layer.id = a.layer WHERE a.label = ?",
            (new, old),
        ).fetchall()
