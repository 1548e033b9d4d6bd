"""The canvas widget: scrolls, paints what is seen, and turns hands into signals."""

from collections.abc import Container, Iterable, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from ui.canvas.accessible import announce, span_words
from ui.canvas.ahead import LinesAhead
from ui.canvas.boundaries import FocusUnit, focused
from ui.canvas.caret import Caret, Unit
from ui.canvas.content import CanvasContent, CanvasTheme
from ui.canvas.flash import Flash
from ui.canvas.gestures import Gestures
from ui.canvas.guest import GuestRoom
from ui.canvas.hit import Hit, Side, edge_at, hit
from ui.canvas.metrics import COLUMN, Metrics, column_left, column_width, metrics
from ui.canvas.overview import WIDTH, Overview
from ui.canvas.page import Page, Pair
from ui.canvas.paint import Marks
from ui.canvas.scroller import Scroller
from ui.canvas.sheet import Sheet

ZOOMS = (0.7, 2.6)


class CanvasView(QAbstractScrollArea):
    """Shows a CanvasContent. All offsets in its signals are code points of the text."""

    span_activated = Signal(str)
    relation_activated = Signal(str)
    selection_changed = Signal(int, int)
    empty_clicked = Signal()
    relation_requested = Signal(str, str)
    edge_dragged = Signal(str, str, int)
    zoom_changed = Signal(float)
    reading_changed = Signal(str, int)
    context_requested = Signal(str, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.setAccessibleName("Text")
        self.page: Page | None = None
        self.marks = Marks()
        self.caret = Caret()
        self._theme = CanvasTheme()
        self._zoom = 1.0
        self._at: Metrics = metrics()
        self._family, self._widest = "", COLUMN
        self._empty_text = ""
        self.scroller = Scroller(self)
        self._gestures = Gestures(self)
        self.overview = Overview(self)
        self.overview.went.connect(self.scroller.go_to)
        self.setViewportMargins(0, 0, WIDTH, 0)
        self._flash = Flash(self, self._shine)
        self.guests = GuestRoom(self)
        self.ahead = LinesAhead(self)

    def set_content(self, content: CanvasContent | None, keep_scroll: bool = False) -> None:
        """Show a document, or none."""
        start = self.scroller.first_seen()
        self._gestures.cancel()
        before = self.page
        self.page = None if content is None else Page(content, self._at, self._column())
        if self.page is not None:
            self.page.adopt(before)
            self.page.adopt(self.ahead.page)
        self.guests.leave()
        if keep_scroll and self.page is not None:
            self.scroller.keep(start)
        else:
            self.scroller.restart()
        if not keep_scroll:
            self.marks, self.caret = Marks(focus=self.marks.focus), Caret()
            self._flash.stop()
        self.overview.show_content(content)
        self.viewport().update()

    def refresh(self, pairs: Sequence[Pair]) -> None:
        """Show changed items; only the paragraphs that they touch are worked on."""
        if self.page is None or not pairs:
            return
        self.page.refresh(pairs)
        self.overview.refresh(pairs)
        self.scroller.settle()
        self.viewport().update()

    def set_theme(self, theme: CanvasTheme) -> None:
        """Take other colours."""
        self._theme = theme
        self.overview.set_theme(theme)
        self.viewport().update()

    def set_empty_text(self, text: str) -> None:
        """What stands here while there is no document."""
        self._empty_text = text
        self.viewport().update()

    @property
    def zoom(self) -> float:
        """The size of the text; 1.0 is the ordinary one."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Show the text larger or smaller, keeping the place."""
        zoom = round(min(ZOOMS[1], max(ZOOMS[0], zoom)), 2)
        if zoom != self._zoom:
            self._zoom = zoom
            self._at = metrics(zoom, self._family)
            self._lay_out_again()
            self.zoom_changed.emit(zoom)

    def set_reading(self, family: str, widest: int) -> None:
        """Show the text in a font (empty for the built-in one), in lines of at most so many px
        at 100 %."""
        if (family, widest) != (self._family, self._widest):
            self._family, self._widest = family, widest
            self._at = metrics(self._zoom, family)
            self._lay_out_again()
            self.reading_changed.emit(family, widest)

    def share_look(self, other: "CanvasView") -> None:
        """Show text as another canvas does, and let it follow this one's size."""
        self.set_reading(other._family, other._widest)
        self.set_zoom(other.zoom)
        other.reading_changed.connect(self.set_reading)
        other.zoom_changed.connect(self.set_zoom)
        self.zoom_changed.connect(other.set_zoom)

    def set_current(self, id: str | None) -> None:
        """Ring a span or relation."""
        self.marks.current = id or ""
        if id:
            self.marks.caret = -1
            span = self.page.spans.get(id) if self.page else None
            if span is not None:
                self.caret.put(span.end)
                self._open_crowded(span.start)
        self._describe()
        self.viewport().update()

    @property
    def current(self) -> str:
        """The id of the current span or relation; empty if there is none."""
        return self.marks.current

    def _open_crowded(self, offset: int) -> None:
        page = self.page
        if page is not None:
            index = page.index_of(offset)
            if any(row.more for row in page.laid(index).rows):
                self.open_lanes(offset)

    def _describe(self) -> None:
        """Tell a screen reader what is current."""
        words = span_words(self.page, self.marks.current)
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            announce(self, words)

    def set_hits(self, hits: Sequence[tuple[int, int]], current: int = -1) -> None:
        """Mark search hits, sorted ranges that do not overlap, one of them as the current."""
        if hits is not self.marks.hits:
            self.overview.set_marks("hit", [start for start, _ in hits])
        self.marks.hits, self.marks.hit = hits, current
        if 0 <= current < len(hits):
            self.scroll_to(*hits[current])
        self.viewport().update()

    def set_targets(self, ids: Container[str], target: str = "") -> None:
        """Light up the spans that a relation may go to, and ring the chosen one."""
        self.marks.targets = ids
        self.marks.target = target
        self.viewport().update()

    @property
    def selection(self) -> tuple[int, int]:
        """The selected code points; empty when equal."""
        return self.marks.selection

    def set_selection(self, start: int, end: int) -> None:
        """Select text."""
        self.marks.selection = (start, end)
        self.marks.caret = -1
        self.viewport().update()
        self.selection_changed.emit(start, end)

    def clear_selection(self) -> None:
        """Select nothing, without a signal."""
        self.marks.selection = (0, 0)
        self.viewport().update()

    def move_caret(self, step: int, unit: Unit, select: bool) -> None:
        """Move the caret by a unit: right (1) or left (−1) by token and character, down or up by
        line, sentence, paragraph and page, to the end or start of a line or of the text;
        `select` takes the text along."""
        if self.page is None:
            return
        if unit == "page":
            self._page_caret(step, select)
        else:
            self.caret.move(self.page, step, unit, select, self.marks.selection)
        start, end = self.caret.selection
        self.marks.selection = (start, end)
        self.marks.caret = self.caret.place if start == end else -1
        self.scroller.bring(self.caret.place)
        self.viewport().update()
        empty = start == end
        self.selection_changed.emit(*((self.caret.place,) * 2 if empty else (start, end)))

    def _page_caret(self, step: int, select: bool) -> None:
        """Scroll by a page less a line, and put the caret where it was in the view."""
        height = self.viewport().height()
        before = self.scroller.point_of(self.caret.place) + QPointF(self.text_left(), 0)
        self.scroller.by(step * (height - 40))
        found = self.hit(before)
        if found is not None:
            self.caret.go(found.offset, select)

    def set_focus_unit(self, unit: FocusUnit) -> None:
        """Show all of the text, or veil all but the sentence or paragraph at hand."""
        self.marks.focus = unit
        self.viewport().update()

    @property
    def focus_unit(self) -> FocusUnit:
        """What is not veiled."""
        return self.marks.focus

    def flash(self, ids: Iterable[str]) -> None:
        """Draw the eye to items for a moment."""
        self._flash.start(ids)

    def scroll_to(self, start: int, end: int) -> None:
        """Bring a range into view, if it is not."""
        self.scroller.bring(start)
        self.scroller.bring(max(start, end - 1))

    def geometry_of_text(self) -> tuple[Metrics, float]:
        """The lengths at this zoom, and the width of the column in px."""
        return self._at, self._column()

    def _column(self) -> float:
        return column_width(self.viewport().width(), self._at.zoom, self._widest)

    def text_left(self) -> float:
        """The x of the column of text in the viewport."""
        return column_left(self.viewport().width(), self._column())

    def _lay_out_again(self) -> None:
        if self.page is None:
            return
        start = self.scroller.first_seen()
        self.page.set_geometry(self._at, self._column())
        self.scroller.keep(start)
        self.viewport().update()

    def _at_hand(self) -> int:
        span = self.page.spans.get(self.marks.current) if self.page else None
        return span.start if span else self.caret.place

    def hit(self, point: QPointF) -> Hit | None:
        """What lies under a point of the viewport; None while there is no document."""
        found = self.scroller.under(point.y())
        if self.page is None or found is None:
            return None
        return hit(self.page.laid(found[0]), point - QPointF(self.text_left(), found[1]))

    def edge_at(self, point: QPointF) -> Side | None:
        """The edge of the current span under a point of the viewport."""
        span = self.page.spans.get(self.marks.current) if self.page else None
        found = self.scroller.under(point.y())
        if self.page is None or span is None or found is None:
            return None
        place = point - QPointF(self.text_left(), found[1])
        return edge_at(self.page.laid(found[0]), span, place)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the paragraphs in view."""
        painter = QPainter(self.viewport())
        try:
            painter.fillRect(event.rect(), QColor(self._theme.theme.canvas))
            lanes = self.page.content.lanes if self.page else ()
            sheet = Sheet(painter, self._theme, self._at, self.marks, lanes)
            if self.page is None:
                sheet.empty(QRectF(self.viewport().rect()), self._empty_text)
            else:
                seen = self.scroller.seen()
                sheet.page(self.page, seen, self.text_left(), QRectF(event.rect()))
                focus = focused(self.page, self._at_hand(), self.marks.focus)
                sheet.veil(self.page, seen, self.text_left(), focus)
                sheet.rubber(self._gestures.rubber)
                self.overview.set_view(*self.scroller.in_view(seen))
        finally:
            painter.end()
        self.scroller.rest_soon()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break lines again when the column changes."""
        view = self.viewport().geometry()
        self.overview.setGeometry(view.right() + 1, view.top(), WIDTH, view.height())
        if self.page is not None and self.page.width != self._column():
            self._lay_out_again()
        self.guests.fit()
        self.scroller.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom + (0.1 if event.angleDelta().y() > 0 else -0.1))
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click, a selection, a relation or the move of an edge."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._gestures.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with what was begun, or light up what is under the mouse."""
        self._gestures.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Finish a click or a drag."""
        self._gestures.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the token."""
        self._gestures.double(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what lies here."""
        found = self.hit(QPointF(event.pos()))
        if found is not None:
            self.context_requested.emit(found.ids[0] if found.ids else "", event.globalPos())

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the mouse any more."""
        self.set_hovered("")
        self._gestures.rest()

    def put_caret(self, offset: int) -> None:
        """Stand at a code point with nothing selected: what a click on bare text does."""
        self.clear_selection()
        self.caret.put(offset)
        self.marks.caret = offset
        self.empty_clicked.emit()
        self.selection_changed.emit(offset, offset)

    def show_selection(self, start: int, end: int) -> None:
        """Paint a selection that is still being dragged; nothing else is current then."""
        self.marks.selection, self.marks.current, self.marks.caret = (start, end), "", -1
        self.viewport().update()

    def set_hovered(self, id: str) -> None:
        """Light up what the mouse is over, and the relations of a span."""
        if id != self.marks.hovered:
            self.marks.hovered = id
            self.marks.near = self.page.near(id) if self.page else frozenset()
            self.viewport().update()

    def jump(self, id: str) -> None:
        """Go to a span and flash it."""
        span = self.page.spans.get(id) if self.page else None
        if span is not None:
            self.scroll_to(span.start, span.end)
            self.flash([id])

    def open_lanes(self, offset: int) -> None:
        """Show all relations of the paragraph that holds a code point."""
        if self.page is not None:
            self.page.open_lanes(self.page.index_of(offset))
            self.scroller.settle()
            self.viewport().update()

    def _shine(self, strengths: dict[str, float]) -> None:
        self.marks.flashing = strengths
        self.viewport().update()
