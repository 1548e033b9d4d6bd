"""Files that appear whole, all together, or not at all."""

import errno
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from annotator.errors import DiskFull, OutputError
from annotator.store.files import write_protected


class Drafts:
    """Drafts beside their targets, put in place when the `with` block ends well.

    Raises OutputError if a target cannot be written, DiskFull if nothing more fits; then no
    target has changed.
    """

    def __init__(self) -> None:
        self._drafts: dict[Path, Path] = {}

    def __enter__(self) -> Self:
        return self

    def write(self, target: Path, content: Callable[[IO[bytes]], object]) -> str:
        """Write a draft to the disk; its SHA-256 as hexadecimal digits."""
        check_target(target)
        draft = target.with_name(f".{target.name}.part")
        with _told(target):
            self._drafts[target] = draft
            with draft.open("w+b") as file:
                content(file)
                file.flush()
                os.fsync(file.fileno())
                file.seek(0)
                return hashlib.file_digest(file, "sha256").hexdigest()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                self._put_in_place()
        finally:
            for draft in self._drafts.values():
                draft.unlink(missing_ok=True)

    def _put_in_place(self) -> None:
        for target, draft in self._drafts.items():
            with _told(target):
                draft.replace(target)
        for folder in {target.parent for target in self._drafts}:
            _flush(folder)


def check_target(target: Path) -> None:
    """Raises OutputError if a file cannot be made there."""
    folder = target.parent
    if not folder.is_dir():
        raise OutputError("There is no such folder", str(folder), "Make it first.")
    if target.is_dir():
        raise OutputError("This is a folder", str(target), "Name a file in it.")
    if write_protected(folder):
        raise OutputError(
            "Nothing can be written to this folder", str(folder), "Choose another one."
        )
    if target.exists() and write_protected(target):
        raise OutputError("This file is write-protected", str(target), "Choose another name.")


def _flush(folder: Path) -> None:
    """Put the new names on the disk, too, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _told(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(
                "The disk is full, so nothing was written",
                str(target),
                "Free some space, then do it again.",
            ) from error
        why = error.strerror or "unknown reason"
        raise OutputError(
            f"This file cannot be written ({why})", str(target), "Choose another place."
        ) from error
