"""Painting of decorated rows."""

from collections.abc import Collection
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from ui.canvas.block import Block, Line
from ui.canvas.content import CanvasTheme, ShownSpan
from ui.canvas.decorate import Arc, Box, Chip, Pill, Row, width_of
from ui.canvas.metrics import Metrics

DASHES = [3.0, 2.2]
ARROW = (7.2, 6.5)
CORNER = 6.0


@dataclass(slots=True)
class Marks:
    """What is pointed at: the current item, the selection, targets and things that flash."""

    current: str = ""
    selection: tuple[int, int] = (0, 0)
    caret: int = -1
    targets: Collection[str] = frozenset()
    target: str = ""
    hovered: str = ""
    flashing: dict[str, float] = field(default_factory=dict)


class Painter:
    """Draws rows with one theme; the painter's origin is the paragraph's top left."""

    def __init__(self, painter: QPainter, theme: CanvasTheme, at: Metrics, marks: Marks) -> None:
        self._painter, self._theme, self._at, self._marks = painter, theme, at, marks
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def row(self, block: Block, line: Line, row: Row) -> None:
        """One line from back to front: boxes, selection, text, chips, arcs, pills."""
        for box in row.boxes:
            self._fill(box)
        self._selection(block, line, row)
        self._painter.setPen(QColor(self._theme.theme.text))
        line.text_line.draw(self._painter, QPointF(0, row.baseline - line.ascent))
        for box in row.boxes:
            self._edge(box)
        for arc in row.arcs:
            self._arc(arc)
        for chip in row.chips:
            self._chip(chip)
        for pill in row.pills:
            self._pill(pill)
        self._caret(block, line, row)

    def _is_lit(self, span: ShownSpan) -> bool:
        return span.id in (self._marks.current, self._marks.target)

    def _fill(self, box: Box) -> None:
        colours = self._theme.label(box.span.colour_key)
        path = _box_path(box)
        if box.span.style == "own":
            self._painter.fillPath(path, QColor(colours.tint))
        if box.span.id in self._marks.targets:
            self._painter.fillPath(path, _faded(self._theme.theme.accent, 0.14))
        flash = self._marks.flashing.get(box.span.id, 0.0)
        if flash:
            self._painter.fillPath(path, _faded(self._theme.theme.accent, 0.35 * flash))

    def _edge(self, box: Box) -> None:
        colours = self._theme.label(box.span.colour_key)
        lit = self._is_lit(box.span)
        pen = QPen(QColor(self._theme.theme.accent if lit else colours.strong), 2 if lit else 1)
        if box.span.style == "suggested":
            pen.setDashPattern(DASHES if not lit else [2.4, 1.6])
        elif not lit:
            pen.setColor(_faded(colours.strong, 0.75))
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawPath(_box_path(box))

    def _selection(self, block: Block, line: Line, row: Row) -> None:
        start, end = self._marks.selection
        if start >= end or start >= line.end or end <= line.start:
            return
        colour = QColor(self._theme.theme.selection)
        height = line.ascent + line.descent
        for left, right in block.extents(line, start, end):
            rect = QRectF(left, row.baseline - line.ascent, right - left, height)
            self._painter.fillRect(rect, colour)

    def _caret(self, block: Block, line: Line, row: Row) -> None:
        caret = self._marks.caret
        last = line is block.lines[-1]
        if not (line.start <= caret < line.end or (last and caret == line.end)):
            return
        x = block.x_of(line, caret)
        self._painter.setPen(QPen(QColor(self._theme.theme.accent), 1.5))
        top, bottom = row.baseline - line.ascent + 2, row.baseline + line.descent - 1
        self._painter.drawLine(QPointF(x, top), QPointF(x, bottom))

    def _chip(self, chip: Chip) -> None:
        painter, theme = self._painter, self._theme
        colours = theme.label(chip.span.colour_key)
        if chip.stem - chip.rect.bottom() > 4:
            painter.setPen(QPen(QColor(colours.strong), 1))
            x = chip.rect.left() + 3
            painter.drawLine(QPointF(x, chip.rect.bottom()), QPointF(x, chip.stem))
        own = chip.span.style == "own"
        pen = QPen(QColor(colours.strong), 1)
        if not own:
            pen.setDashPattern(DASHES)
        painter.setPen(pen)
        painter.setBrush(QColor(colours.strong if own else theme.theme.canvas))
        box = chip.rect.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, 3, 3)
        painter.setFont(self._at.chip)
        painter.setPen(QColor(colours.on_strong if own else colours.strong))
        painter.drawText(chip.rect, Qt.AlignmentFlag.AlignCenter, chip.span.chip)
        if self._is_lit(chip.span):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.theme.accent), 1.6))
            painter.drawRoundedRect(chip.rect.adjusted(-2, -2, 2, 2), 4.5, 4.5)

    def _colour(self, relation_id: str, head: str, tail: str) -> tuple[QColor, float]:
        marks = self._marks
        lit = {marks.current, marks.hovered} - {""}
        if relation_id in marks.flashing or lit & {relation_id, head, tail}:
            return QColor(self._theme.theme.accent), 1.9
        return QColor(self._theme.theme.arc), 1.3

    def _arc(self, arc: Arc) -> None:
        relation = arc.relation
        colour, width = self._colour(relation.id, relation.head, relation.tail)
        painter = self._painter
        pen = QPen(colour, width)
        if relation.style == "suggested":
            pen.setDashPattern(DASHES)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(_arc_path(arc, self._clear(relation)))
        for x, foot, head in (
            (arc.left, arc.left_foot, arc.head_left),
            (arc.right, arc.right_foot, arc.head_right),
        ):
            if foot is not None and head:
                self._arrow(x, foot - self._clear(relation), colour)
        self._label(arc, colour, width)

    def _clear(self, relation: object) -> float:
        """Room between an arrow and a chip: more where the chip wears the ring."""
        lit = getattr(relation, "tail", "") in (self._marks.current, self._marks.target)
        return 3.5 if lit else 0.5

    def _arrow(self, x: float, y: float, colour: QColor) -> None:
        half, length = ARROW[0] / 2, ARROW[1]
        points = [QPointF(x, y), QPointF(x - half, y - length), QPointF(x + half, y - length)]
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(colour)
        self._painter.drawPolygon(QPolygonF(points))

    def _label(self, arc: Arc, colour: QColor, width: float) -> None:
        text, theme = arc.relation.label, self._theme.theme
        half = width_of(text, self._at.label) / 2 + 4
        goes_on = arc.left_foot is None or arc.right_foot is None
        if goes_on and arc.right - arc.left < 2 * half + 12:
            return
        middle = (max(arc.left, 0) + min(arc.right, 720)) / 2
        rect = QRectF(middle - half, arc.y - 8, 2 * half, 16)
        self._painter.fillRect(rect, QColor(theme.canvas))
        self._painter.setFont(self._at.label)
        self._painter.setPen(colour if width > 1.5 else QColor(theme.arc_label))
        self._painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _pill(self, pill: Pill) -> None:
        relation, theme, painter = pill.relation, self._theme.theme, self._painter
        colour, width = self._colour(relation.id, relation.head, relation.tail)
        pen = QPen(colour, width)
        if relation.style == "suggested":
            pen.setDashPattern(DASHES)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        right = pill.rect.left() > pill.foot_x
        edge = pill.rect.left() if right else pill.rect.right()
        painter.drawPath(_pill_path(pill, edge, 1 if right else -1))
        if pill.incoming:
            self._arrow(pill.foot_x, pill.foot_y - self._clear(relation), colour)
        border = QPen(colour if width > 1.5 else QColor(theme.pill_border), 1)
        if relation.style == "suggested":
            border.setDashPattern(DASHES)
        painter.setPen(border)
        painter.setBrush(QColor(theme.pill))
        radius = pill.rect.height() / 2
        painter.drawRoundedRect(pill.rect, radius, radius)
        painter.setFont(self._at.label)
        painter.setPen(QColor(theme.arc_label))
        painter.drawText(pill.rect, Qt.AlignmentFlag.AlignCenter, pill.text)


def _faded(colour: str, alpha: float) -> QColor:
    result = QColor(colour)
    result.setAlphaF(alpha)
    return result


def _box_path(box: Box) -> QPainterPath:
    """A rounded box; an end that goes on in another line is square and open."""
    rect = box.rect.adjusted(0.5, 0.5, -0.5, -0.5)
    path = QPainterPath()
    if box.opens and box.closes:
        path.addRoundedRect(rect, 3.5, 3.5)
        return path
    if not box.opens and not box.closes:
        path.moveTo(rect.topLeft())
        path.lineTo(rect.topRight())
        path.moveTo(rect.bottomRight())
        path.lineTo(rect.bottomLeft())
        path.addRect(QRectF())
        return _filled(path, rect)
    near, far = (rect.left(), rect.right()) if box.opens else (rect.right(), rect.left())
    sign = 1 if box.opens else -1
    path.moveTo(far, rect.top())
    path.lineTo(near + sign * 3.5, rect.top())
    path.quadTo(near, rect.top(), near, rect.top() + 3.5)
    path.lineTo(near, rect.bottom() - 3.5)
    path.quadTo(near, rect.bottom(), near + sign * 3.5, rect.bottom())
    path.lineTo(far, rect.bottom())
    return path


def _filled(path: QPainterPath, rect: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addRect(rect)
    return path


def _arc_path(arc: Arc, clear: float) -> QPainterPath:
    path = QPainterPath()
    reach = min(CORNER, max(0.0, (arc.right - arc.left) / 2))
    if arc.left_foot is None:
        path.moveTo(arc.left, arc.y)
    else:
        stop = arc.left_foot - (clear + ARROW[1] - 1 if arc.head_left else 0.5)
        path.moveTo(arc.left, stop)
        path.lineTo(arc.left, min(stop, arc.y + CORNER))
        path.quadTo(arc.left, arc.y, arc.left + reach, arc.y)
    if arc.right_foot is None:
        path.lineTo(arc.right, arc.y)
    else:
        stop = arc.right_foot - (clear + ARROW[1] - 1 if arc.head_right else 0.5)
        path.lineTo(arc.right - reach, arc.y)
        path.quadTo(arc.right, arc.y, arc.right, min(stop, arc.y + CORNER))
        path.lineTo(arc.right, stop)
    return path


def _pill_path(pill: Pill, edge: float, sign: int) -> QPainterPath:
    y = pill.rect.center().y()
    path = QPainterPath(QPointF(pill.foot_x, pill.foot_y - (6 if pill.incoming else 0.5)))
    path.lineTo(pill.foot_x, min(y + CORNER, pill.foot_y))
    path.quadTo(pill.foot_x, y, pill.foot_x + sign * CORNER, y)
    path.lineTo(edge, y)
    return path
