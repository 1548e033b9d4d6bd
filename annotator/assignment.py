"""Who labels which document: dealt out at random, evenly, and again the same with the same seed."""

import random
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from annotator.errors import InputError


@dataclass(frozen=True, slots=True)
class Wish:
    """How to deal: `each` document to so many people, a share `overlap` (0 to 1) of them to one
    more, and `calibration` documents to everybody, as the first ones."""

    each: int = 1
    overlap: float = 0.0
    calibration: int = 0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """Documents by id with the ids of their people; those of `calibration` come first."""

    people: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    calibration: frozenset[str] = frozenset()

    def sizes(self) -> dict[str, int]:
        """How many documents each person has."""
        return dict(Counter(who for people in self.people.values() for who in people))

    def shared(self) -> int:
        """How many documents more than one person has."""
        return sum(len(people) > 1 for people in self.people.values())


def dealt(
    documents: Sequence[str],
    people: Sequence[str],
    wish: Wish,
    kept: Mapping[str, Sequence[str]] | None = None,
    calibrated: Collection[str] = (),
) -> Plan:
    """A plan for all documents, in their order.

    What is `kept` (people by document, who have begun or were assigned before) and what was
    `calibrated` before stays, and the rest is dealt so that everybody has equally many: where
    nothing is kept, sizes differ by one at most, and the share of overlap is exact to one
    document. Each pair of people meets about equally often, so that agreement rests on all pairs.
    Raises InputError if there are too few people or a number makes no sense.
    """
    _check(people, wish)
    kept = kept or {}
    chance = random.Random(wish.seed)  # noqa: S311  # no secret depends on it
    order = sorted(documents)
    chance.shuffle(order)
    order.sort(key=lambda document: document not in calibrated)
    first = max(wish.calibration, len(calibrated))
    calibration, rest = order[:first], order[first:]
    rest.sort(key=lambda document: len(kept.get(document, ())) <= wish.each)
    more = set(rest[: round(wish.overlap * len(rest))])
    chance.shuffle(rest)
    dealing = _Dealing(people, kept, chance)
    for document in calibration:
        dealing.give(document, len({*people, *kept.get(document, ())}))
    for document in rest:
        dealing.give(document, wish.each + (document in more))
    given = {document: dealing.given[document] for document in documents}
    return Plan(given, frozenset(calibration))


def by_hand(documents: Iterable[str], people: Sequence[str]) -> Plan:
    """All of the documents to all of the people."""
    return Plan(dict.fromkeys(documents, tuple(people)))


def _check(people: Sequence[str], wish: Wish) -> None:
    most = wish.each + (1 if wish.overlap else 0)
    if len(set(people)) != len(people):
        raise InputError("A person is named twice", ", ".join(people), "Name everybody once.")
    if not people or wish.each < 1:
        raise InputError("Nobody would get a document", do="Name people, and at least one each.")
    if not 0 <= wish.overlap <= 1:
        raise InputError(
            "The share of overlap must lie between 0 and 1", str(wish.overlap), "Give 0.2 for 20 %."
        )
    if wish.calibration < 0:
        raise InputError("The calibration set cannot be smaller than nothing", do="Give 0 or more.")
    if most > len(people):
        raise InputError(
            f"{most} people are needed for a document, and {len(people)} are named",
            do="Name more people, or give each document to fewer.",
        )


class _Dealing:
    """Who has how many so far, and how often each two have met."""

    def __init__(
        self, people: Sequence[str], kept: Mapping[str, Sequence[str]], chance: random.Random
    ) -> None:
        self.people = list(people)
        self.kept = kept
        self.chance = chance
        self.given: dict[str, tuple[str, ...]] = {}
        self.load = Counter(who for some in kept.values() for who in some)
        self.met = Counter(pair for some in kept.values() for pair in _pairs(some))

    def give(self, document: str, count: int) -> None:
        """Bring the document to `count` people: those with the fewest documents come first,
        among them those who have met the others here least."""
        chosen = list(dict.fromkeys(self.kept.get(document, ())))
        free = [who for who in self.people if who not in chosen]
        self.chance.shuffle(free)
        for _ in range(min(count - len(chosen), len(free))):
            best = min(free, key=lambda who: (self.load[who], self._meetings(who, chosen)))
            free.remove(best)
            self.load[best] += 1
            self.met.update(_pair(best, other) for other in chosen)
            chosen.append(best)
        self.given[document] = tuple(who for who in self.people if who in chosen) + tuple(
            who for who in chosen if who not in self.people
        )

    def _meetings(self, who: str, chosen: Sequence[str]) -> int:
        return sum(self.met[_pair(who, other)] for other in chosen)


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _pairs(people: Iterable[str]) -> Iterable[tuple[str, str]]:
    return combinations(sorted(set(people)), 2)
