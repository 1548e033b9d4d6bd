"""A simulated annotator: corrects suggestions through the session as a quick person would, and
counts the keys.

What each act costs: accept, reject, relabel and label are one key each; going to a suggestion is
none, since the next one comes by itself, and one (Tab) after an edge was moved; an edge moves by
one key a token; selecting is one click for the first token and one key for each further one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.annotations import ranges_overlap
from annotator.edits import layers, spans, suggestions
from annotator.model import Span
from annotator.session import Session
from annotator.text.tokens import Tokens

Place = tuple[int, int, str]


@dataclass(slots=True)
class Cost:
    """What one document took. `right`, `offered` and `gold` count what was suggested when it was
    opened, which of it was exactly right, and what there is in truth."""

    keys: int = 0
    gold: int = 0
    offered: int = 0
    right: int = 0

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(
            self.keys + other.keys,
            self.gold + other.gold,
            self.offered + other.offered,
            self.right + other.right,
        )

    @property
    def keys_per_span(self) -> float:
        """Keys for each gold span."""
        return self.keys / max(1, self.gold)

    @property
    def f1(self) -> float:
        """F1 of the suggestions as they were when the document was opened."""
        return 2 * self.right / max(1, self.offered + self.gold)


def total(costs: Iterable[Cost]) -> Cost:
    """The sum."""
    return sum(costs, Cost())


class Simulated:
    """Works from the start of a document to its end, knowing the truth."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def annotate(self, document: str, gold: Iterable[Place]) -> Cost:
        """Correct one document and finish it."""
        opened = self.session.open(document)
        self._recall()
        truth = set(gold)
        offered = {(s.start, s.end, s.label) for s in opened.suggestions.spans.values()}
        cost = Cost(0, len(truth), len(offered), len(offered & truth))
        left = set(truth)
        while True:
            left -= {(s.start, s.end, s.label) for s in opened.own.spans.values()}
            waiting = sorted(opened.suggestions.spans.values(), key=lambda s: (s.start, -s.end))
            missed = min(left, default=None)
            if waiting and (
                missed is None or waiting[0].start <= missed[0] or _met(waiting, missed)
            ):
                cost.keys += self._answer(_first(waiting, missed), left)
            elif missed is not None:
                start, end, label = missed
                self.session.do(spans.add_span(opened, start, end, label))
                cost.keys += _tokens(opened.tokens, start, end) + 1
            else:
                break
            self._recall()
        self.session.do(layers.set_status(opened, "done"))
        return cost

    def _answer(self, offer: Span, left: set[Place]) -> int:
        """Accept, relabel, move the edges or reject, whichever takes fewest keys; how many."""
        opened, do = self.session.current, self.session.do
        same = [x for x in left if x[:2] == (offer.start, offer.end)]
        if same:
            label = offer.label if (*same[0][:2], offer.label) in same else same[0][2]
            if label == offer.label:
                do(suggestions.accept(opened, [offer.id]))
            else:
                do(spans.relabel(opened, [offer.id], label))
            return 1
        goal = self._goal(offer, left)
        if goal is None:
            do(suggestions.reject(opened, [offer.id]))
            return 1
        return self._move(offer, goal)

    def _goal(self, offer: Span, left: set[Place]) -> Place | None:
        """The truth that the suggestion is nearly, if mending it is cheaper than anew."""
        place = [(offer.start, offer.end)]
        near = sorted(x for x in left if ranges_overlap([x[:2]], place))
        others = self.session.current.suggestions.spans.values()
        exact = {(s.start, s.end) for s in others}
        for goal in near:
            anew = 1 + _tokens(self.session.current.tokens, *goal[:2]) + 1
            if goal[:2] not in exact and self._moves(offer, goal) + 1 < anew:
                return goal
        return None

    def _moves(self, offer: Span, goal: Place) -> int:
        tokens = self.session.current.tokens
        steps = _tokens(tokens, *sorted((offer.start, goal[0])))
        steps += _tokens(tokens, *sorted((offer.end, goal[1])))
        return steps + (offer.label != goal[2])

    def _move(self, offer: Span, goal: Place) -> int:
        opened, do = self.session.current, self.session.do
        keys = self._moves(offer, goal) + 1
        id = offer.id
        for side, offset in (("end", goal[1]), ("start", goal[0])):
            old = opened.span(id)
            if (old.end if side == "end" else old.start) != offset:
                edit = do(spans.move_edge(opened, id, side, offset))  # type: ignore[arg-type]
                id = next(c.after.id for c in edit.changes if isinstance(c.after, Span))
        if opened.span(id).label != goal[2]:
            do(spans.relabel(opened, [id], goal[2]))
        return keys

    def _recall(self) -> None:
        while self.session.recall():
            pass


def _met(waiting: list[Span], missed: Place) -> bool:
    """Whether a suggestion touches what is missed: it is answered first."""
    return any(s.start < missed[1] and missed[0] < s.end for s in waiting)


def _first(waiting: list[Span], missed: Place | None) -> Span:
    """The suggestion whose turn it is: an exact one before others that touch the same truth."""
    if missed is not None:
        exact = [s for s in waiting if (s.start, s.end) == missed[:2]]
        if exact:
            return exact[0]
        touching = [s for s in waiting if s.start < missed[1] and missed[0] < s.end]
        if touching and waiting[0].start > missed[0]:
            return touching[0]
    return waiting[0]


def _tokens(tokens: Tokens, start: int, end: int) -> int:
    """Tokens that a stretch of text touches; at least one where it is not empty."""
    if start >= end:
        return 0
    return max(1, sum(1 for a, b in tokens if a < end and start < b))
