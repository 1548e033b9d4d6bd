import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QWidget

from ui.theme.apply import apply, chosen_theme, follow_system
from ui.theme.current import current
from ui.theme.fonts import reading_font, ui_font
from ui.theme.motion import reduced_motion
from ui.theme.stylesheet import stylesheet
from ui.theme.tokens import DARK, LIGHT


@pytest.fixture
def app(qapp):
    before = qapp.palette(), qapp.font(), current().theme
    yield qapp
    qapp.setStyleSheet("")
    qapp.setPalette(before[0])
    qapp.setFont(before[1])
    current().set_theme(before[2])


def test_a_theme_reaches_the_palette_the_sheet_and_those_who_paint(app, qtbot):
    with qtbot.waitSignal(current().changed):
        apply(app, DARK)
    assert current().theme is DARK
    assert app.palette().color(QPalette.ColorRole.Window) == QColor(DARK.panel)
    assert app.styleSheet() == stylesheet(DARK)


def test_a_switch_repaints_what_is_open(app, qtbot):
    apply(app, LIGHT)
    widget = QWidget()
    qtbot.addWidget(widget)
    assert widget.grab().toImage().pixelColor(5, 5) == QColor(LIGHT.panel)
    apply(app, DARK)
    assert widget.grab().toImage().pixelColor(5, 5) == QColor(DARK.panel)


def test_a_setting_names_its_theme(app):
    assert chosen_theme(app, "light") is LIGHT
    assert chosen_theme(app, "dark") is DARK


def test_the_window_follows_the_system_only_when_asked_to(app, qtbot):
    apply(app, LIGHT)
    asked = []
    follow_system(app, lambda: asked.append(1) or "dark")
    app.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert asked
    assert current().theme is DARK


def test_a_widget_that_is_gone_is_not_told(app, qtbot):
    from ui.widgets import Avatar

    avatar = Avatar("Ana Novak")
    with qtbot.waitSignal(avatar.destroyed):
        avatar.deleteLater()
    apply(app, DARK)


def test_fonts_are_in_px_with_equal_figures_and_grow_with_the_setting(app):
    assert ui_font(13).pixelSize() == 13
    assert ui_font(10.5).pixelSize() == 11
    assert ui_font(13, QFont.Weight.DemiBold).weight() == 600
    assert ui_font(13).isFeatureSet(QFont.Tag("tnum"))
    assert reading_font().families()[0] == "Noto Serif"
    app.setProperty("annotator_font_scale", 2.0)
    assert (ui_font(13).pixelSize(), reading_font(17).pixelSize()) == (26, 34)
    app.setProperty("annotator_font_scale", None)


def test_motion_can_be_turned_off(app):
    app.setProperty("annotator_reduced_motion", True)
    assert reduced_motion()
    app.setProperty("annotator_reduced_motion", None)
