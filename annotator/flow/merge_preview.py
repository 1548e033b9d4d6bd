"""What merging files would bring of labels, before anything is merged."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from annotator.flow.merging import reading, remembered
from annotator.scheme import Label
from annotator.scheme_joining import joined, renamed
from annotator.store.merging.labels import relabellings
from annotator.store.project import Project
from annotator.store.troubles import told_reading

Progress = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Preview:
    """One file: labels that the project does not have, and in words how the schemes differ."""

    file: str
    unknown: tuple[Label, ...] = ()
    differences: tuple[str, ...] = ()


def preview(
    project: Project,
    paths: Sequence[Path],
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Preview]:
    """Look into files to merge. Labels that were mapped before, or renamed here since, are known.

    Raises what opening the files raises.
    """
    found = []
    with TemporaryDirectory(prefix="annotator-merge-") as folder:
        for number, path in enumerate(paths):
            if cancelled():
                break
            with reading(path, Path(folder)) as other:
                found.append(_look(project, other))
            progress(number + 1, len(paths))
    return found


def _look(project: Project, other: Project) -> Preview:
    ours, theirs = project.scheme, other.scheme
    with told_reading(other.path):
        strange = {x.id for x in theirs.labels} - {x.id for x in ours.labels}
        became = relabellings(project.connection, other.connection, strange)
    known = {key: name for key, name in became.items() if ours.get(key[0], name)}
    known |= renamed(ours, theirs, remembered(project), strict=False)
    fresh = [x for x in theirs.labels if (x.kind, x.id) not in {*ours.by_id, *known}]
    return Preview(str(other.path), tuple(fresh), joined(ours, theirs, known).differences)
