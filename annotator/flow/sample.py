"""The sample project, made from the articles that ship with the application."""

import tomllib
from pathlib import Path

from annotator.flow.importing import import_files
from annotator.flow.suggesting import suggest_project
from annotator.paths import seeds, user_data
from annotator.schemes import load_scheme
from annotator.store.project import Project


def sample_files() -> list[Path]:
    """The articles in the order of their index."""
    index = tomllib.loads((seeds() / "index.toml").read_text(encoding="utf-8"))
    return [seeds() / row["file"] for row in index["article"]]


def make_sample(path: Path) -> None:
    """Make the sample project, with suggestions. Raises ProjectError."""
    with Project.create(path, load_scheme("news")) as project:
        import_files(project, sample_files())
        suggest_project(project)


def open_sample() -> Path:
    """The sample project in the user's data folder, made on first use."""
    path = user_data() / "sample.annodb"
    if not path.exists():
        draft = path.with_name("sample.part.annodb")
        draft.unlink(missing_ok=True)
        make_sample(draft)
        draft.replace(path)
    return path
