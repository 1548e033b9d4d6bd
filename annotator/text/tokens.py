"""Tokens of a document, and snapping of a selection to them."""

import operator
import re
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from annotator.model import Range

_WORDS = re.compile(r"\w+|[^\w\s]", re.UNICODE)


class Tokens:
    """Sorted, disjoint token ranges in code points. White space belongs to no token."""

    __slots__ = ("ends", "starts")

    def __init__(self, ranges: Iterable[Range] = ()) -> None:
        self.starts = array("I")
        self.ends = array("I")
        for start, end in ranges:
            self.starts.append(start)
            self.ends.append(end)

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[Range]:
        return zip(self.starts, self.ends, strict=True)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Tokens):
            return NotImplemented
        return self.starts == other.starts and self.ends == other.ends

    __hash__ = None  # type: ignore[assignment]

    def first_ending_after(self, offset: int) -> int:
        """Index of the first token whose end lies after the offset; `len(self)` if none."""
        return bisect_right(self.ends, offset)

    def last_starting_before(self, offset: int) -> int:
        """Index of the last token whose start lies before the offset; -1 if none."""
        return bisect_left(self.starts, offset) - 1

    def covering(self, start: int, end: int) -> tuple[int, int] | None:
        """Indices of the first and last (inclusive) token that `[start, end)` touches."""
        first, last = self.first_ending_after(start), self.last_starting_before(end)
        return (first, last) if first <= last else None

    def snap(self, start: int, end: int) -> Range | None:
        """`[start, end)` widened to the tokens that it touches; None if it touches none."""
        found = self.covering(start, end)
        return (self.starts[found[0]], self.ends[found[1]]) if found else None

    def aligned(self, start: int, end: int) -> tuple[int, int] | None:
        """Indices of the first and last token if both edges lie on token edges."""
        found = self.covering(start, end)
        if found and self.starts[found[0]] == start and self.ends[found[1]] == end:
            return found
        return None

    def next_edge(self, offset: int) -> int | None:
        """The next token end after an offset."""
        index = self.first_ending_after(offset)
        return self.ends[index] if index < len(self) else None

    def previous_edge(self, offset: int) -> int | None:
        """The next token start before an offset."""
        index = self.last_starting_before(offset)
        return self.starts[index] if index >= 0 else None

    def to_bytes(self) -> bytes:
        """Pairs of little-endian unsigned 32-bit numbers: start, length."""
        flat = array("I", bytes(8 * len(self)))
        flat[0::2] = self.starts
        flat[1::2] = array("I", map(operator.sub, self.ends, self.starts))
        return _little(flat).tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Tokens":
        """The inverse of `to_bytes`."""
        flat = array("I")
        flat.frombytes(data)
        flat = _little(flat)
        tokens = cls()
        tokens.starts = flat[0::2]
        tokens.ends = array("I", map(operator.add, flat[0::2], flat[1::2]))
        return tokens


def _little(values: "array[int]") -> "array[int]":

    if sys.byteorder == "big":
        values = values[:]
        values.byteswap()
    return values


def rough_tokens(text: str) -> Tokens:
    """Words and single signs: stands in for snapping only until the tokenizer has answered,
    and is never stored."""
    return Tokens(match.span() for match in _WORDS.finditer(text))
