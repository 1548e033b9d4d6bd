"""The spans of many layers as numpy arrays, one row a span: what counting goes through.

All documents lie end to end, so that one search serves them all; offsets are code points.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from annotator.model import Span
from annotator.review.agreement.documents import Labelled, Marked

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
_FIELD = 31  # bits for a length; positions have as many


@dataclass(frozen=True, slots=True)
class Table:
    """Spans by row. `who` counts through `names`, whose last is gold where there is any; `place`
    is the same number for the same ranges; `present` (who, documents) tells who finished what.
    """

    documents: Sequence[Marked]
    names: tuple[str, ...]
    labels: tuple[str, ...]
    present: Flags
    base: Ints
    length: Ints
    spans: Sequence[Span]
    document: Ints
    who: Ints
    start: Ints
    end: Ints
    label: Ints
    place: Ints
    in_pieces: Flags

    def rows(self, who: int, documents: Flags) -> Ints:
        """The spans of one annotator in some documents."""
        return np.flatnonzero((self.who == who) & documents[self.document])

    def counts(self, rows: Ints, documents: Flags) -> npt.NDArray[np.float64]:
        """How many of the spans each document has of each label: (documents, labels)."""
        size = len(self.documents) * len(self.labels)
        flat = self.document[rows] * len(self.labels) + self.label[rows]
        counts = np.bincount(flat, minlength=size).astype(np.float64)
        return counts.reshape(len(self.documents), len(self.labels))[documents]


def table(documents: Sequence[Marked]) -> Table:
    """The table of some documents; their order decides nothing but the order of rows."""
    people = sorted({layer.who for document in documents for layer in document.layers})
    names = (*people, "gold")
    number = {name: index for index, name in enumerate(people)}
    layers = list(_layers(documents, number))
    present = np.zeros((len(names), len(documents)), dtype=np.bool_)
    for index, who, _ in layers:
        present[who, index] = True
    length = np.array([document.length for document in documents], dtype=np.int64)
    base = np.cumsum(length) - length
    labels = tuple(sorted({span.label for *_, layer in layers for span in layer.spans}))
    return _filled(documents, names, labels, present, base, length, layers)


_Layer = tuple[int, int, Labelled]


def _layers(documents: Sequence[Marked], number: dict[str, int]) -> Iterator[_Layer]:
    for index, document in enumerate(documents):
        for layer in document.layers:
            yield index, number[layer.who], layer
        if document.gold is not None:
            yield index, len(number), document.gold


def _filled(
    documents: Sequence[Marked],
    names: tuple[str, ...],
    labels: tuple[str, ...],
    present: Flags,
    base: Ints,
    length: Ints,
    layers: Sequence[_Layer],
) -> Table:
    number = {label: index for index, label in enumerate(labels)}
    spans = [span for *_, layer in layers for span in layer.spans]
    sizes = [len(layer.spans) for *_, layer in layers]
    document = np.repeat(np.array([x for x, *_ in layers], dtype=np.int64), sizes)
    who = np.repeat(np.array([x for _, x, _ in layers], dtype=np.int64), sizes)
    start = np.array([span.start for span in spans], dtype=np.int64) + base[document]
    end = np.array([span.end for span in spans], dtype=np.int64) + base[document]
    label = np.array([number[span.label] for span in spans], dtype=np.int64)
    in_pieces = np.array([len(span.fragments) > 1 for span in spans], dtype=np.bool_)
    place = _places(spans, document, start, end, in_pieces)
    # A layer may not say the same twice; from a file that does, it counts once.
    said = np.stack((document, who, place, label))
    kept = np.sort(np.unique(said, axis=1, return_index=True)[1]) if spans else np.arange(0)
    return Table(
        documents,
        names,
        labels,
        present,
        base,
        length,
        [spans[row] for row in kept] if len(kept) < len(spans) else spans,
        document[kept],
        who[kept],
        start[kept],
        end[kept],
        label[kept],
        place[kept],
        in_pieces[kept],
    )


def _places(
    spans: Sequence[Span], document: Ints, start: Ints, end: Ints, in_pieces: Flags
) -> Ints:
    codes = (start << _FIELD) | (end - start)
    _, places = np.unique(codes, return_inverse=True)
    found: Ints = places.astype(np.int64)
    known: dict[object, int] = {}
    for row in np.flatnonzero(in_pieces):
        key = (int(document[row]), spans[row].fragments)
        found[row] = known.setdefault(key, len(spans) + len(known))
    return found


def pieces(table: Table) -> tuple[Ints, Ints, Ints]:
    """The stretches that the spans cover: the span's row, start and end."""
    whole = np.flatnonzero(~table.in_pieces)
    cut = [
        (row, start + table.base[table.document[row]], end + table.base[table.document[row]])
        for row in np.flatnonzero(table.in_pieces)
        for start, end in table.spans[row].fragments
    ]
    extra = np.array(cut, dtype=np.int64).reshape(-1, 3)
    rows = np.concatenate((whole, extra[:, 0]))
    starts = np.concatenate((table.start[whole], extra[:, 1]))
    return rows, starts, np.concatenate((table.end[whole], extra[:, 2]))


def spread(first: Ints, count: Ints) -> tuple[Ints, Ints]:
    """For each row the numbers `first ... first + count - 1`: the row of each, and the number."""
    rows = np.repeat(np.arange(len(first)), count)
    offset = np.arange(len(rows)) - np.repeat(np.cumsum(count) - count, count)
    return rows, np.repeat(first, count) + offset
