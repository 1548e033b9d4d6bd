"""Which pipelines there are, and how each is loaded."""

import json
from dataclasses import dataclass, replace
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from annotator import paths
from annotator.errors import PipelineError

if TYPE_CHECKING:
    from spacy.language import Language

NEWS_EN = "news-en"
NEWS_RULES = "news-rules"
NEWS_RULES_VERSION = "1.0"
NEWS_LABELS = (
    *("PERSON", "ORG", "GPE", "LOC", "FAC"),
    *("NORP", "EVENT", "PRODUCT", "DATE", "MONEY"),
)
BEST = "model-best"  # what spaCy calls the pipeline in a folder of training
# Components whose labels are those of spans, by the beginnings of their names.
_NAMING = ("ner", "hybrid", "spancat", "entity_ruler", "span_ruler", "rename_labels")
_OTHER_LABELS = ("GPE", "DATE", "MONEY")
_CHOOSE = "choose another pipeline, or use an embedded one, news-en or news-rules"


@dataclass(frozen=True, slots=True)
class PipelineInfo:
    """A pipeline that can be loaded; `size` in bytes, 0 where it is not known."""

    name: str
    version: str
    language: str
    labels: tuple[str, ...]
    size: int
    description: str
    source: Literal["embedded", "installed", "folder"]
    path: str = ""

    @property
    def full_name(self) -> str:
        """`name@version`: what the origin of a suggestion says."""
        return f"{self.name}@{self.version}"


def embedded(language: str = "en") -> list[PipelineInfo]:
    """The pipelines that ship with the application, for a language, the best one first."""
    if language == "en":
        what = "Countries, people, bodies, dates and sums in English news, by rules alone"
        model = replace(_read_folder(news_en(), "folder"), source="embedded")
        return [model, _rules(language, NEWS_LABELS, what)]
    what = "Countries, dates and sums, by the word lists of the language"
    return [_rules(language, _OTHER_LABELS, what)]


def _rules(language: str, labels: tuple[str, ...], what: str) -> PipelineInfo:
    return PipelineInfo(NEWS_RULES, NEWS_RULES_VERSION, language, labels, 0, what, "embedded")


def news_en() -> Path:
    """The folder of the embedded English pipeline."""
    return paths.resources() / "pipelines" / NEWS_EN


def installed() -> list[PipelineInfo]:
    """The spaCy pipelines that are installed as packages, told without importing spaCy or them;
    unreadable ones are left out."""
    found = {}
    for entry in metadata.entry_points(group="spacy_models"):
        try:
            package = find_spec(entry.module)
            if package is not None and package.submodule_search_locations:
                folder = Path(next(iter(package.submodule_search_locations)))
                found[entry.name] = _read_folder(_inner(folder), "installed")
        except (PipelineError, ImportError, ValueError):
            continue
    return [found[name] for name in sorted(found)]


def find(name_or_path: str, language: str = "en") -> PipelineInfo:
    """A pipeline by name, by `name@version`, or by the path of its folder.

    An embedded one that is not for the language stands for the one that is. Raises
    PipelineError if there is none, or its description cannot be read.
    """
    wanted = name_or_path.strip()
    for info in embedded(language):
        if wanted in ("", info.name, info.full_name):
            return info
    if wanted.partition("@")[0] == NEWS_EN:
        return embedded(language)[0]
    folder = Path(wanted).expanduser()
    if folder.exists():
        return _read_folder(_inner(folder), "folder")
    for info in installed():
        if wanted in (info.name, info.full_name, f"{info.language}_{info.name}"):
            return info
    raise PipelineError("there is no such pipeline", wanted, _CHOOSE)


def load(info: PipelineInfo) -> "Language":
    """The pipeline, ready to run. Raises PipelineError if it is broken or does not fit."""
    from annotator.suggest.rules.pipeline import MAX_CHARACTERS, build

    if not info.path:
        return build(info.language)
    from spacy.util import load_model_from_path

    # They register themselves with spaCy.
    import annotator.suggest.news.gazfeat
    import annotator.suggest.news.hybrid
    import annotator.suggest.relations.component
    import annotator.suggest.renaming  # noqa: F401

    _check_version(Path(info.path), info.full_name)
    try:
        nlp = load_model_from_path(Path(info.path))
    except Exception as error:  # a pipeline is foreign code and data: it may raise anything
        raise PipelineError(
            f"the pipeline cannot be loaded ({_first_line(error)})",
            info.path,
            "install it again for this version of spaCy, or choose another pipeline",
        ) from error
    if info.source == "embedded":
        nlp.max_length = MAX_CHARACTERS
    return nlp


def _inner(folder: Path) -> Path:
    """The folder with the data: of an installed package, and of what training wrote, it lies one
    level down."""
    if not folder.is_dir():
        raise PipelineError("a pipeline is a folder, this is a file", str(folder), _CHOOSE)
    if (folder / BEST / "config.cfg").is_file():
        return folder / BEST
    if (folder / "config.cfg").is_file():
        return folder
    inner = [path.parent for path in sorted(folder.glob("*/config.cfg"))]
    return inner[0] if len(inner) == 1 else folder


def _read_folder(folder: Path, source: Literal["installed", "folder"]) -> PipelineInfo:
    meta = _meta(folder)
    name, version = str(meta.get("name") or folder.name), str(meta.get("version") or "0.0.0")
    language = str(meta.get("lang") or "xx")
    if source == "installed":
        name = f"{language}_{name}"
    labels = meta.get("labels")
    names: set[str] = set()
    for part, given in labels.items() if isinstance(labels, dict) else ():
        if isinstance(given, list) and part.startswith(_NAMING):
            names.update(str(label) for label in given)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    description = str(meta.get("description") or "")
    return PipelineInfo(
        name, version, language, tuple(sorted(names)), size, description, source, str(folder)
    )


def _meta(folder: Path) -> dict[str, object]:
    for name in ("config.cfg", "meta.json"):
        if not (folder / name).is_file():
            raise PipelineError(
                f"this folder holds no pipeline: {name} is missing", str(folder), _CHOOSE
            )
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        raise PipelineError(
            f"the pipeline's meta.json cannot be read ({_first_line(error)})", str(folder), _CHOOSE
        ) from error
    if not isinstance(meta, dict):
        raise PipelineError("the pipeline's meta.json is no description", str(folder), _CHOOSE)
    return meta


def _check_version(folder: Path, name: str) -> None:
    from spacy import about
    from spacy.util import is_compatible_version

    wanted = str(_meta(folder).get("spacy_version") or "")
    if wanted and is_compatible_version(about.__version__, wanted) is False:
        raise PipelineError(
            f"the pipeline {name} needs spaCy {wanted}, here is {about.__version__}",
            str(folder),
            "install the version made for this spaCy, or choose another pipeline",
        )


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0]}"[:200] if lines else type(error).__name__
