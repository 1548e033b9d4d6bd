"""What lies under a point of a paragraph."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF

from ui.canvas.decorate import Row, width_of
from ui.canvas.metrics import Metrics
from ui.canvas.page import Laid

Part = Literal["chip", "arc", "pill", "box", "text"]


@dataclass(frozen=True, slots=True)
class Hit:
    """The part under a point; `ids` innermost first; `offset` the nearest edge of characters;
    `inside` the character under the point; `goal` where a pill leads."""

    part: Part
    offset: int
    inside: tuple[int, int]
    ids: tuple[str, ...] = ()
    goal: str = ""


def hit(laid: Laid, point: QPointF, at: Metrics) -> Hit:
    """What lies under a point relative to the paragraph's top left."""
    index = _row_at(laid.rows, point.y())
    row, line = laid.rows[index], laid.block.lines[index]
    offset = laid.block.offset_at(line, point.x())
    cluster = laid.block.cluster_at(line, point.x())
    inside = (cluster.start, cluster.end) if cluster else (offset, offset)
    for pill in row.pills:
        if pill.rect.contains(point):
            return Hit("pill", offset, inside, (pill.relation.id,), pill.goal)
    for chip in row.chips:
        if chip.rect.adjusted(-1, -1, 1, 1).contains(point):
            return Hit("chip", offset, inside, (chip.span.id,))
    for arc in row.arcs:
        half = width_of(arc.relation.label, at.label) / 2 + 4
        middle = (max(arc.left, 0) + min(arc.right, 720)) / 2
        if abs(point.y() - arc.y) <= 8 and abs(point.x() - middle) <= half:
            return Hit("arc", offset, inside, (arc.relation.id,))
    for arc in row.arcs:
        if abs(point.y() - arc.y) <= 3 and arc.left <= point.x() <= arc.right:
            return Hit("arc", offset, inside, (arc.relation.id,))
    boxes = [box for box in row.boxes if box.rect.contains(point)]
    if boxes:
        ordered = sorted(boxes, key=lambda box: (box.level, box.rect.width()))
        return Hit("box", offset, inside, tuple(dict.fromkeys(b.span.id for b in ordered)))
    return Hit("text", offset, inside)


def _row_at(rows: list[Row], y: float) -> int:
    for index, row in enumerate(rows):
        if y < row.bottom:
            return index
    return len(rows) - 1
