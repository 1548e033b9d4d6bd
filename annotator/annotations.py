"""What a layer holds, in memory: items by id, with the look-ups that editing and drawing need."""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import cast

from annotator.changes import Change
from annotator.model import (
    Comment,
    Decision,
    DocumentLabel,
    Item,
    Range,
    Rejection,
    Relation,
    Span,
    Status,
)

_BUCKET = 512


class SpanIndex:
    """Spans by place: which of them touch a range, in time that the range's size decides."""

    __slots__ = ("_buckets", "_spans")

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._spans: dict[str, Span] = {span.id: span for span in spans}
        self._buckets: dict[int, set[str]] = {}
        # Layers of ten thousands of spans are opened while somebody waits: no call a span.
        buckets = self._buckets
        for id, span in self._spans.items():
            first, last = span.start // _BUCKET, (span.end - 1) // _BUCKET
            for bucket in (first,) if last <= first else range(first, last + 1):
                if bucket in buckets:
                    buckets[bucket].add(id)
                else:
                    buckets[bucket] = {id}

    def add(self, span: Span) -> None:
        """Take a span in."""
        self._spans[span.id] = span
        for bucket in _buckets(span.start, span.end):
            there = self._buckets.get(bucket)
            if there is None:
                self._buckets[bucket] = {span.id}
            else:
                there.add(span.id)

    def remove(self, span: Span) -> None:
        """Take a span out."""
        del self._spans[span.id]
        for bucket in _buckets(span.start, span.end):
            self._buckets[bucket].discard(span.id)

    def touching(self, start: int, end: int) -> list[Span]:
        """Spans whose hull shares a code point with `[start, end)`, in reading order."""
        ids = {id for bucket in _buckets(start, end) for id in self._buckets.get(bucket, ())}
        found = (self._spans[id] for id in ids)
        return sorted((s for s in found if s.start < end and s.end > start), key=reading_order)


class Beginnings:
    """Where spans begin, sorted, so that those before an offset are counted at once."""

    __slots__ = ("_offsets",)

    def __init__(self, offsets: Iterable[int] = ()) -> None:
        self._offsets = sorted(offsets)

    def add(self, offset: int) -> None:
        """A span begins there."""
        insort(self._offsets, offset)

    def remove(self, offset: int) -> None:
        """A span does not begin there any more."""
        del self._offsets[bisect_left(self._offsets, offset)]

    def before(self, offset: int) -> int:
        """How many begin before a code point."""
        return bisect_left(self._offsets, offset)


def _buckets(start: int, end: int) -> range:
    return range(start // _BUCKET, max(end - 1, start) // _BUCKET + 1)


def reading_order(span: Span) -> tuple[int, int, str, str]:
    """Earlier first, outer before inner, then by label: the order of Tab and of exports."""
    return (span.start, -span.end, span.label, span.id)


def ranges_overlap(one: Iterable[Range], other: Iterable[Range]) -> bool:
    """Whether two lists of ranges share a code point."""
    others = tuple(other)
    return any(a < d and c < b for a, b in one for c, d in others)


class Annotations:
    """The items of one layer. Only `apply` changes them."""

    def __init__(self, items: Iterable[Item] = ()) -> None:
        self.spans: dict[str, Span] = {}
        self.relations: dict[str, Relation] = {}
        self.rejections: dict[str, Rejection] = {}
        self.labels: dict[str, DocumentLabel] = {}
        self.comments: dict[str, Comment] = {}
        self.decisions: dict[str, Decision] = {}
        groups: dict[type, object] = {
            Span: self.spans,
            Relation: self.relations,
            Rejection: self.rejections,
            DocumentLabel: self.labels,
            Comment: self.comments,
            Decision: self.decisions,
        }
        self._groups = cast("dict[type, dict[str, Item]]", groups)
        self.status: Status = "new"
        for each in items:
            self._groups[type(each)][each.id] = each
        self.index = SpanIndex(self.spans.values())
        self.beginnings = Beginnings(span.start for span in self.spans.values())
        self.counts = Counter(span.label for span in self.spans.values())
        self._links: dict[str, set[str]] = {}
        self._rejected: dict[object, set[str]] = {}
        for relation in self.relations.values():
            self._look_up(relation)
        for rejection in self.rejections.values():
            self._look_up(rejection)

    def apply(self, change: Change) -> None:
        """Replace `before` by `after`. Raises KeyError if `before` is not there."""
        if change.kind == "status":
            self.status = getattr(change.after, "status", "new")
            return
        if change.before is not None:
            self._remove(change.before)
        if change.after is not None:
            self._add(change.after)

    def items(self) -> Iterator[Item]:
        """Everything but the status."""
        for group in self._groups.values():
            yield from group.values()

    def at(self, ranges: tuple[Range, ...]) -> list[Span]:
        """Spans at exactly these ranges, whatever their label."""
        near = self.index.touching(ranges[0][0], ranges[-1][1]) if ranges else ()
        return sorted((span for span in near if span.ranges == ranges), key=lambda span: span.id)

    def relations_of(self, span: str) -> list[Relation]:
        """Relations that start from or go to the span."""
        return [self.relations[id] for id in sorted(self._links.get(span, ()))]

    def is_rejected(self, key: object) -> bool:
        """Whether a suggestion with the `Rejection.key` was rejected."""
        return bool(self._rejected.get(key))

    def in_order(self) -> list[Span]:
        """All spans in reading order."""
        return sorted(self.spans.values(), key=reading_order)

    def _group(self, item: Item) -> dict[str, Item]:
        return self._groups[type(item)]

    def _add(self, item: Item) -> None:
        self._group(item)[item.id] = item
        if isinstance(item, Span):
            self.index.add(item)
            self.beginnings.add(item.start)
            self.counts[item.label] += 1
        else:
            self._look_up(item)

    def _look_up(self, item: Item) -> None:
        if isinstance(item, Relation):
            self._links.setdefault(item.head, set()).add(item.id)
            self._links.setdefault(item.tail, set()).add(item.id)
        elif isinstance(item, Rejection):
            self._rejected.setdefault(item.key, set()).add(item.id)

    def _remove(self, item: Item) -> None:
        old = self._group(item).pop(item.id)
        if isinstance(old, Span):
            self.index.remove(old)
            self.beginnings.remove(old.start)
            self.counts[old.label] -= 1
        elif isinstance(old, Relation):
            self._links[old.head].discard(old.id)
            self._links[old.tail].discard(old.id)
        elif isinstance(old, Rejection):
            self._rejected[old.key].discard(old.id)
