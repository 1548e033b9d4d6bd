"""One part of a project as a file of its own."""

import sqlite3
import uuid
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from annotator.model import Annotator
from annotator.store import files, labels, layers
from annotator.store.project import Project
from annotator.store.rawrows import ITEMS, Raw, indexing_once, insert, pages, read
from annotator.store.traces import places_of, touched

PART_OF = "part of"  # the id of the project from which a part was split
_NAMESPACE = uuid.UUID("0d0c65c1-4a8e-4a0e-9a63-6d1f0a1d9f0b")


def write_part(
    project: Project,
    target: Path,
    documents: Sequence[str],
    owner: Annotator,
    layers_of: Collection[str],
    progress: Callable[[int], object] = lambda _count: None,
) -> None:
    """Write some documents, and on them the layers of some annotators (by id), to a new file:
    with scheme, guidelines and settings, the history of these layers, and the owner's role and
    assignments. Raises what creating a project raises."""
    with Project.create(target, project.scheme, project.language) as part:
        source, goal = project.connection, part.connection
        with files.transaction(goal, target):
            _settings(source, goal, owner)
            insert(goal, "annotator", list(read(source, "annotator", "id", [*layers_of, owner.id])))
            layers.ensure_annotator(goal, owner.name, owner.kind)
            insert(goal, "role", list(read(source, "role", "annotator", [owner.id])))
            with indexing_once(goal):
                for page in pages(documents, 500):
                    insert(goal, "document", list(read(source, "document", "id", page)))
                    _layers(source, goal, page, layers_of)
                    progress(len(page))
            _journal(source, goal, set(documents), set(layers_of))
            inside = set(documents)
            mine = read(source, "assignment", "annotator", [owner.id])
            insert(goal, "assignment", [row for row in mine if row["document"] in inside])


def _settings(source: sqlite3.Connection, goal: sqlite3.Connection, owner: Annotator) -> None:
    id = labels.read_value(source, "id")
    rows = source.execute("SELECT name, value FROM project WHERE name LIKE 'setting %'")
    for name, value in rows:
        labels.write_value(goal, name, value)
    labels.write_value(goal, "id", str(uuid.uuid5(_NAMESPACE, f"{id}:{owner.id}")))
    labels.write_value(goal, PART_OF, labels.read_value(source, PART_OF) or id)


def _layers(
    source: sqlite3.Connection,
    goal: sqlite3.Connection,
    documents: Sequence[str],
    layers_of: Collection[str],
) -> None:
    rows = [r for r in read(source, "layer", "document", documents) if r["annotator"] in layers_of]
    insert(goal, "layer", rows)
    ids = [row["id"] for row in rows]
    for table in ITEMS:
        insert(goal, table, list(read(source, table, "layer", ids)))


def _journal(
    source: sqlite3.Connection,
    goal: sqlite3.Connection,
    documents: set[str],
    layers_of: set[str],
) -> None:
    """The edits that touched a layer of the part. One that also touched what is not in the part
    cannot be undone here."""
    cursor = source.execute("SELECT * FROM edit ORDER BY seq")
    names = [column[0] for column in cursor.description]
    settled = {id for (id,) in source.execute("SELECT edit FROM settled")}
    rows: list[Raw] = []
    held: list[tuple[str]] = []
    for values in cursor:
        row = dict(zip(names, values, strict=True))
        touches = touched(row["changes"])
        places = places_of(touches)
        inside = {p for p in places if p[0] in documents and p[1] in layers_of}
        # Merging asks what became of a label.
        if inside or any(touch.k == "relabelling" for touch in touches):
            rows.append(row)
            if inside != places or row["id"] in settled:
                held.append((row["id"],))
    insert(goal, "edit", rows)
    goal.executemany("INSERT INTO settled (edit) VALUES (?)", held)
