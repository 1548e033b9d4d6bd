"""Decisions in the making: what gold would become, and the changes that lead there.

A relation is decided together with its ends. Taking one binds it to the gold spans of the units
that its ends belong to, and takes ends that are undecided along; deciding on a span settles the
relations that follow from it, and puts those back into the queue that no longer stand.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotator.changes import Change
from annotator.errors import EditRefused
from annotator.model import (
    ADJUDICATED,
    Choice,
    Decision,
    DocumentLabel,
    Item,
    Relation,
    Span,
    new_id,
)
from annotator.review.adjudication import GOLD_ANNOTATOR, Review
from annotator.review.units import Labels, Unit, Version

AGREED = "agreed"
ENDS = "ends"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How something is decided: what the decision keeps beside the gold items."""

    choice: Choice
    source: str = ""
    how: str = ""
    who: str = ""
    when: str = ""
    comment: str | None = None

    @property
    def origin(self) -> str:
        """The origin of the gold items."""
        return ADJUDICATED + (self.who if self.choice == "own" else self.source)


class Draft:
    """Changes to the gold of one document, laid over it. Its methods raise EditRefused."""

    def __init__(self, review: Review) -> None:
        self.review = review
        self._decisions: dict[str, Decision | None] = {}
        self._items: dict[str, Labels | None] = {}
        # Where to look an item of the draft up; an entry may be out of date, never missing.
        self._keys: dict[object, str] = {}
        self._links: dict[str, list[str]] = {}
        self._holders: dict[str, str] = {}

    # What is there, with what the draft has changed

    def decision(self, place: str) -> Decision | None:
        """The decision at a place."""
        if place in self._decisions:
            return self._decisions[place]
        return self.review.decision(place)

    def _item(self, id: str) -> Labels | None:
        return self._items[id] if id in self._items else self._stored(id)

    def _stored(self, id: str) -> Labels | None:
        gold = self.review.gold
        return gold.spans.get(id) or gold.relations.get(id) or gold.labels.get(id)

    def _relations_of(self, span: str) -> list[Relation]:
        stored = (self._item(x.id) for x in self.review.gold.relations_of(span))
        fresh = (self._items[id] for id in self._links.get(span, ()))
        found = {x.id: x for x in (*stored, *fresh) if isinstance(x, Relation)}
        return [x for x in found.values() if span in (x.head, x.tail)]

    def settled(self, place: str) -> bool:
        """Whether a place has a decision that is not put off."""
        decision = self.decision(place)
        return decision is not None and decision.choice != "later"

    # Deciding

    def take(self, unit: Unit, version: Version | None, verdict: Verdict) -> None:
        """Decide for an annotator's version; None: for nothing, as an annotator has it."""
        versions = [] if version is None else [version]
        self.take_all(unit, versions, verdict)

    def take_all(self, unit: Unit, versions: Sequence[Version], verdict: Verdict) -> None:
        """Decide for several versions at once, or for none."""
        if not versions:
            self.settle(unit.place, [], replace(verdict, choice="none"))
            return
        wanted: list[Labels] = []
        for version in versions:
            if unit.what == "relation":
                wanted.append(self._bound(version, verdict))
            else:
                wanted.append(version.item)
        self.settle(unit.place, wanted, verdict)

    def settle(self, place: str, wanted: Sequence[Labels], verdict: Verdict) -> None:
        """Decide a place for these gold items; their ids and origins are set here."""
        old = self.decision(place)
        kept = [] if old is None else [x for x in map(self._item, old.gold) if x is not None]
        unit = self.review.unit(place)
        self._refuse_twins(wanted, place)
        ids = []
        for number, item in enumerate(wanted):
            before = kept[number] if number < len(kept) else None
            ids.append(self._put(item, before, verdict))
        for item in kept[len(wanted) :]:
            self._remove(item)
        self._decisions[place] = Decision(
            old.id if old is not None else new_id(),
            place if unit is None else unit.place,
            verdict.choice,
            verdict.source,
            verdict.how,
            verdict.who,
            verdict.when,
            _comment(old, verdict),
            tuple(ids),
            self.review.sight(place),
        )
        self._holders.update(dict.fromkeys(ids, place))
        if unit is not None and unit.what == "span":
            self._follow(unit, verdict)

    def discard(self, item: Labels) -> None:
        """Take a gold item out that no decision holds."""
        self._remove(item)

    def reopen(self, place: str, verdict: Verdict) -> None:
        """Take a decision back, with its gold items; its comment stays, put off."""
        old = self.decision(place)
        if old is None:
            raise EditRefused("This is not decided yet")
        for item in [x for x in map(self._item, old.gold) if x is not None]:
            self._remove(item)
        self._decisions[place] = None
        unit = self.review.comparison.by_place.get(place)
        if unit is not None and unit.what == "span":
            self._follow(unit, verdict)

    def note(self, place: str, verdict: Verdict) -> None:
        """Put a conflict off, or write a comment without deciding."""
        old, seen = self.decision(place), self.review.sight(place)
        if old is None:
            old = Decision(new_id(), place, "later", who=verdict.who, when=verdict.when, seen=seen)
        self._decisions[place] = replace(old, comment=_comment(old, verdict))

    def confirm(self, place: str, verdict: Verdict) -> None:
        """Keep a decision although annotators changed something: it has seen that now."""
        old, unit = self.decision(place), self.review.comparison.by_place.get(place)
        if old is None:
            raise EditRefused("This is not decided yet")
        seen = self.review.sight(place)
        at = unit.place if unit is not None else old.place
        who, when = verdict.who, verdict.when
        self._decisions[place] = replace(old, place=at, seen=seen, who=who, when=when, how="")

    def merge(self, verdict: Verdict) -> int:
        """Bring what all agree on into gold, as far as nothing stands against it; how many."""
        by_place = self.review.comparison.by_place
        reopened = {x for x, decision in self._decisions.items() if decision is None}
        units = [by_place[x] for x in self.review.pending | (reopened & by_place.keys())]
        units = [unit for unit in units if unit.kind == "agreed"]
        units.sort(key=lambda unit: (unit.what == "relation", unit.start, unit.place))
        done = 0
        for unit in units:
            if not self.settled(unit.place) and self._follows(unit, verdict):
                done += 1
        return done

    def _merge_one(self, unit: Unit, verdict: Verdict) -> None:
        how = AGREED if unit.kind == "agreed" else ENDS
        follows = replace(verdict, choice="version", source=AGREED, how=how, comment=None)
        self.take(unit, unit.versions[0], follows)

    # Gold items

    def _refuse_twins(self, wanted: Sequence[Labels], place: str) -> None:
        """Gold holds nothing twice: what another decision brought in cannot come again."""
        for item in wanted:
            there = self._same(item)
            held = self._held_by(there.id) if there is not None else place
            if held is not None and held != place:
                raise EditRefused(
                    "This is in gold already, by another decision", do="Decide for nothing here."
                )

    def _put(self, item: Labels, before: Labels | None, verdict: Verdict) -> str:
        """Write a gold item in the place of another or as a new one; its id."""
        there = self._same(item)
        if there is not None and (before is None or there.id != before.id):
            if before is not None:
                self._remove(before)
            self._set(there.id, there)
            return there.id
        id = before.id if before is not None else new_id()
        self._set(id, _golden(item, id, verdict.origin))
        return id

    def _same(self, item: Labels) -> Labels | None:
        """The gold item that says the same already."""
        stored: Sequence[Labels]
        gold = self.review.gold
        if isinstance(item, Span):
            stored = gold.at(item.ranges)
        elif isinstance(item, Relation):
            stored = gold.relations_of(item.head)
        else:
            stored = list(gold.labels.values())
        fresh = self._items.get(self._keys.get(_key(item), ""))
        for old in (*(self._item(x.id) for x in stored), fresh):
            if type(old) is type(item) and old is not None and _key(old) == _key(item):
                return old
        return None

    def _held_by(self, item: str) -> str | None:
        place = self._holders.get(item)
        held = self._decisions.get(place) if place is not None else None
        if held is not None and item in held.gold:
            return place
        place_of = self.review.place_of(item)
        return place_of if place_of not in self._decisions else None

    def _set(self, id: str, item: Labels | None) -> None:
        self._items[id] = item
        if item is not None:
            self._keys[_key(item)] = id
        if isinstance(item, Relation):
            for end in (item.head, item.tail):
                self._links.setdefault(end, []).append(id)

    def _remove(self, item: Labels) -> None:
        """Take a gold item out; relations of a span go along, and their decisions with them."""
        if isinstance(item, Span):
            for relation in self._relations_of(item.id):
                self._remove(relation)
                place = self._held_by(relation.id)
                if place is not None:
                    self._decisions[place] = None
        self._set(item.id, None)

    # Relations and their ends

    def gold_end(self, place: str, wanted: Span) -> Span | None:
        """The gold span of a unit for the end of a relation: the same one, else the first."""
        decision = self.decision(place)
        items = [] if decision is None else [self._item(id) for id in decision.gold]
        spans = [x for x in items if isinstance(x, Span)]
        return next((x for x in spans if x.key == wanted.key), spans[0] if spans else None)

    def bound(self, version: Version, verdict: Verdict) -> tuple[Span, Span]:
        """The gold spans that a version of a relation joins, head first; ends that are not
        decided are taken along."""
        ends, found = version.ends[0], []
        for place, end in zip(version.around, ends, strict=True):
            if not self.settled(place):
                self._take_end(place, end, verdict)
            gold = self.gold_end(place, end)
            if gold is None:
                raise EditRefused(
                    f"“{self.review.text_of(end)}” was decided as nothing here",
                    do="Take a version of it first.",
                )
            found.append(gold)
        return found[0], found[1]

    def _bound(self, version: Version, verdict: Verdict) -> Relation:
        relation = version.item
        assert isinstance(relation, Relation)
        head, tail = self.bound(version, verdict)
        if verdict.how not in (AGREED, ENDS):
            self.check_relation(relation.label, head, tail)
        return replace(relation, head=head.id, tail=tail.id)

    def _holding(self, place: str, end: Span) -> Version | None:
        """The version of a unit that is this span."""
        versions = self.review.comparison.by_place[place].versions
        return next((v for v in versions if _key(v.item) == _key(end)), None)

    def _take_end(self, place: str, end: Span, verdict: Verdict) -> None:
        around = self.review.comparison.by_place[place]
        self.take(around, self._holding(place, end), replace(verdict, comment=None))

    def check_relation(self, label: str, head: Span, tail: Span) -> None:
        """Whether a relation may join two gold spans."""
        scheme, text_of = self.review.scheme, self.review.text_of
        known = scheme.get("relation", label)
        if head.id == tail.id:
            raise EditRefused("A relation cannot join a span to itself", do="Decide its ends.")
        if known is not None and not scheme.allows(label, head.label, tail.label):
            raise EditRefused(
                f"“{text_of(head)}” cannot be “{known.title}” “{text_of(tail)}”",
                do="The scheme does not join these labels.",
            )

    def _follow(self, unit: Unit, verdict: Verdict) -> None:
        """Settle the relations that hang on a span which was just decided."""
        for relation in self.review.hanging.get(unit.place, ()):
            self._follow_one(relation, replace(verdict, comment=None))

    def _follow_one(self, unit: Unit, verdict: Verdict) -> None:
        old = self.decision(unit.place)
        if old is not None and old.by_hand and verdict.how:
            return  # what a person put off waits for a person
        if any(self.settled(end) and not self._has_gold(end) for end in unit.around):
            if old is None or old.choice != "none":
                self.settle(unit.place, [], replace(verdict, choice="none", source="", how=ENDS))
            return
        if old is not None and old.how == ENDS and old.choice == "none":
            self._decisions[unit.place] = old = None
        if old is not None and old.gold and not self._still_stands(old):
            self._reopen_quietly(unit.place, old)
            old = None
        if old is None or old.choice == "later":
            self._follows(unit, verdict)

    def _follows(self, unit: Unit, verdict: Verdict) -> bool:
        """Settle what needs no reviewer any more: all annotators mean the same, and the ends
        of a relation are in gold."""
        if unit.what != "relation":
            self._merge_one(unit, verdict)
            return True
        if not _one_meaning(unit) or not all(self._has_gold(x) for x in unit.around):
            return False
        if self._joinable(unit):
            self._merge_one(unit, verdict)
            return True
        if unit.kind == "agreed":  # gold has other labels at its ends, which it may not join
            self.settle(unit.place, [], replace(verdict, choice="none", source="", how=ENDS))
        return unit.kind == "agreed"

    def _joinable(self, unit: Unit) -> bool:
        version = unit.versions[0]
        ends = version.ends[0]
        gold = [self.gold_end(x, end) for x, end in zip(version.around, ends, strict=True)]
        if gold[0] is None or gold[1] is None or gold[0].id == gold[1].id:
            return False
        if all(g is not None and g.label == end.label for g, end in zip(gold, ends, strict=True)):
            return True  # as the annotators have it, whatever the scheme says by now
        label = version.item.label
        return self.review.scheme.allows(label, gold[0].label, gold[1].label)

    def _still_stands(self, decision: Decision) -> bool:
        items = [self._item(id) for id in decision.gold]
        return all(isinstance(x, Relation) and self._allowed(x) for x in items)

    def _allowed(self, relation: Relation) -> bool:
        head, tail = self._item(relation.head), self._item(relation.tail)
        if not isinstance(head, Span) or not isinstance(tail, Span):
            return False
        return self.review.scheme.allows(relation.label, head.label, tail.label)

    def _reopen_quietly(self, place: str, old: Decision) -> None:
        for item in [x for x in map(self._item, old.gold) if x is not None]:
            self._remove(item)
        self._decisions[place] = None

    def _has_gold(self, place: str) -> bool:
        decision = self.decision(place)
        return decision is not None and bool(decision.gold)

    # The result

    def changes(self) -> list[Change]:
        """What to change, deletions first and relations before their spans."""
        pairs: list[tuple[Item | None, Item | None]] = []
        for id, after in self._items.items():
            before = self._stored(id)
            if before != after:
                pairs.append((before, after))
        for place, decision in self._decisions.items():
            old = self.review.decision(place)
            if old != decision:
                pairs.append((old, decision))
        pairs = [pair for pair in pairs if pair != (None, None)]
        pairs.sort(key=_rank)
        document = self.review.document.id
        return [Change(document, GOLD_ANNOTATOR.id, before, after) for before, after in pairs]

    def left(self) -> tuple[int, int]:
        """How many conflicts and agreements would be left to settle."""
        counts = []
        for there in (self.review.open, self.review.pending):
            gone = sum(1 for place in self._decisions if place in there and self.settled(place))
            counts.append(len(there) - gone)
        for place in self._decisions:
            unit = self.review.comparison.by_place.get(place)
            if unit is None or self.settled(place):
                continue
            there = self.review.pending if unit.kind == "agreed" else self.review.open
            if place not in there:
                counts[unit.kind == "agreed"] += 1
        return counts[0], counts[1]


def _rank(pair: tuple[Item | None, Item | None]) -> int:
    before, after = pair
    item = after if after is not None else before
    relation = isinstance(item, Relation)
    return (0 if relation else 1) if after is None else (3 if relation else 2)


def _comment(old: Decision | None, verdict: Verdict) -> str:
    if verdict.comment is not None:
        return verdict.comment
    return old.comment if old is not None else ""


def _golden(item: Labels, id: str, origin: str) -> Labels:
    if isinstance(item, DocumentLabel):
        return DocumentLabel(id, item.label, origin)
    return replace(item, id=id, origin=origin, score=None, note="")


def _key(item: Labels) -> object:
    """What tells gold items apart."""
    return item.label if isinstance(item, DocumentLabel) else item.key


def _one_meaning(unit: Unit) -> bool:
    """Whether the annotators differ in nothing but the edges of a relation's ends."""
    if unit.absent or unit.kind not in ("agreed", "ends"):
        return False
    attributes = {
        tuple(sorted(v.item.attributes.items()))
        for v in unit.versions
        if isinstance(v.item, Relation)
    }
    return len(attributes) == 1
