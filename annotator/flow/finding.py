"""Which files an import reads: those of folders, those of archives, each once."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from annotator.errors import InputError
from annotator.formats.archives import SUFFIXES, Unpacking, is_archive
from annotator.formats.base import Problem
from annotator.formats.table import readers

Tell = Callable[[Path, InputError], object]


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read; `shown` is its name for people, which for a member of an archive begins
    with that of the archive."""

    path: Path
    shown: str


def found_files(
    paths: Iterable[Path], everything: bool, tell: Tell, among: Path | None = None
) -> list[Path]:
    """Files as given, and those of folders in order: with `everything` all, else those whose
    endings are known. Hidden ones are left out; what is missing is told."""
    rows = readers()
    suffixes = {suffix for row in rows for suffix in row.suffixes} | set(SUFFIXES)
    files: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = [
                file
                for file in sorted(path.rglob("*"))
                if file.is_file()
                and not any(part.startswith(".") for part in file.relative_to(path).parts)
                and (everything or file.suffix.lower() in suffixes)
            ]
            if not inside and path != among:
                tell(path, InputError("There is nothing to import in this folder", str(path)))
            files.update(dict.fromkeys(inside))
        elif path.exists():
            files[path] = None
        else:
            tell(path, InputError("There is no such file", str(path)))
    read_along = {other for row in rows for path in files for other in row.belongs(path)}
    return [path for path in files if path not in read_along]


@dataclass(slots=True)
class Opened:
    """What came out of a file: itself, or the members of an archive with what was left out."""

    sources: list[Source]
    problems: list[Problem]
    complete: bool = True


@contextmanager
def opened(
    path: Path,
    everything: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
    most: int | None = None,
) -> Iterator[Opened]:
    """The sources of a file, there as long as the context lasts. Raises InputError."""
    if not path.is_file() or not is_archive(path):
        yield Opened([Source(path, str(path))], [])
        return
    with tempfile.TemporaryDirectory(prefix="annotator-") as name:
        folder = Path(name)
        unpacking = Unpacking(path, folder, cancelled, most)
        problems = list(unpacking.run())
        files = found_files([folder], everything, lambda _path, _error: None, folder)
        sources = [Source(x, f"{path}/{x.relative_to(folder).as_posix()}") for x in files]
        if not sources and not problems and not cancelled():
            raise InputError("There is nothing to import in this archive", str(path))
        yield Opened(sources, problems, unpacking.complete)
