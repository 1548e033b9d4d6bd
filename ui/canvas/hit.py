"""What lies under a point of a paragraph."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF

from ui.canvas.content import ShownSpan
from ui.canvas.decorate import Row
from ui.canvas.page import Laid

Part = Literal["chip", "arc", "pill", "more", "box", "bar", "text"]
Side = Literal["start", "end"]
EDGE = 4.0


@dataclass(frozen=True, slots=True)
class Hit:
    """The part under a point; `ids` innermost first; `offset` the nearest edge of characters;
    `inside` the character under the point; `goal` where a pill leads."""

    part: Part
    offset: int
    inside: tuple[int, int]
    ids: tuple[str, ...] = ()
    goal: str = ""


def hit(laid: Laid, point: QPointF) -> Hit:
    """What lies under a point relative to the paragraph's top left."""
    index = _row_at(laid.rows, point.y())
    row, line = laid.rows[index], laid.block.lines[index]
    offset = laid.block.offset_at(line, point.x())
    cluster = laid.block.cluster_at(line, point.x())
    inside = (cluster.start, cluster.end) if cluster else (offset, offset)
    part, ids, goal = _part(row, point)
    return Hit(part, offset, inside, ids, goal)


def _part(row: Row, point: QPointF) -> tuple[Part, tuple[str, ...], str]:
    if row.more and row.more.rect.contains(point):
        return "more", (), ""
    for pill in row.pills:
        if pill.rect.contains(point):
            return "pill", (pill.relation.id,), pill.goal
    for chip in row.chips:
        if chip.rect.adjusted(-1, -1, 1, 1).contains(point):
            return "chip", (chip.span.id,), ""
    for arc in row.arcs:
        if arc.label and arc.label.contains(point):
            return "arc", (arc.relation.id,), ""
    for arc in row.arcs:
        if abs(point.y() - arc.y) <= 3 and arc.left <= point.x() <= arc.right:
            return "arc", (arc.relation.id,), ""
    return _in_line(row, point)


def _in_line(row: Row, point: QPointF) -> tuple[Part, tuple[str, ...], str]:
    boxes = [box for box in row.boxes if box.rect.contains(point)]
    boxes.sort(key=lambda box: (box.level, box.rect.width()))
    ids = tuple(dict.fromkeys(box.span.id for box in boxes))
    if ids:
        return "box", ids, ""
    for bar in row.bars:
        if bar.shown.group and bar.rect.adjusted(0, -1.5, 0, 1.5).contains(point):
            return "bar", (bar.shown.group,), ""
    return "text", (), ""


def edge_at(laid: Laid, span: ShownSpan, point: QPointF) -> Side | None:
    """The side of a span whose edge can be taken hold of at a point of the paragraph."""
    index = _row_at(laid.rows, point.y())
    row, line = laid.rows[index], laid.block.lines[index]
    if not any(b.span.id == span.id and b.rect.top() <= point.y() <= b.rect.bottom()
               for b in row.boxes):  # fmt: skip
        return None
    for cluster in laid.block.clusters(line):
        if cluster.start <= span.start < cluster.end:
            x = cluster.right if cluster.rtl else cluster.left
            if abs(point.x() - x) <= EDGE:
                return "start"
        if cluster.start < span.end <= cluster.end:
            x = cluster.left if cluster.rtl else cluster.right
            if abs(point.x() - x) <= EDGE:
                return "end"
    return None


def _row_at(rows: list[Row], y: float) -> int:
    for index, row in enumerate(rows):
        if y < row.bottom:
            return index
    return len(rows) - 1
