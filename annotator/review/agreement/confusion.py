"""Which label one used where another used which: the confusion matrix, with its spans.

Spans are paired one to one: first those that are the same, then those with the same place, then
those with one label that overlap, then those that overlap at all. Whoever is left alone stands
against "": what one labelled and the other did not.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from annotator.model import Span
from annotator.review.agreement.spans import by_overlap, exact, same_place
from annotator.review.agreement.table import Flags, Ints, Table

MISSING = ""
ALONE = -1


@dataclass(frozen=True, slots=True)
class Case:
    """What two people, by name, made of one place; None where one made nothing of it."""

    document: str
    who: tuple[str, str]
    first: Span | None
    second: Span | None


@dataclass(frozen=True, slots=True)
class Confusion:
    """Counts by the first one's label, then the second one's, and the spans behind them.
    `pairs` has two rows of the table's for each case, -1 for none, and `people` the numbers of
    the two annotators."""

    table: Table
    pairs: Ints
    people: Ints

    def counts(self) -> dict[str, dict[str, int]]:
        """The cells that are not 0."""
        labels = (*self.table.labels, MISSING)
        cells, counts = np.unique(self._cells(), return_counts=True)
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for cell, count in zip(cells.tolist(), counts.tolist(), strict=True):
            row, column = divmod(cell, len(labels))
            found[labels[row]][labels[column]] = count
        return dict(found)

    def cases(self, first: str, second: str) -> Iterator[Case]:
        """The cases behind a cell, in the order of the documents and the text."""
        labels = (*self.table.labels, MISSING)
        if first not in labels or second not in labels:
            return
        cell = labels.index(first) * len(labels) + labels.index(second)
        inside = np.flatnonzero(self._cells() == cell)
        rows = self.pairs[inside]
        known = np.where(rows[:, 0] == ALONE, rows[:, 1], rows[:, 0])
        names = self.table.names
        for index in inside[np.argsort(self.table.start[known], kind="stable")]:
            (one, two), (a, b) = self.pairs[index].tolist(), self.people[index].tolist()
            document = self.table.documents[self.table.document[two if one == ALONE else one]]
            yield Case(document.id, (names[a], names[b]), self._span(one), self._span(two))

    def _cells(self) -> Ints:
        # The row -1, for none, finds the label that was put at the end.
        width = len(self.table.labels)
        label: Ints = np.append(self.table.label, width)
        first, second = self.pairs.T
        cells: Ints = label[first] * (width + 1) + label[second]
        return cells

    def _span(self, row: int) -> Span | None:
        return None if row == ALONE else self.table.spans[row]


def together(table: Table, parts: Sequence[Confusion]) -> Confusion:
    """Several confusions as one."""
    empty = np.zeros((0, 2), dtype=np.int64)
    return Confusion(
        table,
        np.concatenate([empty, *(part.pairs for part in parts)]),
        np.concatenate([empty, *(part.people for part in parts)]),
    )


def confusion(table: Table, pair: tuple[int, int], documents: Flags) -> Confusion:
    """The confusion of two annotators in some documents, which both have finished."""
    first, second = (table.rows(who, documents) for who in pair)
    found = []
    for match in (exact, same_place, _same_label, _any_label):
        one, two = match(table, first, second)
        found.append(np.stack((one, two), axis=1))
        first, second = np.setdiff1d(first, one, True), np.setdiff1d(second, two, True)
    found.append(np.stack((first, np.full_like(first, ALONE)), axis=1))
    found.append(np.stack((np.full_like(second, ALONE), second), axis=1))
    rows = np.concatenate(found)
    return Confusion(table, rows, np.full_like(rows, pair))


def _same_label(table: Table, first: Ints, second: Ints) -> tuple[Ints, Ints]:
    return by_overlap(table, first, second, True)


def _any_label(table: Table, first: Ints, second: Ints) -> tuple[Ints, Ints]:
    return by_overlap(table, first, second, False)
