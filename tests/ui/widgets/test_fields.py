import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from ui.theme.current import current
from ui.theme.tokens import LIGHT
from ui.widgets import FilterChip, KeyHint, SearchField, exclusive
from ui.widgets.key_hint import hint_size, key_text

# The screen of the tests says so about every window that has a least size.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture(autouse=True)
def _light():
    before = current().theme
    current().set_theme(LIGHT)
    yield
    current().set_theme(before)


@pytest.fixture
def chips(qtbot):
    window = QWidget()
    made = [FilterChip(text, count, window) for text, count in (("All", 120), ("Open", 83))]
    window.group = exclusive(made, window)
    qtbot.addWidget(window)
    window.show()
    yield made
    window.close()


def test_exactly_one_chip_is_on(qtbot, chips):
    every, open_ = chips
    assert every.isChecked()
    qtbot.mouseClick(open_, Qt.MouseButton.LeftButton)
    assert (every.isChecked(), open_.isChecked()) == (False, True)
    qtbot.mouseClick(open_, Qt.MouseButton.LeftButton)
    assert open_.isChecked()


def test_the_chip_that_is_on_is_filled(chips):
    every = chips[0]
    every.resize(every.sizeHint())
    image = every.grab().toImage()
    assert image.pixelColor(4, every.height() // 2) == QColor(LIGHT.sel)


def test_a_count_is_read_out_with_thin_spaces_and_makes_room(qtbot):
    chip = FilterChip("All")
    qtbot.addWidget(chip)
    narrow = chip.sizeHint().width()
    chip.set_count(12000)
    assert chip.accessibleName() == "All 12\u2009000"
    assert chip.sizeHint().width() > narrow
    assert chip.sizeHint().height() == 22


def test_the_key_stands_in_the_field_until_one_types(qtbot):
    field, bare = SearchField("Filter", "Ctrl+Shift+F"), SearchField("Filter")
    for widget in (field, bare):
        qtbot.addWidget(widget)
        widget.resize(240, 28)
    assert field.grab().toImage() != bare.grab().toImage()
    for widget in (field, bare):
        qtbot.keyClicks(widget, "tre")
    assert field.grab().toImage() == bare.grab().toImage()


@pytest.mark.parametrize(
    ("keys", "words"),
    [("Ctrl+Shift+Return", "Ctrl Shift Enter"), ("R", "R"), ("1–8", "1–8"),
     ("Alt+←→", "Alt ←→"), ("Esc", "Esc")],
)  # fmt: skip
def test_keys_are_written_as_people_say_them(qapp, keys, words):
    assert key_text(keys) == words


def test_a_key_hint_is_never_narrower_than_high(qtbot):
    hint = KeyHint("R")
    qtbot.addWidget(hint)
    assert hint.width() == hint.height() == 17
    hint.set_keys("Ctrl+Return")
    assert hint.size() == hint_size("Ctrl+Return")
    assert (hint.keys, hint.accessibleName()) == ("Ctrl+Return", "Ctrl Enter")
