"""Intervals by the bootstrap: how the measures vary when documents are drawn anew.

The percentile interval of Efron and Tibshirani (1993), "An introduction to the bootstrap",
chapter 13, over documents rather than spans: spans of one document are not independent.
"""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from annotator.review.agreement.formulas import Array

Draws = npt.NDArray[np.uint16]
Sums = TypeVar("Sums")
RESAMPLES = 1000
_LEVEL = (2.5, 97.5)
_CELLS = 8_000_000  # of weights as floating-point numbers that are in memory at once


def draws(documents: int, seed: int, resamples: int = RESAMPLES) -> Draws:
    """(resamples, documents) how often each document is in each resample."""
    chance = np.random.default_rng(seed)
    found = np.zeros((resamples, documents), dtype=np.uint16)
    for row in found:
        row[:] = np.bincount(chance.integers(documents, size=documents), minlength=documents)
    return found


def whole(sums: Sums) -> Sums:
    """Sums by document, added up: one row."""
    return _each(sums, lambda value: value.sum(0, keepdims=True))


def resampled(sums: Sums, drawn: Draws) -> Sums:
    """Sums by document, added up for each resample."""
    step = max(1, _CELLS // max(1, drawn.shape[1]))
    parts = []
    for start in range(0, len(drawn), step):
        weights = drawn[start : start + step].astype(np.float64)
        parts.append(_each(sums, lambda value, w=weights: _weighted(w, value)))
    return _each(parts[0], lambda *values: np.concatenate(values), *parts[1:])


def _weighted(weights: Array, value: Array) -> Array:
    added: Array = weights @ value.reshape(len(value), -1)
    return added.reshape(len(weights), *value.shape[1:])


def _each(sums: Sums, change: Callable[..., Array], *others: Sums) -> Sums:
    """Every field that holds numbers by document; columns' labels stay as they are."""
    found = {}
    for field in fields(sums):  # type: ignore[arg-type]
        values = [getattr(each, field.name) for each in (sums, *others)]
        if values[0].dtype == np.float64:
            found[field.name] = change(*values)
    return replace(sums, **found)  # type: ignore[type-var]


def interval(values: Array) -> tuple[float, float] | None:
    """The middle 95 % of the resamples in which the measure is defined."""
    defined = values[~np.isnan(values)]
    if not len(defined):
        return None
    low, high = np.percentile(defined, _LEVEL)
    return float(low), float(high)
