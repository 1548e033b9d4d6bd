"""What a screen reader finds on the canvas."""

import pytest
from PySide6.QtGui import QAccessible

from ui.canvas import accessible

TEXT = "Ministers met.\nAda Lovelace came to Oslo 😀.\n" + "Nothing else happened.\n" * 200


@pytest.fixture
def interface(hand, span):
    accessible.install()
    hand.show(TEXT, (span(TEXT, "Ada Lovelace", "s1", "PERSON"), span(TEXT, "Oslo", "s2", "GPE")))
    return QAccessible.queryAccessibleInterface(hand.view)


def test_the_canvas_is_a_document_of_paragraphs(interface):
    assert interface.role() == QAccessible.Role.Document
    assert interface.childCount() == len(TEXT.split("\n"))
    second = interface.child(1)
    assert second.role() == QAccessible.Role.Paragraph
    assert second.text(QAccessible.Text.Name) == "Ada Lovelace came to Oslo 😀."
    assert second.text(QAccessible.Text.Description) == "PERSON: Ada Lovelace; GPE: Oslo"
    assert interface.indexOfChild(second) == 1


def test_the_current_span_is_the_description(hand, interface):
    hand.view.set_current("s2")
    assert interface.text(QAccessible.Text.Description) == "GPE: Oslo"
    hand.view.set_current(None)
    assert interface.text(QAccessible.Text.Description) == ""


def test_paragraphs_in_view_have_a_place_and_those_out_of_view_have_none(hand, interface):
    first, last = interface.child(0), interface.child(150)
    assert first.rect().height() > 0
    assert not first.state().offscreen
    assert last.rect().isEmpty()
    assert last.state().offscreen


def test_paragraphs_of_a_document_that_was_closed_are_no_longer_valid(hand, interface):
    second = interface.child(1)
    hand.view.set_content(None)
    assert not second.isValid()
    assert second.text(QAccessible.Text.Name) == ""
    assert interface.childCount() == 0
