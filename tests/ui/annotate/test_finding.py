"""Finding in the document by keys, in the real window."""

import pytest
from PySide6.QtCore import Qt

KEYS = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(qtbot, desk):
    page = desk.annotate
    page.canvas.setFocus()
    qtbot.waitUntil(page.canvas.hasFocus)
    return page


def open_bar(qtbot, page):
    qtbot.keyClick(page.canvas, KEYS.Key_F, CTRL)
    assert page.find_bar.isVisible()
    qtbot.waitUntil(page.find_bar.field.hasFocus)


def hits(page):
    text = page.workspace.opened.document.text
    return [text[start:end] for start, end in page.canvas.marks.hits]


def test_typing_marks_the_hits_and_enter_goes_on(qtbot, page):
    open_bar(qtbot, page)
    qtbot.keyClicks(page.find_bar.field, "OSLO")
    assert hits(page) == ["Oslo", "Oslo"]
    assert page.find_bar.count.text() == "1 of 2"
    assert page.canvas.overview.marks("hit") == 2
    qtbot.keyClick(page.find_bar.field, KEYS.Key_Return)
    assert page.canvas.marks.hit == 1
    qtbot.keyClick(page.find_bar.field, KEYS.Key_Return)
    assert page.find_bar.count.text() == "1 of 2"
    qtbot.keyClick(page.find_bar.field, KEYS.Key_Return, SHIFT)
    assert page.find_bar.count.text() == "2 of 2"


def test_esc_leaves_the_hit_selected_for_a_label_key(qtbot, page):
    open_bar(qtbot, page)
    qtbot.keyClicks(page.find_bar.field, "lovelace")
    qtbot.keyClick(page.find_bar.field, KEYS.Key_Escape)
    assert not page.find_bar.isVisible()
    assert hits(page) == []
    qtbot.waitUntil(page.canvas.hasFocus)
    qtbot.keyClick(page.canvas, KEYS.Key_1)
    opened = page.workspace.opened
    assert [opened.text_of(span) for span in opened.own.in_order()] == ["Lovelace"]


def test_a_selection_is_what_is_searched_for(qtbot, page):
    start = page.workspace.opened.document.text.index("Oslo")
    page.canvas.set_selection(start, start + 4)
    open_bar(qtbot, page)
    assert page.find_bar.field.text() == "Oslo"
    assert page.find_bar.count.text() == "1 of 2"
    qtbot.keyClick(page.find_bar.field, KEYS.Key_G, CTRL)
    assert page.find_bar.count.text() == "2 of 2"


def test_options_and_patterns(qtbot, page):
    open_bar(qtbot, page)
    qtbot.keyClicks(page.find_bar.field, "oslo")
    qtbot.mouseClick(page.find_bar.case, Qt.MouseButton.LeftButton)
    assert page.find_bar.count.text() == "No hits"
    assert not page.find_bar.next.isEnabled()
    qtbot.mouseClick(page.find_bar.case, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.find_bar.pattern, Qt.MouseButton.LeftButton)
    page.find_bar.field.setText(r"\b[A-Z]\w+ in O")
    assert hits(page) == ["Talks in O"] or hits(page) == ["Talks in O", "un in O"]
    page.find_bar.field.setText("(")
    assert "cannot be read" in page.find_bar.count.text()
    assert hits(page) == []


def test_another_document_has_other_hits(qtbot, page):
    open_bar(qtbot, page)
    qtbot.keyClicks(page.find_bar.field, "bridge")
    assert page.find_bar.count.text() == "No hits"
    qtbot.keyClick(page.find_bar.field, KEYS.Key_PageDown, CTRL)
    assert page.find_bar.count.text() == "1 of 2"
    assert page.canvas.overview.marks("hit") == 2
