"""A look before the leap: what files hold before an import, what an export would lose."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotator.errors import InputError
from annotator.flow.choosing import choices
from annotator.flow.exporting import losses_of
from annotator.flow.importing import ImportReport, found_files
from annotator.flow.losses import in_words
from annotator.formats.base import Problem, Record
from annotator.formats.table import reader_for
from annotator.model import Range
from annotator.scheme import Scheme
from annotator.store.project import Project

__all__ = ["ExportCheck", "ImportLook", "Preview", "Problem", "check_export", "look_into"]

MOST_RECORDS = 1000
MOST_TEXT = 5_000_000  # code points read before the rest is left for the import
PREVIEWS, PREVIEW = 20, 1200  # how many documents, and how much of each, in code points


@dataclass(frozen=True, slots=True)
class Preview:
    """The beginning of a document with its spans there; offsets in code points."""

    name: str
    text: str
    spans: tuple[tuple[Range, str], ...] = ()


@dataclass(slots=True)
class ImportLook:
    """What files hold. `complete` is False when only their beginning was read; `formats` counts
    files by the title of the format, `known` the texts that the project has already."""

    files: int = 0
    documents: int = 0
    spans: int = 0
    relations: int = 0
    known: int = 0
    complete: bool = True
    formats: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    annotators: list[str] = field(default_factory=list)
    previews: list[Preview] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ExportCheck:
    """What an export would write: documents and layers; `losses` counts by what is lost, and
    `lines` says the same with what becomes of it."""

    documents: int
    layers: int
    losses: dict[str, int]
    lines: tuple[str, ...]


def look_into(
    project: Project,
    paths: Sequence[Path],
    format: str | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ImportLook:
    """Read the beginning of what would be imported; nothing is written."""
    look, report, size = ImportLook(), ImportReport(), 0
    files = found_files(paths, format is not None, report)
    look.files = len(files)
    checksums: list[str] = []
    for path in files:
        if cancelled() or look.documents >= MOST_RECORDS or size >= MOST_TEXT:
            look.complete = False
            break
        size += _look_at(path, format, look, checksums, cancelled)
    known = project.known_texts(set(checksums))
    look.known = sum(sha256 in known for sha256 in checksums)
    look.problems = [*report.problems, *look.problems]
    return look


def _look_at(
    path: Path,
    format: str | None,
    look: ImportLook,
    checksums: list[str],
    cancelled: Callable[[], bool],
) -> int:
    """Read one file; the code points that were read."""
    from annotator.model import checksum

    size = 0
    try:
        row = reader_for(path, format)
        look.formats[row.title] += 1
        assert row.read is not None
        for found in row.read(path):
            if isinstance(found, Problem):
                look.problems.append(found)
            elif not isinstance(found, Scheme):
                _count(found, path, look)
                checksums.append(checksum(found.text))
                size += len(found.text)
            if cancelled() or look.documents >= MOST_RECORDS or size >= MOST_TEXT:
                look.complete = False
                break
    except InputError as error:
        look.problems.append(Problem(str(path), 0, f"{error.what}; left out"))
    return size


def _count(record: Record, path: Path, look: ImportLook) -> None:
    look.documents += 1
    look.spans += len(record.spans)
    look.relations += len(record.relations)
    look.labels.update(span.label for span in record.spans)
    look.notices += [Problem(path.name, record.line, what) for what in record.notices]
    if record.annotator and record.annotator not in look.annotators:
        look.annotators.append(record.annotator)
    if len(look.previews) < PREVIEWS:
        spans = tuple(
            ((x.start, min(x.end, PREVIEW)), x.label) for x in record.spans if x.start < PREVIEW
        )
        look.previews.append(Preview(record.name, record.text[:PREVIEW], spans))


def check_export(project: Project, format: str, layer: str, status: str) -> ExportCheck:
    """Count what an export would write and lose. Raises InputError, as the export would."""
    found = choices(project, layer, status)
    losses = losses_of(project, format, layer, status) if found else {}
    documents = len({choice.document for choice in found})
    return ExportCheck(documents, len(found), losses, tuple(in_words(losses)))
