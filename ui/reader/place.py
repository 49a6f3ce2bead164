"""The reading place: page, point and zoom, written down and taken up again."""

import json
from dataclasses import dataclass

from coder.model.geometry import Point
from ui.reader.layout import Spot
from ui.reader.zoom import Fit, Zoom, bounded


@dataclass(frozen=True, slots=True)
class Place:
    """Where one is in a report: the place at the view's upper left corner, and the zoom."""

    spot: Spot
    zoom: Zoom

    def write(self) -> str:
        """Return the place as JSON."""
        page, (x, y) = self.spot
        zoom = self.zoom.value if isinstance(self.zoom, Fit) else round(self.zoom, 4)
        return json.dumps({"page": page, "x": round(x, 2), "y": round(y, 2), "zoom": zoom})


def read(written: str) -> Place | None:
    """Return the place that `Place.write` wrote, or None for anything else."""
    try:
        found = json.loads(written)
        spot = Spot(int(found["page"]), Point(float(found["x"]), float(found["y"])))
        zoom = found["zoom"]
        return Place(spot, Fit(zoom) if isinstance(zoom, str) else bounded(float(zoom)))
    except (ValueError, TypeError, KeyError):
        return None


class Trail:
    """The places one jumped from, for Back and Forward."""

    def __init__(self) -> None:
        self._back: list[Spot] = []
        self._forward: list[Spot] = []

    def leave(self, spot: Spot) -> None:
        """Note the place one jumps away from; what was ahead is forgotten."""
        if not self._back or self._back[-1] != spot:
            self._back.append(spot)
        self._forward.clear()

    def back(self, here: Spot) -> Spot | None:
        """Return the place to go back to, or None."""
        if not self._back:
            return None
        self._forward.append(here)
        return self._back.pop()

    def forward(self, here: Spot) -> Spot | None:
        """Return the place to go forward to again, or None."""
        if not self._forward:
            return None
        self._back.append(here)
        return self._forward.pop()

    @property
    def can(self) -> tuple[bool, bool]:
        """Say whether one can go back and forward."""
        return bool(self._back), bool(self._forward)
