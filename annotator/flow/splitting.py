"""A project into one file for each annotator, to be merged again."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotator.errors import InputError, OutputError, ProjectExists
from annotator.model import Annotator, make_annotator
from annotator.store import people as store
from annotator.store.files import place_new, remove, write_protected
from annotator.store.parting import write_part
from annotator.store.project import SUFFIX, Project
from annotator.store.troubles import told

Progress = Callable[[int, int], object]
_UNFIT = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')


@dataclass(slots=True)
class SplitReport:
    """The files that were written, each with the number of its documents."""

    files: dict[str, int] = field(default_factory=dict)
    people: list[str] = field(default_factory=list)
    blind: bool = True
    cancelled: bool = False


def split_project(
    project: Project,
    folder: Path,
    names: Sequence[str] = (),
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> SplitReport:
    """Write a project file for each annotator (all who have documents, or those named) with
    just their documents: their own layers, the models' suggestions, scheme, guidelines and
    settings. Other people's layers go along only where the project is open. Where nothing is
    assigned to anybody, each named person gets every document.

    All files appear together, or none. Raises InputError, ProjectExists, OutputError, DiskFull.
    """
    shares = _shares(project, names)
    report = SplitReport(blind=store.is_blind(project))
    targets = {who: folder / _file_name(project.name, who.name) for who in shares}
    _check(folder, list(targets.values()))
    drafts = {who: path.with_name(f".{path.name}.part") for who, path in targets.items()}
    total, done = sum(len(documents) for documents in shares.values()), 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        progress(done, total)
        if cancelled():
            raise _Cancelled

    try:
        with told(folder):
            folder.mkdir(exist_ok=True)
        for who, documents in shares.items():
            remove(drafts[who])
            write_part(
                project, drafts[who], documents, who, _visible(project, who, report.blind), count
            )
        for who, path in targets.items():
            place_new(drafts[who], path)
            report.files[str(path)] = len(shares[who])
            report.people.append(who.name)
    except _Cancelled:
        return SplitReport(cancelled=True)
    finally:
        for draft in drafts.values():
            remove(draft)
    return report


class _Cancelled(Exception):
    """The person stopped it."""


def _shares(project: Project, names: Sequence[str]) -> dict[Annotator, list[str]]:
    """The documents of each person, in the order of import."""
    there = store.assignments(project)
    people = {one.id: one for one in project.annotators() if one.kind == "person"}
    mine: dict[str, list[str]] = {}
    for one in there:
        mine.setdefault(one.annotator, []).append(one.document)
    if names:
        wanted = [make_annotator(name) for name in dict.fromkeys(names)]
    else:
        wanted = [who for id, who in people.items() if id in mine]
    if there:
        without = [who.name for who in wanted if who.id not in mine]
        if without:
            raise InputError(
                "Nothing is assigned to this person",
                ", ".join(without),
                "Assign documents first, or leave the name out.",
            )
        return {who: mine[who.id] for who in wanted}
    if not wanted:
        raise InputError(
            "Nothing is assigned to anybody",
            project.name,
            "Assign documents first, or name the people who are to have all of them.",
        )
    every = project.document_ids()
    return dict.fromkeys(wanted, every)


def _visible(project: Project, owner: Annotator, blind: bool) -> set[str]:
    """Whose layers the owner's file holds."""
    everybody = project.annotators()
    if not blind:
        return {one.id for one in everybody}
    return {one.id for one in everybody if one.kind == "model"} | {owner.id}


def _file_name(project: str, person: str) -> str:
    """`PROJECT - PERSON.annodb`, without what a file system refuses."""
    fit = _UNFIT.sub("_", person).strip(" .") or "annotator"
    return f"{project} - {fit}{SUFFIX}"


def _check(folder: Path, targets: Sequence[Path]) -> None:
    if not folder.is_dir() and not folder.parent.is_dir():
        raise OutputError("There is no such folder", str(folder.parent), "Make it first.")
    if folder.exists() and not folder.is_dir():
        raise OutputError("This is a file", str(folder), "Name a folder.")
    if write_protected(folder if folder.is_dir() else folder.parent):
        raise OutputError(
            "Nothing can be written to this folder", str(folder), "Choose another one."
        )
    seen: set[str] = set()
    for path in targets:
        if path.exists():
            raise ProjectExists(
                "There is already a file with this name", str(path), "Choose another folder."
            )
        if path.name.casefold() in seen:
            raise OutputError(
                "Two people would get the same file name", path.name, "Split for one at a time."
            )
        seen.add(path.name.casefold())
