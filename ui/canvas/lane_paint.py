"""Painting of the lanes below a line: bars, what they say, and whose they are."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from ui.canvas.block import Block
from ui.canvas.decorate import Bar, Row, width_of
from ui.canvas.metrics import Metrics
from ui.theme.label_colours import lane_colour
from ui.theme.tokens import Theme
from ui.widgets.avatar import paint_avatar

QUIET = 0.38
SIGN = (19.0, 12.0)  # px of the initials in the gutter
SIGN_LEFT = -29.0
HALO = 1.0


class LanePainter:
    """Draws with the painter's origin at the paragraph's top left."""

    def __init__(self, painter: QPainter, theme: Theme, at: Metrics, lanes: Sequence[str]) -> None:
        self._painter, self._theme, self._at, self._names = painter, theme, at, lanes

    def row(self, block: Block, row: Row) -> None:
        """The bars of a line, those that are not quiet last; on an open line what they say."""
        for bar in row.bars:
            self._bar(bar)
        if row.open is None:
            return
        for bar in row.bars:
            if bar.ends and row.open and bar.shown.group == row.open:
                self._chip(block, bar)
        for lane, (name, y) in enumerate(zip(self._names, row.lanes, strict=True)):
            width, height = SIGN[0] * self._at.zoom, SIGN[1] * self._at.zoom
            left = min(SIGN_LEFT, -width - 10)
            sign = QRectF(left, y - height / 2, width, height)
            paint_avatar(self._painter, sign, name, lane, 3)

    def _bar(self, bar: Bar) -> None:
        painter, radius = self._painter, bar.rect.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.canvas))
        painter.drawRect(bar.rect.adjusted(-HALO, 0, HALO, 0))
        colour = QColor(lane_colour(self._theme, bar.lane))
        if bar.shown.quiet:
            colour.setAlphaF(QUIET)
        painter.setBrush(colour)
        painter.drawRoundedRect(bar.rect, radius, radius)

    def _chip(self, block: Block, bar: Bar) -> None:
        """Behind the bar; before it where the line has no room."""
        painter, font = self._painter, self._at.chip
        width = width_of(bar.shown.chip, font) + 8 * self._at.zoom
        left = bar.rect.right() + 3
        if left + width > block.width + 30:
            left = bar.rect.left() - width - 3
        metrics = QFontMetricsF(font)
        y = bar.rect.center().y()
        box = QRectF(left, y - metrics.height() / 2, width, metrics.height())
        painter.fillRect(box, QColor(self._theme.canvas))
        painter.setFont(font)
        painter.setPen(QColor(lane_colour(self._theme, bar.lane)))
        base = y + metrics.capHeight() / 2
        painter.drawText(QPointF(left + 3 * self._at.zoom, base), bar.shown.chip)
