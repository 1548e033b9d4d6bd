"""A widget that stands in the text: in a gap below a line, which moves and scrolls with it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.canvas.page import Gap, Pair
from ui.canvas.underline import OPEN_PITCH, PITCH

if TYPE_CHECKING:
    from ui.canvas.view import CanvasView

MUCH = 0.55  # of the view's height: what is higher leaves room for its line
ABOVE, BELOW = 4, 12  # px between the widget and the lines around it
FAR = 32_000.0  # px beyond which Qt's widgets have no coordinates


class GuestRoom(QObject):
    """Makes room for one widget at a time, as high as it wants to be where the view has room."""

    def __init__(self, view: "CanvasView") -> None:
        super().__init__(view)
        self._view = view
        self._guest: QWidget | None = None
        view.scroller.moved.connect(self._place)

    def leave(self) -> None:
        """The guest goes out of sight: the text is another."""
        if self._guest is not None:
            self._guest.hide()

    def receive(
        self,
        guest: QWidget | None,
        offset: int = 0,
        group: str = "",
        pairs: Sequence[Pair] = (),
    ) -> None:
        """Have a guest stand below the line of a code point, in place of the one before; None
        has none. The bars of a `group` say there what they are. The text above keeps its place.
        `pairs` are items that change with it, worked on together."""
        view, page = self._view, self._view.page
        if guest is not self._guest:
            self.leave()
        self._guest = guest
        if page is None:
            return
        gap = None
        if guest is not None:
            gap = Gap(offset, float(self._sized(guest, page.width, offset) + ABOVE + BELOW), group)
        if pairs:
            page.refresh(pairs)
            view.overview.refresh(pairs)
        if gap != page.gap or pairs:
            page.set_gap(gap)
            view.scroller.settle()
            view.viewport().update()
        else:
            self._place()

    def fit(self) -> None:
        """The view is larger or smaller: so is the guest."""
        page = self._view.page
        if self._guest is not None and page is not None and page.gap is not None:
            self.receive(self._guest, page.gap.offset, page.gap.group)

    def _sized(self, guest: QWidget, width: float, offset: int) -> int:
        """Give the guest its size; its height in px."""
        viewport = self._view.viewport()
        if guest.parentWidget() is not viewport:
            guest.setParent(viewport)
        wide = min(round(width), viewport.width() - 2 * BELOW)
        high = guest.heightForWidth(wide) if guest.hasHeightForWidth() else -1
        high = high if high > 0 else guest.sizeHint().height()
        room = viewport.height()
        if high > room * MUCH:
            least = guest.minimumSizeHint().height()
            high = min(high, max(least, room - self._line(offset) - ABOVE - 2 * BELOW))
        if (wide, high) != (guest.width(), guest.height()):
            guest.setFixedSize(wide, high)
        return high

    def _line(self, offset: int) -> int:
        """The height of the line of a code point, without room below it, in px."""
        page = self._view.page
        assert page is not None
        laid = page.laid(page.index_of(offset))
        row = laid.rows[laid.block.line_of(offset)]
        spread = 0.0 if row.open else (OPEN_PITCH - PITCH) * page.at.zoom * len(page.content.lanes)
        return round(row.bottom - row.top - row.gap + spread)

    def _place(self) -> None:
        guest, page = self._guest, self._view.page
        if guest is None or page is None or page.gap is None:
            return
        index = page.index_of(page.gap.offset)
        if not page.is_laid(index):
            guest.hide()
            return
        laid = page.laid(index)
        row = laid.rows[laid.block.line_of(page.gap.offset)]
        top = self._view.scroller.scroll.top_of(page, index) + row.bottom - row.gap + ABOVE
        viewport = self._view.viewport()
        left = max(
            float(BELOW), min(self._view.text_left(), viewport.width() - guest.width() - BELOW)
        )
        guest.move(round(left), round(min(max(top, -FAR), FAR)))
        guest.setVisible(-guest.height() < top < viewport.height())
