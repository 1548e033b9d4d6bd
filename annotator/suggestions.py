"""The suggestions of a document that still wait for an answer.

Which are open is derived, never stored: from what models said, what the annotator has, and
what the annotator rejected. So undo brings a suggestion back without any book-keeping.
"""

from collections.abc import Iterable

from annotator.annotations import Annotations, Beginnings, SpanIndex
from annotator.changes import Change
from annotator.model import Range, Rejection, Relation, Span, model_of


def answers(own: Span, suggestion: Span) -> bool:
    """Whether a span of the annotator's settles a suggestion: it stands at the same place, or
    it overlaps and has the same label or came from the same model (with an edge moved)."""
    if own.ranges == suggestion.ranges:
        return True
    if own.start >= suggestion.end or own.end <= suggestion.start:
        return False
    return own.label == suggestion.label or model_of(own.origin) == suggestion.origin


def is_open(suggestion: Span, own: Annotations, without: Iterable[str] = ()) -> bool:
    """Whether a suggested span is unanswered, were the own spans `without` not there."""
    if own.is_rejected((suggestion.ranges, suggestion.label, ())):
        return False
    left_out = set(without)
    near = own.index.touching(suggestion.start, suggestion.end)
    return not any(span.id not in left_out and answers(span, suggestion) for span in near)


class Suggestions:
    """A document's suggestions from its models' layers, and which of them are open."""

    def __init__(
        self, own: Annotations, layers: Iterable[Annotations] = (), threshold: float = 0.0
    ) -> None:
        layers = tuple(layers)
        self._own = own
        self.threshold = threshold
        self.all: dict[str, Span] = {id: s for layer in layers for id, s in layer.spans.items()}
        self.all_relations: dict[str, Relation] = {
            id: r for layer in layers for id, r in layer.relations.items()
        }
        self.index = SpanIndex(self.all.values())
        self.spans: dict[str, Span] = {}
        self.beginnings = Beginnings()
        self._links: dict[str, list[Relation]] = {}
        for relation in self.all_relations.values():
            self._link(relation)
        for span in self.all.values():
            self._judge(span)
        self.relations: dict[str, Relation] = {}
        for relation in self.all_relations.values():
            self._judge_relation(relation)

    def _judge(self, span: Span) -> None:
        high = span.score is None or span.score >= self.threshold
        if high and is_open(span, self._own):
            self._open(span)
        else:
            self._shut(span)

    def _open(self, span: Span) -> None:
        if span.id not in self.spans:
            self.beginnings.add(span.start)
        self.spans[span.id] = span

    def _shut(self, span: Span) -> Span | None:
        old = self.spans.pop(span.id, None)
        if old is not None:
            self.beginnings.remove(old.start)
        return old

    def _link(self, relation: Relation) -> None:
        for end in {relation.head, relation.tail}:
            self._links.setdefault(end, []).append(relation)

    def replace_relations(self, gone: Iterable[str], new: Iterable[Relation]) -> set[str]:
        """Exchange suggested relations, those that go by id; their ends may be own spans. Returns
        the ids of those that came, went or changed on the screen."""
        shown = {}
        for id in gone:
            shown[id] = self.relations.pop(id, None)
            self._unlink(self.all_relations.pop(id))
        for relation in new:
            shown[relation.id] = self.relations.get(relation.id)
            old = self.all_relations.get(relation.id)
            if old is not None:
                self._unlink(old)
            self.all_relations[relation.id] = relation
            self._link(relation)
            self._judge_relation(relation)
        return {id for id, relation in shown.items() if relation != self.relations.get(id)}

    def _unlink(self, relation: Relation) -> None:
        for end in {relation.head, relation.tail}:
            self._links[end].remove(relation)

    def recheck_relations(self, spans: Iterable[str]) -> set[str]:
        """Judge the relations of some spans again; the ids of those that came or went."""
        found = {r.id: r for id in spans for r in self._links.get(id, ())}
        before = {id for id in found if id in self.relations}
        for relation in found.values():
            self._judge_relation(relation)
        return {id for id in found if (id in self.relations) != (id in before)}

    def replace(self, gone: Iterable[Span], new: Iterable[Span]) -> set[str]:
        """Exchange suggested spans; what hangs on them is to be judged again. Returns the ids of
        those that came, went or changed on the screen."""
        shown = {}
        for span in gone:
            old = self.all.pop(span.id)
            self.index.remove(old)
            shown[span.id] = self._shut(span)
        for span in new:
            shown.setdefault(span.id, None)
            self.all[span.id] = span
            self.index.add(span)
            self._judge(span)
        return {id for id, span in shown.items() if span != self.spans.get(id)}

    def _judge_relation(self, relation: Relation) -> None:
        high = relation.score is None or relation.score >= self.threshold
        if high and self._relation_is_open(relation):
            self.relations[relation.id] = relation
        else:
            self.relations.pop(relation.id, None)

    def _relation_is_open(self, relation: Relation) -> bool:
        head, tail = self.end(relation.head), self.end(relation.tail)
        if head is None or tail is None:
            return False
        if self._own.is_rejected((head.ranges, relation.label, tail.ranges)):
            return False
        return not any(
            r.head == head.id and r.tail == tail.id for r in self._own.relations_of(head.id)
        )

    def end(self, id: str) -> Span | None:
        """The end span of a suggested relation: an own span, by its id or because it stands at
        the place, else the open suggestion; None when the end is gone or was rejected."""
        if id in self._own.spans:
            return self._own.spans[id]
        span = self.all.get(id)
        if span is None:
            return None
        own = self._own.at(span.ranges)
        same = [s for s in own if s.label == span.label] or own
        return same[0] if same else self.spans.get(id)

    def relations_of(self, span: str) -> list[Relation]:
        """Suggested relations, open or not, that start from or go to a span."""
        return self._links.get(span, [])

    def recheck(self, changes: Iterable[Change]) -> None:
        """Judge again what the changes of the own layer may have answered or reopened."""
        changes = list(changes)
        places = {place for change in changes for place in _places(change, self._own)}
        spans = {s.id: s for a, b in places for s in self.index.touching(a, b)}
        sides = (x for change in changes for x in (change.before, change.after))
        own = {x.id for x in sides if isinstance(x, Span)}
        own |= {s.id for a, b in places for s in self._own.index.touching(a, b)}
        relations = {r.id: r for id in {*spans, *own} for r in self._links.get(id, ())}
        for span in spans.values():
            self._judge(span)
        for relation in relations.values():
            self._judge_relation(relation)


def _places(change: Change, own: Annotations) -> list[Range]:
    places: list[Range] = []
    for item in (change.before, change.after):
        if isinstance(item, Span):
            places.append((item.start, item.end))
        elif isinstance(item, Rejection):
            places.append((item.ranges[0][0], item.ranges[-1][1]))
        elif isinstance(item, Relation):
            ends = (own.spans.get(item.head), own.spans.get(item.tail))
            places.extend((span.start, span.end) for span in ends if span)
    return places
