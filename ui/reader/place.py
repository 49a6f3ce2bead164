"""The reading place: page, point and how the pages are shown, written and taken up again."""

import json
from dataclasses import dataclass

from coder.model.geometry import Point
from ui.reader.framing import Manner
from ui.reader.layout import Arrangement, Spot
from ui.reader.zoom import Fit, bounded


@dataclass(frozen=True, slots=True)
class Place:
    """Where one is in a report: the place at the view's upper left corner, and the manner."""

    spot: Spot
    manner: Manner

    def write(self) -> str:
        """Return the place as JSON."""
        page, (x, y) = self.spot
        zoom, arrangement = self.manner.zoom, self.manner.arrangement
        told: dict[str, object] = {"page": page, "x": round(x, 2), "y": round(y, 2)}
        told["zoom"] = zoom.value if isinstance(zoom, Fit) else round(zoom, 4)
        if arrangement is not Arrangement.COLUMN:
            told["pages"] = arrangement.value
        if self.manner.turn:
            told["turn"] = self.manner.turn
        return json.dumps(told)


def read(written: str) -> Place | None:
    """Return the place that `Place.write` wrote, or None for anything else."""
    try:
        found = json.loads(written)
        spot = Spot(int(found["page"]), Point(float(found["x"]), float(found["y"])))
        zoom = found["zoom"]
        zoom = Fit(zoom) if isinstance(zoom, str) else bounded(float(zoom))
        arrangement = Arrangement(found.get("pages", Arrangement.COLUMN.value))
        turn = round(float(found.get("turn", 0)) / 90) * 90 % 360
        return Place(spot, Manner(zoom, arrangement, turn))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return None
