"""Which spans a relation from a given span may go to, and which labels it may have."""

from annotator.errors import EditRefused
from annotator.model import Span
from annotator.navigate import Step, neighbour
from annotator.opened import OpenDocument
from annotator.scheme import Label


class Targets:
    """The ids of the spans and suggestions that some relation label joins to a head. Asked for
    each by itself: a long document has many."""

    def __init__(self, opened: OpenDocument, head: Span) -> None:
        scheme = opened.scheme
        self._opened, self._head = opened, head.id
        self._labels = {
            x.id for x in scheme.of("span") if scheme.relations_between(head.label, x.id)
        }

    def __contains__(self, id: object) -> bool:
        if not isinstance(id, str) or id == self._head:
            return False
        span = self._opened.own.spans.get(id) or self._opened.suggestions.spans.get(id)
        return span is not None and span.label in self._labels


def next_target(opened: OpenDocument, head: Span, target: Span | None, step: Step) -> Span:
    """The next span that may be the other end: from the target, at first from the head, where
    the other direction is tried too; from the last one on, the first. Raises EditRefused."""
    scheme = opened.scheme

    def fits(span: Span) -> bool:
        return span.id != head.id and bool(scheme.relations_between(head.label, span.label))

    found = neighbour(opened, target or head, step, fits)
    if found is None and target is None:
        back: Step = -1 if step > 0 else 1
        found = neighbour(opened, head, back, fits)
    elif found is None:
        edge = -1 if step > 0 else len(opened.document.text)
        found = neighbour(opened, edge, step, fits)
    if found is None:
        raise EditRefused("No span here can be the other end", do="Label it first.")
    return found


def refusal(opened: OpenDocument, label: Label, head: Span, tail: Span | None) -> str:
    """Why a relation label does not fit these ends; empty if it does, or the tail is open."""
    if tail is None or opened.scheme.allows(label.id, head.label, tail.label):
        return ""
    heads, tails = opened.scheme.ends(label.id)
    return f"“{label.title}” joins {', '.join(heads)} to {', '.join(tails)}"
