"""Label chips: the label's short text on its colour; dashed while it is only suggested."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.theme.current import current
from ui.theme.fonts import ui_font
from ui.theme.tokens import LabelColours

PADDING = 5.0
RADIUS = 3
DASHES = (3.0, 2.2)


def chip_font() -> QFont:
    """Small, DemiBold and a little spaced."""
    font = ui_font(10, QFont.Weight.DemiBold)
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.4)
    return font


def chip_size(text: str) -> QSize:
    """The size of a chip, in px."""
    metrics = QFontMetricsF(chip_font())
    width = metrics.horizontalAdvance(text) + 2 * PADDING
    return QSize(round(width), max(15, round(metrics.height() + 1)))


def paint_chip(
    painter: QPainter, rect: QRect | QRectF, text: str, colours: LabelColours, dashed: bool
) -> None:
    """Draw a chip into a rectangle; a text that is too long for it elides."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    pen = QPen(QColor(colours.strong), 1)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if dashed:
        pen.setDashPattern(DASHES)
    painter.setBrush(QColor(current().theme.canvas if dashed else colours.strong))
    painter.setPen(pen)
    painter.drawRoundedRect(box, RADIUS, RADIUS)
    painter.setPen(QColor(colours.strong if dashed else colours.on_strong))
    painter.setFont(chip_font())
    # The spacing behind the last letter would push the text off the middle.
    words = text
    if chip_size(text).width() > rect.width() + 1:
        room = int(rect.width() - PADDING)
        words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
    painter.drawText(QRectF(rect).translated(0.2, 0), Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()


class LabelChip(QWidget):
    """A chip as a widget."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self._colours: LabelColours | None = None
        self._dashed = False
        current().changed.connect(self.update)

    def set_label(self, text: str, colours: LabelColours, dashed: bool = False) -> None:
        """Show another label."""
        self._text, self._colours, self._dashed = text, colours, dashed
        self.setAccessibleName(f"{text}, suggested" if dashed else text)
        self.setFixedSize(chip_size(text))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip, once a label was set."""
        if self._colours is not None:
            painter = QPainter(self)
            paint_chip(painter, self.rect(), self._text, self._colours, self._dashed)
            painter.end()
