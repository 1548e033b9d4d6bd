"""JSON files, written a record at a time: one a line, or the items of an array."""

from collections.abc import Iterable, Mapping
from typing import IO

import msgspec

_encode = msgspec.json.Encoder().encode


def write_lines(rows: Iterable[object], out: IO[bytes]) -> int:
    """One value a line; how many."""
    count = 0
    for row in rows:
        out.write(_encode(row) + b"\n")
        count += 1
    return count


def write_array(rows: Iterable[object], out: IO[bytes]) -> int:
    """An array with a value a line; how many."""
    count = _write_items(rows, out)
    out.write(b"\n")
    return count


def write_object(
    fields: Mapping[str, object], name: str, rows: Iterable[object], out: IO[bytes]
) -> int:
    """An object with these fields, and an array of that name with a value a line; how many."""
    out.write(_opened(fields, name))
    count = _write_items(rows, out)
    out.write(b"}\n")
    return count


def write_nested(
    fields: Mapping[str, object],
    inner: tuple[str, Mapping[str, object], str],
    rows: Iterable[object],
    out: IO[bytes],
) -> int:
    """As `write_object`, with the array in an object: its name, its fields, the array's name."""
    name, more, array = inner
    out.write(_opened(fields, name) + _opened(more, array))
    count = _write_items(rows, out)
    out.write(b"}}\n")
    return count


def _opened(fields: Mapping[str, object], name: str) -> bytes:
    return _encode(fields)[:-1] + (b"," if fields else b"") + _encode(name) + b":"


def _write_items(rows: Iterable[object], out: IO[bytes]) -> int:
    count = 0
    out.write(b"[")
    for row in rows:
        out.write((b",\n" if count else b"\n") + _encode(row))
        count += 1
    out.write(b"\n]")
    return count
