"""A widget that stands in the text: in a gap below a line, which moves and scrolls with it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.canvas.page import Gap, Pair

if TYPE_CHECKING:
    from ui.canvas.view import CanvasView

ABOVE, BELOW = 4, 12  # px between the widget and the lines around it
FAR = 32_000.0  # px beyond which Qt's widgets have no coordinates


class GuestRoom(QObject):
    """Makes room for one widget at a time, as high as it wants to be."""

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
            gap = Gap(offset, float(self._sized(guest, page.width) + ABOVE + BELOW), group)
        if pairs:
            page.refresh(pairs)
            view.overview.refresh(pairs)
        if gap != page.gap or pairs:
            page.set_gap(gap)
            view.scroller.settle()
            view.viewport().update()
        else:
            self._place()

    def _sized(self, guest: QWidget, width: float) -> int:
        """Give the guest its size; its height in px."""
        viewport = self._view.viewport()
        if guest.parentWidget() is not viewport:
            guest.setParent(viewport)
        wide = min(round(width), viewport.width() - 2 * BELOW)
        high = guest.heightForWidth(wide) if guest.hasHeightForWidth() else -1
        high = high if high > 0 else guest.sizeHint().height()
        if (wide, high) != (guest.width(), guest.height()):
            guest.setFixedSize(wide, high)
        return high

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
