"""How near each annotator is to gold while it grows: kept from decision to decision."""

from collections.abc import Collection, Iterable

from annotator.model import Span
from annotator.review.adjudication import Review
from annotator.review.units import Unit


class Scores:
    """Exact F1 of each annotator's spans to gold (place and label), in one document.

    Only what is decided counts: a conflict that is open says nothing about anybody. A decision
    costs time in its own versions alone.
    """

    def __init__(self, review: Review) -> None:
        self._review = review
        self._counted: dict[str, tuple[int, dict[str, tuple[int, int]]]] = {}
        self._gold = 0
        self._found = dict.fromkeys(review.names, 0)
        self._right = dict.fromkeys(review.names, 0)
        self.update(unit.place for unit in review.comparison.units if unit.what == "span")

    def update(self, places: Iterable[str]) -> None:
        """Count these places again."""
        for place in places:
            self._count(self._counted.pop(place, None), -1)
            new = self._look(place)
            if new is not None:
                self._counted[place] = new
                self._count(new, 1)

    def f1(self, name: str) -> float | None:
        """2 · right / (gold + found); None while there is nothing to compare."""
        total = self._gold + self._found.get(name, 0)
        return 2 * self._right[name] / total if total else None

    def _look(self, place: str) -> tuple[int, dict[str, tuple[int, int]]] | None:
        """The gold spans at a place, and for each annotator how many spans and right ones."""
        review = self._review
        unit, decision = review.unit(place), review.decision(place)
        if unit is None or unit.what != "span" or decision is None or decision.choice == "later":
            return None
        gold = {x.key for x in review.gold_items(decision) if isinstance(x, Span)}
        return len(gold), _by_name(unit, gold)

    def _count(self, seen: tuple[int, dict[str, tuple[int, int]]] | None, by: int) -> None:
        if seen is None:
            return
        self._gold += by * seen[0]
        for name, (found, right) in seen[1].items():
            if name in self._found:
                self._found[name] += by * found
                self._right[name] += by * right


def _by_name(unit: Unit, gold: Collection[object]) -> dict[str, tuple[int, int]]:
    found = {}
    for version in unit.versions:
        item = version.item
        right = isinstance(item, Span) and item.key in gold
        found.update(dict.fromkeys(version.names, (1, int(right))))
    return found
