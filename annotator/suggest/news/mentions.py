"""What the rules after the model work on: the tokens of a doc, and the mentions found in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from annotator.suggest.news.lists import Lists, plain

if TYPE_CHECKING:
    from spacy.tokens import Doc


def column(doc: "Doc", attribute: str) -> list[int]:
    """An attribute of every token, as spaCy numbers it."""
    found: list[int] = cast("Any", doc).to_array(attribute).tolist()
    return found


def with_tags(doc: "Doc", tags: Sequence[int]) -> "Doc":
    """The doc with these tags on its tokens."""
    column = np.array(tags, dtype="uint64").reshape((-1, 1))
    return cast("Doc", cast("Any", doc).from_array(["TAG"], column))


CONTEXT = "context"  # why a mention has its label: the words around it


@dataclass(slots=True)
class Mention:
    """Tokens `[start, end)` with a label; `why` says in a word where it comes from."""

    start: int
    end: int
    label: str
    why: str = "model"


@dataclass(frozen=True)
class Listed:
    """A listed name at tokens `[start, end)`, and its kinds."""

    start: int
    end: int
    kinds: str


@dataclass
class Page:
    """A doc as words, with the listed names that `gazfeat` has marked in it."""

    doc: "Doc"
    lists: Lists
    known: dict[int, str] = field(default_factory=dict)
    words: list[str] = field(init=False)

    def __post_init__(self) -> None:
        """`known` keeps words that other docs had too: fetching them anew takes a while."""
        known, strings = self.known, self.doc.vocab.strings
        self.words = []
        for orth in column(self.doc, "ORTH"):
            word = known.get(orth)
            if word is None:
                word = known[orth] = plain(strings[orth])
            self.words.append(word)

    def text(self, start: int, end: int) -> str:
        """The words of a range, parted by single spaces, as the lists have them."""
        return " ".join(self.words[start:end]) if end - start > 1 else self.words[start]

    @cached_property
    def listed(self) -> list[Listed]:
        """The listed names, from the codes in the tags."""
        found: list[Listed] = []
        codes = column(self.doc, "TAG")
        strings = self.doc.vocab.strings
        start, kinds = -1, ""
        for index, code in enumerate([*codes, 0]):
            text = strings[code] if code else ""
            if start >= 0 and not text.startswith("I-"):
                found.append(Listed(start, index, kinds))
                start = -1
            if text.startswith("B-"):
                start, kinds = index, text[2 : text.index("|")]
        return found

    def kinds(self, start: int, end: int) -> str:
        """The kinds of the name that is exactly this range."""
        return self.lists.kinds_of(self.text(start, end))

    def is_plain(self, index: int) -> bool:
        """Whether a word is an everyday one, whatever its case here."""
        return self.words[index].lower() in self.lists.plain_words

    def is_name(self, index: int) -> bool:
        """Whether people are called so."""
        marks = self._marks(index)
        return "f" in marks or "l" in marks

    def is_first(self, index: int) -> bool:
        """Whether it is a first name."""
        return "f" in self._marks(index)

    def _marks(self, index: int) -> str:
        word = self.words[index]
        return self.lists.marks.get(word.title() if word.isupper() else word, "")

    def opens(self, index: int) -> bool:
        """Whether a word stands where a capital says nothing: after an end, or a line's start."""
        if index == 0:
            return True
        before = self.words[index - 1]
        return before in _ENDS or before.isspace() or before[-1:] == "\n"


_ENDS = frozenset('.!?:;"“”«»()[]•–—*…|/’')


def taken_by(mentions: Iterable[Mention]) -> set[int]:
    """The tokens of all mentions."""
    return {index for mention in mentions for index in range(mention.start, mention.end)}
