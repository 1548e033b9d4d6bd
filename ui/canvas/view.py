"""The canvas widget: scrolls, paints what is seen, and turns hands into signals."""

from collections.abc import Collection, Iterable, Sequence
from time import monotonic

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
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

from annotator.text.tokens import Tokens
from ui.canvas.caret import Caret, Unit
from ui.canvas.content import CanvasContent, CanvasTheme
from ui.canvas.hit import Hit, hit
from ui.canvas.metrics import COLUMN, GUTTER, MARGIN, Metrics, metrics
from ui.canvas.page import Page, Pair
from ui.canvas.paint import Marks, Painter
from ui.theme.fonts import ui_font

TOP = 14
FLASH_MS = 600
EDGE = 4.0
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
        self._empty_text = ""
        self._pressed: Hit | None = None
        self._press_place = QPointF()
        self._dragging = ""
        self._flash_until: dict[str, float] = {}
        self._clock = QTimer(self, interval=30)
        self._clock.timeout.connect(self._fade)
        self._settling = False
        self.verticalScrollBar().valueChanged.connect(self.viewport().update)

    # ------------------------------------------------------------------ content

    def set_content(self, content: CanvasContent | None, keep_scroll: bool = False) -> None:
        """Show a document, or none."""
        anchor = self._anchor() if keep_scroll else None
        self.page = None if content is None else Page(content, self._at, self._column())
        if not keep_scroll:
            self.marks = Marks()
            self.caret = Caret()
            self._flash_until.clear()
        self._fit_scroll_bar()
        if anchor is not None and content is not None:
            self._restore(anchor)
        elif not keep_scroll:
            self.verticalScrollBar().setValue(0)
        self.viewport().update()

    def refresh(self, pairs: Sequence[Pair]) -> None:
        """Show changed items; only the paragraphs that they touch are worked on."""
        if self.page is None or not pairs:
            return
        anchor = self._anchor()
        self.page.refresh(pairs)
        for index in self._seen():
            self.page.laid(index)
        self._fit_scroll_bar()
        self._restore(anchor)
        self.viewport().update()

    def set_theme(self, theme: CanvasTheme) -> None:
        """Take other colours."""
        self._theme = theme
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
            self._at = metrics(zoom)
            self._lay_out_again()
            self.zoom_changed.emit(zoom)

    # ------------------------------------------------------------------ pointing

    def set_current(self, id: str | None) -> None:
        """Ring a span or relation."""
        self.marks.current = id or ""
        if id:
            self.marks.caret = -1
            span = self.page.spans.get(id) if self.page else None
            if span is not None:
                self.caret.put(span.end)
        self.viewport().update()

    def set_targets(self, ids: Collection[str], target: str = "") -> None:
        """Light up the spans that a relation may go to, and ring the chosen one."""
        self.marks.targets = frozenset(ids)
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
        """Move the caret by a unit forward (1) or back (−1) in the text; `select` takes the
        text along."""
        if self.page is None:
            return
        self.caret.move(self.page, step, unit, select, self.marks.selection)
        start, end = self.caret.selection
        self.marks.selection = (start, end)
        self.marks.caret = self.caret.place if start == end else -1
        self._bring(self.caret.place)
        self.viewport().update()
        empty = start == end
        self.selection_changed.emit(*((self.caret.place,) * 2 if empty else (start, end)))

    def flash(self, ids: Iterable[str]) -> None:
        """Draw the eye to items for a moment."""
        until = monotonic() + FLASH_MS / 1000
        self._flash_until.update(dict.fromkeys(ids, until))
        self._fade()
        self._clock.start()

    def scroll_to(self, start: int, end: int) -> None:
        """Bring a range into view, if it is not."""
        self._bring(start)
        self._bring(max(start, end - 1))

    # ------------------------------------------------------------------ geometry

    def _column(self) -> float:
        room = self.viewport().width() - GUTTER - MARGIN
        return float(max(240, min(COLUMN * max(1.0, self._zoom), room)))

    def _left(self) -> float:
        width = self.viewport().width()
        if width <= 900:
            return float(GUTTER)
        return max(float(GUTTER), (width - self._column()) / 2)

    def _lay_out_again(self) -> None:
        if self.page is None:
            return
        anchor = self._anchor()
        page = self.page
        content = CanvasContent(
            page.content.text,
            page.content.tokens,
            tuple(page.spans.values()),
            tuple(page.relations.values()),
        )
        self.page = Page(content, self._at, self._column())
        self._fit_scroll_bar()
        self._restore(anchor)
        self.viewport().update()

    def _anchor(self) -> tuple[int, float]:
        """The paragraph at the top of the view as its first offset, and how far above it lies."""
        if self.page is None:
            return (0, 0.0)
        y = self.verticalScrollBar().value() - TOP
        index = self.page.heights.at(max(0.0, y))
        return self.page.paragraphs[index].start, y - self.page.heights.above(index)

    def _restore(self, anchor: tuple[int, float]) -> None:
        if self.page is not None:
            y = self.page.heights.above(self.page.index_of(anchor[0])) + anchor[1] + TOP
            self.verticalScrollBar().setValue(round(y))

    def _fit_scroll_bar(self) -> None:
        total = self.page.heights.total + 2 * TOP + 60 if self.page else 0
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, round(total) - height))
        bar.setPageStep(height)
        bar.setSingleStep(28)

    def _seen(self) -> list[int]:
        """The paragraphs in view, laid out; estimates above them are corrected on the way
        without moving what is seen."""
        page = self.page
        if page is None:
            return []
        top = self.verticalScrollBar().value() - TOP
        first = page.heights.at(max(0.0, top))
        y = page.heights.above(first) - top
        seen = []
        for index in range(first, len(page.paragraphs)):
            if y > self.viewport().height():
                break
            page.laid(index)
            seen.append(index)
            y += page.heights[index]
        return seen

    def _bring(self, offset: int) -> None:
        page = self.page
        if page is None:
            return
        index = page.index_of(offset)
        laid = page.laid(index)
        self._fit_scroll_bar()
        row = laid.rows[laid.block.line_of(offset)]
        top = page.heights.above(index) + row.top + TOP
        bottom = page.heights.above(index) + row.bottom + TOP
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if top < bar.value() + 4:
            near = top > bar.value() - height
            bar.setValue(round(top - (30 if near else height / 3)))
        elif bottom > bar.value() + height - 4:
            near = bottom < bar.value() + 2 * height
            bar.setValue(round(bottom - height + 30 if near else top - height / 3))

    def _hit(self, point: QPointF) -> Hit | None:
        page = self.page
        if page is None:
            return None
        y = point.y() + self.verticalScrollBar().value() - TOP
        index = page.heights.at(max(0.0, y))
        laid = page.laid(index)
        inside = QPointF(point.x() - self._left(), y - page.heights.above(index))
        return hit(laid, inside, self._at)

    # ------------------------------------------------------------------ events

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the paragraphs in view."""
        painter = QPainter(self.viewport())
        try:
            painter.fillRect(event.rect(), QColor(self._theme.theme.canvas))
            if self.page is None:
                self._paint_empty(painter)
            else:
                self._paint_page(painter, self.page, QRectF(event.rect()))
        finally:
            painter.end()

    def _paint_empty(self, painter: QPainter) -> None:
        painter.setFont(ui_font(13))
        painter.setPen(QColor(self._theme.theme.muted))
        painter.drawText(
            self.viewport().rect(), int(Qt.AlignmentFlag.AlignCenter), self._empty_text
        )

    def _paint_page(self, painter: QPainter, page: Page, dirty: QRectF) -> None:
        seen = self._seen()
        self._settle()
        brush = Painter(painter, self._theme, self._at, self.marks)
        left, scrolled = self._left(), self.verticalScrollBar().value()
        for index in seen:
            top = page.heights.above(index) + TOP - scrolled
            laid = page.laid(index)
            for line, row in zip(laid.block.lines, laid.rows, strict=True):
                if top + row.bottom < dirty.top() or top + row.top > dirty.bottom():
                    continue
                painter.translate(left, top)
                brush.row(laid.block, line, row)
                painter.translate(-left, -top)
            self._paint_number(painter, page.paragraphs[index].number, laid.rows[0].baseline + top)

    def _paint_number(self, painter: QPainter, number: int, baseline: float) -> None:
        if number:
            painter.setFont(self._at.gutter)
            painter.setPen(QColor(self._theme.theme.gutter))
            rect = QRectF(0, baseline - 20, self._left() - 26, 24)
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
            painter.drawText(rect, flags, str(number))

    def _settle(self) -> None:
        """Correct the scroll bar after estimates became heights, once, after painting."""
        if not self._settling:
            self._settling = True
            QTimer.singleShot(0, self, self._settled)

    def _settled(self) -> None:
        self._settling = False
        self._fit_scroll_bar()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break lines again when the column changes."""
        if self.page is not None and self.page.width != self._column():
            self._lay_out_again()
        self._fit_scroll_bar()

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
        found = self._hit(event.position())
        if event.button() != Qt.MouseButton.LeftButton or found is None:
            return
        self._pressed, self._press_place = found, event.position()
        self._dragging = ""
        side = self._edge_at(event.position())
        if side:
            self._dragging = f"edge:{side}"
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._dragging = "text"
            self._drag_text(found, event.modifiers())

    def _edge_at(self, point: QPointF) -> str:
        page, id = self.page, self.marks.current
        if page is None or id not in page.spans:
            return ""
        span = page.spans[id]
        for side, offset in (("start", span.start), ("end", span.end - 1)):
            index = page.index_of(offset)
            if not page.is_laid(index):
                continue
            laid = page.laid(index)
            row = laid.rows[laid.block.line_of(offset)]
            top = page.heights.above(index) + TOP - self.verticalScrollBar().value()
            for box in row.boxes:
                rect = box.rect.translated(self._left(), top)
                ends = box.opens if side == "start" else box.closes
                rtl = laid.block.rtl
                x = rect.left() if (side == "start") != rtl else rect.right()
                near = abs(point.x() - x) <= EDGE and rect.top() <= point.y() <= rect.bottom()
                if box.span.id == id and ends and near:
                    return side
        return ""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with what was begun, or light up what is under the mouse."""
        found = self._hit(event.position())
        if found is None:
            return
        if not event.buttons() & Qt.MouseButton.LeftButton or self._pressed is None:
            self._hover(found, event.position())
            return
        moved = (event.position() - self._press_place).manhattanLength() > 4
        if not self._dragging and moved:
            self._dragging = "relation" if self._pressed.part == "chip" else "text"
        if self._dragging == "text":
            self._drag_text(found, event.modifiers())
        elif self._dragging == "relation":
            over = found.ids[0] if found.part in ("chip", "box") else ""
            self.set_targets([over] if over else [], over)
        elif self._dragging.startswith("edge"):
            self._preview_edge(found, event.modifiers())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Finish a click or a drag."""
        pressed, dragging = self._pressed, self._dragging
        self._pressed, self._dragging = None, ""
        found = self._hit(event.position())
        if pressed is None or found is None:
            return
        if dragging == "text":
            self.selection_changed.emit(*self.marks.selection)
        elif dragging == "relation":
            self.set_targets([])
            if found.part in ("chip", "box") and found.ids[0] != pressed.ids[0]:
                self.relation_requested.emit(pressed.ids[0], found.ids[0])
        elif dragging.startswith("edge"):
            start, end = self.marks.selection
            self.clear_selection()
            side = dragging.partition(":")[2]
            if start < end:
                self.edge_dragged.emit(self.marks.current, side, start if side == "start" else end)
        else:
            self._click(pressed)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select the token."""
        found = self._hit(event.position())
        if found is not None and found.part in ("text", "box"):
            start, end = self._snapped(*found.inside, event.modifiers())
            self.set_selection(start, end)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what lies here."""
        found = self._hit(QPointF(event.pos()))
        if found is not None:
            self.context_requested.emit(found.ids[0] if found.ids else "", event.globalPos())

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the mouse any more."""
        self.marks.hovered = ""
        self.viewport().update()

    def _click(self, found: Hit) -> None:
        if found.part == "pill":
            self._jump(found.goal)
            self.relation_activated.emit(found.ids[0])
        elif found.part == "arc":
            self.relation_activated.emit(found.ids[0])
        elif found.ids:
            ids = found.ids
            here = ids.index(self.marks.current) if self.marks.current in ids else -1
            self.span_activated.emit(ids[(here + 1) % len(ids)])
        else:
            self.clear_selection()
            self.caret.put(found.offset)
            self.marks.caret = found.offset
            self.empty_clicked.emit()
            self.selection_changed.emit(found.offset, found.offset)

    def _jump(self, id: str) -> None:
        span = self.page.spans.get(id) if self.page else None
        if span is not None:
            self.scroll_to(span.start, span.end)
            self.flash([id])

    def _hover(self, found: Hit, point: QPointF) -> None:
        hovered = found.ids[0] if found.ids else ""
        shapes = {"text": Qt.CursorShape.IBeamCursor, "box": Qt.CursorShape.IBeamCursor}
        shape = shapes.get(found.part, Qt.CursorShape.PointingHandCursor)
        if self._edge_at(point):
            shape = Qt.CursorShape.SizeHorCursor
        self.viewport().setCursor(shape)
        if hovered != self.marks.hovered:
            self.marks.hovered = hovered
            self.viewport().update()

    def _drag_text(self, found: Hit, modifiers: Qt.KeyboardModifier) -> None:
        assert self._pressed is not None
        first, last = self._pressed.offset, found.offset
        self.marks.selection = self._snapped(min(first, last), max(first, last), modifiers)
        self.marks.current, self.marks.caret = "", -1
        self.caret.put(self.marks.selection[1])
        self.viewport().update()

    def _preview_edge(self, found: Hit, modifiers: Qt.KeyboardModifier) -> None:
        span = self.page.spans.get(self.marks.current) if self.page else None
        if span is None:
            return
        start, end = span.start, span.end
        if self._dragging == "edge:start":
            start = min(found.offset, end - 1)
        else:
            end = max(found.offset, start + 1)
        self.marks.selection = self._snapped(start, end, modifiers)
        self.viewport().update()

    def _snapped(self, start: int, end: int, modifiers: Qt.KeyboardModifier) -> tuple[int, int]:
        if modifiers & Qt.KeyboardModifier.AltModifier or self.page is None or start >= end:
            return start, end
        tokens: Tokens = self.page.content.tokens
        return tokens.snap(start, end) or (start, end)

    def _fade(self) -> None:
        now = monotonic()
        left = {id: until - now for id, until in self._flash_until.items() if until > now}
        self._flash_until = {id: now + rest for id, rest in left.items()}
        self.marks.flashing = {id: rest * 1000 / FLASH_MS for id, rest in left.items()}
        if not left:
            self._clock.stop()
        self.viewport().update()
