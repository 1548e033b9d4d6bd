"""Strings as the memory compares them: case-folded, white space as one space, endings off."""

import re
from collections.abc import Iterator
from functools import lru_cache

from annotator.model import Range

_WORD = re.compile(r"\w+|[^\w\s]")
_SPACE = re.compile(r"\s+")
# Endings of case and number that names take; two words are alike if one is the other with one.
_ENDINGS = ("’s", "'s", "s", "es", "en", "ens", "a", "u", "em", "om", "owi", "ym")
_LEAST = 4  # letters that an ending must leave
LONGEST = 12  # words of a string that is remembered


def folded(surface: str) -> str:
    """The string without differences of case and white space."""
    return _SPACE.sub(" ", surface.strip()).casefold()


@lru_cache(maxsize=50_000)
def variants(word: str) -> tuple[str, ...]:
    """A folded word, and without each ending that leaves enough of it."""
    cut = (word.removesuffix(x) for x in _ENDINGS if word.endswith(x))
    return (word, *(rest for rest in cut if len(rest) >= _LEAST))


def key_variants(key: str) -> tuple[str, ...]:
    """A folded string, and with endings of its last word off."""
    head, space, last = key.rpartition(" ")
    return tuple(f"{head}{space}{word}" for word in variants(last))


def words(text: str) -> Iterator[Range]:
    """Words and single signs of a text, in code points."""
    return (match.span() for match in _WORD.finditer(text))


def count_words(surface: str) -> int:
    """How many words and signs a string has."""
    return len(_WORD.findall(surface))


def around(text: str, start: int, end: int, reach: int = 40) -> tuple[str, str]:
    """The words before and after a stretch, folded; empty at the ends of the text."""
    before = _WORD.findall(text[max(0, start - reach) : start])
    after = _WORD.search(text, end, min(len(text), end + reach))
    return (before[-1].casefold() if before else "", after.group().casefold() if after else "")
