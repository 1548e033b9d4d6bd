"""Bars below the lines of a paragraph: one lane for each of those who labelled it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF

from ui.canvas.block import Block, Line
from ui.canvas.content import ShownBar
from ui.canvas.decorate import Bar, Row
from ui.canvas.metrics import Metrics

HEIGHT = 3.0
FIRST = 11.0  # px from the baseline to the first lane
PITCH, OPEN_PITCH = 6.0, 15.0


def underlined(
    block: Block, rows: Sequence[Row], bars: Sequence[ShownBar], lanes: int, at: Metrics
) -> None:
    """Give each line that has bars, or is open, its lanes, relative to the baseline."""
    for line, row in zip(block.lines, rows, strict=True):
        here = [bar for bar in bars if bar.start < line.end and bar.end > line.start]
        if not here and row.open is None:
            continue
        row.lanes = _middles(row, lanes, at)
        for bar in here:
            row.bars += _pieces(block, line, row, bar, at)


def _middles(row: Row, lanes: int, at: Metrics) -> list[float]:
    pitch = (PITCH if row.open is None else OPEN_PITCH) * at.zoom
    under = max([FIRST * at.zoom, *(box.rect.bottom() + 3 for box in row.boxes)])
    first = under + (HEIGHT / 2 if row.open is None else OPEN_PITCH / 2 - 1) * at.zoom
    return [first + lane * pitch for lane in range(lanes)]


def _pieces(block: Block, line: Line, row: Row, bar: ShownBar, at: Metrics) -> list[Bar]:
    found, high = [], HEIGHT * at.zoom
    for start, end in bar.ranges:
        if start >= line.end or end <= line.start:
            continue
        extents = block.extents(line, start, end)
        for place, (left, right) in enumerate(extents):
            ends = end == bar.end and end <= line.end and place == len(extents) - 1
            for lane in bar.lanes:
                rect = QRectF(left, row.lanes[lane] - high / 2, max(2.0, right - left), high)
                found.append(Bar(bar, lane, rect, ends))
    return found
