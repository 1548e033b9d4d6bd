"""Spans of several parts: text is added to a span or taken off it."""

from collections.abc import Iterable
from dataclasses import replace

from annotator.changes import Edit
from annotator.edits.door import finish, short
from annotator.edits.spans import revised
from annotator.errors import EditRefused
from annotator.model import Range, Span
from annotator.opened import OpenDocument


def add_part(opened: OpenDocument, id: str, start: int, end: int) -> Edit:
    """Let a span or suggestion also cover `[start, end)`; parts that touch become one."""
    old = opened.span(id)
    ranges = _joined((*old.ranges, (start, end)), opened.document.text)
    if ranges == old.ranges:
        raise EditRefused("The span covers this already", do="Select text beside it.")
    title = f"Add “{_quoted(opened, start, end)}” to “{short(opened.text_of(old))}”"
    return _revise(opened, old, ranges, title)


def take_part(opened: OpenDocument, id: str, start: int, end: int) -> Edit:
    """Let a span or suggestion cover `[start, end)` no more; white space at the cut belongs to
    neither side."""
    old = opened.span(id)
    ranges = tuple(
        piece
        for left, right in old.ranges
        for piece in ((left, min(right, start)), (max(left, end), right))
        if piece[0] < piece[1]
    )
    ranges = tuple(x for x in (_stripped(opened.document.text, *r) for r in ranges) if x[0] < x[1])
    if ranges == old.ranges:
        raise EditRefused("The span does not cover this", do="Select text inside it.")
    if not ranges:
        raise EditRefused("The span would be empty", do="Delete it instead.")
    title = f"Take “{_quoted(opened, start, end)}” off “{short(opened.text_of(old))}”"
    return _revise(opened, old, ranges, title)


def _revise(opened: OpenDocument, old: Span, ranges: tuple[Range, ...], title: str) -> Edit:
    parts = ranges if len(ranges) > 1 else ()
    new = replace(old, start=ranges[0][0], end=ranges[-1][1], fragments=parts)
    return finish(opened, title, [revised(opened, old.id, new)])


def _joined(ranges: Iterable[Range], text: str) -> tuple[Range, ...]:
    """The ranges in order; those that touch, or have but white space between, are one."""
    result: list[Range] = []
    for start, end in sorted(ranges):
        if result and not text[result[-1][1] : start].strip():
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((start, end))
    return tuple(result)


def _stripped(text: str, start: int, end: int) -> Range:
    body = text[start:end]
    return start + len(body) - len(body.lstrip()), end - len(body) + len(body.rstrip())


def _quoted(opened: OpenDocument, start: int, end: int) -> str:
    return short(" ".join(opened.document.text[start:end].split()))
