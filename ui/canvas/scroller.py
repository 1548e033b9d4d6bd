"""Keeps the place in view, the scroll bar and the layouts around it in step."""

from collections.abc import Sequence
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QTimer, Signal

from ui.canvas.page import Page
from ui.canvas.scroll import BOTTOM, TOP, Scroll

if TYPE_CHECKING:
    from ui.canvas.view import CanvasView

SLICE_MS = 6
PAUSE_MS = 30  # after the text is painted, so that a key is not kept waiting
AHEAD = 40
STEP = 28
Seen = Sequence[tuple[int, float]]


class Scroller(QObject):
    """Scrolls a canvas by px, to code points, and by its scroll bar. `moved` comes whenever
    something in view may stand elsewhere."""

    moved = Signal()

    def __init__(self, view: "CanvasView") -> None:
        super().__init__(view)
        self._view = view
        self._bar = view.verticalScrollBar()
        self.scroll = Scroll()
        self._value = 0
        self._syncing = False
        self._idle = QTimer(self, interval=0, singleShot=True)
        self._idle.timeout.connect(self._rest)
        self._bar.valueChanged.connect(self._scrolled)
        self._bar.sliderReleased.connect(self.fit)

    @property
    def _height(self) -> int:
        return self._view.viewport().height()

    def restart(self) -> None:
        """Stand at the start of another document."""
        self.scroll = Scroll()
        self.fit()

    def keep(self, start: int) -> None:
        """Stay at the paragraph of a code point, on a page laid out anew."""
        if self._view.page is not None:
            self.scroll.keep(self._view.page, start, self._height)
        self.fit()

    def settle(self) -> None:
        """Stay, though paragraphs changed their heights."""
        if self._view.page is not None:
            self.scroll.by(self._view.page, 0, self._height)
        self.fit()

    def first_seen(self) -> int:
        """The code point at which the first paragraph in view begins."""
        page = self._view.page
        return page.paragraphs[self.scroll.index].start if page else 0

    def seen(self) -> list[tuple[int, float]]:
        """The paragraphs in view with the y of their tops; none without a document."""
        page = self._view.page
        return self.scroll.seen(page, self._height) if page else []

    def under(self, y: float) -> tuple[int, float] | None:
        """The paragraph at a height of the viewport, and the y of its top."""
        seen = self.seen()
        return max((s for s in seen if s[1] <= y), default=seen[0]) if seen else None

    def in_view(self, seen: Seen) -> tuple[int, int]:
        """The code points that these paragraphs hold."""
        assert self._view.page is not None
        first, last = (self._view.page.paragraphs[seen[end][0]] for end in (0, -1))
        return first.start, last.end

    def by(self, delta: float) -> None:
        """Scroll by px."""
        self._bar.setValue(self._bar.value() + round(delta))

    def go_to(self, offset: int) -> None:
        """Put a code point a third down the view."""
        page = self._view.page
        if page is not None:
            index, top, _ = self._row_of(page, offset)
            self.scroll.show(page, index, top, self._height / 3, self._height)
            self.fit()
            self._view.viewport().update()

    def bring(self, offset: int) -> None:
        """Scroll to a code point, no further than needed where it is near."""
        page, height = self._view.page, float(self._height)
        if page is None:
            return
        index, row_top, row_bottom = self._row_of(page, offset)
        top, high = self.scroll.top_of(page, index), row_bottom - row_top
        if high > height - 60:
            if top + row_top < 4 or top + row_bottom > height - 4:
                self.scroll.show(page, index, row_top, self._high(page, offset, high), height)
        elif top + row_top < 4:
            at = 30.0 if top + row_top > -height else height / 3
            self.scroll.show(page, index, row_top, at, height)
        elif top + row_bottom > height - 4:
            at = height - 30 - high
            far = top + row_top >= 2 * height
            at = height / 3 if far and at > height / 3 else at
            self.scroll.show(page, index, row_top, at, height)
        self.fit()

    def _high(self, page: Page, offset: int, high: float) -> float:
        """Where the top of a line stands that hardly has room: what is below it is to be seen
        whole, even if the upper third of the line itself is not."""
        laid = page.laid(page.index_of(offset))
        own = high - laid.rows[laid.block.line_of(offset)].gap
        return min(8.0, max(self._height - 4 - high, -own / 3))

    def _row_of(self, page: Page, offset: int) -> tuple[int, float, float]:
        """The paragraph of a code point, and the top and bottom of its line in it."""
        index = page.index_of(offset)
        laid = page.laid(index)
        row = laid.rows[laid.block.line_of(offset)]
        return index, row.top, row.bottom

    def point_of(self, offset: int) -> QPointF:
        """Where a code point stands, from the left of the column and the top of the viewport;
        kept inside the viewport's height."""
        page = self._view.page
        assert page is not None
        index = page.index_of(offset)
        laid = page.laid(index)
        number = laid.block.line_of(offset)
        y = self.scroll.top_of(page, index) + laid.rows[number].baseline - 4
        x = laid.block.x_of(laid.block.lines[number], offset)
        return QPointF(x, min(max(20.0, y), self._height - 20.0))

    def fit(self) -> None:
        """Set the scroll bar by what heights are known; not while a hand holds it."""
        bar, page = self._bar, self._view.page
        if bar.isSliderDown():
            return
        total = page.heights.total + TOP + BOTTOM if page else 0.0
        self._syncing = True
        bar.setRange(0, max(0, round(total) - self._height))
        bar.setPageStep(self._height)
        bar.setSingleStep(STEP)
        bar.setValue(round(self.scroll.value(page)) if page else 0)
        self._value = bar.value()
        self._syncing = False
        self.moved.emit()

    def _scrolled(self, value: int) -> None:
        """Follow the scroll bar: short ways by px over real heights, long ones by estimates."""
        page, height = self._view.page, self._height
        if self._syncing or page is None:
            return
        if value >= self._bar.maximum():
            self.scroll.to_end(page, height)
        elif abs(value - self._value) < 2 * height:
            self.scroll.by(page, value - self._value, height)
        else:
            self.scroll.to(page, value, height)
        self._value = value
        self.moved.emit()
        self._view.viewport().update()

    def rest_soon(self) -> None:
        """Use the next idle moment."""
        self._idle.start(PAUSE_MS)

    def _rest(self) -> None:
        """When idle: correct the scroll bar, and lay out what comes next, a slice at a time."""
        page = self._view.page
        if page is None:
            return
        until = perf_counter() + SLICE_MS / 1000
        first = self.scroll.index
        page.forget_far(first)
        for index in range(max(0, first - 8), min(len(page.paragraphs), first + AHEAD)):
            if not page.is_laid(index):
                page.laid(index)
                if perf_counter() > until:
                    self._idle.start(5)
                    break
        else:
            while self._view.ahead.rest():
                if perf_counter() > until:
                    self._idle.start(5)
                    break
        self.fit()
