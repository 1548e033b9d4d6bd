"""Texts that come word by word: where each word stands in the text that they make."""

from collections.abc import Iterable, Sequence

from annotator.model import Range


class Words:
    """A text put together from words, joined by single spaces, and sentences, one a line.

    `places` are the words in order.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._at = 0
        self.places: list[Range] = []

    def sentence(self, words: Iterable[str]) -> list[Range]:
        """Add words as a sentence of their own; where they stand."""
        if self._parts:
            self._put("\n")
        first = len(self.places)
        for index, word in enumerate(words):
            if index:
                self._put(" ")
            self.places.append((self._at, self._at + len(word)))
            self._put(word)
        return self.places[first:]

    def exactly(self, text: str, places: Sequence[Range]) -> list[Range]:
        """Add a sentence whose text is known; `places` are its words in it."""
        if self._parts:
            self._put("\n")
        moved = [(start + self._at, end + self._at) for start, end in places]
        self.places += moved
        self._put(text)
        return moved

    def _put(self, part: str) -> None:
        self._parts.append(part)
        self._at += len(part)

    @property
    def length(self) -> int:
        """Code points so far."""
        return self._at

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)


def found_in(words: Sequence[str], text: str) -> list[Range] | None:
    """Where the words stand in a text of the same letters; None if it is not made up of them."""
    found: list[Range] = []
    at = 0
    for word in words:
        start = text.find(word, at)
        if start < 0 or text[at:start].strip():
            return None
        at = start + len(word)
        found.append((start, at))
    return None if text[at:].strip() else found
