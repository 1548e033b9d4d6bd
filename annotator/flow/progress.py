"""How far a project is, who did what on which day, how long it took, and what became of
suggestions: the numbers that need no comparison of people."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from annotator.model import CORRECTED, HUMAN, Annotator, Layer, model_of
from annotator.store.bulk import layers_in_order
from annotator.store.project import Project
from annotator.store.tallies import (
    Tally,
    finish_times,
    rejection_tallies,
    span_counts,
    span_tallies,
)
from annotator.suggestion_mode import is_blind, read_mode


@dataclass(frozen=True, slots=True)
class Person:
    """How far somebody is: documents by status, spans in finished layers, the median of the
    seconds of active work on a finished document, and the seconds a span takes; None where no
    time was counted."""

    name: str
    done: int = 0
    begun: int = 0
    skipped: int = 0
    spans: int = 0
    seconds: float | None = None
    seconds_per_span: float | None = None


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
class Statuses:
    """Each document once, by the furthest that it has come."""

    new: int = 0
    in_progress: int = 0
    skipped: int = 0
    done_by_one: int = 0
    done_by_several: int = 0
    gold: int = 0


@dataclass(frozen=True, slots=True)
class Day:
    """How many documents each person finished on a day (ISO 8601, local time)."""

    date: str
    done: dict[str, int]


@dataclass(frozen=True, slots=True)
class Condition:
    """Finished layers of documents that showed suggestions, or of those that did not: medians
    a document, and seconds a span. `agreement` is the mean exact F1 of their documents."""

    layers: int = 0
    seconds: float | None = None
    seconds_per_span: float | None = None
    spans: float | None = None
    agreement: float | None = None


@dataclass(frozen=True, slots=True)
class Blind:
    """What suggestions change: documents that show them beside the blind `share`."""

    share: float
    shown: Condition
    blind: Condition


@dataclass(frozen=True, slots=True)
class Work:
    """The numbers. `labels` and `spans_per_document` (the median) count spans in finished layers
    of people; `days` leave out `undated` layers, which came finished from a file; `times` are
    each person's seconds on a document in the order of finishing; `outcomes` are by pipeline
    and label."""

    documents: int
    statuses: Statuses
    people: tuple[Person, ...]
    days: tuple[Day, ...]
    undated: int
    labels: dict[str, int]
    spans_per_document: float | None
    times: dict[str, tuple[float, ...]]
    outcomes: dict[str, dict[str, Outcome]]
    blind: Blind | None


def work_of(project: Project) -> Work:
    """Count everything; reads no span and no text."""
    who = {x.id: x for x in project.annotators()}
    people = {id: x for id, x in who.items() if x.kind == "person"}
    layers = layers_in_order(project)
    own = [x for x in layers if x.annotator in people]
    done = [x for x in own if x.status == "done"]
    spans, counts, finished = span_tallies(project), span_counts(project), finish_times(project)
    documents = project.document_ids()
    labels = Counter[str]()
    for tally in spans:
        if tally.status == "done":
            labels[tally.label] += tally.count
    sizes = [counts.get(layer.id, 0) for layer in done]
    return Work(
        len(documents),
        _statuses(documents, layers, who),
        tuple(_people(people.values(), own, counts)),
        tuple(_days(done, people, finished)),
        sum(layer.id not in finished for layer in done),
        dict(sorted(labels.items(), key=lambda row: (-row[1], row[0]))),
        median(sizes) if sizes else None,
        _times(done, people, finished),
        _outcomes(spans, rejection_tallies(project)),
        _blind(project, done, counts),
    )


def local_date(when: str) -> str:
    """The day of a moment (ISO 8601 in UTC) where this computer is."""
    return datetime.fromisoformat(when).astimezone().date().isoformat()


def _statuses(
    documents: Sequence[str], layers: Iterable[Layer], who: Mapping[str, Annotator]
) -> Statuses:
    states: dict[str, Counter[str]] = defaultdict(Counter)
    for layer in layers:
        kind = who[layer.annotator].kind
        if kind == "person":
            states[layer.document][layer.status] += 1
        elif kind == "gold" and layer.status == "done":
            states[layer.document]["gold"] += 1
    found = Counter(_furthest(states[id]) for id in documents)
    return Statuses(**found)


def _furthest(state: Counter[str]) -> str:
    if state["gold"]:
        return "gold"
    if state["done"]:
        return "done_by_several" if state["done"] > 1 else "done_by_one"
    if state["in progress"]:
        return "in_progress"
    return "skipped" if state["skipped"] else "new"


def _people(
    who: Iterable[Annotator], layers: Sequence[Layer], counts: Mapping[str, int]
) -> list[Person]:
    found = []
    for person in sorted(who, key=lambda x: x.name):
        own = [layer for layer in layers if layer.annotator == person.id]
        states = Counter(layer.status for layer in own)
        done = [layer for layer in own if layer.status == "done"]
        seconds, per_span, _ = _pace(done, counts)
        found.append(
            Person(
                person.name,
                states["done"],
                states["in progress"],
                states["skipped"],
                sum(counts.get(layer.id, 0) for layer in done),
                seconds,
                per_span,
            )
        )
    return [person for person in found if person.done or person.begun or person.skipped]


def _pace(
    layers: Sequence[Layer], counts: Mapping[str, int]
) -> tuple[float | None, float | None, float | None]:
    """Median seconds and spans of a document, and seconds a span; of layers with time."""
    timed = [layer for layer in layers if layer.seconds > 0]
    spans = sum(counts.get(layer.id, 0) for layer in timed)
    sizes = [counts.get(layer.id, 0) for layer in layers]
    return (
        median(layer.seconds for layer in timed) if timed else None,
        sum(layer.seconds for layer in timed) / spans if spans else None,
        median(sizes) if sizes else None,
    )


def _days(
    done: Iterable[Layer], people: Mapping[str, Annotator], finished: Mapping[str, str]
) -> list[Day]:
    days: dict[str, Counter[str]] = defaultdict(Counter)
    for layer in done:
        if layer.id in finished:
            days[local_date(finished[layer.id])][people[layer.annotator].name] += 1
    return [Day(date, dict(sorted(days[date].items()))) for date in sorted(days)]


def _times(
    done: Iterable[Layer], people: Mapping[str, Annotator], finished: Mapping[str, str]
) -> dict[str, tuple[float, ...]]:
    times: dict[str, list[float]] = defaultdict(list)
    for layer in sorted(done, key=lambda layer: finished.get(layer.id, "")):
        if layer.seconds > 0:
            times[people[layer.annotator].name].append(layer.seconds)
    return {name: tuple(times[name]) for name in sorted(times)}


def _blind(project: Project, done: Sequence[Layer], counts: Mapping[str, int]) -> Blind | None:
    """None unless the project keeps some documents without suggestions."""
    share = read_mode(project).blind_share
    if not 0 < share < 1:
        return None
    groups: tuple[list[Layer], list[Layer]] = ([], [])
    for layer in done:
        groups[is_blind(layer.document, share)].append(layer)
    shown, blind = (Condition(len(group), *_pace(group, counts)) for group in groups)
    return Blind(share, shown, blind)


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
