"""Conflicts as the rows of a queue: plain values that outlive the document's review."""

from dataclasses import dataclass
from typing import Literal

from annotator.model import Choice, Decision, Relation, Span
from annotator.review.adjudication import Review
from annotator.review.units import Labels, Unit, What
from annotator.text.paragraphs import ParagraphNumbers

Group = Literal["boundary", "label", "missing", "attributes", "relation", "document"]
GROUPS: tuple[Group, ...] = (
    "boundary",
    "label",
    "missing",
    "attributes",
    "relation",
    "document",
)
_RANK = {group: place for place, group in enumerate(GROUPS)}


@dataclass(frozen=True, slots=True)
class Listed:
    """A conflict in the queue. `versions` has one number for each annotator, in order: equal
    numbers are equal versions, 0 is nothing. `choice` is empty while nobody has decided; `late`
    means that an annotator has changed something since."""

    document: str
    place: str
    what: What
    group: Group
    words: str
    paragraph: int
    start: int
    versions: tuple[int, ...]
    choice: Choice | Literal[""] = ""
    source: str = ""
    how: str = ""
    late: bool = False

    @property
    def open(self) -> bool:
        """Whether it waits for the reviewer."""
        return self.choice in ("", "later") or self.late


def group_of(unit: Unit) -> Group:
    """The group of the queue that a unit belongs to."""
    if unit.what == "relation":
        return "relation"
    if unit.what == "document":
        return "document"
    kinds: dict[str, Group] = {"boundary": "boundary", "label": "label", "attributes": "attributes"}
    return kinds.get(unit.kind, "missing")  # also what all agree on since a late change


def in_groups(units: list[Unit]) -> list[Unit]:
    """Units in the order of the queue: group after group, each in reading order."""
    return sorted(units, key=lambda unit: _RANK[group_of(unit)])


def listed(review: Review, numbers: ParagraphNumbers | None = None) -> list[Listed]:
    """The queue of a document; `numbers` of its paragraphs, if they are known already."""
    numbers = numbers or ParagraphNumbers(review.document.text)
    return [listed_one(review, unit, numbers) for unit in in_groups(review.queue())]


def listed_one(review: Review, unit: Unit, numbers: ParagraphNumbers) -> Listed:
    """A unit as a row of the queue."""
    place = unit.place
    decision = review.decision(place)
    return Listed(
        review.document.id,
        place,
        unit.what,
        group_of(unit),
        words_of(review, unit, decision),
        numbers.at(unit.end if unit.what == "relation" else unit.start),
        unit.start,
        version_numbers(unit, review.names),
        decision.choice if decision is not None else "",
        decision.source if decision is not None else "",
        decision.how if decision is not None else "",
        place in review.late,
    )


def version_numbers(unit: Unit, names: tuple[str, ...]) -> tuple[int, ...]:
    """For each annotator the number of their version from 1; 0 who has nothing here."""
    found = dict.fromkeys(names, 0)
    for number, version in enumerate(unit.versions, start=1):
        found.update(dict.fromkeys(version.names, number))
    return tuple(found.values())


def words_of(review: Review, unit: Unit, decision: Decision | None = None) -> str:
    """What a unit is about: of spans the longest version's text, of relations both ends."""
    if decision is not None and unit.what == "span":
        gold = [x for x in review.gold_items(decision) if isinstance(x, Span)]
        if gold:
            return review.text_of(gold[0])
    if unit.what == "relation" and unit.versions:
        head, tail = unit.versions[0].ends[0]
        return f"{review.text_of(head)} → {review.text_of(tail)}"
    if unit.what == "document":
        return ", ".join(label_words(review, v.item) for v in unit.versions)
    spans = [v.item for v in unit.versions if isinstance(v.item, Span)]
    if spans:
        return review.text_of(max(spans, key=lambda span: span.end - span.start))
    return " ".join(review.document.text[unit.start : unit.end].split())


def label_words(review: Review, item: Labels) -> str:
    """The display name of an item's label."""
    kind: Literal["span", "relation", "document"] = (
        "span"
        if isinstance(item, Span)
        else "relation"
        if isinstance(item, Relation)
        else "document"
    )
    known = review.scheme.get(kind, item.label)
    return known.title if known is not None else item.label
