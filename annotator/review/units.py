"""What comparing yields: units, each one thing with the versions that annotators have of it.

An annotator has at most one item in a unit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from annotator.model import DocumentLabel, Item, Range, Relation, Span

What = Literal["span", "relation", "document"]
Kind = Literal["agreed", "boundary", "label", "missing", "attributes", "direction", "ends"]
Labels = DocumentLabel | Span | Relation

KINDS: tuple[Kind, ...] = (
    "boundary",
    "label",
    "missing",
    "attributes",
    "direction",
    "ends",
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """What one annotator has on a document."""

    name: str
    spans: tuple[Span, ...] = ()
    relations: tuple[Relation, ...] = ()
    labels: tuple[DocumentLabel, ...] = ()


def labelled(name: str, items: Iterable[Item]) -> Labelled:
    """A layer for comparing, from all its items."""
    items = tuple(items)
    return Labelled(
        name,
        tuple(x for x in items if isinstance(x, Span)),
        tuple(x for x in items if isinstance(x, Relation)),
        tuple(x for x in items if isinstance(x, DocumentLabel)),
    )


@dataclass(frozen=True, slots=True)
class Version:
    """One way to see a thing: `items` and, of relations, `ends` belong to `names` in order.

    `around`: the places of the units that a relation's head and tail belong to.
    """

    names: tuple[str, ...]
    items: tuple[Labels, ...]
    ends: tuple[tuple[Span, Span], ...] = ()
    around: tuple[str, ...] = ()

    @property
    def item(self) -> Labels:
        """The item of the first annotator; the others' say the same."""
        return self.items[0]


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing with its versions, in the order of the annotators who have them.

    `place` names it, the same in every comparison of the same layers. `start` and `end` are
    the hull of all versions in code points; of a relation, of its ends. `around` are the places
    of the two units that a relation joins. `absent`: who has nothing here.
    """

    place: str
    what: What
    kind: Kind
    start: int
    end: int
    versions: tuple[Version, ...]
    absent: tuple[str, ...] = ()
    around: tuple[str, ...] = ()

    def of(self, name: str) -> Version | None:
        """The version of an annotator; None who has nothing here."""
        return next((v for v in self.versions if name in v.names), None)


@dataclass(frozen=True)
class Comparison:
    """All units of a document: spans and relations in reading order, then document labels."""

    names: tuple[str, ...]
    units: tuple[Unit, ...] = ()

    @cached_property
    def by_place(self) -> dict[str, Unit]:
        """Units by their place."""
        return {unit.place: unit for unit in self.units}

    @cached_property
    def conflicts(self) -> tuple[Unit, ...]:
        """The units that not all agree on."""
        return tuple(unit for unit in self.units if unit.kind != "agreed")


def where(span: Span) -> str:
    """A span's ranges and its label in one word."""
    if not span.fragments:
        return f"{span.start}-{span.end} {span.label}"
    return ",".join(f"{a}-{b}" for a, b in span.fragments) + f" {span.label}"


def span_place(span: Span) -> str:
    """The place of a unit whose first version is this span."""
    return f"span {where(span)}"


def relation_place(head: Span, tail: Span, label: str) -> str:
    """The place of a unit whose first version is this relation."""
    return f"relation {where(head)} > {where(tail)}: {label}"


def label_place(label: str) -> str:
    """The place of a unit whose first version is this label of the document."""
    return f"document {label}"


def what_of(place: str) -> What:
    """What a place is a place of."""
    first = place.partition(" ")[0]
    return "relation" if first == "relation" else "document" if first == "document" else "span"


def jaccard(one: Sequence[Range], other: Sequence[Range]) -> float:
    """Code points that both cover, of those that either covers: 0 to 1 (Jaccard 1912)."""
    if one == other:
        return 1.0
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)
    if not shared:
        return 0.0
    return shared / (sum(b - a for a, b in one) + sum(b - a for a, b in other) - shared)
