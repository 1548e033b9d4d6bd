"""Documents into train, dev and test, each by its own text alone: copies never cross a border,
and a document stays where it is when others join the corpus."""

import hashlib
from collections.abc import Iterable
from itertools import accumulate

from annotator.errors import InputError

PARTS = ("train", "dev", "test")
_STEPS = 1 << 64


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


def part_of(sha256: str, shares: tuple[float, ...], seed: int) -> str:
    """The part of a text, by its checksum.

    The first 64 bits of SHA-256("seed:checksum") are a place between 0 and 1; the shares, one
    after another, say which stretch is whose. No other document has a say, so the sizes come
    out as the shares on average only: of n texts, a part of share p gets np ± √(np(1 - p)).
    """
    place = int.from_bytes(hashlib.sha256(f"{seed}:{sha256}".encode()).digest()[:8])
    ends = accumulate(shares)
    part = ""
    for name, share, end in zip(PARTS, shares, ends, strict=False):
        if share:
            part = name  # the last one with a share takes what rounding leaves
        if share and place < round(end * _STEPS):
            break
    return part


def parts_of(sha256s: Iterable[str], shares: tuple[float, ...], seed: int) -> dict[str, str]:
    """The part of each text, by its checksum."""
    return {sha256: part_of(sha256, shares, seed) for sha256 in set(sha256s)}
