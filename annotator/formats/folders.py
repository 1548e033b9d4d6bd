"""Where formats of several files write: a folder, or a ZIP archive of the same bytes each time."""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

_ALWAYS = (1980, 1, 1, 0, 0, 0)
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_LONGEST = 100  # code points of a name, which stay below the 255 bytes of file systems
_LONGEST_BYTES = 200


class _Hashing(io.FileIO):
    """A file with the SHA-256 of what was written to it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "w")
        self.sha256 = hashlib.sha256()

    def write(self, data: "Buffer", /) -> int:
        """As of any file."""
        count = super().write(data) or 0
        self.sha256.update(memoryview(data)[:count])
        return count


class Folder:
    """Files of a folder that exists. `checksums` has the SHA-256 of each that was written, by its
    name and in their order."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.checksums: dict[str, str] = {}

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """A new file of that name, which may begin with a folder."""
        path = self._path / name
        if "/" in name:
            path.parent.mkdir(exist_ok=True)
        raw = _Hashing(path)
        with io.BufferedWriter(raw) as out:
            yield out
        self.checksums[name] = raw.sha256.hexdigest()


class Within:
    """A folder in a folder."""

    def __init__(self, folder: Folder, name: str) -> None:
        self._folder = folder
        self._name = name

    def open(self, name: str) -> AbstractContextManager[IO[bytes]]:
        """A new file of that name."""
        return self._folder.open(f"{self._name}/{name}")


class Archive:
    """Members of a ZIP archive, all of the same date."""

    def __init__(self, out: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """A new member of that name."""
        info = zipfile.ZipInfo(name, _ALWAYS)
        info.compress_type = zipfile.ZIP_DEFLATED
        with self._zip.open(info, "w") as out:
            yield out


class Names:
    """A name for the files of each document: like the document's, safe on every system, and
    given once."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def of(self, name: str, more: str = "") -> str:
        """The stem for a document; `more` tells its layers apart."""
        stem = _UNSAFE.sub("_", f"{name}.{more}" if more else name)[:_LONGEST].strip(" .")
        while len(stem.encode("utf-8", "replace")) > _LONGEST_BYTES:
            stem = stem[:-1]
        if not stem or _RESERVED.fullmatch(stem) or stem.startswith("."):
            stem = f"document {stem}".strip()
        found, number = stem, 1
        while found.casefold() in self._given:
            number += 1
            found = f"{stem} {number}"
        self._given.add(found.casefold())
        return found
