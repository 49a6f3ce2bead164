"""How sure a figure is: reports are drawn again and again, and the figure taken each time.

Reports are drawn, not characters or passages: those of one report hang together (A. C. Davison,
D. V. Hinkley, Bootstrap Methods and their Application (1997), section 3.8).
"""

from collections.abc import Iterator

import numpy as np

from coder.analysis.sums import Floats

_SEED = 20_161_905
"""Fixed, so that the same codings have the same intervals whenever they are looked at."""
_AT_ONCE = 100
_SIDE = 0.025
LEAST = 5
"""Fewer reports can be drawn in too few ways (four: 35) to tell what the outer 5 % are."""


def draws(reports: int, count: int) -> Iterator[Floats]:
    """Yield, some rows at a time, how often each report is drawn; nothing below `LEAST`."""
    if reports < LEAST:
        return
    chance = np.random.default_rng(_SEED)
    shares = np.full(reports, 1 / reports)
    for done in range(0, count, _AT_ONCE):
        size = min(_AT_ONCE, count - done)
        yield chance.multinomial(reports, shares, size).astype(float)


def interval(values: Floats) -> tuple[Floats, Floats]:
    """Return where the middle 95 % of the first axis begins and ends.

    Draws in which the figure is not defined are left out; NaN where that is half of them or more.
    """
    ordered = np.sort(values, axis=0)
    count = (~np.isnan(ordered)).sum(axis=0)
    enough = count > len(values) / 2
    low, high = (_at(ordered, part * np.maximum(0, count - 1)) for part in (_SIDE, 1 - _SIDE))
    return np.where(enough, low, np.nan), np.where(enough, high, np.nan)


def _at(ordered: Floats, place: Floats) -> Floats:
    """Return what is at a fractional place of the first axis, between its two neighbours."""
    below = np.floor(place).astype(int)
    above = np.minimum(below + 1, len(ordered) - 1)
    one, other = (np.take_along_axis(ordered, at[None], 0)[0] for at in (below, above))
    part = place - below
    mixed: Floats = np.where(part > 0, one + part * (other - one), one)
    return mixed
