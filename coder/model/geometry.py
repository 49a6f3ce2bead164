"""Places on a page, in unrotated PDF points with the origin at the top left of the crop box."""

from dataclasses import dataclass
from typing import NamedTuple


class Point(NamedTuple):
    """A place on a page, in points."""

    x: float
    y: float


class Quad(NamedTuple):
    """Four corners of a run of print, in points: upper left, upper right, lower right, lower left.

    "Upper" and "left" are those of the text's own reading direction, so a rotated line has a
    rotated quad.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    x2: float
    y2: float
    x3: float
    y3: float

    @property
    def rect(self) -> tuple[float, float, float, float]:
        """Return the smallest upright rectangle around it: left, top, right, bottom."""
        xs, ys = self[0::2], self[1::2]
        return min(xs), min(ys), max(xs), max(ys)


@dataclass(frozen=True, slots=True)
class PageSize:
    """The crop box of a page: width and height in points before rotation, and the rotation."""

    width: float
    height: float
    rotation: int = 0

    @property
    def shown(self) -> tuple[float, float]:
        """Return width and height in points as the page is shown, after rotation."""
        if self.rotation % 180:
            return self.height, self.width
        return self.width, self.height

    def to_shown(self, point: Point) -> Point:
        """Map an unrotated point of the page to the page as shown (clockwise rotation)."""
        x, y = point
        if self.rotation == 90:
            return Point(self.height - y, x)
        if self.rotation == 180:
            return Point(self.width - x, self.height - y)
        if self.rotation == 270:
            return Point(y, self.width - x)
        return point

    def from_shown(self, point: Point) -> Point:
        """Map a point of the page as shown back to the unrotated page."""
        x, y = point
        if self.rotation == 90:
            return Point(y, self.height - x)
        if self.rotation == 180:
            return Point(self.width - x, self.height - y)
        if self.rotation == 270:
            return Point(self.width - y, x)
        return point
