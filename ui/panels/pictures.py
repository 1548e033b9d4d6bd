"""An icon as a widget, in a colour of the theme of the moment."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.panels.look import scaled, theme
from ui.theme.icons import pixmap


def paint_icon(
    painter: QPainter, left: float, middle: float, name: str, tone: str, size: int
) -> None:
    """Draw an icon whose left edge is `left`, centred in height on `middle`."""
    side = scaled(size)
    picture = pixmap(name, str(getattr(theme(), tone)), side)
    painter.drawPixmap(round(left), round(middle - side / 2), side, side, picture)


class Picture(QWidget):
    """An icon of `size` px that grows with the font and follows the theme."""

    def __init__(
        self, name: str, size: int = 16, tone: str = "muted", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._size = size
        self._tone = tone
        self.setFixedSize(QSize(scaled(size), scaled(size)))

    def set_picture(self, name: str, tone: str) -> None:
        """Show another icon."""
        self._name = name
        self._tone = tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon."""
        if self._name:
            middle = self.height() / 2
            paint_icon(QPainter(self), 0, middle, self._name, self._tone, self._size)
