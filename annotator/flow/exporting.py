"""The project into training data: which layers, which documents, in which parts."""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from annotator import __version__
from annotator.annotations import reading_order
from annotator.errors import InputError, OutputError
from annotator.formats.base import Capabilities, Record
from annotator.formats.table import FormatRow, writer_for
from annotator.model import Annotator, Document, Layer
from annotator.store.project import Project
from annotator.text.tokens import Tokens

PARTS = ("train", "dev", "test")


@dataclass(slots=True)
class ExportReport:
    """What an export wrote; `losses` counts what the format cannot hold."""

    documents: int = 0
    records: int = 0
    spans: int = 0
    relations: int = 0
    labels: dict[str, int] = field(default_factory=dict)
    losses: dict[str, int] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)


def export_project(
    project: Project,
    out: Path,
    format: str = "jsonl",
    layer: str = "best",
    status: str = "done",
    split: str | None = None,
    seed: int = 0,
    strict: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
) -> ExportReport:
    """Write the project's documents to `out`, or to one file a part beside it.

    `layer`: best, gold, each or an annotator's name; `status`: done or all; `split`: shares
    such as 80/10/10. Raises InputError, OutputError; nothing half-written stays.
    """
    row = writer_for(format)
    shares = _shares(split)
    report = ExportReport()
    if strict:
        for record in records(project, layer, status):
            _count(report, record, row.carries)
        if report.losses:
            what = ", ".join(f"{n} {name}" for name, n in report.losses.items())
            raise OutputError(f"{row.title} cannot hold {what}", str(out), "Choose jsonl.")
        report = ExportReport()
    targets = _targets(out, shares)
    for part, path in targets.items():
        chosen = (
            record
            for record in records(project, layer, status)
            if not shares or part_of(record.text, shares, seed) == part
        )
        _write(row, chosen, path, report, cancelled)
    _write_manifest(project, out, format, layer, status, split, seed, report)
    return report


def records(project: Project, layer: str, status: str) -> Iterator[Record]:
    """The records to write, in the order of import."""
    people = {annotator.id: annotator for annotator in project.annotators()}
    if layer not in ("best", "gold", "each") and layer not in {a.name for a in people.values()}:
        names = ", ".join(["best", "gold", "each", *(a.name for a in people.values())])
        raise InputError("There is no such layer", layer, f"Choose one of {names}.")
    for document in project.documents():
        there = [(people[x.annotator], x) for x in project.layers(document.id)]
        tokens = project.tokens(document.id)
        for who, chosen in _chosen(document, there, layer, status):
            yield _record(project, document, tokens, who, chosen)


def _chosen(
    document: Document, there: list[tuple[Annotator, Layer]], layer: str, status: str
) -> list[tuple[Annotator, Layer]]:
    done = [(a, x) for a, x in there if status == "all" or a.kind == "model" or x.status == "done"]
    if layer == "each":
        return done
    if layer == "gold":
        return [(a, x) for a, x in done if a.kind == "gold"]
    if layer != "best":
        return [(a, x) for a, x in done if a.name == layer]
    gold = [(a, x) for a, x in done if a.kind == "gold"]
    people = [(a, x) for a, x in done if a.kind == "person"]
    finished = [(a, x) for a, x in people if x.status == "done"]
    best = gold or (finished if len(people) > 1 else people)
    if len(best) > 1:
        names = ", ".join(a.name for a, _ in best)
        raise InputError(
            f"Several people finished this document ({names}) and there is no gold",
            document.name,
            "Choose a layer by its name, or export each.",
        )
    return best


def _record(
    project: Project, document: Document, tokens: Tokens | None, who: Annotator, layer: Layer
) -> Record:
    content = project.annotations(document.id, who.id)
    relations = sorted(content.relations.values(), key=lambda r: (r.label, r.head, r.tail))
    if relations and tokens is None:
        tokens = _tokenised(project.language, document.text)
    return Record(
        document.name, document.text, document.id, document.source, dict(document.meta),
        who.name, who.kind, layer.status, layer.seconds, tokens,
        tuple(sorted(content.spans.values(), key=reading_order)), tuple(relations),
        tuple(sorted(content.labels.values(), key=lambda label: label.label)),
    )  # fmt: skip


def _tokenised(language: str, text: str) -> Tokens:
    import spacy

    doc = spacy.blank(language)(text)
    return Tokens((t.idx, t.idx + len(t)) for t in doc if not t.is_space)


def _shares(split: str | None) -> tuple[float, ...]:
    if not split:
        return ()
    try:
        numbers = tuple(float(x) for x in split.split("/"))
    except ValueError:
        numbers = ()
    if not 2 <= len(numbers) <= 3 or min(numbers) < 0 or sum(numbers) <= 0:
        raise InputError("This is no split", split, "Give shares such as 80/10/10.")
    return tuple(number / sum(numbers) for number in numbers)


def part_of(text: str, shares: tuple[float, ...], seed: int) -> str:
    """The part that a text belongs to: by its hash, so that duplicates stay together."""
    digest = hashlib.sha256(f"{seed}:".encode() + " ".join(text.split()).encode()).digest()
    place, total = int.from_bytes(digest[:8]) / 2**64, 0.0
    for part, share in zip(PARTS, shares, strict=False):
        total += share
        if place < total:
            return part
    return PARTS[len(shares) - 1]


def _targets(out: Path, shares: tuple[float, ...]) -> dict[str, Path]:
    if not shares:
        return {"": out}
    parts = PARTS[: len(shares)]
    return {part: out.with_name(f"{out.stem}.{part}{out.suffix}") for part in parts}


def _write(
    row: FormatRow,
    chosen: Iterable[Record],
    path: Path,
    report: ExportReport,
    cancelled: Callable[[], bool],
) -> None:
    assert row.write is not None
    draft = path.with_name(f".{path.name}.part")
    try:
        with draft.open("wb") as out:
            row.write(_counted(chosen, report, row.carries, cancelled), out)
            out.flush()
            os.fsync(out.fileno())
        digest = hashlib.sha256()
        with draft.open("rb") as written:
            while block := written.read(1 << 20):
                digest.update(block)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        why = error.strerror or "unknown reason"
        raise OutputError(
            f"The file cannot be written ({why})", str(path), "Choose another place."
        ) from None
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    report.files[path.name] = digest.hexdigest()


def _counted(
    chosen: Iterable[Record],
    report: ExportReport,
    carries: Capabilities,
    cancelled: Callable[[], bool],
) -> Iterator[Record]:
    seen: set[str] = set()
    for record in chosen:
        if cancelled():
            raise KeyboardInterrupt
        _count(report, record, carries)
        report.documents += record.id not in seen
        seen.add(record.id)
        yield record


def _count(report: ExportReport, record: Record, carries: Capabilities) -> None:
    report.records += 1
    report.spans += len(record.spans)
    report.relations += len(record.relations)
    labels = Counter(span.label for span in record.spans) + Counter(report.labels)
    report.labels = dict(sorted(labels.items()))
    lost = {
        "relations": 0 if carries.relations else len(record.relations),
        "discontinuous spans (written as their parts)": 0
        if carries.discontinuous
        else sum(bool(span.fragments) for span in record.spans),
        "notes": 0 if carries.notes else sum(bool(span.note) for span in record.spans),
        "document labels": 0 if carries.document_labels else len(record.labels),
    }
    for name, count in lost.items():
        if count:
            report.losses[name] = report.losses.get(name, 0) + count


def _write_manifest(
    project: Project,
    out: Path,
    format: str,
    layer: str,
    status: str,
    split: str | None,
    seed: int,
    report: ExportReport,
) -> None:
    facts = {
        "project": project.name,
        "application": f"annotator {__version__}",
        "format": format,
        "layer": layer,
        "status": status,
        "split": split,
        "seed": seed,
        "pipelines": [a.name for a in project.annotators() if a.kind == "model"],
        **asdict(report),
    }
    path = out.with_name(f"{out.stem}.manifest.json")
    path.write_text(json.dumps(facts, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
