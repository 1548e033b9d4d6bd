"""The lock that keeps a second window, or a second command that writes, out of a project.

The lock file is an empty database on which SQLite holds an exclusive transaction, so that the
system's own locks are taken in the way that SQLite takes them everywhere.
"""

import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self

from annotator.errors import ProjectLocked
from annotator.store.troubles import told


def lock_path(project: Path) -> Path:
    """The lock file beside the project: `.NAME.annodb.lock`."""
    project = project.resolve()
    return project.with_name(f".{project.name}.lock")


class ProjectLock:
    """Held by one process at a time; the system lets go of it when the process ends or dies."""

    def __init__(self, project: Path) -> None:
        self.project = Path(project)
        self._lock: sqlite3.Connection | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._lock is not None

    def acquire(self, timeout: float = 0) -> None:
        """Take the lock, waiting up to `timeout` seconds. Raises ProjectLocked if another
        holds it, ProjectReadOnly if the lock file cannot be made."""
        if self._lock is not None:
            return
        with told(self.project):
            lock = sqlite3.connect(
                lock_path(self.project),
                timeout=timeout,
                isolation_level=None,
                check_same_thread=False,
            )
            try:
                lock.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError as error:
                lock.close()
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                    raise
                raise ProjectLocked(
                    "This project is open in another window",
                    str(self.project),
                    "Close it there, or open it here for reading only.",
                ) from error
        self._lock = lock

    def release(self) -> None:
        """Let go; nothing happens if the lock is not held."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()
