"""Coefficients of agreement, each from a `Tally`; NaN where a coefficient is not defined.

All take a tally with any leading axes and return one number for each of its entries, so that a
thousand bootstrap samples cost one call. A coefficient that has no meaning (nothing was rated
twice, or nothing varies) is NaN: it is neither 0 nor 1.
"""

from collections.abc import Callable
from typing import Literal

import numpy as np

from coder.analysis.sums import Floats
from coder.analysis.tally import Tally

Metric = Literal["nominal", "ordinal", "interval", "ratio"]
Weights = Literal["linear", "quadratic"]


def percent(tally: Tally) -> Floats:
    """Return the mean share of pairs of coders that agree, over units rated twice or more."""
    return divided(tally.agreeing, tally.pairable)


def cohen(tally: Tally) -> Floats:
    """Return Cohen's kappa of two coders (Cohen 1960, Educ. Psychol. Meas. 20, 37-46)."""
    count = tally.table.sum(axis=(-2, -1))
    observed = divided(tally.table.trace(axis1=-2, axis2=-1), count)
    rows, columns = tally.table.sum(axis=-1), tally.table.sum(axis=-2)
    expected = divided((rows * columns).sum(axis=-1), count**2)
    return _beyond(observed, expected)


def weighted(tally: Tally, weights: Weights) -> Floats:
    """Return Cohen's weighted kappa of two coders for ordered categories (Cohen 1968).

    A disagreement counts by its distance ("linear") or its square ("quadratic").
    """
    places = np.arange(tally.table.shape[-1], dtype=float)
    distance = np.abs(places[:, None] - places)
    distance = distance if weights == "linear" else distance**2
    rows, columns = tally.table.sum(axis=-1), tally.table.sum(axis=-2)
    expected = rows[..., :, None] * columns[..., None, :]
    count = tally.table.sum(axis=(-2, -1))
    found = (tally.table * distance).sum(axis=(-2, -1)) * count
    return 1 - divided(found, (expected * distance).sum(axis=(-2, -1)))


def fleiss(tally: Tally) -> Floats:
    """Return Fleiss' kappa (Fleiss 1971, Psychol. Bull. 76, 378-382).

    It needs the same number of ratings, two or more, for every unit; NaN otherwise.
    """
    proportions = _proportions(tally)
    value = _beyond(percent(tally), (proportions**2).sum(axis=-1))
    return np.where(_raters(tally) > 0, value, np.nan)


def fleiss_categories(tally: Tally) -> Floats:
    """Return Fleiss' kappa of each category (…, q) against all others (Fleiss 1971, eq. 10)."""
    apart = tally.coincidences.sum(axis=-1) - np.diagonal(tally.coincidences, axis1=-2, axis2=-1)
    share, raters = _proportions(tally), _raters(tally)[..., None]
    chance = tally.rated[..., None] * raters * share * (1 - share)
    return np.where(raters > 0, 1 - divided(apart, chance), np.nan)


def alpha(tally: Tally, metric: Metric = "nominal", values: Floats | None = None) -> Floats:
    """Return Krippendorff's alpha; ratings may be missing.

    `values` (q,) are the categories' numbers for "interval" and "ratio", 1 … q by default.
    Source: K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011).
    """
    marginal = tally.coincidences.sum(axis=-1)
    count = marginal.sum(axis=-1)
    if values is None:
        values = np.arange(1, marginal.shape[-1] + 1, dtype=float)
    distance = _METRICS[metric](marginal, values)
    observed = (tally.coincidences * distance).sum(axis=(-2, -1)) * (count - 1)
    product = marginal[..., :, None] * marginal[..., None, :]
    return 1 - divided(observed, (product * distance).sum(axis=(-2, -1)))


def ac1(tally: Tally) -> Floats:
    """Return Gwet's AC1, which does not fall when nearly all units are of one category.

    Source: K. L. Gwet, Br. J. Math. Stat. Psychol. 61 (2008) 29-48; Handbook of Inter-Rater
    Reliability (2014) for missing ratings.
    """
    share = divided(tally.shares, tally.rated[..., None])
    expected = (share * (1 - share)).sum(axis=-1) / max(1, share.shape[-1] - 1)
    return _beyond(percent(tally), expected)


def brennan_prediger(tally: Tally) -> Floats:
    """Return Brennan and Prediger's kappa: chance is one by the number of categories (1981).

    With two categories it is PABAK, twice the agreement less one.
    """
    return _beyond(percent(tally), np.asarray(1 / tally.shares.shape[-1]))


def _nominal(_: Floats, values: Floats) -> Floats:
    return np.asarray(values[:, None] != values, float)


def _ordinal(marginal: Floats, _: Floats) -> Floats:
    """Return the squared number of ratings between two categories, half of either included."""
    up_to = marginal.cumsum(axis=-1) - marginal / 2
    return (up_to[..., :, None] - up_to[..., None, :]) ** 2


def _interval(_: Floats, values: Floats) -> Floats:
    return (values[:, None] - values) ** 2


def _ratio(_: Floats, values: Floats) -> Floats:
    total = values[:, None] + values
    return divided(values[:, None] - values, total, otherwise=0.0) ** 2


_METRICS: dict[Metric, Callable[[Floats, Floats], Floats]] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval,
    "ratio": _ratio,
}


def _proportions(tally: Tally) -> Floats:
    return divided(tally.shares, tally.rated[..., None])


def _raters(tally: Tally) -> Floats:
    """Return how many ratings each unit has, 0 where units differ or have fewer than two."""
    numbers = np.arange(tally.raters.shape[-1])
    is_there = tally.raters > 0
    only = np.where(is_there.sum(axis=-1) == 1, (is_there * numbers).sum(axis=-1), 0)
    return np.where(only >= 2, only, 0).astype(float)


def _beyond(observed: Floats, expected: Floats) -> Floats:
    """Return the agreement beyond chance as a part of what there could be."""
    return divided(observed - expected, 1 - expected)


def divided(above: Floats, below: Floats, otherwise: float = np.nan) -> Floats:
    """Return a quotient; `otherwise` where there is nothing to divide by."""
    above, below = np.broadcast_arrays(np.asarray(above, float), np.asarray(below, float))
    is_something = np.abs(below) > 1e-12
    out: Floats = np.full(above.shape, otherwise)
    np.divide(above, below, out=out, where=is_something)
    return out
