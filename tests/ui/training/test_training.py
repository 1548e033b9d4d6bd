"""Train… in the real program: what it says, what it does to the project, and the way back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.flow import trained
from tests.support.training import labelled_project
from ui.application import Application
from ui.training.dialog import CURVE, SCORES, TrainingDialog

PATIENCE = 120_000  # ms, on a machine that does other things
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication) -> Iterator[Application]:
    made = Application(qapp, theme="light", who="ana")
    qtbot.addWidget(made.window)
    with qtbot.waitExposed(made.window):
        made.window.show()
    yield made
    made.window.close()


def _opened(qtbot: QtBot, program: Application, path: Path) -> TrainingDialog:
    program.open_project(path)
    qtbot.keyClick(program.window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    dialog = program.training.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.material is not None)
    return dialog


def test_too_few_documents_say_how_many_are_needed(qtbot, program, tmp_path):
    dialog = _opened(qtbot, program, labelled_project(tmp_path / "few.annodb", finished=4))
    assert "4 are there: finish 6 more documents" in dialog.summary.text()
    assert not dialog.verb.isEnabled()
    assert "too little" in dialog.scores.empty


def test_a_pipeline_is_trained_used_and_gone_back_from(qtbot, program, tmp_path):
    dialog = _opened(qtbot, program, labelled_project(tmp_path / "tiny.annodb"))
    assert "14 finished documents" in dialog.summary.text()
    dialog.steps.setValue(3)
    qtbot.mouseClick(dialog.verb, LEFT)
    assert dialog.verb.text() == "Stop"
    dialog.close()  # it goes on without the dialog
    qtbot.waitUntil(lambda: not program.training.running, timeout=PATIENCE)
    assert program.window.toast.message.title == "tiny@1 is trained"
    program.window.run("train")
    project = program.window.workspace.session.project
    (version,) = trained.versions(project)
    assert dialog.scores.accessibleDescription().startswith("F1 ")
    dialog.show_page(SCORES)
    assert "All spans: F1" in dialog.table.accessibleDescription()
    dialog.show_page(CURVE)
    assert "Tick the box" in dialog.curve.empty
    dialog.versions.use_wanted.emit(version.name)
    qtbot.waitUntil(lambda: project.get_setting("pipeline") == version.path, timeout=PATIENCE)
    qtbot.waitUntil(lambda: dialog.versions.rows[0].used, timeout=PATIENCE)
    old = next(row for row in dialog.versions.rows if row.number == 0)
    dialog.versions.use_wanted.emit(old.name)
    qtbot.waitUntil(lambda: project.get_setting("pipeline") != version.path, timeout=PATIENCE)
    qtbot.waitUntil(lambda: not program.jobs.running, timeout=PATIENCE)


def test_stop_leaves_everything_as_it_was(qtbot, program, tmp_path):
    dialog = _opened(qtbot, program, labelled_project(tmp_path / "tiny.annodb"))
    qtbot.mouseClick(dialog.verb, LEFT)
    qtbot.waitUntil(lambda: bool(dialog.losses.curves), timeout=PATIENCE)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not program.training.running, timeout=PATIENCE)
    assert dialog.state.text() == "Stopped. Nothing has changed."
    assert dialog.verb.text() == "Train"
    assert trained.versions(program.window.workspace.session.project) == []
