"""Spans of one paragraph into boxes and chips, and rows into their places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from annotator.lanes import slid, stacked
from annotator.model import Range
from ui.canvas.block import Block, Extent, Line
from ui.canvas.content import ShownBar, ShownRelation, ShownSpan
from ui.canvas.metrics import Metrics

CHIP_GAP = 2.0


@dataclass(slots=True)
class Box:
    """A span's stretch on one line; an end that is not shut goes on in another line."""

    span: ShownSpan
    rect: QRectF
    level: int
    shut_left: bool
    shut_right: bool


@dataclass(slots=True)
class Bridge:
    """The way on a line from a part of a span to its next part."""

    span: ShownSpan
    left: float
    right: float
    y: float


@dataclass(slots=True)
class Chip:
    """A label over its span, with a stem down to the box when it stands higher."""

    span: ShownSpan
    rect: QRectF
    stem: float


@dataclass(slots=True)
class Arc:
    """A relation's way over one line: from `left` to `right` at `y`, with feet at its ends
    (the y they go down to; None where the arc goes on in another line) and the label's
    place, None where a line has no room for it."""

    relation: ShownRelation
    left: float
    right: float
    y: float
    left_foot: float | None
    right_foot: float | None
    head_left: bool
    head_right: bool
    label: QRectF | None = None


@dataclass(slots=True)
class Pill:
    """The end of a relation whose other end is far away: a click goes there."""

    relation: ShownRelation
    rect: QRectF
    text: str
    foot_x: float
    foot_y: float
    incoming: bool
    goal: str


@dataclass(slots=True)
class More:
    """How many relations a crowded line leaves out; a click shows them."""

    count: int
    rect: QRectF


@dataclass(slots=True)
class Bar:
    """A stretch of a bar on one line, in one lane; `ends` where the bar ends here."""

    shown: ShownBar
    lane: int
    rect: QRectF
    ends: bool


@dataclass(slots=True)
class Row:
    """A decorated line: the top of its room and its baseline, from the paragraph's top. `lanes`
    are the middles of the lanes below it, if it has any; `gap` the room left below it, in px,
    for which the line is `open`."""

    top: float
    baseline: float
    bottom: float
    boxes: list[Box] = field(default_factory=list)
    bridges: list[Bridge] = field(default_factory=list)
    chips: list[Chip] = field(default_factory=list)
    arcs: list[Arc] = field(default_factory=list)
    pills: list[Pill] = field(default_factory=list)
    more: More | None = None
    bars: list[Bar] = field(default_factory=list)
    lanes: list[float] = field(default_factory=list)
    gap: float = 0.0
    open: str | None = None


def boxed(block: Block, spans: Sequence[ShownSpan], at: Metrics) -> list[Row]:
    """The rows of a paragraph with boxes and chips, relative to each line's baseline."""
    levels = _levels(spans)
    rows = [Row(0, 0, 0) for _ in block.lines]
    for line, row in zip(block.lines, rows, strict=True):
        row.boxes = _boxes(block, line, spans, levels, at)
        row.bridges = _bridges(block, line, row.boxes)
        row.chips = _chips(block, line, row.boxes, at)
    return rows


def placed(block: Block, rows: Sequence[Row], at: Metrics) -> None:
    """Give each row, with all that hangs over it, its place below the one before."""
    top = 0.0
    for line, row in zip(block.lines, rows, strict=True):
        top = _place(line, row, top, at)


def _levels(spans: Sequence[ShownSpan]) -> dict[str, int]:
    lanes = stacked([(span.start, span.end) for span in spans])
    return {span.id: lane for span, lane in zip(spans, lanes, strict=True)}


def _boxes(
    block: Block, line: Line, spans: Sequence[ShownSpan], levels: Mapping[str, int], at: Metrics
) -> list[Box]:
    """Boxes relative to the baseline (y 0), outer ones first."""
    boxes = []
    for span in spans:
        for start, end in span.ranges:
            if start < line.end and end > line.start:
                boxes.extend(_pieces(block, line, span, (start, end), levels[span.id], at))
    return sorted(boxes, key=lambda box: (-box.level, box.rect.left()))


def _pieces(
    block: Block, line: Line, span: ShownSpan, place: Range, level: int, at: Metrics
) -> list[Box]:
    start, end = place
    begins, closes = start >= line.start, end <= line.end
    shut = (closes, begins) if block.rtl else (begins, closes)
    pad = (1 + 1.5 * min(level, 3)) * at.zoom
    top, bottom = -(at.cap + (5 + 3 * level) * at.zoom), (6 + 3 * level) * at.zoom
    pieces = []
    for left, right in block.extents(line, start, end):
        low, high = _neighbours(block, line, place, (left, right))
        near, far = max(left - pad, low), min(right + pad, high)
        rect = QRectF(near, top, max(2.0, far - near), bottom - top)
        pieces.append(Box(span, rect, level, *shut))
    return pieces


def _bridges(block: Block, line: Line, boxes: Sequence[Box]) -> list[Bridge]:
    """Between the parts of a span along the foot of its boxes; to the edge of the line where
    the next part, or the last one, stands on another."""
    parts: dict[str, list[Box]] = {}
    for box in boxes:
        if len(box.span.ranges) > 1:
            parts.setdefault(box.span.id, []).append(box)
    bridges = []
    for found in parts.values():
        span, y = found[0].span, found[0].rect.bottom() - 0.5
        found.sort(key=lambda box: box.rect.left())
        ends = [(box.rect.left(), box.rect.right()) for box in found]
        first, last = (line.start, line.end) if not block.rtl else (line.end, line.start)
        if span.start < min(first, last):
            ends = [*ends, (block.width, 0.0)] if block.rtl else [(0.0, 0.0), *ends]
        if span.end > max(first, last):
            ends = [(0.0, 0.0), *ends] if block.rtl else [*ends, (block.width, 0.0)]
        for (_, left), (right, _) in pairwise(ends):
            if right - left > 2:
                bridges.append(Bridge(span, left, right, y))
    return bridges


def _neighbours(block: Block, line: Line, place: Range, extent: Extent) -> Extent:
    """How far a box may reach on either side: not into a sign that stands close to it, which
    kerning may even have pulled under the last letter."""
    low, high = -1e6, 1e6
    for offset in (place[0] - 1, place[1]):
        index = offset - block.start
        if 0 <= index < len(block.text) and not block.text[index].isspace():
            for left, right in block.extents(line, offset, offset + 1):
                middle = (left + right) / 2
                if middle > (extent[0] + extent[1]) / 2:
                    high = min(high, max(left + 0.5, extent[1] - 3))
                else:
                    low = max(low, min(right - 0.5, extent[0] + 3))
    return low, high


@lru_cache(maxsize=4096)
def _text_width(text: str, font_key: str) -> float:
    font = QFont()
    font.fromString(font_key)
    return QFontMetricsF(font).horizontalAdvance(text)


def width_of(text: str, font: QFont) -> float:
    """The width of a label in px, remembered."""
    return _text_width(text, font.toString())


def _chips(block: Block, line: Line, boxes: Sequence[Box], at: Metrics) -> list[Chip]:
    """Chips relative to the baseline, over the boxes of spans that begin on this line or in
    an earlier paragraph."""
    firsts: dict[str, Box] = {}
    for box in boxes:
        begins = line.start <= box.span.start < line.end
        goes_on = box.span.start < block.start and line is block.lines[0]
        if begins or goes_on:
            known = firsts.get(box.span.id)
            if known is None or box.rect.left() < known.rect.left():
                firsts[box.span.id] = box
    pad = 1.5 * at.zoom
    order = sorted(
        firsts.values(),
        key=lambda box: (round((box.rect.left() + pad * box.level) / 4), box.level),
    )
    wishes = []
    for box in order:
        width = width_of(box.span.chip, at.chip) + 10 * at.zoom
        left = max(0.0, box.rect.left())
        wishes.append((left, width, max(left, box.rect.right() - 8)))
    base = min((box.rect.top() for box in boxes), default=0.0) - CHIP_GAP
    chips = []
    for box, (_, width, _), (lane, left) in zip(order, wishes, slid(wishes, 4), strict=True):
        bottom = base - lane * (at.chip_height + 3)
        rect = QRectF(left, bottom - at.chip_height, width, at.chip_height)
        chips.append(Chip(box.span, rect, box.rect.top()))
    return chips


def _place(line: Line, row: Row, top: float, at: Metrics) -> float:
    """Move a row's things from around its baseline to their place; returns its bottom."""
    text_top = -(line.ascent + at.leading / 2)
    highest = min(
        [text_top]
        + [box.rect.top() - 3 for box in row.boxes]
        + [chip.rect.top() - 4 for chip in row.chips]
        + [arc.y - 9 * at.zoom for arc in row.arcs]
        + [pill.rect.top() - 3 for pill in row.pills]
        + ([row.more.rect.top() - 3] if row.more else [])
    )
    lowest = max([line.descent + at.leading / 2] + [b.rect.bottom() + 2 for b in row.boxes])
    if row.lanes:
        lowest = max(lowest, row.lanes[-1] + 5 * at.zoom)
    row.top, row.baseline = top, top - highest
    row.bottom = row.baseline + lowest + row.gap
    row.lanes = [y + row.baseline for y in row.lanes]
    rects = [box.rect for box in row.boxes] + [chip.rect for chip in row.chips]
    rects += [pill.rect for pill in row.pills] + [a.label for a in row.arcs if a.label]
    rects += [row.more.rect] if row.more else []
    rects += [bar.rect for bar in row.bars]
    for rect in rects:
        rect.translate(QPointF(0, row.baseline))
    for chip in row.chips:
        chip.stem += row.baseline
    for bridge in row.bridges:
        bridge.y += row.baseline
    for arc in row.arcs:
        arc.y += row.baseline
        arc.left_foot = None if arc.left_foot is None else arc.left_foot + row.baseline
        arc.right_foot = None if arc.right_foot is None else arc.right_foot + row.baseline
    for pill in row.pills:
        pill.foot_y += row.baseline
    return row.bottom
