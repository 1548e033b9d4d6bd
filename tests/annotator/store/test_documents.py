"""Documents stay as they were imported, and damage to them is found."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.errors import InputError, ProjectCorrupt
from annotator.model import make_document
from annotator.store.project import Project
from annotator.text.tokens import Tokens, rough_tokens
from tests.support.documents import SCHEME, TEXT
from tests.support.projects import DOCUMENT, make_project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.open(make_project(tmp_path / "p.annodb")) as opened:
        yield opened


def tamper(project: Project, value: str = "TEXT") -> None:
    """Change the text as another program could."""
    project.connection.execute("DROP TRIGGER document_text_never_changes")
    project.connection.execute(
        f"UPDATE document SET text = {value} WHERE id = ?",  # noqa: S608
        (DOCUMENT,),
    )


def test_a_document_comes_back_with_its_meta_and_every_sign(project: Project) -> None:
    doc = make_document("zwei", "𝄞 e\u0301\r\n\0tail", "a.txt", {"section": "news", "n": 3})
    assert project.add_documents([doc]) == 1
    assert project.document(doc.id) == doc
    assert list(project.documents())[1] == doc
    assert project.document_ids() == [DOCUMENT, doc.id]
    assert project.known_texts([doc.sha256, "none"]) == {doc.sha256: [doc.id]}


def test_half_a_character_is_refused_and_nothing_is_added(project: Project) -> None:
    with pytest.raises(InputError):
        project.add_documents([make_document("ok", "ok"), make_document("bad", "\ud800")])
    assert project.document_ids() == [DOCUMENT]
    assert project.add_documents([make_document("ok", "ok")]) == 1
    assert len(project.matching("ok")) == 1


def test_tokens_are_stored_once(project: Project) -> None:
    tokens = rough_tokens(TEXT)
    assert project.tokens(DOCUMENT) is None
    assert project.set_tokens(DOCUMENT, tokens)
    assert not project.set_tokens(DOCUMENT, Tokens([(0, 1)]))
    assert project.tokens(DOCUMENT) == tokens


@pytest.mark.parametrize("column", ["text", "sha256"])
def test_the_file_itself_refuses_a_changed_text(project: Project, column: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="never changes"):
        project.connection.execute(f"UPDATE document SET {column} = 'x'")  # noqa: S608
    assert project.document(DOCUMENT).text == TEXT


def test_a_text_that_differs_from_its_checksum_is_told(project: Project) -> None:
    tamper(project, "replace(text, 'Kim', 'Tim')")
    with pytest.raises(ProjectCorrupt, match="differs from its checksum") as caught:
        project.document(DOCUMENT)
    assert caught.value.do
    with pytest.raises(ProjectCorrupt):
        list(project.documents())
    assert any("checksum" in problem for problem in project.check())


def test_a_text_that_is_no_text_is_told(project: Project) -> None:
    tamper(project, "CAST(x'ff41ff' AS TEXT)")
    with pytest.raises(ProjectCorrupt):
        project.document(DOCUMENT)
    assert project.check()


def test_a_backup_is_a_whole_project(project: Project, tmp_path: Path) -> None:
    project.backup(tmp_path / "copy.annodb")
    with Project.open(tmp_path / "copy.annodb") as copy:
        assert copy.scheme == SCHEME
        assert copy.document(DOCUMENT) == project.document(DOCUMENT)
        assert copy.check() == []
