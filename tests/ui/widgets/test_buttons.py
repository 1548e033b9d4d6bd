import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLineEdit, QScrollArea, QVBoxLayout, QWidget

from ui.theme.current import current
from ui.theme.tokens import DARK, LIGHT
from ui.widgets import Button, FilterChip, ToolButton
from ui.widgets.focus import REACH, FocusRing

# The screen of the tests says so about every window that has a least size.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def theme():
    before = current().theme
    current().set_theme(LIGHT)
    yield LIGHT
    current().set_theme(before)


@pytest.fixture
def form(qtbot, theme):
    """A field, then a button, a tool button and a chip, in a window that is active."""
    window = QWidget()
    layout = QVBoxLayout(window)
    for part in (QLineEdit(), Button("Skip"), ToolButton("undo", "Undo"), FilterChip("All", 3)):
        layout.addWidget(part)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.layout().itemAt(0).widget().setFocus()
    return window


def part(form: QWidget, kind: type[QWidget]) -> QWidget:
    return form.findChild(kind)


def fill(button: Button) -> QColor:
    return button.grab().toImage().pixelColor(4, button.height() // 2)


@pytest.mark.parametrize("kind", [Button, FilterChip])
def test_the_keyboard_brings_a_ring_around_the_control(qtbot, form, kind):
    control = part(form, kind)
    spot = control.mapTo(form, QPoint(0, 0)) + QPoint(control.width() // 2, 1 - REACH)
    before = form.grab().toImage().pixelColor(spot)
    while not control.hasFocus():
        qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Tab)
        assert not isinstance(form.focusWidget(), QLineEdit), "Tab went round"
    assert before != QColor(LIGHT.accent)
    assert form.grab().toImage().pixelColor(spot) == QColor(LIGHT.accent)


def test_the_ring_goes_with_the_focus(qtbot, form):
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Tab)
    assert len([r for r in form.findChildren(FocusRing) if r.isVisible()]) == 1
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Backtab)
    assert not [r for r in form.findChildren(FocusRing) if r.isVisible()]


def test_a_click_brings_no_ring(qtbot, form):
    button = part(form, Button)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.hasFocus()
    assert not form.findChildren(FocusRing)


def test_the_ring_moves_with_what_is_scrolled(qtbot, theme):
    area, inner = QScrollArea(), QWidget()
    inner.setFixedSize(200, 2000)
    button = Button("Skip", parent=inner)
    button.move(20, 100)
    area.setWidget(inner)
    area.resize(220, 200)
    qtbot.addWidget(area)
    with qtbot.waitActive(area):
        area.show()
        area.activateWindow()
    area.setFocus()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    ring = area.findChild(FocusRing)
    assert ring.parent() is area.viewport()
    top = ring.y()
    area.verticalScrollBar().setValue(area.verticalScrollBar().value() + 40)
    assert ring.y() == top - 40
    assert ring.y() == button.mapTo(area.viewport(), QPoint(0, 0)).y() - REACH


def test_kinds_have_their_fill_and_flags_say_the_same(qtbot, theme):
    assert fill(Button("Go", kind="primary")) == QColor(theme.accent)
    assert fill(Button("Go", primary=True)) == QColor(theme.accent)
    assert fill(Button("Go")) == QColor(theme.raised)
    danger = Button("Delete layer", kind="danger")
    assert fill(danger) == QColor(theme.raised)
    assert danger.grab().toImage().pixelColor(danger.width() // 2, 0) == QColor(theme.danger)
    assert Button("x", danger=True).kind == "danger"


def test_states_change_the_fill(qtbot, theme):
    button = Button("Skip")
    qtbot.addWidget(button)
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    assert fill(button) == QColor(theme.button_hover)
    button.setDown(True)
    assert fill(button) == QColor(theme.button_pressed)


def test_a_disabled_button_is_half_there_and_does_not_act(qtbot, theme):
    button = Button("Skip")
    qtbot.addWidget(button)
    lively = button.grab().toImage()
    button.setEnabled(False)
    assert button.grab().toImage() != lively
    pressed = []
    button.clicked.connect(lambda: pressed.append(1))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not pressed


def test_space_presses(qtbot, form):
    button = part(form, Button)
    qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Tab)
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Space)


def test_sizes_are_those_of_the_grid(qtbot, theme):
    assert Button("Skip").sizeHint().height() == 28
    assert 23 <= Button("Skip", small=True).sizeHint().height() <= 25
    tool = ToolButton("undo", "Undo")
    assert (tool.width(), tool.toolTip(), tool.accessibleName()) == (28, "Undo", "Undo")
    with_key, without = Button("Done", "Ctrl+Return"), Button("Done")
    assert with_key.sizeHint().width() > without.sizeHint().width() + 40
    with_key.set_key("")
    assert with_key.sizeHint() == without.sizeHint()


def test_a_button_too_narrow_elides_its_text_and_keeps_its_key(qtbot, theme):
    button = Button("A very long verb indeed", "Esc")
    qtbot.addWidget(button)
    button.resize(90, 28)
    image = button.grab().toImage()
    assert image.pixelColor(1, 14) == QColor(theme.raised)


def test_colours_follow_the_theme(qtbot, theme):
    button = Button("Skip")
    qtbot.addWidget(button)
    current().set_theme(DARK)
    assert fill(button) == QColor(DARK.raised)
