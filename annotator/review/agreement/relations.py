"""Which relations of two annotators are the same: strictly, or with lenient ends."""

from collections.abc import Collection
from typing import NamedTuple

from annotator.annotations import ranges_overlap
from annotator.model import Range, Span
from annotator.review.agreement.documents import Labelled
from annotator.review.agreement.matching import largest

_End = tuple[tuple[Range, ...], str]


class Joined(NamedTuple):
    """A relation by what it says rather than by ids."""

    label: str
    head: _End
    tail: _End


def joined(layer: Labelled, symmetric: Collection[str]) -> set[Joined]:
    """What the relations of a layer say; the ends of symmetric ones in a fixed order."""
    spans: dict[str, Span] = {span.id: span for span in layer.spans} if layer.relations else {}
    found = set()
    for relation in layer.relations:
        head, tail = spans[relation.head].key, spans[relation.tail].key
        if relation.label in symmetric and tail < head:
            head, tail = tail, head
        found.add(Joined(relation.label, head, tail))
    return found


def lenient(first: set[Joined], second: set[Joined], symmetric: Collection[str]) -> int:
    """How many relations match one to one when their ends need only share a code point,
    whatever the ends' own labels; label and direction must be the same."""
    if first == second:
        return len(first)
    hulls = [(other, _hull(other.head), _hull(other.tail)) for other in second]
    choices = []
    for one in first:
        head, tail = _hull(one.head), _hull(one.tail)
        turned = one.label in symmetric
        choices.append(
            [
                number
                for number, (other, its_head, its_tail) in enumerate(hulls)
                if other.label == one.label
                and (
                    (_near(head, its_head) and _near(tail, its_tail))
                    or (turned and _near(head, its_tail) and _near(tail, its_head))
                )
                and _meet(one, other, turned)
            ]
        )
    return len(largest(choices))


def _hull(end: _End) -> Range:
    ranges = end[0]
    return (ranges[0][0], ranges[-1][1])


def _near(one: Range, other: Range) -> bool:
    """A quick look before the pieces are compared."""
    return one[0] < other[1] and other[0] < one[1]


def _meet(one: Joined, other: Joined, symmetric: bool) -> bool:
    ends = [(one.head, other.head, one.tail, other.tail)]
    if symmetric:
        ends.append((one.head, other.tail, one.tail, other.head))
    return any(
        ranges_overlap(head[0], its_head[0]) and ranges_overlap(tail[0], its_tail[0])
        for head, its_head, tail, its_tail in ends
    )
