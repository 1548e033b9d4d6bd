"""Every setting can be changed in the dialog, holds at once, and is saved."""

from dataclasses import fields

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from annotator import settings
from annotator.settings import Settings
from ui.application import Application
from ui.dialogs.preferences import PreferencesDialog
from ui.theme.current import current


@pytest.fixture
def application(qtbot, home):
    made = Application(QApplication.instance(), "light", "ana")
    qtbot.addWidget(made.window)
    made.window.show()
    return made


@pytest.fixture
def dialog(qtbot, application):
    made = PreferencesDialog(application.preferences.values)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_each_declared_setting_with_a_title_has_a_control(dialog):
    assert list(dialog.controls) == [f.name for f in fields(Settings) if f.metadata["title"]]
    assert dialog.values == Settings(annotator_name="ana")


def test_what_is_typed_is_taken_saved_and_shown(qtbot, application, dialog):
    for name, text in (("zoom", "1.3"), ("column", "900")):
        control = dialog.controls[name]
        control.selectAll()
        qtbot.keyClicks(control, text)
    qtbot.keyClicks(dialog.controls["theme"], "D")
    strip = dialog.controls["show_key_strip"]
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(8, strip.height() // 2))
    application.preferences.take(dialog.values)
    canvas = application.window.annotate.canvas
    assert canvas.zoom == 1.3
    assert current().theme.dark
    assert application.window.annotate.strip.isHidden()
    saved = settings.load()
    assert (saved.zoom, saved.column, saved.theme) == (1.3, 900, "dark")


def test_a_font_of_the_system_can_be_chosen(application, dialog):
    combo = dialog.controls["reading_font"]
    assert combo.currentText() == "Built-in"
    combo.setCurrentIndex(combo.count() - 1)
    family = combo.currentText()
    application.preferences.take(dialog.values)
    assert settings.load().reading_font == family


def test_an_empty_name_keeps_the_one_before(qtbot, dialog):
    control = dialog.controls["annotator_name"]
    control.selectAll()
    qtbot.keyClick(control, Qt.Key.Key_Delete)
    assert dialog.values.annotator_name == "ana"
