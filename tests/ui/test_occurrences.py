"""Label all occurrences, by keys and mouse in the real window."""

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication

from annotator.model import make_document
from annotator.text.matching import Wanted
from ui.dialogs.label_all import LabelAllDialog
from ui.jobs import Jobs
from ui.occurrences import Occurrences

KEYS = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
MORE = ("Oslo again", "Trams in Oslo and in Ôslo.\nThe oslo of old: Osloites.")


@pytest.fixture
def window(qtbot, desk):
    project = desk.workspace.session.project
    project.add_documents([make_document(*MORE, id="more")])
    desk.annotate.list.reload()
    jobs = Jobs(desk)
    desk.add_commands(Occurrences(desk, jobs).commands())
    yield desk
    jobs.stop()


def press(qtbot, window, key, modifiers=Qt.KeyboardModifier.NoModifier):
    window.activateWindow()
    window.annotate.canvas.setFocus()
    qtbot.waitUntil(window.annotate.canvas.hasFocus)
    qtbot.keyClick(window.annotate.canvas, key, modifiers)


def answer(qtbot, act):
    """Runs `act` on the dialog once its hits are there; the dialog is closed whatever happens."""

    def look():
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, LabelAllDialog) or dialog.consequence.text() == "Searching…":
            QTimer.singleShot(10, look)
            return
        try:
            dialog.activateWindow()
            qtbot.waitUntil(dialog.isActiveWindow)
            act(dialog)
        finally:
            dialog.close()

    QTimer.singleShot(10, look)


def labels(window, document):
    session = window.workspace.session
    there = session.project.annotations(document, session.who.id).in_order()
    return [(span.start, span.label) for span in there]


def point_at_oslo(qtbot, window):
    opened = window.workspace.opened
    id = next(s.id for s in opened.suggestions.spans.values() if opened.text_of(s) == "Oslo")
    window.workspace.point(id)


def test_the_project_is_labelled_by_keys(qtbot, window):
    point_at_oslo(qtbot, window)
    first = window.workspace.opened.document.id
    seen = {}

    def act(dialog):
        seen["hits"] = [(h.text, h.before) for h in dialog.model.hits]
        seen["verb"] = dialog.verb.text()
        qtbot.keyClick(dialog.view, KEYS.Key_Down)
        qtbot.keyClick(dialog.view, KEYS.Key_Space)
        seen["struck"] = dialog.verb.text(), dialog.consequence.text()
        qtbot.keyClick(dialog, KEYS.Key_Return, CTRL)

    answer(qtbot, act)
    press(qtbot, window, KEYS.Key_L)
    assert [text for text, _ in seen["hits"]] == ["Oslo", "Oslo", "Oslo", "Ôslo", "oslo"]
    assert seen["verb"] == "Label 5"
    assert seen["struck"][0] == "Label 4"
    assert "4 of 5 will be labelled in 2 documents" in seen["struck"][1]
    qtbot.waitUntil(lambda: len(labels(window, "more")) == 3)
    assert labels(window, first) == [(15, "GPE")]
    assert window.toast.message.title == "4 spans labelled as Country, city, state"
    assert window.annotate.list.summary("more").status == "in progress"
    press(qtbot, window, KEYS.Key_Z, CTRL)
    assert labels(window, "more") == labels(window, first) == []


def test_labels_are_taken_off_again(qtbot, window):
    point_at_oslo(qtbot, window)
    answer(qtbot, lambda d: qtbot.keyClick(d, KEYS.Key_Return, CTRL))
    press(qtbot, window, KEYS.Key_L)
    qtbot.waitUntil(lambda: len(labels(window, "more")) == 3)
    window.workspace.step(1)

    def act(dialog):
        assert dialog.windowTitle() == "Take labels off all occurrences"
        assert dialog.verb.text() == "Take off 5"
        qtbot.mouseClick(dialog.verb, Qt.MouseButton.LeftButton)

    answer(qtbot, act)
    press(qtbot, window, KEYS.Key_L, SHIFT)
    qtbot.waitUntil(lambda: labels(window, "more") == [])


def test_options_narrow_the_search(qtbot, window):
    point_at_oslo(qtbot, window)
    opened = window.workspace.opened.document.id

    def act(dialog):
        for box, count in ((dialog.case, 4), (dialog.accents, 3), (dialog.whole, 4)):
            box.click()
            qtbot.waitUntil(lambda n=count: len(dialog.model.hits) == n)
        assert dialog.asked.wanted == Wanted("Oslo", case=True, accents=True, whole=False)
        qtbot.mouseClick(dialog.chips["document"], Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: len(dialog.model.hits) == 2)
        assert {h.document for h in dialog._found} == {opened}
        dialog.field.setText("nowhere")
        qtbot.waitUntil(lambda: dialog.note.text() == "Nothing found.")
        assert not dialog.verb.isEnabled()
        qtbot.keyClick(dialog, KEYS.Key_Escape)

    answer(qtbot, act)
    press(qtbot, window, KEYS.Key_L)
    assert labels(window, opened) == []


def test_a_click_on_the_box_strikes_out(qtbot, window):
    point_at_oslo(qtbot, window)

    def act(dialog):
        row = dialog.view.visualRect(dialog.model.index(dialog.model.row_of(2)))
        at = QPoint(row.left() + 20, row.center().y())
        qtbot.mouseClick(dialog.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert dialog.model.ticked == [0, 1, 3, 4]
        heading = dialog.view.visualRect(dialog.model.index(0))
        at = QPoint(heading.left() + 20, heading.center().y())
        qtbot.mouseClick(dialog.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert dialog.model.ticked == [3, 4]
        dialog.reject()

    answer(qtbot, act)
    press(qtbot, window, KEYS.Key_L)


def test_nothing_pointed_at_is_told(qtbot, window):
    window.workspace.escape()
    press(qtbot, window, KEYS.Key_L)
    assert window.toast.message.title == "Nothing is selected"
