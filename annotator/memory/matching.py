"""Where the memory's strings stand in a text."""

import re
import uuid
from collections.abc import Iterable

from annotator.memory.memory import NAME, Memory
from annotator.memory.words import LONGEST, around, count_words, folded, variants, words
from annotator.model import Range, Span

_NAMESPACE = uuid.UUID("a0b3b1b5-5f0e-4f56-9e3a-4c2f1c1f7a10")


class Matcher:
    """Finds what a memory offers in texts; made once for many texts."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._lengths: dict[str, int] = {}
        for key in memory.confirmed():
            size = count_words(key)
            for first in variants(_first_word(key)):
                self._lengths[first] = max(size, self._lengths.get(first, 0))

    def spans(self, document: str, text: str) -> list[Span]:
        """The longest strings from the left that the memory offers, none inside another."""
        ranges = list(words(text))
        found: list[Span] = []
        index = 0
        while index < len(ranges):
            start, end = ranges[index]
            forms = variants(text[start:end].casefold())
            longest = max(self._lengths.get(form, 0) for form in forms)
            match = self._longest(document, text, ranges, index, longest) if longest else None
            if match is None:
                index += 1
                continue
            span, size = match
            found.append(span)
            index += size
        return found

    def _longest(
        self, document: str, text: str, ranges: list[Range], index: int, longest: int
    ) -> tuple[Span, int] | None:
        start = ranges[index][0]
        # An ending may be a word of its own, as the "s" of "Oslo's" is.
        for size in range(min(longest, LONGEST, len(ranges) - index), 0, -1):
            end = ranges[index + size - 1][1]
            surface = text[start:end]
            if "\n\n" in surface:
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


def places(text: str, surfaces: Iterable[str]) -> list[Range]:
    """Where strings stand as whole words, whatever their case; for one string in a long text
    this is much faster than looking at every word."""
    found: set[Range] = set()
    for surface in {folded(surface) for surface in surfaces if surface.strip()}:
        pattern = r"\s+".join(re.escape(part) for part in surface.split(" "))
        for match in re.finditer(rf"(?<!\w){pattern}\w*", text, re.IGNORECASE):
            found.add(match.span())
    return sorted(found)
