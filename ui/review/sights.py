"""From the desk to what the panel at the right and the status bar say."""

from collections import Counter
from collections.abc import Callable, Collection
from itertools import islice

from annotator.model import Decision, DocumentLabel, Relation, Span
from annotator.review.adjudication import Review
from annotator.review.draft import AGREED
from annotator.review.listing import listed_one, words_of
from annotator.review.scores import Scores
from annotator.review.units import Unit, What, what_of
from annotator.text.paragraphs import ParagraphNumbers
from ui.inspection import label_card
from ui.panels.cards import GuidelineCard
from ui.panels.documents import figure
from ui.review.side import MOST_DECIDED, Near, Outcome, Upcoming

NUMBERS = ("no", "one", "both", "three", "four", "five", "six", "seven", "eight", "nine")


class Tally:
    """What is told of a document as a whole, kept from decision to decision."""

    def __init__(self, review: Review) -> None:
        self.review = review
        self.scores = Scores(review)
        self.numbers = ParagraphNumbers(review.document.text)
        self.totals = Counter(unit.what for unit in review.comparison.units)
        agreed = (u for u in review.comparison.units if u.kind == "agreed")
        self.agreed = sum(unit.what == "span" for unit in agreed)
        found = ((u.place, review.decision(u.place)) for u in review.comparison.conflicts)
        there = [(d.when, place) for place, d in found if d is not None and d.choice != "later"]
        self._decided = {place: None for _, place in sorted(there)}
        self._waiting = review.open | review.pending
        self._left = Counter(map(what_of, self._waiting))

    def update(self, places: Collection[str]) -> None:
        """These places look different."""
        self.scores.update(places)
        review = self.review
        for place in places:
            unit, decision = review.unit(place), review.decision(place)
            self._decided.pop(place, None)
            waits = place in review.open or place in review.pending
            if waits != (place in self._waiting):
                self._waiting ^= {place}
                self._left[what_of(place)] += 1 if waits else -1
            wanted = decision is not None and decision.choice != "later"
            if unit is not None and unit.kind != "agreed" and wanted:
                self._decided[place] = None

    def decided(self) -> tuple[list[Outcome], int]:
        """What was decided here, the last first, and how many there are."""
        last = list(islice(reversed(self._decided), MOST_DECIDED))
        found = [(place, self.review.decision(place)) for place in last]
        rows = [outcome_of(self.review, d, place) for place, d in found if d is not None]
        return rows, len(self._decided)

    def agreed_words(self) -> str:
        """How much needed no decision."""
        review, people, spans = self.review, len(self.review.names), self.agreed
        all_of = f"all {NUMBERS[people]}" if people < len(NUMBERS) else "all"
        who = "both" if people == 2 else all_of
        waiting = len(review.pending)
        if waiting:
            noun = "thing" if waiting == 1 else "things"
            return f"{figure(waiting)} {noun} on which {who} agree will be in gold at once."
        if not spans:
            return ""
        if spans == 1:
            return f"1 span on which {who} agree is in gold already. It stays open to change."
        return (
            f"{figure(spans)} spans on which {who} agree are in gold already. "
            "They stay open to change."
        )

    def gold_words(self) -> str:
        """How much of the document is settled."""
        left = self._left
        nouns: tuple[tuple[What, str], ...] = (("span", "spans"), ("relation", "relations"))
        parts = [
            f"{figure(self.totals[what] - left[what])} of {figure(self.totals[what])} {noun}"
            for what, noun in nouns
            if self.totals[what]
        ]
        words = ", ".join(parts)
        return f"Gold: {words} settled in this document" if parts else "Gold: nothing to settle"


def annotators(review: Review, scores: Scores, keys: Callable[[str], str]) -> list[Near]:
    """Who labelled the document, and how near they are to gold."""
    return [
        Near(name, keys(f"take_{lane}") if lane < 10 else "", scores.f1(name))
        for lane, name in enumerate(review.names, start=1)
    ]


def upcoming(review: Review, unit: Unit | None, numbers: ParagraphNumbers) -> Upcoming | None:
    """The conflict after this one with its versions as bars; fragments are left out."""
    if unit is None:
        return None
    row = listed_one(review, unit, numbers)
    if unit.what != "span":
        return Upcoming(row, row.words)
    words = review.document.text[unit.start : unit.end]
    words = "".join(" " if c.isspace() else c for c in words)
    lanes = {name: lane for lane, name in enumerate(review.names)}
    bars = tuple(
        (
            (version.item.start - unit.start, version.item.end - unit.start),
            tuple(lanes[name] for name in version.names),
        )
        for version in unit.versions
        if isinstance(version.item, Span)
    )
    return Upcoming(row, words, bars)


def ends_of(review: Review, unit: Unit | None) -> list[Outcome]:
    """The ends of a relation, and how they were decided."""
    if unit is None or unit.what != "relation" or not unit.versions:
        return []
    found = []
    version = unit.versions[0]
    for place, span in zip(version.around, version.ends[0], strict=True):
        decision = review.decision(place)
        if decision is None or decision.choice == "later":
            card = label_card(review.scheme, "span", span.label)
            found.append(Outcome(place, review.text_of(span), card, "not decided", settled=False))
        else:
            found.append(outcome_of(review, decision, place))
    return found


def outcome_of(review: Review, decision: Decision, place: str) -> Outcome:
    """A decision in words."""
    unit = review.unit(place)
    words = words_of(review, unit, decision) if unit is not None else ""
    gold = review.gold_items(decision)
    if not gold:
        return Outcome(place, words, None, "Nothing here")
    item, who = gold[0], short(decision)
    if isinstance(item, Span):
        return Outcome(place, words, label_card(review.scheme, "span", item.label), who)
    if isinstance(item, Relation):
        title = label_card(review.scheme, "relation", item.label).name
        return Outcome(place, words, None, f"{title}, {who}" if who else title)
    assert isinstance(item, DocumentLabel)
    title = label_card(review.scheme, "document", item.label).name
    return Outcome(place, title, None, who)


def short(decision: Decision) -> str:
    """Whose version it is, in a word."""
    if decision.source == AGREED:
        return "all agree"
    if decision.choice == "own":
        return "own version"
    return decision.source.split()[0] if decision.source.split() else ""


def guideline(review: Review, unit: Unit | None) -> GuidelineCard | None:
    """What the scheme says about the first label in question."""
    if unit is None or not unit.versions:
        return None
    label = review.scheme.get(unit.what, unit.versions[0].item.label)
    if label is None or not label.description:
        return None
    return GuidelineCard(label.title, label.description)
