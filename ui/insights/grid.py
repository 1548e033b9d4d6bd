"""A matrix of cells under headings: where the cells are, and how they are filled."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.panels.look import plain_tip, theme
from ui.theme.current import current

GAP = 2


class Grid(QWidget):
    """Cells below and beside headings. `rows` and `columns` are how many cells there are."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = self.columns = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        current().changed.connect(self.update)

    def heading(self) -> tuple[int, int]:
        """The width of the headings at the left and the height of those above, in px."""
        raise NotImplementedError

    def least(self) -> tuple[int, int, int, int]:
        """Least width and height of a cell, and the most, in px."""
        raise NotImplementedError

    def cell(self, row: int, column: int) -> QRectF:
        """Where a cell is."""
        left, top = self.heading()
        wide, high = self._cell_size()
        return QRectF(left + column * wide, top + row * high, wide - GAP, high - GAP)

    def _cell_size(self) -> tuple[float, float]:
        left, top = self.heading()
        width, height, most_width, most_height = self.least()
        wide = (self.width() - left) / max(1, self.columns)
        high = (self.height() - top) / max(1, self.rows)
        return (
            min(max(wide, width), most_width),
            min(max(high, height), most_height),
        )

    def at(self, point: QPointF) -> tuple[int, int] | None:
        """The cell under a point."""
        left, top = self.heading()
        wide, high = self._cell_size()
        column, row = int((point.x() - left) // wide), int((point.y() - top) // high)
        return (row, column) if 0 <= row < self.rows and 0 <= column < self.columns else None

    def sizeHint(self) -> QSize:
        """Room for the least cells."""
        left, top = self.heading()
        width, height, *_ = self.least()
        return QSize(left + self.columns * width, top + self.rows * height)

    def minimumSizeHint(self) -> QSize:
        """No cell is cut."""
        return self.sizeHint()

    def tip(self, row: int, column: int) -> str:
        """What a cell says of itself."""
        raise NotImplementedError

    def event(self, event: QEvent) -> bool:
        """Each cell has a tooltip of its own."""
        if isinstance(event, QHelpEvent):
            found = self.at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), plain_tip(self.tip(*found) if found else ""), self)
            return True
        return super().event(event)


def tinted(painter: QPainter, rect: QRectF, share: float) -> None:
    """A cell whose fill is the stronger the more it holds; always light enough to read on."""
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme().panel if not theme().dark else theme().canvas))
    painter.drawRoundedRect(rect, 3, 3)
    if share > 0 and not theme().high_contrast:
        painter.setOpacity(0.06 + 0.30 * min(1.0, share))
        painter.setBrush(QColor(theme().accent))
        painter.drawRoundedRect(rect, 3, 3)
    painter.restore()
