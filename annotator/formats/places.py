"""Where a file says that its spans are, checked against the text, and repaired if the file
counts otherwise than in code points."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from annotator.model import Range
from annotator.text.offsets import Utf16Map

_Reading = Callable[[int, int], Range]


@dataclass(frozen=True, slots=True)
class Place:
    """A claimed range, and the text that the file says stands there (None if it does not)."""

    start: int
    end: int
    surface: str | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """The reading that fits best: `convert` takes a claimed range to code points, `notice`
    says in words what was repaired (empty if nothing), `fits` is one answer a place."""

    convert: _Reading
    notice: str
    fits: tuple[bool, ...]


def placed(text: str, places: Sequence[Place]) -> Placed:
    """How these places are to be read. Only surface texts can tell that a file counts
    otherwise; without them code points are taken at their word."""
    best = Placed(_as_is, "", tuple(fits(text, _as_is, place) for place in places))
    if all(best.fits) or not any(place.surface for place in places):
        return best
    for what, reading in _readings(text):
        found = tuple(fits(text, reading, place) for place in places)
        if sum(found) > sum(best.fits):
            best = Placed(reading, f"offsets counted {what}: repaired", found)
    return best


def fits(text: str, reading: _Reading, place: Place) -> bool:
    """Whether the place lies within the text, is not empty, and holds its surface text."""
    start, end = reading(place.start, place.end)
    if not 0 <= start < end <= len(text):
        return False
    return place.surface is None or _same(text[start:end], place.surface)


def why_not(text: str, place: Place) -> str:
    """In words, why a place does not fit."""
    if place.start >= place.end:
        return "is empty"
    if place.start < 0 or place.end > len(text):
        return f"lies outside the text, which has {len(text):,} characters"
    said, found = _brief(place.surface or ""), _brief(text[place.start : place.end])
    return f"says “{said}”, but “{found}” stands there"


def _brief(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"


def _same(found: str, surface: str) -> bool:
    return found == surface or (
        ("\r" in found or "\r" in surface)
        and found.replace("\r\n", "\n") == surface.replace("\r\n", "\n")
    )


def _as_is(start: int, end: int) -> Range:
    return start, end


def _readings(text: str) -> list[tuple[str, _Reading]]:
    found: list[tuple[str, _Reading]] = [("with inclusive ends", lambda a, b: (a, b + 1))]
    if not text.isascii():
        utf16 = Utf16Map(text).to_code_point
        found.append(("in UTF-16 units", _both(utf16)))
        found.append(("in UTF-8 bytes", _both(_from_bytes(text))))
    if "\r\n" in text:
        found.append(("with CRLF as one character", _both(_crlf_as_one(text))))
    elif "\n" in text:
        found.append(("with line ends as two characters", _both(_line_end_as_two(text))))
    return found


def _both(convert: Callable[[int], int]) -> _Reading:
    return lambda start, end: (convert(start), convert(end))


def _from_bytes(text: str) -> Callable[[int], int]:
    data = text.encode("utf-8", "surrogatepass")
    return lambda offset: len(data[: max(offset, 0)].decode("utf-8", "ignore"))


def _crlf_as_one(text: str) -> Callable[[int], int]:
    marks = [place - number for number, place in enumerate(_places_of("\r\n", text))]
    return lambda offset: offset + bisect_left(marks, offset)


def _line_end_as_two(text: str) -> Callable[[int], int]:
    marks = [place + number + 1 for number, place in enumerate(_places_of("\n", text))]
    return lambda offset: offset - bisect_left(marks, offset)


def _places_of(part: str, text: str) -> list[int]:
    found: list[int] = []
    at = text.find(part)
    while at >= 0:
        found.append(at)
        at = text.find(part, at + len(part))
    return found
