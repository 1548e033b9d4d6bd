"""A look before the leap: what files hold before an import, what an export would lose."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotator.errors import InputError
from annotator.flow.choosing import Choices
from annotator.flow.exporting import losses_of
from annotator.flow.finding import Source, found_files, opened
from annotator.flow.losses import in_words
from annotator.flow.parting import parted
from annotator.flow.selecting import Selection
from annotator.flow.tally import Stopped
from annotator.formats.base import FormatRow, Problem, Record
from annotator.formats.table import checked_options, reader_for
from annotator.model import Range, checksum
from annotator.scheme import Scheme
from annotator.split import PARTS, shares_of
from annotator.store.project import Project

__all__ = ["ExportCheck", "ImportLook", "Preview", "Problem", "check_export", "look_into"]

MOST_RECORDS = 1000
MOST_TEXT = 5_000_000  # code points read before the rest is left for the import
MOST_UNPACKED = 64 << 20  # bytes of an archive
PREVIEWS, PREVIEW = 20, 1200  # how many documents, and how much of each, in code points


@dataclass(frozen=True, slots=True)
class Preview:
    """The beginning of a document with its spans there; offsets in code points."""

    name: str
    text: str
    spans: tuple[tuple[Range, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """An option of the recognised format. `choices` are the values that it can have, the columns
    of the file among them; empty for free text. `of_columns`: they are columns."""

    name: str
    doc: str
    choices: tuple[str, ...]
    default: str
    of_columns: bool = False


@dataclass(slots=True)
class ImportLook:
    """What files hold. `complete` is False when only their beginning was read; `formats` counts
    files by the title of the format, `known` the texts that the project has already. `format` is
    the name of the only format, if there is one, and `asked` the options that it has."""

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
    relation_labels: Counter[str] = field(default_factory=Counter)
    document_labels: Counter[str] = field(default_factory=Counter)
    format: str = ""
    asked: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportCheck:
    """What an export would write: documents and layers; `losses` counts by what is lost, and
    `lines` says the same with what becomes of it; `parts` counts the documents of a split."""

    documents: int
    layers: int
    losses: dict[str, int]
    lines: tuple[str, ...]
    parts: dict[str, int] = field(default_factory=dict)


def look_into(
    project: Project,
    paths: Sequence[Path],
    format: str | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    options: Mapping[str, str] | None = None,
) -> ImportLook:
    """Read the beginning of what would be imported; nothing is written. Raises InputError for
    options that the format does not have."""
    if format is not None:
        checked_options(reader_for(Path(), format), options or {})
    look = ImportLook()
    missing: list[Problem] = []
    files = found_files(
        paths,
        format is not None,
        lambda path, error: missing.append(_left_out(str(path), error)),
    )
    looking = _Looking(look, format, options or {}, cancelled)
    for path in files:
        if looking.enough:
            look.complete = False
            break
        looking.look_at(path)
    known = project.known_texts(set(looking.checksums))
    look.known = sum(sha256 in known for sha256 in looking.checksums)
    look.problems = [*missing, *look.problems]
    looking.finish()
    return look


def _left_out(where: str, error: InputError) -> Problem:
    return Problem(where, 0, f"{error.what}; left out")


class _Looking:
    """Reads file after file until it has seen enough."""

    def __init__(
        self,
        look: ImportLook,
        format: str | None,
        options: Mapping[str, str],
        cancelled: Callable[[], bool],
    ) -> None:
        self.checksums: list[str] = []
        self._look = look
        self._format = format
        self._options = options
        self._cancelled = cancelled
        self._size = 0
        self._rows: dict[str, tuple[FormatRow, tuple[Asked, ...]]] = {}

    @property
    def enough(self) -> bool:
        """Whether the rest is left for the import."""
        many = self._look.documents >= MOST_RECORDS or self._size >= MOST_TEXT
        return many or self._cancelled()

    def look_at(self, path: Path) -> None:
        """Read a file, or those of an archive."""
        look, named = self._look, self._format is not None
        try:
            with opened(path, named, self._cancelled, MOST_UNPACKED) as inside:
                look.problems += inside.problems
                look.complete = look.complete and inside.complete
                look.files += len(inside.sources)
                for source in inside.sources:
                    if self.enough:
                        look.complete = False
                        return
                    self._read(source)
        except InputError as error:
            look.problems.append(_left_out(str(path), error))

    def _read(self, source: Source) -> None:
        look = self._look
        try:
            row = reader_for(source.path, self._format)
            look.formats[row.title] += 1
            if row.name not in self._rows:
                self._rows[row.name] = row, _asked(row, source.path, self._options)
            assert row.read is not None
            for found in row.read(source.path, **self._options):
                if isinstance(found, Problem):
                    look.problems.append(found)
                elif not isinstance(found, Scheme):
                    _count(found, source.path, look)
                    self.checksums.append(checksum(found.text))
                    self._size += len(found.text)
                if self.enough:
                    look.complete = False
                    return
        except InputError as error:
            look.problems.append(_left_out(source.shown, error))

    def finish(self) -> None:
        """Say what can be chosen, where all files are of one format."""
        if len(self._rows) == 1:
            ((self._look.format, (_, self._look.asked)),) = self._rows.items()


def _asked(row: FormatRow, path: Path, options: Mapping[str, str]) -> tuple[Asked, ...]:
    """The options for reading, those of columns with the columns of this file."""
    there = tuple(row.columns(path, options)) if row.columns is not None else ()
    return tuple(
        Asked(x.name, x.doc, there if x.of_columns else x.choices, x.default, x.of_columns)
        for x in row.options
        if x.reading
    )


def _count(record: Record, path: Path, look: ImportLook) -> None:
    look.documents += 1
    look.spans += len(record.spans)
    look.relations += len(record.relations)
    look.labels.update(span.label for span in record.spans)
    look.relation_labels.update(relation.label for relation in record.relations)
    look.document_labels.update(label.label for label in record.labels)
    look.notices += [Problem(path.name, record.line, what) for what in record.notices]
    if record.annotator and record.annotator not in look.annotators:
        look.annotators.append(record.annotator)
    if len(look.previews) < PREVIEWS:
        spans = tuple(
            ((x.start, min(x.end, PREVIEW)), x.label) for x in record.spans if x.start < PREVIEW
        )
        look.previews.append(Preview(record.name, record.text[:PREVIEW], spans))


def check_export(
    project: Project,
    format: str,
    layer: str,
    status: str,
    selection: Selection | None = None,
    split: str = "",
    seed: int = 0,
    balance: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
) -> ExportCheck:
    """Count what an export would write and lose, and the documents of each part; `selection` says
    more than layer and status. Raises InputError, as the export would."""
    wanted = selection or Selection(layer, status)
    wanted.check(project.scheme)
    found = Choices(project, wanted.layer, wanted.status)
    losses = losses_of(project, format, layer, status, wanted) if len(found) else {}
    parts: dict[str, int] = {}
    if split and len(found):
        try:
            dealt = parted(project, found, wanted, split, seed, balance, cancelled)
        except Stopped:
            return ExportCheck(found.documents, len(found), losses, tuple(in_words(losses)))
        counts = Counter(dealt.of.values())
        parts = {part: counts[part] for part in PARTS[: len(shares_of(split))]}
    return ExportCheck(found.documents, len(found), losses, tuple(in_words(losses)), parts)
