"""Labels under other names, and labels left out, in records on their way in or out."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

from annotator.formats.base import Record
from annotator.model import DocumentLabel, Relation, Span
from annotator.scheme import Label, Rule, Scheme

Naming = Callable[[str], str]
"""From a label to its new name, or to nothing where it is left out."""


def naming(names: Mapping[str, str], only: frozenset[str] = frozenset()) -> Naming:
    """Labels of `names` get those names; with `only`, all but these are left out first."""

    def name(label: str) -> str:
        return "" if only and label not in only else names.get(label, label)

    return name


def relabelled(record: Record, name: Naming, left_out: Counter[str]) -> Record:
    """The record with its labels renamed. What has no name any more is left out and counted by
    its label, relations whose ends are left out along with it; of items that became the same,
    the first stays."""
    spans, ids = _spans(record, name, left_out)
    relations: dict[object, Relation] = {}
    for one in record.relations:
        label = name(one.label)
        if not label or one.head not in ids or one.tail not in ids:
            left_out[one.label] += 1
            continue
        moved = replace(one, label=label, head=ids[one.head], tail=ids[one.tail])
        relations.setdefault(moved.key, moved)
    labels: dict[str, DocumentLabel] = {}
    for mark in record.labels:
        label = name(mark.label)
        if label:
            labels.setdefault(label, replace(mark, label=label))
        else:
            left_out[mark.label] += 1
    comments = tuple(
        replace(x, span=ids[x.span]) if x.span else x
        for x in record.comments
        if not x.span or x.span in ids
    )
    return replace(
        record,
        spans=tuple(spans),
        relations=tuple(relations.values()),
        labels=tuple(labels.values()),
        comments=comments,
    )


def _spans(
    record: Record, name: Naming, left_out: Counter[str]
) -> tuple[list[Span], dict[str, str]]:
    """The spans, and for the id of each that is kept the id under which it is found."""
    found: dict[object, Span] = {}
    ids: dict[str, str] = {}
    for span in record.spans:
        label = name(span.label)
        if not label:
            left_out[span.label] += 1
            continue
        moved = replace(span, label=label)
        ids[span.id] = found.setdefault(moved.key, moved).id
    return list(found.values()), ids


def renamed_scheme(scheme: Scheme, name: Naming) -> Scheme:
    """The scheme without the labels that are renamed or left out: they come with the records
    under their new names."""
    kept = [label for label in scheme.labels if name(label.id) == label.id]
    there = {(label.kind, label.id) for label in kept}
    rules = [
        rule
        for rule in scheme.rules
        if ("relation", rule.label) in there
        and ("span", rule.head) in there
        and ("span", rule.tail) in there
    ]
    return replace(scheme, labels=tuple(kept), rules=tuple(rules))


def scheme_under(scheme: Scheme, name: Naming) -> Scheme:
    """The scheme with its labels under their new names, each once, without those left out."""
    labels: dict[tuple[str, str], Label] = {}
    for label in scheme.labels:
        new = name(label.id)
        if new:
            labels.setdefault((label.kind, new), replace(label, id=new))
    rules = (Rule(name(x.label), name(x.head), name(x.tail)) for x in scheme.rules)
    kept = dict.fromkeys(x for x in rules if x.label and x.head and x.tail)
    return replace(scheme, labels=tuple(labels.values()), rules=tuple(kept))
