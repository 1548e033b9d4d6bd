"""The trash: documents that lists, counts and exports leave out, with all their layers, until
they are restored."""

from collections.abc import Iterable

from annotator.changes import Edit, Trashing
from annotator.errors import EditRefused
from annotator.model import new_id
from annotator.store.project import Project


def put_in_trash(project: Project, documents: Iterable[str]) -> Edit:
    """Put documents into the trash; everybody's labels on them go along."""
    here = set(project.document_ids())
    wanted = tuple(id for id in dict.fromkeys(documents) if id in here)
    return _edit(project, wanted, "Put {} into the trash", back=False)


def restore(project: Project, documents: Iterable[str]) -> Edit:
    """Take documents out of the trash."""
    there = {id for id, _, _ in project.in_trash()}
    wanted = tuple(id for id in dict.fromkeys(documents) if id in there)
    return _edit(project, wanted, "Restore {}", back=True)


def _edit(project: Project, documents: tuple[str, ...], title: str, back: bool) -> Edit:
    if project.read_only:
        raise EditRefused(
            "This project is open for reading only", do="Close the other window to edit here."
        )
    if not documents:
        raise EditRefused("No document is selected", do="Choose one in the list.")
    if len(documents) == 1:
        named = f"“{project.document(documents[0]).name}”"
    else:
        named = f"{len(documents)} documents"
    return Edit(new_id(), title.format(named), (), beyond=(Trashing(documents, back),))
