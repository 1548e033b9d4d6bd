"""The text caret: moves by token, character, sentence or line, and carries a selection along."""

from bisect import bisect_left, bisect_right
from typing import Literal

from ui.canvas.boundaries import Kind, paragraph_edge, stepped
from ui.canvas.page import Page

Unit = Literal["token", "character", "sentence", "paragraph", "line", "line edge", "page", "text"]
SIDEWAYS = ("token", "character")


class Caret:
    """A place in the text and the place where a selection began; both code points."""

    def __init__(self) -> None:
        self.place = 0
        self.anchor = 0

    @property
    def selection(self) -> tuple[int, int]:
        """The selected range, empty when nothing is."""
        return min(self.place, self.anchor), max(self.place, self.anchor)

    def put(self, offset: int) -> None:
        """Stand somewhere, with nothing selected."""
        self.place = self.anchor = offset

    def go(self, offset: int, select: bool) -> None:
        """Stand somewhere else; with `select`, take the text between along."""
        self.place = offset
        if not select:
            self.anchor = offset

    def move(
        self, page: Page, step: int, unit: Unit, select: bool, selected: tuple[int, int]
    ) -> None:
        """Go by one unit, right (1) or left (−1) where the unit is a token or a character, down
        or up else. A first step with `select` starts at a whole token."""
        if unit in SIDEWAYS and page.is_rtl(page.index_of(self.place)):
            step = -step
        if not select and selected[0] < selected[1] and unit == "token":
            self.put(selected[1] if step > 0 else selected[0])
            return
        if select and self.place == self.anchor and unit == "token":
            self.anchor = _token_edge(page, self.place, step)
        self.go(_moved(page, self.place, step, unit), select)


def _token_edge(page: Page, offset: int, step: int) -> int:
    """Where a selection by tokens begins: the start of the next token, or the end of the one
    before, so that no white space is selected."""
    tokens = page.content.tokens
    if step > 0:
        index = tokens.first_ending_after(offset)
        return tokens.starts[index] if index < len(tokens) else offset
    index = tokens.last_starting_before(offset)
    return tokens.ends[index] if index >= 0 else offset


def _moved(page: Page, offset: int, step: int, unit: Unit) -> int:
    length = len(page.content.text)
    if unit == "character":
        return stepped(page, offset, step, Kind.Grapheme)
    if unit == "sentence":
        return stepped(page, offset, step, Kind.Sentence)
    if unit == "paragraph":
        return _paragraph_moved(page, offset, step)
    if unit == "text":
        return length if step > 0 else 0
    if unit == "token":
        edges = page.content.tokens.ends if step > 0 else page.content.tokens.starts
        index = bisect_right(edges, offset) if step > 0 else bisect_left(edges, offset) - 1
        return edges[index] if 0 <= index < len(edges) else (length if step > 0 else 0)
    return _line_moved(page, offset, step, unit)


def _line_moved(page: Page, offset: int, step: int, unit: Unit) -> int:
    index = page.index_of(offset)
    laid = page.laid(index)
    number = laid.block.line_of(offset)
    line = laid.block.lines[number]
    if unit == "line edge":
        last = line is laid.block.lines[-1]
        return line.start if step < 0 else (line.end if last else max(line.start, line.end - 1))
    x = laid.block.x_of(line, offset)
    number += step
    if number < 0 or number >= len(laid.block.lines):
        index += step
        if not 0 <= index < len(page.paragraphs):
            return offset
        laid = page.laid(index)
        number = len(laid.block.lines) - 1 if step < 0 else 0
    return laid.block.offset_at(laid.block.lines[number], x)


def _paragraph_moved(page: Page, offset: int, step: int) -> int:
    paragraph = page.paragraphs[page.index_of(offset)]
    edge = paragraph.end if step > 0 else paragraph.start
    return edge if offset != edge else paragraph_edge(page, offset, step)
