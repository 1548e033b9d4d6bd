"""Files to import: opened, or refused in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.errors import NO_ROOM, DiskFull, InputError
from annotator.formats.base import LONGEST_TEXT

_HEAD = 65536
_BYTES_A_CODE_POINT = 4


@contextmanager
def refused(path: Path) -> Iterator[None]:
    """Raise what the file system reports as an InputError, or DiskFull where it is unpacked."""
    try:
        yield
    except FileNotFoundError as error:
        raise InputError("There is no such file", str(path), "Check the name.") from error
    except IsADirectoryError as error:
        raise InputError("This is a folder, not a file", str(path), "Name a file.") from error
    except PermissionError as error:
        raise InputError(
            "This file may not be read", str(path), "Change its permissions, or copy it."
        ) from error
    except OSError as error:
        if error.errno in NO_ROOM:
            raise DiskFull(
                "There is no room to unpack this file", str(path),
                "Free some space where temporary files lie, then import it again.",
            ) from error  # fmt: skip
        why = error.strerror or "unknown reason"
        raise InputError(
            f"This file cannot be read ({why})", str(path), "Check the drive, then try again."
        ) from error


def head_of(path: Path) -> bytes:
    """The first bytes. Raises InputError if it cannot be read or is empty."""
    head = beginning_of(path)
    if not head:
        raise empty(path)
    return head


def beginning_of(path: Path) -> bytes:
    """The first bytes, none of an empty file. Raises InputError if it cannot be read."""
    with refused(path), path.open("rb") as file:
        return file.read(_HEAD)


def whole(path: Path) -> bytes:
    """All bytes of a file that holds one text. Raises InputError if it cannot be read, is
    empty, or is longer than a text may be."""
    with refused(path):
        if path.stat().st_size > LONGEST_TEXT * _BYTES_A_CODE_POINT:
            raise too_long(path, path.stat().st_size, "bytes")
        data = path.read_bytes()
    if not data:
        raise empty(path)
    return data


def empty(path: Path) -> InputError:
    """Nothing to read."""
    return InputError("The file is empty", str(path), "Leave it out, or choose another.")


def too_long(path: Path, size: int, unit: str = "characters") -> InputError:
    """A text that nobody could work on."""
    return InputError(
        f"This text is too long ({size:,} {unit}; at most {LONGEST_TEXT:,} characters)",
        str(path),
        "Split it into several files.",
    )
