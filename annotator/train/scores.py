"""How right a pipeline is about held-out documents: counts by label, and the F1 that they give."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Self

import msgspec


class Counts(msgspec.Struct, frozen=True):
    """What was found and right, found and wrong, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Self) -> "Counts":
        return Counts(
            self.right + other.right, self.wrong + other.wrong, self.missed + other.missed
        )

    @property
    def gold(self) -> int:
        """How many there are in truth."""
        return self.right + self.missed

    @property
    def precision(self) -> float | None:
        """Right among found; None if nothing was found."""
        found = self.right + self.wrong
        return self.right / found if found else None

    @property
    def recall(self) -> float | None:
        """Found among those there are; None if there are none."""
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """2 · right / (found + gold); None if there is nothing and nothing was found."""
        both = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / both if both else None


class Scores(msgspec.Struct, frozen=True):
    """Counts by label: spans with place and label right, relations with both ends too."""

    spans: dict[str, Counts] = {}
    relations: dict[str, Counts] = {}

    @property
    def all_spans(self) -> Counts:
        """The labels together."""
        return total(self.spans)

    @property
    def all_relations(self) -> Counts:
        """The labels together."""
        return total(self.relations)

    @property
    def f1(self) -> float:
        """Spans and relations together, each thing counted once; 0 where it is undefined."""
        return (self.all_spans + self.all_relations).f1 or 0.0


def total(counts: Mapping[str, Counts]) -> Counts:
    """The sum over labels."""
    return sum(counts.values(), Counts())


class Tally:
    """Adds up counts over documents, of some labels only."""

    def __init__(self, labels: Iterable[str]) -> None:
        self._counts = {label: Counts() for label in sorted(labels)}

    def add(
        self, gold: Iterable[tuple[Hashable, str]], found: Iterable[tuple[Hashable, str]]
    ) -> None:
        """Count one document: pairs of a place and a label."""
        gold, found = set(gold), set(found)
        for label, before in self._counts.items():
            truth = {place for place, name in gold if name == label}
            said = {place for place, name in found if name == label}
            here = Counts(len(truth & said), len(said - truth), len(truth - said))
            self._counts[label] = before + here

    @property
    def counts(self) -> dict[str, Counts]:
        """The counts by label."""
        return dict(self._counts)
