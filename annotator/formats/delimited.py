"""Rows of CSV and TSV, one at a time, in whatever encoding, with lines that have an end."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TextIO

from annotator.errors import InputError
from annotator.formats.base import LONGEST_TEXT, Problem
from annotator.formats.decoding import encoding_of
from annotator.formats.opening import head_of, refused

_SEPARATORS = {"comma": ",", "tab": "\t", "semicolon": ";"}
_LONGEST_LINE = LONGEST_TEXT  # code points
_MOST_COLUMNS = 10_000


@dataclass(frozen=True, slots=True)
class Row:
    """Values by column; `line` is where the row ends, from 1."""

    line: int
    values: dict[str, object]
    notices: tuple[str, ...] = ()


def delimited_rows(path: Path, separator: str = "", header: bool = True) -> Iterator[Row | Problem]:
    """The rows after the header. Raises InputError if the file cannot be read, or if nothing
    after a place can be told apart, possibly after some rows were given."""
    encoding, notice = encoding_of(head_of(path), path)
    csv.field_size_limit(LONGEST_TEXT)
    with refused(path), path.open(encoding=encoding, newline="") as file:
        try:
            first = _line(file, path)
        except UnicodeDecodeError as error:
            raise InputError(
                f"This file is not {encoding.upper()}", str(path), "Save it as UTF-8."
            ) from error
        file.seek(0)
        sign = _SEPARATORS.get(separator) or separator_of(first, path.suffix)
        reader = csv.reader(_lines(file, path), delimiter=sign, strict=False)
        try:
            for row in _by_column(reader, path, header):
                if notice and isinstance(row, Row):
                    row, notice = replace(row, notices=(notice,)), ""
                yield row
        except csv.Error as error:
            raise InputError(
                f"Line {reader.line_num:,} cannot be told from the next ({error})", str(path),
                "Look for a quotation mark that is never closed.",
            ) from error  # fmt: skip
        except UnicodeDecodeError as error:
            raise InputError(
                f"After line {reader.line_num:,} this file is not {encoding.upper()}",
                str(path), "Save it as UTF-8.",
            ) from error  # fmt: skip


def _by_column(reader: Any, path: Path, header: bool) -> Iterator[Row | Problem]:
    names: list[str] = []
    for cells in reader:
        if not names and (cells or not header):
            names = _named(cells) if header else [str(n + 1) for n in range(len(cells))]
            if len(names) > _MOST_COLUMNS:
                raise InputError("This table has too many columns", str(path), "Check the file.")
            if header:
                continue
        if not any(cells):
            continue
        if len(cells) > len(names):
            what = f"{len(cells)} cells in a row of {len(names)} columns: left out"
            yield Problem(path.name, reader.line_num, what)
            continue
        yield Row(reader.line_num, dict(zip(names, cells, strict=False)))


def _named(cells: list[str]) -> list[str]:
    """The names of the columns, each once; one that has none gets its number."""
    names: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = cell.strip().removeprefix("\ufeff") or str(number)
        names.append(name if name not in names else f"{name} {number}")
    return names


def separator_of(line: str, suffix: str = "") -> str:
    """What stands between the cells of a header, outside quotation marks."""
    if suffix.lower() == ".tsv":
        return "\t"
    outside = "".join(line.split('"')[::2])
    return max(",;\t|", key=outside.count)


def _lines(file: TextIO, path: Path) -> Iterator[str]:
    while line := _line(file, path):
        yield line.replace("\0", "\ufffd")


def _line(file: TextIO, path: Path) -> str:
    line = file.readline(_LONGEST_LINE)
    if len(line) >= _LONGEST_LINE and not line.endswith("\n"):
        raise InputError("A line of this file has no end", str(path), "Check the file.")
    return line
