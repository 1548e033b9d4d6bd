"""Marking many documents at once: done, skipped, or to be worked on."""

from collections.abc import Iterable

from annotator.changes import Change, Edit
from annotator.errors import EditRefused
from annotator.model import Annotator, LayerStatus, Status, layer_id, new_id
from annotator.store.project import Project


def mark(project: Project, who: Annotator, documents: Iterable[str], status: Status) -> Edit:
    """Give an annotator's layers of documents a status; those that have it are left out."""
    if project.read_only:
        raise EditRefused(
            "This project is open for reading only", do="Close the other window to edit here."
        )
    wanted = list(dict.fromkeys(documents))
    if not wanted:
        raise EditRefused("No document is selected", do="Choose one in the list.")
    changes = []
    for row in (project.summary(who.id, id) for id in wanted):
        if row.status != status:
            id = layer_id(row.id, who.id)
            before, after = LayerStatus(id, row.status), LayerStatus(id, status)
            changes.append(Change(row.id, who.id, before, after))
    if not changes:
        raise EditRefused(f"All of them are {status} already")
    what = "a document" if len(changes) == 1 else f"{len(changes)} documents"
    return Edit(new_id(), f"Mark {what} as {status}", tuple(changes))
