"""The tile that holds one subject: title, what is counted, the drawing, and figures below."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.panels.look import Align, Text, theme
from ui.theme.current import current

RADIUS = 6
PADDING = 14


class Card(QWidget):
    """A tile. `body` takes the drawing; the figures stand under a hairline."""

    def __init__(self, title: str, caption: str, *tools: QWidget) -> None:
        super().__init__()
        self.caption = Text(caption, 12, "muted")
        self.heading = heading = QHBoxLayout()
        heading.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Text(title, 13, bold=True))
        words.addWidget(self.caption)
        heading.addLayout(words, 1)
        for tool in tools:
            heading.addWidget(tool, 0, Align.AlignTop)
        self.body = QVBoxLayout()
        self.figures = Figures()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PADDING, PADDING - 1, PADDING, PADDING - 4)
        layout.setSpacing(8)
        layout.addLayout(heading)
        layout.addLayout(self.body, 1)
        layout.addWidget(self.figures)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(title)
        current().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tile."""
        colours = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.border), colours.hairline))
        painter.setBrush(QColor(colours.bar if colours.dark else colours.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)


class Figures(QWidget):
    """Lines of a name, a value and its interval."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 8, 0, 0)
        self._layout.setSpacing(2)
        self.rows: list[tuple[str, str, str]] = []
        self.hide()

    def show_rows(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """Show other lines; none hides them."""
        self.rows = list(rows)
        while (item := self._layout.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for row in rows:
            self._layout.addWidget(_line(*row))
        self.setVisible(bool(rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the hairline."""
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), theme().hairline, QColor(theme().border))


def _line(name: str, value: str, beside: str) -> QWidget:
    line = QWidget()
    layout = QHBoxLayout(line)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(10)
    layout.addWidget(Text(name, 12, "muted"), 1)
    layout.addWidget(Text(value, 12, bold=True).keep_whole())
    if beside:
        layout.addWidget(Text(beside, 12, "muted").keep_whole())
    return line
