"""The formats as a dialog offers them: name, title, and what each cannot hold."""

from annotator.formats.table import READERS, WRITERS, writer_for


def readable() -> list[tuple[str, str]]:
    """Name and title of every format that can be read."""
    return [(row.name, row.title) for row in READERS]


def writable() -> list[tuple[str, str]]:
    """Name and title of every format that can be written."""
    return [(row.name, row.title) for row in WRITERS]


def limits(name: str) -> list[str]:
    """What a format cannot hold, in words; empty if it holds everything."""
    carries = writer_for(name).carries
    kinds = {
        "Relations": carries.relations,
        "Notes": carries.notes,
        "Document labels": carries.document_labels,
        "Spans of several parts as one": carries.discontinuous,
    }
    return [f"{kind} cannot be written in this format." for kind, held in kinds.items() if not held]
