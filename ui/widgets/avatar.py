"""A person as initials on the colour of their lane."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme.current import current
from ui.theme.fonts import ui_font


def initials(name: str) -> str:
    """At most two letters: of the first and the last word."""
    words = [word for word in name.replace("_", " ").replace(".", " ").split() if word]
    if not words:
        return ""
    letters = words[0][:2] if len(words) == 1 else words[0][0] + words[-1][0]
    return letters.upper()


class Avatar(QWidget):
    """A circle of 18 px."""

    def __init__(self, name: str, lane: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._lane = name, lane
        self.setFixedSize(18, 18)
        current().changed.connect(self.update)

    def set_name(self, name: str, lane: int = 0) -> None:
        """Show another person."""
        self._name, self._lane = name, lane
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw circle and initials."""
        theme = current().theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.lanes[self._lane % len(theme.lanes)]))
        painter.drawEllipse(QRectF(self.rect()))
        painter.setPen(QColor(theme.on_accent))
        painter.setFont(ui_font(9, QFont.Weight.DemiBold))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), initials(self._name))
        painter.end()
