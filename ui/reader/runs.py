"""Runs of print on one line, joined where only the spaces of justified text part them."""

from collections.abc import Iterable
from math import hypot

from coder.model.geometry import Quad

_GAP = 1.8
"""Line heights that a gap between words may be wide; between cells of a table it is wider."""


def bridged(quads: Iterable[Quad]) -> list[Quad]:
    """Return quads in their order, neighbours on one line joined across a small gap."""
    found: list[Quad] = []
    for quad in quads:
        if found and _is_next(found[-1], quad):
            before = found[-1]
            found[-1] = Quad(*before[:2], *quad[2:6], *before[6:])
        else:
            found.append(quad)
    return found


def _is_next(one: Quad, other: Quad) -> bool:
    """Say whether `other` goes on where `one` ends, on the same line and equally high."""
    height = hypot(one.x3 - one.x0, one.y3 - one.y0)
    if not height:
        return False
    down_x, down_y = (one.x3 - one.x0) / height, (one.y3 - one.y0) / height
    gap_x, gap_y = other.x0 - one.x1, other.y0 - one.y1
    along, across = gap_x * down_y - gap_y * down_x, gap_x * down_x + gap_y * down_y
    other_height = hypot(other.x3 - other.x0, other.y3 - other.y0)
    is_level = abs(across) < height * 0.05 and abs(other_height - height) < height * 0.05
    return is_level and 0 <= along < _GAP * height
