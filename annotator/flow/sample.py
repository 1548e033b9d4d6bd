"""The sample projects, made from the articles that ship with the application."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from annotator.errors import ProjectExists
from annotator.flow.importing import import_files
from annotator.flow.suggesting import suggest_project
from annotator.paths import seeds, user_data
from annotator.schemes import load_scheme
from annotator.store.files import remove
from annotator.store.project import Project

LANGUAGE = "en"
Sample = Literal["articles", "review"]
SAMPLES: tuple[Sample, ...] = ("articles", "review")
_FILES = {"articles": "sample.annodb", "review": "review-sample.annodb"}
Progress = Callable[[int, int], object]


def sample_files(language: str = LANGUAGE) -> list[Path]:
    """The articles of a language, in the order of their index."""
    index = tomllib.loads((seeds() / "index.toml").read_text(encoding="utf-8"))
    rows = [row for row in index["article"] if row.get("language", LANGUAGE) == language]
    return [seeds() / row["file"] for row in rows]


def make_sample(
    path: Path,
    sample: Sample = "articles",
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> bool:
    """Make a sample project: articles with suggestions or, for "review", with the layers of
    three people and some gold. It appears when it is complete; False when it was cancelled.

    Raises ProjectExists, ProjectError, DiskFull.
    """
    if path.exists():
        raise ProjectExists("There is a file of this name already", str(path), "Choose another.")
    draft = path.with_name(f".{path.stem}.part{path.suffix}")
    remove(draft)
    try:
        with Project.create(draft, load_scheme("news"), LANGUAGE) as project:
            if sample == "review":
                from annotator.flow.sample_review import fill_review_sample

                fill_review_sample(project, progress, cancelled)
            else:
                import_files(project, sample_files())
                suggest_project(project, progress=progress, cancelled=cancelled)
        if cancelled():
            return False
        draft.replace(path)
    finally:
        remove(draft)
    return True


def sample_path(sample: Sample = "articles") -> Path:
    """Where a sample project lies in the user's data folder, made or not."""
    return user_data() / _FILES[sample]
