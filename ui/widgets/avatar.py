"""A person as initials on the colour of their lane."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme.current import current
from ui.theme.fonts import ui_font
from ui.theme.label_colours import lane_colour


def initials(name: str) -> str:
    """At most two letters: of the first and the last word."""
    words = [word for word in name.replace("_", " ").replace(".", " ").split() if word]
    if not words:
        return ""
    letters = words[0][:2] if len(words) == 1 else words[0][0] + words[-1][0]
    return letters.upper()


def paint_avatar(painter: QPainter, rect: QRectF, name: str, lane: int, radius: float = 0) -> None:
    """Draw the initials of `name` into a rectangle; a circle unless `radius` is given."""
    theme = current().theme
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(lane_colour(theme, lane)))
    corner = radius or rect.height() / 2
    painter.drawRoundedRect(rect, corner, corner)
    painter.setPen(QColor(theme.on_accent))
    painter.setFont(ui_font(9, QFont.Weight.DemiBold))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, initials(name))
    painter.restore()


class Avatar(QWidget):
    """A circle of 18 px, or as large as the font asks."""

    def __init__(self, name: str, lane: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        side = max(18, QFontMetrics(ui_font(9)).height() + 5)
        self.setFixedSize(side, side)
        self.set_name(name, lane)
        current().changed.connect(self.update)

    def set_name(self, name: str, lane: int = 0) -> None:
        """Show another person."""
        self._name, self._lane = name, lane
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw circle and initials."""
        painter = QPainter(self)
        paint_avatar(painter, QRectF(self.rect()), self._name, self._lane)
        painter.end()
