"""Everybody's comments on a document."""

from typing import TYPE_CHECKING

from annotator.model import Comment
from annotator.store.troubles import told_reading

if TYPE_CHECKING:
    from annotator.store.project import Project


def comments_of(project: "Project", document: str) -> list[tuple[str, Comment]]:
    """The comments of people, each with its author's name, the oldest first."""
    with told_reading(project.path):
        rows = project.connection.execute(
            "SELECT annotator.name, comment.id, text, created, span FROM comment "
            "JOIN layer ON layer.id = comment.layer AND layer.document = ? "
            "JOIN annotator ON annotator.id = layer.annotator AND annotator.kind <> 'model' "
            "ORDER BY created, comment.rowid",
            (document,),
        )
        return [
            (name, Comment(id, text, created, span or "")) for name, id, text, created, span in rows
        ]
