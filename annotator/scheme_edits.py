"""Edits of the scheme. What they change in annotations, they change in all layers of everybody,
and one undo takes all of it back."""

from collections.abc import Iterator
from dataclasses import replace

from annotator.annotations import Annotations
from annotator.changes import Change, Edit, Relabelling, SchemeChange
from annotator.errors import EditRefused
from annotator.model import Comment, Item, Relation, Span, new_id
from annotator.scheme import Label, LabelKind, Scheme, checked
from annotator.scheme_changes import freed_by, merged, renamed, without
from annotator.store.project import Project
from annotator.store.usage import doubled, usage


def change_scheme(project: Project, scheme: Scheme, title: str = "Change the labels") -> Edit:
    """Any change that leaves annotations as they are: new labels, names, colours, keys, order,
    rules, attributes, guidelines.

    Raises SchemeError if the scheme contradicts itself, EditRefused if a used label would go.
    """
    _refuse_reading(project)
    scheme, before = checked(scheme), project.scheme
    if scheme == before and scheme.name == before.name:
        raise EditRefused("There is nothing to change here")
    gone = [label for key, label in before.by_id.items() if key not in scheme.by_id]
    for label in gone:
        _refuse_used(project, label)
    return Edit(new_id(), title, (), beyond=(SchemeChange(before, scheme),))


def rename_label(project: Project, kind: LabelKind, old: str, new: str) -> Edit:
    """Give a label another id, in the scheme and in all layers.

    Raises EditRefused if another label has it, SchemeError if it cannot be one.
    """
    label, new = _known(project, kind, old), new.strip()
    if new == old:
        raise EditRefused("There is nothing to change here")
    if (kind, new) in project.scheme.by_id:
        raise EditRefused(f"There is a label {new} already", do=f"Merge {old} with it instead.")
    scheme = checked(renamed(project.scheme, kind, old, new))
    return Edit(
        new_id(),
        f"Rename {label.id} to {new}",
        (),
        beyond=(SchemeChange(project.scheme, scheme), Relabelling(kind, old, new, whole=True)),
    )


def merge_labels(project: Project, kind: LabelKind, old: str, into: str) -> Edit:
    """Take a label out of the scheme; what has it gets another one, and what would then be
    there twice becomes one, with the relations and comments of both."""
    label, goal = _known(project, kind, old), _known(project, kind, into)
    if old == into:
        raise EditRefused("A label cannot be merged with itself", do="Choose another one.")
    scheme = checked(merged(project.scheme, kind, old, into))
    return Edit(
        new_id(),
        f"Merge {label.title} with {goal.title}",
        tuple(_united(project, kind, old, into)),
        beyond=(SchemeChange(project.scheme, scheme), Relabelling(kind, old, into)),
    )


def delete_label(project: Project, kind: LabelKind, id: str) -> Edit:
    """Take a label out of the scheme. Raises EditRefused with the count if people use it:
    `merge_labels` moves what has it."""
    label = _known(project, kind, id)
    _refuse_used(project, label)
    freed = freed_by(project.scheme, kind, id)
    if freed:
        name = project.scheme.by_id[("relation", freed[0])].title
        raise EditRefused(
            f"“{name}” joins nothing but {label.title}",
            do="Delete it first, or let it join other labels.",
        )
    scheme = checked(without(project.scheme, kind, id))
    title = f"Delete the label {label.title}"
    return Edit(new_id(), title, (), beyond=(SchemeChange(project.scheme, scheme),))


def _known(project: Project, kind: LabelKind, id: str) -> Label:
    _refuse_reading(project)
    label = project.scheme.get(kind, id)
    if label is None:
        raise EditRefused(f"The scheme has no label {id}")
    return label


def _refuse_reading(project: Project) -> None:
    if project.read_only:
        raise EditRefused(
            "This project is open for reading only", do="Close the other window to edit here."
        )


def _refuse_used(project: Project, label: Label) -> None:
    count = usage(project).get((label.kind, label.id))
    if count is not None and count.people:
        things = {"span": "span", "relation": "relation", "document": "document"}[label.kind]
        noun = things if count.people == 1 else f"{things}s"
        have = "has" if count.people == 1 else "have"
        raise EditRefused(
            f"{count.people} {noun} {have} the label {label.title}",
            do="Merge it with another label instead.",
        )


# ---------------------------------------------------------------------- what would be doubled


def _united(project: Project, kind: LabelKind, old: str, into: str) -> Iterator[Change]:
    for document, annotator in doubled(project, kind, old, into):
        own = project.annotations(document, annotator)
        for before, after in _without_doubles(own, kind, old, into):
            yield Change(document, annotator, before, after)


def _without_doubles(
    own: Annotations, kind: LabelKind, old: str, into: str
) -> Iterator[tuple[Item, Item | None]]:
    if kind == "document":
        yield from ((label, None) for label in own.labels.values() if label.label == old)
    elif kind == "relation":
        keys = {r.key for r in own.relations.values() if r.label == into}
        for relation in own.relations.values():
            if relation.label == old and replace(relation, label=into).key in keys:
                yield relation, None
    else:
        yield from _without_doubled_spans(own, old, into)


def _without_doubled_spans(
    own: Annotations, old: str, into: str
) -> Iterator[tuple[Item, Item | None]]:
    stays = {span.ranges: span.id for span in own.spans.values() if span.label == into}
    goes: dict[str, str] = {}
    spans: list[Span] = []
    for span in own.spans.values():
        if span.label == old and span.ranges in stays:
            goes[span.id] = stays[span.ranges]
            spans.append(span)
    yield from _moved_relations(own, goes)
    for comment in own.comments.values():
        if comment.span in goes:
            moved: Comment = replace(comment, span=goes[comment.span])
            yield comment, moved
    yield from ((span, None) for span in spans)


def _moved_relations(
    own: Annotations, goes: dict[str, str]
) -> Iterator[tuple[Relation, Relation | None]]:
    """Relations of spans that go move to those that stay, unless they are there already."""
    touched = {r.id: r for id in goes for r in own.relations_of(id)}
    keys = {r.key for r in own.relations.values() if r.id not in touched}
    for relation in touched.values():
        head = goes.get(relation.head, relation.head)
        tail = goes.get(relation.tail, relation.tail)
        moved = replace(relation, head=head, tail=tail)
        yield relation, None if head == tail or moved.key in keys else moved
        keys.add(moved.key)
