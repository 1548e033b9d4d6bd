"""Labels token by token: what the kappas and the nominal alpha compare.

A token's category is the set of labels that cover any part of it; no label is a category too, so
that what one annotator missed is a disagreement and not a gap.
"""

from dataclasses import dataclass

import numpy as np

from annotator.review.agreement.formulas import Array
from annotator.review.agreement.table import Flags, Ints, Table, pieces, spread


@dataclass(frozen=True, slots=True)
class Categories:
    """`category` (who, tokens) is 0 for none, -1 where the layer is not there; `document`
    (tokens); `size` counts the categories that occur."""

    category: Ints
    document: Ints
    size: int


def categories(table: Table) -> Categories:
    """The category of every token for every annotator."""
    counts = np.array([len(x.tokens) for x in table.documents], dtype=np.int64)
    document = np.repeat(np.arange(len(counts)), counts)
    present = table.present[:, document]
    found = np.where(present, 0, -1).astype(np.int64).ravel()
    who, token, label = _covered(table, document)
    total = max(1, len(document))
    width = max(1, len(table.labels))
    unique = np.unique((who * total + token) * width + label)
    cell, label = unique // width, unique % width
    cells, start, count = np.unique(cell, return_index=True, return_counts=True)
    values = label[start] + 1
    size = width + 1
    known: dict[bytes, int] = {}
    for index in np.flatnonzero(count > 1):
        together = label[start[index] : start[index] + count[index]].tobytes()
        values[index] = known.setdefault(together, size + len(known))
    found[cells] = values
    return Categories(found.reshape(present.shape), document, size + len(known))


def _covered(table: Table, document: Ints) -> tuple[Ints, Ints, Ints]:
    """Annotator, token and label of each token that a span touches."""
    tokens = [x.tokens for x in table.documents]
    starts = _joined([x.starts for x in tokens]) + table.base[document]
    ends = _joined([x.ends for x in tokens]) + table.base[document]
    rows, start, end = pieces(table)
    rows, start, end = rows[start < end], start[start < end], end[start < end]
    first = np.searchsorted(ends, start, side="right")
    last = np.searchsorted(starts, end, side="left")
    row, token = spread(first, np.maximum(last - first, 0))
    row = rows[row]
    return table.who[row], token, table.label[row]


def _joined(parts: list[object]) -> Ints:
    arrays = [np.asarray(part, dtype=np.int64) for part in parts]
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class PairOnTokens:
    """Sums by document for Cohen's kappa."""

    agreed: Array
    first: Array
    second: Array


def of_pair(found: Categories, first: int, second: int, documents: Flags) -> PairOnTokens:
    """What two annotators have in some documents, which both have finished."""
    inside = documents[found.document]
    document = (np.cumsum(documents) - 1)[found.document[inside]]
    one, two = found.category[first, inside], found.category[second, inside]
    size = int(documents.sum())
    agreed = np.bincount(document, weights=one == two, minlength=size).astype(np.float64)
    return PairOnTokens(
        agreed,
        _used(document, one, size, found.size),
        _used(document, two, size, found.size),
    )


def _used(document: Ints, category: Ints, size: int, width: int) -> Array:
    counts = np.bincount(document * width + category, minlength=size * width)
    return counts.reshape(size, width).astype(np.float64)


@dataclass(frozen=True, slots=True)
class AllOnTokens:
    """Sums by document for Fleiss' kappa and the nominal alpha, as their formulas name them."""

    agreement: Array
    disagreement: Array
    items: Array
    categories: Array


def of_all(table: Table, found: Categories, documents: Flags) -> AllOnTokens:
    """What all people have in some documents, of which each has two layers or more."""
    inside = documents[found.document]
    document = (np.cumsum(documents) - 1)[found.document[inside]]
    size, people = int(documents.sum()), len(table.names) - 1
    category = found.category[:people, inside]
    same = np.zeros(category.shape[1])
    for one in range(people):
        for two in range(one):
            same += (category[one] == category[two]) & (category[one] >= 0)
    used = np.zeros((size, found.size))
    for who in range(people):
        there = category[who] >= 0
        used += _used(document[there], category[who, there], size, found.size)
    agreeing = 2 * np.bincount(document, weights=same, minlength=size)
    items = np.bincount(document, minlength=size).astype(np.float64)
    raters = table.present[:people, documents].sum(0).astype(np.float64)
    return AllOnTokens(
        agreeing / (raters * (raters - 1)),
        raters * items - agreeing / (raters - 1),
        items,
        used,
    )
