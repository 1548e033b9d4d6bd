"""Where Tab goes: the next span or suggestion in reading order."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from typing import Literal

from annotator.annotations import reading_order
from annotator.model import Range, Span
from annotator.opened import OpenDocument
from annotator.text.tokens import Tokens

Step = Literal[1, -1]
Side = Literal["start", "end"]
Wanted = Callable[[Span], bool]
_WINDOW = 1024


def neighbour(
    opened: OpenDocument, at: Span | int, step: Step, wanted: Wanted = lambda _: True
) -> Span | None:
    """The wanted span after (step 1) or before (−1) a span or a code point offset.

    Looks outward in windows that double, so that a long document costs no more than a short one.
    """
    key = reading_order(at) if isinstance(at, Span) else (at, -len(opened.document.text), "", "")
    for start, end in _windows(key[0], len(opened.document.text), step):
        found = [
            span
            for span in shown(opened, start, end)
            if start <= span.start < end
            and wanted(span)
            and (reading_order(span) > key if step > 0 else reading_order(span) < key)
        ]
        if found:
            return found[0] if step > 0 else found[-1]
    return None


def shown(opened: OpenDocument, start: int, end: int) -> list[Span]:
    """Own spans and open suggestions that touch a range, in reading order."""
    own = opened.own.index.touching(start, end)
    ids = opened.suggestions.spans
    suggested = [s for s in opened.suggestions.index.touching(start, end) if s.id in ids]
    return sorted([*own, *suggested], key=reading_order)


def _windows(offset: int, length: int, step: Step) -> Iterator[Range]:
    size = _WINDOW
    while True:
        if step > 0:
            yield offset, offset + size
            done = offset + size >= length
        else:
            yield max(0, offset - size), offset + 1
            done = size >= offset
        if done:
            return
        size *= 4


def edge_target(tokens: Tokens, side: Side, offset: int, step: Step) -> int | None:
    """Where a span's edge goes when it moves by one token; None at the end of the text."""
    edges = tokens.ends if side == "end" else tokens.starts
    index = bisect_right(edges, offset) if step > 0 else bisect_left(edges, offset) - 1
    return edges[index] if 0 <= index < len(edges) else None
