"""What goes wrong in a pipeline is told in the window with its name and the document's."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.model import make_document
from annotator.scheme import Label, Scheme
from annotator.store.project import Project
from tests.support.troubles import make_troubles
from ui.application import Application

PATIENCE = 60_000  # ms, on a machine that does other things


def test_failures_are_told_once_and_labels_without_a_place_are_counted(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    pipeline = make_troubles(tmp_path, monkeypatch)
    texts = {"Good": "Rex and Rex.", "Bad": "BOOM", "Worse": "BOOM again", "Other": "LONG"}
    with Project.create(tmp_path / "p.annodb", Scheme((Label("ORG"),))) as project:
        project.add_documents([make_document(name, text) for name, text in texts.items()])
        project.set_setting("pipeline", str(pipeline))
    program = Application(qapp, theme="light", who="ana")
    qtbot.addWidget(program.window)
    with qtbot.waitExposed(program.window):
        program.window.show()
    program.open_project(tmp_path / "p.annodb")
    qtbot.waitUntil(lambda: program.projects.suggestions is not None)
    said = []
    program.projects.suggestions.said.connect(lambda message: said.append(message.title))
    qtbot.waitUntil(lambda: len(said) == 3, timeout=PATIENCE)
    assert said == [
        "Bad: pets@0.0.0 failed (ValueError: no such thing)",
        "pets@0.0.0 had trouble with 2 more documents",
        "The scheme lacks labels of pets@0.0.0: 2 PET left out",
    ]
    program.window.close()
