"""A project in numbers for the page Insights: what was done, and how far people agree."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from statistics import fmean

from annotator.flow.agreement import finished
from annotator.flow.progress import Blind, Work, local_date, work_of
from annotator.model import annotator_id, layer_id
from annotator.review.agreement.measure import measure
from annotator.review.agreement.results import Agreement
from annotator.store.project import Project
from annotator.store.tallies import finish_times
from annotator.suggestion_mode import is_blind

Progress = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Agreed:
    """How far a document's people agree (exact F1, mean over pairs), on the day on which the
    second of them finished it."""

    date: str
    document: str
    name: str
    f1: float


@dataclass(frozen=True, slots=True)
class Insights:
    """The numbers; `over_time` in the order of finishing."""

    work: Work
    agreement: Agreement
    over_time: tuple[Agreed, ...]


def insights_of(
    project: Project,
    seed: int = 0,
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Insights | None:
    """Count and measure everything; None when cancelled."""
    work = work_of(project)
    marked = finished(project, (), progress, cancelled)
    if marked is None:
        return None
    symmetric = {label.id for label in project.scheme.of("relation") if label.symmetric}
    agreement = measure(marked, symmetric, seed, progress=progress, cancelled=cancelled)
    if agreement is None:
        return None
    blind = _with_agreement(work.blind, agreement)
    return Insights(replace(work, blind=blind), agreement, over_time(project, agreement))


def over_time(project: Project, agreement: Agreement) -> tuple[Agreed, ...]:
    """The agreement of each document in the order in which they were finished. Documents whose
    layers came finished from files have no day, and are left out."""
    times = finish_times(project)
    found = []
    for document in agreement.by_document:
        value = document.measures.get("f1_exact")
        when = _second(times, document.id, document.annotators)
        if value is not None and when:
            found.append((when, Agreed(local_date(when), document.id, document.name, value)))
    return tuple(agreed for _, agreed in sorted(found, key=lambda row: (row[0], row[1].document)))


def _second(times: Mapping[str, str], document: str, names: tuple[str, ...]) -> str:
    """When the second person finished; empty where that is not known."""
    layers = (layer_id(document, annotator_id(name, "person")) for name in names)
    known = sorted(times[layer] for layer in layers if layer in times)
    return known[1] if len(known) > 1 else ""


def _with_agreement(blind: Blind | None, agreement: Agreement) -> Blind | None:
    if blind is None:
        return None
    groups: tuple[list[float], list[float]] = ([], [])
    for document in agreement.by_document:
        value = document.measures.get("f1_exact")
        if value is not None:
            groups[is_blind(document.id, blind.share)].append(value)
    shown, hidden = (fmean(group) if group else None for group in groups)
    return replace(
        blind,
        shown=replace(blind.shown, agreement=shown),
        blind=replace(blind.blind, agreement=hidden),
    )
