"""A person's own labels beside gold, with what the reviewer said: training for people."""

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.annotations import Annotations
from annotator.model import GOLD, Annotator, Decision, Document, Item, Seen
from annotator.review.adjudication import Review
from annotator.review.sights import seen_item
from annotator.review.units import Unit, labelled
from annotator.scheme import Scheme


@dataclass(frozen=True)
class Lessons:
    """The differences between a person and gold as a review of two layers that nobody can
    change, and the reviewer's decision about each, by its place."""

    review: Review
    said: dict[str, Decision]


def lessons(
    document: Document, scheme: Scheme, who: Annotator, mine: Iterable[Item], gold: Iterable[Item]
) -> Lessons:
    """Compare a person's layer of a document with gold."""
    gold = tuple(gold)
    decisions = [item for item in gold if isinstance(item, Decision)]
    bare = Annotations(item for item in gold if not isinstance(item, Decision))
    sides = (labelled(who.name, mine), labelled(GOLD, gold))
    review = Review(document, scheme, who, sides, bare, read_only=True)
    by_gold = {id: decision for decision in decisions for id in decision.gold}
    by_sight = {
        _plain(seen): decision
        for decision in decisions
        for seen in decision.seen
        if seen.label and who.name in seen.names
    }
    said = {}
    for unit in review.comparison.conflicts:
        decision = _decision(unit, by_gold, by_sight)
        if decision is not None:
            said[unit.place] = decision
    return Lessons(review, said)


def _decision(
    unit: Unit, by_gold: dict[str, Decision], by_sight: dict[tuple[object, ...], Decision]
) -> Decision | None:
    """The decision that made the gold item, else the one that saw the person's item."""
    for version in unit.versions:
        for item in version.items:
            if item.id in by_gold:
                return by_gold[item.id]
    for version in unit.versions:
        ends = version.ends[0] if version.ends else None
        found = by_sight.get(_plain(seen_item((), version.item, ends)))
        if found is not None:
            return found
    return None


def _plain(seen: Seen) -> tuple[object, ...]:
    """What was seen, whoever had it, and without details."""
    return (seen.label, seen.ranges, seen.tail, seen.ends)
