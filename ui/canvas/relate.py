"""Relations of one paragraph into arcs and pills, each in a lane over its line."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from annotator.lanes import stacked
from ui.canvas.block import Block
from ui.canvas.content import ShownRelation
from ui.canvas.decorate import Arc, Chip, More, Pill, Row, width_of
from ui.canvas.metrics import Metrics

FIRST_ARC = 12.0
NEAR_LINES = 3
MOST_LANES = 6
Ended = tuple[int, Chip]


@dataclass(frozen=True, slots=True)
class Far:
    """The far end of a relation: its words and its paragraph's number."""

    text: str
    number: int


@dataclass(slots=True)
class Wish:
    """Something over a line that needs a lane. An end is the id of the chip it stands on."""

    relation: ShownRelation
    left: float
    right: float
    left_end: str | None
    right_end: str | None
    pill: str = ""
    incoming: bool = False
    goal: str = ""


def related(
    block: Block,
    rows: Sequence[Row],
    relations: Sequence[ShownRelation],
    far: Mapping[str, Far],
    at: Metrics,
    all_lanes: bool = False,
) -> None:
    """Hang relations over boxed rows: an arc on one line or over up to three line ends, else
    a pill at each end. `far` has the ends that lie elsewhere; a line shows six lanes, unless
    `all_lanes`, and counts the rest."""
    chips = {chip.span.id: (i, chip) for i, row in enumerate(rows) for chip in row.chips}
    wishes: list[list[Wish]] = [[] for _ in rows]
    for relation in relations:
        head, tail = chips.get(relation.head), chips.get(relation.tail)
        if head and tail and abs(head[0] - tail[0]) <= NEAR_LINES:
            _wish_arc(block, relation, head, tail, wishes)
            continue
        for end, other, incoming in ((head, relation.tail, False), (tail, relation.head, True)):
            there = far.get(other) or _here(block, chips.get(other))
            if end is not None and there is not None:
                wish = _pill_wish(block, relation, end[1], there, incoming, at)
                wish.goal = other
                wishes[end[0]].append(wish)
    for row, wanted in zip(rows, wishes, strict=True):
        if wanted:
            _lay_lanes(block, row, wanted, at, all_lanes)


def _here(block: Block, end: Ended | None) -> Far | None:
    if end is None:
        return None
    span = end[1].span
    return Far(block.text[max(0, span.start - block.start) : span.end - block.start], 0)


def _wish_arc(
    block: Block, relation: ShownRelation, head: Ended, tail: Ended, wishes: list[list[Wish]]
) -> None:
    if head[0] == tail[0]:
        first, last = sorted((head[1], tail[1]), key=_middle)
        wishes[head[0]].append(
            Wish(relation, _middle(first), _middle(last), first.span.id, last.span.id)
        )
        return
    (low, start), (high, end) = sorted((head, tail), key=lambda pair: pair[0])
    right = block.width + 8.0
    edge_in, edge_out = (right, -12.0) if block.rtl else (-12.0, right)
    pieces: list[tuple[float, float, str | None, str | None]] = [
        (_middle(start), edge_out, start.span.id, None),
        *((edge_in, edge_out, None, None) for _ in range(low + 1, high)),
        (edge_in, _middle(end), None, end.span.id),
    ]
    for index, (near, far, near_end, far_end) in enumerate(pieces, start=low):
        if near <= far:
            wishes[index].append(Wish(relation, near, far, near_end, far_end))
        else:
            wishes[index].append(Wish(relation, far, near, far_end, near_end))


def _middle(chip: Chip) -> float:
    return chip.rect.center().x()


def _pill_wish(
    block: Block, relation: ShownRelation, chip: Chip, there: Far, incoming: bool, at: Metrics
) -> Wish:
    name = there.text if len(there.text) <= 26 else f"{there.text[:25].rstrip()}…"
    place = f" ¶{there.number}" if there.number else ""
    text = f"{name}{place} → {relation.label}" if incoming else f"{relation.label} → {name}{place}"
    width = width_of(text, at.label) + 14 * at.zoom
    middle, reach = _middle(chip), 10 * at.zoom
    left = middle + reach
    if left + width > block.width:
        left = max(0.0, middle - reach - width)
    return Wish(relation, left, left + width, chip.span.id, None, text, incoming)


def _lay_lanes(
    block: Block, row: Row, wishes: Sequence[Wish], at: Metrics, all_lanes: bool
) -> None:
    feet = _feet(row, wishes, at)
    for wish in wishes:
        if not wish.pill:
            wish.left = feet.get((wish.left_end or "", wish.relation.id), wish.left)
            wish.right = feet.get((wish.right_end or "", wish.relation.id), wish.right)
    intervals = [_interval(wish, feet, at) for wish in wishes]
    lanes = stacked(intervals)
    most = 1 + max(lanes) if all_lanes else MOST_LANES
    base = min(chip.rect.top() for chip in row.chips) if row.chips else -(at.cap + 5)
    for wish, lane in zip(wishes, lanes, strict=True):
        y = base - FIRST_ARC * at.zoom - lane * at.lane
        if lane >= most:
            continue
        if wish.pill:
            row.pills.append(_pill(row, wish, y, feet, at))
        else:
            crossing = _crossing(wishes, lanes, lane, most, feet)
            row.arcs.append(_arc(row, wish, y, _label_place(block, wish, y, crossing, at)))
    hidden = sum(lane >= most for lane in lanes)
    if hidden:
        width = width_of(f"+{hidden}", at.label) + 14 * at.zoom
        y = base - FIRST_ARC * at.zoom - most * at.lane
        height = 16 * at.zoom
        row.more = More(hidden, QRectF(block.width - width, y - height / 2, width, height))


def _interval(
    wish: Wish, feet: Mapping[tuple[str, str], float], at: Metrics
) -> tuple[float, float]:
    if wish.pill:
        foot = feet.get((wish.left_end or "", wish.relation.id), wish.left)
        return min(wish.left, foot) - 4, max(wish.right, foot) + 4
    middle = (wish.left + wish.right) / 2
    label = width_of(wish.relation.label, at.label) / 2 + 8
    return min(wish.left - 1, middle - label), max(wish.right + 1, middle + label)


def _crossing(
    wishes: Sequence[Wish],
    lanes: Sequence[int],
    lane: int,
    most: int,
    feet: Mapping[tuple[str, str], float],
) -> list[float]:
    """The x of all feet that come down through a lane from higher ones."""
    return [
        feet[(end, wish.relation.id)]
        for wish, own in zip(wishes, lanes, strict=True)
        if lane < own < most
        for end in (wish.left_end, wish.right_end)
        if end is not None
    ]


def _label_place(
    block: Block, wish: Wish, y: float, crossing: Collection[float], at: Metrics
) -> QRectF | None:
    """Near the arc's middle, where no foot of a higher arc would cut the label."""
    half, high = width_of(wish.relation.label, at.label) / 2 + 4, 16 * at.zoom
    goes_on = wish.left_end is None or wish.right_end is None
    left, right = max(0.0, wish.left), min(block.width, wish.right)
    if goes_on and right - left < 2 * half + 12:
        return None
    middle = (left + right) / 2
    room = max(0.0, (right - left) / 2 - half - 8)
    shifts = [0.0, *(s * d for d in range(6, int(room) + 1, 6) for s in (1, -1))]
    free = (s for s in shifts if not any(abs(x - middle - s) < half + 1 for x in crossing))
    middle += next(free, 0.0)
    return QRectF(middle - half, y - high / 2, 2 * half, high)


def _feet(row: Row, wishes: Sequence[Wish], at: Metrics) -> dict[tuple[str, str], float]:
    """Where each relation stands on each chip: side by side, and so ordered that arcs to the
    same side do not cross."""
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
        ordered = [*left, *right]
        step = min(11.0 * at.zoom, (rect.width() - 10) / max(1, len(ordered)))
        first = middle - step * (len(ordered) - 1) / 2
        for index, (_, relation) in enumerate(ordered):
            places[(id, relation)] = first + index * step
    return places


def _arc(row: Row, wish: Wish, y: float, label: QRectF | None) -> Arc:
    tops = {chip.span.id: chip.rect.top() for chip in row.chips}
    return Arc(
        relation=wish.relation,
        left=wish.left,
        right=wish.right,
        y=y,
        left_foot=tops[wish.left_end] if wish.left_end else None,
        right_foot=tops[wish.right_end] if wish.right_end else None,
        head_left=wish.left_end == wish.relation.tail,
        head_right=wish.right_end == wish.relation.tail,
        label=label,
    )


def _pill(
    row: Row, wish: Wish, y: float, feet: Mapping[tuple[str, str], float], at: Metrics
) -> Pill:
    chip = next(chip for chip in row.chips if chip.span.id == wish.left_end)
    height = 16 * at.zoom
    rect = QRectF(wish.left, y - height / 2, wish.right - wish.left, height)
    foot = feet[(chip.span.id, wish.relation.id)]
    return Pill(wish.relation, rect, wish.pill, foot, chip.rect.top(), wish.incoming, wish.goal)
