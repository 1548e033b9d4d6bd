"""Spans whose edges are odd: white space, stray punctuation, half words."""

from collections.abc import Iterator
from unicodedata import category

from annotator.consistency.findings import Finding, Fix, Work
from annotator.model import Range, Span
from annotator.text.tokens import Tokens

_STRAY = frozenset(",;:.!?…·،؛。、")
_OPENING = {"(": ")", "[": "]", "{": "}", "“": "”", "„": "“", "‘": "’", "«": "»", "»": "«"}
_QUOTES = frozenset("\"'")
_CLOSING = frozenset(_OPENING.values()) | _QUOTES
_POSSESSIVE = ("'s", "’s", "'", "’")
_SPACE, _SIGN, _HALF, _OWNER = 0.95, 0.8, 0.7, 0.6  # how likely a mistake


def odd_edges(work: Work) -> Iterator[Finding]:
    """Spans with odd edges, each with better ones where there are some."""
    for span in work.spans:
        if span.fragments:
            continue
        odd = _odd(work.text, work.tokens, span)
        if odd is None:
            continue
        score, about, (start, end) = odd
        better = Fix("move", span.label, start, end)
        moved = (start, end) != (span.start, span.end)
        yield Finding(
            "edge",
            work.document,
            work.name,
            span.start,
            span.end,
            work.text[span.start : span.end],
            span.label,
            score,
            about,
            f"“{work.text[start:end]}” would be whole" if moved else about,
            span.id,
            better if moved and start < end else None,
        )


def _odd(text: str, tokens: Tokens | None, span: Span) -> tuple[float, str, Range] | None:
    """How likely a mistake, what is odd, and better edges."""
    place = span.start, span.end
    trimmed = _without_space(text, place)
    if trimmed != place:
        return _SPACE, "White space at an edge", trimmed
    trimmed = _without_signs(text, tokens, place)
    if trimmed != place:
        return _SIGN, "Punctuation at an edge", trimmed
    whole = _whole_words(text, tokens, place)
    if whole != place:
        return _HALF, "A half word", whole
    owner = _without_possessive(text, tokens, place)
    if owner != place:
        return _OWNER, "A possessive ending", owner
    return None


def _without_space(text: str, place: Range) -> Range:
    start, end = place
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _without_signs(text: str, tokens: Tokens | None, place: Range) -> Range:
    """Without commas and the like, and without quotes and brackets whose pair is not there. A
    sign that the tokenizer holds with its word (“Inc.”) belongs to it."""
    start, end = place
    while end - start > 1:
        first, last = text[start], text[end - 1]
        inside = text[start:end]
        if _stray_end(last, inside) and not _glued(tokens, end - 1, end):
            end -= 1
        elif _stray_start(first, inside):
            start += 1
        else:
            break
        start, end = _without_space(text, (start, end))
    return (start, end) if start < end else place


def _stray_end(last: str, inside: str) -> bool:
    if last in _STRAY or category(last) in ("Pd", "Ps"):
        return True
    if last in _QUOTES:
        return inside.count(last) % 2 == 1 and inside[-2:] not in ("s'", "s’")
    opening = [a for a, b in _OPENING.items() if b == last]
    if last == "’":
        return inside[-2:] != "s’" and "‘" not in inside
    return bool(opening) and not any(sign in inside[:-1] for sign in opening)


def _stray_start(first: str, inside: str) -> bool:
    if first in _STRAY or category(first) in ("Pd", "Pe"):
        return first != "." or not inside[1:2].isalnum()  # .NET, .5
    if first in _QUOTES:
        return inside.count(first) % 2 == 1
    closing = _OPENING.get(first)
    return closing is not None and closing not in inside[1:]


def _glued(tokens: Tokens | None, start: int, end: int) -> bool:
    """Whether a sign is a part of a longer token."""
    if tokens is None:
        return False
    found = tokens.snap(start, end)
    return found is not None and found != (start, end)


def _whole_words(text: str, tokens: Tokens | None, place: Range) -> Range:
    """Widened where an edge cuts between two letters or digits. Where the tokenizer sees two
    tokens, as in “don|n’t” or between ideographs, the cut is none."""
    start, end = place
    if _cuts(text, tokens, start):
        while start > 0 and text[start - 1].isalnum() and not _is_edge(tokens, start):
            start -= 1
    if _cuts(text, tokens, end):
        while end < len(text) and text[end].isalnum() and not _is_edge(tokens, end):
            end += 1
    return start, end


def _cuts(text: str, tokens: Tokens | None, offset: int) -> bool:
    if not 0 < offset < len(text) or not (text[offset - 1].isalnum() and text[offset].isalnum()):
        return False
    return not _is_edge(tokens, offset)


def _is_edge(tokens: Tokens | None, offset: int) -> bool:
    if tokens is None:
        return False
    index = tokens.first_ending_after(offset)
    return index >= len(tokens) or tokens.starts[index] >= offset


def _without_possessive(text: str, tokens: Tokens | None, place: Range) -> Range:
    """Without “’s” where the tokenizer sees it as a token of its own."""
    start, end = place
    for ending in _POSSESSIVE:
        cut = end - len(ending)
        own = tokens is not None and tokens.aligned(cut, end) is not None if cut > start else False
        if own and text[cut:end] == ending and text[cut - 1].isalnum():
            return start, cut
    return place
