"""What a format cannot carry, counted before it is lost."""

from collections import Counter
from collections.abc import Iterable

from annotator.annotations import reading_order
from annotator.formats.base import Capabilities, Record
from annotator.model import Relation, Span

EVERYTHING = Capabilities()


def losses_in(record: Record, carries: Capabilities) -> Counter[str]:
    """How many things of the record are lost, by what they are."""
    if carries == EVERYTHING:
        return Counter()
    items: list[Span | Relation] = [*record.spans, *record.relations]
    notes = sum(bool(x.note) for x in items) + len(record.comments)
    attributes = sum(bool(x.attributes) for x in items)
    lost: Counter[str] = Counter()
    for kept, what, count in (
        (carries.relations, "relations", len(record.relations)),
        (carries.document_labels, "document labels", len(record.labels)),
        (carries.notes, "notes and comments", notes),
        (carries.attributes, "attributes", attributes),
        (
            carries.discontinuous,
            "discontinuous spans",
            sum(bool(x.fragments) for x in record.spans),
        ),
    ):
        if not kept and count:
            lost[what] = count
    if not (carries.overlap and carries.nested):
        nested, overlapping = _crossing(record.spans)
        if nested and not carries.nested:
            lost["nested spans"] = nested
        if overlapping and not carries.overlap:
            lost["overlapping spans"] = overlapping
    return lost


def _crossing(spans: Iterable[Span]) -> tuple[int, int]:
    """How many spans lie within one that begins earlier or is longer, and how many overlap
    such a one without lying within it."""
    nested = overlapping = reached = 0
    for span in sorted(spans, key=reading_order):
        if span.start < reached:
            nested += span.end <= reached
            overlapping += span.end > reached
        reached = max(reached, span.end)
    return nested, overlapping
