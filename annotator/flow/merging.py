"""Other people's files into the project: idempotent, in any order, each whole or not at all."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from annotator.errors import InputError, ProjectCorrupt, ProjectReadOnly
from annotator.flow.collecting import seldom_collected
from annotator.scheme_joining import joined, renamed
from annotator.store import files, inspection, labels
from annotator.store.merging.join import Join, Merged
from annotator.store.merging.labels import relabellings
from annotator.store.merging.run import run
from annotator.store.project import Project
from annotator.store.troubles import told_reading

Progress = Callable[[int, int], object]
_MAP = "merged labels"  # from their labels to ours, kept for the next time


@dataclass(slots=True)
class FileReport:
    """What came from one file."""

    file: str
    documents: int = 0
    matched: int = 0
    layers: int = 0
    updated: int = 0
    edits: int = 0
    spans: int = 0
    new_labels: list[str] = field(default_factory=list)
    disputed: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


@dataclass(slots=True)
class MergeReport:
    """What a merge did; `backup` is the copy of the project from before, made if anything
    changed."""

    files: list[FileReport] = field(default_factory=list)
    backup: str = ""
    cancelled: bool = False

    @property
    def disputed(self) -> list[str]:
        """The layers that were changed in two files: both states are kept."""
        return [line for file in self.files for line in file.disputed]


class _Cancelled(Exception):
    """The person stopped it."""


@seldom_collected()
def merge_files(
    project: Project,
    paths: Sequence[Path],
    names: Mapping[str, str] | None = None,
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> MergeReport:
    """Merge project files, each in one transaction; a copy of the project from before is kept
    beside it if anything changes. `names` maps labels of the files to the project's, and is
    remembered. Other files are never written to.

    Raises InputError for a label that is nowhere, and what opening the files raises; the files
    merged until then stay merged.
    """
    _check(project, paths)
    report = MergeReport()
    total, done = 0, 0
    with (
        TemporaryDirectory(prefix="annotator-merge-") as folder,
        files.large_cache(project.connection),
    ):
        others = [reading(path, Path(folder)) for path in paths]
        try:
            others.sort(key=lambda other: (labels.read_value(other.connection, "id"), other.path))
            total = sum(_size(other) for other in others)

            def count(more: int) -> None:
                nonlocal done
                done += more
                progress(min(done, total), total)
                if cancelled():
                    raise _Cancelled

            used = _names(project, others, names or {})
            for other in others:
                report.files.append(_merge(project, other, used, count, report))
        except _Cancelled:
            report.cancelled = True
        finally:
            for other in others:
                other.close()
    project.forget_scheme()
    return report


def _check(project: Project, paths: Sequence[Path]) -> None:
    if project.read_only:
        raise ProjectReadOnly(
            "This project is open for reading only", str(project.path), "Open it for writing."
        )
    if not paths:
        raise InputError("No file to merge is named", do="Name at least one project file.")
    for path in paths:
        if path.exists() and path.samefile(project.path):
            raise InputError(
                "A project cannot be merged into itself", str(path), "Name another file."
            )


def reading(path: Path, folder: Path) -> Project:
    """A file to read; one of an earlier version is copied, and the copy brought up to date."""
    try:
        return Project.open(path, read_only=True)
    except ProjectReadOnly:
        copy = folder / f"{len(list(folder.iterdir()))}{path.suffix}"
        with told_reading(path):
            connection = files._connect_reading(path)
            try:
                files.copy(connection, copy)
            finally:
                connection.close()
        Project.open(copy).close()
        found = Project.open(copy, read_only=True)
        found.path = path
        return found


def _size(other: Project) -> int:
    row = other.connection.execute(
        "SELECT (SELECT count(*) FROM document) + (SELECT count(*) FROM layer)"
    ).fetchone()
    return int(row[0])


def remembered(project: Project) -> dict[str, str]:
    """From labels of files that were merged before to the project's, as somebody said then."""
    text = labels.read_value(project.connection, _MAP)
    return msgspec.json.decode(text, type=dict[str, str]) if text else {}


def _names(
    project: Project, others: Sequence[Project], wanted: Mapping[str, str]
) -> dict[str, str]:
    """The labels to rename: as before, and as wanted now."""
    before = remembered(project)
    for old, new in wanted.items():
        known = [other for other in others if any(x.id == old for x in other.scheme.labels)]
        if not known:
            raise InputError("The files to merge have no such label", old, "Check the spelling.")
        for other in known:
            renamed(project.scheme, other.scheme, {old: new})
    return before | dict(wanted)


def _merge(
    project: Project,
    other: Project,
    names: Mapping[str, str],
    count: Callable[[int], object],
    report: MergeReport,
) -> FileReport:
    problems = _problems(other)
    if problems:
        raise ProjectCorrupt(
            f"This file is damaged: {problems[0]}", str(other.path), "Merge a backup of it instead."
        )
    with told_reading(other.path):
        unknown = {x.id for x in other.scheme.labels} - {x.id for x in project.scheme.labels}
        became = relabellings(project.connection, other.connection, unknown)
    there = {key: name for key, name in became.items() if project.scheme.get(key[0], name)}
    mapping = {**there, **renamed(project.scheme, other.scheme, names, strict=False)}
    scheme = joined(project.scheme, other.scheme, mapping)
    told = FileReport(str(other.path), new_labels=list(scheme.added))
    told.notices += scheme.differences
    told.notices += [f"{old} became {new}" for (_, old), new in mapping.items()]
    with _whole(project, report) as connection:
        kept = msgspec.json.encode(dict(names), order="sorted").decode()
        if names and labels.read_value(connection, _MAP) != kept:
            labels.write_value(connection, _MAP, kept)
        if scheme.added:
            labels.write_scheme(connection, scheme.scheme)
        with told_reading(other.path):
            merged = run(Join(connection, other.connection, other.path, mapping, count))
    project.forget_scheme()
    return _told(project, told, merged)


@contextmanager
def _whole(project: Project, report: MergeReport) -> Iterator[sqlite3.Connection]:
    """A transaction, before whose end the file as it was is copied aside, once a merge."""
    connection = project.connection
    before = connection.total_changes
    with files.transaction(connection, project.path):
        yield connection
        if connection.total_changes > before and not report.backup:
            report.backup = str(_backup(project))


def _backup(project: Project) -> Path:
    """What others see is still the file before this transaction: that is copied."""
    path = project.path
    target = path.with_name(f"{path.stem} (before merge){path.suffix}")
    number = 2
    while target.exists():
        target = path.with_name(f"{path.stem} (before merge {number}){path.suffix}")
        number += 1
    with Project.open(path, read_only=True) as before:
        before.backup(target)
    return target


def _problems(other: Project) -> list[str]:
    return inspection.problems(other.connection)


def _told(project: Project, told: FileReport, merged: Merged) -> FileReport:
    told.documents, told.matched = merged.documents, merged.matched
    told.layers, told.updated = merged.layers, merged.updated
    told.edits, told.spans = merged.edits, merged.spans
    told.disputed = [
        f"{project.document(document).name}: {who}" for document, who in merged.disputed
    ]
    return told
