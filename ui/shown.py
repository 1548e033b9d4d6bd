"""From the session's items to what the canvas draws."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from annotator.changes import Change
from annotator.model import Rejection, Relation, Span
from annotator.opened import OpenDocument
from annotator.scheme import Scheme
from ui.canvas.content import CanvasContent, CanvasTheme, ShownRelation, ShownSpan, Style
from ui.theme.current import current
from ui.theme.label_colours import label_colours

Shown = TypeVar("Shown", ShownSpan, ShownRelation)


def canvas_theme(scheme: Scheme | None) -> CanvasTheme:
    """The colours of the theme of the moment and of a scheme's span labels."""
    theme = current().theme
    labels = scheme.of("span") if scheme else ()
    colours = {
        label.id: label_colours(theme, label.id, label.colour, position)
        for position, label in enumerate(labels)
    }
    return CanvasTheme(theme, colours)


def shown_span(opened: OpenDocument, span: Span) -> ShownSpan:
    """A span as a box with a chip; dashed if it is only suggested."""
    label = opened.scheme.get("span", span.label)
    return ShownSpan(
        id=span.id,
        ranges=span.ranges,
        label=label.title if label else span.label,
        chip=label.chip if label else span.label,
        style="own" if span.id in opened.own.spans else "suggested",
        colour_key=span.label,
    )


def shown_relation(opened: OpenDocument, relation: Relation) -> ShownRelation | None:
    """A relation as an arc; None if an end is not on the screen."""
    suggested = relation.id not in opened.own.relations
    head, tail = relation.head, relation.tail
    if suggested:
        ends = (opened.suggestions.end(head), opened.suggestions.end(tail))
        if ends[0] is None or ends[1] is None:
            return None
        head, tail = ends[0].id, ends[1].id
    label = opened.scheme.get("relation", relation.label)
    title = label.title if label else relation.label
    return ShownRelation(relation.id, head, tail, title, "suggested" if suggested else "own")


def content(opened: OpenDocument) -> CanvasContent:
    """Everything of the open document."""
    relations = (*opened.own.relations.values(), *opened.suggestions.relations.values())
    arcs = (shown_relation(opened, relation) for relation in relations)
    return CanvasContent(
        text=opened.document.text,
        tokens=opened.tokens,
        spans=tuple(_shown_spans(opened)),
        relations=tuple(arc for arc in arcs if arc is not None),
    )


def _shown_spans(opened: OpenDocument) -> Iterator[ShownSpan]:
    """All spans; a label is looked up once, since there may be ten thousands of spans."""
    titles: dict[str, tuple[str, str]] = {}
    layers: tuple[tuple[Style, Iterable[Span]], ...] = (
        ("own", opened.own.spans.values()),
        ("suggested", opened.suggestions.spans.values()),
    )
    for style, spans in layers:
        for span in spans:
            id = span.label
            if id not in titles:
                label = opened.scheme.get("span", id)
                titles[id] = (label.title, label.chip) if label else (id, id)
            yield ShownSpan(span.id, span.ranges, *titles[id], style, id)


class ShownItems:
    """What the canvas has now, so that an edit can say which items came and went."""

    def __init__(self, content: CanvasContent | None = None) -> None:
        self.spans = {s.id: s for s in content.spans} if content else {}
        self.relations = {r.id: r for r in content.relations} if content else {}

    def after(
        self, opened: OpenDocument, changes: tuple[Change, ...]
    ) -> list[tuple[ShownSpan | ShownRelation | None, ShownSpan | ShownRelation | None]]:
        """Pairs of before and after for every item that the changes touch, spans first."""
        return self._pairs(opened, *_touched(opened, changes))

    def of_items(
        self, opened: OpenDocument, spans: Iterable[str], relations: Iterable[str]
    ) -> list[tuple[ShownSpan | ShownRelation | None, ShownSpan | ShownRelation | None]]:
        """The same for suggestions that came, went or changed."""
        return self._pairs(opened, spans, relations)

    def _pairs(
        self, opened: OpenDocument, spans: Iterable[str], relations: Iterable[str]
    ) -> list[tuple[ShownSpan | ShownRelation | None, ShownSpan | ShownRelation | None]]:
        pairs: list[tuple[ShownSpan | ShownRelation | None, ShownSpan | ShownRelation | None]] = []
        for id in spans:
            new = opened.own.spans.get(id) or opened.suggestions.spans.get(id)
            pairs.append(_swap(self.spans, id, shown_span(opened, new) if new else None))
        for id in relations:
            arc = opened.own.relations.get(id) or opened.suggestions.relations.get(id)
            pairs.append(_swap(self.relations, id, shown_relation(opened, arc) if arc else None))
        return [pair for pair in pairs if pair[0] != pair[1]]


def _swap(
    items: "dict[str, Shown]", id: str, new: "Shown | None"
) -> "tuple[Shown | None, Shown | None]":
    old = items.pop(id, None)
    if new is not None:
        items[id] = new
    return old, new


def _touched(opened: OpenDocument, changes: tuple[Change, ...]) -> tuple[list[str], list[str]]:
    """Ids of spans and relations that may look different after the changes: the items
    themselves, and the suggestions at their places with the relations between them."""
    spans: dict[str, None] = {}
    relations: dict[str, None] = {}
    for change in changes:
        for item in (change.before, change.after):
            if isinstance(item, Span):
                spans[item.id] = None
                near = opened.suggestions.index.touching(item.start, item.end)
                spans.update((s.id, None) for s in near)
            elif isinstance(item, Relation):
                relations[item.id] = None
            elif isinstance(item, Rejection):
                start, end = item.ranges[0][0], item.ranges[-1][1]
                near = opened.suggestions.index.touching(start, end)
                spans.update((s.id, None) for s in near)
    for id in spans:
        relations.update((r.id, None) for r in opened.suggestions.relations_of(id))
        relations.update((r.id, None) for r in opened.own.relations_of(id))
    return list(spans), list(relations)
