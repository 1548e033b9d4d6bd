"""Spans as a tag a word: IOB1, IOB2, BILUO and IOBES, and back.

Ramshaw and Marcus 1995 (IOB1), Tjong Kim Sang and Veenstra 1999 (IOB2), Ratinov and Roth 2009
(BILOU). One reading serves them all: a span begins at B, at S and U, and at an I or E that
follows nothing of its label.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from annotator.model import Range

Scheme = Literal["iob2", "iob1", "biluo", "iobes"]
SCHEMES: tuple[Scheme, ...] = ("iob2", "iob1", "biluo", "iobes")
_TAG = re.compile(r"([BILMESUW])[-_](.+)", re.DOTALL)
_OPENING, _INSIDE, _CLOSING, _SINGLE = "B", "IM", "EL", "SUW"
OUTSIDE = "O"
TagSpan = tuple[int, int, str]  # first word, word after the last, label


def tags(words: int, spans: Iterable[TagSpan], scheme: Scheme = "iob2") -> list[str]:
    """A tag for each word; the spans do not overlap."""
    found = [OUTSIDE] * words
    before: tuple[int, str] = (-1, "")
    for first, last, label in sorted(spans):
        begin, inside, end, single = tuple(_letters(scheme, touches=before == (first, label)))
        for index in range(first, last):
            found[index] = f"{inside}-{label}"
        found[last - 1] = f"{end}-{label}"
        found[first] = f"{single if last - first == 1 else begin}-{label}"
        before = (last, label)
    return found


def _letters(scheme: Scheme, *, touches: bool) -> str:
    """The letters for the first, inner and last word, and for a single one."""
    if scheme == "iob1":
        return "BIIB" if touches else "IIII"
    return {"iob2": "BIIB", "biluo": "BILU", "iobes": "BIES"}[scheme]


def is_tag(text: str) -> bool:
    """Whether a text is a tag of one of these schemes."""
    return text == OUTSIDE or _TAG.fullmatch(text) is not None


def tagged(found: Sequence[str]) -> Iterator[TagSpan]:
    """The spans of a sequence of tags of any scheme. Labels without a letter join up."""
    begun, label = -1, ""
    for index, tag in enumerate(found):
        letter, now = _split(tag)
        opens = letter in (*_OPENING, *_SINGLE) or now != label
        if begun >= 0 and (opens or not now):
            yield begun, index, label
            begun = -1
        if now and begun < 0:
            begun = index
        label = now
        if now and letter in (*_CLOSING, *_SINGLE):
            yield begun, index + 1, label
            begun, label = -1, ""
    if begun >= 0:
        yield begun, len(found), label


def _split(tag: str) -> tuple[str, str]:
    match = _TAG.fullmatch(tag)
    if match:
        return match[1], match[2]
    return "I", "" if tag in (OUTSIDE, "_", "-", "") else tag


def in_words(places: Sequence[Range], start: int, end: int) -> tuple[int, int]:
    """The indices of the words that a span is made up of, its end left out."""
    from bisect import bisect_left

    first = bisect_left(places, (start, -1))
    return first, bisect_left(places, (end, -1))
