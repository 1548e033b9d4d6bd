"""Edits of spans. An edit of a suggestion takes it into the own layer, as corrected."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from annotator.annotations import reading_order
from annotator.changes import Change, Edit
from annotator.edits.door import change, finish, label_title, short
from annotator.errors import EditRefused
from annotator.model import (
    CORRECTED,
    HUMAN,
    Range,
    Rejection,
    Relation,
    Span,
    model_of,
    new_id,
)
from annotator.navigate import Side
from annotator.opened import OpenDocument
from annotator.suggestions import is_open


def add_span(
    opened: OpenDocument,
    start: int,
    end: int,
    label: str,
    fragments: Sequence[Range] = (),
    origin: str = HUMAN,
) -> Edit:
    """Label `[start, end)`."""
    parts = tuple(fragments) if len(fragments) > 1 else ()
    span = Span(new_id(), start, end, label, origin, fragments=parts)
    title = f"Label “{short(opened.text_of(span))}” as {label_title(opened, label)}"
    return finish(opened, title, [change(opened, None, span)])


def revised(opened: OpenDocument, id: str, new: Span) -> Change:
    """The change from an own span, or from a suggestion that becomes an own one, to `new`."""
    old = opened.span(id)
    if id in opened.own.spans:
        origin = old.origin
        if model_of(origin) and not origin.endswith(CORRECTED):
            origin += CORRECTED
        return change(opened, old, replace(new, origin=origin))
    return change(opened, None, replace(new, id=new_id(), origin=old.origin + CORRECTED))


def relabel(opened: OpenDocument, ids: Iterable[str], label: str) -> Edit:
    """Give spans or suggestions another label; a suggestion that has it is accepted as it is."""
    changes = []
    for id in ids:
        old = opened.span(id)
        if old.label != label:
            changes.append(revised(opened, id, replace(old, label=label)))
        elif id in opened.suggestions.spans:
            changes.append(change(opened, None, replace(old, id=new_id())))
    if not changes:
        raise EditRefused(f"This is {label_title(opened, label)} already")
    what = _what(opened, [c.item for c in changes if isinstance(c.item, Span)])
    return finish(opened, f"Relabel {what} as {label_title(opened, label)}", changes)


def move_edge(opened: OpenDocument, id: str, side: Side, offset: int) -> Edit:
    """Put the start or the end of a span at a code point offset."""
    old = opened.span(id)
    if not 0 <= offset <= len(opened.document.text):
        raise EditRefused(
            "The edge is at the end of the text"
            if side == "end"
            else "The edge is at the start of the text"
        )
    ranges = list(old.ranges)
    if side == "start":
        ranges[0] = (offset, ranges[0][1])
    else:
        ranges[-1] = (ranges[-1][0], offset)
    if ranges[0][0] >= ranges[0][1] or ranges[-1][0] >= ranges[-1][1]:
        raise EditRefused("The span would be empty", do="Delete it instead.")
    new = replace(
        old,
        start=ranges[0][0],
        end=ranges[-1][1],
        fragments=tuple(ranges) if len(ranges) > 1 else (),
    )
    if new == old:
        raise EditRefused("The edge is there already")
    title = f"Move the {side} of “{short(opened.text_of(old))}”"
    return finish(opened, title, [revised(opened, id, new)])


def delete(opened: OpenDocument, ids: Iterable[str]) -> Edit:
    """Delete own spans and relations; relations of a deleted span go along, and a model's
    suggestion behind a deleted span counts as rejected, so that it does not come back."""
    ids = list(dict.fromkeys(ids))
    spans = [opened.own.spans[id] for id in ids if id in opened.own.spans]
    relations = [opened.own.relations[id] for id in ids if id in opened.own.relations]
    gone: Sequence[Span | Relation] = spans or relations
    return finish(opened, f"Delete {_what(opened, gone)}", deletions(opened, spans, relations))


def deletions(
    opened: OpenDocument, spans: Sequence[Span], relations: Sequence[Relation] = ()
) -> list[Change]:
    """The changes that delete own spans and relations with all that depends on them."""
    gone = {relation.id: relation for relation in relations}
    for span in spans:
        gone |= {r.id: r for r in opened.own.relations_of(span.id)}
    changes = [change(opened, relation, None) for relation in gone.values()]
    changes += [change(opened, span, None) for span in spans]
    return changes + [change(opened, None, no) for no in _rejections(opened, spans)]


def _rejections(opened: OpenDocument, spans: Sequence[Span]) -> list[Rejection]:
    ids = {span.id for span in spans}
    suggested = {
        s.id: s
        for span in spans
        if model_of(span.origin)
        for s in opened.suggestions.index.touching(span.start, span.end)
        if s.origin == model_of(span.origin)
    }
    return [
        Rejection(new_id(), s.label, s.ranges, origin=s.origin)
        for s in suggested.values()
        if not is_open(s, opened.own) and is_open(s, opened.own, ids)
    ]


def split(opened: OpenDocument, id: str, offset: int) -> Edit:
    """Cut a span in two at an offset within it; white space at the cut belongs to neither."""
    old, text = opened.span(id), opened.document.text
    if old.fragments:
        raise EditRefused("A span with several parts cannot be split")
    if not old.start < offset < old.end:
        raise EditRefused("The caret is not inside the span", do="Put it where to cut.")
    left_end = old.start + len(text[old.start : offset].rstrip())
    right_start = old.end - len(text[offset : old.end].lstrip())
    left = revised(opened, id, replace(old, end=left_end))
    assert isinstance(left.after, Span)
    right = replace(left.after, id=new_id(), start=right_start, end=old.end)
    title = f"Split “{short(opened.text_of(old))}”"
    return finish(opened, title, [left, change(opened, None, right)])


def merge(opened: OpenDocument, ids: Iterable[str]) -> Edit:
    """Join own spans into one from the first start to the last end, with the first's label;
    their relations move to it."""
    spans = sorted((opened.span(id) for id in dict.fromkeys(ids)), key=reading_order)
    if len(spans) < 2 or any(span.id not in opened.own.spans for span in spans):
        raise EditRefused("Merging needs two spans of your own", do="Choose another span.")
    first, rest = spans[0], {span.id for span in spans[1:]}
    whole = replace(first, end=max(span.end for span in spans), fragments=())
    changes = [revised(opened, first.id, whole)]
    changes += _moved_relations(opened, first.id, rest)
    changes += [change(opened, opened.own.spans[id], None) for id in sorted(rest)]
    return finish(opened, f"Merge {_what(opened, spans)}", changes)


def _moved_relations(opened: OpenDocument, to: str, gone: set[str]) -> list[Change]:
    old = {r.id: r for id in sorted(gone) for r in opened.own.relations_of(id)}
    keys = {r.key for r in opened.own.relations_of(to) if r.id not in old}
    changes = []
    for relation in old.values():
        ends = {side: to for side in ("head", "tail") if getattr(relation, side) in gone}
        new = replace(relation, **ends)  # type: ignore[arg-type]  # both are span ids
        keep = new.head != new.tail and new.key not in keys
        keys.add(new.key)
        changes.append(change(opened, relation, new if keep else None))
    return changes


def set_note(opened: OpenDocument, id: str, note: str) -> Edit:
    """Write the note of an own span or relation; empty removes it."""
    return _set_field(opened, id, "note", note, "Note on")


def set_kb_id(opened: OpenDocument, id: str, kb_id: str) -> Edit:
    """Link an own span to an entry of a knowledge base; empty unlinks it."""
    return _set_field(opened, id, "kb_id", kb_id, "Entity of")


def _set_field(opened: OpenDocument, id: str, name: str, value: str, verb: str) -> Edit:
    old: Span | Relation | None = opened.own.spans.get(id)
    if old is None and name != "kb_id":
        old = opened.own.relations.get(id)
    if old is None:
        raise EditRefused("Only your own labels can carry this", do="Accept it first.")
    if getattr(old, name) == value:
        raise EditRefused("There is nothing to change here")
    new = replace(old, **{name: value})  # type: ignore[arg-type]  # note and kb_id are texts
    return finish(opened, f"{verb} {_what(opened, [old])}", [change(opened, old, new)])


def set_attribute(opened: OpenDocument, id: str, name: str, value: str) -> Edit:
    """Set an attribute of an own span or relation; an empty value removes it."""
    old = opened.own.spans.get(id) or opened.own.relations.get(id)
    if old is None:
        raise EditRefused("Only your own labels can carry this", do="Accept it first.")
    attributes = {**old.attributes, name: value}
    if not value:
        del attributes[name]
    if attributes == old.attributes:
        raise EditRefused("There is nothing to change here")
    new = replace(old, attributes=attributes)
    return finish(opened, f"{name} of {_what(opened, [old])}", [change(opened, old, new)])


def _what(opened: OpenDocument, items: Sequence[Span | Relation]) -> str:
    if len(items) != 1:
        noun = "relations" if items and isinstance(items[0], Relation) else "spans"
        return f"{len(items)} {noun}"
    item = items[0]
    if isinstance(item, Span):
        return f"“{short(opened.text_of(item))}”"
    label = opened.scheme.get("relation", item.label)
    return f"“{label.title if label else item.label}”"
