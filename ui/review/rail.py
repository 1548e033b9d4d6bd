"""The queue folded to a column of kinds with counts, for windows without room for it."""

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.review.listing import GROUPS, Group
from ui.panels.documents import figure
from ui.panels.look import Align, Ground, font, paint_line, scaled, theme
from ui.panels.parts import icon_button
from ui.panels.pictures import paint_icon
from ui.review.tiles import GROUP_TITLES

WIDTH, CELL = 48, 46
HOVER_MS = 300
ICONS: dict[Group, str] = {
    "boundary": "boundary",
    "label": "tag",
    "missing": "missing",
    "attributes": "info",
    "relation": "relation",
    "document": "file",
}


class QueueRail(Ground):
    """How many conflicts of each kind are open; a click, or resting here, asks for the queue."""

    list_wanted = Signal(bool)  # whether it was asked for on purpose, not by resting the mouse

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent=parent)
        self.open = icon_button("filter", "Conflicts (F4)")
        self.counts = _Counts()
        self._rest = QTimer(self, singleShot=True, interval=HOVER_MS)
        self._rest.timeout.connect(lambda: self.list_wanted.emit(False))
        self.open.clicked.connect(lambda: self.list_wanted.emit(True))
        self.counts.pressed.connect(lambda: self.list_wanted.emit(True))
        self.setFixedWidth(scaled(WIDTH))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 8)
        layout.setSpacing(6)
        layout.addWidget(self.open, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.counts, 1)

    def show_counts(self, counts: dict[Group, int]) -> None:
        """Open conflicts by kind; kinds that have none at all are left out."""
        self.counts.show_counts(counts)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Rest here for a moment to see the queue."""
        self._rest.start()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Just passing."""
        self._rest.stop()
        super().leaveEvent(event)


class _Counts(QWidget):
    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._counts: dict[Group, int] = {}

    def show_counts(self, counts: dict[Group, int]) -> None:
        if counts != self._counts:
            self._counts = counts
            words = [f"{GROUP_TITLES[group]}: {count} open" for group, count in counts.items()]
            self.setToolTip("\n".join(words))
            self.setAccessibleName(", ".join(words))
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, top = QPainter(self), 0
        for group in (group for group in GROUPS if group in self._counts):
            count = self._counts[group]
            side = scaled(16)
            tone = "warning" if count else "muted"
            left = (self.width() - side) / 2
            paint_icon(painter, left, top + scaled(14), ICONS[group], tone, 16)
            box = QRectF(0, top + scaled(24), self.width(), scaled(16)).toRect()
            ink = theme().text if count else theme().muted
            paint_line(painter, box, figure(count), font(11), ink, Align.AlignHCenter)
            top += scaled(CELL)
        painter.end()
