"""The numbers of Insights as tables, and as CSV that spreadsheets open without running it."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from io import StringIO

from annotator.flow.insights import Insights
from annotator.flow.progress import Condition
from annotator.review.agreement.results import Pair, Value

Cell = str | int | float | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MEASURES = (
    "f1_exact",
    "f1_overlap",
    "f1_unlabelled",
    "relation_f1",
    "relation_f1_lenient",
    "cohen_kappa",
)


@dataclass(frozen=True, slots=True)
class Table:
    """Numbers under headings; empty cells are None."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables_of(found: Insights) -> dict[str, Table]:
    """A table for each tile of the page, by its name."""
    work, agreement = found.work, found.agreement
    people = [person.name for person in work.people]
    return {
        "progress": Table(
            "Progress",
            ("annotator", "done", "in_progress", "skipped", "documents"),
            tuple((x.name, x.done, x.begun, x.skipped, work.documents) for x in work.people),
        ),
        "days": Table(
            "Documents done by day",
            ("date", *people),
            tuple((day.date, *(day.done.get(name, 0) for name in people)) for day in work.days),
        ),
        "documents": Table(
            "Documents by status",
            ("status", "documents"),
            tuple((x.name, getattr(work.statuses, x.name)) for x in fields(work.statuses)),
        ),
        "labels": Table("Labels", ("label", "spans"), tuple(work.labels.items())),
        "suggestions": Table(
            "Suggestions",
            ("pipeline", "label", "accepted", "corrected", "rejected", "by_hand"),
            tuple(
                (model, label, x.accepted, x.corrected, x.rejected, x.by_hand)
                for model, outcomes in work.outcomes.items()
                for label, x in outcomes.items()
            ),
        ),
        "time": Table(
            "Time",
            ("annotator", "number", "seconds"),
            tuple(
                (name, number, seconds)
                for name, times in work.times.items()
                for number, seconds in enumerate(times, 1)
            ),
        ),
        "blind": Table("Suggestions shown, and blind", _CONDITION, tuple(_conditions(found))),
        "agreement": Table("Agreement", _AGREEMENT, tuple(map(_pair, agreement.pairs))),
        "over_time": Table(
            "Agreement over time",
            ("date", "document", "f1_exact"),
            tuple((x.date, x.name, round(x.f1, 6)) for x in found.over_time),
        ),
        "confusion": Table(
            "Confusion",
            ("first", "second", "spans"),
            tuple(
                (first or "none", second or "none", count)
                for first, row in agreement.confusion.counts().items()
                for second, count in row.items()
            ),
        ),
        "annotators": Table("Annotators", _PERSON, tuple(_people(found))),
    }


_CONDITION = ("documents", *(x.name for x in fields(Condition)))
_AGREEMENT = (
    "annotator",
    "other",
    "documents",
    *(name for x in _MEASURES for name in (x, f"{x}_low", f"{x}_high")),
)
_PERSON = (
    "annotator",
    "done",
    "spans",
    "seconds_per_document",
    "seconds_per_span",
    *(f"{x}{end}" for x in ("precision", "recall", "f1_exact") for end in ("", "_low", "_high")),
)


def _conditions(found: Insights) -> Iterator[tuple[Cell, ...]]:
    blind = found.work.blind
    if blind is not None:
        for name, side in (("shown", blind.shown), ("blind", blind.blind)):
            yield (name, *(getattr(side, x.name) for x in fields(Condition)))


def _pair(pair: Pair) -> tuple[Cell, ...]:
    values = [cell for name in _MEASURES for cell in _value(pair.measures.get(name))]
    return (pair.a, pair.b, pair.documents, *values)


def _people(found: Insights) -> Iterator[tuple[Cell, ...]]:
    gold = {pair.b: pair.measures for pair in found.agreement.against_gold}
    for x in found.work.people:
        measures = gold.get(x.name, {})
        values = (_value(measures.get(name)) for name in ("precision", "recall", "f1_exact"))
        cells = [cell for value in values for cell in value]
        yield (x.name, x.done, x.spans, x.seconds, x.seconds_per_span, *cells)


def _value(value: Value | None) -> tuple[Cell, Cell, Cell]:
    """The value, and the edges of its interval."""
    if value is None or value.value is None:
        return None, None, None
    low, high = value.interval or (None, None)
    return value.value, low, high


def csv_text(tables: Sequence[Table]) -> str:
    """One table as CSV; of several, each under its title, with an empty line between them."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for number, table in enumerate(tables):
        if len(tables) > 1:
            writer.writerows([[]] if number else [])
            writer.writerow([harmless(table.title)])
        writer.writerow(map(harmless, table.columns))
        writer.writerows(_written(row) for row in table.rows)
    return out.getvalue()


def _written(row: Iterable[Cell]) -> list[str]:
    return [harmless(cell) if isinstance(cell, str) else _number(cell) for cell in row]


def _number(cell: int | float | None) -> str:
    if cell is None:
        return ""
    return str(cell) if isinstance(cell, int) else f"{cell:.6g}"


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: names come from files of others."""
    return f"'{text}" if text.startswith(_FORMULA) else text
