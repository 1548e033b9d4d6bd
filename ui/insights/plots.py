"""Plots over time: documents done by day, seconds a document, agreement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from math import ceil, floor, log10
from statistics import fmean, median
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.insights.charts import fill
from ui.insights.words import number
from ui.panels.look import Align, font, paint_line, scaled, theme
from ui.theme.current import current
from ui.theme.label_colours import lane_colour

if TYPE_CHECKING:
    from annotator.flow.insights import Agreed
    from annotator.flow.progress import Day

WINDOW = 5  # documents of a running median or mean
MOST_BARS = 45
LINE = 15  # px between two labels at the right
Point = tuple[float, float]


class Plot(QWidget):
    """A frame of axes: the values' lines with their figures, and words under the ends."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)
        self.ticks: list[float] = [0, 1]
        self.ends = ("", "")
        current().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """About as high as eight rows."""
        return QSize(220, scaled(168))

    def minimumSizeHint(self) -> QSize:
        """Figures and words still stand apart."""
        return QSize(160, scaled(132))

    def right_room(self) -> int:
        """Room for labels beside the last values, in px."""
        return 4

    def tick_words(self, value: float) -> str:
        """How a value is written at its line."""
        return number(value)

    def area(self) -> QRectF:
        """Where the values are drawn."""
        metrics = QFontMetrics(font(12))
        left = max(metrics.horizontalAdvance(self.tick_words(x)) for x in self.ticks) + 8
        top, bottom = scaled(8), scaled(22)
        wide = max(20, self.width() - left - self.right_room())
        return QRectF(left, top, wide, max(20, self.height() - top - bottom))

    def level(self, value: float) -> float:
        """The height of a value, in px from above."""
        area, low, high = self.area(), self.ticks[0], self.ticks[-1]
        return area.bottom() - (value - low) / (high - low or 1) * area.height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the axes, then the values."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, colours = self.area(), theme()
        for value in self.ticks:
            at = round(self.level(value))
            painter.fillRect(
                QRectF(area.left(), at, area.width(), colours.hairline), QColor(colours.border)
            )
            words = QRect(0, at - scaled(9), int(area.left()) - 8, scaled(18))
            paint_line(
                painter, words, self.tick_words(value), font(12), colours.muted, Align.AlignRight
            )
        under = QRect(int(area.left()), self.height() - scaled(18), int(area.width()), scaled(18))
        paint_line(painter, under, self.ends[0], font(12), colours.muted)
        paint_line(painter, under, self.ends[1], font(12), colours.muted, Align.AlignRight)
        self.paint_values(painter, area)

    def paint_values(self, painter: QPainter, area: QRectF) -> None:
        """Draw what is between the axes."""
        raise NotImplementedError

    def refresh(self, words: str) -> None:
        """The values changed; the same in words, for screen readers."""
        self.setAccessibleDescription(words)
        self.updateGeometry()
        self.update()


def round_ticks(high: float, low: float = 0.0, most: int = 5) -> list[float]:
    """Round values from at most `low` to at least `high`, no more than `most` steps."""
    room = max(high - low, 1e-9)
    power = 10.0 ** floor(log10(room / most))
    step = next(x * power for x in (1, 2, 5, 10) if x * power * most >= room - 1e-9)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [round(n * step, 10) for n in range(first, max(last, first + 1) + 1)]


def draw_line(painter: QPainter, points: Sequence[QPointF], colour: str) -> None:
    """A line through points, or a dot for one alone."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colour), 1.8, c=Qt.PenCapStyle.RoundCap))
    if len(points) > 1:
        painter.drawPolyline(QPolygonF(list(points)))
    for point in points if len(points) == 1 else ():
        painter.setBrush(QColor(colour))
        painter.drawEllipse(point, 2, 2)


class DayBars(Plot):
    """Documents done by day, or by week or month of long projects; one colour a person."""

    def __init__(self) -> None:
        super().__init__("Documents done by day")
        self._bars: list[list[int]] = []
        self.unit = "day"

    def show_days(self, days: Sequence[Day], people: Sequence[str]) -> None:
        """Show other days, people in the order of their colours."""
        self._bars, self.unit = [], "day"
        if days:
            first, last = (date.fromisoformat(days[at].date) for at in (0, -1))
            total = (last - first).days + 1
            size = 1 if total <= MOST_BARS else 7 if total <= 7 * MOST_BARS else 30
            self.unit = {1: "day", 7: "week", 30: "30 days"}[size]
            self._bars = [[0] * len(people) for _ in range(ceil(total / size))]
            for day in days:
                bar = self._bars[(date.fromisoformat(day.date) - first).days // size]
                for lane, name in enumerate(people):
                    bar[lane] += day.done.get(name, 0)
            self.ends = short_date(first), short_date(last) if last > first else ""
        most = max((sum(bar) for bar in self._bars), default=1)
        self.ticks = [x for x in round_ticks(most, most=4) if x == int(x)]
        self.refresh("; ".join(f"{day.date}: {_counts(day.done)}" for day in days))

    def paint_values(self, painter: QPainter, area: QRectF) -> None:
        """One bar a day, stacked."""
        wide = area.width() / max(1, len(self._bars))
        thick = min(wide * 0.7, scaled(26))
        for place, bar in enumerate(self._bars):
            left = area.left() + place * wide + (wide - thick) / 2
            below = 0
            for lane, count in enumerate(bar):
                top, bottom = self.level(below + count), self.level(below)
                if count:
                    part = QRectF(left, top, thick, max(1.0, bottom - top - 1))
                    fill(painter, part, lane_colour(theme(), lane))
                below += count


def _counts(done: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in done.items())


class TimeLines(Plot):
    """Seconds a document in the order of finishing, as running medians; one line a person."""

    def __init__(self) -> None:
        super().__init__("Seconds a document")
        self._lines: list[tuple[int, str, list[float]]] = []
        self._longest = 1

    def show_times(self, times: Mapping[str, Sequence[float]], people: Sequence[str]) -> None:
        """Show other times, people in the order of their colours."""
        self._lines = [
            (lane, name, running(times[name], median))
            for lane, name in enumerate(people)
            if times.get(name)
        ]
        self._longest = max((len(line) for _, _, line in self._lines), default=1)
        self.ticks = round_ticks(max((max(x) for _, _, x in self._lines), default=1.0), most=4)
        end = f"{number(self._longest)}th" if self._longest > 3 else "last"
        self.ends = "first", f"{end} document" if self._longest > 1 else ""
        self.refresh(", ".join(f"{name} {line[-1]:.0f} s" for _, name, line in self._lines))

    def right_room(self) -> int:
        """The longest name with its last value."""
        metrics = QFontMetrics(font(12))
        widths = (metrics.horizontalAdvance(_last(name, x)) for _, name, x in self._lines)
        return min(max(widths, default=0) + 10, self.width() // 2)

    def paint_values(self, painter: QPainter, area: QRectF) -> None:
        """The lines, and beside them whose they are."""
        step = area.width() / max(1, self._longest - 1)
        labels = []
        for lane, name, line in self._lines:
            colour = lane_colour(theme(), lane)
            points = [QPointF(area.left() + n * step, self.level(x)) for n, x in enumerate(line)]
            draw_line(painter, points, colour)
            labels.append((points[-1].y(), _last(name, line), colour))
        tops = apart([at for at, _, _ in labels], scaled(LINE))
        for (_, words, colour), top in zip(labels, tops, strict=True):
            left, high = int(area.right()) + 8, scaled(18)
            place = QRect(left, round(top) - high // 2, self.width() - left, high)
            paint_line(painter, place, words, font(12), colour)


def _last(name: str, line: Sequence[float]) -> str:
    return f"{name} {line[-1]:.0f} s"


def apart(places: Sequence[float], least: float) -> list[float]:
    """The places moved so that no two are nearer than `least`, in the same order."""
    order = sorted(range(len(places)), key=lambda n: places[n])
    moved = list(places)
    for before, after in pairwise(order):
        moved[after] = max(moved[after], moved[before] + least)
    shift = (sum(moved) - sum(places)) / len(places) if places else 0
    return [place - shift for place in moved]


class AgreementLine(Plot):
    """Agreement of each document as it was finished, and the running mean."""

    def __init__(self) -> None:
        super().__init__("Agreement over time")
        self._values: list[float] = []

    def show_agreement(self, found: Sequence[Agreed]) -> None:
        """Show other documents, in the order of finishing."""
        self._values = [x.f1 for x in found]
        self.ticks = round_ticks(1.0, min(self._values, default=0.0), most=5)
        days = [date.fromisoformat(x.date) for x in found[:1]] + [
            date.fromisoformat(x.date) for x in found[-1:]
        ]
        if days:
            self.ends = short_date(days[0]), short_date(days[-1]) if days[-1] > days[0] else ""
        self.refresh(", ".join(f"{x.date} {x.f1:.2f}" for x in found))

    def tick_words(self, value: float) -> str:
        """With one decimal, or two where steps are small."""
        fine = len(self.ticks) > 1 and self.ticks[1] - self.ticks[0] < 0.1
        return f"{value:.2f}" if fine else f"{value:.1f}"

    def paint_values(self, painter: QPainter, area: QRectF) -> None:
        """A dot a document, and the line."""
        step = area.width() / max(1, len(self._values) - 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme().strong))
        for place, value in enumerate(self._values):
            painter.drawEllipse(QPointF(area.left() + place * step, self.level(value)), 2.2, 2.2)
        means = running(self._values, fmean)
        points = [QPointF(area.left() + n * step, self.level(x)) for n, x in enumerate(means)]
        draw_line(painter, points, theme().accent)


def running(values: Sequence[float], mean: object) -> list[float]:
    """The mean, or median, of each value and the few before it."""
    assert callable(mean)
    return [mean(values[max(0, n - WINDOW + 1) : n + 1]) for n in range(len(values))]


def short_date(day: date) -> str:
    """Such as "7 Sep", with the year if it is another one than now."""
    words = f"{day.day} {day:%b}"
    recent = date.today() - day < timedelta(days=300)
    return words if recent else f"{words} {day.year}"
