"""Lines over steps or documents, painted from the theme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.insights.words import number
from ui.panels.look import Align, font, paint_line, scaled, theme
from ui.theme.current import current

DOT = 3.0


@dataclass(frozen=True, slots=True)
class Curve:
    """A line of (x, y); `tone` is a colour of the theme, `dots` mark the points."""

    name: str
    tone: str
    points: Sequence[tuple[float, float]]
    dots: bool = False


class CurveChart(QWidget):
    """One or more lines over the same x from 0; `top` is the greatest y, None for that of the
    points. `y_text` writes the figures at the left, `level` draws a dashed line with its name."""

    def __init__(self, title: str, x_name: str, top: float | None = None) -> None:
        super().__init__()
        self.curves: list[Curve] = []
        self._title, self._x_name, self._top = title, x_name, top
        self._most_x = 0.0
        self._level: tuple[str, float] | None = None
        self.empty = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(title)
        current().changed.connect(self.update)

    def show_curves(
        self,
        curves: Sequence[Curve],
        most_x: float = 0,
        level: tuple[str, float] | None = None,
        empty: str = "",
    ) -> None:
        """Show other lines, from 0 to `most_x` or as far as they go; `empty` says in words why
        there are none."""
        self.curves = [curve for curve in curves if curve.points]
        self._most_x, self._level, self.empty = most_x, level, empty
        self.setAccessibleDescription(self.describe())
        self.update()

    def describe(self) -> str:
        """The last point of each line in words."""
        return "; ".join(
            f"{curve.name} {self._figure(curve.points[-1][1])} at {curve.points[-1][0]:g}"
            for curve in self.curves
        )

    def sizeHint(self) -> QSize:
        """Room for a few lines of figures."""
        return QSize(scaled(300), scaled(170))

    def minimumSizeHint(self) -> QSize:
        """Smaller says nothing."""
        return QSize(scaled(180), scaled(120))

    def _figure(self, value: float) -> str:
        return f"{100 * value:.1f}" if self._top == 1.0 else f"{value:.3g}"

    def _limits(self) -> tuple[float, float]:
        points = [point for curve in self.curves for point in curve.points]
        x = max([self._most_x, *(x for x, _ in points)], default=1.0)
        y = self._top or max((y for _, y in points), default=1.0)
        return max(x, 1.0), max(y, 1e-6)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the title, the grid, the lines and their names."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = QFontMetrics(font(12)).height()
        head = QRect(0, 0, self.width(), line + 4)
        paint_line(painter, head, self._title, font(12, bold=True), theme().text)
        self._paint_names(painter, head)
        left = QFontMetrics(font(11)).horizontalAdvance("0.000") + 8
        plot = QRectF(left, line + 14, self.width() - left - 8, self.height() - 2 * line - 24)
        if not self.curves:
            painter.fillRect(plot.toRect(), QColor(theme().hover))
            words = plot.toRect().adjusted(8, 0, -8, 0)
            paint_line(painter, words, self.empty, font(12), theme().muted, Align.AlignHCenter)
            return
        self._paint_grid(painter, plot, line)
        self._paint_level(painter, plot)
        for curve in self.curves:
            self._paint_curve(painter, plot, curve)

    def _paint_names(self, painter: QPainter, head: QRect) -> None:
        at = head.right()
        for curve in reversed(self.curves if len(self.curves) > 1 else []):
            width = QFontMetrics(font(12)).horizontalAdvance(curve.name) + 2
            place = QRect(at - width, head.top(), width, head.height())
            paint_line(painter, place, curve.name, font(12), theme().muted)
            painter.setPen(QPen(QColor(_tone(curve.tone)), 2))
            middle = head.center().y() + 1
            painter.drawLine(at - width - 20, middle, at - width - 6, middle)
            at -= width + 32

    def _paint_grid(self, painter: QPainter, plot: QRectF, line: int) -> None:
        most_x, most_y = self._limits()
        figures = QRect(0, 0, int(plot.left()) - 8, line)
        for part in (0.0, 0.5, 1.0):
            y = plot.bottom() - part * plot.height()
            painter.setPen(QPen(QColor(theme().border), theme().hairline))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            place = figures.translated(0, round(y - line / 2))
            if part or self._top:
                value = f"{100 * part:g}" if self._top == 1.0 else f"{part * most_y:.3g}"
                paint_line(painter, place, value, font(11), theme().muted, Align.AlignRight)
        below = QRect(int(plot.left()), floor(plot.bottom()) + 4, ceil(plot.width()), line)
        paint_line(painter, below, "0", font(11), theme().muted)
        most = f"{number(most_x)} {self._x_name}"
        paint_line(painter, below, most, font(11), theme().muted, Align.AlignRight)

    def _paint_level(self, painter: QPainter, plot: QRectF) -> None:
        if self._level is None:
            return
        name, value = self._level
        y = plot.bottom() - plot.height() * value / self._limits()[1]
        pen = QPen(QColor(theme().muted), 1)
        pen.setDashPattern([4, 4])
        painter.setPen(pen)
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        line = QFontMetrics(font(11)).height()
        top = y - line - 1 if y - line > plot.top() else y + 1
        place = QRect(int(plot.left()) + 4, round(top), int(plot.width()) - 8, line)
        words = f"{name} {self._figure(value)}"
        paint_line(painter, place, words, font(11), theme().muted, Align.AlignRight)

    def _paint_curve(self, painter: QPainter, plot: QRectF, curve: Curve) -> None:
        most_x, most_y = self._limits()
        points = [
            QPointF(
                plot.left() + plot.width() * x / most_x,
                plot.bottom() - plot.height() * min(1.0, y / most_y),
            )
            for x, y in curve.points
        ]
        colour = QColor(_tone(curve.tone))
        painter.setPen(QPen(colour, 1.8))
        painter.drawPolyline(QPolygonF(points))
        if curve.dots or len(points) == 1:
            painter.setBrush(colour)
            for point in points:
                painter.drawEllipse(point, DOT, DOT)


def _tone(name: str) -> str:
    return str(getattr(theme(), name))
