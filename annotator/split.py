"""Documents into train, dev and test: each by its own text alone, so that it stays where it is when
others join the corpus; or all at once, so that every label gets its shares."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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
    place = place_of(sha256, seed)
    ends = accumulate(shares)
    part = ""
    for name, share, end in zip(PARTS, shares, ends, strict=False):
        if share:
            part = name  # the last one with a share takes what rounding leaves
        if share and place < round(end * _STEPS):
            break
    return part


def place_of(sha256: str, seed: int) -> int:
    """The place of a text, by its checksum, from 0 to 2^64."""
    return int.from_bytes(hashlib.sha256(f"{seed}:{sha256}".encode()).digest()[:8])


def parts_with_least(
    sha256s: Iterable[str], shares: tuple[float, ...], seed: int, least: tuple[int, ...]
) -> dict[str, str]:
    """As `parts_of`, but with at least so many texts in each part, as far as the texts go: the
    last part takes what lies next to its stretch, then the one before it."""
    places = sorted(set(sha256s), key=lambda sha256: (place_of(sha256, seed), sha256))
    drawn = [part_of(sha256, shares, seed) for sha256 in places]
    found: dict[str, str] = {}
    left = len(places)
    for number in reversed(range(len(shares))):
        part = PARTS[number]
        room = max(0, left - sum(least[:number]))
        size = left if number == 0 else min(room, max(least[number], drawn[:left].count(part)))
        found |= dict.fromkeys(places[left - size : left], part)
        left -= size
    return found


def parts_of(sha256s: Iterable[str], shares: tuple[float, ...], seed: int) -> dict[str, str]:
    """The part of each text, by its checksum."""
    return {sha256: part_of(sha256, shares, seed) for sha256 in set(sha256s)}


@dataclass(frozen=True, slots=True)
class Unit:
    """What is dealt as one: documents that must not be parted, by the checksum of the first, how
    many they are, and how often they hold each label."""

    key: str
    size: int
    labels: Mapping[str, int]


def balanced_parts(units: Sequence[Unit], shares: tuple[float, ...], seed: int) -> dict[str, str]:
    """The part of each unit by its key, such that parts get their shares of the documents and of
    every label as nearly as can be.

    Iterative stratification (Sechidis, Tsoumakas and Vlahavas 2011): the rarest label is dealt
    first, each unit to the part that lacks most of that label. Other units, labels or seeds may
    move a unit; the order of the units does not.
    """
    dealing = _Dealing(units, shares, seed)
    waiting = {unit.key: unit for unit in units}
    while waiting:
        there: dict[str, list[Unit]] = {}
        for unit in waiting.values():
            for label, count in unit.labels.items():
                if count:
                    there.setdefault(label, []).append(unit)
        label = min(there, key=lambda x: (len(there[x]), x), default="")
        chosen = there[label] if label else list(waiting.values())
        for unit in sorted(
            chosen, key=lambda x: (-x.labels.get(label, 0), -x.size, dealing.lot(x))
        ):
            dealing.deal(unit, label)
            del waiting[unit.key]
    return dealing.parts


class _Dealing:
    """What each part still lacks."""

    def __init__(self, units: Sequence[Unit], shares: tuple[float, ...], seed: int) -> None:
        self.parts: dict[str, str] = {}
        self._seed = seed
        total: Counter[str] = Counter()
        for unit in units:
            total.update(unit.labels)
        size = sum(unit.size for unit in units)
        given = [(part, share) for part, share in zip(PARTS, shares, strict=False) if share]
        self._lacks = {part: {x: n * share for x, n in total.items()} for part, share in given}
        self._room = {part: size * share for part, share in given}

    def lot(self, unit: Unit) -> bytes:
        """Where chance puts the unit among its equals."""
        return hashlib.sha256(f"{self._seed}:{unit.key}".encode()).digest()

    def in_turn(self, units: Iterable[Unit], label: str) -> list[Unit]:
        """Those with most of the label first, then the largest."""
        return sorted(units, key=lambda x: (-x.labels.get(label, 0), -x.size, self.lot(x)))

    def deal(self, unit: Unit, label: str) -> None:
        """Give the unit to the part that lacks most of the label, then of documents."""

        def lack(part: str) -> tuple[float, float, bytes]:
            by_chance = hashlib.sha256(self.lot(unit) + part.encode()).digest()
            of_label = self._lacks[part].get(label, 0.0)
            return round(of_label, 9), round(self._room[part], 9), by_chance

        part = max(self._room, key=lack)
        self.parts[unit.key] = part
        self._room[part] -= unit.size
        for name, count in unit.labels.items():
            self._lacks[part][name] -= count
