"""Documents in the trash are nowhere, and come back as they were."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.edits import spans
from annotator.errors import EditRefused
from annotator.flow.importing import import_files
from annotator.model import make_document
from annotator.session import Session
from annotator.statistics import statistics
from annotator.store.bulk import layers_in_order
from annotator.store.project import Project
from annotator.text.matching import Wanted
from annotator.trash import put_in_trash, restore
from tests.support.documents import TEXT
from tests.support.projects import DOCUMENT, make_project, start


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = start(make_project(tmp_path / "p.annodb"))
    opened.project.add_documents([make_document("two", "Kim again.", id="two")])
    opened.do(spans.add_span(opened.current, 0, 9, "PERSON"))
    yield opened
    opened.close()


def test_the_trash_hides_a_document_everywhere(session: Session) -> None:
    from annotator.store.searching import texts

    project, who = session.project, session.who.id
    edit = session.do(put_in_trash(project, [DOCUMENT, DOCUMENT]))
    assert edit.title == "Put “one” into the trash"
    assert session.opened is None
    assert project.document_ids() == ["two"]
    assert [d.id for d in project.documents()] == ["two"]
    assert [row.id for row in project.summaries(who)] == ["two"]
    assert [row.id for row in project.summaries(who, "kim")] == ["two"]
    assert project.matching("kim") == project.matching("") == ["two"]
    assert project.counts(who).total == 1
    assert project.counts(who).in_progress == 0
    assert layers_in_order(project) == []
    assert statistics(project).documents == 1
    assert [id for id, _, _ in texts(project, Wanted("kim", whole=True))] == ["two"]
    assert project.in_trash() == [(DOCUMENT, "one", len(TEXT))]
    with pytest.raises(KeyError):
        project.summary(who, DOCUMENT)


def test_undo_and_restore_bring_it_back(session: Session) -> None:
    session.do(put_in_trash(session.project, [DOCUMENT, "two"]))
    session.undo()
    assert len(session.open(DOCUMENT).own.spans) == 1
    session.redo()
    assert session.project.document_ids() == []
    session.do(restore(session.project, [DOCUMENT]))
    assert session.project.document_ids() == [DOCUMENT]
    assert session.project.counts(session.who.id).in_progress == 1
    session.undo()
    assert session.project.document_ids() == []
    assert session.project.check() == []


def test_the_trash_outlives_a_restart(session: Session) -> None:
    session.do(put_in_trash(session.project, ["two"]))
    with Project.open(session.project.path, read_only=True) as again:
        assert again.document_ids() == [DOCUMENT]
        with pytest.raises(EditRefused):
            restore(again, ["two"])


def test_what_is_not_there_is_refused(session: Session) -> None:
    with pytest.raises(EditRefused):
        put_in_trash(session.project, ["nothing"])
    with pytest.raises(EditRefused):
        restore(session.project, ["two"])


def test_a_text_in_the_trash_can_be_imported_again(session: Session, tmp_path: Path) -> None:
    session.do(put_in_trash(session.project, ["two"]))
    file = tmp_path / "two.jsonl"
    file.write_text('{"id": "two", "text": "Kim again."}\n', encoding="utf-8")
    assert import_files(session.project, [file]).documents == 1
    assert len(session.project.document_ids()) == 2
    session.do(restore(session.project, ["two"]))
    assert len(session.project.document_ids()) == 3
