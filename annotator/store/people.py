"""Roles and assignments in the project file.

Rows are not deleted but changed, with the time: two files that were changed apart can be put
together in any order, and the later word holds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from annotator.model import Annotator
from annotator.people import BLIND, Rights, Role, rights
from annotator.store import files, labels, layers
from annotator.store.troubles import told_reading

if TYPE_CHECKING:
    from annotator.store.project import Project


@dataclass(frozen=True, slots=True, order=True)
class Assigned:
    """A document that somebody is to label; `calibration` ones come first."""

    document: str
    annotator: str
    calibration: bool = False


def role_of(project: "Project", person: str) -> Role:
    """The role of a person, by id; "annotator" where nothing is said."""
    return roles(project).get(person, "annotator")


def roles(project: "Project") -> dict[str, Role]:
    """The roles that were given, by the people's ids."""
    with told_reading(project.path):
        return dict(project.connection.execute("SELECT annotator, role FROM role").fetchall())


def set_role(project: "Project", name: str, role: Role) -> Annotator:
    """Give a person a role; the person is made when missing."""
    with files.transaction(project.connection, project.path) as connection:
        person = layers.ensure_annotator(connection, name, "person")
        connection.execute(
            "INSERT INTO role (annotator, role, changed) VALUES (?, ?, ?) "
            "ON CONFLICT (annotator) DO UPDATE SET role = excluded.role, "
            "changed = excluded.changed WHERE role <> excluded.role",
            (person.id, role, now()),
        )
    return person


def is_blind(project: "Project") -> bool:
    """Whether people see only their own labels."""
    with told_reading(project.path):
        return labels.read_value(project.connection, f"setting {BLIND}", "yes") != "no"


def set_blind(project: "Project", blind: bool) -> None:
    """Hide people's labels from each other, or show them."""
    project.set_setting(BLIND, "yes" if blind else "no")


def rights_of(project: "Project", person: str) -> Rights:
    """What the program offers a person here."""
    known = roles(project)
    return rights(known.get(person, "annotator"), "lead" in set(known.values()), is_blind(project))


def assignments(project: "Project") -> list[Assigned]:
    """All assignments that hold, by document in the order of import."""
    with told_reading(project.path):
        rows = project.connection.execute(
            "SELECT assignment.document, annotator, calibration FROM assignment "
            "JOIN document INDEXED BY document_list ON document.id = assignment.document "
            "WHERE held = 1 ORDER BY document.seq, annotator"
        )
        return [Assigned(document, who, bool(first)) for document, who, first in rows]


def set_assignments(project: "Project", wanted: Iterable[Assigned]) -> tuple[int, int]:
    """Make these the assignments that hold: how many came, how many went. Layers stay."""
    goal = {(a.document, a.annotator): a.calibration for a in wanted}
    there = {(a.document, a.annotator): a.calibration for a in assignments(project)}
    gone = sorted(there.keys() - goal.keys())
    come = sorted(key for key, first in goal.items() if there.get(key) != first)
    when = now()
    with files.transaction(project.connection, project.path) as connection:
        connection.executemany(
            "UPDATE assignment SET held = 0, changed = ? WHERE document = ? AND annotator = ?",
            [(when, *key) for key in gone],
        )
        connection.executemany(
            "INSERT INTO assignment (document, annotator, calibration, held, changed) "
            "VALUES (?, ?, ?, 1, ?) ON CONFLICT (annotator, document) DO UPDATE SET "
            "calibration = excluded.calibration, held = 1, changed = excluded.changed",
            [(*key, int(goal[key]), when) for key in come],
        )
    return len(goal.keys() - there.keys()), len(gone)


def add_people(project: "Project", names: Sequence[str]) -> list[Annotator]:
    """The people of these names, made when missing."""
    with files.transaction(project.connection, project.path) as connection:
        return [layers.ensure_annotator(connection, name, "person") for name in names]


def begun(project: "Project") -> Mapping[tuple[str, str], str]:
    """The people's layers that were begun: their status, by document and person."""
    with told_reading(project.path):
        rows = project.connection.execute(
            "SELECT document, annotator, status FROM layer "
            "JOIN annotator ON annotator.id = layer.annotator "
            "WHERE kind = 'person' AND (status <> 'new' OR EXISTS "
            "(SELECT 1 FROM span WHERE span.layer = layer.id))"
        )
        return {(document, who): status for document, who, status in rows}


def now() -> str:
    """The time as the file keeps it: ISO 8601 in UTC with microseconds, so that text sorts."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
