"""Archives (.zip, .gz) unpacked into a folder, with limits: what comes out may be hostile.

Nothing is written outside the folder: names that lead out of it, links and encrypted members are
problems. Archives within archives stay closed.
"""

import gzip
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from annotator.errors import NO_ROOM, InputError
from annotator.formats.base import Problem
from annotator.formats.opening import beginning_of, refused

SUFFIXES = (".zip", ".gz")
_MOST_MEMBERS = 200_000
_HARMLESS = 256 << 20  # bytes that may come out of an archive however small it is
_DENSEST = 200  # times its size that a larger one may unpack to; text comes to 3 to 20
_CHUNK = 1 << 20
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    gzip.BadGzipFile,
)
_DRIVE = re.compile("[A-Za-z]:")
_ZIP, _EMPTY_ZIP, _GZIP = b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b"
# Files of other programs that are archives, too, of parts that are no files by themselves.
_DOCUMENT_SUFFIXES = (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub")
_DOCUMENTS = (b"[Content_Types].xml", b"mimetypeapplication/", b"word/", b"META-INF/")


def is_archive(path: Path) -> bool:
    """Whether a file holds others. Raises InputError if it cannot be read."""
    return path.suffix.lower() not in _DOCUMENT_SUFFIXES and holds_files(beginning_of(path))


def holds_files(head: bytes) -> bool:
    """Whether a file that begins like this holds others."""
    if head.startswith((_GZIP, _EMPTY_ZIP)):
        return True
    return head.startswith(_ZIP) and not any(sign in head[:4096] for sign in _DOCUMENTS)


class Unpacking:
    """Unpacks an archive into an empty folder.

    `most` ends it after about so many bytes, for a look at the beginning; then `complete` is
    False, and the last file may be cut, at a line end.
    """

    def __init__(
        self,
        path: Path,
        folder: Path,
        cancelled: Callable[[], bool] = lambda: False,
        most: int | None = None,
    ) -> None:
        self._path = path
        self._folder = folder
        self._cancelled = cancelled
        self._most = most
        self._size = 0
        self.complete = True

    def run(self) -> Iterator[Problem]:
        """Write the files; what is left out comes back. Raises InputError for an archive that is
        damaged or unpacks to too much."""
        with refused(self._path):
            try:
                if beginning_of(self._path).startswith(_GZIP):
                    yield from self._gzip()
                else:
                    yield from self._zip()
            except _DAMAGED as error:
                raise InputError(
                    "This archive is damaged", str(self._path), "Pack it again."
                ) from error

    def _gzip(self) -> Iterator[Problem]:
        name = self._path.name
        stem = name[:-3] if name.lower().endswith(".gz") else name
        with gzip.open(self._path) as packed:
            yield from self._member(stem or "file", packed)

    def _zip(self) -> Iterator[Problem]:
        with zipfile.ZipFile(self._path) as archive:
            members = archive.infolist()
            if len(members) > _MOST_MEMBERS:
                raise InputError(
                    f"This archive holds {len(members):,} files", str(self._path), "Split it."
                )
            for member in members:
                if self._ended():
                    self.complete = False
                    return
                why = _why_not(member)
                if why:
                    yield Problem(self._path.name, 0, f"{member.filename}: {why}; left out")
                elif not member.is_dir() and not _is_hidden(member.filename):
                    with archive.open(member) as packed:
                        yield from self._member(_forward(member.filename), packed)

    def _member(self, name: str, packed: "IO[bytes] | gzip.GzipFile") -> Iterator[Problem]:
        beginning = packed.read(_CHUNK)
        if holds_files(beginning):
            yield Problem(self._path.name, 0, f"{name}: an archive in an archive; left out")
            return
        target = self._folder.joinpath(*PurePosixPath(name).parts)
        if target.exists():
            yield Problem(self._path.name, 0, f"{name} is there twice; the second is left out")
            return
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            out = target.open("xb")
        except OSError as error:
            if error.errno in NO_ROOM:
                raise
            yield Problem(self._path.name, 0, f"{name}: no file can have this name; left out")
            return
        with out:
            self._copy(beginning, packed, out)

    def _copy(self, chunk: bytes, packed: "IO[bytes] | gzip.GzipFile", out: "IO[bytes]") -> None:
        while chunk:
            self._size += len(chunk)
            self._check_size()
            following = packed.read(_CHUNK)
            if following and self._ended():
                self.complete = False
                out.write(chunk[: chunk.rfind(b"\n") + 1] or chunk)
                return
            out.write(chunk)
            chunk = following

    def _check_size(self) -> None:
        if self._size > max(_HARMLESS, _DENSEST * self._path.stat().st_size):
            raise InputError(
                "This archive unpacks to much more than it holds", str(self._path),
                "Do not open it, unless you know who made it; then unpack it yourself.",
            )  # fmt: skip

    def _ended(self) -> bool:
        return self._cancelled() or (self._most is not None and self._size >= self._most)


def _why_not(member: zipfile.ZipInfo) -> str:
    name = _forward(member.filename)
    parts = PurePosixPath(name).parts
    if name.startswith("/") or ".." in parts or _DRIVE.match(name):
        return "its name leads out of the archive"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "a link, not a file"
    if member.flag_bits & 1:
        return "it is encrypted"
    return "" if parts else "it has no name"


def _forward(name: str) -> str:
    """The name with the separators of archives, also where Windows programs wrote their own."""
    return name.replace("\\", "/")


def _is_hidden(name: str) -> bool:
    """What file managers leave behind."""
    return any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(name).parts)
