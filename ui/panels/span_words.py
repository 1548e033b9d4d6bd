"""The text of the current span with its label's chip behind the last word."""

from math import ceil

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QCursor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from ui.panels.look import plain_tip, scaled, serif
from ui.theme.tokens import LabelColours
from ui.widgets.chips import chip_size, paint_chip
from ui.widgets.wrapping import Lines

MOST_LINES = 3
GAP = 8


class SpanWords(QWidget):
    """At most three lines in serif; the chip follows the text, or stands below a full line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = self._chip = ""
        self._colours: LabelColours | None = None
        self._dashed = False

    @property
    def text(self) -> str:
        """What is shown, with single blanks."""
        return self._text

    @property
    def chip(self) -> str:
        """The label's short text."""
        return self._chip

    def show_span(self, text: str, chip: str, colours: LabelColours, dashed: bool) -> None:
        """Show another span; a suggested one has a dashed chip."""
        self._text, self._chip = " ".join(text.split()), chip
        self._colours, self._dashed = colours, dashed
        self.setAccessibleName(f"{self._text}, {chip}{', suggested' if dashed else ''}")
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap again."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lines, chip = self._laid_out()
        self.setFixedHeight(ceil(max(lines.height, chip.bottom())) + 1)

    def minimumSizeHint(self) -> QSize:
        """Words wrap, so that little width is enough."""
        return QSize(scaled(120), self.height())

    def _laid_out(self) -> tuple[Lines, QRectF]:
        width = max(scaled(120), self.width())
        lines = Lines(self._text, serif(16), width, MOST_LINES)
        size = chip_size(self._chip)
        room = min(size.width(), width)
        left, middle = lines.last_right + GAP, lines.height - lines.last_height / 2
        if left + room > width:
            left, middle = 0.0, lines.height + 3 + size.height() / 2
        return lines, QRectF(left, round(middle - size.height() / 2) + 1, room, size.height())

    def event(self, event: QEvent) -> bool:
        """Offer the whole text of a span that was cut."""
        if event.type() == QEvent.Type.ToolTip and self._laid_out()[0].count == MOST_LINES:
            QToolTip.showText(QCursor.pos(), plain_tip(self._text), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw text and chip."""
        if self._colours is None:
            return
        painter = QPainter(self)
        lines, chip = self._laid_out()
        lines.draw(painter, 0, 0, "text")
        paint_chip(painter, chip, self._chip, self._colours, self._dashed)
        painter.end()
