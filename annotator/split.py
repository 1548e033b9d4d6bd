"""Documents into train, dev and test, by their text alone, so that copies never cross a border."""

import hashlib
from collections.abc import Iterable
from itertools import accumulate

from annotator.errors import InputError

PARTS = ("train", "dev", "test")


def shares_of(text: str) -> tuple[float, ...]:
    """`80/10/10` or `90/10` as shares that sum to 1. Raises InputError for anything else."""
    try:
        numbers = [float(piece) for piece in text.split("/")]
    except ValueError:
        numbers = []
    usable = 2 <= len(numbers) <= len(PARTS) and all(0 <= x < float("inf") for x in numbers)
    if not usable or sum(numbers) <= 0:
        raise InputError("This is no split", text, "Give shares of two or three parts: 80/10/10.")
    return tuple(number / sum(numbers) for number in numbers)


def parts_of(sha256s: Iterable[str], shares: tuple[float, ...], seed: int) -> dict[str, str]:
    """The part of each text, by its checksum.

    Texts are put in the order of SHA-256(seed, checksum) and cut where the shares say, so that
    the sizes are exact to one text; the same texts and the same seed always give the same
    parts. A part with a share gets a text as long as there are enough.
    """
    order = sorted(set(sha256s), key=lambda sha256: _place(sha256, seed))
    sizes = _sizes(len(order), shares)
    ends = accumulate(sizes)
    parts: dict[str, str] = {}
    start = 0
    for part, end in zip(PARTS, ends, strict=False):
        parts.update(dict.fromkeys(order[start:end], part))
        start = end
    return parts


def _place(sha256: str, seed: int) -> bytes:
    return hashlib.sha256(f"{seed}:{sha256}".encode()).digest()


def _sizes(count: int, shares: tuple[float, ...]) -> list[int]:
    """Whole numbers that sum to `count`: the largest remainders are rounded up."""
    exact = [count * share for share in shares]
    sizes = [int(value) for value in exact]
    by_rest = sorted(range(len(shares)), key=lambda i: sizes[i] - exact[i])
    for index in by_rest[: count - sum(sizes)]:
        sizes[index] += 1
    wanting = [i for i, share in enumerate(shares) if share and not sizes[i]]
    for index in wanting:
        largest = max(range(len(sizes)), key=sizes.__getitem__)
        if sizes[largest] > 1:
            sizes[largest] -= 1
            sizes[index] += 1
    return sizes
