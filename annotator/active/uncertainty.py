"""How unsure suggesters are of a document: by their scores, or by how far they differ."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

PRIOR = 3.0  # spans that the project's mean counts for: a document with few is not extreme
Place = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Said:
    """What one suggester says of a document: its spans, and the scores of those that have one.
    `partial`: it knows some things only, and says nothing of the rest."""

    spans: frozenset[Place]
    scores: tuple[float, ...] = ()
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """How unsure a document is, from 0 to 1 among all documents, and why."""

    value: float
    reason: str


@dataclass(frozen=True, slots=True)
class _Signal:
    """A share of doubt, `part` of `whole`, and what it says in words."""

    part: float
    whole: float
    reason: str


def doubts(said: Mapping[str, Mapping[str, Said]]) -> dict[str, Doubt]:
    """For each document, by what each suggester (by name) says of it.

    Two shares are looked at: the mean of 1 − score over the scored spans, and for the two
    suggesters that differ most 1 − F1 between them. Each is shrunk towards the mean of all
    documents, (part + k · mean) / (whole + k) with k = 3 spans, so that a single unsure span does
    not outweigh a page of them, and then normalised to its rank among the documents. The greater
    one counts.
    """
    by_score = {id: _by_score(sources.values()) for id, sources in said.items()}
    by_difference = {id: _by_difference(sources) for id, sources in said.items()}
    found: dict[str, Doubt] = {}
    for signals in (by_score, by_difference):
        for id, value in _ranked(signals).items():
            signal = signals[id]
            assert signal is not None
            if id not in found or value > found[id].value:
                found[id] = Doubt(value, signal.reason)
    return {id: found.get(id, Doubt(0.0, "nothing is suggested here")) for id in said}


def _by_score(sources: Iterable[Said]) -> _Signal | None:
    scores = [score for one in sources for score in one.scores]
    if not scores:
        return None
    mean = sum(scores) / len(scores)
    return _Signal(
        sum(1 - score for score in scores),
        len(scores),
        f"unsure: score {mean:.2f} of {len(scores)}",
    )


def _by_difference(sources: Mapping[str, Said]) -> _Signal | None:
    """The pair that differs most; pairs of which neither says anything do not count."""
    most: _Signal | None = None
    for one, other in combinations(sorted(sources), 2):
        a, b = _compared(sources[one], sources[other]), _compared(sources[other], sources[one])
        whole, differ = len(a) + len(b), len(a ^ b)
        if whole and (most is None or differ / whole > most.part / most.whole):
            reason = f"{one} and {other} differ on {differ} of {len(a | b)} spans"
            most = _Signal(differ, whole, reason)
    return most


def _compared(one: Said, other: Said) -> frozenset[Place]:
    """The spans of one that the other has an opinion about."""
    if not other.partial:
        return one.spans
    places = other.spans
    return frozenset(x for x in one.spans if any(x[0] < b and a < x[1] for a, b, _ in places))


def _ranked(signals: Mapping[str, _Signal | None]) -> dict[str, float]:
    """The shares as ranks from 0 to 1; equal ones have the same."""
    there = {id: signal for id, signal in signals.items() if signal is not None}
    if not there:
        return {}
    mean = sum(x.part for x in there.values()) / sum(x.whole for x in there.values())
    shares = np.array([(x.part + PRIOR * mean) / (x.whole + PRIOR) for x in there.values()])
    values, place = np.unique(shares, return_inverse=True)
    ranks = np.arange(len(values)) / max(1, len(values) - 1)
    return {id: float(ranks[at]) for id, at in zip(there, place, strict=True)}
