"""A share between 0 and 1 as a short bar."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme.current import current

WIDTH, HEIGHT = 64, 4


class ScoreBar(QWidget):
    """64 × 4 px in a box 8 high, filled from where reading begins."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._score = 0.0
        self.setFixedSize(WIDTH, 2 * HEIGHT)
        current().changed.connect(self.update)

    @property
    def score(self) -> float:
        """What is shown, from 0 to 1."""
        return self._score

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
        radius = HEIGHT / 2
        painter.drawRoundedRect(QRectF(0, radius, WIDTH, HEIGHT), radius, radius)
        filled = QRectF(0, radius, WIDTH * self._score, HEIGHT)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            filled.moveRight(WIDTH)
        painter.setBrush(QColor(theme.accent))
        painter.drawRoundedRect(filled, radius, radius)
        painter.end()
