"""A folder that others can take as it is: the data in its parts, a data card, a manifest."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from annotator.flow.card import card
from annotator.flow.drafts import MANIFEST
from annotator.flow.manifest import encoded, facts_of
from annotator.flow.tally import ExportReport
from annotator.flow.writing import into, written
from annotator.formats.base import FormatRow, Record
from annotator.formats.folders import Folder, Within
from annotator.scheme import Scheme
from annotator.store.project import Project

CARD = "README.md"
_WHOLE = "data"  # the part of a dataset that has none


def write_dataset(
    folder: Folder,
    *,
    project: Project,
    row: FormatRow,
    scheme: Scheme,
    records: Mapping[str, Callable[[str], Iterable[Record]]],
    asked: Mapping[str, object],
    options: Mapping[str, str],
    report: ExportReport,
    out: Path,
) -> None:
    """Write all files of the dataset that will lie at `out`. `records` gives those of each part;
    the report learns the checksum of every file but the manifest, which lists them."""
    paths: dict[str, str] = {}
    for part, give in records.items():
        paths[part] = file_of(row, part)
        if row.write_folder is None:
            with folder.open(paths[part]) as file:
                written(row, give(part), scheme, options, file)
        else:
            into(row, give(part), scheme, options, Within(folder, paths[part]))
        for ending, content in (row.beside(scheme) if row.beside else {}).items():
            with folder.open(f"{part or _WHOLE}{ending}") as file:
                file.write(content)
    report.files = {str(out / name): x for name, x in sorted(folder.checksums.items())}
    facts = facts_of(project, asked, report, out)
    with folder.open(CARD) as file:
        file.write(card(project.name, project.scheme, facts, paths, row.title))
    report.files[str(out / CARD)] = facts["files"][CARD] = folder.checksums[CARD]
    with folder.open(MANIFEST) as file:
        file.write(encoded(facts))


def file_of(row: FormatRow, part: str) -> str:
    """The file of a part, or its folder in formats that write several."""
    return (part or _WHOLE) + ("" if row.write_folder is not None else row.suffixes[0])
