import re
from dataclasses import asdict
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QCheckBox, QPushButton

from ui.theme.palette import palette
from ui.theme.stylesheet import stylesheet
from ui.theme.tokens import DARK, LIGHT, high_contrast

THEMES = pytest.mark.parametrize(
    "theme",
    [LIGHT, DARK, high_contrast(LIGHT), high_contrast(DARK)],
    ids=["light", "dark", "light high", "dark high"],
)
STYLED = (
    "QPushButton QLineEdit QPlainTextEdit QListView QSplitter QScrollBar QSlider QCheckBox "
    "QRadioButton QMenu QToolTip QStatusBar QComboBox QTableView QProgressBar QDialog"
)
COLOUR_WORDS = "white black red green blue grey gray yellow rgb( rgba( hsl( hsv("


@THEMES
def test_no_colour_is_outside_the_table(theme):
    sheet = re.sub(r'url\("[^"]*"\)', "", stylesheet(theme))
    table = {value for value in asdict(theme).values() if isinstance(value, str)}
    assert set(re.findall(r"#\w+", sheet)) <= table
    assert not [
        word for word in COLOUR_WORDS.split() if re.search(rf"[:\s]{re.escape(word)}", sheet)
    ]


@THEMES
def test_every_placeholder_is_filled_and_every_picture_is_there(theme):
    sheet = stylesheet(theme)
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")
    pictures = re.findall(r'url\("([^"]*)"\)', sheet)
    assert pictures
    assert all(Path(name).is_file() for name in pictures)


@pytest.mark.parametrize("widget", STYLED.split())
def test_the_widget_is_styled(widget):
    assert re.search(rf"\b{widget}\b", stylesheet(LIGHT))


def test_qt_understands_the_sheet(qtbot, qtlog):
    for kind in (QPushButton, QCheckBox):
        widget = kind("Words")
        qtbot.addWidget(widget)
        widget.setStyleSheet(stylesheet(DARK))
        widget.grab()
    assert not [record.message for record in qtlog.records]


@THEMES
def test_the_palette_is_the_table(theme):
    colours = palette(theme)
    role = QPalette.ColorRole
    assert colours.color(role.Window) == QColor(theme.panel)
    assert colours.color(role.Base) == QColor(theme.canvas)
    assert colours.color(role.Highlight) == QColor(theme.sel)
    assert colours.color(role.Accent) == QColor(theme.accent)
    assert colours.color(QPalette.ColorGroup.Disabled, role.Text).alphaF() == pytest.approx(
        0.5, abs=0.01
    )
