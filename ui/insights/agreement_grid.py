"""The matrix of agreement by pair."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent

from ui.insights.grid import Grid, tinted
from ui.insights.words import FEWEST, figure, interval, several
from ui.panels.look import Align, font, paint_line, scaled, theme
from ui.widgets.avatar import paint_avatar

if TYPE_CHECKING:
    from annotator.review.agreement.results import Agreement, Pair, Value


class AgreementGrid(Grid):
    """Every two people: spans below the diagonal, relations above it."""

    def __init__(self) -> None:
        super().__init__()
        self._names: Sequence[str] = ()
        self._pairs: dict[tuple[str, str], Pair] = {}
        self._measure = "f1_exact"
        self._lanes: dict[str, int] = {}

    def show_agreement(self, found: Agreement, people: Sequence[str], measure: str) -> None:
        """Show another measure of spans; that of relations is strict. `people` are in the order
        of their colours."""
        self._names, self._measure = found.annotators, measure
        self._lanes = {name: lane for lane, name in enumerate(people)}
        self._pairs = {(pair.a, pair.b): pair for pair in found.pairs}
        self.rows = self.columns = len(self._names)
        tips = (self.tip(row, column) for row in range(self.rows) for column in range(row))
        self.setAccessibleDescription("; ".join(tips))
        self.updateGeometry()
        self.update()

    def heading(self) -> tuple[int, int]:
        """Room for names, as far as there is."""
        metrics = QFontMetrics(font(12))
        names = max((metrics.horizontalAdvance(name) for name in self._names), default=0)
        return min(names + 14, scaled(96)), scaled(28)

    def least(self) -> tuple[int, int, int, int]:
        """Two lines of figures."""
        return scaled(58), scaled(40), scaled(150), scaled(60)

    def _value(self, row: int, column: int) -> tuple[Pair | None, Value | None]:
        one, two = sorted((self._names[row], self._names[column]))
        pair = self._pairs.get((one, two))
        measure = self._measure if row > column else "relation_f1"
        return pair, pair.measures[measure] if pair is not None else None

    def tip(self, row: int, column: int) -> str:
        """Both names, the figure and what it rests on."""
        if row == column:
            return ""
        pair, value = self._value(row, column)
        names = f"{self._names[row]} and {self._names[column]}"
        if pair is None:
            return f"{names}: no document finished by both"
        documents = several(pair.documents, "document")
        what = "spans" if row > column else "relations"
        if pair.documents < FEWEST:
            return f"{names}: too few to say, {documents} finished by both"
        within = f", 95 % interval {interval(value)}" if interval(value) else ""
        return f"{names}, {what}: {figure(value)}{within}, {documents}"

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw names, then cells."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, top = self.heading()
        for index, name in enumerate(self._names):
            row, column = self.cell(index, index), self.cell(0, index)
            side = scaled(18)
            words = QFontMetrics(font(12)).horizontalAdvance(name)
            start = max(column.left(), column.center().x() - (side + 6 + words) / 2)
            paint_avatar(
                painter, QRectF(start, (top - 6 - side) / 2, side, side), name, self._lanes[name]
            )
            above = QRectF(start + side + 6, 0, column.right() - start - side - 6, top - 6)
            paint_line(painter, above.toRect(), name, font(12), theme().text)
            beside = QRectF(0, row.top(), left - 8, row.height())
            paint_line(painter, beside.toRect(), name, font(12), theme().text)
        for row_index in range(self.rows):
            for column_index in range(self.columns):
                self._paint_cell(painter, row_index, column_index)

    def _paint_cell(self, painter: QPainter, row: int, column: int) -> None:
        rect = self.cell(row, column)
        centre = Align.AlignHCenter
        if row == column:
            tinted(painter, rect, 0)
            words = {0: "relations ↗", self.rows - 1: "spans ↙"}.get(row, "")
            paint_line(painter, rect.toRect(), words, font(11), theme().muted, centre)
            return
        pair, value = self._value(row, column)
        known = pair is not None and pair.documents >= FEWEST
        share = value.value if known and value is not None and value.value is not None else 0
        tinted(painter, rect, share)
        if not known:
            words = "too few" if pair is not None else "–"
            paint_line(painter, rect.toRect(), words, font(11), theme().muted, centre)
            return
        half = rect.height() / 2
        line = scaled(17)
        within = interval(value)
        upper = QRectF(rect.left(), rect.top() + half - (line if within else line / 2), 0, line)
        upper.setWidth(rect.width())
        bold = font(13, bold=True)
        paint_line(painter, upper.toRect(), figure(value), bold, theme().text, centre)
        if within:
            lower = upper.translated(0, line)
            paint_line(painter, lower.toRect(), within, font(11), theme().text, centre)
