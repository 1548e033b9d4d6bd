"""Lanes below the lines, and a widget that stands in the text."""

import pytest
from PySide6.QtWidgets import QWidget

from ui.canvas.content import CanvasContent, ShownBar, ShownSpan
from ui.canvas.decorate import Row
from ui.canvas.view import CanvasView

LINE = "Ana met Ben in Oslo and then they walked along the harbour for an hour or two. "
TEXT = "\n".join([LINE * 6, "Second paragraph, short.", LINE * 3])
NAMES = ("ana", "ben", "chloé")


def _content() -> CanvasContent:
    from annotator.text.tokens import rough_tokens

    span = ShownSpan("s", ((0, 3),), "Person", "PER", colour_key="PERSON")
    bars = (
        ShownBar("agreed", (0, 1, 2), ((0, 3),), "PER", "agreed", quiet=True),
        ShownBar("mine", (0,), ((8, 11),), "PER", "conflict"),
        ShownBar("theirs", (2,), ((4, 11),), "ORG", "conflict"),
    )
    return CanvasContent(TEXT, rough_tokens(TEXT), (span,), (), bars, NAMES)


@pytest.fixture
def view(qtbot) -> CanvasView:
    made = CanvasView()
    qtbot.addWidget(made)
    made.resize(900, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.set_content(_content())
    return made


def _row(view: CanvasView, index: int = 0, number: int = 0) -> Row:
    return view.page.laid(index).rows[number]


def test_a_line_with_bars_has_a_lane_for_everybody_and_others_have_none(view) -> None:
    first, second = _row(view), _row(view, 0, 1)
    assert len(first.lanes) == len(NAMES)
    assert [round(b - a) for a, b in zip(first.lanes, first.lanes[1:], strict=False)] == [6, 6]
    assert second.lanes == []
    assert second.bars == []
    lanes = {(bar.shown.id, bar.lane) for bar in first.bars}
    assert lanes == {("agreed", 0), ("agreed", 1), ("agreed", 2), ("mine", 0), ("theirs", 2)}
    assert all(bar.rect.center().y() == pytest.approx(first.lanes[bar.lane]) for bar in first.bars)
    assert first.lanes[0] > max(box.rect.bottom() for box in first.boxes)
    assert first.bottom > first.lanes[-1]


def test_a_guest_stands_below_its_line_and_the_text_above_keeps_its_place(view, qtbot) -> None:
    before = dict(view.scroller.seen())
    height = view.page.heights.total
    guest = QWidget()
    guest.setMinimumHeight(150)
    guest.sizeHint = lambda: guest.minimumSize()
    view.guests.receive(guest, 8, "conflict")
    row = _row(view)
    assert dict(view.scroller.seen())[0] == before[0]
    assert row.open == "conflict"
    assert round(row.lanes[1] - row.lanes[0]) == 15
    assert row.gap >= 150
    assert view.page.heights.total == pytest.approx(height + row.gap + 18 + 6, abs=20)
    assert guest.isVisible()
    bottom = before[0] + row.bottom
    assert before[0] + row.lanes[-1] < guest.y() < guest.y() + guest.height() < bottom
    view.guests.receive(guest, len(TEXT) - 5)
    assert _row(view).gap == 0
    assert round(_row(view).lanes[1] - _row(view).lanes[0]) == 6
    view.guests.receive(None)
    assert not guest.isVisible()
    assert view.page.heights.total == pytest.approx(height, abs=1)


def test_bars_come_and_go_with_their_line_alone(view) -> None:
    gone = view.page.bars["mine"]
    other = _row(view, 2)
    view.refresh([(gone, None)])
    assert {bar.shown.id for bar in _row(view).bars} == {"agreed", "theirs"}
    assert view.page.laid(2).rows[0] is other
    view.refresh([(None, gone)])
    assert "mine" in {bar.shown.id for bar in _row(view).bars}


def test_a_click_on_a_bar_names_its_group(view, qtbot) -> None:
    from PySide6.QtCore import QPoint, Qt

    bar = next(bar for bar in _row(view).bars if bar.shown.id == "theirs")
    top = dict(view.scroller.seen())[0]
    at = QPoint(round(view.text_left() + bar.rect.center().x()), round(top + bar.rect.center().y()))
    with qtbot.waitSignal(view.span_activated) as told:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert told.args == ["conflict"]
