"""Counts of a project: documents, and for each annotator layers, labels, origins and time."""

from collections import Counter
from dataclasses import dataclass, field

from annotator.model import (
    CORRECTED,
    HUMAN,
    Annotator,
    DocumentLabel,
    Item,
    Layer,
    Relation,
    Span,
    model_of,
)
from annotator.store.bulk import contents, layers_in_order
from annotator.store.project import Project

_PAGE = 500


@dataclass(slots=True)
class LayerStatistics:
    """One annotator's work; `seconds` of active work, `origins` of spans and relations."""

    kind: str
    layers: dict[str, int] = field(default_factory=dict)
    seconds: int = 0
    spans: int = 0
    relations: int = 0
    labels: dict[str, dict[str, int]] = field(default_factory=dict)
    origins: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Statistics:
    """A project in numbers; `characters` are code points."""

    documents: int
    characters: int
    project: str
    language: str
    scheme: str
    annotators: dict[str, LayerStatistics] = field(default_factory=dict)


def statistics(project: Project) -> Statistics:
    """Count everything; reads all layers, but no text."""
    people = {annotator.id: annotator for annotator in project.annotators()}
    sizes = [row.size for row in project.summaries("")]
    counting = {id: _Counting(annotator) for id, annotator in people.items()}
    layers = layers_in_order(project)
    for start in range(0, len(layers), _PAGE):
        page = layers[start : start + _PAGE]
        found = contents(project, [layer.id for layer in page])
        for layer in page:
            counting[layer.annotator].add(layer, found[layer.id])
    return Statistics(
        len(sizes),
        sum(sizes),
        project.name,
        project.language,
        project.scheme.name,
        {counted.name: counted.result() for counted in counting.values() if counted.layers},
    )


class _Counting:
    """Adds up one annotator's layers."""

    def __init__(self, annotator: Annotator) -> None:
        self.name = annotator.name
        self.kind = annotator.kind
        self.layers: Counter[str] = Counter()
        self.seconds = 0.0
        self.kinds: Counter[type[Item]] = Counter()
        self.origins: Counter[str] = Counter()
        self.labels = {
            Span: Counter[str](),
            Relation: Counter[str](),
            DocumentLabel: Counter[str](),
        }

    def add(self, layer: Layer, items: list[Item]) -> None:
        """One layer more."""
        self.layers[layer.status] += 1
        self.seconds += layer.seconds
        for item in items:
            if isinstance(item, Span | Relation | DocumentLabel):
                self.kinds[type(item)] += 1
                self.labels[type(item)][item.label] += 1
            if isinstance(item, Span | Relation):
                self.origins[self._origin(item.origin)] += 1

    def _origin(self, origin: str) -> str:
        return "suggested" if self.kind == "model" else origin_in_words(origin)

    def result(self) -> LayerStatistics:
        """The sums."""
        names = {"spans": Span, "relations": Relation, "documents": DocumentLabel}
        labels = {name: dict(sorted(self.labels[kind].items())) for name, kind in names.items()}
        return LayerStatistics(
            self.kind,
            dict(self.layers),
            round(self.seconds),
            self.kinds[Span],
            self.kinds[Relation],
            {name: counts for name, counts in labels.items() if counts},
            dict(sorted(self.origins.items())),
        )


def origin_in_words(origin: str) -> str:
    """By hand, accepted, corrected, propagated, imported or adjudicated."""
    if origin == HUMAN:
        return "by hand"
    if model_of(origin):
        return "corrected" if origin.endswith(CORRECTED) else "accepted"
    names = {"import": "imported", "adjudicated": "adjudicated"}
    head = origin.partition(":")[0]
    return names.get(head, head)
