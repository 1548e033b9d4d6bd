"""Conversion between code points and UTF-16 code units, for the one place that counts in them."""

from bisect import bisect_left
from itertools import accumulate


class Utf16Map:
    """Code points ↔ UTF-16 units of one text; costs nothing where the two agree."""

    __slots__ = ("_astral", "_astral16")

    def __init__(self, text: str) -> None:
        self._astral: list[int] = []
        if not text.isascii() and max(text, default="") > "\uffff":
            self._astral = [i for i, char in enumerate(text) if char > "\uffff"]
        self._astral16 = list(accumulate((1 for _ in self._astral), initial=0))[:-1]
        self._astral16 = [i + n for i, n in zip(self._astral, self._astral16, strict=True)]

    def to_utf16(self, offset: int) -> int:
        """UTF-16 units before a code point offset."""
        return offset + bisect_left(self._astral, offset) if self._astral else offset

    def to_code_point(self, unit: int) -> int:
        """Code points before a UTF-16 offset; the middle of a surrogate pair rounds down."""
        if not self._astral:
            return unit
        passed = bisect_left(self._astral16, unit)
        if passed and self._astral16[passed - 1] + 1 == unit:
            return self._astral[passed - 1]
        return unit - passed
