"""The formats as a dialog offers them: name, title, and what each cannot hold."""

from annotator.formats.base import Option
from annotator.formats.table import formats, named, readers, writer_for, writers

_NAMES = {
    "overlap": "Overlapping spans",
    "nested": "Nested spans",
    "discontinuous": "Spans of several parts",
    "relations": "Relations",
    "attributes": "Attributes",
    "notes": "Notes",
    "document_labels": "Document labels",
    "several_layers": "Several people's layers",
    "comments": "Comments on documents",
    "kb_ids": "Knowledge-base ids",
}


def readable() -> list[tuple[str, str]]:
    """Name and title of every format that can be read."""
    return [(row.name, row.title) for row in readers()]


def writable() -> list[tuple[str, str]]:
    """Name and title of every format that can be written."""
    return [(row.name, row.title) for row in writers()]


def ending(name: str) -> str:
    """How files of a format end, with the dot; empty if it is written as a folder."""
    row = named(name, formats())
    return "" if row.write_folder is not None else next(iter(row.suffixes), "")


def limits(name: str) -> list[str]:
    """What a format cannot hold, in words; empty if it holds everything."""
    carries = writer_for(name).carries
    lost = [words for field, words in _NAMES.items() if not getattr(carries, field)]
    found = [f"{words} cannot be written in this format." for words in lost]
    if carries.text != "exact":
        found.append("White space is not kept: the text is written word by word.")
    if carries.unwritable:
        found.append("Control characters cannot be written in this format.")
    return found


def options_of(name: str) -> list[Option]:
    """The choices that a format leaves to the person."""
    return list(named(name, formats()).options)
