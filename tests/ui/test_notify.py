import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.notify import EDGE, WIDTH, Toast
from ui.widgets import Button, ToolButton
from ui.workspace import Message

# The screen of the tests says so about every window that has a least size.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

SOON = {"success": 1, "warning": 1}
LATER = {"success": 3_600_000, "warning": 3_600_000}
DONE = Message("success", "16 spans labelled as Person", "", "Undo")
LOST = Message("danger", "Not saved: the disk is full", "Free some space, then repeat it.")


@pytest.fixture
def still(qapp):
    """Without motion, so that what is dismissed is gone at once."""
    qapp.setProperty("annotator_reduced_motion", True)
    yield
    qapp.setProperty("annotator_reduced_motion", None)


@pytest.fixture
def window(qtbot):
    host = QWidget()
    host.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    layout = QVBoxLayout(host)
    layout.addWidget(QLineEdit())
    layout.addStretch()
    host.resize(700, 400)
    qtbot.addWidget(host)
    with qtbot.waitActive(host):
        host.show()
        host.activateWindow()
    host.findChild(QLineEdit).setFocus()
    return host


@pytest.fixture
def toast(window, still):
    return Toast(window, LATER)


def action(toast: Toast) -> QPushButton:
    return toast.findChild(Button)


def cross(toast: Toast) -> ToolButton:
    return toast.findChild(ToolButton)


def hover(toast: Toast) -> None:
    middle = QPointF(toast.rect().center())
    QApplication.sendEvent(toast, QEnterEvent(middle, middle, middle))


def test_nothing_is_shown_at_first(toast):
    assert toast.message is None
    assert not toast.isVisible()


def test_it_stands_in_the_corner_and_stays_there(window, toast):
    toast.show_message(DONE)
    assert (toast.width(), toast.height()) == (WIDTH, 44)
    assert toast.geometry().right() + 1 == window.width() - EDGE
    assert toast.geometry().bottom() + 1 == window.height() - EDGE
    window.resize(800, 500)
    assert toast.geometry().bottomRight() + QPoint(1, 1) == QPoint(784, 484)
    window.resize(300, 500)
    assert toast.width() == 300 - 2 * EDGE


def test_it_grows_with_its_words(toast):
    toast.show_message(LOST)
    low = toast.height()
    toast.show_message(Message("danger", "Not saved", "A long sentence that wraps. " * 8))
    assert toast.height() > low + 20


def test_the_newer_replaces_the_older(window, toast):
    toast.show_message(LOST)
    toast.show_message(DONE)
    assert toast.message is DONE
    assert len([t for t in window.findChildren(Toast) if t.isVisible()]) == 1
    assert action(toast).text() == "Undo"
    toast.show_message(LOST)
    assert not action(toast).isVisible()


def test_it_takes_no_focus(window, toast):
    toast.show_message(DONE)
    assert window.findChild(QLineEdit).hasFocus()


def test_it_goes_by_itself(qtbot, window, still):
    toast = Toast(window, SOON)
    with qtbot.waitSignal(toast.dismissed):
        toast.show_message(DONE)
    assert not toast.isVisible()


def test_it_fades_away(qtbot, window):
    toast = Toast(window, SOON)
    with qtbot.waitSignal(toast.dismissed):
        toast.show_message(DONE)
    assert toast.message is None
    assert not toast.isVisible()


@pytest.mark.parametrize(("kind", "time"), [("success", 4000), ("warning", 8000), ("danger", 0)])
def test_a_success_goes_sooner_than_a_warning_and_a_danger_stays(window, still, kind, time):
    toast = Toast(window)
    toast.show_message(Message(kind, "Something happened"))
    assert toast._clock.isActive() == bool(time)
    assert not time or toast._clock.interval() == time


def test_the_mouse_holds_it(qtbot, window, still):
    toast = Toast(window, LATER)
    toast.show_message(DONE)
    assert toast._clock.isActive()
    hover(toast)
    assert toast.is_held
    assert not toast._clock.isActive()
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert not toast.is_held
    assert toast._clock.isActive()


def test_a_message_that_comes_under_the_mouse_is_held_too(toast):
    toast.show_message(LOST)
    hover(toast)
    toast.show_message(DONE)
    assert not toast._clock.isActive()


def test_the_focus_holds_it(qtbot, window, toast):
    toast.show_message(DONE)
    assert toast.focus_message()
    assert action(toast).hasFocus()
    assert not toast._clock.isActive()
    window.findChild(QLineEdit).setFocus()
    assert toast._clock.isActive()


def test_the_cross_dismisses_it(qtbot, toast):
    toast.show_message(LOST)
    with qtbot.waitSignal(toast.dismissed):
        qtbot.mouseClick(cross(toast), Qt.MouseButton.LeftButton)
    assert toast.message is None


def test_escape_dismisses_it_and_the_focus_goes_back(qtbot, window, toast):
    toast.show_message(LOST)
    toast.focus_message()
    with qtbot.waitSignal(toast.dismissed):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert window.findChild(QLineEdit).hasFocus()


def test_the_action_runs_once_and_the_message_goes(qtbot, toast):
    ran = []
    toast.show_message(Message("success", "Done", "", "Undo", lambda: ran.append(1)))
    qtbot.mouseClick(action(toast), Qt.MouseButton.LeftButton)
    assert ran == [1]
    assert toast.message is None


def test_the_action_runs_by_keyboard(qtbot, window, toast):
    ran = []
    toast.show_message(Message("success", "Done", "", "Undo", lambda: ran.append(1)))
    toast.focus_message()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert ran == [1]
    assert window.findChild(QLineEdit).hasFocus()


def test_an_action_may_say_something_itself(qtbot, toast):
    toast.show_message(Message("success", "Done", "", "Undo", lambda: toast.show_message(LOST)))
    qtbot.mouseClick(action(toast), Qt.MouseButton.LeftButton)
    assert toast.message is LOST
    assert toast.isVisible()


def test_dismissing_nothing_does_nothing(toast):
    assert not toast.dismiss()
    assert not toast.focus_message()


def test_it_is_read_out(toast):
    toast.show_message(LOST)
    assert toast.accessibleName() == f"{LOST.title}. {LOST.detail}"
