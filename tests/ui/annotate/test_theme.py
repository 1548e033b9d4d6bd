"""The panels beside the text follow a theme that is changed while they are shown."""

from PySide6.QtCore import Qt

from ui.inspection import label_card
from ui.panels.parts import card_colours
from ui.panels.span_words import SpanWords
from ui.theme.apply import apply
from ui.theme.tokens import DARK, LIGHT


def colours_in(widget):
    image = widget.grab().toImage()
    return {
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    }


def test_the_chip_of_the_current_span_takes_the_colours_of_another_theme(desk, qapp, qtbot):
    qtbot.keyClick(desk.annotate.canvas, Qt.Key.Key_Tab)
    words = desk.annotate.inspector.findChild(SpanWords)
    qtbot.waitUntil(lambda: words.chip == "PER")
    person = label_card(desk.workspace.session.scheme, "span", "PERSON")
    light = card_colours(person).strong.lower()
    qtbot.waitUntil(lambda: light in colours_in(words))
    try:
        apply(qapp, DARK)
        dark = card_colours(person).strong.lower()
        assert dark != light
        qtbot.waitUntil(lambda: dark in colours_in(words))
        assert light not in colours_in(words)
    finally:
        apply(qapp, LIGHT)
