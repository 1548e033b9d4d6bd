"""The sums behind alpha_u: units, gaps and their differences, label by label over characters.

Each label has a continuum of its own, so nested spans of different labels are no trouble. Spans
of one label and annotator that overlap are one unit; the pieces of a span in pieces are a unit
each. A gap never goes over the edge of a document, so the documents' order does not matter.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from annotator.review.agreement.formulas import Array, Unitizing
from annotator.review.agreement.table import Flags, Ints, Table, pieces, spread


@dataclass(frozen=True, slots=True)
class _Units:
    who: Ints
    label: Ints
    document: Ints
    start: Ints
    end: Ints

    def only(self, kept: Flags | Ints) -> "_Units":
        return _Units(
            self.who[kept], self.label[kept], self.document[kept], self.start[kept], self.end[kept]
        )


def of_all(table: Table, documents: Flags) -> Unitizing:
    """The sums by document, of those that two people or more have finished."""
    people = len(table.names) - 1
    units = _units(table, people, documents)
    gaps = _gaps(table, units, people, documents)
    raters = table.present[:people, documents].sum(0).astype(np.float64)
    length = table.length[documents].astype(np.float64)
    sizes = (units.end - units.start).astype(np.float64)
    place = np.cumsum(documents) - 1
    shape = (int(documents.sum()), len(table.labels))
    column_label, room, squares = _room(units, gaps, place, shape)
    return Unitizing(
        _observed(units, table.present[:people], place, shape) / (raters * (raters - 1))[:, None],
        length,
        raters * length,
        _summed(units, np.ones_like(sizes), place, shape),
        _summed(units, (2 * sizes**3 - 3 * sizes**2 + sizes) / 3, place, shape),
        _summed(units, sizes * (sizes - 1), place, shape),
        room,
        squares,
        column_label,
    )


def _summed(units: _Units, values: Array, place: Ints, shape: tuple[int, int]) -> Array:
    flat = place[units.document] * shape[1] + units.label
    sums = np.bincount(flat, weights=values, minlength=shape[0] * shape[1])
    return sums.astype(np.float64).reshape(shape)


def _units(table: Table, people: int, documents: Flags) -> _Units:
    rows, start, end = pieces(table)
    kept = (start < end) & (table.who[rows] < people) & documents[table.document[rows]]
    rows, start, end = rows[kept], start[kept], end[kept]
    who, label = table.who[rows], table.label[rows]
    shift = (who * len(table.labels) + label) * (int(table.length.sum()) + 1)
    order = np.lexsort((end, start + shift))
    reach = np.maximum.accumulate((end + shift)[order]) if len(order) else end
    begins = np.ones(len(order), dtype=np.bool_)
    begins[1:] = (start + shift)[order][1:] >= reach[:-1]
    first = np.flatnonzero(begins)
    head = order[first]
    last = np.append(first[1:], len(order))[: len(first)] - 1
    return _Units(
        who[head],
        label[head],
        table.document[rows][head],
        start[head],
        reach[last] - shift[head],
    )


def _gaps(table: Table, units: _Units, people: int, documents: Flags) -> _Units:
    """The stretches between units, for every label and annotator of every document."""
    labels = len(table.labels)
    who, document = np.nonzero(table.present[:people] & documents)
    who, document = np.repeat(who, labels), np.repeat(document, labels)
    label = np.tile(np.arange(labels), len(who) // max(1, labels))
    begin, close = table.base[document], table.base[document] + table.length[document]
    columns = (
        np.concatenate((who, units.who)),
        np.concatenate((label, units.label)),
        np.concatenate((document, units.document)),
        # A document opens where it begins; a unit opens a gap where it ends.
        np.concatenate((begin, units.end)),
    )
    opened = _Units(*columns, columns[3])
    order = np.lexsort((opened.start, opened.document, opened.label, opened.who))
    closing = np.lexsort(
        (
            np.concatenate((close, units.start)),
            opened.document,
            opened.label,
            opened.who,
        )
    )
    ends = np.concatenate((close, units.start))[closing]
    ordered = opened.only(order)
    found = _Units(ordered.who, ordered.label, ordered.document, ordered.start, ends)
    return found.only(found.start < found.end)


def _observed(units: _Units, present: Flags, place: Ints, shape: tuple[int, int]) -> Array:
    """Squared differences, summed over the ordered pairs of annotators."""
    found = np.zeros(shape)
    for one in range(len(present)):
        for two in range(len(present)):
            if one != two:
                mine = units.only((units.who == one) & present[two, units.document])
                found += _between(mine, units.only(units.who == two), place, shape)
    return found


def _between(mine: _Units, theirs: _Units, place: Ints, shape: tuple[int, int]) -> Array:
    """The part of the differences that one's units bring: those to the other's units that they
    overlap; and where there are none, their length squared, both as seen from the unit and as
    seen from the gap around it."""
    shift = int(max(mine.end.max(initial=0), theirs.end.max(initial=0))) + 1
    start, end = theirs.start + theirs.label * shift, theirs.end + theirs.label * shift
    first = np.searchsorted(end, mine.start + mine.label * shift, side="right")
    last = np.searchsorted(start, mine.end + mine.label * shift, side="left")
    met = np.maximum(last - first, 0)
    row, other = spread(first, met)
    apart = (mine.start[row] - theirs.start[other]) ** 2 + (mine.end[row] - theirs.end[other]) ** 2
    values = np.bincount(row, weights=apart, minlength=len(met))
    values = values + np.where(met == 0, 2.0 * (mine.end - mine.start) ** 2, 0.0)
    return _summed(mine, values, place, shape)


def _room(
    units: _Units, gaps: _Units, place: Ints, shape: tuple[int, int]
) -> tuple[npt.NDArray[np.int64], Array, Array]:
    """For each length that units of a label have: the places that each document's gaps have for
    it, and the squares of its units."""
    owners, rooms, squares = [], [], []
    for label in range(shape[1]):
        mine, free = units.only(units.label == label), gaps.only(gaps.label == label)
        sizes, column = np.unique(mine.end - mine.start, return_inverse=True)
        owners.append(np.full(len(sizes), label, dtype=np.int64))
        flat = place[mine.document] * len(sizes) + column
        used = np.bincount(flat, minlength=shape[0] * len(sizes)).reshape(shape[0], len(sizes))
        squares.append(used * sizes.astype(np.float64) ** 2)
        rooms.append(_fitting(free.end - free.start, place[free.document], sizes, shape[0]))
    empty = np.zeros((shape[0], 0))
    return (
        np.concatenate([np.zeros(0, dtype=np.int64), *owners]),
        np.concatenate([empty, *rooms], axis=1),
        np.concatenate([empty, *squares], axis=1),
    )


def _fitting(gaps: Ints, document: Ints, sizes: Ints, documents: int) -> Array:
    """(documents, sizes) the number of places that gaps have for a unit of each size."""
    found = np.zeros((documents, len(sizes)))
    for column, size in enumerate(sizes):
        places = np.maximum(gaps - size + 1, 0)
        found[:, column] = np.bincount(document, weights=places, minlength=documents)
    return found
