"""Parquet files, opened or refused in words."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.errors import InputError
from annotator.formats.extras import needed
from annotator.formats.opening import head_of, refused


class ParquetFile:
    """A file that was opened, read a batch at a time."""

    def __init__(self, path: Path, file: Any) -> None:  # pyarrow has no types
        self._path = path
        self._file = file
        self.schema_arrow: Any = file.schema_arrow

    @property
    def names(self) -> list[str]:
        """The columns."""
        return list(self.schema_arrow.names)

    def iter_batches(self, size: int) -> Iterator[Any]:
        """The rows, so many at a time. Raises InputError where the file is damaged."""
        pyarrow = needed("pyarrow", "parquet")
        try:
            yield from self._file.iter_batches(size)
        except (pyarrow.ArrowException, OSError, ValueError) as error:
            raise _damaged(self._path) from error


def parquet_file(path: Path) -> ParquetFile:
    """The file. Raises InputError if it cannot be read, or is no Parquet."""
    pyarrow = needed("pyarrow", "parquet")
    parquet = needed("pyarrow.parquet", "parquet")
    head_of(path)
    with refused(path):
        try:
            return ParquetFile(path, parquet.ParquetFile(path, memory_map=True))
        except (pyarrow.ArrowException, ValueError) as error:
            raise _damaged(path) from error


def _damaged(path: Path) -> InputError:
    return InputError(
        "This is no Parquet file, or it is damaged", str(path), "Choose another file."
    )
