"""Keys are changed in the sheet, refused when taken, saved, and shown everywhere at once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from annotator import settings
from ui.application import Application
from ui.dialogs.keys import KeysDialog

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def application(qtbot, home):
    made = Application(QApplication.instance(), "light", "ana")
    qtbot.addWidget(made.window)
    made.window.show()
    return made


@pytest.fixture
def dialog(qtbot, application):
    made = KeysDialog(application.help.key_rows, application.help.change_key)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def press(qtbot, dialog, id, key, modifiers=Qt.KeyboardModifier.NoModifier):
    button = dialog.lines[id].button
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(button, key, modifiers)
    return button.text()


def test_a_new_key_holds_at_once_and_after_a_restart(qtbot, application, dialog):
    assert press(qtbot, dialog, "export_documents", Qt.Key.Key_F7) == "F7"
    assert application.window.bindings.keys_of("export_documents") == "F7"
    assert settings.load().keys == {"export_documents": "F7"}
    again = Application(QApplication.instance(), "light", "ana")
    qtbot.addWidget(again.window)
    assert again.window.bindings.keys_of("export_documents") == "F7"


def test_a_key_that_is_taken_is_refused_with_its_owner(qtbot, application, dialog):
    before = dialog.lines["export_documents"].button.text()
    assert press(qtbot, dialog, "export_documents", Qt.Key.Key_K, CTRL) == before
    assert "Search or run a command" in dialog.consequence.text()
    assert settings.load().keys == {}


def test_backspace_takes_a_key_away_and_frees_it(qtbot, application, dialog):
    assert press(qtbot, dialog, "zoom_reset", Qt.Key.Key_Backspace) == "–"
    assert press(qtbot, dialog, "export_documents", Qt.Key.Key_0, CTRL) == "Ctrl 0"
    assert application.window.bindings.keys_of("zoom_reset") == ""
    qtbot.mouseClick(dialog.lines["zoom_reset"].reset, Qt.MouseButton.LeftButton)
    assert "Export" in dialog.consequence.text()


def test_escape_leaves_the_key_and_the_dialog(qtbot, dialog):
    before = dialog.lines["undo"].button.text()
    assert press(qtbot, dialog, "undo", Qt.Key.Key_Escape) == before
    assert dialog.isVisible()


def test_the_programs_own_key_comes_back(qtbot, application, dialog):
    press(qtbot, dialog, "zoom_in", Qt.Key.Key_F8)
    qtbot.mouseClick(dialog.lines["zoom_in"].reset, Qt.MouseButton.LeftButton)
    assert "zoom_in" not in settings.load().keys
    assert [x.toString() for x in application.window.bindings.actions["zoom_in"].shortcuts()] == [
        "Ctrl++",
        "Ctrl+=",
    ]


def test_the_filter_finds_actions_by_name_and_by_key(qtbot, dialog):
    qtbot.keyClicks(dialog.filter, "export")
    assert dialog.lines["export_documents"].title.isVisible()
    assert not dialog.lines["undo"].title.isVisible()
    dialog.filter.clear()
    qtbot.keyClicks(dialog.filter, "ctrl z")
    assert dialog.lines["undo"].title.isVisible()
    dialog.filter.clear()
    qtbot.keyClicks(dialog.filter, "no such thing")
    assert dialog.nothing.isVisible()
