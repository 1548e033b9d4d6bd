"""The project into training data: which layers, in which parts, and a manifest beside it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

from annotator.annotations import reading_order
from annotator.errors import InputError, OutputError
from annotator.flow.choosing import PAGE, STATUSES, Choice, choices
from annotator.flow.collecting import seldom_collected
from annotator.flow.drafts import Drafts, check_target
from annotator.flow.losses import Losses
from annotator.flow.manifest import manifest
from annotator.formats.base import EVERYTHING, Files, FormatRow, Record
from annotator.formats.folders import Archive
from annotator.formats.table import checked_options, writer_for
from annotator.model import Comment, Document, DocumentLabel, Item, Relation, Span
from annotator.split import PARTS, parts_of, shares_of
from annotator.store.bulk import checksums, contents, documents_of
from annotator.store.project import Project
from annotator.text.tokens import Tokens

if TYPE_CHECKING:
    from spacy.language import Language

Progress = Callable[[int, int], object]


@dataclass(slots=True)
class ExportReport:
    """What an export wrote: counts, labels by kind, and the SHA-256 of each file by its path.

    `losses` counts what the format cannot hold; `parts` the documents of each part.
    """

    documents: int = 0
    records: int = 0
    spans: int = 0
    relations: int = 0
    layers: dict[str, int] = field(default_factory=dict)
    labels: dict[str, dict[str, int]] = field(default_factory=dict)
    losses: dict[str, int] = field(default_factory=dict)
    parts: dict[str, int] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    manifest: str = ""
    cancelled: bool = False


class _Stopped(Exception):  # no error: the user wished it
    """The user cancelled."""


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
) -> ExportReport:
    """Write the project's annotations to `out` or, split, to one file a part beside it.

    `layer`: best, gold, each or an annotator's name; `status`: done or all; `split`: shares
    such as 80/10/10, dealt by text and `seed`; `strict` refuses any loss; `options` are those of
    the format. Formats of several files make a folder, or an archive where `out` ends in .zip.
    Raises InputError, OutputError, DiskFull; then, and when it is cancelled, nothing was written.
    """
    row = writer_for(format)
    options = checked_options(row, options or {}, writing=True)
    found = _found(project, layer, status)
    _check_out(project, out, row)
    parts = _parts(project, found, split, seed)
    if strict:
        _refuse_losses(project, found, row, out)
    tally = _Tally(row, len(found), progress, cancelled)
    report = tally.report
    tokenizer = _Tokenizer(project.language)
    try:
        with Drafts() as drafts:
            for part, target in _targets(out, split, row).items():
                chosen = [x for x in found if not parts or parts[x.document] == part]
                records = _records(project, chosen, tokenizer, row.needs_tokens)
                _write(drafts, row, tally, records, target, project, options)
                if parts:
                    report.parts[part] = len({x.document for x in chosen})
            asked = {"format": format, "layer": layer, "status": status, **options}
            path = out.with_name(f"{_stem(out)}.manifest.json")
            report.manifest = str(path)
            facts = manifest(project, asked, split, seed, report)
            drafts.write(path, lambda file: file.write(facts))
    except _Stopped:
        return ExportReport(cancelled=True)
    return report


def _write(
    drafts: Drafts,
    row: FormatRow,
    tally: "_Tally",
    records: Iterable[Record],
    target: Path,
    project: Project,
    options: Mapping[str, str],
) -> None:
    """The files of one part, and what goes with them."""
    files = tally.report.files
    counted = tally.counted(records)
    if row.write_folder is None:
        assert row.write is not None
        more = {"scheme": project.scheme} if row.wants_scheme else {}
        write = partial(row.write, counted, **options, **more)
        files[str(target)] = drafts.write(target, write)
    elif target.suffix.lower() == ".zip":
        files[str(target)] = drafts.write(
            target, partial(_archived, row, counted, project, options)
        )
    else:
        content = partial(_into, row, counted, project, options)
        files.update(drafts.write_folder(target, content))
    for ending, content_ in (row.beside(project.scheme) if row.beside else {}).items():
        path = target.with_name(f"{_stem(target)}{ending}")
        files[str(path)] = drafts.write(path, partial(_put, content_))


def _put(content: bytes, out: IO[bytes]) -> None:
    out.write(content)


def _into(
    row: FormatRow,
    records: Iterable[Record],
    project: Project,
    options: Mapping[str, str],
    files: Files,
) -> None:
    assert row.write_folder is not None
    row.write_folder(records, files, project.scheme, **options)


def _archived(
    row: FormatRow,
    records: Iterable[Record],
    project: Project,
    options: Mapping[str, str],
    out: IO[bytes],
) -> None:
    with Archive(out) as archive:
        _into(row, records, project, options, archive)


def losses_of(project: Project, format: str, layer: str, status: str) -> dict[str, int]:
    """What an export would lose, by what it is. Raises InputError."""
    row = writer_for(format)
    if row.carries == EVERYTHING:
        return {}
    return _losses(project, choices(project, layer, status), row)


def _losses(project: Project, found: Sequence[Choice], row: FormatRow) -> dict[str, int]:
    losses = Losses(row.carries)
    for record in _records(project, found):
        losses.add(record)
    return dict(losses.counts)


def _found(project: Project, layer: str, status: str) -> list[Choice]:
    if status not in STATUSES:
        raise InputError("There is no such status", status, "Choose done or all.")
    found = choices(project, layer, status)
    if not found:
        more = "" if status == "all" else "; --status all takes unfinished ones too"
        raise OutputError(
            f"There is nothing to export: no document has such a layer ({layer}, {status})",
            project.path.name,
            f"Finish a document, or choose another layer{more}.",
        )
    return found


def _check_out(project: Project, out: Path, row: FormatRow) -> None:
    if out.resolve() == project.path.resolve():
        raise OutputError("This is the project itself", str(out), "Choose another name.")
    check_target(out, folder=_is_folder(out, row))


def _is_folder(out: Path, row: FormatRow) -> bool:
    return row.write_folder is not None and out.suffix.lower() != ".zip"


def _refuse_losses(project: Project, found: list[Choice], row: FormatRow, out: Path) -> None:
    lost = _losses(project, found, row) if row.carries != EVERYTHING else {}
    if lost:
        what = ", ".join(f"{count} {name}" for name, count in lost.items())
        raise OutputError(
            f"{row.title} cannot hold {what}", str(out), "Export as jsonl, or without --strict."
        )


def _parts(project: Project, found: list[Choice], split: str | None, seed: int) -> dict[str, str]:
    """The part of each document, by its text; empty without a split."""
    if not split:
        return {}
    shares = shares_of(split)
    known = checksums(project)
    by_text = parts_of({known[x.document] for x in found}, shares, seed)
    return {x.document: by_text[known[x.document]] for x in found}


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


def _records(
    project: Project,
    chosen: Sequence[Choice],
    tokenizer: "_Tokenizer | None" = None,
    needs_tokens: bool = False,
) -> Iterator[Record]:
    for start in range(0, len(chosen), PAGE):
        page = chosen[start : start + PAGE]
        documents = documents_of(project, list({x.document for x in page}))
        items = contents(project, [x.layer.id for x in page])
        for choice in page:
            document, tokens = documents[choice.document]
            there = items[choice.layer.id]
            wanted = needs_tokens or any(isinstance(x, Relation) for x in there)
            if tokenizer is not None and tokens is None and wanted:
                tokens = tokenizer.tokens(document.text)
            yield _record(document, choice, tokens, there)


def _record(
    document: Document, choice: Choice, tokens: Tokens | None, items: Sequence[Item]
) -> Record:
    spans = sorted((x for x in items if isinstance(x, Span)), key=reading_order)
    place = {span.id: index for index, span in enumerate(spans)}
    relations = sorted(
        (x for x in items if isinstance(x, Relation)),
        key=lambda x: (place[x.head], place[x.tail], x.label, x.id),
    )
    labels = sorted((x for x in items if isinstance(x, DocumentLabel)), key=lambda x: x.label)
    return Record(
        document.name,
        document.text,
        document.id,
        document.source,
        dict(document.meta),
        choice.annotator.name,
        choice.annotator.kind,
        choice.layer.status,
        choice.layer.seconds,
        tokens,
        tuple(spans),
        tuple(relations),
        tuple(labels),
        tuple(x for x in items if isinstance(x, Comment)),
    )


class _Tokenizer:
    """The tokenizer of a language, loaded when it is first needed."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._nlp: Language | None = None

    def tokens(self, text: str) -> Tokens:
        """Of a text that has none stored, so that relations can name their last tokens."""
        if self._nlp is None:
            import spacy

            try:
                self._nlp = spacy.blank(self._language)
            except ImportError:  # spaCy does not know the language
                self._nlp = spacy.blank("xx")
        doc = self._nlp.make_doc(text)
        return Tokens((t.idx, t.idx + len(t)) for t in doc if not t.is_space)


class _Tally:
    """Counts the records on their way to the file."""

    def __init__(
        self, row: FormatRow, total: int, progress: Progress, cancelled: Callable[[], bool]
    ) -> None:
        self.report = ExportReport()
        self._row = row
        self._total = total
        self._progress = progress
        self._cancelled = cancelled
        self._documents: set[str] = set()
        self._labels = {"spans": Counter[str](), "relations": Counter[str]()}
        self._labels["documents"] = Counter[str]()
        self._losses = Losses(row.carries)
        self._layers: Counter[str] = Counter()

    def counted(self, records: Iterable[Record]) -> Iterator[Record]:
        """The same records. What was counted is in the report when they are through."""
        for record in records:
            if self._cancelled():
                raise _Stopped
            self._count(record)
            yield record
        report = self.report
        report.documents = len(self._documents)
        report.layers = dict(sorted(self._layers.items()))
        report.labels = {kind: dict(sorted(x.items())) for kind, x in self._labels.items() if x}
        report.losses = dict(self._losses.counts)

    def _count(self, record: Record) -> None:
        report = self.report
        report.records += 1
        report.spans += len(record.spans)
        report.relations += len(record.relations)
        self._documents.add(record.id)
        self._layers[record.annotator] += 1
        for kind, items in (
            ("spans", record.spans),
            ("relations", record.relations),
            ("documents", record.labels),
        ):
            counter = self._labels[kind]
            for item in items:
                counter[item.label] += 1
        self._losses.add(record)
        self._progress(report.records, self._total)
