"""Edits of relations. An end that is a suggestion is accepted with the relation."""

from dataclasses import replace

from annotator.changes import Change, Edit
from annotator.edits.door import change, finish
from annotator.errors import EditRefused
from annotator.model import CORRECTED, HUMAN, Relation, Span, model_of, new_id
from annotator.opened import OpenDocument


def add_relation(
    opened: OpenDocument, head: str, tail: str, label: str, origin: str = HUMAN
) -> Edit:
    """Draw a relation from one span to another."""
    changes, ends = owned(opened, (head, tail))
    relation = Relation(new_id(), label, ends[head].id, ends[tail].id, origin)
    title = f"Relation “{relation_title(opened, label)}”"
    return finish(opened, title, [*changes, change(opened, None, relation)])


def owned(opened: OpenDocument, ids: tuple[str, ...]) -> tuple[list[Change], dict[str, Span]]:
    """Changes that accept those of the spans that are suggestions, and the own span of each."""
    changes: list[Change] = []
    ends: dict[str, Span] = {}
    for id in dict.fromkeys(ids):
        span = opened.span(id)
        if id not in opened.own.spans:
            span = replace(span, id=new_id())
            changes.append(change(opened, None, span))
        ends[id] = span
    return changes, ends


def relation_title(opened: OpenDocument, label: str) -> str:
    """The display name of a relation label."""
    found = opened.scheme.get("relation", label)
    return found.title if found else label


def relabel_relation(opened: OpenDocument, id: str, label: str) -> Edit:
    """Give a relation another label."""
    old = _own(opened, id)
    if old.label == label:
        raise EditRefused(f"This is “{relation_title(opened, label)}” already")
    new = replace(old, label=label, origin=_touched(old.origin))
    title = f"Relabel relation as “{relation_title(opened, label)}”"
    return finish(opened, title, [change(opened, old, new)])


def reverse_relation(opened: OpenDocument, id: str) -> Edit:
    """Swap head and tail."""
    old = _own(opened, id)
    new = replace(old, head=old.tail, tail=old.head, origin=_touched(old.origin))
    title = f"Reverse “{relation_title(opened, old.label)}”"
    return finish(opened, title, [change(opened, old, new)])


def _touched(origin: str) -> str:
    untouched = model_of(origin) and not origin.endswith(CORRECTED)
    return origin + CORRECTED if untouched else origin


def _own(opened: OpenDocument, id: str) -> Relation:
    relation = opened.relation(id)
    if id not in opened.own.relations:
        raise EditRefused("This relation is only suggested", do="Accept it first.")
    return relation
