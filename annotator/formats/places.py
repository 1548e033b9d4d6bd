"""Where a file says that its spans are, checked against the text, and repaired if the file
counts otherwise than in code points."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from annotator.model import Range
from annotator.text.offsets import Utf16Map

_Reading = Callable[[int, int], Range]
_INCLUSIVE = "with inclusive ends"
_SPACE = re.compile(r"[\s\x00-\x1f\x7f]+")


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


def placed(text: str, places: Sequence[Place], guess: bool = False) -> Placed:
    """How these places are to be read. Surface texts tell whether a file counts otherwise;
    without them code points are taken at their word, unless with `guess` just one other way to
    count puts every edge between words, where code points do not."""
    best = Placed(_as_is, "", tuple(fits(text, _as_is, place) for place in places))
    if any(place.surface for place in places):
        if all(best.fits):
            return best
        for what, reading in [(_INCLUSIVE, _inclusive), *_readings(text)]:
            found = tuple(fits(text, reading, place) for place in places)
            if sum(found) > sum(best.fits):
                best = Placed(reading, f"offsets counted {what}: repaired", found)
        return best
    if guess and not _between_words(text, _as_is, places):
        others = [x for x in _readings(text) if _are_words(text, x[1], places)]
        results = {tuple(reading(x.start, x.end) for x in places) for _, reading in others}
        if len(results) == 1:
            what, reading = others[0]
            whole = (True,) * len(places)
            return Placed(reading, f"offsets look counted {what}: repaired", whole)
    return best


def _between_words(text: str, reading: _Reading, places: Sequence[Place]) -> bool:
    """Whether every place lies in the text and neither cuts a word nor begins or ends in white
    space."""
    for place in places:
        if not fits(text, reading, place):
            return False
        start, end = reading(place.start, place.end)
        if text[start].isspace() or text[end - 1].isspace():
            return False
        if any(
            0 < x < len(text) and text[x - 1].isalnum() and text[x].isalnum() for x in (start, end)
        ):
            return False
    return True


def _are_words(text: str, reading: _Reading, places: Sequence[Place]) -> bool:
    """Whether every place begins and ends with a letter or digit, and cuts no word."""
    ranges = [reading(x.start, x.end) for x in places]
    return _between_words(text, reading, places) and all(
        text[start].isalnum() and text[end - 1].isalnum() for start, end in ranges
    )


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
    """Equal, but for line ends and kinds of white space: many formats have none in a field."""
    return found == surface or (bool(found) and _SPACE.sub(" ", found) == _SPACE.sub(" ", surface))


def _as_is(start: int, end: int) -> Range:
    return start, end


def _inclusive(start: int, end: int) -> Range:
    return start, end + 1


def _readings(text: str) -> list[tuple[str, _Reading]]:
    found: list[tuple[str, _Reading]] = []
    if not text.isascii():
        found.append(("in UTF-16 units", _both(Utf16Map(text).to_code_point)))
        found.append(("in UTF-8 bytes", _both(_from_bytes(text))))
    if "\r\n" in text:
        found.append(("with CRLF as one character", _both(_crlf_as_one(text))))
    elif "\n" in text:
        found.append(("with line ends as two characters", _both(_line_end_as_two(text))))
    if not text.isascii() or "\r\n" in text:
        found.append(("in what a reader sees as one character", _both(_graphemes(text))))
    found.append(("with a byte order mark", lambda start, end: (start - 1, end - 1)))
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


def _graphemes(text: str) -> Callable[[int], int]:
    """From grapheme clusters, as Unicode's annex 29 has them."""
    import regex

    starts = [match.start() for match in regex.finditer(r"\X", text)]
    starts.append(len(text))
    last = len(starts) - 1
    return lambda offset: starts[offset] if 0 <= offset <= last else offset + len(text)


def _places_of(part: str, text: str) -> list[int]:
    found: list[int] = []
    at = text.find(part)
    while at >= 0:
        found.append(at)
        at = text.find(part, at + len(part))
    return found
