"""The coefficients of agreement, on sums over documents.

Every function takes numpy arrays whose leading axes are free: one corpus, all documents, or a
thousand resamples are computed at once. What is undefined is nan.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
_NOTHING = 1e-12  # an expected disagreement below it is a rounding error


def ratio(part: Array, whole: Array) -> Array:
    """`part / whole`; nan where the whole is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(whole > 0, part / whole, np.nan)


def f1(common: Array, first: Array, second: Array) -> Array:
    """The harmonic mean of precision and recall, `2 common / (first + second)`."""
    return ratio(2 * common, first + second)


def beyond_chance(observed: Array, expected: Array) -> Array:
    """`(observed - expected) / (1 - expected)`; nan where chance alone agrees fully."""
    room = 1 - expected
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(room > _NOTHING, (observed - expected) / room, np.nan)


def cohen_kappa(agreed: Array, first: Array, second: Array) -> Array:
    """Cohen (1960), "A coefficient of agreement for nominal scales".

    `agreed` (...) items with one category of both; `first`, `second` (..., categories) how often
    each of the two used each category.
    """
    items = first.sum(-1)
    return beyond_chance(ratio(agreed, items), ratio((first * second).sum(-1), items * items))


def fleiss_kappa(agreement: Array, items: Array, categories: Array) -> Array:
    """Fleiss (1971), "Measuring nominal scale agreement among many raters".

    `agreement` (...) the sum over items of the share of agreeing pairs of raters; `items` (...);
    `categories` (..., categories) how often each was used. Items may have different numbers of
    raters; with one number this is Fleiss' formula.
    """
    shares = ratio(categories, categories.sum(-1, keepdims=True))
    return beyond_chance(ratio(agreement, items), (shares * shares).sum(-1))


def alpha_nominal(disagreement: Array, categories: Array) -> Array:
    """Krippendorff's alpha for nominal data (2011), "Computing Krippendorff's
    alpha-reliability", in its form on coincidences.

    `disagreement` (...) the sum over items of raters minus agreeing ordered pairs over
    (raters - 1); `categories` (..., categories) how often each was used, on items that two or
    more have rated.
    """
    values = categories.sum(-1)
    observed = ratio(disagreement, values)
    together = (categories * categories).sum(-1)
    expected = ratio(values * values - together, values * (values - 1))
    return beyond_chance(1 - observed, 1 - expected)


@dataclass(frozen=True, slots=True)
class Unitizing:
    """Sums for alpha_u; lengths in code points, `...` the free axes.

    `observed` (..., labels) squared differences, each document's averaged over its ordered pairs
    of annotators; `length` (...) of the continuum; `seats` (...) length times annotators;
    `units` (..., labels) how many; `cubes` (..., labels) sum of (2l^3 - 3l^2 + l) / 3 over units
    of length l; `pairs` (..., labels) sum of l (l - 1). The columns go through the lengths of
    each label's units: `room` (..., columns) places that gaps have for such a unit, `squares`
    (..., columns) l^2 times the number of such units; `column_label` (columns) whose they are.
    """

    observed: Array
    length: Array
    seats: Array
    units: Array
    cubes: Array
    pairs: Array
    room: Array
    squares: Array
    column_label: npt.NDArray[np.int64]


def alpha_unitizing(sums: Unitizing) -> tuple[Array, Array]:
    """Krippendorff's alpha_u, pooled (...) and by label (..., labels).

    Krippendorff (2004), "Content analysis", 2nd ed., section 11.6, after (1995) "On the
    reliability of unitizing continuous data".
    """
    labels = sums.units.shape[-1]
    owner = np.eye(labels)[sums.column_label]
    in_gaps = (sums.room * sums.squares) @ owner
    in_units = np.maximum(sums.units - 1, 0) * sums.cubes
    seats, length = sums.seats[..., None], sums.length[..., None]
    observed = ratio(sums.observed, length * length)
    expected = ratio(2 * (in_units + in_gaps), length * (seats * (seats - 1) - sums.pairs))
    by_label = 1 - ratio(observed, expected)
    return 1 - ratio(observed.sum(-1), expected.sum(-1)), by_label
