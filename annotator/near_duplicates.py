"""Texts that are nearly the same, such as two printings of an agency's report: found with MinHash
over runs of words (Broder 1997), in buckets of a few values each (locality-sensitive hashing).

Two texts are near-duplicates if about 70 % of their runs of words are the same. The estimate errs
by some hundredths, so texts just around that share may fall on either side, always the same one.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Values = NDArray[np.uint64]

SIMILAR = 0.7  # the Jaccard index of the runs of words
_RUN = 4  # words in a run
_BANDS, _ROWS = 32, 4  # 0.7 alike: in one bucket with 99.9 %; 0.3 alike: with 23 %, then compared
_COMPARED = 20  # texts of a bucket with which a new one is compared
# Words, and single signs where no spaces stand between words: Chinese, Japanese, Korean, Thai,
# Lao, Burmese, Khmer.
_WORD = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|"
    r"[^\W\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
)


def near_duplicates(texts: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For the key of each text the key of the first text of its group, which is its own where
    no earlier text is like it. What is like either of two texts joins their groups.

    `texts` are keys and texts in an order that stays as texts are added; equal keys count once.
    """
    import numpy as np

    groups = _Groups()
    keys: list[str] = []
    found: list[Any] = []
    for key, text in texts:
        signature = _signature(text) if groups.add(key) else None
        if signature is not None:
            keys.append(key)
            found.append(signature)
    signatures = np.stack(found) if found else np.empty((0, _BANDS * _ROWS), np.uint32)
    del found
    for band in range(_BANDS):
        for members in _in_one_bucket(signatures[:, band * _ROWS : (band + 1) * _ROWS]):
            for place, number in enumerate(members):
                for other in members[: min(place, _COMPARED)]:
                    if not groups.same(keys[other], keys[number]) and _alike(
                        signatures[other], signatures[number]
                    ):
                        groups.join(keys[other], keys[number])
    return groups.firsts()


def _in_one_bucket(values: Any) -> Iterator[list[int]]:
    """The numbers of the rows that are equal, in order, where there are several."""
    import numpy as np

    rows = np.ascontiguousarray(values).view([("", values.dtype)] * values.shape[1]).ravel()
    _, inverse, counts = np.unique(rows, return_inverse=True, return_counts=True)
    order = np.argsort(inverse, kind="stable")
    ends = np.cumsum(counts)
    for bucket in np.flatnonzero(counts > 1):
        yield order[ends[bucket] - counts[bucket] : ends[bucket]].tolist()


class _Groups:
    """Disjoint sets whose name is their first member."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._place: dict[str, int] = {}

    def add(self, key: str) -> bool:
        """A group of its own; False if it is there already."""
        if key in self._parent:
            return False
        self._parent[key] = key
        self._place[key] = len(self._place)
        return True

    def first(self, key: str) -> str:
        """The first member of the group."""
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def firsts(self) -> dict[str, str]:
        """The first member of the group of each."""
        return {key: self.first(key) for key in self._place}

    def same(self, a: str, b: str) -> bool:
        """Whether both are in one group."""
        return self.first(a) == self.first(b)

    def join(self, a: str, b: str) -> None:
        """Make one group of two."""
        first, second = sorted((self.first(a), self.first(b)), key=self._place.__getitem__)
        self._parent[second] = first


def _signature(text: str) -> "NDArray[np.uint32] | None":
    """The least value of each of the hash functions over the runs; None without words."""
    import numpy as np

    words = [_hashed(word) for word in _WORD.findall(text.casefold())]
    if not words:
        return None
    values: Any = np.array(words, dtype=np.uint64)
    count = max(1, len(values) - _RUN + 1)
    runs: Any = np.zeros(count, dtype=np.uint64)
    for place in range(min(_RUN, len(values))):
        runs = runs * np.uint64(0x9E3779B97F4A7C15) + values[place : place + count]
    different = np.unique(runs ^ (runs >> np.uint64(29)))
    factors, terms = _functions()
    # In pieces, so that a long text needs no more memory.
    pieces = [different[n : n + 4096, None] for n in range(0, len(different), 4096)]
    least: Any = np.min([(piece * factors + terms).min(axis=0) for piece in pieces], axis=0)
    high: NDArray[np.uint32] = (least >> np.uint64(32)).astype(np.uint32)
    return high


@cache
def _functions() -> "tuple[Values, Values]":
    """Factors (odd) and terms of the hash functions, the same for ever."""
    import numpy as np

    digests = [hashlib.sha256(f"minhash {n}".encode()).digest() for n in range(_BANDS * _ROWS)]
    values = np.array([[int.from_bytes(x[:8]), int.from_bytes(x[8:16])] for x in digests],
                      dtype=np.uint64)  # fmt: skip
    return values[:, 0] | np.uint64(1), values[:, 1]


@cache
def _hashed(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest())


def _alike(a: Any, b: Any) -> bool:
    return float((a == b).mean()) >= SIMILAR
