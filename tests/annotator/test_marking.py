import pytest

from annotator.errors import EditRefused
from annotator.marking import mark
from annotator.model import make_document
from annotator.schemes import load_scheme
from annotator.session import Session
from annotator.store.project import Project


@pytest.fixture
def session(tmp_path):
    with Project.create(tmp_path / "p.annodb", load_scheme("news")) as project:
        project.add_documents([make_document(f"D{n}", f"Text {n}") for n in range(3)], None)
        yield Session(project, "ana")


def statuses(session):
    return [row.status for row in session.project.summaries(session.who.id)]


def test_several_documents_are_marked_and_unmarked_as_one_edit(session):
    ids = session.project.document_ids()
    session.open(ids[0])
    edit = session.do(mark(session.project, session.who, ids[:2], "done"))
    assert edit.title == "Mark 2 documents as done"
    assert statuses(session) == ["done", "done", "new"]
    assert session.current.own.status == "done"
    session.undo()
    assert statuses(session) == ["new", "new", "new"]
    assert session.current.own.status == "new"


def test_those_that_have_the_status_are_left_out_and_none_is_refused(session):
    ids = session.project.document_ids()
    session.do(mark(session.project, session.who, ids[:1], "skipped"))
    edit = session.do(mark(session.project, session.who, ids[:2], "skipped"))
    assert [change.document for change in edit.changes] == [ids[1]]
    with pytest.raises(EditRefused, match="skipped already"):
        mark(session.project, session.who, ids[:2], "skipped")
    with pytest.raises(EditRefused, match="No document is selected"):
        mark(session.project, session.who, [], "done")
