"""A conflict as a question with its answers: plain values that the card draws."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from annotator.model import Decision, DocumentLabel, Relation, Seen, Span
from annotator.review.adjudication import Review
from annotator.review.listing import label_words
from annotator.review.units import Labels, Unit, Version
from ui.inspection import label_card
from ui.panels.cards import LabelCard

AROUND = 30  # code points shown on either side of a version, less what is no whole word
ICONS = {"boundary": "boundary", "label": "tag", "missing": "missing", "attributes": "tag"}


@dataclass(frozen=True, slots=True)
class Quote:
    """A span as it stands in the text; `label` gives its colours."""

    words: str
    label: LabelCard
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A version: the keys that take it and the people who have it, with their lanes. Either a
    `quote`, or a relation from a quote to another, or plain `words`."""

    number: int
    keys: tuple[str, ...]
    people: tuple[tuple[str, int], ...] = ()
    quote: Quote | None = None
    tail: Quote | None = None
    relation: str = ""
    words: str = ""
    details: str = ""
    share: str = ""
    chosen: bool = False

    def as_told(self, people: tuple[tuple[str, int], ...]) -> "Answer":
        """The same under other names, with no key and no share."""
        return replace(self, people=people, keys=(), share="", chosen=False)

    @property
    def spoken(self) -> str:
        """The answer in words, for screen readers."""
        names = ", ".join(name for name, _ in self.people)
        what = self.words
        if self.quote is not None:
            what = f"{self.quote.label.name} {self.quote.words}"
            if self.tail is not None:
                what = f"{self.quote.words} {self.relation} {self.tail.words}"
        return f"{names}: {what} {self.details}".strip() + (", chosen" if self.chosen else "")


@dataclass(frozen=True, slots=True)
class Question:
    """What the card asks. `changes` tell what annotators changed since it was decided; `note`
    says how it came to be decided, if it is."""

    place: str
    icon: str
    title: str
    position: str
    answers: tuple[Answer, ...]
    none_words: str = ""
    none_chosen: bool = False
    edit_words: str = ""
    comment: str = ""
    deferred: bool = False
    decided: bool = False
    changes: tuple[tuple[str, str, str], ...] = ()
    note: str = ""


def question(
    review: Review,
    unit: Unit,
    position: tuple[int, int],
    keys: Callable[[str], str],
) -> Question:
    """A conflict as a question; `position` is its place in the queue and the queue's length,
    `keys` gives the key of an action."""
    decision = review.decision(unit.place)
    answers = [_answer(review, unit, n, v, decision, keys) for n, v in enumerate(unit.versions)]
    none = keys("take_none")
    if unit.absent:
        answers.append(_absent(review, unit, decision, keys))
    own = _own(review, decision)
    if own is not None:
        answers.append(own)
    settled = decision is not None and decision.choice != "later"
    return Question(
        unit.place,
        {"relation": "relation", "document": "file"}.get(unit.what) or ICONS.get(unit.kind, "tag"),
        title_of(review, unit),
        _position(unit, position),
        tuple(answers),
        "" if unit.absent and none else _nothing(unit),
        decision is not None and decision.choice == "none",
        _edit_words(unit),
        decision.comment if decision is not None else "",
        decision is not None and decision.choice == "later",
        settled,
        tuple(_changes(review, unit.place)),
        _note(decision),
    )


def _position(unit: Unit, position: tuple[int, int]) -> str:
    if unit.kind == "agreed" or not position[0]:
        return "no conflict"
    return f"conflict {position[0]:,} of {position[1]:,}".replace(",", "\u2009")


def title_of(review: Review, unit: Unit) -> str:
    """The question that a conflict asks."""
    if unit.kind == "agreed":
        return f"All have this as {label_words(review, unit.versions[0].item)}"
    if unit.what == "relation":
        return _relation_title(review, unit)
    if unit.what == "document":
        return "Which label has the document?"
    labels = list(dict.fromkeys(label_words(review, v.item) for v in unit.versions))
    if not unit.versions:
        return "Nobody has anything here any more"
    if unit.kind == "missing":
        return f"Is this {_with_article(labels[0])}?"
    if unit.kind == "label":
        return f"{labels[0]} or {labels[1]}?" if len(labels) == 2 else "Which label is right?"
    if unit.kind == "attributes":
        return "Which details are right?"
    return _boundary_title(unit, labels)


def _boundary_title(unit: Unit, labels: list[str]) -> str:
    if len(labels) > 1:
        return "Which words, and which label?"
    spans = [v.item for v in unit.versions if isinstance(v.item, Span)]
    starts, ends = {s.start for s in spans}, {s.end for s in spans}
    if len(starts) > 1 and len(ends) > 1:
        return f"Where does this {labels[0]} begin and end?"
    return f"Where does this {labels[0]} {'begin' if len(starts) > 1 else 'end'}?"


def _with_article(label: str) -> str:
    return f"{'an' if label[:1].lower() in 'aeiou' else 'a'} {label}" if label else "this"


def _relation_title(review: Review, unit: Unit) -> str:
    if not unit.versions:
        return "Nobody has a relation here any more"
    label = label_words(review, unit.versions[0].item)
    return {
        "missing": f"Does “{label}” join these two?",
        "direction": f"Which way does “{label}” go?",
        "ends": f"Between which words is “{label}”?",
        "attributes": "Which details are right?",
    }.get(unit.kind, "Which relation joins these two?")


def _answer(
    review: Review,
    unit: Unit,
    number: int,
    version: Version,
    decision: Decision | None,
    keys: Callable[[str], str],
) -> Answer:
    item = version.item
    chosen = (
        decision is not None
        and decision.choice == "version"
        and _is_gold(review, decision, version)
    )
    ends = version.ends[0] if version.ends else None
    quote = tail = None
    if isinstance(item, Span):
        quote = quote_of(review, item)
    elif ends is not None:
        quote, tail = (_bare(review, end) for end in ends)
    return Answer(
        number,
        tuple(keys(f"take_{review.names.index(name) + 1}") for name in version.names),
        tuple((name, review.names.index(name)) for name in version.names),
        quote,
        tail,
        label_words(review, item) if isinstance(item, Relation) else "",
        label_words(review, item) if isinstance(item, DocumentLabel) else "",
        _details(unit, item),
        f"{len(version.names)} of {len(review.names)}",
        chosen,
    )


def _is_gold(review: Review, decision: Decision, version: Version) -> bool:
    """Whether gold says what a version says. Ends of a relation count by their places."""
    return any(_same(review, gold, version) for gold in review.gold_items(decision))


def _same(review: Review, gold: Labels, version: Version) -> bool:
    item = version.item
    if gold.label != item.label:
        return False
    if isinstance(gold, Span) and isinstance(item, Span):
        details = (gold.attributes, gold.kb_id) == (item.attributes, item.kb_id)
        return gold.ranges == item.ranges and details
    if isinstance(gold, Relation) and isinstance(item, Relation):
        around = (review.place_of(gold.head), review.place_of(gold.tail))
        return around == version.around and gold.attributes == item.attributes
    return True


def _absent(
    review: Review, unit: Unit, decision: Decision | None, keys: Callable[[str], str]
) -> Answer:
    people = tuple((name, review.names.index(name)) for name in unit.absent)
    return Answer(
        -1,
        (*(keys(f"take_{lane + 1}") for _, lane in people), keys("take_none")),
        people,
        words=_nothing(unit),
        share=f"{len(people)} of {len(review.names)}",
        chosen=decision is not None and decision.choice == "none",
    )


def _nothing(unit: Unit) -> str:
    return "No relation between them" if unit.what == "relation" else "Nothing here"


def _own(review: Review, decision: Decision | None) -> Answer | None:
    """The reviewer's own version, where there is one."""
    if decision is None or decision.choice != "own":
        return None
    gold = review.gold_items(decision)
    if not gold:
        return None
    item, quote, tail = gold[0], None, None
    if isinstance(item, Span):
        quote = quote_of(review, item)
    elif isinstance(item, Relation):
        spans = review.gold.spans
        quote, tail = _bare(review, spans[item.head]), _bare(review, spans[item.tail])
    words = label_words(review, item)
    relation = words if isinstance(item, Relation) else ""
    plain = words if isinstance(item, DocumentLabel) else ""
    people = ((decision.who, -1),)
    return Answer(-2, (), people, quote, tail, relation, plain, "", "own version", True)


def _edit_words(unit: Unit) -> str:
    if unit.what == "relation":
        return "Edit: other label or direction"
    return "Edit: another label" if unit.what == "document" else "Edit: make your own version"


def quote_of(review: Review, span: Span) -> Quote:
    """A span with what stands around it."""
    text = review.document.text
    first, last = max(0, span.start - AROUND), span.end + AROUND
    before = text[first : span.start].rpartition("\n")[2]
    after = text[span.end : last].partition("\n")[0]
    if first and len(before) == AROUND:
        before = before.partition(" ")[2]
    if last < len(text) and len(after) == AROUND:
        after = after.rpartition(" ")[0]
    label = label_card(review.scheme, "span", span.label)
    return Quote(review.text_of(span), label, _on_one_line(before), _on_one_line(after))


def _bare(review: Review, span: Span) -> Quote:
    return Quote(review.text_of(span), label_card(review.scheme, "span", span.label))


def _on_one_line(text: str) -> str:
    """White space as single spaces, also at the ends."""
    joined = " ".join(text.split())
    left = " " if text[:1].isspace() and joined else ""
    right = " " if text[-1:].isspace() and joined else ""
    return f"{left}{joined}{right}"


def _details(unit: Unit, item: Labels) -> str:
    """Attributes and knowledge-base id, as far as a conflict may be about them."""
    if isinstance(item, DocumentLabel):
        return ""
    parts = [f"{name} {value}" for name, value in sorted(item.attributes.items())]
    if isinstance(item, Span) and item.kb_id:
        parts.insert(0, item.kb_id)
    return ", ".join(parts) or ("no details" if unit.kind == "attributes" else "")


def _changes(review: Review, place: str) -> list[tuple[str, str, str]]:
    """Name, what they had when it was decided, and what they have now."""
    return [
        (one.name, _seen_words(review, one.before), _seen_words(review, one.now))
        for one in review.late.get(place, ())
    ]


def _seen_words(review: Review, seen: Seen) -> str:
    if not seen.label:
        return "nothing"
    kind = "relation" if seen.tail else "span" if seen.ranges else "document"
    title = label_card(review.scheme, kind, seen.label).name  # type: ignore[arg-type]  # a kind
    text = review.document.text
    words = [" ".join(text[r[0][0] : r[-1][1]].split()) for r in (seen.ranges, seen.tail) if r]
    if kind == "relation":
        return f"“{words[0]}” {title} “{words[1]}”"
    return f"{title} “{words[0]}”" if words else title


def _note(decision: Decision | None) -> str:
    """How a decision came about, where it was not by hand."""
    if decision is None or decision.by_hand:
        return ""
    if decision.how == "ends":
        return "It follows from its ends."
    if decision.how == "agreed":
        return "All agree."
    return f"Decided in bulk: {decision.how.removeprefix('bulk:').replace(':', ' ')}."
