"""The scores by label, new beside old."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QPainter

from annotator.flow.trained import Version
from annotator.train.scores import Counts
from ui.insights.charts import Chart
from ui.insights.words import Labels, number
from ui.panels.look import Align, font, paint_line, scaled, theme
from ui.widgets.chips import chip_size, paint_chip

HEADINGS = ("Held out", "Precision", "Recall", "F1", "Before", "")
FIRST = 150  # px of the first column
EVEN = 0.005  # F1 under which a difference is none


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A label, or with an empty `label` what `title` says. `kept` marks labels without examples:
    their F1 is the agreement with the pipeline before."""

    label: str
    title: str
    new: Counts
    old: Counts | None
    kept: bool = False


def rows_of(version: Version, labels: Labels) -> list[ScoreRow]:
    """All labels together, each span label, relations, and the kept ones."""
    new, old = version.new, version.old
    rows = [ScoreRow("", "All spans", new.all_spans, old.all_spans if old else None)]
    for label, counts in new.spans.items():
        before = old.spans.get(label) if old else None
        rows.append(ScoreRow(label, labels.title(label), counts, before))
    for label, counts in new.relations.items():
        before = old.relations.get(label) if old else None
        known = labels.scheme.get("relation", label)
        rows.append(ScoreRow("", known.title if known else label, counts, before))
    for label, counts in version.kept.spans.items():
        rows.append(ScoreRow(label, labels.title(label), counts, None, kept=True))
    return rows


class ScoreTable(Chart):
    """One row a label."""

    row_px = 26

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[ScoreRow] = ()
        self._labels: Labels | None = None

    def show_version(self, version: Version | None, labels: Labels) -> None:
        """Show the scores of a version, or nothing."""
        self._labels = labels
        self._rows = rows_of(version, labels) if version is not None else ()
        self.refresh()

    def rows(self) -> int:
        """The headings, and one row a label."""
        return len(self._rows) + 1 if self._rows else 0

    def describe(self) -> str:
        """All figures in words."""
        return "; ".join(
            f"{row.title}: F1 {_percent(row.new.f1)}"
            + (f", before {_percent(row.old.f1)}" if row.old is not None else "")
            for row in self._rows
        )

    def cells(self, row: ScoreRow) -> list[str]:
        """The figures of a row, in the order of the headings."""
        if row.kept:
            return ["no examples", "", "", _percent(row.new.f1), "as before", ""]
        return [
            number(row.new.gold),
            _percent(row.new.precision),
            _percent(row.new.recall),
            _percent(row.new.f1),
            _percent(row.old.f1) if row.old is not None else "–",
            _difference(row),
        ]

    def paint_row(self, painter: QPainter, index: int, rect: QRect) -> None:
        """Headings, or a label."""
        columns = self._columns(rect)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(theme().border))
        if index == 0:
            for column, heading in zip(columns, HEADINGS, strict=True):
                paint_line(painter, column, heading, font(12), theme().muted, Align.AlignRight)
            return
        row = self._rows[index - 1]
        self._paint_name(painter, row, QRect(0, rect.top(), scaled(FIRST) - 8, rect.height()))
        for place, (column, cell) in enumerate(zip(columns, self.cells(row), strict=True)):
            tone = theme().text if place == 3 else theme().muted
            if place == 5:
                tone = theme().success if cell.startswith("+") else theme().danger
            face = font(12, bold=place == 3)
            paint_line(painter, column, cell, face, tone, Align.AlignRight)

    def _paint_name(self, painter: QPainter, row: ScoreRow, rect: QRect) -> None:
        if not row.label or self._labels is None:
            face = font(12, bold=row is self._rows[0])
            paint_line(painter, rect, row.title, face, theme().text)
            return
        words = self._labels.short(row.label)
        size = chip_size(words)
        top = rect.top() + (rect.height() - size.height()) / 2
        box = QRectF(rect.left(), top, min(size.width(), rect.width()), size.height())
        paint_chip(painter, box, words, self._labels.colours(row.label), dashed=row.kept)

    def _columns(self, rect: QRect) -> list[QRect]:
        left = scaled(FIRST)
        wide = (rect.width() - left) / len(HEADINGS)
        return [
            QRect(round(left + n * wide), rect.top(), round(wide) - 4, rect.height())
            for n in range(len(HEADINGS))
        ]


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f}"


def _difference(row: ScoreRow) -> str:
    if row.old is None or row.new.f1 is None or row.old.f1 is None:
        return ""
    difference = row.new.f1 - row.old.f1
    if abs(difference) < EVEN:
        return ""
    return f"{'+' if difference > 0 else '−'}{abs(100 * difference):.1f}"
