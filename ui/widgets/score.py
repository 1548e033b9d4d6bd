"""A score between 0 and 1 as a short bar."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme.current import current


class ScoreBar(QWidget):
    """64 × 4 px, filled from the left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._score = 0.0
        self.setFixedSize(64, 8)
        current().changed.connect(self.update)

    def set_score(self, score: float) -> None:
        """Show a score from 0 to 1."""
        self._score = min(1.0, max(0.0, score))
        self.setAccessibleName(f"Score {self._score:.2f}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw track and bar."""
        theme = current().theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.border))
        painter.drawRoundedRect(QRectF(0, 2, 64, 4), 2, 2)
        painter.setBrush(QColor(theme.accent))
        painter.drawRoundedRect(QRectF(0, 2, 64 * self._score, 4), 2, 2)
        painter.end()
