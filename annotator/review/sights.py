"""What annotators had when something was decided, and what of it has changed since."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from annotator.model import Decision, DocumentLabel, Relation, Seen, Span
from annotator.review.units import Labels, Unit


@dataclass(frozen=True, slots=True)
class Difference:
    """What one annotator had when it was decided, and has now."""

    name: str
    before: Seen
    now: Seen


def seen_item(names: tuple[str, ...], item: Labels, ends: tuple[Span, Span] | None = None) -> Seen:
    """An item as a decision remembers it; `ends` of a relation."""
    if isinstance(item, Span):
        kb_id, attributes = item.kb_id, item.attributes
        return Seen(names, item.label, item.ranges, kb_id=kb_id, attributes=attributes)
    if isinstance(item, DocumentLabel):
        return Seen(names, item.label)
    assert ends is not None
    head, tail = ends
    labels = (head.label, tail.label)
    return Seen(names, item.label, head.ranges, tail.ranges, labels, attributes=item.attributes)


def seen_of(unit: Unit) -> tuple[Seen, ...]:
    """What there is to see in a unit."""
    found = [seen_item(v.names, v.item, v.ends[0] if v.ends else None) for v in unit.versions]
    if unit.absent:
        found.append(Seen(unit.absent))
    return tuple(found)


def by_name(seen: Iterable[Seen]) -> dict[str, Seen]:
    """What each annotator had."""
    return {name: replace(each, names=(name,)) for each in seen for name in each.names}


def differences(
    decision: Decision, now: tuple[Seen, ...], gold: Iterable[Seen]
) -> tuple[Difference, ...]:
    """What has changed since a decision. Who came later counts only if they have something
    else than `gold`."""
    if decision.seen == now:
        return ()
    before, after = by_name(decision.seen), by_name(now)
    settled = [replace(each, names=()) for each in gold] or [Seen(())]
    found = []
    for name, there in after.items():
        was = before.get(name)
        if was is None and replace(there, names=()) in settled:
            continue
        if was is None or was != there:
            found.append(Difference(name, was or Seen((name,)), there))
    return tuple(found)


def ends_in(relation: Relation, spans: dict[str, Span]) -> tuple[Span, Span]:
    """The end spans of a relation, head first."""
    return spans[relation.head], spans[relation.tail]
