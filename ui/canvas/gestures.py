"""What hands do on the canvas: clicks, and drags that select, move an edge or draw a relation."""

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent

from annotator.model import Range
from ui.canvas.boundaries import snapped
from ui.canvas.hit import Hit

if TYPE_CHECKING:
    from ui.canvas.view import CanvasView

Drag = Literal["", "text", "relation", "start", "end"]
FAR = 4.0
HEM = 24.0
DWELL_MS = 250
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


class Gestures:
    """What the mouse has begun on a canvas and has not finished."""

    def __init__(self, view: "CanvasView") -> None:
        self._view = view
        self._pressed: Hit | None = None
        self._place = QPointF()
        self._last = QPointF()
        self._modifiers = Qt.KeyboardModifier.NoModifier
        self._side: Drag = ""
        self._dragging: Drag = ""
        self._moved_edge: Range | None = None
        self.rubber: tuple[QPointF, QPointF] | None = None
        self._pull = QTimer(view, interval=40)
        self._pull.timeout.connect(self._pulled)
        self._crowd = -1
        self._dwell = QTimer(view, interval=DWELL_MS, singleShot=True)
        self._dwell.timeout.connect(self._dwelt)

    def cancel(self) -> None:
        """Forget what was begun."""
        self._pressed, self._dragging, self._side = None, "", ""
        self._moved_edge, self.rubber = None, None
        self._pull.stop()

    def rest(self) -> None:
        """The mouse has left."""
        self._dwell.stop()

    def press(self, event: QMouseEvent) -> None:
        """Begin a click or a drag; with Shift, the selection goes on to here."""
        found = self._view.hit(event.position())
        if event.button() != LEFT or found is None:
            return
        self.cancel()
        self._pressed, self._place = found, event.position()
        self._side = self._view.edge_at(event.position()) or ""
        extends = event.modifiers() & SHIFT and not event.modifiers() & ALT
        if extends and found.part in ("text", "box"):
            start, end = self._view.selection
            anchor = start if start < end and found.offset > start else max(end, start)
            anchor = anchor if start < end else self._view.caret.place
            self._pressed = Hit("text", anchor, found.inside)
            self._dragging = "text"
            self._select_to(found.offset, event.modifiers())

    def move(self, event: QMouseEvent) -> None:
        """Go on with a drag, or light up what is under the mouse."""
        if self._pressed is None or not event.buttons() & LEFT:
            self._hover(event.position())
            return
        self._last, self._modifiers = event.position(), event.modifiers()
        if not self._dragging and (self._last - self._place).manhattanLength() > FAR:
            begun: Drag = "relation" if self._pressed.part == "chip" else "text"
            self._dragging = self._side or begun
        self._drag()
        hem = self._view.viewport().rect().adjusted(0, int(HEM), 0, -int(HEM))
        outside = not hem.top() <= self._last.y() <= hem.bottom()
        if self._dragging and outside and not self._pull.isActive():
            self._pull.start()
        elif not outside:
            self._pull.stop()

    def release(self, event: QMouseEvent) -> None:
        """Finish a click or a drag."""
        view, pressed, dragging = self._view, self._pressed, self._dragging
        edge = self._moved_edge
        self.cancel()
        found = view.hit(event.position())
        if pressed is None or found is None or event.button() != LEFT:
            return
        if dragging == "text":
            view.selection_changed.emit(*view.selection)
        elif dragging == "relation":
            view.set_targets([])
            if found.part in ("chip", "box") and found.ids[0] != pressed.ids[0]:
                view.relation_requested.emit(pressed.ids[0], found.ids[0])
        elif dragging:
            view.clear_selection()
            if edge is not None:
                offset = edge[0] if dragging == "start" else edge[1]
                view.edge_dragged.emit(view.current, dragging, offset)
        else:
            self._click(pressed)

    def double(self, event: QMouseEvent) -> None:
        """Select the token; with Alt the character, with Shift+Alt the sentence."""
        view = self._view
        found = view.hit(event.position())
        if view.page is None or found is None or found.part not in ("text", "box"):
            return
        view.caret.anchor, view.caret.place = snapped(view.page, *found.inside, event.modifiers())
        view.set_selection(*view.caret.selection)

    def _click(self, found: Hit) -> None:
        view = self._view
        if found.part == "pill":
            view.jump(found.goal)
            view.relation_activated.emit(found.ids[0])
        elif found.part == "arc":
            view.relation_activated.emit(found.ids[0])
        elif found.part == "more":
            view.open_lanes(found.offset)
        elif found.ids:
            here = found.ids.index(view.current) if view.current in found.ids else -1
            view.span_activated.emit(found.ids[(here + 1) % len(found.ids)])
        else:
            view.put_caret(found.offset)

    def _hover(self, point: QPointF) -> None:
        view, found = self._view, self._view.hit(point)
        if found is None:
            return
        shape = Qt.CursorShape.PointingHandCursor
        if view.edge_at(point):
            shape = Qt.CursorShape.SizeHorCursor
        elif found.part in ("text", "box"):
            shape = Qt.CursorShape.IBeamCursor
        if view.viewport().cursor().shape() != shape:
            view.viewport().setCursor(shape)
        view.set_hovered(found.ids[0] if found.ids else "")
        self._crowd = found.offset if found.part == "more" else -1
        if found.part != "more":
            self._dwell.stop()
        elif not self._dwell.isActive():
            self._dwell.start()

    def _dwelt(self) -> None:
        """The mouse rests on the count of what a crowded line leaves out."""
        if self._crowd >= 0:
            self._view.open_lanes(self._crowd)

    def _drag(self) -> None:
        found = self._view.hit(self._last)
        if found is None or not self._dragging:
            return
        if self._dragging == "text":
            self._select_to(found.offset, self._modifiers)
        elif self._dragging == "relation":
            over = found.ids[0] if found.part in ("chip", "box") else ""
            self.rubber = (self._place, self._last)
            self._view.set_targets([over] if over else [], over)
        else:
            self._show_edge(found.offset)

    def _select_to(self, offset: int, modifiers: Qt.KeyboardModifier) -> None:
        view = self._view
        if view.page is None or self._pressed is None:
            return
        first, last = sorted((self._pressed.offset, offset))
        start, end = snapped(view.page, first, last, modifiers)
        backwards = offset < self._pressed.offset
        view.caret.anchor, view.caret.place = (end, start) if backwards else (start, end)
        view.show_selection(start, end)

    def _show_edge(self, offset: int) -> None:
        view = self._view
        span = view.page.spans.get(view.current) if view.page else None
        if view.page is None or span is None:
            return
        start, end = span.start, span.end
        if self._dragging == "start":
            start = min(offset, end - 1)
        else:
            end = max(offset, start + 1)
        left, right = snapped(view.page, start, end, self._modifiers)
        # The edge that is not held stays where it is, also where it lies within a token.
        edge = (left, end) if self._dragging == "start" else (start, right)
        self._moved_edge = edge
        view.marks.selection = edge
        view.viewport().update()

    def _pulled(self) -> None:
        """Scroll on while a drag is held near the top or bottom of the view."""
        height = self._view.viewport().height()
        over = self._last.y() - (height - HEM) if self._last.y() > height / 2 else None
        self._view.scroller.by(over if over is not None else self._last.y() - HEM)
        self._drag()
