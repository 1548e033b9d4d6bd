"""Files that appear whole, all together, or not at all."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import msgspec

from annotator.errors import NO_ROOM, DiskFull, OutputError
from annotator.formats.folders import Folder
from annotator.store.files import flush_folder, write_protected

MANIFEST = "manifest.json"


_MANY = 100  # files


class _Manifest(msgspec.Struct):
    files: dict[str, str] = msgspec.field(default_factory=dict)


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

    def write_folder(self, target: Path, content: Callable[[Folder], object]) -> dict[str, str]:
        """Write a draft of a folder; the SHA-256 of each file by its path."""
        check_target(target, folder=True)
        draft = target.with_name(f".{target.name}.part")
        with _told(target):
            shutil.rmtree(draft, ignore_errors=True)
            self._drafts[target] = draft
            draft.mkdir()
            folder = Folder(draft)
            content(folder)
            _settle([draft / name for name in folder.checksums])
            return {str(target / name): x for name, x in folder.checksums.items()}

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
                if draft.is_dir():
                    shutil.rmtree(draft)
                else:
                    draft.unlink(missing_ok=True)

    def _put_in_place(self) -> None:
        for target, draft in self._drafts.items():
            with _told(target):
                if draft.is_dir():
                    _swap(draft, target)
                else:
                    draft.replace(target)
        for folder in {target.parent for target in self._drafts}:
            flush_folder(folder)


def check_target(target: Path, folder: bool = False) -> None:
    """Raises OutputError if a file, or with `folder` a folder, cannot be made there."""
    parent = target.parent
    if not parent.is_dir():
        raise OutputError("There is no such folder", str(parent), "Make it first.")
    if folder:
        _check_folder(target)
    elif target.is_dir():
        raise OutputError("This is a folder", str(target), "Name a file in it.")
    if write_protected(parent):
        raise OutputError(
            "Nothing can be written to this folder", str(parent), "Choose another one."
        )
    if target.exists() and write_protected(target):
        raise OutputError("This file is write-protected", str(target), "Choose another name.")


def _check_folder(target: Path) -> None:
    """What a folder holds that we did not write is not ours to remove."""
    if not target.exists():
        return
    if not target.is_dir():
        raise OutputError("This is a file, not a folder", str(target), "Choose another name.")
    ours = _written_before(target)
    foreign = next((x.name for x in sorted(target.iterdir()) if x.name not in ours), None)
    if foreign is not None:
        raise OutputError(
            f"This folder holds other files ({foreign})", str(target), "Choose another name."
        )


def _written_before(target: Path) -> set[str]:
    """What a folder holds of the files that the manifest beside it or in it lists."""
    found: set[str] = set()
    inside = target / MANIFEST
    for path in (target.with_name(f"{target.name}.{MANIFEST}"), inside):
        try:
            files = msgspec.json.decode(path.read_bytes(), type=_Manifest).files
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            continue
        found |= {name.removeprefix(f"{target.name}/").partition("/")[0] for name in files}
        found |= {MANIFEST} if path == inside and files else set()
    return found


def _settle(paths: Sequence[Path]) -> None:
    """Have files on the disk. Of many, one call for all of them: each by itself takes
    milliseconds."""
    if len(paths) > _MANY and hasattr(os, "sync"):
        os.sync()
        return
    for path in paths:
        with path.open("r+b") as file:
            os.fsync(file.fileno())


def _swap(draft: Path, target: Path) -> None:
    """The draft in the place of a folder that we wrote before, if there is one."""
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.replace(old)
    try:
        draft.replace(target)
    except OSError:
        if old.exists():
            old.replace(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _told(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise DiskFull(
                "The disk is full, so nothing was written",
                str(target),
                "Free some space, then do it again.",
            ) from error
        why = error.strerror or "unknown reason"
        raise OutputError(
            f"This file cannot be written ({why})", str(target), "Choose another place."
        ) from error
