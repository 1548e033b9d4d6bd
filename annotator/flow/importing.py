"""Files into the project: found, read, and stored in whole records, a chunk at a time."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotator.errors import InputError
from annotator.flow.collecting import seldom_collected
from annotator.flow.finding import Source, found_files, opened
from annotator.flow.placing import Placing, Waiting
from annotator.flow.relabelling import Naming, naming, relabelled, renamed_scheme
from annotator.formats.base import Problem, Record
from annotator.formats.table import checked_options, named, reader_for, readers
from annotator.model import DocumentLabel, Relation, Span
from annotator.scheme import Scheme, extended, joined
from annotator.store.project import Project

MOST_TOLD = 10_000  # problems, and notices, that a report holds
CHUNK = 2000  # records a transaction
CHUNK_SIZE = 20_000_000  # code points a transaction
Progress = Callable[[int, int], object]
_LEFT_OUT = "; left out"


@dataclass(slots=True)
class ImportReport:
    """What an import did.

    `problems` name the file and the line of all that was left out, `skipped` the files of which
    nothing could be read, and `notices` what was repaired or needs a look; `untold` counts those
    of both beyond the first many thousand. `left_out` counts by label what the person wished to
    leave out.
    """

    documents: int = 0
    layers: int = 0
    spans: int = 0
    relations: int = 0
    duplicates: int = 0
    annotators: list[str] = field(default_factory=list)
    new_labels: list[str] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    untold: int = 0

    def tell(self, problem: Problem) -> None:
        """Something was left out."""
        self._keep(self.problems, problem)

    def note(self, notice: Problem) -> None:
        """Something was repaired, or needs a look."""
        self._keep(self.notices, notice)

    def _keep(self, told: list[Problem], one: Problem) -> None:
        if len(told) < MOST_TOLD:
            told.append(one)
        else:
            self.untold += 1

    @property
    def empty(self) -> bool:
        """Whether nothing came in that was not there before, nor was there already."""
        return not (self.documents or self.layers or self.duplicates or self.new_labels)


@seldom_collected()
def import_files(
    project: Project,
    paths: Sequence[Path],
    format: str | None = None,
    annotator: str | None = None,
    keep_duplicates: bool = False,
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
    options: Mapping[str, str] | None = None,
    labels: Mapping[str, str] | None = None,
) -> ImportReport:
    """Import files, folders and archives. A bad file is named in the report, the others go in.

    `annotator` is whose the people's layers become; without it, the one that a record names, and
    else the one of the settings. `options` are those of the format, which must then be named.
    `labels` renames labels of the files; those with an empty name are left out.
    `progress` is told the documents read and an estimate of all.
    Raises InputError if nothing at all could be read.
    """
    options = options or {}
    if format is not None:
        checked_options(named(format, readers()), options)
    elif options:
        raise InputError("Options belong to a format", ", ".join(options), "Name it with --format.")
    report = ImportReport()
    store = _Storing(project, annotator, keep_duplicates, report, labels or {})
    files = found_files(paths, format is not None, lambda path, error: _skip(report, path, error))
    tell = _Estimate(files, progress)
    for path in files:
        for record, source in _found(path, format, options, report, cancelled, tell):
            if isinstance(record, Scheme):
                store.learn(record)
                continue
            store.add(record, source.path)
            tell.read(record)
            if cancelled():
                return report
        tell.finished(path)
    if cancelled():
        return report
    store.flush()
    if report.empty and report.problems:
        raise _nothing(report)
    return report


def import_records(project: Project, records: Sequence[tuple[Record, Path]]) -> ImportReport:
    """Store records that were read already, each with the file that it came from."""
    report = ImportReport()
    store = _Storing(project, None, False, report, {})
    for record, path in records:
        store.add(record, path)
    store.flush()
    return report


def _found(
    path: Path,
    format: str | None,
    options: Mapping[str, str],
    report: ImportReport,
    cancelled: Callable[[], bool],
    tell: "_Estimate",
) -> Iterator[tuple[Record | Scheme, Source]]:
    """What a file holds, or the files of an archive, and where it is from."""
    try:
        with opened(path, format is not None, cancelled) as inside:
            for problem in inside.problems:
                report.tell(problem)
            tell.unpacked(path, inside.sources)
            for source in inside.sources:
                for found in _records(source, format, options, report):
                    yield found, source
    except InputError as error:
        _skip(report, path, error)


def _records(
    source: Source, format: str | None, options: Mapping[str, str], report: ImportReport
) -> Iterator[Record | Scheme]:
    """The records and the scheme of a file; whatever else it holds goes to the report."""
    count = 0
    before = len(report.problems) + report.untold
    try:
        read = reader_for(source.path, format).read
        assert read is not None
        for found in read(source.path, **options):
            if isinstance(found, Problem):
                report.tell(found)
            elif isinstance(found, Scheme):
                count += 1
                yield found
            else:
                count += 1
                name = source.path.name
                for notice in found.notices:
                    report.note(Problem(name, found.line, notice))
                yield found
    except InputError as error:
        _skip(report, source.shown, error)
        return
    if not count:
        if len(report.problems) + report.untold == before:
            report.tell(Problem(source.shown, 0, "there is no document in this file"))
        report.skipped.append(source.shown)


def _skip(report: ImportReport, path: Path | str, error: InputError) -> None:
    report.tell(Problem(str(path), 0, f"{error.what}{_LEFT_OUT}", error.do))
    report.skipped.append(str(path))


def _nothing(report: ImportReport) -> InputError:
    first = report.problems[0]
    where = f"{first.file}, line {first.line}" if first.line else first.file
    what, do = first.what.removesuffix(_LEFT_OUT), first.do
    if len(report.skipped) > 1:
        what = f"None of the {len(report.skipped)} files could be imported; the first: {what}"
        do = ""
    return InputError(what, where, do or "Check the file, or choose another.")


class _Estimate:
    """Tells how many documents were read, and how many there will be if they go on like this."""

    def __init__(self, files: Sequence[Path], progress: Progress) -> None:
        self._sizes = {path: path.stat().st_size for path in files}
        self._total = sum(self._sizes.values())
        self._before = 0
        self._inside = 0
        self._count = 0
        self._progress = progress

    def read(self, record: Record) -> None:
        """A document was read."""
        self._count += 1
        self._inside += len(record.text)
        if self._count % 50 == 0:
            done = max(self._before + self._inside, 1)
            self._progress(self._count, max(self._count, self._count * self._total // done))

    def unpacked(self, path: Path, sources: Sequence[Source]) -> None:
        """An archive holds more than its size."""
        size = sum(source.path.stat().st_size for source in sources)
        self._total += size - self._sizes[path]
        self._sizes[path] = size

    def finished(self, path: Path) -> None:
        """A file was read."""
        self._before += self._sizes[path]
        self._inside = 0
        done = max(self._before, 1)
        self._progress(self._count, max(self._count, self._count * self._total // done))


class _Storing:
    """Gathers records and stores a chunk of them at a time."""

    def __init__(
        self,
        project: Project,
        who: str | None,
        keep: bool,
        report: ImportReport,
        labels: Mapping[str, str],
    ) -> None:
        self._project = project
        self._naming: Naming | None = naming(labels) if labels else None
        self._left_out: Counter[str] = Counter()
        self._report = report
        self._placing = Placing(project, who, keep)
        self._records: list[tuple[Record, Path]] = []
        self._size = 0

    def add(self, record: Record, path: Path) -> None:
        """Take one more record, stored when there are enough."""
        if self._naming is not None:
            record = relabelled(record, self._naming, self._left_out)
            self._report.left_out = dict(self._left_out)
        self._records.append((record, path))
        self._size += len(record.text)
        if len(self._records) >= CHUNK or self._size >= CHUNK_SIZE:
            self.flush()

    def flush(self) -> None:
        """Store what was gathered: all of it, or nothing."""
        records, self._records, self._size = self._records, [], 0
        if not records:
            return
        self._extend_scheme([record for record, _ in records])
        self._check_rules(records)
        waiting = self._placing.place(records)
        waiting.store(self._project)
        self._count(waiting)

    def _count(self, waiting: Waiting) -> None:
        report = self._report
        report.documents += len(waiting.documents)
        report.layers += len({layer.id for layer, _ in waiting.layers})
        report.duplicates += waiting.duplicates
        for _, items in waiting.layers:
            report.spans += sum(isinstance(item, Span) for item in items)
            report.relations += sum(isinstance(item, Relation) for item in items)
        new = dict.fromkeys([*report.annotators, *(x.name for x in waiting.annotators)])
        report.annotators = list(new)

    def learn(self, found: Scheme) -> None:
        """Take the labels and rules in that a file declares and the project does not have."""
        old = self._project.scheme
        if self._naming is not None:
            found = renamed_scheme(found, self._naming)
        new = joined(old, found)
        if new != old:
            self._project.set_scheme(new)
            self._report.new_labels += [x.id for x in new.labels if (x.kind, x.id) not in old.by_id]

    def _extend_scheme(self, records: Sequence[Record]) -> None:
        old = self._project.scheme
        items = [x for r in records for x in (*r.spans, *r.relations, *r.labels)]
        labels = {
            kind: sorted({x.label for x in items if isinstance(x, kind)})
            for kind in (Span, Relation, DocumentLabel)
        }
        new = extended(old, labels[Span], labels[Relation], labels[DocumentLabel])
        if new is not old:
            self._project.set_scheme(new)
            known = set(old.by_id)
            self._report.new_labels += [x.id for x in new.labels if (x.kind, x.id) not in known]

    def _check_rules(self, records: Sequence[tuple[Record, Path]]) -> None:
        """What breaks the rules comes in all the same: it is somebody's work. It is told."""
        allows = self._project.scheme.allows
        for record, path in records:
            labels = {span.id: span.label for span in record.spans} if record.relations else {}
            odd = sum(not allows(x.label, labels[x.head], labels[x.tail]) for x in record.relations)
            if odd:
                what = f"{odd} relations that the scheme's rules do not allow"
                self._report.note(Problem(path.name, record.line, what))
