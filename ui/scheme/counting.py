"""How often labels and pairs are used, counted beside the window."""

from collections.abc import Callable
from pathlib import Path

from annotator.scheme import LabelKind
from annotator.store.project import Project
from annotator.store.usage import Usage, pairs, usage
from ui.tasks import Job

Counts = tuple[dict[tuple[LabelKind, str], Usage], dict[tuple[str, str, str], int]]


def used(counts: Counts, kind: LabelKind) -> dict[str, int]:
    """How often each label of a kind is used."""
    return {id: one.total for (of, id), one in counts[0].items() if of == kind}


def counting(path: Path) -> Job:
    """With a connection of its own."""

    def work(_progress: Callable[[int, int], None], _cancelled: Callable[[], bool]) -> Counts:
        with Project.open(path, read_only=True) as project:
            return usage(project), pairs(project)

    return work
