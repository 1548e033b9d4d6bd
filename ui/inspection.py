"""From the session's items to the cards of the inspector."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from annotator.annotations import reading_order
from annotator.guidelines import section
from annotator.model import CORRECTED, HUMAN, Relation, Span, model_of
from annotator.navigate import shown
from annotator.opened import OpenDocument
from annotator.scheme import Label, LabelKind, Scheme
from ui.panels.cards import (
    AttributeCard,
    CommentCard,
    DocumentLabelCard,
    GuidelineCard,
    LabelCard,
    RelationCard,
    RelationItemCard,
    SpanCard,
)
from ui.theme.current import current
from ui.theme.label_colours import label_colours
from ui.theme.tokens import LabelColours
from ui.workspace import Workspace


def label_card(scheme: Scheme, kind: LabelKind, id: str) -> LabelCard:
    """A label as a chip; an id that the scheme does not know stands for itself."""
    for position, label in enumerate(scheme.of(kind)):
        if label.id == id:
            return _card(label, position)
    return LabelCard(id, id, id)


def _card(label: Label, position: int, count: int | None = None, reason: str = "") -> LabelCard:
    return LabelCard(
        label.id, label.chip, label.title, label.key, label.colour, position, count, reason
    )


def label_cards(workspace: Workspace) -> list[LabelCard]:
    """The rows of the labels section: span labels, or relation labels while one is drawn."""
    opened, scheme = workspace.opened, workspace.session.scheme
    if workspace.at.drawing or workspace.relation() is not None:
        refused = workspace.relation_choices()
        rows = enumerate(scheme.of("relation"))
        return [_card(x, i, reason=refused.get(x.id, "")) for i, x in rows]
    counts = opened.own.counts if opened else Counter[str]()
    return [_card(label, i, counts[label.id]) for i, label in enumerate(scheme.of("span"))]


def span_card(workspace: Workspace) -> SpanCard | None:
    """The current span, or None."""
    opened, span = workspace.opened, workspace.span()
    if opened is None or span is None:
        return None
    source, verdict = origin_words(span.origin, workspace.is_suggested())
    return SpanCard(
        id=span.id,
        text=opened.text_of(span),
        label=label_card(opened.scheme, "span", span.label),
        origin=source or opened.who.name,
        verdict=verdict,
        score=span.score,
        kb_id=span.kb_id,
        note=span.note,
        place=place(opened, span),
        suggested=workspace.is_suggested(),
        editable=not opened.read_only,
        attributes=attribute_cards(opened.scheme.get("span", span.label), span),
    )


def attribute_cards(label: Label | None, item: Span | Relation) -> tuple[AttributeCard, ...]:
    """The attributes that the scheme has for a label, then what else the item carries."""
    declared = label.attributes if label is not None else ()
    known = {one.name for one in declared}
    cards = [
        AttributeCard(x.name, str(item.attributes.get(x.name, "")), x.values, x.description)
        for x in declared
    ]
    rest = sorted(item.attributes.keys() - known)
    return (*cards, *(AttributeCard(name, str(item.attributes[name])) for name in rest))


def relation_item_card(workspace: Workspace) -> RelationItemCard | None:
    """The current relation, or None."""
    opened, relation = workspace.opened, workspace.relation()
    if opened is None or relation is None:
        return None
    suggested = workspace.is_suggested()
    ends = [opened.own.spans.get(id) for id in (relation.head, relation.tail)]
    if suggested:
        ends = [opened.suggestions.end(id) for id in (relation.head, relation.tail)]
    head, tail = ends
    if head is None or tail is None:
        return None
    label = opened.scheme.get("relation", relation.label)
    source, verdict = origin_words(relation.origin, suggested)
    return RelationItemCard(
        id=relation.id,
        name=label.title if label else relation.label,
        head=opened.text_of(head),
        head_label=label_card(opened.scheme, "span", head.label),
        tail=opened.text_of(tail),
        tail_label=label_card(opened.scheme, "span", tail.label),
        symmetric=label is not None and label.symmetric,
        origin=source or opened.who.name,
        verdict=verdict,
        score=relation.score,
        note=relation.note,
        suggested=suggested,
        editable=not opened.read_only,
        attributes=attribute_cards(label, relation),
    )


def comment_cards(workspace: Workspace) -> list[CommentCard]:
    """The comments on the open document and its spans, the oldest first."""
    opened = workspace.opened
    if opened is None:
        return []
    cards = []
    for who, comment in workspace.session.comments():
        span = opened.own.spans.get(comment.span)
        mine = comment.id in opened.own.comments
        about = opened.text_of(span) if span else "a span of theirs" if comment.span else ""
        when = datetime.fromisoformat(comment.created).astimezone()
        words = f"{when.day} {when:%B %Y, %H:%M}"
        known = span.id if span else ""
        cards.append(CommentCard(comment.id, comment.text, who, words, about, known, mine))
    return cards


def origin_words(origin: str, suggested: bool) -> tuple[str, str]:
    """Who made an item, and what became of it, in words. The first is empty for a person."""
    model = model_of(origin).replace("@", " ")
    if suggested:
        return model, "suggested"
    if model:
        return model, "corrected" if origin.endswith(CORRECTED) else "accepted"
    if origin == HUMAN:
        return "", "by hand"
    kind, _, detail = origin.partition(":")
    words = {"import": "imported", "adjudicated": "adjudicated"}
    return detail, words.get(kind, origin)


def place(opened: OpenDocument, span: Span) -> str:
    """Where a span stands among all that are shown, such as "12 of 34"."""
    everything = len(opened.own.spans) + len(opened.suggestions.spans)
    before = opened.own.beginnings.before(span.start)
    before += opened.suggestions.beginnings.before(span.start)
    key, here = reading_order(span), shown(opened, span.start, span.start + 1)
    before += sum(other.start == span.start and reading_order(other) < key for other in here)
    return f"{before + 1} of {everything}"


def relation_cards(workspace: Workspace) -> list[RelationCard]:
    """The relations of the current span, those that go out first."""
    opened, span = workspace.opened, workspace.span_at_hand()
    if opened is None or span is None:
        return []
    found = [(r, False) for r in opened.own.relations_of(span.id)]
    for relation in opened.suggestions.relations.values():
        ends = (opened.suggestions.end(relation.head), opened.suggestions.end(relation.tail))
        if span in ends:
            found.append((relation, True))
    cards = [_relation_card(opened, span, relation, late) for relation, late in found]
    shown = [card for card in cards if card is not None]
    return sorted(shown, key=lambda card: (not card.outgoing, card.suggested, card.name))


def _relation_card(
    opened: OpenDocument, span: Span, relation: Relation, suggested: bool
) -> RelationCard | None:
    spans = opened.own.spans
    head, tail = spans.get(relation.head), spans.get(relation.tail)
    if suggested:
        head, tail = opened.suggestions.end(relation.head), opened.suggestions.end(relation.tail)
    if head is None or tail is None:
        return None
    outgoing = head.id == span.id
    other = tail if outgoing else head
    label = opened.scheme.get("relation", relation.label)
    return RelationCard(
        relation.id,
        label.title if label else relation.label,
        opened.text_of(other),
        label_card(opened.scheme, "span", other.label),
        outgoing,
        suggested,
    )


def guideline_card(workspace: Workspace) -> GuidelineCard | None:
    """What the label of the current item means, and what the guidelines say about it."""
    item, scheme = workspace.span() or workspace.relation(), workspace.session.scheme
    kind: LabelKind = "relation" if isinstance(item, Relation) else "span"
    label = scheme.get(kind, item.label) if item else None
    if label is None:
        return None
    written = section(scheme.guidelines, label).partition("\n")[2].strip()
    text = "\n\n".join(part for part in (label.description, written) if part)
    return GuidelineCard(label.title, text) if text else None


def guideline_heading(workspace: Workspace) -> str:
    """The heading of the section about the label of the current item; empty if there is none."""
    item, scheme = workspace.span() or workspace.relation(), workspace.session.scheme
    kind: LabelKind = "relation" if isinstance(item, Relation) else "span"
    label = scheme.get(kind, item.label) if item else None
    first = section(scheme.guidelines, label).partition("\n")[0] if label else ""
    return first.strip("# \t")


def example_colours(scheme: Scheme) -> Callable[[str], LabelColours | None]:
    """The colours of the label that an example in the guidelines names, by its id or chip."""
    places = {
        name: (label, place)
        for place, label in enumerate(scheme.of("span"))
        for name in (label.chip, label.id)
    }

    def colours(name: str) -> LabelColours | None:
        if name not in places:
            return None
        label, place = places[name]
        return label_colours(current().theme, label.id, label.colour, place)

    return colours


def document_label_cards(workspace: Workspace) -> list[DocumentLabelCard]:
    """The labels on the whole document."""
    opened = workspace.opened
    if opened is None:
        return []
    on = {label.label for label in opened.own.labels.values()}
    return [
        DocumentLabelCard(label.id, label.title, label.id in on)
        for label in opened.scheme.of("document")
    ]


def key_hints(workspace: Workspace, keys: Callable[[str], str]) -> list[tuple[str, str]]:
    """The keys that serve the present state: (keys, what they do), at most seven. `keys` gives
    the key of an action; those that have none are left out."""
    return [(key, what) for key, what in _hints(workspace, keys) if key]


def _hints(workspace: Workspace, keys: Callable[[str], str]) -> list[tuple[str, str]]:
    at, scheme = workspace.at, workspace.session.scheme
    cancel = (keys("escape"), "cancel")
    if at.drawing:
        return [
            (_key_range(scheme, "relation"), "relation"),
            (keys("next_span"), "next target"),
            (keys("previous_span"), "previous"),
            cancel,
        ]
    labels = _key_range(scheme, "span")
    select = _pair(keys("select_left"), keys("select_right"))
    if at.selection:
        more = [(keys("add_part"), "add to the span")] if at.behind else []
        return [(labels, "label"), (select, "select more"), *more, cancel]
    if workspace.relation() is not None:
        done = (keys("remove"), "delete")
        if workspace.is_suggested():
            done = (keys("accept"), "accept")
        return [
            (keys("next_relation"), "next relation"),
            done,
            (_key_range(scheme, "relation"), "relabel"),
            (keys("reverse"), "turn round"),
            (keys("next_span"), "next span"),
            cancel,
        ]
    if workspace.span() is None:
        return [
            (keys("next_span"), "next"),
            (select, "select text"),
            (labels, "label"),
            (keys("finish"), "done"),
        ]
    answer = [(keys("remove"), "delete")]
    if workspace.is_suggested():
        answer = [(keys("accept"), "accept"), (keys("remove"), "reject")]
    return [
        (keys("next_span"), "next"),
        *answer,
        (labels, "relabel"),
        (keys("draw_relation"), "relation"),
        (_pair(keys("end_left"), keys("end_right")), "move edge"),
        (select, "select text"),
    ]


def _pair(left: str, right: str) -> str:
    """Two keys as one where they differ in the arrow alone: "Alt+←→"."""
    stem = left.removesuffix("Left")
    return f"{stem}←→" if left.endswith("Left") and right == f"{stem}Right" else right


def _key_range(scheme: Scheme, kind: LabelKind) -> str:
    """The label keys in short, such as "1–9 a" or "b m v"."""
    keys = [label.key.upper() for label in scheme.of(kind) if label.key]
    digits = [key for key in keys if key.isdigit()]
    letters = [key for key in keys if not key.isdigit()]
    span = f"{digits[0]}–{digits[-1]}" if len(digits) > 1 else "".join(digits)
    return " ".join(x for x in (span, *letters[:1]) if x) if digits else " ".join(letters[:3])
