"""Finding a string or a pattern in a text, in code points."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from annotator.errors import PatternRefused
from annotator.model import Range

if TYPE_CHECKING:
    from regex import Pattern

PATIENCE = 0.5  # seconds of one search, against patterns that never come to an end
_WORD = r"[\p{L}\p{N}\p{M}\p{Co}_]"
# Scripts that put no spaces between words: an edge there says nothing.
_UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for. `pattern`: a regular expression; `case` and `accents`: whether they
    matter; `whole`: whole words only. White space in a plain text stands for any white space."""

    text: str
    pattern: bool = False
    case: bool = False
    accents: bool = False
    whole: bool = False


def find(wanted: Wanted, text: str, patience: float = PATIENCE) -> Iterator[Range]:
    """The places of all matches from left to right; empty matches are passed over.

    Raises PatternRefused for a pattern that cannot be read, or takes longer than `patience`
    seconds over the text.
    """
    if not wanted.text.strip():
        return
    compiled = _compiled(wanted)
    bare, places = (text, None) if wanted.accents else without_accents(text)
    try:
        for match in compiled.finditer(bare, timeout=patience, concurrent=True):
            start, end = match.span()
            if start < end:
                yield (start, end) if places is None else _placed(places, start, end, len(text))
    except TimeoutError:
        raise PatternRefused(
            "This pattern takes too long", wanted.text, "Make it simpler, or search plain text."
        ) from None


def found_in(wanted: Wanted, text: str) -> bool:
    """Whether there is a match. Raises PatternRefused."""
    return next(find(wanted, text), None) is not None


def check(wanted: Wanted) -> None:
    """Raises PatternRefused if the pattern cannot be read."""
    if wanted.text.strip():
        _compiled(wanted)


def has_plain_edges(wanted: Wanted) -> bool:
    """Whether whole words are wanted, and the text begins and ends with letters of a script
    that separates words: then each match is a sequence of whole words."""
    import regex

    text = wanted.text.strip()
    edges = text[:1] + text[-1:]
    return wanted.whole and len(regex.findall(_WORD, edges)) == 2 and not _unspaced(edges)


def without_accents(text: str) -> tuple[str, Sequence[int] | None]:
    """The text without accents and vowel points, and for each code point that is left its
    place in the original; None where nothing went."""
    if text.isascii():
        return text, None
    letters = set(text)
    if not any(map(_is_accent, letters)):
        table = {ord(char): _base(char) for char in letters if char > "\x7f"}
        return text.translate(table), None
    kept = [(_base(char), place) for place, char in enumerate(text) if not _is_accent(char)]
    return "".join(char for char, _ in kept), [place for _, place in kept]


@lru_cache(maxsize=4096)
def _base(char: str) -> str:
    """The letter under its accents. Signs that make another letter (Hangul, kana) stay."""
    if char < "\x80":
        return char
    parts = normalize("NFD", char)
    return parts[0] if all(_is_accent(part) for part in parts[1:]) else char


@lru_cache(maxsize=4096)
def _is_accent(char: str) -> bool:
    # Canonical combining classes (Unicode Standard, 4.3): 10–36 are the points of Hebrew,
    # Arabic and Syriac, from 200 on accents; lower ones change the letter, as a virama does.
    kind = combining(char)
    return kind >= 200 or 10 <= kind <= 36


def _placed(places: Sequence[int], start: int, end: int, length: int) -> Range:
    """Accents that follow the last letter belong to it."""
    return places[start], places[end] if end < len(places) else length


@lru_cache(maxsize=64)
def _compiled(wanted: Wanted) -> "Pattern[str]":
    import regex

    text = wanted.text if wanted.accents else without_accents(wanted.text)[0]
    source = text if wanted.pattern else _plain(text)
    if wanted.whole:
        source = _whole(source, text, wanted.pattern)
    flags = regex.MULTILINE | (0 if wanted.case else regex.IGNORECASE)
    try:
        return regex.compile(source, flags)
    except regex.error as error:
        raise PatternRefused(
            f"This pattern cannot be read ({error})", wanted.text, "Correct it."
        ) from None


def _plain(text: str) -> str:
    """White space is what the pattern language takes for it: Python's own splits more."""
    import regex

    return r"\s+".join(regex.escape(part) for part in regex.split(r"\s+", text) if part)


def _whole(source: str, text: str, pattern: bool) -> str:
    import regex

    text = text.strip() or " "
    before = pattern or (regex.match(_WORD, text[0]) and not _unspaced(text[0]))
    after = pattern or (regex.match(_WORD, text[-1]) and not _unspaced(text[-1]))
    return f"{f'(?<!{_WORD})' if before else ''}(?:{source}){f'(?!{_WORD})' if after else ''}"


def _unspaced(text: str) -> bool:
    import regex

    return regex.search(_UNSPACED, text) is not None
