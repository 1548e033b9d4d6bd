"""An older file is copied aside, then updated; a step that fails leaves it readable."""

import sqlite3
from pathlib import Path

import pytest

from annotator.errors import ProjectNewer, ProjectReadOnly
from annotator.store import schema
from annotator.store.project import Project
from tests.support.documents import SCHEME, TEXT
from tests.support.projects import DOCUMENT, make_project, start

NEXT = ("m998_next", ("CREATE TABLE extra (x TEXT) STRICT", "INSERT INTO extra VALUES ('moved')"))
BROKEN = ("m999_broken", ("CREATE TABLE half (x)", "CREATE TABLE project (x)"))
OLD = schema.VERSION


def versions(monkeypatch: pytest.MonkeyPatch, *steps: tuple[str, tuple[str, ...]]) -> None:
    """A later version of the program, with more steps."""
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, *steps))
    monkeypatch.setattr(schema, "VERSION", OLD + len(steps))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_project(tmp_path / "p.annodb")


def tables(project: Project) -> set[str]:
    rows = project.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    return {name for (name,) in rows}


def test_an_older_file_is_copied_aside_and_updated(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aside = path.with_name(f"p (version {OLD}).annodb")
    with monkeypatch.context() as later:
        versions(later, NEXT)
        with Project.open(path) as project:
            assert project.connection.execute("SELECT x FROM extra").fetchall() == [("moved",)]
            assert project.document(DOCUMENT).text == TEXT
            assert project.scheme == SCHEME
            assert project.check() == []
        Project.open(path).close()
        copies = [p for p in path.parent.glob("*.annodb") if p != path]
        assert copies == [aside]
    with Project.open(aside) as old:
        assert "extra" not in tables(old)
        assert old.document(DOCUMENT).text == TEXT
    with pytest.raises(ProjectNewer):
        Project.open(path)


def test_a_copy_never_replaces_an_earlier_one(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = path.with_name(f"p (version {OLD}).annodb")
    first.write_text("mine")
    versions(monkeypatch, NEXT)
    Project.open(path).close()
    assert first.read_text() == "mine"
    assert path.with_name(f"p (version {OLD}) 2.annodb").exists()


def test_an_older_file_is_not_updated_by_reading(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    versions(monkeypatch, NEXT)
    with pytest.raises(ProjectReadOnly) as caught:
        Project.open(path, read_only=True)
    assert caught.value.do
    assert path.read_bytes() == before


def test_an_update_that_fails_can_be_tried_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as later:
        versions(later, NEXT, BROKEN)
        with pytest.raises(sqlite3.OperationalError, match="already exists"):
            Project.open(path)
    with Project.open(path) as project:
        assert "half" not in tables(project)
        assert project.check() == []
    versions(monkeypatch, NEXT)
    with Project.open(path) as project:
        assert {"extra", "document"} <= tables(project)
    session = start(path)
    assert session.current.document.text == TEXT
    session.close()
