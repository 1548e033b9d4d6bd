"""The start page: Enter opens the sample, pipelines are chosen, the example answers to keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from annotator import settings
from ui.application import Application

KEYS = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def application(qtbot, home):
    made = Application(QApplication.instance(), "light", "ana")
    qtbot.addWidget(made.window)
    with qtbot.waitExposed(made.window):
        made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.start.sample.hasFocus)
    return made


@pytest.fixture
def start(application):
    return application.window.start


def test_enter_asks_for_the_sample(qtbot, start):
    with qtbot.waitSignal(start.sample_requested):
        qtbot.keyClick(start.sample, KEYS.Key_Return)


def test_without_a_project_there_is_nothing_to_save_or_undo(application):
    window = application.window
    for part in (window.status.saved, window.status.accept_all, window.toolbar.undo_button):
        assert not part.isVisible()
    assert window.status.identity.accessibleName() == "You label as ana"


def test_a_refusal_is_seen_on_the_start_page(application, tmp_path):
    broken = tmp_path / "x.annodb"
    broken.write_bytes(b"not a database at all")
    assert not application.open_project(broken)
    assert application.window.toast.isVisible()
    assert application.window.toast.parentWidget() is application.window.start


def test_the_pipeline_that_is_clicked_is_remembered(qtbot, start):
    assert start.choice("news-en").current
    qtbot.mouseClick(start.choice(""), LEFT)
    assert settings.load().pipeline == ""
    assert start.choice("").current
    assert not start.choice("news-en").current


def test_the_example_answers_to_the_keys_of_the_text(qtbot, start):
    example = start.example
    qtbot.mouseClick(example, LEFT, pos=QPoint(120, example.height() - 22))
    assert example.current == "Kim Jong-un"
    qtbot.keyClick(example, KEYS.Key_Return)
    assert example.spans[0] == ("Kim Jong-un", "PERSON", False)
    qtbot.keyClick(example, KEYS.Key_Tab)
    assert example.current == "Pyongyang"
    qtbot.keyClick(example, KEYS.Key_4)
    assert example.spans[1] == ("Pyongyang", "LOC", False)
    qtbot.keyClick(example, KEYS.Key_X)
    assert len(example.spans) == 1
    for _ in range(4):
        qtbot.keyClick(example, KEYS.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert example.spans == [("Kim Jong-un", "PERSON", True), ("Pyongyang", "GPE", False)]


def test_in_a_narrow_window_nothing_is_wider_than_the_page(qtbot, application, start):
    application.window.resize(760, 520)
    qtbot.waitUntil(lambda: start.width() == 760)
    for part in (start.sample, start.example, start.choice("")):
        right = part.mapTo(start, part.rect().topRight()).x()
        assert right < start.width()


def test_the_sample_of_review_opens_from_the_start_page(qtbot, application, start):
    window = application.window
    qtbot.mouseClick(start.review, LEFT)
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=20_000)
    people = {one.name for one in window.workspace.session.project.annotators()}
    assert {"Ana", "Ben", "Chloé", "Rita"} <= people
    window.close()
