"""Edits of comments: remarks on the document or on one span, each of one author."""

from dataclasses import replace
from datetime import UTC, datetime

from annotator.changes import Edit
from annotator.edits.door import change, finish, short
from annotator.errors import EditRefused
from annotator.model import Comment, new_id
from annotator.opened import OpenDocument


def add_comment(opened: OpenDocument, text: str, span: str = "") -> Edit:
    """Say something about the document or, with the id of an own span, about that."""
    if span and span not in opened.own.spans:
        raise EditRefused("Only your own labels can carry this", do="Accept it first.")
    comment = Comment(new_id(), _text(text), datetime.now(UTC).isoformat("T", "seconds"), span)
    return finish(opened, f"Comment “{short(comment.text)}”", [change(opened, None, comment)])


def edit_comment(opened: OpenDocument, id: str, text: str) -> Edit:
    """Write an own comment anew; empty deletes it. The time stays that of the first writing."""
    old = _own(opened, id)
    if not text.strip():
        return delete_comment(opened, id)
    new = replace(old, text=_text(text))
    if new == old:
        raise EditRefused("There is nothing to change here")
    return finish(opened, f"Comment “{short(new.text)}”", [change(opened, old, new)])


def delete_comment(opened: OpenDocument, id: str) -> Edit:
    """Delete an own comment."""
    old = _own(opened, id)
    return finish(opened, f"Delete the comment “{short(old.text)}”", [change(opened, old, None)])


def _own(opened: OpenDocument, id: str) -> Comment:
    found = opened.own.comments.get(id)
    if found is None:
        raise EditRefused("Only your own comments can be changed")
    return found


def _text(text: str) -> str:
    if not text.strip():
        raise EditRefused("The comment is empty", do="Write something.")
    return text.strip()
