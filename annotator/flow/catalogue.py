"""All pipelines that can suggest, with what their makers say of them; told without spaCy."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from annotator.errors import PipelineError
from annotator.flow import trained
from annotator.store.project import Project
from annotator.suggest.pipelines import PipelineInfo, embedded, find, installed

Source = Literal["embedded", "trained", "installed", "folder"]
_SCORES = ("ents_", "spans_", "f_")  # what spaCy and our recipe call scores of spans
_PART = ("_per_type", "_per_feat", "_loss")


@dataclass(frozen=True, slots=True)
class Entry:
    """A pipeline. `id` finds it and is what a project keeps; `scores` from 0 to 1, as its
    meta.json or its training has them; `why_not` says why it cannot be used."""

    id: str
    info: PipelineInfo
    source: Source
    scores: Mapping[str, float] = field(default_factory=dict)
    licence: str = ""
    why_not: str = ""


def catalogue(project: Project | None = None, folders: Iterable[str] = ()) -> list[Entry]:
    """The embedded, those trained in the project (the last first), the installed, and folders.
    What cannot be read has its reason instead of facts."""
    language = project.language if project is not None else "en"
    found = [_entry(info.name, info, "embedded") for info in embedded(language)]
    found += _trained(project) if project is not None else []
    found += [_entry(info.name, info, "installed") for info in installed()]
    known = {Path(entry.info.path) for entry in found if entry.info.path}
    for folder in dict.fromkeys(folders):
        entry = _folder(folder, language)
        if not entry.info.path or Path(entry.info.path) not in known:
            found.append(entry)
    return found


def facts_of(entry: Entry) -> dict[str, object]:
    """A pipeline as plain values; `size` in bytes, 0 where it is not known."""
    info = entry.info
    return {
        "language": info.language,
        "source": entry.source,
        "description": info.description,
        "labels": info.labels,
        "version": info.version,
        "size": info.size,
        "path": info.path,
        "licence": entry.licence,
        "scores": dict(entry.scores),
        "why_not": entry.why_not,
    }


def _entry(id: str, info: PipelineInfo, source: Source) -> Entry:
    meta = _meta(info)
    licence = meta.get("license")
    scores = dict(_scores(meta.get("performance")))
    return Entry(id, info, source, scores, licence if isinstance(licence, str) else "")


def _trained(project: Project) -> Iterator[Entry]:
    for version in reversed(trained.versions(project)):
        scores = {"ents_f": version.new.f1} if version.new.f1 is not None else {}
        try:
            info = find(version.path, project.language)
            yield Entry(version.path, info, "trained", scores)
        except PipelineError:
            info = PipelineInfo(
                project.name, str(version.number), project.language, tuple(version.labels), 0,
                "", "folder", version.path,
            )  # fmt: skip
            why = "Its folder is not on this computer"
            yield Entry(version.path, info, "trained", scores, why_not=why)


def _folder(folder: str, language: str) -> Entry:
    try:
        return _entry(folder, find(folder, language), "folder")
    except PipelineError as error:
        info = PipelineInfo(Path(folder).name, "", "", (), 0, "", "folder")
        return Entry(folder, info, "folder", why_not=f"{error.what} ({folder})")


def _meta(info: PipelineInfo) -> dict[str, object]:
    path = Path(info.path) / "meta.json"
    if not info.path or not path.is_file():
        return {}
    meta = json.loads(path.read_text(encoding="utf-8"))  # `find` has read it before
    return meta if isinstance(meta, dict) else {}


def _scores(performance: object, of: str = "") -> Iterator[tuple[str, float]]:
    """Scores of spans; those in per cent as shares. One level down stand those of a corpus."""
    for name, value in performance.items() if isinstance(performance, dict) else ():
        if isinstance(value, dict) and not of and not name.endswith(_PART):
            yield from _scores(value, f"{name} ")
        elif isinstance(value, int | float) and _is_score(str(name)):
            yield f"{of}{name}", round(value / 100 if value > 1 else value, 4)


def _is_score(name: str) -> bool:
    return name.startswith(_SCORES) and not name.endswith(_PART)
