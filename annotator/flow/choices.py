"""The formats as a dialog offers them: name, title, and what each cannot hold."""

from annotator.formats.table import READERS, WRITERS, writer_for

_NAMES = {
    "overlap": "Overlapping spans",
    "nested": "Nested spans",
    "discontinuous": "Spans of several parts",
    "relations": "Relations",
    "attributes": "Attributes",
    "notes": "Notes and comments",
    "document_labels": "Document labels",
    "several_layers": "Several people's layers",
}


def readable() -> list[tuple[str, str]]:
    """Name and title of every format that can be read."""
    return [(row.name, row.title) for row in READERS]


def writable() -> list[tuple[str, str]]:
    """Name and title of every format that can be written."""
    return [(row.name, row.title) for row in WRITERS]


def limits(name: str) -> list[str]:
    """What a format cannot hold, in words; empty if it holds everything."""
    carries = writer_for(name).carries
    lost = [words for field, words in _NAMES.items() if not getattr(carries, field)]
    return [f"{words} cannot be written in this format." for words in lost]
