"""Articles in the columns of a table: CSV, TSV, or JSON Lines of flat objects.

    headline,published,body
    Ministers meet,2026-05-01,"The foreign ministers of …"

Which column is the text and which the name is guessed from their names and contents, and can be
said with `text` and `name`; all other columns, or those of `meta`, go along as metadata.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

import msgspec

from annotator.errors import InputError
from annotator.formats.articles import one_line
from annotator.formats.base import LONGEST_TEXT, Look, Option, Problem, Record
from annotator.formats.delimited import Row, delimited_rows, separator_of
from annotator.formats.loose import a_text
from annotator.formats.text_lines import lines_of

SUFFIXES = (".csv", ".tsv", ".jsonl", ".ndjson")
OPTIONS = (
    Option("text", "the column of the text", of_columns=True),
    Option("name", "the column of the name", of_columns=True),
    Option("meta", "columns that go along, with commas between them; without it, all"),
    Option("separator", "what stands between columns", "", ("", "comma", "tab", "semicolon")),
    Option("header", "whether the first line names the columns", "yes", ("yes", "no")),
)
_LINES = (".jsonl", ".ndjson")
_TEXT_NAMES = (
    "text", "body", "content", "article", "article_text", "articletext", "full_text", "fulltext",
    "maintext", "document", "story", "abstract", "description", "summary",
)  # fmt: skip
_NAMES = ("name", "title", "headline", "subject", "id", "doc_id", "url")
_SAMPLE = 50  # rows by which the columns are judged
_LEAST_WORDS = 5  # of a column that is taken for text because of its contents
_ANNOTATION = frozenset(("start", "end", "label"))
_KEYS_OF_OTHERS = frozenset(
    ("tokens", "spans", "entities", "annotations", "labels", "ner_tags", "data", "sents", "words")
)


@dataclass(frozen=True, slots=True)
class _Roles:
    text: str
    name: str
    meta: tuple[str, ...] | None


def read(
    path: Path,
    *,
    text: str = "",
    name: str = "",
    meta: str = "",
    separator: str = "",
    header: str = "yes",
) -> Iterator[Record | Problem]:
    """A document a row. Raises InputError if it cannot be read or has no such column."""
    rows = _rows(path, separator, header)
    sample = list(islice(rows, _SAMPLE))
    there = [row for row in sample if isinstance(row, Row)]
    roles = _roles(path, there, text, name, meta)
    for row in chain(sample, rows):
        yield row if isinstance(row, Problem) else _record(path, row, roles)


def _rows(path: Path, separator: str, header: str) -> Iterator[Row | Problem]:
    if path.suffix.lower() in _LINES:
        return _objects(path)
    return delimited_rows(path, separator, header == "yes")


def _objects(path: Path) -> Iterator[Row | Problem]:
    """The objects of JSON Lines, with their nested values as JSON."""
    for number, line in lines_of(path):
        if not line.strip():
            continue
        try:
            found = msgspec.json.decode(line)
        except (msgspec.DecodeError, RecursionError) as error:
            yield Problem(path.name, number, f"no JSON ({error}): left out")
            continue
        if isinstance(found, dict):
            yield Row(number, found)
        else:
            yield Problem(path.name, number, "no object: left out")


def _roles(path: Path, rows: Sequence[Row], text: str, name: str, meta: str) -> _Roles:
    columns = _columns_of(rows)
    wanted = tuple(x.strip() for x in meta.split(",") if x.strip())
    for column in (text, name, *wanted):
        if column and column not in columns:
            have = ", ".join(columns) or "none"
            raise InputError(
                f"There is no column “{column}” in this file", str(path), f"It has {have}."
            )
    text = text or guessed_text(rows)
    if not text:
        have = ", ".join(columns) or "none"
        raise InputError(
            "No column of this file looks like a text", str(path),
            f"Name it with --option text=COLUMN; it has {have}.",
        )  # fmt: skip
    lower = {column.casefold(): column for column in reversed(columns) if column != text}
    guessed = next((lower[x] for x in _NAMES if x in lower), "")
    return _Roles(text, name or guessed, wanted or None)


def guessed_text(rows: Sequence[Row]) -> str:
    """The column that is the text: by its name, else the one with the longest values."""
    columns = _columns_of(rows)
    lower = {column.casefold(): column for column in reversed(columns)}
    for name in _TEXT_NAMES:
        if name in lower and any(a_text(row.values.get(lower[name])) for row in rows):
            return lower[name]
    lengths = {
        column: sum(len(a_text(row.values.get(column)).split()) for row in rows)
        for column in columns
    }
    longest = max(columns, key=lambda column: lengths[column], default="")
    return longest if lengths.get(longest, 0) >= _LEAST_WORDS * len(rows) else ""


def _columns_of(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(column for row in rows for column in row.values))


def _record(path: Path, row: Row, roles: _Roles) -> Record | Problem:
    text = row.values.get(roles.text)
    if not isinstance(text, str) or not text.strip():
        return Problem(path.name, row.line, f"the column {roles.text} is empty: left out")
    if len(text) > LONGEST_TEXT:
        return Problem(path.name, row.line, f"the text is too long ({len(text):,} characters)")
    named = one_line(a_text(row.values.get(roles.name))) if roles.name else ""
    names = row.values if roles.meta is None else roles.meta
    meta = {
        x: row.values[x] for x in names if x != roles.text and row.values.get(x) not in ("", None)
    }
    return Record(
        name=named or f"{path.stem} {row.line}",
        text=text.encode("utf-8", "replace").decode("utf-8"),
        source=path.name,
        meta=meta,
        annotated=False,
        notices=row.notices,
        line=row.line,
    )


def columns(path: Path, options: Mapping[str, str]) -> list[str]:
    """The columns that a file has, as far as its beginning tells. Raises InputError."""
    rows = _rows(path, options.get("separator", ""), options.get("header", "yes"))
    return _columns_of([row for row in islice(rows, _SAMPLE) if isinstance(row, Row)])


def recognise(look: Look) -> bool:
    """Tables with a column of texts: CSV and TSV that hold no spans, JSON Lines without anything
    by which a line of annotations is known."""
    if look.suffix in _LINES:
        return _is_flat(look.start)
    return look.suffix in SUFFIXES and not _holds_spans(look.start)


def _holds_spans(start: bytes) -> bool:
    line = start.partition(b"\n")[0].decode("utf-8", "replace").strip()
    cells = next(csv.reader([line], delimiter=separator_of(line)), [])
    return {cell.strip().casefold() for cell in cells} >= _ANNOTATION


def _is_flat(start: bytes) -> bool:
    try:
        found = msgspec.json.decode(start.partition(b"\n")[0])
    except (msgspec.DecodeError, RecursionError):
        return False
    if not isinstance(found, dict) or "text" in found or _KEYS_OF_OTHERS & set(found):
        return False
    return bool(guessed_text([Row(1, found)]))
