"""How large the pages are shown: a percentage, or as large as fits."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from enum import Enum

LEAST, MOST = 0.25, 8.0
PIXELS_PER_POINT = 96 / 72
"""Screen pixels per point at 100 %."""

_PERCENT = "25 33 50 67 75 90 100 110 125 150 175 200 250 300 350 400 500 600 800"
_STEPS = tuple(int(percent) / 100 for percent in _PERCENT.split())


class Fit(Enum):
    """Sizes that follow the window."""

    WIDTH = "width"
    PAGE = "page"


Zoom = Fit | float
"""A fit, or a factor of which 1.0 is 100 %."""


def bounded(factor: float) -> float:
    """Return the factor held between 25 and 800 %."""
    return min(MOST, max(LEAST, factor))


def step(factor: float, direction: int) -> float:
    """Return the next usual factor above (`direction` 1) or below (-1)."""
    if direction > 0:
        return _STEPS[min(len(_STEPS) - 1, bisect_right(_STEPS, factor + 0.004))]
    return _STEPS[max(0, bisect_left(_STEPS, factor - 0.004) - 1)]


def usual(lengths: Iterable[float]) -> float:
    """Return the length that three in five do not exceed, at least 1.

    Wide tables among upright pages stick out rather than shrink all others.
    """
    ordered = sorted(lengths)
    return max(1.0, ordered[(len(ordered) - 1) * 3 // 5]) if ordered else 1.0


def fitting(fit: Fit, wide: float, high: float, width: float, height: float) -> float:
    """Return the factor at which `wide` x `high` points fit `width` x `height` screen pixels."""
    factor = width / (max(1.0, wide) * PIXELS_PER_POINT)
    if fit is Fit.PAGE:
        factor = min(factor, height / (max(1.0, high) * PIXELS_PER_POINT))
    return bounded(factor)
