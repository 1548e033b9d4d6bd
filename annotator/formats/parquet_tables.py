"""Parquet for analysts: documents.parquet, spans.parquet and relations.parquet."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from annotator.formats.annotation_tables import CARRIES as CARRIES
from annotator.formats.annotation_tables import (
    TABLES,
    Row,
    batches,
    beside,
    check_documents,
    records_of,
    rows_of,
)
from annotator.formats.base import Files, Found, Look, Record
from annotator.formats.extras import needed
from annotator.formats.parquet_files import parquet_file
from annotator.scheme import Scheme

_BATCH = 2000  # records
_IN_MEMORY = 1 << 20  # bytes of a table before it goes to the disk
_SUFFIX = ".parquet"
_MAGIC = b"PAR1"


def write(records: Iterable[Record], files: Files, scheme: Scheme) -> int:  # noqa: ARG001
    """The three tables; returns how many layers."""
    needed("pyarrow", "parquet")
    count = 0
    with ExitStack() as stack:
        waiting = {
            name: stack.enter_context(tempfile.SpooledTemporaryFile(_IN_MEMORY))
            for name in ("spans", "relations")
        }
        tables = {name: _Table(file, name) for name, file in waiting.items()}
        with files.open(f"documents{_SUFFIX}") as out:
            documents = _Table(out, "documents")
            numbered = (rows_of(number, x) for number, x in enumerate(records, 1))
            for batch in batches(numbered, _BATCH):
                count += len(batch)
                documents.add([x.document for x in batch])
                tables["spans"].add([row for x in batch for row in x.spans])
                tables["relations"].add([row for x in batch for row in x.relations])
            documents.finish()
        for name, file in waiting.items():
            tables[name].finish()
            file.seek(0)
            with files.open(f"{name}{_SUFFIX}") as out:
                shutil.copyfileobj(file, out)
    return count


class _Table:
    """A table that is being written."""

    def __init__(self, out: IO[bytes], name: str) -> None:
        self._pyarrow: Any = needed("pyarrow", "parquet")  # it has no types
        kinds = {
            "text": self._pyarrow.string(),
            "whole": self._pyarrow.int64(),
            "number": self._pyarrow.float64(),
        }
        columns = TABLES[name].items()
        self._schema = self._pyarrow.schema([(x, kinds[kind]) for x, kind in columns])
        parquet = needed("pyarrow.parquet", "parquet")
        self._writer = parquet.ParquetWriter(out, self._schema, compression="zstd")

    def add(self, rows: list[list[object]]) -> None:
        """More rows."""
        if rows:
            arrays = [
                self._pyarrow.array(column, field.type)
                for column, field in zip(zip(*rows, strict=True), self._schema, strict=True)
            ]
            self._writer.write_table(self._pyarrow.Table.from_arrays(arrays, schema=self._schema))

    def finish(self) -> None:
        """All is written; the file stays open."""
        self._writer.close()


def read(path: Path) -> Iterator[Found]:
    """The records that the three tables hold. Raises InputError."""
    there = beside(path)
    documents, spans, relations = (
        _rows(x, first=x is path) if x is not None and x.is_file() else iter(())
        for x in (path, there.get("spans"), there.get("relations"))
    )
    return records_of(path, documents, spans, relations, "import:parquet")


def _rows(path: Path, *, first: bool) -> Iterator[tuple[int, Row]]:
    """Each row with its number, from 1. Raises InputError."""
    file = parquet_file(path)
    if first:
        check_documents(path, file.names)
    number = 0
    for batch in file.iter_batches(_BATCH):
        for row in batch.to_pylist():
            number += 1
            yield number, row


def belongs(path: Path) -> Iterable[Path]:
    """Spans and relations are read along with the documents."""
    return beside(path).values() if path.suffix.lower() == _SUFFIX else ()


def recognise(look: Look) -> bool:
    """By the names of the tables: the columns stand at the end of the file."""
    names = {f"{x}{_SUFFIX}" for x in TABLES}
    return look.name in names and look.head.startswith(_MAGIC)
