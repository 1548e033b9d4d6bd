"""Opening, making and copying project files."""

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from annotator.errors import (
    OutputError,
    ProjectExists,
    ProjectMissing,
    ProjectNewer,
    ProjectReadOnly,
)
from annotator.model import new_id
from annotator.store import schema
from annotator.store.troubles import StaleEdit, foreign, read_only, told, told_reading

# What file systems without hard links say, such as that of a memory stick.
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)
_CACHE, _LARGE_CACHE = 16_000, 128_000  # KiB of pages kept in memory
WAIT = 5.0  # seconds that a writer waits for another one's transaction


def create(path: Path, fill: Callable[[sqlite3.Connection], None]) -> None:
    """Make a project file; `fill` writes into it what a new project holds.

    It is built under another name and gets its own when it is complete and on the disk, so that
    no half-made file is ever there, whatever kills us. A file of that name is never replaced,
    also if it comes while we work.

    Raises ProjectExists, ProjectMissing (no such folder), ProjectReadOnly, DiskFull.
    """
    _check_place(path)
    draft = path.with_name(f".{path.name}.{new_id()[:8]}.part")
    with told(path):
        try:
            os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o666))
            with closing(_connect(draft, "rw")) as connection:
                _prepare(connection)
                schema.migrate(connection)
                with transaction(connection, path):
                    fill(connection)
            place_new(draft, path)
        finally:
            remove(draft)


def place_new(draft: Path, path: Path) -> None:
    """Give a finished file its name, unless there is a file of that name: then ProjectExists."""
    try:
        if os.name == "nt":
            draft.rename(path)  # refuses there to replace a file
            return
        _link(draft, path)
    except FileExistsError as error:
        raise _exists(path) from error
    flush_folder(path.parent)


def _link(draft: Path, path: Path) -> None:
    try:
        path.hardlink_to(draft)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # Reserve the name, then replace what we made ourselves.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o666))
        try:
            draft.replace(path)
        except BaseException:
            path.unlink()
            raise


def flush_folder(folder: Path) -> None:
    """Put new names in a folder on the disk, too, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def open_writing(path: Path) -> sqlite3.Connection:
    """A connection that reads and writes; an older file is copied aside and migrated.

    Raises ProjectMissing, ProjectForeign, ProjectCorrupt, ProjectNewer, ProjectLocked,
    ProjectReadOnly.
    """
    check_file(path)
    if write_protected(path) or write_protected(path.parent):
        _check_version(path, writing=False)
        raise read_only(path)
    with told_reading(path):
        version = _check_version(path, writing=True)
        connection = _connect(path, "rw")
        try:
            _prepare(connection)
            if version < schema.VERSION:
                copy(connection, _free_name(path, version))
                schema.migrate(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def open_reading(path: Path) -> sqlite3.Connection:
    """A connection that only reads, also from a folder that cannot be written.

    Raises ProjectMissing, ProjectForeign, ProjectCorrupt, ProjectNewer, and ProjectReadOnly for
    an older file, which must be opened for writing once.
    """
    check_file(path)
    with told_reading(path):
        version = _check_version(path, writing=False)
        if version < schema.VERSION:
            raise ProjectReadOnly(
                "This project was made by an earlier version and must be updated first",
                str(path),
                "Open it once for writing; a copy of the old file is kept beside it.",
            )
        connection = _connect_reading(path)
        connection.execute("PRAGMA query_only = ON")
    return connection


def copy(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the whole database to a new file, which appears only when it is complete.

    Raises ProjectExists, OutputError (no such folder), DiskFull.
    """
    if target.exists():
        raise _exists(target)
    if not target.parent.is_dir():
        raise OutputError("There is no such folder", str(target.parent), "Choose another one.")
    part = target.with_name(f".{target.name}.{new_id()[:8]}.part")
    with told(target):
        try:
            with closing(sqlite3.connect(part, isolation_level=None)) as other:
                connection.backup(other)
            place_new(part, target)
        finally:
            remove(part)


def remove(path: Path) -> None:
    """Delete a database and what SQLite keeps beside it, as far as they are there."""
    for end in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + end).unlink(missing_ok=True)


@contextmanager
def large_cache(connection: sqlite3.Connection) -> Iterator[None]:
    """Keep more pages in memory meanwhile: ids are random, so many rows at once touch all of an
    index."""
    connection.execute(f"PRAGMA cache_size = -{_LARGE_CACHE}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = -{_CACHE}")


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[sqlite3.Connection]:
    """All or nothing. Takes the right to write at once, so that it waits for another writer
    instead of failing half-way; inside another transaction it is part of that one.

    Raises ProjectLocked, ProjectReadOnly, DiskFull, ProjectCorrupt, and StaleEdit for a relation
    without its spans.
    """
    with told(path):
        if connection.in_transaction:
            yield connection
            return
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            _commit(connection)
        except BaseException:
            connection.rollback()  # does nothing where SQLite has rolled back by itself
            raise


def _commit(connection: sqlite3.Connection) -> None:
    """What links of relations to spans come to is judged here, at the end."""
    try:
        connection.execute("COMMIT")
    except sqlite3.IntegrityError as error:
        raise StaleEdit(f"a relation would join a span that is not there: {error}") from error


def write_protected(path: Path) -> bool:
    """Whether we may not write, or the owner took the right away from everybody: what is
    protected on purpose stays so for an administrator, too."""
    return not os.access(path, os.W_OK) or not path.stat().st_mode & 0o222


def _connect(path: Path, mode: str, immutable: bool = False) -> sqlite3.Connection:
    uri = f"{path.resolve().as_uri()}?mode={mode}{'&immutable=1' if immutable else ''}"
    # No implicit transactions: `transaction` and sqlite-utils' `atomic` begin their own.
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=WAIT)


def _connect_reading(path: Path) -> sqlite3.Connection:
    """A file in WAL mode needs helper files beside it; where they cannot be made, nobody can be
    writing either, and the file can be read as if it never changed."""
    connection = _connect(path, "ro")
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise
        connection = _connect(path, "ro", immutable=True)
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")


def _check_version(path: Path, writing: bool) -> int:
    """The schema version of one of our files."""
    with (
        told_reading(path),
        closing(_connect(path, "rw") if writing else _connect_reading(path)) as connection,
    ):
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        if application != schema.APPLICATION_ID or version < 1:
            raise foreign(path)
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if version > schema.VERSION:
        raise ProjectNewer(
            "This project was made by a newer version",
            str(path),
            "Install the latest version of Annotator to open it.",
        )
    return version


def check_file(path: Path) -> None:
    """Raises ProjectMissing, or ProjectForeign for a folder."""
    if path.is_dir():
        raise foreign(path)
    if not path.exists():
        raise ProjectMissing(
            "There is no such project",
            str(path),
            "Check the name, or make a new project there.",
        )


def _check_place(path: Path) -> None:
    if path.exists():
        raise _exists(path)
    if not path.parent.is_dir():
        raise ProjectMissing(
            "There is no such folder", str(path.parent), "Make it first, or choose another one."
        )
    if write_protected(path.parent):
        raise ProjectReadOnly(
            "Nothing can be written to this folder", str(path.parent), "Choose another one."
        )


def _exists(path: Path) -> ProjectExists:
    return ProjectExists(
        "There is already a file with this name", str(path), "Choose another name, or open it."
    )


def _free_name(path: Path, version: int) -> Path:
    """A name for the copy of an older file: `NAME (version 1).annodb`, numbered if taken."""
    name = f"{path.stem} (version {version})"
    candidate = path.with_name(f"{name}{path.suffix}")
    number = 2
    while candidate.exists():
        candidate = path.with_name(f"{name} {number}{path.suffix}")
        number += 1
    return candidate
