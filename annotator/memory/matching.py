"""Where the memory's strings stand in a text."""

import re
import uuid
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from annotator.memory.memory import NAME, Memory
from annotator.memory.words import (
    LONGEST,
    around,
    count_words,
    folded,
    key_variants,
    variants,
    words,
)
from annotator.model import Range, Span

_NAMESPACE = uuid.UUID("a0b3b1b5-5f0e-4f56-9e3a-4c2f1c1f7a10")
_LINE = re.compile(r"[^\r\n]+")
_PIECE = 1500  # code points of a line that are looked at in one go


class Matcher:
    """Finds what a memory offers in texts; follows the memory as it learns."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._lengths: dict[str, int] = {}
        for key in memory.confirmed():
            self.add(key)

    def add(self, key: str) -> None:
        """Look for a folded string from now on."""
        size = count_words(key)
        for first in variants(_first_word(key)):
            self._lengths[first] = max(size, self._lengths.get(first, 0))

    def spans(self, document: str, text: str, start: int = 0, end: int | None = None) -> list[Span]:
        """The longest strings from the left that the memory offers in `[start, end)` of a text,
        none inside another and none over a line's end. The part has to consist of whole `pieces`
        for the answer to be that of the whole text."""
        stop = len(text) if end is None else end
        ranges = [(a + start, b + start) for a, b in words(text[start:stop])]
        found: list[Span] = []
        index = 0
        while index < len(ranges):
            match = self._longest(document, text, ranges, index)
            if match is not None:
                found.append(match[0])
            index += match[1] if match is not None else 1
        return found

    def _longest(
        self, document: str, text: str, ranges: list[Range], index: int
    ) -> tuple[Span, int] | None:
        start, end = ranges[index]
        forms = variants(text[start:end].casefold())
        longest = max([self._lengths.get(form, 0) for form in forms])
        if not longest:
            return None
        for size in range(min(longest, LONGEST, len(ranges) - index), 0, -1):
            end = ranges[index + size - 1][1]
            surface = text[start:end]
            if "\n" in surface or "\r" in surface:
                continue
            guess = self._memory.guess(surface, *around(text, start, end))
            if guess is not None:
                return remembered(document, start, end, guess.label, guess.score), size
        return None


def _first_word(key: str) -> str:
    match = re.match(r"\w+|[^\w\s]", key)
    return match.group() if match else ""


def remembered(document: str, start: int, end: int, label: str, score: float) -> Span:
    """A suggestion of the memory. The same one has the same id at every look, so that what is
    current on the screen stays current."""
    id = str(uuid.uuid5(_NAMESPACE, f"{document}:{start}:{end}:{label}"))
    return Span(id, start, end, label, NAME, score)


def pieces(text: str) -> list[Range]:
    """The lines of a text, long ones cut after a sentence or else a word: what is looked at by
    itself."""
    found: list[Range] = []
    for match in _LINE.finditer(text):
        start, end = match.span()
        while end - start > _PIECE:
            half, most = start + _PIECE // 2, start + _PIECE
            cut = text.rfind(". ", half, most) + 2
            if cut == 1:
                cut = text.rfind(" ", half, most) + 1 or most
            found.append((start, cut))
            start = cut
        found.append((start, end))
    return found


def pieces_with(
    text: str, parts: Sequence[Range], surfaces: Iterable[str], start: int, end: int
) -> list[Range]:
    """The pieces in which strings, or forms of them, may stand in `[start, end)`; in order, each
    once. Far faster than looking at every word where the text is long and the strings are few."""
    found: set[Range] = set()
    for key in {folded(surface) for surface in surfaces} - {""}:
        shortest = min(key_variants(key), key=len)
        words_of = r"\s+".join(re.escape(part) for part in shortest.split(" "))
        for match in re.compile(words_of, re.IGNORECASE).finditer(text, start, end):
            place = bisect_right(parts, match.start(), key=lambda part: part[0]) - 1
            found.add(parts[place])
    return sorted(found)
