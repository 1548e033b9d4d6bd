"""What SQLite and the file system report, in the words of the errors that a user can mend."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from annotator.errors import (
    NO_ROOM,
    DiskFull,
    ProjectCorrupt,
    ProjectError,
    ProjectForeign,
    ProjectLocked,
    ProjectReadOnly,
    UserError,
)


class StaleEdit(RuntimeError):
    """An edit does not fit what the file holds: a bug of ours, never the user's."""


class Damage(ValueError):
    """What was read from the file is not what we once wrote."""


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Raise what goes wrong with the file as a UserError; what is our bug passes unchanged."""
    try:
        yield
    except sqlite3.Error as error:
        found = _from_sqlite(error, path)
        if found is None:
            raise
        raise found from error
    except OSError as error:
        found = _from_system(error, path)
        if found is None:
            raise
        raise found from error


@contextmanager
def told_reading(path: Path) -> Iterator[None]:
    """The same where we only read what we once wrote: what is no text or no JSON any more is
    damage. SQLite may even quote the damaged bytes in its own message."""
    with told(path):
        try:
            yield
        except (UnicodeDecodeError, msgspec.DecodeError, Damage) as error:
            raise corrupt(path) from error


def disk_full(path: Path) -> DiskFull:
    """Nothing more fits."""
    return DiskFull(
        "The disk is full, so nothing was saved",
        str(path),
        "Free some space, then do it again; all that was saved before is safe.",
    )


def locked(path: Path) -> ProjectLocked:
    """Somebody else writes."""
    return ProjectLocked(
        "Another program is writing to this project",
        str(path),
        "Wait until it has finished, or close it, then try again.",
    )


def read_only(path: Path) -> ProjectReadOnly:
    """The file or its folder is write-protected."""
    return ProjectReadOnly(
        "This project cannot be written",
        str(path),
        "Open it for reading only, or copy it to a folder that you may write to.",
    )


def corrupt(path: Path, what: str = "This project file is damaged") -> ProjectCorrupt:
    """The file is a database that cannot be trusted."""
    return ProjectCorrupt(
        what, str(path), "Open a backup instead; `annotator check` lists what is wrong."
    )


def foreign(path: Path) -> ProjectForeign:
    """The file is something else."""
    return ProjectForeign(
        "This is not an Annotator project",
        str(path),
        "Choose a file that ends in .annodb, or import this one into a project.",
    )


def _unreachable(path: Path) -> ProjectError:
    return ProjectError(
        "The disk could not be read or written",
        str(path),
        "Check that the drive is connected and has free space, then open the project again.",
    )


def _from_sqlite(error: sqlite3.Error, path: Path) -> UserError | None:
    # Errors that Python's module raises itself (a closed connection, say) have no code.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if str(error).startswith("Could not decode to UTF-8"):
        return corrupt(path)
    tellers = {
        sqlite3.SQLITE_FULL: disk_full,
        sqlite3.SQLITE_BUSY: locked,
        sqlite3.SQLITE_LOCKED: locked,
        sqlite3.SQLITE_READONLY: read_only,
        sqlite3.SQLITE_PERM: read_only,
        sqlite3.SQLITE_CANTOPEN: read_only,
        sqlite3.SQLITE_CORRUPT: corrupt,
        sqlite3.SQLITE_NOTADB: foreign,
        sqlite3.SQLITE_IOERR: _unreachable,
    }
    teller = tellers.get(code)
    return teller(path) if teller else None


def _from_system(error: OSError, path: Path) -> UserError | None:
    if error.errno in NO_ROOM:
        return disk_full(path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return read_only(path)
    if error.errno == errno.EIO:
        return _unreachable(path)
    return None
