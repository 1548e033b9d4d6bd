"""The table of annotators: documents, spans, time, and how they stand against gold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QPainter

from ui.insights.charts import Chart
from ui.insights.words import duration, figure, interval, number, pace
from ui.panels.look import Align, font, paint_line, scaled, theme
from ui.widgets.avatar import paint_avatar

if TYPE_CHECKING:
    from annotator.flow.progress import Person
    from annotator.review.agreement.results import Pair

NAME = 130  # px of the first column
WIDTHS = (2, 2, 3, 3, 3, 4, 4, 4)  # of the columns, in parts of what is left
HEADINGS = (
    "Done",
    "Spans",
    "Mean spans",
    "Median time",
    "Time a span",
    "Precision",
    "Recall",
    "F1",
)


class PeopleTable(Chart):
    """One row a person; measures against gold with their intervals."""

    row_px = 28

    def __init__(self) -> None:
        super().__init__()
        self._people: Sequence[Person] = ()
        self._gold: Mapping[str, Pair] = {}

    def show_people(self, people: Sequence[Person], against: Sequence[Pair]) -> None:
        """Show other numbers."""
        self._people = people
        self._gold = {pair.b: pair for pair in against}
        self.refresh()

    def rows(self) -> int:
        """The headings, and one row a person."""
        return len(self._people) + 1

    def cells(self, person: Person) -> list[tuple[str, str]]:
        """Each figure, and what stands beside it in muted."""
        mean = f"{person.spans / person.done:.1f}" if person.done else "–"
        found = [
            (number(person.done), ""),
            (number(person.spans), ""),
            (mean, ""),
            (duration(person.seconds), ""),
            (pace(person.seconds_per_span), ""),
        ]
        pair = self._gold.get(person.name)
        for name in ("precision", "recall", "f1_exact"):
            value = pair.measures[name] if pair is not None else None
            found.append((figure(value), interval(value)))
        return found

    def describe(self) -> str:
        """All figures in words."""
        return "; ".join(
            f"{person.name}: "
            + ", ".join(
                f"{heading} {cell} {beside}".strip()
                for heading, (cell, beside) in zip(HEADINGS, self.cells(person), strict=True)
            )
            for person in self._people
        )

    def paint_row(self, painter: QPainter, index: int, rect: QRect) -> None:
        """Headings, or a person."""
        columns = self._columns(rect)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(theme().border))
        if index == 0:
            for column, heading in zip(columns, HEADINGS, strict=True):
                paint_line(painter, column, heading, font(12), theme().muted, Align.AlignRight)
            return
        person = self._people[index - 1]
        side = scaled(18)
        top = rect.center().y() - side / 2 + 0.5
        paint_avatar(painter, QRectF(0, top, side, side), person.name, index - 1)
        name = QRect(side + 8, rect.top(), scaled(NAME) - side - 16, rect.height())
        paint_line(painter, name, person.name, font(13), theme().text)
        for column, (value, beside) in zip(columns, self.cells(person), strict=True):
            figure_at = column
            if beside:
                paint_line(painter, column, beside, font(11), theme().muted, Align.AlignRight)
                figure_at = column.adjusted(0, 0, -scaled(66), 0)
            paint_line(painter, figure_at, value, font(13), theme().text, Align.AlignRight)

    def _columns(self, rect: QRect) -> list[QRect]:
        left = scaled(NAME)
        unit = (rect.width() - left) / sum(WIDTHS)
        starts = [left + unit * sum(WIDTHS[:n]) for n in range(len(WIDTHS))]
        return [
            QRect(round(start), rect.top(), round(unit * width) - 8, rect.height())
            for start, width in zip(starts, WIDTHS, strict=True)
        ]
