"""The one door: every edit is checked and finished here."""

from collections.abc import Iterable, Mapping, Sequence

from annotator.changes import Change, Edit
from annotator.errors import EditRefused, OutsideScheme
from annotator.model import Item, LayerStatus, Relation, Span, layer_id, new_id
from annotator.opened import OpenDocument


def change(opened: OpenDocument, before: Item | None, after: Item | None) -> Change:
    """A change in the annotator's own layer of the open document."""
    return Change(opened.document.id, opened.who.id, before, after)


def finish(opened: OpenDocument, title: str, changes: Sequence[Change]) -> Edit:
    """The edit, valid, with the status set to "in progress" where work goes on.

    Raises EditRefused with the reason if a change breaks a rule.
    """
    if opened.read_only:
        raise EditRefused(
            "This project is open for reading only", do="Close the other window to edit here."
        )
    if not changes:
        raise EditRefused("There is nothing to change here")
    _check(opened, changes)
    status = opened.own.status
    is_work = all(item.kind not in ("status", "comment") for item in changes)
    if is_work and status != "in progress":
        id = layer_id(opened.document.id, opened.who.id)
        begun = change(opened, LayerStatus(id, status), LayerStatus(id, "in progress"))
        changes = [*changes, begun]
    return Edit(new_id(), title, tuple(changes))


def short(text: str, most: int = 40) -> str:
    """A quotation for a title, shortened in the middle of nowhere never."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def label_title(opened: OpenDocument, label: str) -> str:
    """The display name of a span label."""
    found = opened.scheme.get("span", label)
    return found.title if found else label


def _check(opened: OpenDocument, changes: Iterable[Change]) -> None:
    changes = tuple(changes)
    spans = _after(opened.own.spans, changes, Span)
    relations = _after(opened.own.relations, changes, Relation)
    for item in (c.after for c in changes):
        if isinstance(item, Span):
            _check_span(opened, item, spans)
            _check_links(opened, item, spans, relations)
        elif isinstance(item, Relation):
            _check_relation(opened, item, spans, relations)


class _After:
    """A layer's items as they will be, without copying what stays."""

    def __init__(self, stay: Mapping[str, Item], gone: set[str], come: dict[str, Item]) -> None:
        self.stay, self.gone, self.come = stay, gone, come

    def get(self, id: str) -> Item | None:
        if id in self.come:
            return self.come[id]
        return None if id in self.gone else self.stay.get(id)


def _after(items: Mapping[str, Item], changes: Iterable[Change], kind: type) -> _After:
    gone = {c.before.id for c in changes if c.before is not None and type(c.before) is kind}
    come = {c.after.id: c.after for c in changes if c.after is not None and type(c.after) is kind}
    return _After(items, gone, come)


def _check_span(opened: OpenDocument, span: Span, spans: _After) -> None:
    text = opened.document.text
    last = 0
    for start, end in span.ranges:
        if not last <= start < end <= len(text):
            raise EditRefused("The edge would leave the text or the span would be empty")
        last = end
    if all(text[a:b].isspace() for a, b in span.ranges):
        raise EditRefused("Only white space is selected", do="Select some text.")
    if opened.scheme.get("span", span.label) is None:
        raise OutsideScheme(
            f"The scheme has no label {span.label}", do="Add it to the scheme first."
        )
    there = [spans.get(s.id) for s in opened.own.at(span.ranges)]
    fresh = [s for s in spans.come.values() if isinstance(s, Span)]
    for other in (*there, *fresh):
        if isinstance(other, Span) and other.id != span.id and other.key == span.key:
            chip = opened.scheme.by_id[("span", span.label)].chip
            raise EditRefused(f"That span is there already, as {chip}")


def _check_links(opened: OpenDocument, span: Span, spans: _After, relations: _After) -> None:
    for old in opened.own.relations_of(span.id):
        relation = relations.get(old.id)
        if isinstance(relation, Relation):
            _check_relation(opened, relation, spans, relations)


def _check_relation(
    opened: OpenDocument, relation: Relation, spans: _After, relations: _After
) -> None:
    head, tail = spans.get(relation.head), spans.get(relation.tail)
    if not isinstance(head, Span) or not isinstance(tail, Span):
        raise EditRefused("A relation needs two spans of your own", do="Label both ends first.")
    if head.id == tail.id:
        raise EditRefused("A relation cannot join a span to itself", do="Choose another target.")
    label = opened.scheme.get("relation", relation.label)
    if label is None:
        raise OutsideScheme(f"The scheme has no relation {relation.label}")
    if not opened.scheme.allows(relation.label, head.label, tail.label):
        raise OutsideScheme(*_forbidden(opened, relation.label, head, tail))
    for old in (*opened.own.relations_of(head.id), *relations.come.values()):
        other = relations.get(old.id)
        if isinstance(other, Relation) and other.id != relation.id and other.key == relation.key:
            raise EditRefused(f"That relation is there already, as “{label.title}”")


def _forbidden(opened: OpenDocument, label: str, head: Span, tail: Span) -> tuple[str, str, str]:
    scheme = opened.scheme
    name = scheme.by_id[("relation", label)].title
    heads, tails = (
        ", ".join(scheme.by_id[("span", id)].chip for id in ids) for ids in scheme.ends(label)
    )
    what = f"{opened.text_of(head)} cannot be “{name}” {opened.text_of(tail)}"
    return what, "", f"The scheme joins {heads} to {tails}."
