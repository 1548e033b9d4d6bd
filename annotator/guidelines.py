"""Guidelines: one Markdown text, where a label may have a section under a heading of its name."""

import re
from collections.abc import Iterator

from annotator.scheme import Label

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*")
_FENCE = ("```", "~~~")
TOP = 2  # the level of a section


def section(guidelines: str, label: Label) -> str:
    """The section of a label with its heading; empty when it has none."""
    found = _find(guidelines, label)
    return guidelines[found[0] : found[1]].strip("\n") if found else ""


def with_section(guidelines: str, label: Label, text: str) -> str:
    """The guidelines with another section for a label, at the end if it had none; an empty text
    takes the section out. A heading by which it is found again is added or corrected."""
    found = _find(guidelines, label)
    start, end = found or (len(guidelines), len(guidelines))
    text = _headed(text.strip("\n"), label, _level(guidelines[start:end]) or TOP)
    parts = (guidelines[:start].rstrip("\n"), text, guidelines[end:].strip("\n"))
    whole = "\n\n".join(part for part in parts if part.strip())
    return f"{whole}\n" if whole else ""


def _headed(body: str, label: Label, level: int) -> str:
    if not body.strip():
        return ""
    first, _, rest = body.partition("\n")
    heading = _HEADING.fullmatch(first)
    if heading is None or (len(heading[1]) > level and not _find(first, label)):
        return f"{'#' * level} {label.title}\n{_deeper(body, level)}"
    title = heading[2] if _find(first, label) else label.title
    return f"{'#' * level} {title}\n{_deeper(rest, level)}".rstrip("\n")


def _level(section: str) -> int:
    return next((level for _, level, _ in _headings(section)), 0)


def retitled(guidelines: str, before: Label, after: Label) -> str:
    """The guidelines with the heading of a label that got another name."""
    found = _find(guidelines, before)
    if found is None:
        return guidelines
    line, rest = _first_line(guidelines, found[0])
    heading = _HEADING.fullmatch(line)
    assert heading is not None
    if heading[2] != before.title and _find(line, after):
        return guidelines
    return f"{guidelines[: found[0]]}{heading[1]} {after.title}{rest}"


def _first_line(text: str, start: int) -> tuple[str, str]:
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    return text[start:end], text[end:]


def _deeper(text: str, level: int) -> str:
    """Headings as high as a level go below it: they stay inside the section."""
    lines = text.split("\n")
    marks = {start: height for start, height, _ in _headings(text)}
    at = 0
    for number, line in enumerate(lines):
        if marks.get(at, level + 1) <= level:
            lines[number] = "#" * min(level + 1, 6) + line.lstrip("#")
        at += len(line) + 1
    return "\n".join(lines)


def _find(guidelines: str, label: Label) -> tuple[int, int] | None:
    """From the heading to the next one that is as high: code points, the end exclusive."""
    names = {name.casefold() for name in (label.id, label.name, label.short) if name}
    opened: tuple[int, int] | None = None
    for start, level, title in _headings(guidelines):
        if opened is not None and level <= opened[1]:
            return opened[0], start
        if opened is None and title.casefold() in names:
            opened = (start, level)
    return (opened[0], len(guidelines)) if opened is not None else None


def _headings(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each heading begins, its level, and its words; not those in blocks of code."""
    at, fenced = 0, False
    for line in text.split("\n"):
        if line.lstrip().startswith(_FENCE):
            fenced = not fenced
        found = None if fenced else _HEADING.fullmatch(line)
        if found:
            yield at, len(found[1]), found[2]
        at += len(line) + 1
