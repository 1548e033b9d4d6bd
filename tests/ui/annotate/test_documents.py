"""The list of documents in the real window: several at once, the trash and back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator.model import make_document
from annotator.schemes import load_scheme
from annotator.session import Session
from annotator.store.project import Project
from ui.main_window import MainWindow
from ui.theme.apply import apply
from ui.theme.tokens import LIGHT
from ui.workspace import Workspace

KEY, SHIFT, CTRL = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot, tmp_path):
    apply(QApplication.instance(), LIGHT)
    path = tmp_path / "p.annodb"
    with Project.create(path, load_scheme("news")) as project:
        project.add_documents([make_document(f"Doc {n}", f"Oslo {n}") for n in range(4)], None)
    made = MainWindow()
    qtbot.addWidget(made)
    workspace = Workspace(Session(Project.open(path, exclusive=True), "ana"), made)
    made.show_workspace(workspace)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.open_document(made.annotate.list.ids()[0])
    yield made
    workspace.session.close()


def listed(window):
    model = window.annotate.model
    return [model.row(place).name for place in range(model.rowCount())]


def press(qtbot, window, key, held=Qt.KeyboardModifier.NoModifier):
    view = window.annotate.documents.view
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    qtbot.keyClick(view, key, held)


def test_documents_picked_with_shift_go_into_the_trash_and_come_back(window, qtbot):
    panel, workspace = window.annotate.documents, window.workspace
    press(qtbot, window, KEY.Key_Down, SHIFT)
    assert workspace.opened.document.name == "Doc 0"
    press(qtbot, window, KEY.Key_Delete)
    assert listed(window) == ["Doc 2", "Doc 3"]
    assert workspace.opened.document.name == "Doc 2"
    assert window.annotate.canvas.page.content.text == "Oslo 2"
    assert window.toast.message.title == "2 documents put into the trash"
    qtbot.mouseClick(panel._chips["trash"], Qt.MouseButton.LeftButton)
    assert sorted(listed(window)) == ["Doc 0", "Doc 1"]
    panel.view.selectAll()
    window.run("restore_documents")
    assert listed(window) == ["Doc 0", "Doc 1", "Doc 2", "Doc 3"]
    assert panel._chips["trash"].isHidden()


def test_the_trash_is_emptied_by_undo_and_an_empty_project_says_so(window, qtbot):
    panel = window.annotate.documents
    panel.view.selectAll()
    press(qtbot, window, KEY.Key_Delete)
    assert window.workspace.opened is None
    assert window.annotate.canvas.page is None
    qtbot.keyClick(window, KEY.Key_Z, CTRL)
    assert len(listed(window)) == 4
    assert window.workspace.opened is not None


def test_a_document_in_the_trash_does_not_open_but_offers_to_come_back(window, qtbot):
    first = window.workspace.opened.document.id
    window.run("trash_documents")
    window.run("show_trash")
    window.open_document(first)
    assert window.toast.message.title == "This document is in the trash"
    assert window.workspace.opened.document.id != first


def test_picked_documents_are_marked_at_once(window, qtbot):
    press(qtbot, window, KEY.Key_Down, SHIFT)
    window.run("mark_done")
    statuses = [row.status for row in map(window.annotate.model.row, range(4))]
    assert statuses == ["done", "done", "new", "new"]
    window.annotate.documents.choose_status("open")
    assert listed(window) == ["Doc 2", "Doc 3"]


def test_the_filter_shows_what_matches_and_Enter_opens_the_first(window, qtbot):  # noqa: N802
    field = window.annotate.documents.field
    window.run("filter_documents")
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "Doc 3")
    qtbot.waitUntil(lambda: listed(window) == ["Doc 3"])
    qtbot.keyClick(field, KEY.Key_Return)
    assert window.workspace.opened.document.name == "Doc 3"
