"""Paragraphs of a text by number, as the window counts them."""

import re
from bisect import bisect_right

BREAK = re.compile("\r\n|[\n\r\u2028\u2029]")


class ParagraphNumbers:
    """Which paragraph holds a code point; O(log n) once the text was read."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in BREAK.finditer(text))]

    def at(self, offset: int) -> int:
        """The number of the paragraph, from 1."""
        return bisect_right(self._starts, offset)
