"""Edits of gold: decisions about a document's conflicts. They change the gold layer only."""

from dataclasses import replace
from datetime import UTC, datetime

from annotator.changes import Change, Edit
from annotator.edits.door import short
from annotator.errors import EditRefused
from annotator.model import (
    Choice,
    DocumentLabel,
    LayerStatus,
    Range,
    Relation,
    Span,
    Status,
    layer_id,
    new_id,
)
from annotator.review.adjudication import GOLD_ANNOTATOR, Review
from annotator.review.draft import Draft, Verdict
from annotator.review.units import Unit, What, relation_place, span_place, what_of


def decide(review: Review, place: str, name: str, comment: str | None = None) -> Edit:
    """Take an annotator's version; if they have nothing there, decide for nothing, as they do."""
    unit = _unit(review, place)
    if name not in review.names:
        raise EditRefused(f"{name} has no layer here")
    draft, verdict = Draft(review), _verdict(review, "version", comment)
    version = unit.of(name)
    draft.take(unit, version, replace(verdict, source=name))
    what = what_in_words(review, unit)
    title = f"Take {name}’s {what}" if version is not None else f"Nothing at {what}, as {name}"
    return _finish(review, draft, verdict, title)


def decide_none(review: Review, place: str, comment: str | None = None) -> Edit:
    """Decide that nothing belongs here."""
    unit = _unit(review, place)
    draft, verdict = Draft(review), _verdict(review, "none", comment)
    draft.take(unit, None, verdict)
    return _finish(review, draft, verdict, f"Nothing at {what_in_words(review, unit)}")


def decide_own_span(
    review: Review,
    place: str | None,
    ranges: tuple[Range, ...],
    label: str,
    comment: str | None = None,
) -> Edit:
    """Put a span of the reviewer's own into gold: instead of a conflict's versions or, without
    a place, where nobody has one. What else the gold item there holds stays."""
    _check_what(place, "span")
    _check_ranges(review, ranges)
    if review.scheme.get("span", label) is None:
        raise EditRefused(f"The scheme has no label {label}", do="Add it to the scheme first.")
    fragments = ranges if len(ranges) > 1 else ()
    new = Span(new_id(), ranges[0][0], ranges[-1][1], label, fragments=fragments)
    old = _gold_span(review, place)
    if old is not None:
        new = replace(old, start=new.start, end=new.end, label=label, fragments=fragments)
        if new == old:
            raise EditRefused("This is in gold already")
    draft, verdict = Draft(review), _verdict(review, "own", comment)
    draft.settle(place or span_place(new), [new], verdict)
    title = f"Gold “{short(review.text_of(new))}” as {_label(review, label)}"
    return _finish(review, draft, verdict, title)


def decide_own_relation(
    review: Review,
    place: str | None,
    head: str,
    tail: str,
    label: str,
    comment: str | None = None,
) -> Edit:
    """Put a relation of the reviewer's own between two gold spans."""
    _check_what(place, "relation")
    ends = [review.gold.spans.get(id) for id in (head, tail)]
    if ends[0] is None or ends[1] is None:
        raise EditRefused("A relation needs two spans in gold", do="Decide its ends first.")
    known = review.scheme.get("relation", label)
    if known is None:
        raise EditRefused(f"The scheme has no relation {label}")
    draft, verdict = Draft(review), _verdict(review, "own", comment)
    draft.check_relation(label, ends[0], ends[1])
    new = Relation(new_id(), label, head, tail)
    draft.settle(place or relation_place(ends[0], ends[1], label), [new], verdict)
    return _finish(review, draft, verdict, f"Gold relation “{known.title}”")


def decide_other_relation(
    review: Review, place: str, label: str = "", turned: bool = False, comment: str | None = None
) -> Edit:
    """Decide a relation's place for another label or direction than gold, or else the first
    version, has; ends that are not decided are taken along."""
    unit = _unit(review, place)
    _check_what(place, "relation")
    if not unit.versions:
        raise EditRefused("Nobody has a relation here any more", do="Decide for nothing here.")
    draft, verdict = Draft(review), _verdict(review, "own", comment)
    first = unit.versions[0]
    ends = draft.bound(first, verdict)
    old = review.decision(place)
    gold = [] if old is None else [x for x in review.gold_items(old) if isinstance(x, Relation)]
    was = gold[0].label if gold else first.item.label
    if gold and gold[0].head == ends[1].id:
        ends = (ends[1], ends[0])
    head, tail = (ends[1], ends[0]) if turned else ends
    known = review.scheme.get("relation", label or was)
    if known is None:
        raise EditRefused(f"The scheme has no relation {label or was}")
    if gold and (gold[0].label, gold[0].head, gold[0].tail) == (known.id, head.id, tail.id):
        raise EditRefused("This is in gold already")
    draft.check_relation(known.id, head, tail)
    draft.settle(place, [Relation(new_id(), known.id, head.id, tail.id)], verdict)
    return _finish(review, draft, verdict, f"Gold relation “{known.title}”")


def decide_own_label(review: Review, place: str, label: str, comment: str | None = None) -> Edit:
    """Decide a place of document labels for a label of the reviewer's own."""
    _check_what(place, "document")
    known = review.scheme.get("document", label)
    if known is None:
        raise EditRefused(f"The scheme has no document label {label}")
    draft, verdict = Draft(review), _verdict(review, "own", comment)
    draft.settle(place, [DocumentLabel(new_id(), label)], verdict)
    return _finish(review, draft, verdict, f"Gold label “{known.title}”")


def remove(review: Review, item: str) -> Edit:
    """Take a gold item out: where annotators have something, as a decision for nothing."""
    place = review.place_of(item)
    if place is not None and place in review.comparison.by_place:
        return decide_none(review, place)
    if place is not None:
        return reopen(review, place)
    old = review.gold.spans.get(item) or review.gold.relations.get(item)
    if old is None:
        raise EditRefused("That is not in gold any more", do="Choose another.")
    draft, verdict = Draft(review), _verdict(review, "none")
    draft.discard(old)
    return _finish(review, draft, verdict, "Take out of gold")


def defer(review: Review, place: str, comment: str | None = None) -> Edit:
    """Put a conflict off: it stays in the queue."""
    unit = _unit(review, place)
    old = review.decision(place)
    if old is not None and old.choice != "later":
        raise EditRefused("This is decided already", do="Reopen it first.")
    draft, verdict = Draft(review), _verdict(review, "later", comment)
    draft.note(place, verdict)
    return _finish(review, draft, verdict, f"Decide {what_in_words(review, unit)} later")


def reopen(review: Review, place: str) -> Edit:
    """Take a decision back, by whichever way it was made."""
    unit = _unit(review, place)
    draft, verdict = Draft(review), _verdict(review, "later")
    draft.reopen(place, verdict)
    return _finish(review, draft, verdict, f"Reopen {what_in_words(review, unit)}")


def comment(review: Review, place: str, text: str) -> Edit:
    """Write a comment for the annotators; on a conflict that is not decided, too."""
    unit = _unit(review, place)
    old = review.decision(place)
    if (old.comment if old is not None else "") == text.strip():
        raise EditRefused("There is nothing to change here")
    draft, verdict = Draft(review), _verdict(review, "later", text.strip())
    draft.note(place, verdict)
    return _finish(review, draft, verdict, f"Comment on {what_in_words(review, unit)}")


def keep(review: Review, place: str) -> Edit:
    """Keep a decision although annotators changed something since."""
    unit = _unit(review, place)
    if place not in review.late:
        raise EditRefused("Nothing has changed here since it was decided")
    draft, verdict = Draft(review), _verdict(review, "version")
    draft.confirm(place, verdict)
    return _finish(review, draft, verdict, f"Keep {what_in_words(review, unit)}")


def merge_agreed(review: Review) -> Edit | None:
    """Bring what all agree on into gold, and finish gold if nothing is left to decide; None if
    there is nothing to do."""
    draft, verdict = Draft(review), _verdict(review, "version")
    count = draft.merge(verdict) if review.pending else 0
    changes = with_status(review, draft)
    if not changes:
        return None
    title = f"Merge {count} on which all agree" if count else "Finish gold"
    return Edit(new_id(), title, changes)


def what_in_words(review: Review, unit: Unit) -> str:
    """A quotation of what a unit is about, for titles."""
    if unit.versions:
        version = unit.versions[0]
        if isinstance(version.item, Span):
            return f"“{short(review.text_of(version.item))}”"
        if version.ends:
            head, tail = version.ends[0]
            return f"“{short(review.text_of(head), 20)} → {short(review.text_of(tail), 20)}”"
        known = review.scheme.get("document", version.item.label)
        return f"“{known.title if known else version.item.label}”"
    return f"“{short(' '.join(review.document.text[unit.start : unit.end].split()))}”"


def _verdict(review: Review, choice: Choice, comment: str | None = None) -> Verdict:
    when = datetime.now(UTC).isoformat(timespec="seconds")
    return Verdict(choice, who=review.reviewer.name, when=when, comment=comment)


def _finish(review: Review, draft: Draft, verdict: Verdict, title: str) -> Edit:
    if review.read_only:
        raise EditRefused(
            "This project is open for reading only", do="Close the other window to edit here."
        )
    draft.merge(replace(verdict, comment=None))
    changes = with_status(review, draft)
    if not changes:
        raise EditRefused("There is nothing to change here")
    return Edit(new_id(), title, changes)


def with_status(review: Review, draft: Draft) -> tuple[Change, ...]:
    """The changes and, where it changes, the status: done when nothing is left."""
    changes = draft.changes()
    status: Status = "in progress" if any(draft.left()) else "done"
    if status == review.gold.status:
        return tuple(changes)
    id = layer_id(review.document.id, GOLD_ANNOTATOR.id)
    before, after = LayerStatus(id, review.gold.status), LayerStatus(id, status)
    return (*changes, Change(review.document.id, GOLD_ANNOTATOR.id, before, after))


def _unit(review: Review, place: str) -> Unit:
    unit = review.unit(place)
    if unit is None:
        raise EditRefused("That is not there any more", do="Choose another.")
    return unit


def _check_what(place: str | None, what: What) -> None:
    if place is not None and what_of(place) != what:
        raise EditRefused(f"This is not about a {what}", do="Take a version, or nothing.")


def _gold_span(review: Review, place: str | None) -> Span | None:
    decision = review.decision(place) if place is not None else None
    items = [] if decision is None else review.gold_items(decision)
    return next((x for x in items if isinstance(x, Span)), None)


def _check_ranges(review: Review, ranges: tuple[Range, ...]) -> None:
    text, last = review.document.text, 0
    for start, end in ranges:
        if not last <= start < end <= len(text):
            raise EditRefused("The edge would leave the text or the span would be empty")
        last = end
    if not ranges or all(text[a:b].isspace() for a, b in ranges):
        raise EditRefused("Only white space is selected", do="Select some text.")


def _label(review: Review, label: str) -> str:
    known = review.scheme.get("span", label)
    return known.title if known else label
