"""What an export wrote, counted on the way to the file."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from annotator.flow.losses import Losses
from annotator.flow.selecting import Cutting, Selection
from annotator.formats.base import FormatRow, Record

Progress = Callable[[int, int], object]


@dataclass(slots=True)
class ExportReport:
    """What an export wrote: counts, labels by kind, and the SHA-256 of each file by its path.

    `losses` counts what the format cannot hold, `left_out` by label what was not asked for;
    `parts` the documents of each part and `part_labels` its spans by label; `origins` where
    spans came from, `seconds` the time of each annotator; `near_duplicates` the documents that
    stay with one that is nearly the same.
    """

    documents: int = 0
    records: int = 0
    spans: int = 0
    relations: int = 0
    layers: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    labels: dict[str, dict[str, int]] = field(default_factory=dict)
    origins: dict[str, int] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)
    losses: dict[str, int] = field(default_factory=dict)
    parts: dict[str, int] = field(default_factory=dict)
    part_labels: dict[str, dict[str, int]] = field(default_factory=dict)
    near_duplicates: int = 0
    files: dict[str, str] = field(default_factory=dict)
    manifest: str = ""
    cancelled: bool = False


class Stopped(Exception):  # no error: the user wished it
    """The user cancelled."""


class Tally:
    """Counts the records as they were asked for, cuts them, and counts what gets lost."""

    def __init__(
        self,
        row: FormatRow,
        selection: Selection,
        total: int,
        progress: Progress,
        cancelled: Callable[[], bool],
    ) -> None:
        self.report = ExportReport()
        self._cutting = Cutting(selection)
        self._total = total
        self._done = 0
        self._progress = progress
        self._cancelled = cancelled
        self._document = ""
        self._labels = {"spans": Counter[str](), "relations": Counter[str]()}
        self._labels["documents"] = Counter[str]()
        self._origins: Counter[str] = Counter()
        self._losses = Losses(row.carries)
        self._layers: Counter[str] = Counter()
        self._seconds: dict[str, float] = {}

    def counted(self, records: Iterable[Record], part: str = "") -> Iterator[Record]:
        """The records to write. What was counted is in the report when they are through.

        Raises Stopped if the user wishes it."""
        labels: Counter[str] = Counter()
        before = self.report.documents
        for record in records:
            if self._cancelled():
                raise Stopped
            named = self._cutting.named(record)
            self._count(named)
            labels.update(span.label for span in named.spans)
            for piece in self._cutting.pieces(named):
                self.report.records += 1
                self._losses.add(piece)
                yield piece
        if part:
            self.report.parts[part] = self.report.documents - before
            self.report.part_labels[part] = dict(sorted(labels.items()))
        self._tell()

    def _tell(self) -> None:
        report = self.report
        report.layers = dict(sorted(self._layers.items()))
        report.seconds = {x: round(n, 3) for x, n in sorted(self._seconds.items())}
        report.labels = {kind: dict(sorted(x.items())) for kind, x in self._labels.items() if x}
        report.origins = dict(sorted(self._origins.items()))
        report.left_out = dict(sorted(self._cutting.left_out.items()))
        report.losses = dict(self._losses.counts + self._cutting.lost)

    def _count(self, record: Record) -> None:
        report = self.report
        report.spans += len(record.spans)
        report.relations += len(record.relations)
        if record.id != self._document:  # the layers of a document follow each other
            report.documents += 1
            self._document = record.id
        self._layers[record.annotator] += 1
        before = self._seconds.get(record.annotator, 0.0)
        self._seconds[record.annotator] = before + record.seconds
        self._origins.update(span.origin for span in record.spans)
        for kind, items in (
            ("spans", record.spans),
            ("relations", record.relations),
            ("documents", record.labels),
        ):
            self._labels[kind].update(item.label for item in items)
        self._done += 1
        self._progress(self._done, self._total)
