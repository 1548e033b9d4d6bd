from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.text.tokens import rough_tokens
from ui.canvas.content import CanvasContent, ShownRelation, ShownSpan
from ui.canvas.view import CanvasView

NONE = Qt.KeyboardModifier.NoModifier


class Hand:
    """Drives a canvas as a hand would, by places in the text."""

    def __init__(self, view: CanvasView) -> None:
        self.view = view

    def show(
        self,
        text: str,
        spans: tuple[ShownSpan, ...] = (),
        relations: tuple[ShownRelation, ...] = (),
    ) -> None:
        self.view.set_content(CanvasContent(text, rough_tokens(text), spans, relations))
        self.settle()

    def settle(self) -> None:
        self.view.viewport().repaint()

    def point(self, offset: int, after: bool = False) -> QPointF:
        """Just inside the character at an offset: near its leading edge, or its trailing one."""
        page = self.view.page
        assert page is not None
        index = page.index_of(offset)
        laid = page.laid(index)
        number = laid.block.line_of(offset)
        cluster = next(
            c for c in laid.block.clusters(laid.block.lines[number]) if c.start <= offset < c.end
        )
        inwards = 0.25 * (cluster.right - cluster.left)
        x = cluster.right - inwards if after != cluster.rtl else cluster.left + inwards
        return self.place(index, QPointF(x, laid.rows[number].baseline - 4))

    def chip(self, id: str) -> QPointF:
        page = self.view.page
        assert page is not None
        index = page.index_of(page.spans[id].start)
        chips = [c for row in page.laid(index).rows for c in row.chips if c.span.id == id]
        return self.place(index, chips[0].rect.center())

    def place(self, index: int, inside: QPointF) -> QPointF:
        page = self.view.page
        assert page is not None
        top = self.view.scroller.scroll.top_of(page, index)
        return QPointF(inside.x() + self.view.text_left(), inside.y() + top)

    def drag(self, start: QPointF, end: QPointF, keys: Qt.KeyboardModifier = NONE) -> None:
        self.send(QEvent.Type.MouseButtonPress, start, keys)
        for step in range(1, 5):
            self.send(QEvent.Type.MouseMove, start + (end - start) * step / 4, keys)
        self.send(QEvent.Type.MouseButtonRelease, end, keys)

    def click(self, point: QPointF, keys: Qt.KeyboardModifier = NONE) -> None:
        self.send(QEvent.Type.MouseButtonPress, point, keys)
        self.send(QEvent.Type.MouseButtonRelease, point, keys)

    def send(self, kind: QEvent.Type, point: QPointF, keys: Qt.KeyboardModifier = NONE) -> None:
        left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
        button = none if kind == QEvent.Type.MouseMove else left
        held = none if kind == QEvent.Type.MouseButtonRelease else left
        window = self.view.viewport().mapToGlobal(point)
        event = QMouseEvent(kind, point, window, button, held, keys)
        QApplication.sendEvent(self.view.viewport(), event)


@pytest.fixture
def view(qtbot: QtBot) -> CanvasView:
    widget = CanvasView()
    qtbot.addWidget(widget)
    widget.resize(900, 700)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


@pytest.fixture
def hand(view: CanvasView) -> Hand:
    return Hand(view)


@pytest.fixture
def span() -> Callable[..., ShownSpan]:
    def make(text: str, part: str, id: str = "", label: str = "ORG", after: int = 0) -> ShownSpan:
        start = text.index(part, after)
        return ShownSpan(id or part, ((start, start + len(part)),), label, label, "own", label)

    return make
