"""Documents for review, read from the project: which are ready, and their layers side by side."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from annotator.annotations import Annotations
from annotator.model import Annotator, Decision, Item, Layer
from annotator.review.adjudication import GOLD_ANNOTATOR, Review
from annotator.review.units import labelled
from annotator.store.bulk import contents, decisions, documents_of, layers_in_order
from annotator.store.project import Project

PAGE = 200  # documents read at once
ENOUGH = 2  # finished layers that make a document ready


@dataclass(frozen=True, slots=True)
class Ready:
    """A document that can be reviewed: its people's layers and, once begun, its gold."""

    document: str
    layers: tuple[Layer, ...]
    gold: Layer | None = None


def ready(project: Project, only: Sequence[str] | None = None) -> list[Ready]:
    """The documents with two or more finished layers, or gold, in the order of import. Of the
    `only` ones, if given."""
    kinds = {annotator.id: annotator.kind for annotator in project.annotators()}
    if only is None:
        layers = layers_in_order(project)
    else:
        layers = [layer for document in only for layer in project.layers(document)]
    found = []
    for document, group in groupby(layers, key=lambda layer: layer.document):
        there = list(group)
        people = tuple(x for x in there if kinds[x.annotator] == "person")
        gold = next((x for x in there if kinds[x.annotator] == "gold"), None)
        finished = sum(1 for x in people if x.status == "done")
        if finished >= ENOUGH or (gold is not None and people):
            found.append(Ready(document, people, gold))
    return found


def reviews(project: Project, who: Annotator, chosen: Iterable[Ready]) -> Iterator[Review]:
    """The chosen documents side by side, some at a time.

    A layer counts when it is finished, or when a decision has seen it: work that goes on again
    after it was decided on is a late change, not an absence.
    """
    chosen = list(chosen)
    people = {annotator.id: annotator for annotator in project.annotators()}
    place = {id: number for number, id in enumerate(people)}
    for start in range(0, len(chosen), PAGE):
        page = chosen[start : start + PAGE]
        texts = documents_of(project, [one.document for one in page])
        golds = [one.gold.id for one in page if one.gold is not None]
        found = contents(project, [*golds, *(x.id for one in page for x in one.layers)])
        decided = decisions(project, golds)
        for one in page:
            items = [] if one.gold is None else [*found[one.gold.id], *decided[one.gold.id]]
            gold = Annotations(items)
            if one.gold is not None:
                gold.status = one.gold.status
            known = _known(items)
            layers = sorted(one.layers, key=lambda layer: place[layer.annotator])
            side = [
                labelled(people[layer.annotator].name, found[layer.id])
                for layer in layers
                if layer.status == "done" or people[layer.annotator].name in known
            ]
            if len(side) >= ENOUGH or known:
                document, _ = texts[one.document]
                yield Review(document, project.scheme, who, side, gold, project.read_only)


def _known(items: Iterable[Item]) -> set[str]:
    """Whose work the decisions have seen."""
    return {
        name
        for item in items
        if isinstance(item, Decision)
        for seen in item.seen
        for name in seen.names
    }


def open_review(project: Project, who: Annotator, document: str) -> Review | None:
    """One document side by side; None if it is not ready."""
    return next(reviews(project, who, ready(project, [document])), None)


def ensure_gold(project: Project) -> None:
    """Have gold among the annotators, so that its layers can be made."""
    if not project.read_only:
        project.annotator(GOLD_ANNOTATOR.name, GOLD_ANNOTATOR.kind)
