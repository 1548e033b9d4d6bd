"""Files into the project: read, matched with what is there, and stored in whole records."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from annotator.errors import InputError
from annotator.formats.base import Problem, Record
from annotator.formats.table import READERS, reader_for
from annotator.model import (
    Document,
    Item,
    Layer,
    Relation,
    Span,
    checksum,
    layer_id,
    make_annotator,
    make_document,
    new_id,
)
from annotator.scheme import extended
from annotator.store.project import Project
from annotator.text.tokens import Tokens

CHUNK = 2000
Progress = Callable[[int, int], object]


@dataclass(slots=True)
class ImportReport:
    """What an import did; `problems` name file and line."""

    documents: int = 0
    layers: int = 0
    spans: int = 0
    relations: int = 0
    duplicates: int = 0
    new_labels: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def import_files(
    project: Project,
    paths: Sequence[Path],
    format: str | None = None,
    annotator: str | None = None,
    keep_duplicates: bool = False,
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ImportReport:
    """Import files and folders. A bad file is named in the report and the others go in.

    Raises InputError if a path is missing, or if nothing at all could be read.
    """
    files = found_files(paths)
    report = ImportReport()
    intake = _Intake(project, annotator, keep_duplicates, report)
    for number, path in enumerate(files):
        progress(number, len(files))
        try:
            for record in _records(path, format, report):
                intake.add(record)
                if cancelled():
                    break
        except InputError as error:
            report.problems.append(Problem(str(path), 0, f"{error.what}; left out"))
        except OSError as error:
            why = error.strerror or "cannot be read"
            report.problems.append(Problem(str(path), 0, f"{why}; left out"))
        if cancelled():
            break
    intake.flush()
    progress(len(files), len(files))
    nothing = not (report.documents or report.layers or report.duplicates)
    if nothing and len(files) == 1 and report.problems:
        first = report.problems[0]
        raise InputError(first.what.removesuffix("; left out"), _place(first), "Choose another.")
    return report


def _place(problem: Problem) -> str:
    return f"{problem.file}, line {problem.line}" if problem.line else problem.file


def found_files(paths: Sequence[Path]) -> list[Path]:
    """Files as given, and the readable ones of folders in order. Raises InputError."""
    suffixes = {suffix for row in READERS for suffix in row.suffixes}
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in suffixes)
            files += [p for p in inside if p.is_file()]
        elif path.exists():
            files.append(path)
        else:
            raise InputError("There is no such file", str(path), "Check the name.")
    if not files:
        raise InputError("There is nothing to import here", ", ".join(map(str, paths)))
    return files


def _records(path: Path, format: str | None, report: ImportReport) -> Iterator[Record]:
    for found in reader_for(path, format)(path):
        if isinstance(found, Problem):
            report.problems.append(found)
        else:
            yield found


class _Intake:
    """Gathers records and stores them a chunk at a time."""

    def __init__(self, project: Project, who: str | None, keep: bool, report: ImportReport) -> None:
        self._project, self._who, self._keep, self._report = project, who, keep, report
        self._records: list[tuple[Record, str]] = []
        self._people: set[str] = set()

    def add(self, record: Record) -> None:
        self._records.append((record, checksum(record.text)))
        if len(self._records) >= CHUNK:
            self.flush()

    def flush(self) -> None:
        """Store what was gathered."""
        if not self._records:
            return
        records, self._records = self._records, []
        self._extend_scheme([record for record, _ in records])
        known = self._project.known_texts({sha for _, sha in records})
        documents: list[Document] = []
        tokens: dict[str, Tokens] = {}
        layers: list[tuple[Layer, list[Item]]] = []
        for record, sha in records:
            there = known.get(sha, [])
            if there and not self._keep:
                id = there[0]
                self._report.duplicates += not record.annotator and not self._who
            else:
                document = make_document(record.name, record.text, record.source, record.meta)
                id = document.id
                known.setdefault(sha, []).append(id)
                documents.append(document)
                if record.tokens is not None:
                    tokens[id] = record.tokens
            layers += self._layer(record, id, bool(there) and not self._keep)
        self._report.documents += self._project.add_documents(documents, tokens)
        self._store(layers)

    def _layer(self, record: Record, document: str, there: bool) -> list[tuple[Layer, list[Item]]]:
        name = self._who or record.annotator
        if not name and (record.spans or record.labels):
            name = "imported"
        if not name:
            return []
        kind = "person" if self._who else record.kind
        who = make_annotator(name, kind)
        if there and self._project.layer(document, who.id) is not None:
            self._report.duplicates += 1
            return []
        layer = Layer(layer_id(document, who.id), document, who.id, record.status, record.seconds)
        if who.id not in self._people:
            self._people.add(who.id)
            self._project.annotator(name, kind)
        return [(layer, _fresh(record))]

    def _store(self, layers: list[tuple[Layer, list[Item]]]) -> None:
        self._project.add_layers(layers)
        counts = Counter(type(item) for _, items in layers for item in items)
        self._report.layers += len(layers)
        self._report.spans += counts[Span]
        self._report.relations += counts[Relation]

    def _extend_scheme(self, records: list[Record]) -> None:
        old = self._project.scheme
        spans = {span.label for record in records for span in record.spans}
        relations = {r.label for record in records for r in record.relations}
        labels = {label.label for record in records for label in record.labels}
        new = extended(old, sorted(spans), sorted(relations), sorted(labels))
        if new is not old:
            self._project.set_scheme(new)
            known = set(old.by_id)
            self._report.new_labels += [x.id for x in new.labels if (x.kind, x.id) not in known]


def _fresh(record: Record) -> list[Item]:
    """The record's items under ids of their own: the same file may come in twice."""
    spans = {span.id: replace(span, id=new_id()) for span in record.spans}
    relations = [
        replace(r, id=new_id(), head=spans[r.head].id, tail=spans[r.tail].id)
        for r in record.relations
    ]
    return [*spans.values(), *relations, *record.labels]
