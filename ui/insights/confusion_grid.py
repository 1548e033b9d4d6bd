"""The confusion matrix: which label stands where another one does."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)

from ui.insights.grid import Grid, tinted
from ui.insights.words import Labels, number, several
from ui.panels.look import Align, font, paint_line, scaled, theme
from ui.widgets.focus import paint_focus

NONE = "none"


class ConfusionGrid(Grid):
    """Labels of one by labels of the other; arrows move, Enter opens the spans of a cell."""

    opened = Signal(str, str)
    moved = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._labels: Labels | None = None
        self._ids: list[str] = []
        self._counts: Mapping[str, Mapping[str, int]] = {}
        self._most = 1
        self.current = (0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def show_counts(self, labels: Labels, counts: Mapping[str, Mapping[str, int]]) -> None:
        """Show another matrix; the labels that occur, in the order of the scheme."""
        self._labels, self._counts = labels, counts
        seen = {*counts, *(label for row in counts.values() for label in row)} - {""}
        known = [label.id for label in labels.scheme.of("span")]
        self._ids = [x for x in known if x in seen] + sorted(seen - set(known)) + [""]
        self.rows = self.columns = len(self._ids) if seen else 0
        apart = [n for row, x in counts.items() for column, n in x.items() if row != column]
        self._most = max(apart, default=1)
        self.current = self._worst()
        self.updateGeometry()
        self.update()
        self._tell()

    def _worst(self) -> tuple[int, int]:
        """The cell with most differences, where both have labelled."""
        cells = [(r, c) for r in range(self.rows) for c in range(self.columns) if r != c]
        named = [(r, c) for r, c in cells if self._ids[r] and self._ids[c]]
        best = max(named, key=lambda cell: self.count(*cell), default=(0, 0))
        if self.count(*best):
            return best
        return max(cells, key=lambda cell: self.count(*cell), default=(0, 0))

    def count(self, row: int, column: int) -> int:
        """How many cases a cell has."""
        if not self.rows:
            return 0
        return self._counts.get(self._ids[row], {}).get(self._ids[column], 0)

    def labels_at(self, row: int, column: int) -> tuple[str, str]:
        """The labels of a cell; "" for none."""
        return (self._ids[row], self._ids[column]) if self.rows else ("", "")

    def _short(self, id: str) -> str:
        assert self._labels is not None
        return self._labels.short(id) if id else NONE

    def heading(self) -> tuple[int, int]:
        """Short names at the left and above."""
        metrics = QFontMetrics(font(11))
        names = [self._short(id) for id in self._ids] if self._labels else []
        width = max((metrics.horizontalAdvance(name) for name in names), default=0)
        return min(width + 10, scaled(84)), scaled(20)

    def least(self) -> tuple[int, int, int, int]:
        """Three or four figures in a cell."""
        return scaled(34), scaled(23), scaled(74), scaled(30)

    def tip(self, row: int, column: int) -> str:
        """The cell in words."""
        one, two = self.labels_at(row, column)
        cases = several(self.count(row, column), "span")
        if one == two:
            return f"{cases}: both {self._short(one)}"
        return f"{cases}: {self._short(one)} against {self._short(two)}"

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw headings and cells."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, top = self.heading()
        for index, id in enumerate(self._ids if self.rows else ()):
            row, column = self.cell(index, 0), self.cell(0, index)
            beside = QRectF(0, row.top(), left - 8, row.height()).toRect()
            above = QRectF(column.left(), 0, column.width(), top - 3).toRect()
            name = self._short(id)
            paint_line(painter, beside, name, font(11), theme().muted, Align.AlignRight)
            paint_line(painter, above, name, font(11), theme().muted, Align.AlignHCenter)
        for row_index in range(self.rows):
            for column_index in range(self.columns):
                if self._ids[row_index] or self._ids[column_index]:
                    self._paint_cell(painter, row_index, column_index)

    def _paint_cell(self, painter: QPainter, row: int, column: int) -> None:
        rect, count = self.cell(row, column), self.count(row, column)
        same = row == column
        if count or same:
            tinted(painter, rect, 0 if same else count / self._most)
        current_here = (row, column) == self.current
        tone = theme().text if count and not same else theme().muted
        words = number(count) if count else "·"
        face = font(12, bold=current_here)
        paint_line(painter, rect.toRect(), words, face, tone, Align.AlignHCenter)
        if current_here:
            if self.hasFocus():
                paint_focus(painter, rect, 3)
            else:
                painter.setPen(QColor(theme().accent))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End move; Enter and Space open."""
        keys = Qt.Key
        row, column = self.current
        steps = {
            keys.Key_Left: (row, column - 1),
            keys.Key_Right: (row, column + 1),
            keys.Key_Up: (row - 1, column),
            keys.Key_Down: (row + 1, column),
            keys.Key_Home: (row, 0),
            keys.Key_End: (row, self.columns - 1),
        }
        goal = steps.get(keys(event.key()))
        if goal is not None:
            self._go(*goal)
        elif event.key() in (keys.Key_Return, keys.Key_Enter, keys.Key_Space):
            self.open_current()
        else:
            super().keyPressEvent(event)

    def open_current(self) -> None:
        """Open the spans of the current cell, if it has any."""
        if self.count(*self.current):
            self.opened.emit(*self.labels_at(*self.current))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click goes to a cell and opens it."""
        found = self.at(event.position())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self._go(*found)
            self.open_current()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what can be opened."""
        found = self.at(event.position())
        if found is not None and self.count(*found):
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()

    def _go(self, row: int, column: int) -> None:
        if 0 <= row < self.rows and 0 <= column < self.columns:
            self.current = (row, column)
            self.update()
            self._tell()

    def _tell(self) -> None:
        if self.rows:
            self.setAccessibleName(f"Confusion, {self.tip(*self.current)}")
            event = QAccessibleEvent(self, QAccessible.Event.NameChanged)
            QAccessible.updateAccessibility(event)
            self.moved.emit(*self.labels_at(*self.current))
