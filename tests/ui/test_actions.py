"""Every action of the table can be run somewhere, and no two share a key in one place."""

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from ui.actions import ACTIONS
from ui.application import Application


@pytest.fixture
def application(qtbot, home):
    made = Application(QApplication.instance(), "light", "ana")
    qtbot.addWidget(made.window)
    return made


def test_every_action_has_a_command(application):
    assert [row.id for row in ACTIONS if not application.window.knows(row.id)] == []


def test_a_key_means_one_thing_in_one_place():
    keys = Counter((row.scope, QKeySequence(key).toString()) for row in ACTIONS for key in row.keys)
    assert [key for key, count in keys.items() if count > 1] == []


def test_without_a_project_the_start_page_says_what_can_be_done(application, qtbot):
    window = application.window
    window.show()
    assert window.pages.currentWidget() is window.start
    assert not window.bindings.actions["import_documents"].isEnabled()
    assert window.bindings.actions["import_documents"].toolTip() == "Open a project first"
    assert window.bindings.actions["open_sample"].isEnabled()
