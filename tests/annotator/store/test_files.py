"""Each way in which a project file can fail has its own error, with a next step."""

import os
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edits.spans import add_span
from annotator.errors import (
    DiskFull,
    OutputError,
    ProjectCorrupt,
    ProjectExists,
    ProjectForeign,
    ProjectLocked,
    ProjectMissing,
    ProjectNewer,
    ProjectReadOnly,
    UserError,
)
from annotator.model import Span, make_document
from annotator.session import Changed, Session
from annotator.store import files, schema
from annotator.store.project import Project
from tests.support.documents import SCHEME, TEXT
from tests.support.projects import DOCUMENT, ana, make_project, start, state

PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_project(tmp_path / "p.annodb")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait seconds for another writer."""
    monkeypatch.setattr(files, "WAIT", 0.05)


@pytest.fixture
def session(path: Path, impatient: None) -> Iterator[Session]:
    opened = start(path)
    yield opened
    opened.close()


def helpful(error: UserError, path: Path) -> None:
    """It says what, where and what to do next."""
    assert error.what
    assert error.do
    assert str(path) in error.where
    assert error.where in str(error)


def refused(path: Path, kind: type[UserError], both: bool = True) -> None:
    for read_only in (False, True) if both else (False,):
        with pytest.raises(UserError) as caught:
            Project.open(path, read_only)
        assert type(caught.value) is kind
        helpful(caught.value, path)


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    refused(tmp_path / "none.annodb", ProjectMissing)
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_a_missing_folder(tmp_path: Path) -> None:
    refused(tmp_path / "no" / "p.annodb", ProjectMissing)
    with pytest.raises(ProjectMissing) as caught:
        Project.create(tmp_path / "no" / "p.annodb", SCHEME)
    helpful(caught.value, tmp_path / "no")


def test_a_file_that_exists_is_never_overwritten(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(ProjectExists) as caught:
        Project.create(path, SCHEME)
    helpful(caught.value, path)
    with Project.open(path) as project, pytest.raises(ProjectExists):
        project.backup(path)
    assert path.read_bytes() == before


def test_a_backup_into_a_missing_folder(session: Session, tmp_path: Path) -> None:
    with pytest.raises(OutputError) as caught:
        session.project.backup(tmp_path / "no" / "copy.annodb")
    helpful(caught.value, tmp_path / "no")


@pytest.mark.parametrize("content", [b"", b"Ada Lovelace\n" * 1000, bytes(PAGE)])
def test_another_kind_of_file_is_foreign_and_stays(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "text.annodb"
    path.write_bytes(content)
    refused(path, ProjectForeign)
    assert path.read_bytes() == content


def test_another_database_is_foreign_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "other.annodb"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE t (x)")
    content = path.read_bytes()
    refused(path, ProjectForeign)
    assert path.read_bytes() == content


def test_a_folder_is_foreign(tmp_path: Path) -> None:
    refused(tmp_path, ProjectForeign)


def damage_texts(path: Path) -> str:
    """Overwrite the pages of a long document; its id."""
    doc = make_document("long", "Ada met Kim. " * 5000)
    with Project.open(path) as project:
        project.add_documents([doc])
    content = bytearray(path.read_bytes())
    middle = content.rindex(b"Ada met Kim. " * 50) // PAGE - 5
    content[middle * PAGE : (middle + 3) * PAGE] = b"\xa5" * 3 * PAGE
    path.write_bytes(content)
    return doc.id


def test_damaged_pages_are_told_when_they_are_read(path: Path) -> None:
    long = damage_texts(path)
    for read_only in (False, True):
        with Project.open(path, read_only) as project:
            assert project.document(DOCUMENT).text == TEXT
            with pytest.raises(ProjectCorrupt) as caught:
                project.document(long)
            helpful(caught.value, path)


def test_a_damaged_schema_page_stops_the_opening(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100:PAGE] = b"\xa5" * (PAGE - 100)
    path.write_bytes(content)
    refused(path, ProjectCorrupt)


def test_a_file_cut_short_is_corrupt(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 3 * PAGE])
    with pytest.raises(ProjectCorrupt), Project.open(path) as project:
        project.document(DOCUMENT)


def test_check_names_damage_without_raising(path: Path) -> None:
    damage_texts(path)
    for read_only in (False, True):
        with Project.open(path, read_only) as project:
            assert project.check()


def test_a_newer_file_is_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as newer:
        newer.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    refused(path, ProjectNewer)


def test_a_second_window_is_kept_out_until_the_first_closes(path: Path) -> None:
    with Project.open(path, exclusive=True):
        with pytest.raises(ProjectLocked) as caught:
            Project.open(path, exclusive=True)
        helpful(caught.value, path)
        with Project.open(path, read_only=True) as reader:
            assert reader.document_ids() == [DOCUMENT]
    Project.open(path, exclusive=True).close()


def test_a_failed_opening_lets_go_of_the_lock(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(b"text" * 100)
    for _ in range(2):
        with pytest.raises(ProjectForeign):
            Project.open(path, exclusive=True)
    path.write_bytes(content)
    Project.open(path, exclusive=True).close()


def fails_unchanged(session: Session, kind: type[UserError], note: str = "") -> None:
    """An edit fails with the error; memory and file are as before."""
    before = state(session)
    heard: list[Changed] = []
    session.changed.connect(heard.append)
    edit = add_span(session.current, 0, 9, "PERSON")
    if note:
        first = edit.changes[0]
        assert isinstance(first.after, Span)
        noted = replace(first, after=replace(first.after, note=note))
        edit = replace(edit, changes=(noted, *edit.changes[1:]))
    with pytest.raises(UserError) as caught:
        session.do(edit)
    assert type(caught.value) is kind
    helpful(caught.value, session.project.path)
    assert state(session) == before
    assert heard == []
    assert session.history.done == session.history.undone == []
    with Project.open(session.project.path, read_only=True) as reader:
        assert list(reader.annotations(DOCUMENT, session.who.id).items()) == []
        assert reader.history(session.who.id) == ([], [])
        assert reader.check() == []


def test_another_program_that_writes_locks_the_project(session: Session) -> None:
    with closing(sqlite3.connect(session.project.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        fails_unchanged(session, ProjectLocked)
        other.execute("ROLLBACK")
    edit = session.do(add_span(session.current, 0, 9, "PERSON"))
    assert session.history.done == [edit]


def test_a_full_disk_changes_nothing_and_work_goes_on_after(session: Session) -> None:
    db = session.project.connection
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}")
    fails_unchanged(session, DiskFull, note="n" * 10 * PAGE)
    db.execute(f"PRAGMA max_page_count = {pages + 1000}")
    edit = session.do(add_span(session.current, 0, 9, "PERSON"))
    assert session.history.done == [edit]


def test_a_full_disk_stops_an_import_whole(session: Session) -> None:
    db, project = session.project.connection, session.project
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages + 20}")
    with pytest.raises(DiskFull) as caught:
        project.add_documents(make_document(f"n{n}", "word " * 2000) for n in range(100))
    helpful(caught.value, project.path)
    assert project.document_ids() == [DOCUMENT]
    assert project.check() == []


def test_a_project_opened_for_reading_refuses_to_write(path: Path) -> None:
    with Project.open(path) as project:
        who = ana(project)
    with Project.open(path, read_only=True) as project:
        writers = (
            lambda: project.set_setting("mode", "review"),
            lambda: project.set_scheme(SCHEME),
            lambda: project.add_seconds(DOCUMENT, who.id, 1),
            lambda: project.add_documents([make_document("x", "x")]),
        )
        for write in writers:
            with pytest.raises(ProjectReadOnly) as caught:
                write()
            helpful(caught.value, path)
        assert project.annotator("ben").name == "ben"
        assert project.annotator("ben") not in project.annotators()
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            project.connection.execute("DELETE FROM document")


def test_a_file_protected_by_its_owner_can_only_be_read(path: Path) -> None:
    path.chmod(0o444)
    refused(path, ProjectReadOnly, both=False)
    with Project.open(path, read_only=True) as project:
        assert project.document(DOCUMENT).text == TEXT


def test_a_folder_protected_by_its_owner_can_only_be_read(path: Path) -> None:
    path.parent.chmod(0o555)
    try:
        refused(path, ProjectReadOnly, both=False)
        with pytest.raises(ProjectReadOnly) as caught:
            Project.create(path.with_name("new.annodb"), SCHEME)
        helpful(caught.value, path.parent)
        with Project.open(path, read_only=True) as project:
            assert project.document(DOCUMENT).text == TEXT
    finally:
        path.parent.chmod(0o755)


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind the administrator")
def test_a_file_that_may_not_be_read(path: Path) -> None:
    path.chmod(0)
    with pytest.raises(UserError) as caught:
        Project.open(path)
    helpful(caught.value, path)


def test_making_a_project_that_fails_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = (*schema.STEPS, ("m999_broken", ("CREATE TABLE project (x)",)))
    monkeypatch.setattr(schema, "STEPS", broken)
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        Project.create(tmp_path / "p.annodb", SCHEME)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("seed", range(40))
def test_random_damage_is_told_or_harmless(path: Path, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(path.read_bytes())
    place, length = chance.randrange(100, 4 * PAGE), chance.choice((1, 40, 600))
    content[place : place + length] = chance.randbytes(length)
    path.write_bytes(content)
    told = (ProjectCorrupt, ProjectForeign, ProjectNewer)
    with suppress(*told), Project.open(path, read_only=seed % 2 == 0) as project:
        assert [doc.text for doc in project.documents()] == [TEXT]
        project.check()


@pytest.mark.parametrize("value", ["'[{'", "CAST(x'ff5b5d' AS TEXT)"])
def test_a_damaged_journal_is_told(path: Path, value: str) -> None:
    session = start(path)
    session.do(add_span(session.current, 0, 9, "PERSON"))
    session.project.connection.execute(f"UPDATE edit SET changes = {value}")  # noqa: S608
    with pytest.raises(ProjectCorrupt) as caught:
        session.project.history(session.who.id)
    helpful(caught.value, path)
    session.close()
