"""Layers written down as words: what the sample of review is made from.

    spans = [["President Vladimir Putin", "PERSON", "Ana"], ["Russia*", "GPE"]]
    relations = [["visits", "Vladimir Putin", "North Korea#2"]]

Places are found in the text by their words; `resources/samples/review.toml` explains the forms.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import msgspec

from annotator.annotations import ranges_overlap
from annotator.model import Range, Status

Ranges = tuple[Range, ...]
_PARTS = " … "


class Work(msgspec.Struct, array_like=True):
    """Somebody's work on an article: on which day, counted from the first, and how long."""

    who: str
    day: int
    seconds: int
    status: Status = "done"


class Article(msgspec.Struct):
    """An article, who worked on it, and what each of them labelled. `gold` is whose version
    the reviewer takes; empty where nothing is decided yet. `late` comes after it."""

    file: str
    id: str
    work: list[Work]
    spans: list[tuple[str, ...]]
    relations: list[tuple[str, ...]] = []
    labels: list[tuple[str, ...]] = []
    gold: str = ""
    remarks: list[tuple[str, str]] = []
    late: list[tuple[str, str, str]] = []


class Script(msgspec.Struct):
    """All of a sample: people by name, and their articles in the order of the project."""

    start: date
    reviewer: str
    people: list[str]
    article: list[Article]
    blind_share: float = 0.0


@dataclass(slots=True)
class Wanted:
    """One person's layer, as places: spans with label, relations with the places of their ends,
    and labels of the document."""

    spans: list[tuple[Ranges, str]] = field(default_factory=list)
    relations: list[tuple[str, Ranges, Ranges]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)


def read_script(path: Path) -> Script:
    """A file of layers in words. Raises msgspec.ValidationError for one that is none."""
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Script)


def wanted(article: Article, text: str, who: str) -> Wanted:
    """What a person labels in an article. Raises ValueError for words that are not there."""
    own = [(words, label) for words, label, *names in article.spans if not names or who in names]
    spans = [(place(text, words), label) for words, label in own if not words.endswith("*")]
    for words, label in own:
        if words.endswith("*"):
            taken = [ranges for ranges, _ in spans]
            spans += [(ranges, label) for ranges in _free(text, words[:-1], taken)]
    found = Wanted(sorted(spans))
    for label, head, tail, *names in article.relations:
        if not names or who in names:
            ends = (_end(found, place(text, words)) for words in (head, tail))
            found.relations.append((label, next(ends), next(ends)))
    found.labels = [label for label, *names in article.labels if not names or who in names]
    return found


def place(text: str, words: str) -> Ranges:
    """Where words stand: the first time, with `#2` the second; `one … two` in parts.

    Raises ValueError for words that are not there.
    """
    words, _, number = words.partition("#")
    ranges: list[Range] = []
    after = 0
    for part in words.split(_PARTS):
        places = list(_occurrences(text, part, after))
        nth = int(number or 1) if not ranges else 1
        if len(places) < nth:
            raise ValueError(f"“{part}” does not stand in the text {nth} times")
        ranges.append(places[nth - 1])
        after = ranges[-1][1]
    return tuple(ranges)


def _occurrences(text: str, words: str, after: int = 0) -> Iterator[Range]:
    pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    return (match.span() for match in pattern.finditer(text, after))


def _free(text: str, words: str, taken: Sequence[Ranges]) -> list[Ranges]:
    """The occurrences that lie in no other span."""
    places = [(found,) for found in _occurrences(text, words)]
    if not places:
        raise ValueError(f"“{words}” does not stand in the text")
    return [x for x in places if not any(ranges_overlap(x, other) for other in taken)]


def _end(found: Wanted, at: Ranges) -> Ranges:
    """The person's span that stands there or, else, the shortest that overlaps."""
    there = [ranges for ranges, _ in found.spans if ranges_overlap(ranges, at)]
    if at in there:
        return at
    if not there:
        raise ValueError(f"there is no span at {at}")
    return min(there, key=lambda ranges: ranges[-1][1] - ranges[0][0])
