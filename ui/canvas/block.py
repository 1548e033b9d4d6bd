"""One paragraph broken into lines: the only place that counts in UTF-16 units."""

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, Qt, QTextBoundaryFinder
from PySide6.QtGui import QFont, QTextLayout, QTextLine, QTextOption

from annotator.text.offsets import Utf16Map

Extent = tuple[float, float]
MOST_KNOWN = 4000  # stretches whose place is remembered: spans, bars and what stands beside them


@dataclass(slots=True)
class Cluster:
    """A character as people see it: its place across the line and its code points."""

    left: float
    right: float
    start: int
    end: int
    rtl: bool


@dataclass(slots=True)
class Line:
    """One line; `start` and `end` in code points of the document."""

    text_line: QTextLine
    start: int
    end: int
    ascent: float
    descent: float
    clusters: list[Cluster] = field(default_factory=list)


class Block:
    """A paragraph's text layout. Lines live no longer than the block."""

    def __init__(self, text: str, start: int, font: QFont, width: float) -> None:
        self.start = start
        self.text = text
        self.width = width
        self.map = Utf16Map(text)
        self.layout = QTextLayout(_drawable(text), font)
        self.lines: list[Line] = []
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.rtl = _is_rtl(text)
        if self.rtl:
            option.setTextDirection(Qt.LayoutDirection.RightToLeft)
            option.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.layout.setTextOption(option)
        self._break(width)
        self._starts = [line.start for line in self.lines]
        self._extents: dict[tuple[int, int, int], list[Extent]] = {}

    def _break(self, width: float) -> None:
        self.layout.beginLayout()
        while True:
            line = self.layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, 0))
            first = self.start + self.map.to_code_point(line.textStart())
            last = self.start + self.map.to_code_point(line.textStart() + line.textLength())
            self.lines.append(Line(line, first, last, line.ascent(), line.descent()))
        self.layout.endLayout()

    def line_of(self, offset: int) -> int:
        """The index of the line that holds a code point."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def extents(self, line: Line, start: int, end: int) -> list[Extent]:
        """The stretches across a line that `[start, end)` covers, left to right: one, or
        several where the direction of writing changes inside."""
        start, end = max(start, line.start), min(end, line.end)
        if start >= end:
            return []
        key = (line.start, start, end)
        known = self._extents.get(key)
        if known is None:
            if len(self._extents) > MOST_KNOWN:
                self._extents.clear()
            known = self._extents[key] = self._measured(line, start, end)
        return known

    def _measured(self, line: Line, start: int, end: int) -> list[Extent]:
        first = self.map.to_utf16(start - self.start)
        length = self.map.to_utf16(end - self.start) - first
        found: list[Extent] = []
        for run in line.text_line.glyphRuns(first, length):
            font, indexes = run.rawFont(), run.glyphIndexes()
            advances = font.advancesForGlyphIndexes(indexes)
            places = run.positions()
            if places:
                left = min(place.x() for place in places)
                right = max(p.x() + a.x() for p, a in zip(places, advances, strict=True))
                found.append((left, right))
        return _joined(found)

    def clusters(self, line: Line) -> list[Cluster]:
        """The characters of a line from left to right."""
        if not line.clusters and line.end > line.start:
            text = self.text[line.start - self.start : line.end - self.start]
            units = Utf16Map(text)
            finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text)
            at = 0
            while (following := finder.toNextBoundary()) != -1:
                start, end = (line.start + units.to_code_point(x) for x in (at, following))
                at = following
                self._add_cluster(line, start, end)
            _split_ligatures(line.clusters)
            line.clusters.sort(key=lambda c: c.left)
        return line.clusters

    def _add_cluster(self, line: Line, start: int, end: int) -> None:
        extents = self.extents(line, start, end)
        if extents:
            first = self.map.to_utf16(start - self.start)
            runs = line.text_line.glyphRuns(first, 1)
            rtl = bool(runs) and runs[0].isRightToLeft()
            line.clusters.append(Cluster(extents[0][0], extents[-1][1], start, end, rtl))

    def offset_at(self, line: Line, x: float) -> int:
        """The nearest edge between characters, in code points of the document."""
        cluster = self.cluster_at(line, x)
        if cluster is None:
            return line.start
        left_half = x < (cluster.left + cluster.right) / 2
        return cluster.start if left_half != cluster.rtl else cluster.end

    def cluster_at(self, line: Line, x: float) -> Cluster | None:
        """The character nearest to `x`."""
        clusters = self.clusters(line)
        return min(clusters, key=lambda c: max(c.left - x, x - c.right, 0), default=None)

    def x_of(self, line: Line, offset: int) -> float:
        """Where a caret before the code point `offset` stands."""
        for cluster in self.clusters(line):
            if cluster.start <= offset < cluster.end:
                return cluster.right if cluster.rtl else cluster.left
        clusters = self.clusters(line)
        if not clusters:
            return line.text_line.naturalTextRect().right() if self.rtl else 0.0
        last = max(clusters, key=lambda c: c.end)
        return last.left if last.rtl else last.right


def _split_ligatures(clusters: list[Cluster]) -> None:
    """Give each character of a ligature its share: the layout says the whole glyph for all."""
    index = 0
    while index < len(clusters):
        first = clusters[index]
        same = index + 1
        while same < len(clusters) and _shares(first, clusters[same]):
            same += 1
        count, left, width = same - index, first.left, first.right - first.left
        for place, cluster in enumerate(clusters[index:same]):
            share = count - 1 - place if cluster.rtl else place
            cluster.left = left + width * share / count
            cluster.right = left + width * (share + 1) / count
        index = same


def _shares(first: Cluster, other: Cluster) -> bool:
    if other.right - other.left < 0.1:
        return first.left <= other.left <= first.right
    return (other.left, other.right) == (first.left, first.right)


def _joined(extents: list[Extent]) -> list[Extent]:
    result: list[Extent] = []
    for left, right in sorted(extents):
        if result and left <= result[-1][1] + 0.75:
            result[-1] = (result[-1][0], max(right, result[-1][1]))
        else:
            result.append((left, right))
    return result


def _drawable(text: str) -> str:
    """The text with tabs and control characters as spaces: same length, nothing that breaks
    a line by itself."""
    if text.isprintable():
        return text
    odd = {ord(c): " " for c in set(text) if c < " " or c in "\x7f\x85\u2028\u2029"}
    return text.translate(odd)


def _is_rtl(text: str) -> bool:
    for char in text[:200]:
        direction = unicodedata.bidirectional(char)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False
