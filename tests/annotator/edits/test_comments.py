"""Comments on the document and on spans."""

import pytest

from annotator.edits import comments, layers
from annotator.errors import EditRefused
from tests.support.documents import do, open_document
from tests.support.projects import span


def test_a_comment_is_written_changed_and_deleted() -> None:
    opened = open_document(own=[span("a")])
    made = do(opened, comments.add_comment(opened, "  Is this right? ", "a")).changes[0].item
    assert opened.own.comments[made.id].text == "Is this right?"
    assert opened.own.comments[made.id].span == "a"
    do(opened, comments.edit_comment(opened, made.id, "Yes"))
    assert opened.own.comments[made.id].text == "Yes"
    assert opened.own.comments[made.id].created == made.created  # type: ignore[union-attr]
    do(opened, comments.edit_comment(opened, made.id, " "))
    assert opened.own.comments == {}


def test_a_comment_leaves_a_finished_document_finished() -> None:
    opened = open_document()
    do(opened, layers.set_status(opened, "done"))
    do(opened, comments.add_comment(opened, "Odd text"))
    assert opened.own.status == "done"


def test_what_cannot_be_is_refused() -> None:
    opened = open_document()
    with pytest.raises(EditRefused):
        comments.add_comment(opened, "  ")
    with pytest.raises(EditRefused):
        comments.add_comment(opened, "x", "s1")
    with pytest.raises(EditRefused):
        comments.delete_comment(opened, "nothing")
    made = do(opened, comments.add_comment(opened, "x")).changes[0].item
    with pytest.raises(EditRefused):
        comments.edit_comment(opened, made.id, "x")
