"""From a document under review to what the canvas draws: gold, what is open, and the lanes."""

from collections.abc import Iterable

from annotator.changes import Change
from annotator.model import Decision, Range, Relation, Span
from annotator.review.adjudication import Review
from annotator.review.units import Unit
from annotator.text.tokens import Tokens
from ui.canvas.content import CanvasContent, ShownBar, ShownRelation, ShownSpan
from ui.canvas.page import Pair, Shown

CHIPS = {
    "boundary": "BOUNDARY",
    "label": "LABEL",
    "missing": "MISSING",
    "attributes": "DETAILS",
}


class ShownReview:
    """What the canvas has now, so that a decision can say which items came and went."""

    def __init__(self, review: Review) -> None:
        self._review = review
        self._lanes = {name: n for n, name in enumerate(review.names)}
        self._items: dict[str, Shown] = {}
        self._nothing = ""

    def content(self, tokens: Tokens) -> CanvasContent:
        """Everything of the document."""
        review = self._review
        for unit in review.comparison.conflicts:
            self._keep(self._undecided(unit))
        for span in review.gold.spans.values():
            self._items[span.id] = self._gold_span(span)
        for relation in review.gold.relations.values():
            self._items[relation.id] = self._gold_relation(relation)
        items = self._items.values()
        return CanvasContent(
            review.document.text,
            tokens,
            tuple(x for x in items if isinstance(x, ShownSpan)),
            tuple(x for x in items if isinstance(x, ShownRelation)),
            tuple(bar for unit in review.comparison.units for bar in self._bars(unit)),
            review.names,
        )

    def after(self, changes: Iterable[Change]) -> list[Pair]:
        """What came and went by changes of gold: spans before relations."""
        spans: dict[str, Shown | None] = {}
        relations: dict[str, Shown | None] = {}
        for change in changes:
            item = change.item
            if isinstance(item, Span):
                gold = self._review.gold.spans.get(item.id)
                spans[item.id] = self._gold_span(gold) if gold is not None else None
            elif isinstance(item, Relation):
                link = self._review.gold.relations.get(item.id)
                relations[item.id] = self._gold_relation(link) if link is not None else None
            elif isinstance(item, Decision):
                self._look_at(item, spans, relations)
        return [*self._swapped(spans), *self._swapped(relations)]

    def _look_at(
        self, item: Decision, spans: dict[str, Shown | None], relations: dict[str, Shown | None]
    ) -> None:
        review = self._review
        place = item.place
        unit = review.comparison.by_place.get(place)
        if unit is None or unit.what == "relation":
            relations[place] = self._undecided(unit) if unit is not None else None
            return
        spans[place] = self._undecided(unit)
        for hanging in review.hanging.get(place, ()):
            relations[hanging.place] = self._undecided(hanging)
        for id in item.gold:
            gold = review.gold.spans.get(id)
            if gold is not None:  # its chip says whether it has changed since
                spans[id] = self._gold_span(gold)

    def _swapped(self, items: dict[str, Shown | None]) -> list[Pair]:
        pairs: list[Pair] = []
        for id, new in items.items():
            old = self._items.pop(id, None)
            if new is not None:
                self._items[id] = new
            if old != new:
                pairs.append((old, new))
        return pairs

    def point(self, place: str) -> tuple[str, list[Pair]]:
        """The id of what stands for a conflict on the canvas, and what came and went: where it
        was decided for nothing, an outline stands while it is current."""
        review = self._review
        old = self._items.get(self._nothing)
        outlined = isinstance(old, ShownSpan) and old.style == "nothing"
        pairs = self._swapped({self._nothing: None}) if outlined else []
        self._nothing = ""
        unit, decision = review.unit(place) if place else None, review.decision(place)
        if unit is None:
            return "", pairs
        gold = review.gold_items(decision) if decision is not None else []
        if gold:
            return gold[0].id, pairs
        if decision is not None and decision.choice == "none" and unit.what == "span":
            outline = self._outline(unit, "nothing", "NOTHING")
            if unit.end > unit.start:
                pairs += self._swapped({place: outline})
                self._nothing = place
        return place, pairs

    # ------------------------------------------------------------------ items

    def _keep(self, item: Shown | None) -> None:
        if item is not None:
            self._items[item.id] = item

    def _undecided(self, unit: Unit) -> Shown | None:
        """What stands for a conflict while it is open."""
        review = self._review
        decision = review.decision(unit.place)
        settled = decision is not None and decision.choice != "later"
        if settled or unit.kind == "agreed" or unit.what == "document":
            return None
        if unit.what == "span":
            return self._outline(unit, "open", CHIPS.get(unit.kind, "CONFLICT"))
        ends = [self._end(unit, n) for n in (0, 1)]
        if not unit.versions or "" in ends:
            return None
        return ShownRelation(unit.place, ends[0], ends[1], self._question(unit), "open")

    def _outline(self, unit: Unit, style: str, chip: str) -> ShownSpan:
        ranges = _joined(
            r for v in unit.versions if isinstance(v.item, Span) for r in v.item.ranges
        )
        return ShownSpan(
            unit.place,
            ranges or ((unit.start, unit.end),),
            f"{chip.capitalize()}, not decided" if style == "open" else "Nothing here",
            chip,
            "open" if style == "open" else "nothing",
        )

    def _end(self, unit: Unit, number: int) -> str:
        """What stands for an end of an open relation; empty where nothing does."""
        version = unit.versions[0] if unit.versions else None
        if version is None:
            return ""
        place = version.around[number]
        decision = self._review.decision(place)
        if decision is None or decision.choice == "later":
            return place
        gold = [x for x in self._review.gold_items(decision) if isinstance(x, Span)]
        same = next((x for x in gold if x.key == version.ends[0][number].key), None)
        return (same or gold[0]).id if gold else ""

    def _question(self, unit: Unit) -> str:
        labels = {version.item.label for version in unit.versions}
        if len(labels) > 1:
            return "which?"
        known = self._review.scheme.get("relation", unit.versions[0].item.label)
        return f"{known.title if known else unit.versions[0].item.label}?"

    def _gold_span(self, span: Span) -> ShownSpan:
        label = self._review.scheme.get("span", span.label)
        place = self._review.place_of(span.id)
        late = " !" if place is not None and place in self._review.late else ""
        return ShownSpan(
            span.id,
            span.ranges,
            (label.title if label else span.label) + (", changed since" if late else ""),
            (label.chip if label else span.label) + late,
            "own",
            span.label,
        )

    def _gold_relation(self, relation: Relation) -> ShownRelation:
        label = self._review.scheme.get("relation", relation.label)
        title = label.title if label else relation.label
        return ShownRelation(relation.id, relation.head, relation.tail, title)

    def _bars(self, unit: Unit) -> list[ShownBar]:
        """One bar a version, in the lanes of those who have it."""
        bars = []
        for number, version in enumerate(unit.versions if unit.what == "span" else ()):
            item = version.item
            assert isinstance(item, Span)
            label = self._review.scheme.get("span", item.label)
            bars.append(
                ShownBar(
                    f"{unit.place}|{number}",
                    tuple(self._lanes[name] for name in version.names),
                    item.ranges,
                    label.chip if label else item.label,
                    unit.place,
                    unit.kind == "agreed",
                )
            )
        return bars


def _joined(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Ranges in order, those that meet or overlap made one."""
    found: list[Range] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)
