"""A document under review: the annotators' layers side by side, gold, and its decisions.

The layers are compared once. A decision changes nothing in the comparison, so what is open is
kept up to date from the changes alone, in time that does not depend on the document's length.
"""

from collections.abc import Sequence

from annotator.annotations import Annotations
from annotator.changes import Change
from annotator.model import (
    GOLD,
    Annotator,
    Decision,
    Document,
    Relation,
    Seen,
    Span,
    make_annotator,
)
from annotator.review.comparison import compare
from annotator.review.sights import Difference, differences, ends_in, seen_item, seen_of
from annotator.review.units import Comparison, Labelled, Labels, Unit, What, what_of
from annotator.scheme import Scheme

GOLD_ANNOTATOR = make_annotator(GOLD, "gold")


class Review:
    """What a reviewer may look at; only `apply` changes it.

    `open`: places of conflicts that nobody has decided, or that were put off. `pending`:
    agreements that are not in gold yet. `late`: what annotators changed after a decision, by
    the decision's place.
    """

    def __init__(
        self,
        document: Document,
        scheme: Scheme,
        reviewer: Annotator,
        layers: Sequence[Labelled],
        gold: Annotations,
        read_only: bool = False,
    ) -> None:
        self.document = document
        self.scheme = scheme
        self.reviewer = reviewer
        self.gold = gold
        self.read_only = read_only
        self.compare(layers)

    def compare(self, layers: Sequence[Labelled]) -> None:
        """Take the annotators' layers, also anew after they changed."""
        symmetric = frozenset(x.id for x in self.scheme.of("relation") if x.symmetric)
        self.layers = tuple(layers)
        self.comparison: Comparison = compare(layers, symmetric)
        self._sights: dict[str, tuple[Seen, ...]] = {}
        self.hanging: dict[str, list[Unit]] = {}
        for unit in self.comparison.units:
            for place in unit.around:
                self.hanging.setdefault(place, []).append(unit)
        self._attach()

    def _attach(self) -> None:
        self._decisions: dict[str, Decision] = {}
        self._place_of: dict[str, str] = {}
        self._by_item: dict[str, str] = {}
        self.open = {unit.place for unit in self.comparison.conflicts}
        self.pending = {u.place for u in self.comparison.units if u.kind == "agreed"}
        self.late: dict[str, tuple[Difference, ...]] = {}
        loose = []
        for decision in self.gold.decisions.values():
            place = decision.place
            if place in self.comparison.by_place and place not in self._decisions:
                self._put(decision, place)
            else:
                loose.append(decision)
        moved = _Moved(self.comparison, self._decisions) if loose else None
        for decision in loose:
            assert moved is not None
            self._put(decision, moved.place(decision))

    # Looking

    @property
    def names(self) -> tuple[str, ...]:
        """The annotators, in the order of their keys."""
        return self.comparison.names

    @property
    def adjudicated(self) -> bool:
        """Whether nothing is left to decide or to merge."""
        return not self.open and not self.pending

    def unit(self, place: str) -> Unit | None:
        """The unit at a place; for a decision whose versions are all gone, one without any."""
        unit = self.comparison.by_place.get(place)
        decision = self._decisions.get(place)
        return unit or (emptied(decision, self.names) if decision is not None else None)

    def decision(self, place: str) -> Decision | None:
        """What was decided at a place."""
        return self._decisions.get(place)

    def decision_of(self, item: str) -> Decision | None:
        """The decision that a gold item goes back to."""
        place = self._by_item.get(item)
        return self._decisions.get(place) if place is not None else None

    def place_of(self, item: str) -> str | None:
        """The place at which a gold item was decided."""
        return self._by_item.get(item)

    def queue(self) -> list[Unit]:
        """The conflicts in reading order, decided or not, and what changed late."""
        there = list(self.comparison.conflicts)
        places = {unit.place for unit in there}
        extra = [self.unit(place) for place in self.late if place not in places]
        if extra:
            there += [unit for unit in extra if unit is not None]
            there.sort(key=lambda unit: (unit.what == "document", unit.start))
        return there

    def gold_items(self, decision: Decision) -> list[Labels]:
        """The gold items of a decision."""
        kinds = (self.gold.spans, self.gold.relations, self.gold.labels)
        return [kind[id] for id in decision.gold for kind in kinds if id in kind]

    def sight(self, place: str) -> tuple[Seen, ...]:
        """What the annotators have at a place; nothing where no unit is."""
        found = self._sights.get(place)
        if found is None:
            unit = self.comparison.by_place.get(place)
            found = seen_of(unit) if unit is not None else (Seen(self.names),)
            self._sights[place] = found
        return found

    def text_of(self, span: Span) -> str:
        """The text that a span covers, on one line."""
        parts = (self.document.text[a:b] for a, b in span.ranges)
        return " … ".join(" ".join(part.split()) for part in parts)

    # Keeping up

    def apply(self, change: Change) -> None:
        """Follow a change of the gold layer."""
        self.gold.apply(change)
        if isinstance(change.before, Decision):
            self._drop(change.before)
        if isinstance(change.after, Decision):
            place = change.after.place
            found_elsewhere = any(seen.label for seen in change.after.seen)
            if place not in self.comparison.by_place and found_elsewhere:
                place = _Moved(self.comparison, self._decisions).place(change.after)
            self._put(change.after, place)

    def follow(self, changes: Sequence[Change]) -> None:
        """Follow all changes of an edit."""
        for change in changes:
            self.apply(change)
        self.recheck(changes)

    def recheck(self, changes: Sequence[Change]) -> None:
        """Look for late changes again at what the changes touched: gold items may have come
        after their decision."""
        for change in changes:
            item = change.item
            place = self._place_of.get(item.id, self._by_item.get(item.id))
            if place is not None and place in self._decisions:
                self._judge(place)

    def _drop(self, decision: Decision) -> None:
        place = self._place_of.pop(decision.id)
        del self._decisions[place]
        for item in decision.gold:
            self._by_item.pop(item, None)
        self.late.pop(place, None)
        unit = self.comparison.by_place.get(place)
        if unit is not None:
            (self.pending if unit.kind == "agreed" else self.open).add(place)

    def _put(self, decision: Decision, place: str) -> None:
        self._decisions[place] = decision
        self._place_of[decision.id] = place
        self._by_item.update(dict.fromkeys(decision.gold, place))
        if decision.choice != "later":
            self.open.discard(place)
            self.pending.discard(place)
        self._judge(place)

    def _judge(self, place: str) -> None:
        """Whether annotators changed what was decided here."""
        decision = self._decisions[place]
        now = self.sight(place)
        if decision.seen == now or decision.choice == "later" or not decision.seen:
            self.late.pop(place, None)
            return
        gold = [self._as_seen(item) for item in self.gold_items(decision) if self._whole(item)]
        found = differences(decision, now, gold)
        if found:
            self.late[place] = found
        else:
            self.late.pop(place, None)

    def _whole(self, item: Labels) -> bool:
        """Whether a gold item's ends are there; between two changes they may not be."""
        spans = self.gold.spans
        return not isinstance(item, Relation) or (item.head in spans and item.tail in spans)

    def _as_seen(self, item: Labels) -> Seen:
        ends = ends_in(item, self.gold.spans) if isinstance(item, Relation) else None
        return seen_item((), item, ends)


def emptied(decision: Decision, names: tuple[str, ...]) -> Unit:
    """What is left of a decision's place when nobody has anything there any more."""
    ranges = [r for seen in decision.seen for r in (*seen.ranges, *seen.tail)]
    start = min((a for a, _ in ranges), default=0)
    end = max((b for _, b in ranges), default=0)
    return Unit(decision.place, what_of(decision.place), "missing", start, end, (), names)


class _Moved:
    """Finds where a decision belongs whose place is gone, since a layer changed afterwards:
    at the free unit that shows something it saw, else at one that overlaps it."""

    def __init__(self, comparison: Comparison, taken: dict[str, Decision]) -> None:
        self._taken = dict(taken)
        self._same: dict[tuple[object, ...], str] = {}
        self._near: dict[tuple[str, int], list[Unit]] = {}
        for unit in comparison.units:
            if unit.place in self._taken:
                continue
            for seen in seen_of(unit):
                if seen.label:
                    self._same.setdefault(_sight(unit.what, seen), unit.place)
            for bucket in range(unit.start // _BUCKET, unit.end // _BUCKET + 1):
                self._near.setdefault((unit.what, bucket), []).append(unit)

    def place(self, decision: Decision) -> str:
        """The place of a unit, or the decision's own if there is none."""
        what = what_of(decision.place)
        found = self._seen(decision, what) or self._overlapping(decision, what)
        place = found or decision.place
        if place in self._taken:
            place = f"{place} {decision.id}"
        self._taken[place] = decision
        return place

    def _seen(self, decision: Decision, what: What) -> str | None:
        for seen in decision.seen:
            place = self._same.get(_sight(what, seen))
            if place is not None and place not in self._taken:
                return place
        return None

    def _overlapping(self, decision: Decision, what: What) -> str | None:
        for seen in decision.seen:
            for start, end in seen.ranges:
                for bucket in range(start // _BUCKET, end // _BUCKET + 1):
                    for unit in self._near.get((what, bucket), ()):
                        if unit.start < end and start < unit.end and unit.place not in self._taken:
                            return unit.place
        return None


_BUCKET = 512  # code points


def _sight(what: What, seen: Seen) -> tuple[object, ...]:
    return (what, seen.label, seen.ranges, seen.tail, seen.ends)
