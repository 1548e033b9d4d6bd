"""The command palette by keys and mouse, on the real window."""

import pytest
from PySide6.QtCore import QPoint, Qt

from ui.dialogs.matching import Match
from ui.dialogs.palette_rows import MATCH

KEYS = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def palette(qtbot, desk):
    qtbot.keyClick(desk.annotate.canvas, KEYS.Key_K, CTRL)
    box = desk.palette_box
    qtbot.waitUntil(box.field.hasFocus)
    return box


def rows(palette):
    items = [palette.list.item(row) for row in range(palette.list.count())]
    return [(item.text(), isinstance(item.data(MATCH), Match)) for item in items]


def test_a_document_is_opened_by_a_part_of_its_name(qtbot, desk, palette):
    qtbot.keyClicks(palette.field, "@bridge")
    assert rows(palette) == [("Documents", False), ("A bridge for Lagos", True)]
    assert palette.count.text() == "1 match"
    qtbot.keyClick(palette.field, KEYS.Key_Return)
    assert not palette.isVisible()
    assert desk.workspace.opened.document.name == "A bridge for Lagos"
    assert desk.annotate.canvas.hasFocus()


def test_headings_are_stepped_over_and_the_ends_meet(qtbot, desk, palette):
    qtbot.keyClicks(palette.field, "larger")
    first = palette.list.currentItem().text()
    assert first == "Larger text"
    qtbot.keyClick(palette.field, KEYS.Key_Up)
    qtbot.keyClick(palette.field, KEYS.Key_Down)
    assert palette.list.currentItem().text() == first
    before = desk.annotate.canvas.zoom
    qtbot.keyClick(palette.field, KEYS.Key_Return)
    assert desk.annotate.canvas.zoom > before


def test_a_refused_command_says_why_and_stays(qtbot, desk, palette):
    qtbot.keyClicks(palette.field, "redo")
    match = palette.list.currentItem().data(MATCH)
    assert match.entry.reason == "There is nothing to redo"
    qtbot.keyClick(palette.field, KEYS.Key_Return)
    assert palette.isVisible()


def test_a_span_is_relabelled_and_then_found_by_its_text(qtbot, desk, palette):
    qtbot.keyClick(palette.field, KEYS.Key_Escape)
    canvas = desk.annotate.canvas
    qtbot.keyClick(canvas, KEYS.Key_Tab)
    qtbot.keyClick(canvas, KEYS.Key_K, CTRL)
    qtbot.keyClicks(palette.field, "as organ")
    assert rows(palette)[0] == ("Current span: Kim Jong-un", False)
    qtbot.keyClick(palette.field, KEYS.Key_Return)
    (span,) = desk.workspace.opened.own.spans.values()
    assert span.label == "ORG"
    qtbot.keyClick(canvas, KEYS.Key_K, CTRL)
    qtbot.keyClicks(palette.field, "#kim")
    qtbot.keyClick(palette.field, KEYS.Key_Return)
    assert desk.workspace.span() == span


def test_a_slash_searches_the_texts(qtbot, desk, palette):
    qtbot.keyClicks(palette.field, "/amara")
    assert rows(palette) == [("Text in the project", False), ("A bridge for Lagos", True)]
    palette.field.clear()
    qtbot.keyClicks(palette.field, "/zebra")
    assert palette.empty.isVisible()
    assert palette.empty.text() == "Nothing matches “zebra”."


def test_a_click_runs_a_row_and_a_click_beside_the_card_closes(qtbot, desk, palette):
    qtbot.keyClicks(palette.field, "@nothing")
    item = palette.list.item(1)
    middle = palette.list.visualItemRect(item).center()
    qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert desk.workspace.opened.document.name == "Nothing in it"
    qtbot.keyClick(desk.annotate.canvas, KEYS.Key_K, CTRL)
    qtbot.mouseClick(palette, Qt.MouseButton.LeftButton, pos=QPoint(3, palette.height() - 3))
    assert not palette.isVisible()
    assert desk.annotate.canvas.hasFocus()


def test_what_was_run_last_comes_first(qtbot, desk, palette):
    qtbot.keyClicks(palette.field, "larger text")
    qtbot.keyClick(palette.field, KEYS.Key_Return)
    qtbot.keyClick(desk.annotate.canvas, KEYS.Key_K, CTRL)
    assert rows(palette)[:2] == [("Recent", False), ("Larger text", True)]


def test_the_card_stays_inside_a_small_window(qtbot, desk, palette):
    desk.resize(760, 520)
    qtbot.waitUntil(lambda: palette.size() == desk.size())
    assert palette.rect().adjusted(8, 8, -8, -8).contains(palette.card.geometry())
