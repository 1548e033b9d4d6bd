"""What people confirmed and rejected in a project, by string and label."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import log

from annotator.memory.guess import CLEAR, ENOUGH, PRIOR, Guess
from annotator.memory.links import Links
from annotator.memory.words import LONGEST, count_words, folded, key_variants

NAME = "memory@1"


@dataclass(frozen=True, slots=True)
class Answer:
    """One "yes" or "no" of a person: the string, its label, and the words around it.

    `remembered`: it answered a suggestion of the memory itself.
    """

    surface: str
    label: str
    confirmed: bool
    before: str = ""
    after: str = ""
    remembered: bool = False


@dataclass(slots=True)
class _Entry:
    """All answers about one folded string."""

    confirmed: Counter[str] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    before: Counter[tuple[str, str]] = field(default_factory=Counter)
    after: Counter[tuple[str, str]] = field(default_factory=Counter)

    def is_empty(self) -> bool:
        return not +self.confirmed and not +self.rejected


class Memory:
    """Learns from single answers, forgets them again by `forget`, and judges strings.

    The score of a label for a string is (yes + p·k) / (all answers about it + k) with k = 2,
    where p is the share of yes among the answers to the memory's own suggestions so far: the
    mean of a beta distribution that has p for its prior mean. A memory that is often wrong so
    asks for more evidence before it offers a string.
    """

    def __init__(self, answers: Iterable[Answer] = ()) -> None:
        self._entries: dict[str, _Entry] = {}
        self._alike: dict[str, set[str]] = {}
        self._own = Counter({True: 2, False: 1})
        self.links = Links()
        for answer in answers:
            self.learn(answer)

    def __len__(self) -> int:
        return len(self._entries)

    def learn(self, answer: Answer) -> None:
        """Take an answer in."""
        self._count(answer, 1)

    def forget(self, answer: Answer) -> None:
        """Take back what `learn` did."""
        self._count(answer, -1)

    def _count(self, answer: Answer, by: int) -> None:
        if answer.remembered:
            self._own[answer.confirmed] += by
        key = folded(answer.surface)
        if not key or count_words(key) > LONGEST:
            return
        entry = self._entries.get(key)
        if entry is None:
            entry = self._entries[key] = _Entry()
            for variant in key_variants(key):
                self._alike.setdefault(variant, set()).add(key)
        (entry.confirmed if answer.confirmed else entry.rejected)[answer.label] += by
        if answer.confirmed:
            entry.forms[answer.surface] += by
            entry.before[answer.label, answer.before] += by
            entry.after[answer.label, answer.after] += by
        if entry.is_empty():
            self._drop(key)

    def _drop(self, key: str) -> None:
        del self._entries[key]
        for variant in key_variants(key):
            same = self._alike[variant]
            same.discard(key)
            if not same:
                del self._alike[variant]

    @property
    def precision(self) -> float:
        """The share of yes among the answers to the memory's own suggestions."""
        return self._own[True] / self._own.total()

    def confirmed(self) -> Iterator[str]:
        """The folded strings that were confirmed."""
        return (key for key, entry in self._entries.items() if +entry.confirmed)

    def keys_like(self, surface: str) -> set[str]:
        """The folded strings that equal one but for the ending."""
        found = (self._alike.get(variant, ()) for variant in key_variants(folded(surface)))
        return {key for keys in found for key in keys}

    def guess(self, surface: str, before: str = "", after: str = "") -> Guess | None:
        """The label to offer for a string between two words; None if there is none to offer."""
        key = folded(surface)
        found = self._best(key, surface, before, after, 1.0)
        if found is None:
            others = sorted(self.keys_like(surface) - {key})
            near = (self._best(other, surface, before, after, 0.8) for other in others)
            found = max(filter(None, near), key=lambda guess: guess.score, default=None)
        return found if found is not None and found.score >= ENOUGH else None

    def _best(self, key: str, surface: str, before: str, after: str, share: float) -> Guess | None:
        entry = self._entries.get(key)
        if entry is None or not +entry.confirmed or not _written_alike(entry, surface):
            return None
        if not entry.forms[surface]:
            share *= 0.95
        label = max(
            sorted(+entry.confirmed), key=lambda label: _fitness(entry, label, before, after)
        )
        yes, total = entry.confirmed[label], entry.confirmed.total() + entry.rejected[label]
        score = (yes + self.precision * PRIOR) / (total + PRIOR)
        return Guess(label, round(score * share, 4))

    def withholds(self, surface: str, label: str) -> bool:
        """Whether people rejected a string under a label again and again, and never took it."""
        entry = self._entries.get(folded(surface))
        if entry is None or entry.confirmed[label] > 0:
            return False
        return entry.rejected[label] >= CLEAR


def _written_alike(entry: _Entry, surface: str) -> bool:
    """A name is not offered where it is written small, unless it was confirmed so."""
    small = surface == surface.casefold()
    return not small or any(form == form.casefold() for form in +entry.forms)


def _fitness(entry: _Entry, label: str, before: str, after: str) -> float:
    """Log-probability of the label given the words around, by naive Bayes with add-one half."""
    yes = entry.confirmed[label]
    return (
        log(yes + 0.5)
        + log((entry.before[label, before] + 0.5) / (yes + 1))
        + log((entry.after[label, after] + 0.5) / (yes + 1))
    )
