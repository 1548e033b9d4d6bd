"""The lists that the embedded pipeline was trained with: names by kind, words by what they mark."""

import gzip
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

import msgspec

_APOSTROPHES = str.maketrans(dict.fromkeys("'‘ʼ`", "’"))
FILE = "lists.json.gz"


class Lists(msgspec.Struct, frozen=True, dict=True):
    """`names` maps a kind to phrases whose tokens are parted by single spaces; `words` maps a
    mark to single words. They belong to the weights of a model: it has learnt what they say."""

    names: dict[str, list[str]]
    words: dict[str, list[str]]

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The kinds of each phrase, one letter each in order: `GO` is a place and a body."""
        found: dict[str, str] = {}
        for kind in sorted(self.names):
            for phrase in self.names[kind]:
                found[phrase] = found.get(phrase, "") + kind
        return found

    @cached_property
    def capitals(self) -> dict[str, str]:
        """As `kinds`, for phrases in capitals throughout, as headlines have them."""
        return {phrase.upper(): kinds for phrase, kinds in self.kinds.items() if len(phrase) > 3}

    @cached_property
    def longest(self) -> dict[str, int]:
        """How many tokens the longest phrase has that begins with a token."""
        found: dict[str, int] = {}
        for table in (self.capitals, self.kinds):
            for phrase in table:
                first, _, rest = phrase.partition(" ")
                size = 1 + rest.count(" ") + bool(rest)
                if size > found.get(first, 0):
                    found[first] = size
        return found

    @cached_property
    def marks(self) -> dict[str, str]:
        """The marks of each word, one letter each in order."""
        found: dict[str, str] = {}
        for mark in sorted(self.words.keys() - {"w"}):
            for word in self.words[mark]:
                found[word] = found.get(word, "") + mark
        return found

    @cached_property
    def plain_words(self) -> frozenset[str]:
        """Words in small letters that are no names."""
        return frozenset(self.words.get("w", ()))

    def kinds_of(self, phrase: str) -> str:
        """The kinds of a phrase, empty if it is unknown."""
        return self.kinds.get(phrase) or self.capitals.get(phrase, "")

    def write(self, folder: Path) -> None:
        """Keep the lists in a folder, in the same bytes for the same lists."""
        data = msgspec.json.encode({"names": self.names, "words": self.words}, order="sorted")
        (folder / FILE).write_bytes(gzip.compress(data, 9, mtime=0))

    @classmethod
    def read(cls, folder: Path) -> "Lists":
        """The inverse of `write`."""
        return msgspec.json.decode(gzip.decompress((folder / FILE).read_bytes()), type=cls)


def make(names: Mapping[str, Iterable[str]], words: Mapping[str, Iterable[str]]) -> Lists:
    """Lists in a fixed order, with one apostrophe for all."""
    return Lists(
        {kind: sorted({plain(name) for name in found}) for kind, found in sorted(names.items())},
        {mark: sorted({plain(word) for word in found}) for mark, found in sorted(words.items())},
    )


def plain(text: str) -> str:
    """A text with one apostrophe for all."""
    return text.translate(_APOSTROPHES)
