"""The pipelines that were trained in a project: kept in the user's data folder, listed in the
project, and which one it uses."""

import shutil
from dataclasses import replace
from itertools import count
from pathlib import Path

import msgspec

from annotator.errors import InputError, PipelineError, ProjectCorrupt
from annotator.paths import user_data
from annotator.store.project import Project
from annotator.suggest.pipelines import embedded, find
from annotator.suggestion_mode import read_mode, write_mode
from annotator.train.messages import Component, CurvePoint
from annotator.train.scores import Scores

_LIST = "trained_pipelines"
_PIPELINE = "pipeline"
FIRST = ""  # what a project uses that has chosen nothing: the best that is embedded


class Version(msgspec.Struct, frozen=True):
    """A trained pipeline. `documents` by part (train, dev, held), `spans` by label; `new` and
    `old` are measured on the same held-out documents, `old` those of the pipeline `rival`;
    `kept` is how far labels without examples are found as before. `created` is ISO 8601 in UTC,
    `seconds` the time that it took."""

    number: int
    name: str
    path: str
    created: str
    component: Component
    start: str
    documents: dict[str, int]
    spans: dict[str, int]
    labels: list[str]
    new: Scores
    rival: str = ""
    old: Scores | None = None
    kept: Scores = Scores()
    curve: list[CurvePoint] = []
    step: int = 0
    seconds: float = 0.0

    @property
    def is_better(self) -> bool:
        """Whether it found more on the held-out documents than the pipeline before it."""
        return self.old is None or self.new.f1 > self.old.f1

    @property
    def is_there(self) -> bool:
        """Whether its folder is on this computer."""
        return (Path(self.path) / "meta.json").is_file()


def versions(project: Project) -> list[Version]:
    """The trained pipelines, the first first. Raises ProjectCorrupt."""
    try:
        return msgspec.json.decode(project.get_setting(_LIST, "[]"), type=list[Version])
    except msgspec.DecodeError as error:
        raise ProjectCorrupt(
            "The list of trained pipelines cannot be read", str(project.path), "Train anew."
        ) from error


def next_number(project: Project) -> int:
    """The number of the next version; none is given twice while the list knows it."""
    return max((version.number for version in versions(project)), default=0) + 1


def home_of(project: Project, number: int) -> Path:
    """Where a new version goes: by the project's id, so that a project may be renamed. A copy of
    the project has the same id, and must not write over its versions."""
    folder = user_data() / "pipelines" / project.id
    free = (folder / (f"{number}-{more}" if more else str(number)) for more in count())
    return next(path for path in free if not path.exists())


def add(project: Project, version: Version) -> None:
    """List a version."""
    _write(project, [*versions(project), version])


def remove(project: Project, number: int) -> None:
    """Delete a version and its folder. Raises InputError for the one that is used."""
    version = version_of(project, number)
    if version.path == project.get_setting(_PIPELINE, FIRST):
        raise InputError("The project uses this pipeline", version.name, "Use another one first.")
    _write(project, [x for x in versions(project) if x.number != number])
    folder = Path(version.path)
    if folder.is_relative_to(user_data()):
        shutil.rmtree(folder, ignore_errors=True)


def version_of(project: Project, number: int) -> Version:
    """A version by its number. Raises InputError if there is none."""
    for version in versions(project):
        if version.number == number:
            return version
    raise InputError("There is no such version", str(number), "Train it first.")


def current(project: Project) -> str:
    """The name or the folder of the pipeline that the project uses."""
    return project.get_setting(_PIPELINE, FIRST)


def resolved(project: Project, name: str) -> str:
    """What to load: of a version's `name@version` its folder, else the name as it is."""
    return next((x.path for x in versions(project) if x.name == name), name)


def title_of(project: Project, pipeline: str) -> str:
    """How a pipeline is called where people read it; its path if it cannot be read."""
    try:
        return find(resolved(project, pipeline), project.language).full_name
    except PipelineError:
        return Path(pipeline).name


def use(project: Project, pipeline: str) -> str:
    """Let the project use a pipeline from now on; returns its `name@version`. What the one before
    suggested is kept, but no longer shown. Raises PipelineError if it is not there."""
    path = resolved(project, pipeline)
    name = find(path, project.language).full_name
    before = {title_of(project, current(project)), *_ours(project)}
    mode = read_mode(project)
    hidden = {*mode.hidden, *before} - {name}
    known = {one.name for one in project.annotators() if one.kind == "model"}
    write_mode(project, replace(mode, hidden=tuple(sorted(hidden & known))))
    project.set_setting(_PIPELINE, path)
    return name


def _ours(project: Project) -> set[str]:
    shipped = {info.full_name for info in embedded(project.language)}
    return {version.name for version in versions(project)} | shipped


def _write(project: Project, found: list[Version]) -> None:
    project.set_setting(_LIST, msgspec.json.encode(found).decode())


def put_in_place(draft: Path, target: Path) -> None:
    """A folder that was written beside its place, in its place; what was there goes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.replace(old)
    draft.replace(target)
    shutil.rmtree(old, ignore_errors=True)
