"""The strip shows where things lie, and a click goes there."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor

from annotator.text.tokens import rough_tokens
from ui.canvas.content import CanvasContent, CanvasTheme, ShownSpan
from ui.canvas.overview import WIDTH
from ui.canvas.view import CanvasView
from ui.theme.tokens import LIGHT, LabelColours

RED, GREEN = "#CC0000", "#007700"
TEXT = "\n".join(f"Paragraph {number} tells of Oslo and of nothing else." for number in range(400))
THEME = CanvasTheme(
    LIGHT,
    {"A": LabelColours(RED, "#FFEEEE", "#FFFFFF"), "B": LabelColours(GREEN, "#EEFFEE", "#FFFFFF")},
)


def span(id, start, label, style="own"):
    return ShownSpan(id, ((start, start + 4),), label, label, style, label)


@pytest.fixture
def view(qtbot):
    made = CanvasView()
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.set_theme(THEME)
    spans = (span("s1", len(TEXT) // 2, "A"), span("s2", len(TEXT) * 3 // 4, "B", "suggested"))
    made.set_content(CanvasContent(TEXT, rough_tokens(TEXT), spans))
    with qtbot.waitExposed(made):
        made.show()
    return made


def colours(strip, offset):
    image = strip.grab().toImage()
    ratio = image.devicePixelRatio()
    y = round(strip.y_of(offset) * ratio)
    found = set()
    for row in range(max(0, y - 3), min(image.height(), y + 4)):
        found |= {QColor(image.pixel(x, row)).name().upper() for x in range(image.width())}
    return found


def test_spans_and_suggestions_stand_where_they_are_in_the_text(view):
    assert RED in colours(view.overview, len(TEXT) // 2)
    assert GREEN in colours(view.overview, len(TEXT) * 3 // 4)
    assert RED not in colours(view.overview, len(TEXT) // 4)


def test_changed_spans_are_shown_soon(qtbot, view):
    old = view.page.spans["s1"]
    view.refresh([(old, span("s1", len(TEXT) // 4, "B"))])
    qtbot.waitUntil(lambda: GREEN in colours(view.overview, len(TEXT) // 4))
    assert RED not in colours(view.overview, len(TEXT) // 2)


def test_a_click_goes_to_the_place(qtbot, view):
    place = len(TEXT) * 3 // 4
    point = QPoint(WIDTH // 2, round(view.overview.y_of(place)))
    qtbot.mouseClick(view.overview, Qt.MouseButton.LeftButton, pos=point)
    view.viewport().repaint()
    start, end = view.overview.view
    assert start <= place < end
    assert view.verticalScrollBar().value() > 0


def test_marks_are_counted_and_go_with_the_document(view):
    view.overview.set_marks("hit", [0, 1, len(TEXT) - 1])
    assert view.overview.marks("hit") == 2
    assert LIGHT.warning.upper() in colours(view.overview, 0)
    view.set_content(CanvasContent("Short.", rough_tokens("Short.")))
    assert view.overview.marks("hit") == 0


def test_an_empty_view_has_no_ticks_and_takes_clicks(qtbot, view):
    view.set_content(None)
    qtbot.mouseClick(view.overview, Qt.MouseButton.LeftButton, pos=QPoint(5, 50))
    assert colours(view.overview, 0) == {LIGHT.canvas.upper()}
