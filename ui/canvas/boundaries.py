"""Edges of characters and sentences, and what a drag snaps to."""

from typing import Literal

from PySide6.QtCore import Qt, QTextBoundaryFinder

from annotator.model import Range
from annotator.text.offsets import Utf16Map
from ui.canvas.page import Page

Kind = QTextBoundaryFinder.BoundaryType
FocusUnit = Literal["", "sentence", "paragraph"]


def snapped(page: Page, start: int, end: int, modifiers: Qt.KeyboardModifier) -> Range:
    """`[start, end)` widened to tokens; with Alt as it is, with Shift+Alt to sentences.
    A stretch without any token is empty."""
    if start >= end:
        return start, end
    if modifiers & Qt.KeyboardModifier.AltModifier:
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            return sentence(page, start)[0], max(end, sentence(page, end - 1)[1])
        return start, end
    return page.content.tokens.snap(start, end) or (start, start)


def sentence(page: Page, offset: int) -> Range:
    """The sentence around a code point, without the white space after it."""
    start, edges = _edges(page, offset, Kind.Sentence)
    text = page.content.text
    left = max((e for e in edges if e <= offset), default=start)
    right = min((e for e in edges if e > offset), default=edges[-1])
    return left, left + len(text[left:right].rstrip()) if left < right else right


def focused(page: Page, offset: int, unit: FocusUnit) -> Range | None:
    """The sentence or paragraph at a code point; None where nothing is to be veiled."""
    if not unit:
        return None
    if unit == "sentence":
        return sentence(page, offset)
    paragraph = page.paragraphs[page.index_of(offset)]
    return paragraph.start, paragraph.end


def stepped(page: Page, offset: int, step: int, kind: Kind) -> int:
    """The next (1) or previous (−1) edge of a character or sentence, into the neighbouring
    paragraph at an end."""
    _, edges = _edges(page, offset, kind)
    found = [e for e in edges if (e > offset if step > 0 else e < offset)]
    if found:
        return found[0] if step > 0 else found[-1]
    return paragraph_edge(page, offset, step)


def paragraph_edge(page: Page, offset: int, step: int) -> int:
    """The start of the next paragraph, or the end of the one before; the text's own ends."""
    index = page.index_of(offset) + step
    if not 0 <= index < len(page.paragraphs):
        return len(page.content.text) if step > 0 else 0
    neighbour = page.paragraphs[index]
    return neighbour.start if step > 0 else neighbour.end


def _edges(page: Page, offset: int, kind: Kind) -> tuple[int, list[int]]:
    paragraph = page.paragraphs[page.index_of(offset)]
    text = page.content.text[paragraph.start : paragraph.end]
    units, finder = Utf16Map(text), QTextBoundaryFinder(kind, text)
    edges = [paragraph.start]
    while (unit := finder.toNextBoundary()) != -1:
        edges.append(paragraph.start + units.to_code_point(unit))
    return paragraph.start, edges
