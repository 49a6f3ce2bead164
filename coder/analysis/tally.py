"""What agreement is computed from: ratings counted up, report by report."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from coder.analysis.sums import Floats, Ints, Sums

MISSING = -1
"""Stands in ratings where a coder did not rate a unit."""


@dataclass(frozen=True, slots=True)
class Tally(Sums):
    """Ratings of units by coders, counted; everything in it adds up over units.

    The leading axes ("…") are free: one tally per report, or one per bootstrap sample, or none.
    `q` is the number of categories.

    coincidences (…, q, q): Krippendorff's coincidence matrix of the units rated twice or more.
    agreeing, pairable (…): over those units, the sum of the shares of pairs of coders that agree,
    and how many such units there are.
    shares (…, q), rated (…): over all rated units, the sum of each category's share of the
    ratings, and how many units are rated at all.
    raters (…, m + 1): how many units have 0, 1, … m ratings.
    table (…, q, q): for two coders, units by the first one's rating (row) and the second one's.
    """

    coincidences: Floats
    agreeing: Floats
    pairable: Floats
    shares: Floats
    rated: Floats
    raters: Floats
    table: Floats

    @classmethod
    def of(cls, ratings: Ints, categories: int, groups: Ints, count: int) -> Self:
        """Count `ratings` (units, coders) of 0 … categories - 1, or MISSING.

        `groups` (units,) says which of `count` reports each unit is of; the tally has one entry
        per report.
        """
        units, coders = ratings.shape
        votes = np.zeros((units, categories))
        for coder in range(coders):
            given = np.flatnonzero(ratings[:, coder] != MISSING)
            votes[given, ratings[given, coder]] += 1
        number = votes.sum(axis=1)
        several, some = number >= 2, number >= 1
        pairs = np.einsum("uc,uk->uck", votes, votes)
        diagonal = np.arange(categories)
        pairs[:, diagonal, diagonal] -= votes
        pairs[several] /= (number[several] - 1)[:, None, None]
        pairs[~several] = 0
        agreeing = np.zeros(units)
        agreeing[several] = pairs[several].trace(axis1=1, axis2=2) / number[several]
        shares = np.zeros_like(votes)
        shares[some] = votes[some] / number[some, None]
        raters = number[:, None] == np.arange(coders + 1)
        table = np.zeros((units, categories, categories))
        if coders == 2:
            both = np.flatnonzero((ratings != MISSING).all(axis=1))
            table[both, ratings[both, 0], ratings[both, 1]] = 1
        parts = (pairs, agreeing, several, shares, some, raters, table)
        return cls(*(_by_group(part.astype(float), groups, count) for part in parts))


def _by_group(values: Floats, groups: Ints, count: int) -> Floats:
    if len(groups) == count and np.array_equal(groups, np.arange(count)):
        return values
    sums = np.zeros((count, *values.shape[1:]))
    np.add.at(sums, groups, values)
    return sums
