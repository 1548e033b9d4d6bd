from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.canvas.content import CanvasContent, ShownSpan
from ui.canvas.scroll import BOTTOM, TOP

Make = Callable[..., ShownSpan]


def has_ink(picture: QImage) -> bool:
    """Whether anything but the first pixel's colour is there."""
    paper = picture.pixel(0, 0)
    places = ((x, y) for y in range(0, picture.height(), 2) for x in range(0, picture.width(), 2))
    return any(picture.pixel(x, y) != paper for x, y in places)


LONG = "\n".join(f"Paragraph {i} of Norway, " + "and so it goes on " * (i % 23) for i in range(400))


def test_an_empty_canvas_paints_and_takes_every_call(view, hand) -> None:
    view.set_empty_text("No document is open.")
    view.set_content(None)
    hand.click(QPointF(200, 200))
    hand.drag(QPointF(100, 100), QPointF(300, 300))
    view.move_caret(1, "token", True)
    view.refresh([])
    view.set_current("gone")
    view.scroll_to(3, 9)
    view.flash(["gone"])
    view.viewport().repaint()
    assert view.selection == (0, 0)


@pytest.mark.parametrize("text", ["", "\n", "\n\n\n", "x", "\r\n", "\u2028", "a\tb\x0cc", "🎉"])
def test_odd_texts_paint(hand, text: str) -> None:
    hand.show(text)
    hand.click(QPointF(120, 20))
    hand.view.move_caret(1, "character", False)
    assert 0 <= hand.view.caret.place <= len(text)


def test_thousands_of_repaints_survive(hand, span: Make) -> None:
    text = "Ana of Norway leads the Bank in Oslo."
    spans = (span(text, "Ana"), span(text, "Norway"), span(text, "Bank"))
    hand.show(text, spans)
    white = QImage(900, 200, QImage.Format.Format_RGB32)
    for number in range(3000):
        hand.view.set_current(spans[number % 3].id)
        hand.view.viewport().render(white)
    assert hand.view.current == spans[2999 % 3].id
    assert has_ink(white)


def test_what_is_shown_is_painted_at_once(hand, span: Make) -> None:
    hand.show("")
    assert not has_ink(hand.view.viewport().grab(QRect(100, 0, 700, 300)).toImage())
    hand.show("Ana of Norway.", (span("Ana of Norway.", "Ana"),))
    assert has_ink(hand.view.viewport().grab(QRect(100, 0, 700, 300)).toImage())


def test_scrolling_up_into_unseen_paragraphs_never_jumps(hand) -> None:
    hand.show(LONG)
    view, bar = hand.view, hand.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    for _ in range(80):
        page, before = view.page, dict(view.scroller.scroll.seen(view.page, 700))
        value = bar.value()
        bar.setValue(value - 37)
        after = dict(view.scroller.scroll.seen(page, 700))
        assert all(after[i] == pytest.approx(before[i] + 37) for i in before.keys() & after)
        view.scroller._rest()


def test_the_end_is_the_end_and_the_start_the_start(hand) -> None:
    hand.show(LONG)
    view, bar = hand.view, hand.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    index, top = view.scroller.scroll.seen(view.page, 700)[-1]
    assert index == len(view.page.paragraphs) - 1
    assert top + view.page.heights[index] + BOTTOM == pytest.approx(view.viewport().height())
    bar.setValue(0)
    assert view.scroller.scroll.seen(view.page, 700)[0] == (0, TOP)


def test_scroll_to_brings_a_far_place_into_view(hand) -> None:
    hand.show(LONG)
    for name in ("Paragraph 390 ", "Paragraph 3 ", "Paragraph 200 "):
        hand.view.scroll_to(LONG.index(name), LONG.index(name) + 9)
        assert 0 < hand.point(LONG.index(name)).y() < hand.view.viewport().height()


def test_layouts_far_away_are_let_go_and_heights_kept(hand) -> None:
    text = "\n".join(f"Paragraph {i}." for i in range(2000))
    hand.show(text)
    page = hand.view.page
    for index in range(1500):
        page.laid(index)
    height = page.heights[900]
    page.forget_far(1400)
    assert not page.is_laid(900)
    assert page.heights[900] == height
    assert page.is_laid(1400)


def test_ctrl_and_the_wheel_zoom_and_keep_the_place(hand, qtbot: QtBot) -> None:
    hand.show(LONG)
    view = hand.view
    view.scroll_to(LONG.index("Paragraph 200 "), LONG.index("Paragraph 200 ") + 9)
    first = view.scroller.first_seen()
    up, place = QPoint(0, 120), QPointF(200, 200)
    event = QWheelEvent(
        place, place, QPoint(), up, Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    with qtbot.waitSignal(view.zoom_changed) as told:
        QApplication.sendEvent(view.viewport(), event)
    assert told.args == [1.1]
    assert view.scroller.first_seen() == first


def test_refreshed_content_stays_where_it_was(hand) -> None:
    hand.show(LONG)
    view = hand.view
    view.scroll_to(LONG.index("Paragraph 300 "), LONG.index("Paragraph 300 ") + 9)
    before = view.scroller.scroll.seen(view.page, 700)
    content = view.page.content
    view.set_content(CanvasContent(content.text, content.tokens), keep_scroll=True)
    assert view.scroller.scroll.seen(view.page, 700) == before


@pytest.mark.parametrize(
    ("width", "left", "column"), [(700, 62, 598), (900, 62, 720), (1300, 290, 720)]
)
def test_the_column_stands_left_then_in_the_middle(
    hand, width: int, left: int, column: int
) -> None:
    view = hand.view
    hand.show("One.")
    view.resize(width + view.width() - view.viewport().width(), 700)
    assert (round(view.text_left()), round(view._column())) == (left, column)


def test_the_current_span_is_told_to_a_screen_reader(hand, span: Make) -> None:
    text = "The Bank of Norway."
    hand.show(text, (span(text, "Norway", "n", "GPE"),))
    hand.view.set_current("n")
    assert hand.view.accessibleDescription() == "GPE: Norway"


def test_no_input_method_comes_between_a_key_and_its_action(view) -> None:
    assert not view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert not view.viewport().testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
