"""The matrix of label pairs that a relation may join."""

from collections.abc import Mapping
from itertools import product

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
    QPen,
)

from annotator.scheme import Label, Scheme
from annotator.scheme_pairs import Pair, allowed_pairs
from ui.insights.grid import Grid
from ui.panels.cards import LabelCard
from ui.panels.look import Align, font, paint_line, scaled, theme
from ui.panels.parts import card_colours
from ui.panels.pictures import paint_icon
from ui.widgets.chips import chip_size, paint_chip
from ui.widgets.focus import paint_focus

CORNER = "from ↓   to →"
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class PairsGrid(Grid):
    """Span labels by span labels. Arrows move, with Shift they select a block, Space or a click
    allows the block or closes it."""

    toggled = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self._labels: tuple[Label, ...] = ()
        self._allowed: set[Pair] = set()
        self._counts: Mapping[Pair, int] = {}
        self._relation = ""
        self.current = self.anchor = (0, 0)
        self.editable = True
        self._dragged = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_pairs(
        self, scheme: Scheme, relation: Label, counts: Mapping[Pair, int], editable: bool
    ) -> None:
        """Show what a relation label may join, and how often it joins it."""
        self._labels = scheme.of("span")
        self._allowed = allowed_pairs(scheme, relation.id)
        self._counts, self.editable = counts, editable
        self.rows = self.columns = len(self._labels)
        if relation.id != self._relation:
            self.current = self.anchor = (0, 0)
        self._relation = relation.id
        last = max(0, self.rows - 1)
        self.current = min(self.current[0], last), min(self.current[1], last)
        self.anchor = min(self.anchor[0], last), min(self.anchor[1], last)
        self.updateGeometry()
        self.update()
        self._tell()

    def pair(self, row: int, column: int) -> Pair:
        """The labels of a cell."""
        return self._labels[row].id, self._labels[column].id

    def allows(self, row: int, column: int) -> bool:
        """Whether a cell is ticked."""
        return self.pair(row, column) in self._allowed

    def block(self) -> list[tuple[int, int]]:
        """The cells that are selected, the current one at least."""
        if not self.rows:
            return []
        rows = sorted((self.anchor[0], self.current[0]))
        columns = sorted((self.anchor[1], self.current[1]))
        return list(product(range(rows[0], rows[1] + 1), range(columns[0], columns[1] + 1)))

    # ------------------------------------------------------------------ geometry

    def heading(self) -> tuple[int, int]:
        """Chips at the left, short names above."""
        widest = max((chip_size(label.chip).width() for label in self._labels), default=0)
        corner = QFontMetrics(font(12)).horizontalAdvance(CORNER)
        return max(min(widest, scaled(96)), corner) + 12, scaled(24)

    def least(self) -> tuple[int, int, int, int]:
        """Room for a check and a figure."""
        return scaled(46), scaled(28), scaled(92), scaled(32)

    def tip(self, row: int, column: int) -> str:
        """The cell in words."""
        head, tail = self._labels[row], self._labels[column]
        count = self._counts.get((head.id, tail.id), 0)
        verb = "allowed" if self.allows(row, column) else "closed"
        used = f", used {count:,} times" if count else ""
        return f"{head.title} to {tail.title}: {verb}{used}"

    # ------------------------------------------------------------------ drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw headings and cells."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, top = self.heading()
        corner = QRectF(0, 0, left, top - 4).toRect()
        paint_line(painter, corner, CORNER, font(12), theme().muted)
        for index, label in enumerate(self._labels):
            self._paint_headings(painter, index, label, left, top)
        block = set(self.block()) if len(self.block()) > 1 else set()
        for row, column in product(range(self.rows), range(self.columns)):
            self._paint_cell(painter, row, column, (row, column) in block)
        if self.hasFocus() and self.rows:
            paint_focus(painter, self.cell(*self.current), 4)
        painter.end()

    def _paint_headings(
        self, painter: QPainter, index: int, label: Label, left: int, top: int
    ) -> None:
        row, column = self.cell(index, 0), self.cell(0, index)
        size = chip_size(label.chip)
        card = LabelCard(label.id, label.chip, colour=label.colour, position=index)
        chip = QRectF(0, 0, min(size.width(), left - 12), size.height())
        chip.moveTop(round(row.center().y() - size.height() / 2))
        paint_chip(painter, chip, label.chip, card_colours(card), False)
        above = QRectF(column.left(), 0, column.width(), top - 4).toRect()
        paint_line(painter, above, label.chip, font(12), theme().muted, Align.AlignHCenter)

    def _paint_cell(self, painter: QPainter, row: int, column: int, selected: bool) -> None:
        colours, cell = theme(), self.cell(row, column)
        allowed = self.allows(row, column)
        count = self._counts.get(self.pair(row, column), 0)
        edge = colours.accent if selected else colours.border2 if allowed else colours.border
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(colours.sel if allowed else colours.field))
        painter.drawRoundedRect(cell.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        words = f"{count:,}" if count else ""
        metrics = QFontMetrics(font(13))
        mark = scaled(14) if allowed else 0
        width = mark + metrics.horizontalAdvance(words) + (6 if mark and words else 0)
        at = cell.center().x() - width / 2
        if allowed:
            paint_icon(painter, at, cell.center().y(), "check", "accent", 14)
            at += mark + 6
        if words:
            box = QRectF(at, cell.top(), cell.right() - at, cell.height()).toRect()
            tone = colours.text if allowed else colours.warning
            paint_line(painter, box, words, font(13), tone)

    # ------------------------------------------------------------------ keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move or select, Space and Enter toggle."""
        step = _STEPS.get(Qt.Key(event.key()))
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shift = modifiers == Qt.KeyboardModifier.ShiftModifier
        if step is not None and (shift or not modifiers):
            self._go(self.current[0] + step[0], self.current[1] + step[1], keep=shift)
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._toggle()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a block."""
        found = self.at(event.position())
        self._dragged = False
        if found is not None:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._dragged = shift
            self._go(*found, keep=shift)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Stretch the block."""
        found = self.at(event.position())
        if found is not None and found != self.current:
            self._dragged = True
            self._go(*found, keep=True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click toggles its cell; a block waits for Space."""
        if not self._dragged and self.at(event.position()) == self.current:
            self._toggle()

    def _toggle(self) -> None:
        if self.editable and self.rows:
            self.toggled.emit([self.pair(*cell) for cell in self.block()])

    def _go(self, row: int, column: int, keep: bool) -> None:
        if 0 <= row < self.rows and 0 <= column < self.columns:
            self.current = (row, column)
            if not keep:
                self.anchor = self.current
            self.update()
            self._tell()

    def _tell(self) -> None:
        if self.rows:
            more = len(self.block()) - 1
            words = f"Allowed pairs, {self.tip(*self.current)}"
            self.setAccessibleName(f"{words}, and {more} more selected" if more else words)
            event = QAccessibleEvent(self, QAccessible.Event.NameChanged)
            QAccessible.updateAccessibility(event)
