"""Painting of status glyphs and small pills, which lists draw in their rows."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from ui.panels.look import font, theme


def paint_status(painter: QPainter, rect: QRectF, status: str) -> None:
    """Draw the glyph of `status` ("new", "in progress", "done", "skipped" or "error")."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing = {
        "in progress": _paint_progress,
        "done": _paint_done,
        "skipped": _paint_skipped,
        "error": _paint_error,
    }.get(status, _paint_new)
    drawing(painter, rect.adjusted(1.2, 1.2, -1.2, -1.2))
    painter.restore()


def _pen(colour: str, width: float = 1.5) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _paint_new(painter: QPainter, rect: QRectF) -> None:
    painter.setPen(_pen(theme().strong))
    painter.drawEllipse(rect)


def _paint_progress(painter: QPainter, rect: QRectF) -> None:
    painter.setPen(_pen(theme().accent))
    painter.drawEllipse(rect)
    painter.setBrush(QColor(theme().accent))
    painter.setPen(Qt.PenStyle.NoPen)
    inner = rect.adjusted(2.4, 2.4, -2.4, -2.4)
    painter.drawPie(inner, -90 * 16, 180 * 16)


def _paint_done(painter: QPainter, rect: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme().success))
    painter.drawEllipse(rect.adjusted(-0.6, -0.6, 0.6, 0.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(theme().panel))
    paint_check(painter, rect.adjusted(2.4, 2.4, -2.4, -2.4))


def paint_check(painter: QPainter, rect: QRectF) -> None:
    """Draw a check mark with the painter's pen."""
    path = QPainterPath(QPointF(rect.left(), rect.center().y() + rect.height() * 0.06))
    path.lineTo(rect.left() + rect.width() * 0.36, rect.bottom() - rect.height() * 0.12)
    path.lineTo(rect.right(), rect.top() + rect.height() * 0.14)
    painter.drawPath(path)


def _paint_skipped(painter: QPainter, rect: QRectF) -> None:
    painter.setPen(_pen(theme().strong))
    painter.drawEllipse(rect)
    middle = rect.center()
    painter.drawLine(middle - QPointF(2.6, 0), middle + QPointF(2.6, 0))


def _paint_error(painter: QPainter, rect: QRectF) -> None:
    painter.setPen(_pen(theme().danger))
    path = QPainterPath(QPointF(rect.center().x(), rect.top()))
    path.lineTo(rect.bottomRight())
    path.lineTo(rect.bottomLeft())
    path.closeSubpath()
    painter.drawPath(path)
    middle = rect.center()
    painter.drawLine(middle - QPointF(0, 1.4), middle + QPointF(0, 1.4))
    painter.drawPoint(QPointF(middle.x(), rect.bottom() - 1.8))


def paint_pill(painter: QPainter, right: float, middle: float, text: str) -> float:
    """Draw `text` in a dashed pill that ends at `right`; the pill's left edge."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font(11))
    metrics = painter.fontMetrics()
    height = max(14.0, metrics.ascent() + 2.0)
    width = max(metrics.horizontalAdvance(text) + 12.0, height + 6)
    rect = QRectF(right - width, middle - height / 2, width, height)
    pen = QPen(QColor(theme().strong), 1)
    pen.setDashPattern([2.6, 1.8])
    painter.setPen(pen)
    painter.drawRoundedRect(rect, height / 2, height / 2)
    painter.setPen(QColor(theme().muted))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
    return rect.left()
