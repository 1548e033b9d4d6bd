"""The formats, in the order in which they are offered. A new one is a file and a line here."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from annotator.errors import InputError
from annotator.formats import jsonl, spacy, text
from annotator.formats.base import Capabilities, Look, Problem, Record
from annotator.formats.opening import head_of

Read = Callable[[Path], Iterator[Record | Problem]]
Write = Callable[[Iterable[Record], IO[bytes]], int]
EVERYTHING = Capabilities()


@dataclass(frozen=True, slots=True)
class FormatRow:
    """One format: its name on the command line, its title, how its files end, what it does.

    `recognise` tells a file of this format by its ending and its first bytes;
    `needs_tokens` wants documents tokenised before they are written.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    recognise: Callable[[Look], bool]
    read: Read | None = None
    write: Write | None = None
    carries: Capabilities = EVERYTHING
    needs_tokens: bool = False


FORMATS: tuple[FormatRow, ...] = (
    FormatRow(
        "jsonl",
        "JSON Lines (Annotator, Prodigy)",
        (".jsonl", ".ndjson"),
        jsonl.recognise,
        jsonl.read,
        jsonl.write,
    ),
    FormatRow(
        "spacy",
        "spaCy DocBin",
        (".spacy",),
        spacy.recognise,
        spacy.read,
        spacy.write,
        Capabilities(discontinuous=False),
        needs_tokens=True,
    ),
    # The last: it takes whatever is text.
    FormatRow("text", "Plain text", text.SUFFIXES, text.recognise, text.read),
)
READERS = tuple(row for row in FORMATS if row.read is not None)
WRITERS = tuple(row for row in FORMATS if row.write is not None)


def reader_for(path: Path, name: str | None = None) -> Read:
    """How to read a file: by the format's name, else by its ending and its first bytes.

    Raises InputError if there is no such format, or the file is in none of them.
    """
    if name is None:
        look = Look(path.name, head_of(path))
        row = next((row for row in READERS if row.recognise(look)), None)
        if row is None:
            names = ", ".join(row.name for row in READERS)
            raise InputError(
                "The format of this file is not recognised",
                str(path),
                f"Name it with --format ({names}), or convert the file first.",
            )
    else:
        row = named(name, READERS)
    assert row.read is not None
    return row.read


def writer_for(name: str) -> FormatRow:
    """The row of a format that can be written. Raises InputError."""
    return named(name, WRITERS)


def named(name: str, rows: tuple[FormatRow, ...]) -> FormatRow:
    """The row of that name. Raises InputError if it is not among these."""
    for row in rows:
        if row.name == name:
            return row
    names = ", ".join(row.name for row in rows)
    raise InputError("There is no such format", name, f"Choose one of {names}.")
