"""Answers to suggestions: accept and reject, one or all."""

from collections.abc import Iterable
from dataclasses import replace

from annotator.annotations import reading_order
from annotator.changes import Change, Edit
from annotator.edits.door import change, finish, short
from annotator.errors import EditRefused
from annotator.model import Rejection, Relation, Span, new_id
from annotator.opened import OpenDocument


def accept(opened: OpenDocument, ids: Iterable[str]) -> Edit:
    """Copy suggestions into the own layer, with their origin; a relation brings its ends."""
    wanted = list(dict.fromkeys(ids))
    relations = [opened.relation(id) for id in wanted if id in opened.suggestions.all_relations]
    spans = [opened.span(id) for id in wanted if id in opened.suggestions.all]
    ends = {end for relation in relations for end in (relation.head, relation.tail)}
    spans += [opened.suggestions.spans[id] for id in sorted(ends) if _needed(opened, id, spans)]
    if not spans and not relations:
        raise EditRefused("No suggestion is selected", do="Tab goes to the next one.")
    new = {span.id: replace(span, id=new_id()) for span in spans}
    changes = [change(opened, None, span) for span in new.values()]
    changes += [_accepted(opened, relation, new) for relation in relations]
    return finish(opened, f"Accept {_what(opened, spans, relations)}", changes)


def _needed(opened: OpenDocument, id: str, spans: list[Span]) -> bool:
    return id in opened.suggestions.spans and all(span.id != id for span in spans)


def _accepted(opened: OpenDocument, relation: Relation, new: dict[str, Span]) -> Change:
    def end(id: str) -> str:
        if id in new:
            return new[id].id
        span = opened.suggestions.end(id)
        assert span is not None
        return span.id

    own = replace(relation, id=new_id(), head=end(relation.head), tail=end(relation.tail))
    return change(opened, None, own)


def accept_all(opened: OpenDocument) -> Edit:
    """Accept every open suggestion at or above the threshold, where the rules allow it."""
    spans = sorted(opened.suggestions.spans.values(), key=reading_order)
    taken: set[object] = set()
    ids = []
    for span in spans:
        if span.key not in taken and opened.scheme.get("span", span.label):
            taken.add(span.key)
            ids.append(span.id)
    if not ids:
        raise EditRefused("There are no suggestions to accept here")
    return accept(opened, ids)


def prefill(opened: OpenDocument) -> Edit:
    """Take every suggestion into a layer that was not begun. Raises EditRefused."""
    if opened.own.status != "new" or any(True for _ in opened.own.items()):
        raise EditRefused("This document was begun already")
    edit = accept_all(opened)
    return replace(edit, title=edit.title.replace("Accept", "Pre-fill", 1))


def reject(opened: OpenDocument, ids: Iterable[str]) -> Edit:
    """Record a "no" to suggestions, so that they do not come back."""
    wanted = list(dict.fromkeys(ids))
    spans = [opened.span(id) for id in wanted if id in opened.suggestions.spans]
    relations = [opened.relation(id) for id in wanted if id in opened.suggestions.relations]
    if not spans and not relations:
        raise EditRefused("No suggestion is selected", do="Tab goes to the next one.")
    noes = [Rejection(new_id(), s.label, s.ranges, origin=s.origin) for s in spans]
    for relation in relations:
        head, tail = (opened.suggestions.end(id) for id in (relation.head, relation.tail))
        assert head is not None
        assert tail is not None
        noes.append(Rejection(new_id(), relation.label, head.ranges, tail.ranges, relation.origin))
    changes = [change(opened, None, no) for no in noes]
    return finish(opened, f"Reject {_what(opened, spans, relations)}", changes)


def _what(opened: OpenDocument, spans: list[Span], relations: list[Relation]) -> str:
    if len(spans) == 1 and not relations:
        return f"“{short(opened.text_of(spans[0]))}”"
    if relations and len(relations) == 1:
        label = opened.scheme.get("relation", relations[0].label)
        return f"“{label.title if label else relations[0].label}”"
    return f"{len(spans) + len(relations)} suggestions"
