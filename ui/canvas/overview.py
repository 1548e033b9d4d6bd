"""The strip beside the scroll bar: where in the document spans, suggestions and marks lie."""

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from ui.canvas.content import CanvasContent, CanvasTheme, ShownSpan
from ui.canvas.page import Pair

MarkKind = Literal["hit", "conflict", "flag"]
WIDTH = 14
BUCKETS = 1024
EDGE = 2
TICK = 2.0
SOON_MS = 40
FEW = 40  # touched places from which on all is drawn anew


class Overview(QWidget):
    """Ticks from the top of the text to its end, by code points.

    Own spans are wide, suggestions half as wide at the right, and marks (search hits, conflicts,
    flags) stand at the left. Where many fall on one place the most frequent colour wins. A click
    or a drag goes there.
    """

    went = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._length = 0
        self._theme = CanvasTheme()
        self._own: defaultdict[int, Counter[str]] = defaultdict(Counter)
        self._suggested: defaultdict[int, Counter[str]] = defaultdict(Counter)
        self._marks: dict[MarkKind, list[int]] = {}
        self._marked: defaultdict[MarkKind, Counter[int]] = defaultdict(Counter)
        self._view = (0, 0)
        self._picture: QPixmap | None = None
        self._touched: set[int] = set()
        self._soon = QTimer(self, interval=SOON_MS, singleShot=True)
        self._soon.timeout.connect(self._mend)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Overview of the document")

    def sizeHint(self) -> QSize:
        """As wide as the view leaves for it."""
        return QSize(WIDTH, 100)

    def show_content(self, content: CanvasContent | None) -> None:
        """Show another document; marks of the one before go."""
        self._length = len(content.text) if content else 0
        self._own.clear()
        self._suggested.clear()
        self._marks = {}
        self._marked.clear()
        if content is not None:
            self._count_all(content.spans)
        self._draw_again()

    def refresh(self, pairs: Iterable[Pair]) -> None:
        """Take changed spans in."""
        for before, after in pairs:
            if isinstance(before, ShownSpan):
                self._count(before, -1)
            if isinstance(after, ShownSpan):
                self._count(after, 1)
        self._again()

    def set_marks(self, kind: MarkKind, offsets: Sequence[int]) -> None:
        """Mark code points, in place of those of the same kind before."""
        counts = self._marked[kind] = Counter(map(self._bucket, offsets))
        places = sorted(counts)
        if places != self._marks.get(kind, []):
            self._marks[kind] = places
            self._draw_again()

    def move_marks(
        self, kind: MarkKind, gone: Iterable[int] = (), come: Iterable[int] = ()
    ) -> None:
        """Take some marks of a kind away and add others."""
        counts, places = self._marked[kind], self._marks.setdefault(kind, [])
        for offsets, by in ((gone, -1), (come, 1)):
            for bucket in map(self._bucket, offsets):
                before = counts[bucket]
                counts[bucket] += by
                if not before and counts[bucket] > 0:
                    insort(places, bucket)
                elif before and counts[bucket] <= 0:
                    places.remove(bucket)
                    del counts[bucket]
                self._touched.add(bucket)
        self._again()

    def marks(self, kind: MarkKind) -> int:
        """How many places are marked."""
        return len(self._marks.get(kind, ()))

    @property
    def view(self) -> tuple[int, int]:
        """The code points that are in view."""
        return self._view

    def set_view(self, start: int, end: int) -> None:
        """Which code points are in view."""
        if self._view != (start, end):
            self._view = (start, end)
            self.update()

    def set_theme(self, theme: CanvasTheme) -> None:
        """Take other colours."""
        self._theme = theme
        self._draw_again()

    def y_of(self, offset: int) -> float:
        """Where a code point stands, in px from the strip's top."""
        return EDGE + offset / max(1, self._length) * (self.height() - 2 * EDGE)

    def offset_at(self, y: float) -> int:
        """The code point that stands at a height."""
        share = (y - EDGE) / max(1.0, self.height() - 2 * EDGE)
        return round(min(1.0, max(0.0, share)) * max(0, self._length - 1))

    def _bucket(self, offset: int) -> int:
        return min(BUCKETS - 1, offset * BUCKETS // max(1, self._length))

    def _count_all(self, spans: Iterable[ShownSpan]) -> None:
        length, last = max(1, self._length), BUCKETS - 1
        seen = Counter(
            (min(last, span.ranges[0][0] * BUCKETS // length), span.colour_key, span.style)
            for span in spans
        )
        for (bucket, key, style), many in seen.items():
            (self._suggested if style == "suggested" else self._own)[bucket][key] += many

    def _count(self, span: ShownSpan, by: int) -> None:
        rows = self._suggested if span.style == "suggested" else self._own
        bucket = self._bucket(span.start)
        counts = rows[bucket]
        counts[span.colour_key] += by
        if not counts[span.colour_key]:
            del counts[span.colour_key]
        self._touched.add(bucket)

    def _again(self) -> None:
        """Draw what was touched anew, soon: the text comes first."""
        self._soon.start()

    def _draw_again(self) -> None:
        self._picture = None
        self.update()

    def _mend(self) -> None:
        """Draw the places anew whose spans came and went."""
        if self._picture is None or len(self._touched) > FEW:
            self._draw_again()
            return
        painter = QPainter(self._picture)
        near = 2 + int(2 * TICK * BUCKETS / max(1, self.height()))
        for bucket in self._touched:
            band = self._tick(bucket, 0, WIDTH)
            painter.setClipRect(band)
            painter.fillRect(band, QColor(self._theme.theme.canvas))
            self._draw_ticks(painter, range(bucket - near, bucket + near + 1))
        painter.end()
        self._touched.clear()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ticks, kept as a picture, and the part in view."""
        painter = QPainter(self)
        try:
            if self._picture is None:
                self._picture = self._draw()
            painter.drawPixmap(0, 0, self._picture)
            self._frame(painter)
        finally:
            painter.end()

    def _draw(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(self._theme.theme.canvas))
        painter = QPainter(picture)
        self._draw_ticks(painter, range(BUCKETS))
        painter.end()
        self._touched.clear()
        return picture

    def _draw_ticks(self, painter: QPainter, buckets: range) -> None:
        theme = self._theme.theme
        colours = {key: QColor(colour.strong) for key, colour in self._theme.labels.items()}
        other = QColor(self._theme.label("").strong)
        for rows, left, width in ((self._own, 5.0, 8.0), (self._suggested, 9.0, 4.0)):
            for index in buckets:
                counts = rows.get(index)
                if counts:
                    key = max(counts, key=counts.__getitem__)
                    painter.fillRect(self._tick(index, left, width), colours.get(key, other))
        signs = {"hit": theme.warning, "conflict": theme.danger, "flag": theme.accent}
        for kind, places in self._marks.items():
            first = bisect_left(places, buckets.start)
            for index in places[first : bisect_left(places, buckets.stop)]:
                painter.fillRect(self._tick(index, 1.0, 3.0), QColor(signs[kind]))

    def _tick(self, index: int, left: float, width: float) -> QRectF:
        y = EDGE + (index + 0.5) / BUCKETS * (self.height() - 2 * EDGE)
        return QRectF(left, round(y - TICK / 2), width, TICK)

    def _frame(self, painter: QPainter) -> None:
        start, end = self._view
        if not self._length or end - start >= self._length:
            return
        top, bottom = self.y_of(start), self.y_of(end)
        fill = QColor(self._theme.theme.text)
        fill.setAlphaF(0.08)
        frame = QRectF(0.5, top, WIDTH - 1, max(6.0, bottom - top))
        painter.fillRect(frame, fill)
        painter.setPen(QPen(QColor(self._theme.theme.border2), 1))
        painter.drawRect(frame)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew in another height."""
        self._draw_again()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go there."""
        self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go along with the hand."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The hand has arrived."""
        event.accept()

    def _go(self, at: QPointF) -> None:
        if self._length:
            self.went.emit(self.offset_at(at.y()))

    def event(self, event: QEvent) -> bool:
        """The tip says what lies where the mouse is."""
        if event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(self.mapToGlobal(self.rect().topLeft()), self._tip(), self)
            return True
        return super().event(event)

    def _tip(self) -> str:
        spans = sum(c.total() for c in self._own.values())
        suggested = sum(c.total() for c in self._suggested.values())
        lines = [f"{spans:,} spans, {suggested:,} suggestions"]
        names = {"hit": "search hits", "conflict": "conflicts", "flag": "flags"}
        lines += [f"{len(x):,} places with {names[kind]}" for kind, x in self._marks.items() if x]
        return "\n".join([*lines, "Click to go there"])
