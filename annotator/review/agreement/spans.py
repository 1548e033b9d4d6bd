"""Which spans of two annotators are the same: exactly, by place alone, or by overlap."""

import numpy as np

from annotator.annotations import ranges_overlap
from annotator.review.agreement.matching import largest, overlapping
from annotator.review.agreement.table import Ints, Table


def exact(table: Table, first: Ints, second: Ints) -> tuple[Ints, Ints]:
    """Rows with the same place and label, paired."""
    width = max(1, len(table.labels))
    keys = table.place * width + table.label
    _, one, two = np.intersect1d(keys[first], keys[second], True, True)
    return first[one], second[two]


def same_place(table: Table, first: Ints, second: Ints) -> tuple[Ints, Ints]:
    """Rows with the same place, paired one to one whatever their labels."""
    ones, twos = _numbered(table, first), _numbered(table, second)
    _, one, two = np.intersect1d(ones, twos, True, True)
    return first[one], second[two]


def _numbered(table: Table, rows: Ints) -> Ints:
    """The place of each row, made unique by counting the rows that have it."""
    order = np.lexsort((table.label[rows], table.place[rows]))
    place = table.place[rows][order]
    first = np.searchsorted(place, place)
    found: Ints = np.empty_like(place)
    found[order] = place * (len(table.labels) + 1) + np.arange(len(place)) - first
    return found


def by_overlap(table: Table, first: Ints, second: Ints, same_label: bool) -> tuple[Ints, Ints]:
    """A largest one-to-one matching of spans that share a code point, and their label too if
    asked for: rows, paired.

    Spans that hang together by overlap form groups; only a group with more than one span of a
    side needs a search.
    """
    mine = np.concatenate((np.ones(len(first), np.bool_), np.zeros(len(second), np.bool_)))
    rows = np.concatenate((first, second))
    full = table.start[rows] < table.end[rows]
    mine, rows = mine[full], rows[full]
    if not len(rows):
        return rows, rows
    shift = table.label[rows] * (int(table.length.sum()) + 1) if same_label else 0
    start, end = table.start[rows] + shift, table.end[rows] + shift
    order = np.lexsort((mine, end, start))
    reach = np.maximum.accumulate(end[order])
    begins = np.concatenate(([True], start[order][1:] >= reach[:-1]))
    rows, mine = rows[order], mine[order]
    heads = np.flatnonzero(begins)
    sizes = np.diff(np.append(heads, len(rows)))
    own = np.add.reduceat(mine.astype(np.int64), heads)
    whole = np.add.reduceat(table.in_pieces[rows].astype(np.int64), heads) == 0
    both = (own > 0) & (own < sizes)
    couple = heads[both & (sizes == 2) & whole]
    turned = ~mine[couple]
    ones, others = [rows[couple + turned]], [rows[couple + ~turned]]
    for index in np.flatnonzero(both & ((sizes > 2) | ~whole)):
        inside = slice(heads[index], heads[index] + sizes[index])
        members, sides = rows[inside], mine[inside]
        one, two = _searched(table, members[sides], members[~sides], bool(whole[index]))
        ones.append(one)
        others.append(two)
    return np.concatenate(ones), np.concatenate(others)


def _searched(table: Table, first: Ints, second: Ints, whole: bool) -> tuple[Ints, Ints]:
    """In an order that the spans alone decide, so that it does not matter who is first."""

    def said(row: int) -> tuple[object, ...]:
        return (table.start[row], table.end[row], table.label[row], table.spans[row].ranges)

    ones, twos = sorted(first.tolist(), key=said), sorted(second.tolist(), key=said)
    turned = [said(row) for row in twos] < [said(row) for row in ones]
    if turned:
        ones, twos = twos, ones
    pairs = _whole(table, ones, twos) if whole else _in_pieces(table, ones, twos)
    one = np.array([ones[index] for index, _ in pairs], dtype=np.int64)
    two = np.array([twos[index] for _, index in pairs], dtype=np.int64)
    return (two, one) if turned else (one, two)


def _whole(table: Table, ones: list[int], twos: list[int]) -> list[tuple[int, int]]:
    sides = (zip(table.start[x].tolist(), table.end[x].tolist(), strict=True) for x in (ones, twos))
    return overlapping(*(list(side) for side in sides))


def _in_pieces(table: Table, ones: list[int], twos: list[int]) -> list[tuple[int, int]]:
    ranges = [table.spans[row].ranges for row in twos]
    return largest(
        [
            [n for n, other in enumerate(ranges) if ranges_overlap(table.spans[row].ranges, other)]
            for row in ones
        ]
    )
