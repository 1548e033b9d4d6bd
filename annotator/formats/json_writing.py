"""JSON files, written a record at a time: one a line, or the items of an array."""

from collections.abc import Iterable
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
    count = 0
    out.write(b"[")
    for row in rows:
        out.write((b",\n" if count else b"\n") + _encode(row))
        count += 1
    out.write(b"\n]\n")
    return count
