"""The formats, in the order in which they are offered. A new one is a file and a line here."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from annotator.errors import InputError
from annotator.formats import jsonl, spacy, text
from annotator.formats.base import Capabilities, Problem, Record

Read = Callable[[Path], Iterator[Record | Problem]]
Write = Callable[[Iterable[Record], IO[bytes]], int]

EVERYTHING = Capabilities()


@dataclass(frozen=True, slots=True)
class FormatRow:
    """One format: its name on the command line, its title, how its files end, what it does."""

    name: str
    title: str
    suffixes: tuple[str, ...]
    read: Read | None = None
    write: Write | None = None
    carries: Capabilities = EVERYTHING


FORMATS: tuple[FormatRow, ...] = (
    FormatRow(
        "jsonl", "Annotator and Prodigy JSONL", (".jsonl", ".ndjson"), jsonl.read, jsonl.write
    ),
    FormatRow(
        "spacy",
        "spaCy DocBin",
        (".spacy",),
        None,
        spacy.write,
        Capabilities(discontinuous=False, notes=False, document_labels=False),
    ),
    FormatRow("text", "Plain text", (".txt", ".md", ".text"), text.read),
)
READERS = tuple(row for row in FORMATS if row.read is not None)
WRITERS = tuple(row for row in FORMATS if row.write is not None)


def reader_for(path: Path, name: str | None = None) -> Read:
    """How to read a file: by the format's name, else by how the file ends, else as text."""
    for row in READERS:
        if row.name == name or (name is None and path.suffix.lower() in row.suffixes):
            assert row.read is not None
            return row.read
    if name is not None:
        raise _unknown(name, READERS)
    return text.read


def writer_for(name: str) -> FormatRow:
    """The row of a format that can be written. Raises InputError."""
    for row in WRITERS:
        if row.name == name:
            return row
    raise _unknown(name, WRITERS)


def _unknown(name: str, rows: tuple[FormatRow, ...]) -> InputError:
    names = ", ".join(row.name for row in rows)
    return InputError("There is no such format", name, f"Choose one of {names}.")
