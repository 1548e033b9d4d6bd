"""Groups of documents about the same things, so that what is labelled next is unlike what was
labelled before."""

import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

LENGTH = 1500  # characters of a text that are read: its beginning says what it is about
WIDTH = 96  # numbers of a document's vector
MOST_GROUPS = 60
_ROUNDS = 8
_COMMON = 0.4  # share of the documents from which a word says nothing
_TOP = 3  # words that name a group
_WORD = re.compile(r"[^\W\d_]{3,}")
Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Groups:
    """The group of each document, how near it is to the group's middle (cosine, 1 is nearest),
    and the words that tell each group from the others."""

    of: NDArray[np.int64]
    nearness: NDArray[np.float32]
    words: list[tuple[str, ...]]


def grouped(texts: Iterable[str], cancelled: Callable[[], bool] = lambda: False) -> Groups:
    """Spherical k-means over TF-IDF vectors that are folded into a few numbers by hashing with
    signs (Weinberger et al. 2009); k is √(n/2). Nothing is left to chance."""
    bags = _Bags(texts, cancelled)
    if not len(bags):
        return Groups(np.zeros(0, np.int64), np.zeros(0, np.float32), [])
    vectors = bags.vectors()
    number = min(MOST_GROUPS, max(1, round(sqrt(len(bags) / 2))))
    middles = _spread(vectors, number)
    of = np.zeros(len(bags), np.int64)
    for _ in range(_ROUNDS):
        if cancelled():
            break
        likeness = vectors @ middles.T
        of = likeness.argmax(axis=1)
        for group in range(number):
            members = vectors[of == group]
            if len(members):
                middles[group] = _unit(members.sum(axis=0)[None, :])[0]
    nearness = np.einsum("ij,ij->i", vectors, middles[of])
    return Groups(of, nearness, [bags.telling(np.flatnonzero(of == x)) for x in range(number)])


class _Bags:
    """The different words of each text as numbers, one after another in one array."""

    def __init__(self, texts: Iterable[str], cancelled: Callable[[], bool]) -> None:
        self._numbers: dict[str, int] = {}
        self._words: list[str] = []
        flat, ends = array("i"), [0]
        for text in texts:
            if cancelled():
                break
            flat.extend(sorted({self._number(x) for x in _WORD.findall(text[:LENGTH].casefold())}))
            ends.append(len(flat))
        self._flat = np.frombuffer(flat, dtype=np.int32) if len(flat) else np.zeros(0, np.int32)
        self._ends = np.array(ends)
        found = np.bincount(self._flat, minlength=len(self._words))
        weights = np.array([log(len(self) / count) if count else 0.0 for count in found])
        weights[found > max(1, _COMMON * len(self))] = 0.0
        weights[found < min(2, len(self))] = 0.0
        self._weights = weights.astype(np.float32)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def _number(self, word: str) -> int:
        number = self._numbers.get(word)
        if number is None:
            number = self._numbers[word] = len(self._words)
            self._words.append(word)
        return number

    def vectors(self) -> Vectors:
        """One unit vector a text."""
        draw = np.random.default_rng(0)
        columns = draw.integers(0, WIDTH, len(self._words))
        signs = draw.choice(np.array([-1, 1], np.float32), len(self._words))
        rows = np.repeat(np.arange(len(self)), np.diff(self._ends))
        found = np.zeros((len(self), WIDTH), np.float32)
        np.add.at(found, (rows, columns[self._flat]), (self._weights * signs)[self._flat])
        return _unit(found)

    def telling(self, members: Sequence[int] | NDArray[np.int64]) -> tuple[str, ...]:
        """The words that some texts have most, by their number and weight."""
        counts: Counter[int] = Counter()
        for place in members[:200]:
            counts.update(self._flat[self._ends[place] : self._ends[place + 1]].tolist())
        ranked = sorted(counts, key=lambda x: (-counts[x] * self._weights[x], self._words[x]))
        return tuple(self._words[x] for x in ranked[:_TOP] if self._weights[x] > 0)


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), np.float32)


def _spread(vectors: Vectors, number: int) -> Vectors:
    """Beginnings that lie far apart: each the vector least like those before it."""
    chosen = [0]
    likeness = vectors @ vectors[0]
    for _ in range(number - 1):
        chosen.append(int(likeness.argmin()))
        likeness = np.maximum(likeness, vectors @ vectors[chosen[-1]])
    return vectors[chosen].copy()
