"""Painting of decorated rows."""

from bisect import bisect_right
from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from ui.canvas.block import Block, Line
from ui.canvas.boundaries import FocusUnit
from ui.canvas.content import CanvasTheme, ShownRelation, ShownSpan
from ui.canvas.decorate import Arc, Box, Bridge, Chip, More, Pill, Row
from ui.canvas.lane_paint import LanePainter
from ui.canvas.metrics import Metrics
from ui.theme.tokens import LabelColours

DASHES = [3.0, 2.2]
DOTS = [1.5, 2.0]
DIMMED = 0.4
ARROW = (7.2, 6.5)
UNDECIDED = ("open", "nothing")
CORNER = 6.0
RADIUS = 3.5


@dataclass(slots=True)
class Marks:
    """What is pointed at: the current item, the selection, targets and things that flash."""

    current: str = ""
    selection: tuple[int, int] = (0, 0)
    caret: int = -1
    targets: Container[str] = ()
    target: str = ""
    hovered: str = ""
    flashing: dict[str, float] = field(default_factory=dict)
    focus: FocusUnit = ""
    hits: Sequence[tuple[int, int]] = ()
    hit: int = -1
    near: frozenset[str] = frozenset()

    def dims(self, relation: ShownRelation) -> bool:
        """Whether a relation steps back behind those of what the mouse is over."""
        return bool(self.near) and relation.id not in self.near

    def dims_span(self, id: str) -> bool:
        """Whether a span's chip steps back."""
        return bool(self.near) and id not in self.near


class Painter:
    """Draws rows with one theme; the painter's origin is the paragraph's top left."""

    def __init__(
        self,
        painter: QPainter,
        theme: CanvasTheme,
        at: Metrics,
        marks: Marks,
        lanes: Sequence[str] = (),
    ) -> None:
        self._painter, self._theme, self._at, self._marks = painter, theme, at, marks
        self._lanes = LanePainter(painter, theme.theme, at, lanes)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def row(self, block: Block, line: Line, row: Row) -> None:
        """One line from back to front: boxes, selection, text, chips, arcs, pills."""
        for box in row.boxes:
            self._fill(box)
        self._hits(block, line, row)
        self._selection(block, line, row)
        self._painter.setPen(QColor(self._theme.theme.text))
        line.text_line.draw(self._painter, QPointF(0, row.baseline - line.ascent))
        for box in row.boxes:
            self._edge(box)
        for bridge in row.bridges:
            self._bridge(bridge)
        if row.lanes:
            self._lanes.row(block, row)
        for arc in row.arcs:
            self._dim(self._marks.dims(arc.relation))
            self._arc(arc)
        for arc in row.arcs:
            self._dim(self._marks.dims(arc.relation))
            self._label(arc)
        for chip in row.chips:
            self._dim(self._marks.dims_span(chip.span.id))
            self._chip(chip)
        for pill in row.pills:
            self._dim(self._marks.dims(pill.relation))
            self._pill(pill)
        self._dim(False)
        if row.more:
            self._more(row.more)
        self._caret(block, line, row)

    def _dim(self, dimmed: bool) -> None:
        self._painter.setOpacity(DIMMED if dimmed else 1.0)

    def _bridge(self, bridge: Bridge) -> None:
        """From a part of a span to its next."""
        lit = self._is_lit(bridge.span)
        strong = self._theme.label(bridge.span.colour_key).strong
        pen = QPen(QColor(self._theme.theme.accent if lit else strong), 2 if lit else 1)
        pen.setDashPattern(DOTS)
        self._painter.setPen(pen)
        self._painter.drawLine(QPointF(bridge.left, bridge.y), QPointF(bridge.right, bridge.y))

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
        colours = self._colours(box.span)
        lit = self._is_lit(box.span)
        pen = QPen(QColor(self._theme.theme.accent if lit else colours.strong), 2 if lit else 1)
        if box.span.style == "suggested":
            pen.setDashPattern(DASHES if not lit else [2.4, 1.6])
        elif box.span.style in UNDECIDED:
            if not lit:
                pen = QPen(QColor(colours.strong), 1.5)
                pen.setDashPattern(DOTS)
        elif not lit:
            pen.setColor(_faded(colours.strong, 0.75))
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawPath(_edge_path(box))

    def _colours(self, span: ShownSpan) -> LabelColours:
        """Of the label, or of what is not decided."""
        theme = self._theme.theme
        if span.style == "open":
            return LabelColours(theme.warning, theme.warning_tint, theme.warning)
        if span.style == "nothing":
            return LabelColours(theme.strong, theme.pill, theme.muted)
        return self._theme.label(span.colour_key)

    def _hits(self, block: Block, line: Line, row: Row) -> None:
        """Search hits on the line, which are sorted and do not overlap."""
        hits, theme = self._marks.hits, self._theme.theme
        place = bisect_right(hits, line.start, key=lambda hit: hit[1])
        while place < len(hits) and hits[place][0] < line.end:
            current = place == self._marks.hit
            for left, right in block.extents(line, *hits[place]):
                top = row.baseline - line.ascent
                rect = QRectF(left, top, right - left, line.ascent + line.descent)
                fill = theme.selection if current else theme.warning_tint
                self._painter.fillRect(rect, QColor(fill))
                if current:
                    self._painter.setPen(QPen(QColor(theme.accent), 2))
                    self._painter.setBrush(Qt.BrushStyle.NoBrush)
                    self._painter.drawRect(rect)
                else:
                    under = QRectF(left, rect.bottom() - 1.5, right - left, 1.5)
                    self._painter.fillRect(under, QColor(theme.warning))
            place += 1

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
        colours = self._colours(chip.span)
        if chip.stem - chip.rect.bottom() > 4:
            painter.setPen(QPen(QColor(colours.strong), 1))
            x = chip.rect.left() + 3
            painter.drawLine(QPointF(x, chip.rect.bottom()), QPointF(x, chip.stem))
        own, undecided = chip.span.style == "own", chip.span.style in UNDECIDED
        pen = QPen(QColor(colours.strong), 1)
        if chip.span.style == "suggested":
            pen.setDashPattern(DASHES)
        painter.setPen(pen)
        ground = colours.tint if undecided else theme.theme.canvas
        painter.setBrush(QColor(colours.strong if own else ground))
        box = chip.rect.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, 3, 3)
        painter.setFont(self._at.chip)
        painter.setPen(QColor(colours.on_strong if own else colours.strong))
        painter.drawText(chip.rect, Qt.AlignmentFlag.AlignCenter, chip.span.chip)
        if self._is_lit(chip.span):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.theme.accent), 1.6))
            painter.drawRoundedRect(chip.rect.adjusted(-2, -2, 2, 2), 4.5, 4.5)

    def _colour(self, relation: ShownRelation) -> tuple[QColor, float]:
        marks = self._marks
        lit = {marks.current, marks.hovered} - {""}
        if relation.id in marks.flashing or lit & {relation.id, relation.head, relation.tail}:
            return QColor(self._theme.theme.accent), 1.9
        if relation.style == "open":
            return QColor(self._theme.theme.warning), 1.4
        return QColor(self._theme.theme.arc), 1.3

    def _pen(self, relation: ShownRelation, colour: QColor, width: float) -> QPen:
        """Dashed for what is suggested, dotted for what is not decided."""
        pen = QPen(colour, width)
        if relation.style == "suggested":
            pen.setDashPattern(DASHES)
        elif relation.style in UNDECIDED:
            pen.setWidthF(max(1.6, width))
            pen.setDashPattern(DOTS)
        return pen

    def _arc(self, arc: Arc) -> None:
        relation = arc.relation
        colour, width = self._colour(relation)
        painter = self._painter
        painter.setPen(self._pen(relation, colour, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        clear = (self._clear(relation, arc.head_left), self._clear(relation, arc.head_right))
        for half in _arc_halves(arc, clear):
            painter.drawPath(half)
        for x, foot, head, room in (
            (arc.left, arc.left_foot, arc.head_left, clear[0]),
            (arc.right, arc.right_foot, arc.head_right, clear[1]),
        ):
            if foot is not None and head:
                self._arrow(x, foot - room, colour)

    def _clear(self, relation: ShownRelation, head: bool) -> float:
        """Room between a relation's end and its chip: more where the chip wears the ring."""
        end = relation.tail if head else relation.head
        return 3.5 if end in (self._marks.current, self._marks.target) else 0.5

    def _arrow(self, x: float, y: float, colour: QColor) -> None:
        half, length = ARROW[0] / 2, ARROW[1]
        points = [QPointF(x, y), QPointF(x - half, y - length), QPointF(x + half, y - length)]
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(colour)
        self._painter.drawPolygon(QPolygonF(points))

    def _label(self, arc: Arc) -> None:
        if arc.label is not None:
            relation, theme = arc.relation, self._theme.theme
            colour, width = self._colour(relation)
            self._painter.fillRect(arc.label, QColor(theme.canvas))
            self._painter.setFont(self._at.label)
            self._painter.setPen(colour if width > 1.5 else QColor(theme.arc_label))
            flags = Qt.AlignmentFlag.AlignCenter
            self._painter.drawText(arc.label, flags, arc.relation.label)

    def _more(self, more: More) -> None:
        theme, painter = self._theme.theme, self._painter
        painter.setPen(QPen(QColor(theme.pill_border), 1))
        painter.setBrush(QColor(theme.pill))
        radius = more.rect.height() / 2
        painter.drawRoundedRect(more.rect, radius, radius)
        painter.setFont(self._at.label)
        painter.setPen(QColor(theme.arc_label))
        painter.drawText(more.rect, Qt.AlignmentFlag.AlignCenter, f"+{more.count}")

    def _pill(self, pill: Pill) -> None:
        relation, theme, painter = pill.relation, self._theme.theme, self._painter
        colour, width = self._colour(relation)
        painter.setPen(self._pen(relation, colour, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        right = pill.rect.left() > pill.foot_x
        edge = pill.rect.left() if right else pill.rect.right()
        clear = self._clear(relation, pill.incoming)
        painter.drawPath(_pill_path(pill, edge, 1 if right else -1, clear))
        if pill.incoming:
            self._arrow(pill.foot_x, pill.foot_y - clear, colour)
        border = self._pen(relation, colour if width > 1.5 else QColor(theme.pill_border), 1)
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
    """What is filled: a box, rounded at its shut ends."""
    path = QPainterPath()
    rect = box.rect.adjusted(0.5, 0.5, -0.5, -0.5)
    if box.shut_left and box.shut_right:
        path.addRoundedRect(rect, RADIUS, RADIUS)
    elif box.shut_left or box.shut_right:
        path = _half_box(rect, box.shut_left)
    else:
        path.addRect(rect)
    return path


def _edge_path(box: Box) -> QPainterPath:
    """What is stroked: ends that go on in another line stay open."""
    if box.shut_left or box.shut_right:
        return _box_path(box)
    rect = box.rect.adjusted(0.5, 0.5, -0.5, -0.5)
    path = QPainterPath(rect.topLeft())
    path.lineTo(rect.topRight())
    path.moveTo(rect.bottomLeft())
    path.lineTo(rect.bottomRight())
    return path


def _half_box(rect: QRectF, left: bool) -> QPainterPath:
    near, far = (rect.left(), rect.right()) if left else (rect.right(), rect.left())
    inwards = RADIUS if left else -RADIUS
    path = QPainterPath(QPointF(far, rect.top()))
    path.lineTo(near + inwards, rect.top())
    path.quadTo(near, rect.top(), near, rect.top() + RADIUS)
    path.lineTo(near, rect.bottom() - RADIUS)
    path.quadTo(near, rect.bottom(), near + inwards, rect.bottom())
    path.lineTo(far, rect.bottom())
    return path


def _arc_halves(arc: Arc, clear: tuple[float, float]) -> list[QPainterPath]:
    """Both halves outwards from the label, so that dashes begin alike on either side."""
    middle = (arc.left + arc.right) / 2
    gap = (arc.label.left(), arc.label.right()) if arc.label else (middle, middle)
    reach = min(CORNER, (arc.right - arc.left) / 2)
    return [
        _arc_half(arc.y, max(gap[0], arc.left + reach), arc.left, reach,
                  _stop(arc.left_foot, arc.head_left, clear[0])),
        _arc_half(arc.y, min(gap[1], arc.right - reach), arc.right, -reach,
                  _stop(arc.right_foot, arc.head_right, clear[1])),
    ]  # fmt: skip


def _stop(foot: float | None, head: bool, clear: float) -> float | None:
    """Where a foot's line ends: above the chip, and above the arrowhead if there is one."""
    return None if foot is None else foot - clear - (ARROW[1] - 1 if head else 0)


def _arc_half(y: float, begin: float, end: float, reach: float, stop: float | None) -> QPainterPath:
    path = QPainterPath(QPointF(begin, y))
    if stop is None:
        path.lineTo(end, y)
        return path
    path.lineTo(end + reach, y)
    path.quadTo(end, y, end, min(stop, y + CORNER))
    path.lineTo(end, stop)
    return path


def _pill_path(pill: Pill, edge: float, sign: int, clear: float) -> QPainterPath:
    y = pill.rect.center().y()
    stop = pill.foot_y - clear - (ARROW[1] - 1 if pill.incoming else 0)
    path = QPainterPath(QPointF(pill.foot_x, stop))
    path.lineTo(pill.foot_x, min(y + CORNER, stop))
    path.quadTo(pill.foot_x, y, pill.foot_x + sign * CORNER, y)
    path.lineTo(edge, y)
    return path
