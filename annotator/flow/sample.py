"""The sample project, made from the articles that ship with the application."""

import tomllib
from pathlib import Path

from annotator.flow.importing import import_files
from annotator.flow.suggesting import suggest_project
from annotator.paths import seeds, user_data
from annotator.schemes import load_scheme
from annotator.store.files import remove
from annotator.store.project import Project

LANGUAGE = "en"


def sample_files(language: str = LANGUAGE) -> list[Path]:
    """The articles of a language, in the order of their index."""
    index = tomllib.loads((seeds() / "index.toml").read_text(encoding="utf-8"))
    rows = [row for row in index["article"] if row.get("language", LANGUAGE) == language]
    return [seeds() / row["file"] for row in rows]


def make_sample(path: Path) -> None:
    """Make the sample project, with suggestions. It appears when it is complete.

    Raises ProjectError, DiskFull.
    """
    draft = path.with_name(f".{path.stem}.part{path.suffix}")
    remove(draft)
    try:
        with Project.create(draft, load_scheme("news"), LANGUAGE) as project:
            import_files(project, sample_files())
            suggest_project(project)
        draft.replace(path)
    finally:
        remove(draft)


def open_sample() -> Path:
    """The sample project in the user's data folder, made on first use."""
    path = user_data() / "sample.annodb"
    if not path.exists():
        make_sample(path)
    return path
