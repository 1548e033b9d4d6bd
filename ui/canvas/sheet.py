"""Painting of what is in view: paragraphs with their numbers, or the word that there is none."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from annotator.model import Range
from ui.canvas.content import CanvasTheme
from ui.canvas.metrics import Metrics
from ui.canvas.page import Page
from ui.canvas.paint import Marks, Painter
from ui.theme.fonts import ui_font

NUMBER_GAP = 26
VEIL = 0.72


class Sheet:
    """Draws on a painter whose origin is the viewport's top left."""

    def __init__(
        self,
        painter: QPainter,
        theme: CanvasTheme,
        at: Metrics,
        marks: Marks,
        lanes: Sequence[str] = (),
    ) -> None:
        self._painter, self._theme, self._at = painter, theme.theme, at
        self._rows = Painter(painter, theme, at, marks, lanes)

    def empty(self, rect: QRectF, text: str) -> None:
        """One sentence in the middle."""
        self._painter.setFont(ui_font(13))
        self._painter.setPen(QColor(self._theme.muted))
        self._painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def page(
        self, page: Page, seen: Iterable[tuple[int, float]], left: float, dirty: QRectF
    ) -> None:
        """The paragraphs in view, of which only the lines within `dirty` are drawn."""
        for index, top in seen:
            laid = page.laid(index)
            self._painter.translate(left, top)
            for line, row in zip(laid.block.lines, laid.rows, strict=True):
                if top + row.bottom >= dirty.top() and top + row.top <= dirty.bottom():
                    self._rows.row(laid.block, line, row)
            self._painter.translate(-left, -top)
            if page.paragraphs[index].number:
                self._number(page.paragraphs[index].number, left, laid.rows[0].baseline + top)

    def veil(
        self, page: Page, seen: Iterable[tuple[int, float]], left: float, focus: Range | None
    ) -> None:
        """Let all lines but those of a range step back, and of its own lines the rest."""
        if focus is None:
            return
        colour = QColor(self._theme.canvas)
        colour.setAlphaF(VEIL)
        wide = float(self._painter.viewport().width())
        for index, top in seen:
            laid = page.laid(index)
            for line, row in zip(laid.block.lines, laid.rows, strict=True):
                band = QRectF(0, top + row.top, wide, row.bottom - row.top)
                if line.end <= focus[0] or line.start >= focus[1]:
                    self._painter.fillRect(band, colour)
                    continue
                for start, end in ((line.start, focus[0]), (focus[1], line.end)):
                    for x, right in laid.block.extents(line, start, end):
                        part = QRectF(left + x, band.top(), right - x, band.height())
                        self._painter.fillRect(part, colour)

    def _number(self, number: int, left: float, baseline: float) -> None:
        self._painter.setFont(self._at.gutter)
        self._painter.setPen(QColor(self._theme.gutter))
        rect = QRectF(0, baseline - 20, left - NUMBER_GAP, 24)
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        self._painter.drawText(rect, flags, str(number))

    def rubber(self, ends: tuple[QPointF, QPointF] | None) -> None:
        """The line from a chip that is dragged to the mouse."""
        if ends is not None:
            pen = QPen(QColor(self._theme.accent), 1.9)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            self._painter.setPen(pen)
            self._painter.drawLine(*ends)
