"""What a benchmark row is, how its figures are taken, and the list of all rows."""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Act = Callable[[], object]


@dataclass(frozen=True)
class Row:
    """One figure: ours, the floor for the same work, their ratio, and the budget of the design.

    `value` and `floor` are in `unit`; `within` is None where the design names no budget.
    """

    name: str
    value: float
    unit: str
    floor: float | None
    ratio: float | None
    budget: str
    within: bool | None

    def as_json(self) -> dict[str, Any]:
        """Return the row as the documented JSON object."""
        return {
            "name": self.name,
            "value": round(self.value, 3),
            "unit": self.unit,
            "floor": None if self.floor is None else round(self.floor, 3),
            "ratio": None if self.ratio is None else round(self.ratio, 2),
            "budget": self.budget,
            "within": self.within,
        }


@dataclass(frozen=True)
class Budget:
    """What the design allows: at most so much, at most so many times the floor, or both."""

    at_most: float | None = None
    times: float | None = None

    def words(self, unit: str) -> str:
        """Return the budget as one reads it."""
        parts = []
        if self.at_most is not None:
            parts.append(f"≤ {self.at_most:g} {unit}")
        if self.times is not None:
            parts.append(f"≤ {self.times:g} × floor")
        return " and ".join(parts)

    def allows(self, value: float, ratio: float | None) -> bool | None:
        """Say whether a figure keeps the budget; None when there is none."""
        if self.at_most is None and self.times is None:
            return None
        kept = self.at_most is None or value <= self.at_most
        if self.times is not None and ratio is not None:
            kept = kept and ratio <= self.times
        return kept


def row(name: str, value: float, unit: str, budget: Budget, floor: float | None = None) -> Row:
    """Return a row; ratio and verdict follow from its figures.

    Raises ValueError when the budget is a ratio and there is no floor.
    """
    if budget.times is not None and not floor:
        raise ValueError(f"{name}: a ratio needs a floor")
    ratio = value / floor if floor else None
    return Row(name, value, unit, floor, ratio, budget.words(unit), budget.allows(value, ratio))


def milliseconds(act: Act) -> float:
    """Return how long one call takes, in milliseconds of wall time."""
    gc.collect()
    begin = time.perf_counter()
    act()
    return (time.perf_counter() - begin) * 1000


def side_by_side(ours: Act, floor: Act, times: int = 5) -> tuple[float, float]:
    """Return the medians of ours and of the floor, taken in turn so that both see one machine."""
    pairs = [(milliseconds(ours), milliseconds(floor)) for _ in range(times)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def median(act: Act, times: int = 5) -> float:
    """Return the median of several calls, in milliseconds."""
    return statistics.median(milliseconds(act) for _ in range(times))


def share(values: list[float], percent: int) -> float:
    """Return the value that `percent` per cent of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]
