"""A new project begins with the labels that are chosen, and whoever labels can be changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from annotator.model import make_document
from annotator.schemes import load_scheme
from annotator.settings import load
from annotator.store.project import Project
from tests.support.dialogs import modal
from ui.application import Application
from ui.dialogs.identity import IdentityDialog
from ui.dialogs.imports import ImportDialog
from ui.dialogs.schemes import SchemesDialog


@pytest.fixture
def program(qtbot: QtBot, home: Path) -> Iterator[Application]:
    made = Application(QApplication.instance(), "light", "ana")
    qtbot.addWidget(made.window)
    made.preferences.change(pipeline="")
    made.window.show()
    yield made
    made.window.close()


def test_a_new_project_begins_with_the_labels_that_are_chosen(
    program: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))

    def choose(dialog: SchemesDialog) -> None:
        assert dialog.list.currentItem().text() == "news"
        while dialog.list.currentItem().text() != "conll-4":
            QTest.keyClick(dialog.list, Qt.Key.Key_Up)
        QTest.keyClick(dialog.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    seen = modal(SchemesDialog, choose)
    imports = modal(ImportDialog, lambda dialog: None)
    program.window.run("new_project")
    assert seen
    assert imports
    with Project.open(path.with_suffix(".annodb"), read_only=True) as project:
        assert project.scheme == load_scheme("conll-4")


def test_no_project_is_made_when_the_labels_are_not_chosen(
    program: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.annodb"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    seen = modal(SchemesDialog, lambda dialog: None)
    program.window.run("new_project")
    assert seen
    assert not path.exists()


def test_whoever_labels_can_be_changed_and_is_remembered(
    program: Application, tmp_path: Path
) -> None:
    path = tmp_path / "p.annodb"
    with Project.create(path, load_scheme("news")) as project:
        project.add_documents([make_document("one", "Ada met Kim.")], None)
        project.set_setting("pipeline", "")
    program.open_project(path)

    def rename(dialog: IdentityDialog) -> None:
        field = dialog.field.lineEdit()
        field.selectAll()
        QTest.keyClicks(field, "ben")
        QTest.mouseClick(dialog.verb, Qt.MouseButton.LeftButton)

    seen = modal(IdentityDialog, rename)
    program.window.run("choose_identity")
    assert seen
    workspace = program.window.workspace
    assert workspace is not None
    assert workspace.session.who.name == "ben"
    assert load().annotator_name == "ben"
    assert program.window.status.identity.accessibleName() == "You label as ben"
