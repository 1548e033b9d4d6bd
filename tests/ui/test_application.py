"""The whole program on real files: the sample with live suggestions, imports, two windows."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from annotator.schemes import load_scheme
from annotator.store.project import Project
from ui.application import Application

WAIT = 60_000  # ms; the worker imports spaCy first


@pytest.fixture
def start(qtbot, home):
    made = []

    def begin():
        application = Application(QApplication.instance(), "light", "ana")
        qtbot.addWidget(application.window)
        application.window.show()
        made.append(application)
        return application

    yield begin
    for application in made:
        application.window.close()


@pytest.fixture
def project_path(tmp_path):
    path = tmp_path / "p.annodb"
    Project.create(path, load_scheme("news")).close()
    return path


def test_the_sample_opens_with_its_first_article_highlighted(qtbot, start):
    window = start().window
    window.run("open_sample")
    qtbot.waitUntil(lambda: window.workspace is not None, timeout=WAIT)
    assert window.pages.currentWidget() is window.annotate

    def highlighted():
        opened = window.workspace.opened
        found = {opened.text_of(span) for span in opened.suggestions.spans.values()}
        assert {"Vladimir Putin", "Kim Jong-un", "North Korea", "Pyongyang"} <= found

    qtbot.waitUntil(highlighted, timeout=WAIT)


def test_imported_files_come_into_the_list(qtbot, start, project_path, tmp_path):
    (tmp_path / "one.txt").write_text("Ada met Kim in Oslo.", encoding="utf-8")
    (tmp_path / "two.txt").write_bytes(b"\0\1\2\3")
    application = start()
    window = application.window
    assert application.open_project(project_path)
    application.transfer.import_paths([tmp_path / "one.txt", tmp_path / "two.txt"])
    qtbot.waitUntil(lambda: len(window.annotate.list.ids()) == 1, timeout=WAIT)
    assert window.workspace.opened.document.text == "Ada met Kim in Oslo."
    assert "two.txt" in window.toast.message.detail
    assert window.toast.message.action == "Report"
    lines = []

    def read_and_close():
        dialog = QApplication.activeModalWidget()
        lines.extend(dialog.lines.item(row).text() for row in range(dialog.lines.count()))
        dialog.reject()

    QTimer.singleShot(0, read_and_close)
    window.toast.message.run()
    assert len(lines) == 1
    assert "two.txt" in lines[0]


def test_a_second_window_is_told_and_may_only_read(qtbot, start, project_path):
    first, second = start(), start()
    assert first.open_project(project_path)
    assert second.open_project(project_path)
    assert second.window.workspace.session.read_only
    assert "reading" in second.window.toast.message.detail
    assert not second.window.bindings.actions["accept_all"].isEnabled()


def test_a_broken_project_is_refused_in_words(qtbot, start, tmp_path):
    path = tmp_path / "broken.annodb"
    path.write_bytes(b"this is no database" * 100)
    application = start()
    assert not application.open_project(path)
    assert application.window.toast.message.kind == "danger"
    assert application.window.pages.currentWidget() is application.window.start


def test_escape_and_keys_work_on_the_open_project(qtbot, start, project_path, tmp_path):
    (tmp_path / "one.txt").write_text("Ada met Kim in Oslo.", encoding="utf-8")
    application = start()
    window = application.window
    application.open_project(project_path)
    application.transfer.import_paths([tmp_path / "one.txt"])
    qtbot.waitUntil(lambda: window.workspace.opened is not None, timeout=WAIT)
    canvas = window.annotate.canvas
    window.activateWindow()
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(canvas, Qt.Key.Key_1)
    own = window.workspace.opened.own.spans.values()
    assert [window.workspace.opened.text_of(span) for span in own] == ["Ada"]


def test_what_is_labelled_once_is_offered_again(qtbot, start, project_path, tmp_path):
    (tmp_path / "one.txt").write_text("Zork met Kim. Later Zork left.", encoding="utf-8")
    application = start()
    window = application.window
    application.open_project(project_path)
    application.transfer.import_paths([tmp_path / "one.txt"])
    qtbot.waitUntil(lambda: window.workspace.opened is not None, timeout=WAIT)
    qtbot.waitUntil(lambda: window.workspace.session.remembers, timeout=WAIT)
    canvas, opened = window.annotate.canvas, window.workspace.opened
    window.activateWindow()
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(canvas, Qt.Key.Key_1)

    def offered():
        found = [s for s in opened.suggestions.spans.values() if s.origin == "memory@1"]
        assert [opened.text_of(s) for s in found] == ["Zork"]
        assert all(span.id in canvas.page.spans for span in found)

    qtbot.waitUntil(offered, timeout=WAIT)
