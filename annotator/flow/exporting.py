"""The project into training data: which layers, in which parts, and a manifest beside it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from annotator.errors import OutputError
from annotator.flow.choosing import Choice, Choices
from annotator.flow.collecting import seldom_collected
from annotator.flow.dataset import write_dataset
from annotator.flow.drafts import MANIFEST, Drafts, check_target
from annotator.flow.losses import Losses
from annotator.flow.manifest import encoded, facts_of
from annotator.flow.parting import Parts, parted
from annotator.flow.records import Tokenizer, records_of
from annotator.flow.selecting import Cutting, Selection
from annotator.flow.tally import ExportReport, Progress, Stopped, Tally
from annotator.flow.writing import archived, into, written
from annotator.formats.base import EVERYTHING, FormatRow, Record
from annotator.formats.table import checked_options, writer_for
from annotator.scheme import Scheme
from annotator.split import PARTS, shares_of
from annotator.store.project import Project

__all__ = ["ExportReport", "Selection", "export_project", "losses_of"]


@dataclass(frozen=True, slots=True)
class _Export:
    """All that was asked for, and what it comes to."""

    project: Project
    row: FormatRow
    out: Path
    options: Mapping[str, str]
    scheme: Scheme
    found: Choices
    parts: Parts
    tokenizer: Tokenizer
    tally: Tally
    asked: Mapping[str, object]

    def chosen(self, part: str) -> Iterator[Choice]:
        """The layers of a part; all of them without parts."""
        return (x for x in self.found if not part or self.parts.of[x.document] == part)

    def records(self, part: str) -> Iterable[Record]:
        """What is written to a part."""
        chosen = self.chosen(part)
        records = records_of(self.project, chosen, self.tokenizer, self.row.needs_tokens)
        return self.tally.counted(records, part)


@seldom_collected()
def export_project(
    project: Project,
    out: Path,
    format: str = "jsonl",
    layer: str = "best",
    status: str = "done",
    split: str | None = None,
    seed: int = 0,
    strict: bool = False,
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
    options: Mapping[str, str] | None = None,
    labels: Sequence[str] = (),
    names: Mapping[str, str] | None = None,
    unit: str = "document",
    balance: bool = False,
    dataset: bool = False,
    licence: str = "",
) -> ExportReport:
    """Write the project's annotations to `out` or, split, to one file a part beside it.

    `layer`, `status`, `labels`, `names` and `unit` are as in `Selection`; `split`: shares such as
    80/10/10, dealt by text and `seed`, or with `balance` so that every label gets its shares;
    `strict` refuses any loss; `options` are those of the format. Formats of several files make a
    folder, or an archive where `out` ends in .zip. With `dataset`, `out` is a folder, in which a
    data card of that `licence` and the manifest lie beside the data.
    Raises InputError, OutputError, DiskFull; then, and when it is cancelled, nothing was written.
    """
    row = writer_for(format)
    options = checked_options(row, options or {}, writing=True)
    selection = Selection(layer, status, frozenset(labels), names or {}, unit)
    found = _found(project, selection)
    _check_out(project, out, row, dataset)
    if strict:
        _refuse_losses(project, found, selection, row, out)
    asked: dict[str, object] = {
        "format": format,
        "layer": layer,
        "status": status,
        "unit": unit,
        **options,
    }
    if labels or names:
        asked |= {"only": sorted(labels), "names": dict(names or {})}
    asked |= {"split": split or "", "seed": seed, "balanced": balance and bool(split)}
    try:
        parts = Parts()
        if split:
            parts = parted(project, found, selection, split, seed, balance, cancelled)
        tally = Tally(row, selection, len(found), progress, cancelled)
        tally.report.near_duplicates = parts.near_duplicates
        tokenizer = Tokenizer(project.language)
        asked["licence"] = licence
        scheme = selection.scheme(project.scheme)
        export = _Export(project, row, out, options, scheme, found, parts, tokenizer, tally, asked)
        with Drafts() as drafts:
            if dataset:
                _write_dataset(export, drafts, split)
            else:
                _write_files(export, drafts, split)
    except Stopped:
        return ExportReport(cancelled=True)
    return tally.report


def _write_files(export: _Export, drafts: Drafts, split: str | None) -> None:
    report, out = export.tally.report, export.out
    for part, target in _targets(out, split, export.row).items():
        _write(export, drafts, export.records(part), target)
    path = out.with_name(f"{_stem(out)}.{MANIFEST}")
    report.manifest = str(path)
    facts = encoded(facts_of(export.project, export.asked, report, path.parent))
    drafts.write(path, lambda file: file.write(facts))


def _write_dataset(export: _Export, drafts: Drafts, split: str | None) -> None:
    report, out = export.tally.report, export.out
    report.manifest = str(out / MANIFEST)
    parts = PARTS[: len(shares_of(split))] if split else ("",)
    content = partial(
        write_dataset,
        project=export.project,
        row=export.row,
        scheme=export.scheme,
        records=dict.fromkeys(parts, export.records),
        asked=export.asked,
        options=export.options,
        report=report,
        out=out,
    )
    drafts.write_folder(out, content)


def _write(export: _Export, drafts: Drafts, records: Iterable[Record], target: Path) -> None:
    """The files of one part, and what goes with them."""
    row, scheme = export.row, export.scheme
    files = export.tally.report.files
    if row.write_folder is None:
        content = partial(written, row, records, scheme, export.options)
        files[str(target)] = drafts.write(target, content)
    elif target.suffix.lower() == ".zip":
        packed = partial(archived, row, records, scheme, export.options)
        files[str(target)] = drafts.write(target, packed)
    else:
        several = partial(into, row, records, scheme, export.options)
        files.update(drafts.write_folder(target, several))
    for ending, beside in (row.beside(scheme) if row.beside else {}).items():
        path = target.with_name(f"{_stem(target)}{ending}")
        files[str(path)] = drafts.write(path, partial(_put, beside))


def _put(content: bytes, out: IO[bytes]) -> None:
    out.write(content)


def losses_of(
    project: Project, format: str, layer: str, status: str, selection: Selection | None = None
) -> dict[str, int]:
    """What an export would lose, by what it is; `selection` says more than layer and status.
    Raises InputError."""
    wanted = selection or Selection(layer, status)
    row = writer_for(format)
    return _losses(project, Choices(project, wanted.layer, wanted.status), wanted, row)


def _losses(
    project: Project, found: Choices, selection: Selection, row: FormatRow
) -> dict[str, int]:
    if row.carries == EVERYTHING and selection.unit == "document":
        return {}
    losses, cutting = Losses(row.carries), Cutting(selection)
    for record in records_of(project, found):
        for piece in cutting.pieces(cutting.named(record)):
            losses.add(piece)
    return dict(losses.counts + cutting.lost)


def _found(project: Project, selection: Selection) -> Choices:
    selection.check(project.scheme)
    layer, status = selection.layer, selection.status
    found = Choices(project, layer, status)
    if not found:
        more = "" if status == "all" else "; --status all takes unfinished ones too"
        raise OutputError(
            f"There is nothing to export: no document has such a layer ({layer}, {status})",
            project.path.name,
            f"Finish a document, or choose another layer{more}.",
        )
    return found


def _check_out(project: Project, out: Path, row: FormatRow, dataset: bool) -> None:
    if out.resolve() == project.path.resolve():
        raise OutputError("This is the project itself", str(out), "Choose another name.")
    check_target(out, folder=dataset or _is_folder(out, row))


def _is_folder(out: Path, row: FormatRow) -> bool:
    return row.write_folder is not None and out.suffix.lower() != ".zip"


def _refuse_losses(
    project: Project, found: Choices, selection: Selection, row: FormatRow, out: Path
) -> None:
    lost = _losses(project, found, selection, row)
    if lost:
        what = ", ".join(f"{count} {name}" for name, count in lost.items())
        raise OutputError(
            f"{row.title} cannot hold {what}", str(out), "Export as jsonl, or without --strict."
        )


def _targets(out: Path, split: str | None, row: FormatRow) -> dict[str, Path]:
    if not split:
        return {"": out}
    parts = PARTS[: len(shares_of(split))]
    ending = "" if _is_folder(out, row) else _ending(out) or row.suffixes[0]
    return {part: out.with_name(f"{_stem(out)}.{part}{ending}") for part in parts}


def _ending(out: Path) -> str:
    """What follows the last dot, if that is an ending and not part of the name."""
    return out.suffix if not out.suffix[1:].isdigit() else ""


def _stem(out: Path) -> str:
    return out.name.removesuffix(_ending(out))
