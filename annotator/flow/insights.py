"""A project in numbers for the page Insights: progress, labels, suggestions, agreement."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from annotator.flow.agreement import finished
from annotator.model import CORRECTED, HUMAN, Annotator, Layer, model_of
from annotator.review.agreement.measure import measure
from annotator.review.agreement.results import Agreement
from annotator.store.bulk import layers_in_order
from annotator.store.project import Project
from annotator.store.tallies import Tally, rejection_tallies, span_tallies

Progress = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Person:
    """How far somebody is: documents by status, spans in finished layers, and the median of
    the seconds of active work on a finished document, None where no time was counted."""

    name: str
    done: int = 0
    begun: int = 0
    skipped: int = 0
    spans: int = 0
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a pipeline's suggestions of one label; a corrected one counts under the
    label that it has now. `by_hand` are the spans that people made without a suggestion."""

    accepted: int = 0
    corrected: int = 0
    rejected: int = 0
    by_hand: int = 0

    @property
    def answered(self) -> int:
        """All suggestions that somebody has answered."""
        return self.accepted + self.corrected + self.rejected


@dataclass(frozen=True, slots=True)
class Insights:
    """The numbers. `labels` and `spans_per_document` (the median) count spans in finished
    layers of people, `gold` the documents with a finished gold layer, and `outcomes` are by
    pipeline and label."""

    documents: int
    people: tuple[Person, ...]
    gold: int
    labels: dict[str, int]
    spans_per_document: float | None
    outcomes: dict[str, dict[str, Outcome]]
    agreement: Agreement


def insights_of(
    project: Project,
    seed: int = 0,
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Insights | None:
    """Count and measure everything; None when cancelled."""
    who = project.annotators()
    layers = layers_in_order(project)
    spans, rejected = span_tallies(project), rejection_tallies(project)
    marked = finished(project, (), progress, cancelled)
    if marked is None:
        return None
    symmetric = {label.id for label in project.scheme.of("relation") if label.symmetric}
    agreement = measure(marked, symmetric, seed, progress=progress, cancelled=cancelled)
    if agreement is None:
        return None
    labels = Counter[str]()
    for tally in spans:
        if tally.status == "done":
            labels[tally.label] += tally.count
    sizes = [len(layer.spans) for document in marked for layer in document.layers]
    gold = {x.id for x in who if x.kind == "gold"}
    return Insights(
        len(project.document_ids()),
        tuple(_people(who, layers, spans)),
        sum(layer.status == "done" and layer.annotator in gold for layer in layers),
        dict(labels.most_common()),
        median(sizes) if sizes else None,
        _outcomes(spans, rejected),
        agreement,
    )


def _people(
    who: Sequence[Annotator], layers: Sequence[Layer], spans: Sequence[Tally]
) -> list[Person]:
    found = []
    for person in sorted((x for x in who if x.kind == "person"), key=lambda x: x.name):
        own = [layer for layer in layers if layer.annotator == person.id]
        states = Counter(layer.status for layer in own)
        times = [layer.seconds for layer in own if layer.status == "done" and layer.seconds > 0]
        made = [x.count for x in spans if x.annotator == person.id and x.status == "done"]
        found.append(
            Person(
                person.name,
                states["done"],
                states["in progress"],
                states["skipped"],
                sum(made),
                median(times) if times else None,
            )
        )
    return [person for person in found if person.done or person.begun or person.skipped]


def _outcomes(spans: Sequence[Tally], rejected: Sequence[Tally]) -> dict[str, dict[str, Outcome]]:
    accepted, corrected, refused, by_hand = (Counter[tuple[str, str]]() for _ in range(4))
    for tally in spans:
        model = model_of(tally.origin)
        if model:
            group = corrected if tally.origin.endswith(CORRECTED) else accepted
            group[model, tally.label] += tally.count
        elif tally.origin == HUMAN:
            by_hand["", tally.label] += tally.count
    for tally in rejected:
        refused[tally.origin, tally.label] += tally.count
    found: dict[str, dict[str, Outcome]] = {}
    for model, label in sorted({*accepted, *corrected, *refused}):
        key = model, label
        found.setdefault(model, {})[label] = Outcome(
            accepted[key], corrected[key], refused[key], by_hand["", label]
        )
    return found
