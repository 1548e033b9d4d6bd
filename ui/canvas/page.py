"""The document as paragraphs with their heights, each laid out when it is first needed."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ui.canvas.block import Block
from ui.canvas.content import CanvasContent, ShownBar, ShownRelation, ShownSpan
from ui.canvas.decorate import Row, boxed, placed
from ui.canvas.heights import Heights
from ui.canvas.metrics import GAP, Metrics
from ui.canvas.paragraphs import Paragraph, paragraphs
from ui.canvas.relate import Far, related
from ui.canvas.underline import underlined

KEPT = 240
Shown = ShownSpan | ShownRelation | ShownBar
Pair = tuple[Shown | None, Shown | None]


@dataclass(slots=True)
class Laid:
    """A paragraph that has been laid out."""

    block: Block
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Gap:
    """Room of so many px below the line of a code point; with a `group` for its bars, which then
    say what they are."""

    offset: int
    height: float
    group: str = ""


class Page:
    """Text, spans and relations by paragraph; only what is seen is laid out."""

    def __init__(self, content: CanvasContent, at: Metrics, width: float) -> None:
        self.content, self.at, self.width = content, at, width
        self.paragraphs: list[Paragraph] = paragraphs(content.text)
        self._starts = [paragraph.start for paragraph in self.paragraphs]
        self.spans: dict[str, ShownSpan] = {}
        self.relations: dict[str, ShownRelation] = {}
        self.bars: dict[str, ShownBar] = {}
        self.gap: Gap | None = None
        self._bars_in: dict[int, set[str]] = {}
        self._spans_in: dict[int, set[str]] = {}
        self._links: dict[str, set[str]] = {}
        self._laid: dict[int, Laid] = {}
        self._opened: set[int] = set()
        self._add_spans(content.spans)
        for relation in content.relations:
            self._add_relation(relation)
        for bar in content.bars:
            self._add_bar(bar)
        self.heights = Heights([self._estimate(i) for i in range(len(self.paragraphs))])

    def index_of(self, offset: int) -> int:
        """The paragraph that holds a code point."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def laid(self, index: int) -> Laid:
        """A paragraph, laid out now if it was not."""
        found = self._laid.get(index)
        if found is None:
            found = self._laid[index] = Laid(self._block(index), [])
        if not found.rows:
            self._decorate(index, found)
        return found

    def _block(self, index: int) -> Block:
        paragraph = self.paragraphs[index]
        text = self.content.text[paragraph.start : paragraph.end]
        return Block(text, paragraph.start, self.at.text, self.width)

    def set_geometry(self, at: Metrics, width: float) -> None:
        """Break all lines again, with other metrics or in another width."""
        self.at, self.width = at, width
        self._laid.clear()
        self.heights = Heights([self._estimate(i) for i in range(len(self.paragraphs))])

    def adopt(self, other: "Page | None") -> None:
        """Take over the broken lines of a page with the same text, font and width."""
        if other is None or (other.at, other.width) != (self.at, self.width):
            return
        if other.content.text == self.content.text:
            self._laid = {i: Laid(laid.block, []) for i, laid in other._laid.items()}

    def break_lines(self, index: int) -> bool:
        """Break a paragraph into lines before anybody sees it; whether that was to be done."""
        if index in self._laid:
            return False
        self._laid[index] = Laid(self._block(index), [])
        return True

    def forget_far(self, near: int) -> None:
        """Let go of layouts far from a paragraph once there are many; heights stay known."""
        if len(self._laid) > 2 * KEPT:
            for index in [i for i in self._laid if abs(i - near) > KEPT // 2]:
                del self._laid[index]

    def open_lanes(self, index: int) -> None:
        """Show all relations of a paragraph, however many lanes they need."""
        if index not in self._opened:
            self._opened.add(index)
            if index in self._laid:
                self._laid[index].rows = []

    def set_gap(self, gap: Gap | None) -> None:
        """Leave room below a line, in place of the line before; None leaves no more."""
        if gap == self.gap:
            return
        old, self.gap = self.gap, gap
        for each in (old, gap):
            index = self.index_of(each.offset) if each is not None else -1
            if index in self._laid:
                self._laid[index].rows = []
                self.laid(index)

    def is_laid(self, index: int) -> bool:
        """Whether a paragraph's height is known."""
        found = self._laid.get(index)
        return found is not None and bool(found.rows)

    def is_rtl(self, index: int) -> bool:
        """Whether a paragraph is written from right to left."""
        return self.laid(index).block.rtl

    def refresh(self, pairs: Iterable[Pair]) -> set[int]:
        """Take changes in; returns the paragraphs that look different."""
        touched: set[int] = set()
        for before, after in pairs:
            for item, act in ((before, self._remove), (after, self._add)):
                if item is not None:
                    touched |= self._where(item)
                    act(item)
                    touched |= self._where(item)
        for index in touched:
            if index in self._laid:
                self._laid[index].rows = []
        return touched

    def spans_in(self, index: int) -> list[ShownSpan]:
        """The spans that touch a paragraph, in reading order."""
        found = (self.spans[id] for id in self._spans_in.get(index, ()))
        return sorted(found, key=lambda s: (s.start, -s.end, s.id))

    def near(self, id: str) -> frozenset[str]:
        """A span with its relations and their other ends, or a relation with both ends; empty
        where no relation is."""
        relations = [self.relations[id]] if id in self.relations else []
        relations += [self.relations[r] for r in self._links.get(id, ())]
        return frozenset(x for r in relations for x in (r.id, r.head, r.tail))

    def number_of(self, offset: int) -> int:
        """The number of the real paragraph at an offset."""
        index = self.index_of(offset)
        while index and not self.paragraphs[index].number:
            index -= 1
        return self.paragraphs[index].number

    def _decorate(self, index: int, laid: Laid) -> None:
        spans = self.spans_in(index)
        starts_here = {s.id for s in spans if self.index_of(s.start) == index}
        ids = sorted({r for s in starts_here for r in self._links.get(s, ())})
        relations = [self.relations[id] for id in ids]
        far = self._far(relations, starts_here)
        rows = boxed(laid.block, spans, self.at)
        self._open_gap(index, laid.block, rows)
        if self.content.lanes:
            bars = sorted((self.bars[x] for x in self._bars_in.get(index, ())), key=_bar_order)
            underlined(laid.block, rows, bars, len(self.content.lanes), self.at)
        related(laid.block, rows, relations, far, self.at, index in self._opened)
        placed(laid.block, rows, self.at)
        laid.rows = rows
        gap = GAP * self.at.zoom if self._ends_paragraph(index) else 0.0
        bottom = rows[-1].bottom if rows else self.at.lane
        self.heights.set(index, bottom + gap)

    def _open_gap(self, index: int, block: Block, rows: Sequence[Row]) -> None:
        if self.gap is not None and self.index_of(self.gap.offset) == index:
            row = rows[block.line_of(self.gap.offset)]
            row.gap, row.open = self.gap.height, self.gap.group or None

    def _ends_paragraph(self, index: int) -> bool:
        following = index + 1
        return following >= len(self.paragraphs) or self.paragraphs[following].number > 0

    def _far(self, relations: Sequence[ShownRelation], here: set[str]) -> dict[str, Far]:
        ends = {end for r in relations for end in (r.head, r.tail)} - here
        result = {}
        for id in ends:
            span = self.spans.get(id)
            if span is not None:
                text = " ".join(self.content.text[span.start : span.end].split())
                result[id] = Far(text, self.number_of(span.start))
        return result

    def _estimate(self, index: int) -> float:
        paragraph = self.paragraphs[index]
        per_line = max(1.0, self.width / (self.at.zoom * 8.2))
        lines = max(1, round((paragraph.end - paragraph.start) / per_line + 0.5))
        busy = 22 * min(lines, len(self._spans_in.get(index, ())))
        if self.content.lanes:
            busy += 6 * len(self.content.lanes) * min(lines, len(self._bars_in.get(index, ())))
        return lines * 28 * self.at.zoom + busy + GAP

    def _where(self, item: Shown) -> set[int]:
        if isinstance(item, ShownBar):
            return set(self._crossed(item))
        if isinstance(item, ShownSpan):
            own = set(self._crossed(item))
            for id in self._links.get(item.id, ()):
                own |= self._where(self.relations[id])
            return own
        ends = (self.spans.get(item.head), self.spans.get(item.tail))
        return {self.index_of(span.start) for span in ends if span is not None}

    def _crossed(self, span: ShownSpan | ShownBar) -> range:
        """The paragraphs that a span touches."""
        start, end = span.ranges[0][0], span.ranges[-1][1]
        first = bisect_right(self._starts, start) - 1
        if end <= self.paragraphs[first].end:
            return range(first, first + 1)
        return range(first, bisect_right(self._starts, end - 1))

    def _add(self, item: Shown) -> None:
        if isinstance(item, ShownBar):
            self._add_bar(item)
        elif isinstance(item, ShownSpan):
            self._add_span(item)
        else:
            self._add_relation(item)

    def _add_span(self, span: ShownSpan) -> None:
        self.spans[span.id] = span
        for index in self._crossed(span):
            self._spans_in.setdefault(index, set()).add(span.id)

    def _add_spans(self, spans: Iterable[ShownSpan]) -> None:
        """Many spans at once, most of which lie in one paragraph."""
        starts, spans_in, paragraphs = self._starts, self._spans_in, self.paragraphs
        for span in spans:
            id, ranges = span.id, span.ranges
            first = bisect_right(starts, ranges[0][0]) - 1
            if ranges[-1][1] > paragraphs[first].end:
                self._add_span(span)
                continue
            self.spans[id] = span
            if first in spans_in:
                spans_in[first].add(id)
            else:
                spans_in[first] = {id}

    def _add_bar(self, bar: ShownBar) -> None:
        self.bars[bar.id] = bar
        for index in self._crossed(bar):
            self._bars_in.setdefault(index, set()).add(bar.id)

    def _add_relation(self, relation: ShownRelation) -> None:
        self.relations[relation.id] = relation
        for end in (relation.head, relation.tail):
            self._links.setdefault(end, set()).add(relation.id)

    def _remove(self, item: Shown) -> None:
        if isinstance(item, ShownBar):
            gone_bar = self.bars.pop(item.id)
            for index in self._crossed(gone_bar):
                self._bars_in[index].discard(gone_bar.id)
        elif isinstance(item, ShownSpan):
            old = self.spans.pop(item.id)
            for index in self._crossed(old):
                self._spans_in[index].discard(old.id)
        else:
            gone = self.relations.pop(item.id)
            for end in (gone.head, gone.tail):
                self._links[end].discard(gone.id)


def _bar_order(bar: ShownBar) -> tuple[bool, int, str]:
    """Quiet ones first, then long before short, so that none is hidden by another."""
    return not bar.quiet, bar.start - bar.end, bar.id
