"""Records handed to the writer of a format, be it one of a file or one of a folder."""

from collections.abc import Iterable, Mapping
from typing import IO

from annotator.formats.base import Files, FormatRow, Record
from annotator.formats.folders import Archive
from annotator.scheme import Scheme

Options = Mapping[str, str]


def written(
    row: FormatRow, records: Iterable[Record], scheme: Scheme, options: Options, out: IO[bytes]
) -> None:
    """Into one file."""
    assert row.write is not None
    more = {"scheme": scheme} if row.wants_scheme else {}
    row.write(records, out, **options, **more)


def into(
    row: FormatRow, records: Iterable[Record], scheme: Scheme, options: Options, files: Files
) -> None:
    """Into several files."""
    assert row.write_folder is not None
    row.write_folder(records, files, scheme, **options)


def archived(
    row: FormatRow, records: Iterable[Record], scheme: Scheme, options: Options, out: IO[bytes]
) -> None:
    """Into several files in one archive."""
    with Archive(out) as archive:
        into(row, records, scheme, options, archive)
