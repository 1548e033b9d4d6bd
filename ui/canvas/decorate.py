"""Spans and relations of one paragraph into boxes, chips, arcs and the height of each line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from annotator.lanes import slid, stacked
from ui.canvas.block import Block, Line
from ui.canvas.content import ShownRelation, ShownSpan
from ui.canvas.metrics import COLUMN, Metrics

FIRST_ARC = 12.0
CHIP_GAP = 2.0
NEAR_LINES = 3


@dataclass(slots=True)
class Box:
    """A span's stretch on one line; open ends are drawn square."""

    span: ShownSpan
    rect: QRectF
    level: int
    opens: bool
    closes: bool


@dataclass(slots=True)
class Chip:
    """A label over its span, with a stem down to the box when it stands higher."""

    span: ShownSpan
    rect: QRectF
    stem: float


@dataclass(slots=True)
class Arc:
    """A relation's way over one line: from `left` to `right` at `y`, with feet at its ends
    (the y they go down to; None where the arc goes on in another line)."""

    relation: ShownRelation
    left: float
    right: float
    y: float
    left_foot: float | None
    right_foot: float | None
    head_left: bool
    head_right: bool


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
class Row:
    """A decorated line: the top of its room and its baseline, from the paragraph's top."""

    top: float
    baseline: float
    bottom: float
    boxes: list[Box] = field(default_factory=list)
    chips: list[Chip] = field(default_factory=list)
    arcs: list[Arc] = field(default_factory=list)
    pills: list[Pill] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Far:
    """The far end of a relation: its words and its paragraph's number."""

    text: str
    number: int


@dataclass(slots=True)
class Wish:
    """Something over a line that needs a lane."""

    relation: ShownRelation
    left: float
    right: float
    left_end: str | None
    right_end: str | None
    pill: str = ""
    incoming: bool = False
    goal: str = ""


def decorated(
    block: Block,
    spans: Sequence[ShownSpan],
    relations: Sequence[ShownRelation],
    far: Mapping[str, Far],
    at: Metrics,
) -> list[Row]:
    """The rows of a paragraph. `far` has the ends of relations that lie elsewhere."""
    levels = _levels(spans)
    rows = [Row(0, 0, 0) for _ in block.lines]
    for line, row in zip(block.lines, rows, strict=True):
        row.boxes = _boxes(block, line, spans, levels, at)
        row.chips = _chips(block, line, row.boxes, at)
    _hang_relations(block, rows, relations, far, at)
    top = 0.0
    for line, row in zip(block.lines, rows, strict=True):
        top = _place(line, row, top, at)
    return rows


def _levels(spans: Sequence[ShownSpan]) -> dict[str, int]:
    lanes = stacked([(span.start, span.end) for span in spans])
    return {span.id: lane for span, lane in zip(spans, lanes, strict=True)}


def _boxes(
    block: Block, line: Line, spans: Sequence[ShownSpan], levels: Mapping[str, int], at: Metrics
) -> list[Box]:
    """Boxes relative to the baseline (y 0)."""
    boxes = []
    for span in spans:
        for start, end in span.ranges:
            for left, right in block.extents(line, start, end):
                opens, closes = start >= line.start, end <= line.end
                level = levels[span.id]
                pad = 1 + 1.5 * min(level, 3)
                tight = _is_tight(block, end)
                rect = QRectF(left, -(at.cap + 5 + 3 * level), right - left, 0)
                rect.setBottom(6 + 3 * level)
                rect.adjust(-pad, 0, min(pad, 1.0) if tight else pad, 0)
                boxes.append(Box(span, rect, level, opens, closes))
    return sorted(boxes, key=lambda box: (-box.level, box.rect.left()))


def _is_tight(block: Block, end: int) -> bool:
    place = end - block.start
    return place < len(block.text) and not block.text[place].isspace()


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
    order = sorted(firsts.values(), key=lambda box: (box.span.start, box.level, box.rect.left()))
    wishes = []
    for box in order:
        width = width_of(box.span.chip, at.chip) + 10
        left = max(0.0, min(box.rect.left(), COLUMN * 2))
        wishes.append((left, width, max(left, box.rect.right() - 8)))
    base = min((box.rect.top() for box in boxes), default=0.0) - CHIP_GAP
    chips = []
    for box, (_, width, _), (lane, left) in zip(order, wishes, slid(wishes, 4), strict=True):
        bottom = base - lane * (at.chip_height + 3)
        rect = QRectF(left, bottom - at.chip_height, width, at.chip_height)
        chips.append(Chip(box.span, rect, box.rect.top()))
    return chips


def _hang_relations(
    block: Block,
    rows: Sequence[Row],
    relations: Sequence[ShownRelation],
    far: Mapping[str, Far],
    at: Metrics,
) -> None:
    chips = {chip.span.id: (i, chip) for i, row in enumerate(rows) for chip in row.chips}
    wishes: list[list[Wish]] = [[] for _ in rows]
    for relation in relations:
        head, tail = chips.get(relation.head), chips.get(relation.tail)
        if head and tail and abs(head[0] - tail[0]) <= NEAR_LINES:
            _wish_arc(block, relation, head, tail, wishes)
            continue
        for end, other, incoming in ((head, relation.tail, False), (tail, relation.head, True)):
            if end is not None:
                there = far.get(other) or _here(block, rows, other)
                _wish_pill(relation, end, there, incoming, other, wishes, at)
    for row, wanted in zip(rows, wishes, strict=True):
        _lay_lanes(row, wanted, at)


def _here(block: Block, rows: Sequence[Row], id: str) -> Far:
    for row in rows:
        for chip in row.chips:
            if chip.span.id == id:
                text = block.text[chip.span.start - block.start : chip.span.end - block.start]
                return Far(text, 0)
    return Far("", 0)


def _wish_arc(
    block: Block,
    relation: ShownRelation,
    head: tuple[int, Chip],
    tail: tuple[int, Chip],
    wishes: list[list[Wish]],
) -> None:
    if head[0] == tail[0]:
        first, last = sorted((head[1], tail[1]), key=lambda chip: chip.rect.center().x())
        wish = Wish(relation, first.rect.center().x(), last.rect.center().x(),
                    first.span.id, last.span.id)  # fmt: skip
        wishes[head[0]].append(wish)
        return
    (low, start), (high, end) = sorted((head, tail), key=lambda pair: pair[0])
    edge_in, edge_out = (COLUMN + 8.0, -12.0) if block.rtl else (-12.0, COLUMN + 8.0)
    for index in range(low, high + 1):
        if index == low:
            near, far_x = start.rect.center().x(), edge_out
            ends: tuple[str | None, str | None] = (start.span.id, None)
        elif index == high:
            near, far_x, ends = edge_in, end.rect.center().x(), (None, end.span.id)
        else:
            near, far_x, ends = edge_in, edge_out, (None, None)
        if near > far_x:
            near, far_x, ends = far_x, near, (ends[1], ends[0])
        wishes[index].append(Wish(relation, near, far_x, *ends))


def _wish_pill(
    relation: ShownRelation,
    end: tuple[int, Chip],
    there: Far,
    incoming: bool,
    goal: str,
    wishes: list[list[Wish]],
    at: Metrics,
) -> None:
    index, chip = end
    name = there.text if len(there.text) <= 26 else f"{there.text[:25].rstrip()}…"
    place = f" ¶{there.number}" if there.number else ""
    text = f"{name}{place} → {relation.label}" if incoming else f"{relation.label} → {name}{place}"
    width = width_of(text, at.label) + 14
    middle = chip.rect.center().x()
    left = middle + 10
    if left + width > COLUMN:
        left = max(0.0, middle - 10 - width)
    wish = Wish(relation, left, left + width, chip.span.id, None, text, incoming, goal)
    wishes[index].append(wish)


def _lay_lanes(row: Row, wishes: Sequence[Wish], at: Metrics) -> None:
    if not wishes:
        return
    feet = _feet(row, wishes)
    intervals = []
    for wish in wishes:
        middle, half = (wish.left + wish.right) / 2, (wish.right - wish.left) / 2
        label = 0.0 if wish.pill else width_of(wish.relation.label, at.label) / 2 + 8
        reach = max(half, label)
        intervals.append((middle - reach - 4, middle + reach + 4))
    base = min(chip.rect.top() for chip in row.chips) if row.chips else -(at.cap + 5)
    for wish, lane in zip(wishes, stacked(intervals), strict=True):
        y = base - FIRST_ARC * at.zoom - lane * at.lane
        if wish.pill:
            row.pills.append(_pill(row, wish, y, feet, at))
        else:
            row.arcs.append(_arc(row, wish, y, feet))


def _feet(row: Row, wishes: Sequence[Wish]) -> dict[tuple[str, str], float]:
    """Where each relation stands on each chip: side by side, those that go left further left."""
    wanted: dict[str, list[tuple[float, str]]] = {}
    for wish in wishes:
        for end, other in ((wish.left_end, wish.right), (wish.right_end, wish.left)):
            if end is not None:
                wanted.setdefault(end, []).append((other, wish.relation.id))
    places: dict[tuple[str, str], float] = {}
    rects = {chip.span.id: chip.rect for chip in row.chips}
    for id, ends in wanted.items():
        rect = rects[id]
        middle = rect.center().x()
        left = sorted((e for e in ends if e[0] < middle), key=lambda e: -e[0])
        right = sorted((e for e in ends if e[0] >= middle), key=lambda e: -e[0])
        ordered = [*reversed(left), *right]
        step = min(11.0, (rect.width() - 10) / max(1, len(ordered)))
        first = middle - step * (len(ordered) - 1) / 2
        for index, (_, relation) in enumerate(ordered):
            places[(id, relation)] = first + index * step
    return places


def _arc(row: Row, wish: Wish, y: float, feet: Mapping[tuple[str, str], float]) -> Arc:
    tops = {chip.span.id: chip.rect.top() for chip in row.chips}
    id = wish.relation.id
    left = feet.get((wish.left_end, id), wish.left) if wish.left_end else wish.left
    right = feet.get((wish.right_end, id), wish.right) if wish.right_end else wish.right
    return Arc(
        wish.relation,
        left,
        right,
        y,
        tops[wish.left_end] if wish.left_end else None,
        tops[wish.right_end] if wish.right_end else None,
        wish.left_end == wish.relation.tail,
        wish.right_end == wish.relation.tail,
    )


def _pill(
    row: Row, wish: Wish, y: float, feet: Mapping[tuple[str, str], float], at: Metrics
) -> Pill:
    assert wish.left_end is not None
    chip = next(chip for chip in row.chips if chip.span.id == wish.left_end)
    height = 16 * at.zoom
    rect = QRectF(wish.left, y - height / 2, wish.right - wish.left, height)
    foot = feet.get((wish.left_end, wish.relation.id), chip.rect.center().x())
    return Pill(wish.relation, rect, wish.pill, foot, chip.rect.top(), wish.incoming, wish.goal)


def _place(line: Line, row: Row, top: float, at: Metrics) -> float:
    """Move a row's things from around its baseline to their place; returns its bottom."""
    text_top = -(line.ascent + at.leading / 2)
    highest = min(
        [text_top]
        + [box.rect.top() - 3 for box in row.boxes]
        + [chip.rect.top() - 4 for chip in row.chips]
        + [arc.y - 9 for arc in row.arcs]
        + [pill.rect.top() - 3 for pill in row.pills]
    )
    lowest = max([line.descent + at.leading / 2] + [b.rect.bottom() + 2 for b in row.boxes])
    row.top, row.baseline = top, top - highest
    row.bottom = row.baseline + lowest
    rects = [*(x.rect for x in row.boxes), *(x.rect for x in row.chips)]
    for rect in (*rects, *(x.rect for x in row.pills)):
        rect.translate(QPointF(0, row.baseline))
    for chip in row.chips:
        chip.stem += row.baseline
    for arc in row.arcs:
        arc.y += row.baseline
        arc.left_foot = None if arc.left_foot is None else arc.left_foot + row.baseline
        arc.right_foot = None if arc.right_foot is None else arc.right_foot + row.baseline
    for pill in row.pills:
        pill.foot_y += row.baseline
    return row.bottom
