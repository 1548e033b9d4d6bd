"""The memory's relations in the open document: looked for piece by piece, and learnt from
changes."""

import uuid
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from time import monotonic

from annotator.annotations import Annotations
from annotator.changes import Change
from annotator.memory.links import LinkAnswer, Links, near_pairs, pair_of
from annotator.memory.memory import NAME
from annotator.memory.words import folded
from annotator.model import Item, Range, Rejection, Relation, Span, model_of
from annotator.opened import OpenDocument
from annotator.suggestions import Suggestions

_NAMESPACE = uuid.UUID("5b0c4c9e-7f6e-4a53-8a57-2f0c3f4f1d02")
Spans = Mapping[str, Span]


def link_answer(text: str, item: Item | None, spans: Spans) -> LinkAnswer | None:
    """What an item says about relations; None if nothing, or if an end has several parts."""
    if isinstance(item, Relation):
        head, tail = spans.get(item.head), spans.get(item.tail)
        if head is None or tail is None or head.fragments or tail.fragments:
            return None
        pair = pair_of(text, (head.start, head.end), (tail.start, tail.end))
        ends, labels = (head.id, tail.id), (head.label, tail.label)
        return LinkAnswer(item.label, True, pair, labels, ends, model_of(item.origin) == NAME)
    if isinstance(item, Rejection) and len(item.ranges) == len(item.tail) == 1:
        pair = pair_of(text, item.ranges[0], item.tail[0])
        return LinkAnswer(item.label, False, pair, remembered=model_of(item.origin) == NAME)
    return None


def learn_links(
    links: Links, changes: Iterable[Change], text: str, layer: Callable[[], Annotations]
) -> bool:
    """Learn from changes of a layer, which is asked for as it is afterwards if need be. Whether
    there was anything to learn."""
    ids: dict[str, Item | None] = {}
    for change in changes:
        for item in (change.before, change.after):
            if isinstance(item, Span):
                ids.update(dict.fromkeys(links.relations_of(item.id)))
            elif isinstance(item, Relation | Rejection):
                ids[item.id] = None
    if not ids:
        return False
    own = layer()
    noes = {no.id: no for no in own.rejections.values()}
    now = {id: link_answer(text, own.relations.get(id) or noes.get(id), own.spans) for id in ids}
    return any([links.put(id, answer) for id, answer in now.items()])  # noqa: C419  each one is learnt


class LinkOffers:
    """Which pieces of the open document are still to be looked at for relations."""

    def __init__(self, links: Links) -> None:
        self.links = links
        self._parts: Sequence[Range] = ()
        self._waiting: list[Range] = []
        self._offered: dict[Range, dict[str, Relation]] = {}

    @property
    def waits(self) -> bool:
        """Whether there is something to look at."""
        return bool(self._waiting)

    def begin(self, parts: Sequence[Range]) -> None:
        """Look at a document from the start; nothing of it is offered as yet."""
        self._parts = parts
        self._offered.clear()
        self._waiting = list(reversed(parts)) if self.links else []

    def again(self, places: Iterable[Range], everywhere: bool) -> None:
        """Look again where these places lie, and then `everywhere` if patterns changed."""
        if not self.links and not self._offered:
            return
        near = sorted({part for place in places for part in self._at(place)})
        rest = reversed(self._parts) if everywhere else self._waiting
        known = set(near)
        self._waiting = [p for p in rest if p not in known] + near[::-1]

    def news(self, opened: OpenDocument, seconds: float) -> tuple[list[str], list[Relation]]:
        """The ids of relations that are no longer offered, and those that are new or changed. After
        about so many seconds it stops, and goes on when it is asked again."""
        gone: list[str] = []
        fresh: list[Relation] = []
        until = monotonic() + seconds
        while self._waiting:
            part = self._waiting.pop()
            new = {r.id: r for r in self._offers(opened, part)}
            old = self._offered.pop(part, {})
            if new:
                self._offered[part] = new
            gone += [id for id in old if id not in new]
            fresh += [r for id, r in new.items() if old.get(id) != r]
            if monotonic() > until:
                break
        return gone, fresh

    def _at(self, place: Range) -> Sequence[Range]:
        first = bisect_left(self._parts, place[0], key=lambda part: part[1])
        last = bisect_left(self._parts, place[1], key=lambda part: part[0])
        return self._parts[first:last]

    def _offers(self, opened: OpenDocument, part: Range) -> Iterable[Relation]:
        text, scheme = opened.document.text, opened.scheme
        spans = [s for s in _open_spans(opened, part) if s.end <= part[1]]
        strings = {s.id: folded(text[s.start : s.end]) for s in spans} if self.links else {}
        for head, tail in near_pairs(spans) if self.links else ():
            labels, texts = (head.label, tail.label), (strings[head.id], strings[tail.id])
            if not self.links.may_join(texts, labels):
                continue
            pair = pair_of(text, (head.start, head.end), (tail.start, tail.end))
            guess = self.links.guess(pair, labels)
            if guess is None or not scheme.get("relation", guess.label):
                continue
            allowed = scheme.allows(guess.label, head.label, tail.label)
            if allowed and not _is_said(opened.suggestions, guess.label, head, tail):
                key = f"{opened.document.id}:{head.id}:{tail.id}:{guess.label}"
                id = str(uuid.uuid5(_NAMESPACE, key))
                yield Relation(id, guess.label, head.id, tail.id, NAME, guess.score)


def _open_spans(opened: OpenDocument, part: Range) -> list[Span]:
    """What can be joined in a part of the text: own spans, and suggestions that are open."""
    suggestions = opened.suggestions
    said = suggestions.index.touching(*part)
    spans = [*opened.own.index.touching(*part), *(s for s in said if s.id in suggestions.spans)]
    return [span for span in spans if span.start >= part[0]]


def _is_said(suggestions: Suggestions, label: str, head: Span, tail: Span) -> bool:
    """Whether a model suggests the same between the same places."""
    there = [s for s in suggestions.index.touching(head.start, head.end) if s.ranges == head.ranges]
    return any(
        r.label == label and r.origin != NAME and suggestions.all[r.tail].ranges == tail.ranges
        for span in there
        for r in suggestions.relations_of(span.id)
        if r.head == span.id and r.tail in suggestions.all
    )
