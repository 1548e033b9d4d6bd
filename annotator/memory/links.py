"""What people confirmed and rejected between spans: by the two texts, and by the two labels with
the words between them."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from annotator.memory.guess import CLEAR, ENOUGH, PRIOR, Guess
from annotator.memory.words import LONGEST, count_words, folded
from annotator.model import Range, Span

BETWEEN = 8  # words between two spans that make a pattern
REACH = 8  # following spans that a span is paired with
_Pattern = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two places in a text as patterns see them: both strings folded, whether the head comes
    first, and the folded words between; None if they overlap or stand too far apart."""

    head: str
    tail: str
    forward: bool
    between: str | None

    def patterns(self, labels: tuple[str, str] | None = None) -> list[_Pattern]:
        """What it is counted under; with the spans' labels, if they are known."""
        found: list[_Pattern] = []
        if max(count_words(self.head), count_words(self.tail)) <= LONGEST:
            found.append(("texts", self.head, self.tail))
        if self.between is not None:
            found.append(("words", self.forward, self.between, *(labels or ())))
        return found


def pair_of(text: str, head: Range, tail: Range) -> Pair:
    """The pair of two places."""
    forward = head[0] <= tail[0]
    (_, end), (start, _) = (head, tail) if forward else (tail, head)
    between = folded(text[end:start]) if start >= end and start - end <= 40 * BETWEEN else None
    if between is not None and count_words(between) > BETWEEN:
        between = None
    return Pair(folded(text[slice(*head)]), folded(text[slice(*tail)]), forward, between)


@dataclass(frozen=True, slots=True)
class LinkAnswer:
    """One "yes" or "no" of a person to a relation. A no knows the places only: it has no
    `labels` of spans and no `ends` (the spans' ids)."""

    label: str
    confirmed: bool
    pair: Pair
    labels: tuple[str, str] | None = None
    ends: tuple[str, ...] = ()
    remembered: bool = False


class Links:
    """Answers by the id of the relation or the rejection, and what follows from all of them.

    The score of a label is (yes + p·k) / (all answers under the pattern + k) as in `Memory`, for
    the better of the two patterns. A no counts against its words whatever the spans' labels are.
    """

    def __init__(self) -> None:
        self._answers: dict[str, LinkAnswer] = {}
        self._of_span: dict[str, set[str]] = {}
        self._yes: dict[_Pattern, Counter[str]] = {}
        self._no: dict[_Pattern, Counter[str]] = {}
        self._labels: Counter[tuple[str, str]] = Counter()
        self._own = Counter({True: 2, False: 1})

    def __bool__(self) -> bool:
        return bool(self._yes)

    def put(self, id: str, answer: LinkAnswer | None) -> bool:
        """What is now said under this id; None for nothing. Whether that is anything new."""
        old = self._answers.pop(id, None)
        if answer is not None:
            self._answers[id] = answer
        if old == answer:
            return False
        if old is not None:
            self._count(id, old, -1)
        if answer is not None:
            self._count(id, answer, 1)
        return True

    def relations_of(self, span: str) -> set[str]:
        """The relations that start from or go to a span (by id)."""
        return self._of_span.get(span, set())

    def may_join(self, texts: tuple[str, str], labels: tuple[str, str]) -> bool:
        """Whether a pair of folded strings with these labels can have a guess at all: soon told,
        and for most pairs of a text it is no."""
        return self._labels[labels] > 0 or ("texts", *texts) in self._yes

    def guess(self, pair: Pair, labels: tuple[str, str]) -> Guess | None:
        """The label to offer for a pair of spans with these labels; None if there is none."""
        best: Guess | None = None
        for pattern in pair.patterns(labels):
            yes = self._yes.get(pattern)
            for label, count in yes.items() if yes else ():
                noes = _counted(self._no, pattern[:3], label)
                total = yes.total() + noes if yes else noes
                precision = self._own[True] / self._own.total()
                score = round((count + precision * PRIOR) / (total + PRIOR), 4)
                if best is None or (score, best.label) > (best.score, label):
                    best = Guess(label, score)
        if best is None or best.score < ENOUGH or self.withholds(pair, best.label):
            return None
        return best

    def withholds(self, pair: Pair, label: str) -> bool:
        """Whether people rejected a relation between these strings again and again, and never
        took it."""
        key = ("texts", pair.head, pair.tail)
        return not _counted(self._yes, key, label) and _counted(self._no, key, label) >= CLEAR

    def _count(self, id: str, answer: LinkAnswer, by: int) -> None:
        if answer.remembered:
            self._own[answer.confirmed] += by
        if answer.labels is not None:
            self._labels[answer.labels] += by
        counts = self._yes if answer.confirmed else self._no
        for pattern in answer.pair.patterns(answer.labels):
            found = counts.setdefault(pattern, Counter())
            found[answer.label] += by
            if not found[answer.label]:
                del found[answer.label]
            if not found:
                del counts[pattern]
        for end in answer.ends:
            ids = self._of_span.setdefault(end, set())
            (ids.add if by > 0 else ids.discard)(id)
            if not ids:
                del self._of_span[end]


def _counted(counts: dict[_Pattern, Counter[str]], pattern: _Pattern, label: str) -> int:
    found = counts.get(pattern)
    return found[label] if found is not None else 0


def near_pairs(spans: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    """Each span with the next few, in both directions; spans of one part, in reading order."""
    whole = sorted((s for s in spans if not s.fragments), key=lambda s: (s.start, s.end, s.label))
    for place, first in enumerate(whole):
        for second in islice(whole, place + 1, place + 1 + REACH):
            yield first, second
            yield second, first
