"""CSV for analysts: documents.csv, spans.csv and relations.csv, which spreadsheets open.

A cell that a spreadsheet would run as a formula has an apostrophe before it, which reading takes
away again. Files are UTF-8 with a byte order mark, which Excel needs, and quoted as RFC 4180 says.
`separator` may be a tab, for TSV, or a semicolon, as spreadsheets in many countries want it.
"""

import csv
import io
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from annotator.errors import InputError
from annotator.formats.annotation_tables import CARRIES as CARRIES
from annotator.formats.annotation_tables import (
    DOCUMENTS,
    TABLES,
    Row,
    beside,
    check_documents,
    records_of,
    rows_of,
)
from annotator.formats.base import LONGEST_TEXT, Files, Found, Look, Option, Record
from annotator.formats.opening import head_of, refused
from annotator.scheme import Scheme

_SEPARATORS = {"comma": ",", "tab": "\t", "semicolon": ";"}
_ENDINGS = {"comma": ".csv", "tab": ".tsv", "semicolon": ".csv"}
OPTIONS = (
    Option("separator", "what stands between the cells", "comma", tuple(_SEPARATORS),
           reading=False, writing=True),
)  # fmt: skip
_MARK = "\ufeff"
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_START = tuple(DOCUMENTS)[:4]
_IN_MEMORY = 1 << 20  # bytes of a table before it goes to the disk


def write(
    records: Iterable[Record],
    files: Files,
    scheme: Scheme,  # noqa: ARG001
    *,
    separator: str = "comma",
) -> int:
    """The three tables; returns how many layers."""
    ending = _ENDINGS[separator]
    count = 0
    with ExitStack() as stack:
        waiting = {
            name: stack.enter_context(tempfile.SpooledTemporaryFile(_IN_MEMORY))
            for name in ("spans", "relations")
        }
        tables = {name: _Table(file, name, separator) for name, file in waiting.items()}
        with files.open(f"documents{ending}") as out:
            documents = _Table(out, "documents", separator)
            for count, record in enumerate(records, 1):  # it is the answer
                rows = rows_of(count, record)
                documents.add([rows.document])
                tables["spans"].add(rows.spans)
                tables["relations"].add(rows.relations)
            documents.finish()
        for name, file in waiting.items():
            tables[name].finish()
            file.seek(0)
            with files.open(f"{name}{ending}") as out:
                shutil.copyfileobj(file, out)
    return count


class _Table:
    """A table that is being written."""

    def __init__(self, out: IO[bytes], name: str, separator: str) -> None:
        self._text = io.TextIOWrapper(out, "utf-8", newline="")
        self._text.write(_MARK)
        self._writer = csv.writer(self._text, delimiter=_SEPARATORS[separator])
        self.add([list(TABLES[name])])

    def add(self, rows: list[list[object]]) -> None:
        """More rows."""
        for row in rows:
            self._writer.writerow([_harmless(x) if isinstance(x, str) else x for x in row])

    def finish(self) -> None:
        """All is written; the file stays open."""
        self._text.flush()
        self._text.detach()


def _harmless(cell: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _as_it_was(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell


def read(path: Path) -> Iterator[Found]:
    """The records that the three tables hold. Raises InputError."""
    there = beside(path)
    documents, spans, relations = (
        _rows(x, first=x is path) if x is not None and x.is_file() else iter(())
        for x in (path, there.get("spans"), there.get("relations"))
    )
    return records_of(path, documents, spans, relations, "import:csv")


def _rows(path: Path, *, first: bool) -> Iterator[tuple[int, Row]]:
    """Each row with the line on which it begins. Raises InputError."""
    csv.field_size_limit(max(csv.field_size_limit(), 2 * LONGEST_TEXT))
    separator = _separator(head_of(path))
    with refused(path), path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter=separator)
        try:
            names = next(reader, [])
            if first:
                check_documents(path, names)
            line = reader.line_num + 1
            for row in reader:
                if row:
                    yield line, dict(zip(names, map(_as_it_was, row), strict=False))
                line = reader.line_num + 1
        except (csv.Error, UnicodeDecodeError) as error:
            raise InputError(
                f"Line {reader.line_num + 1:,} of this file is no CSV in UTF-8 ({error})",
                str(path), "Save it again as CSV in UTF-8.",
            ) from error  # fmt: skip


def _separator(head: bytes) -> str:
    first = head.split(b"\n", 1)[0].decode("utf-8", "replace")
    return max(_SEPARATORS.values(), key=first.count)


def belongs(path: Path) -> Iterable[Path]:
    """Spans and relations are read along with the documents."""
    return beside(path).values() if path.suffix.lower() in (".csv", ".tsv") else ()


def recognise(look: Look) -> bool:
    """By the first columns."""
    first = look.start.split(b"\n", 1)[0].decode("utf-8", "replace").replace('"', "")
    return any(first.startswith(x.join(_START)) for x in _SEPARATORS.values())
