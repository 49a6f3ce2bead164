"""The codings of one page: where they lie as shown, and what lies under a point."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from coder.model.coding import Mark
from coder.model.geometry import PageSize, Point, Quad
from coder.model.ids import CoderId, PassageId
from ui.reader.lines import Laid, Owner, lay
from ui.reader.runs import bridged

Floats = npt.NDArray[np.float64]

EDGE = 4.0
"""Points on either side of the outline of an area within which a press means the area."""


@dataclass(frozen=True, slots=True)
class Area:
    """The outline of a table, a figure or a scan that is coded, and all codings of it."""

    left: float
    top: float
    right: float
    bottom: float
    passage: PassageId
    marks: tuple[Mark, ...]

    def is_at(self, point: Point, *, edge: bool) -> bool:
        """Say whether a point lies inside the outline, or, with `edge`, on it."""
        x, y = point
        wide = EDGE if edge else 0.0
        if not (self.left - wide <= x <= self.right + wide):
            return False
        if not (self.top - wide <= y <= self.bottom + wide):
            return False
        return not edge or (
            min(x - self.left, self.right - x, y - self.top, self.bottom - y) <= EDGE
        )


def _nobody(_coder: CoderId) -> bool:
    return False


class PageMarks:
    """The marks that touch one page. What is drawn from them is worked out when first asked."""

    def __init__(
        self,
        page: int,
        size: PageSize,
        marks: Sequence[Mark],
        is_other: Callable[[CoderId], bool] = _nobody,
    ) -> None:
        self.marks = list(marks)
        self._is_other = is_other
        quads = [
            (index, quad)
            for index, mark in enumerate(self.marks)
            for quad in bridged([quad for on, quad in mark.quads if on == page])
        ]
        self.owners = np.array([index for index, _ in quads], np.int32)
        self.corners = _shown(np.array([quad for _, quad in quads], np.float64), size)

    @cached_property
    def extents(self) -> Floats:
        """Return for each mark the size of its passage on all its pages, in square points."""
        return np.array([sum(_extent(quad) for _, quad in mark.quads) for mark in self.marks])

    @cached_property
    def places(self) -> dict[bytes, list[int]]:
        """Return for each coding and each passage where its quads are in `rects`."""
        found: dict[bytes, list[int]] = defaultdict(list)
        for index, owner in enumerate(self.owners.tolist()):
            mark = self.marks[owner]
            found[mark.coding].append(index)
            found[mark.passage].append(index)
        return found

    @cached_property
    def rects(self) -> Floats:
        """Return left, top, right, bottom of each quad as shown, in points; shape (n, 4)."""
        if not len(self.corners):
            return np.zeros((0, 4))
        return np.hstack([self.corners.min(axis=1), self.corners.max(axis=1)])

    @cached_property
    def areas(self) -> list[Area]:
        """Return the areas on the page, the largest first: smaller ones are painted over them."""
        coded: dict[PassageId, list[int]] = defaultdict(list)
        for index, owner in enumerate(self.owners.tolist()):
            if self.marks[owner].is_area:
                coded[self.marks[owner].passage].append(index)
        found = []
        for passage, indexes in coded.items():
            left, top, right, bottom = self.rects[indexes[0]].tolist()
            marks = tuple(self.marks[self.owners[index]] for index in indexes)
            found.append(Area(left, top, right, bottom, passage, marks))
        return sorted(found, key=lambda one: -(one.right - one.left) * (one.bottom - one.top))

    @cached_property
    def laid(self) -> Laid:
        """Return what is painted over the print; `slanted` are indexes of `corners`."""
        order = np.argsort(-self.extents, kind="stable").tolist()
        ranks = {index: rank for rank, index in enumerate(order)}
        words = [
            index for index, at in enumerate(self.owners.tolist()) if not self.marks[at].is_area
        ]
        owners = []
        for index in words:
            at = int(self.owners[index])
            mark = self.marks[at]
            is_other = self._is_other(mark.coder)
            is_limited = mark.depth == "limited"
            owners.append(Owner(ranks[at], mark.passage, mark.code, is_limited, is_other))
        laid = lay(self.corners[words], owners)
        return laid._replace(slanted=[words[index] for index in laid.slanted])

    def at(self, point: Point) -> list[Mark]:
        """Return the marks under a point of the page as shown.

        An area comes first where the point is on its outline; then text passages, the smallest
        first; then areas around the point, the smallest first.
        """
        if not len(self.corners):
            return []
        areas = list(reversed(self.areas))
        edges = [area for area in areas if area.is_at(point, edge=True)]
        around = [area for area in areas if area not in edges and area.is_at(point, edge=False)]
        found = [mark for area in edges for mark in area.marks]
        found += self._words_at(point)
        return found + [mark for area in around for mark in area.marks]

    def _words_at(self, point: Point) -> list[Mark]:
        ahead = np.roll(self.corners, -1, axis=1) - self.corners
        away = np.array(point) - self.corners
        turn = ahead[..., 0] * away[..., 1] - ahead[..., 1] * away[..., 0]
        inside = np.all(turn >= 0, axis=1) | np.all(turn <= 0, axis=1)
        found = sorted(set(self.owners[inside].tolist()), key=lambda index: self.extents[index])
        return [self.marks[index] for index in found if not self.marks[index].is_area]


def _extent(quad: Quad) -> float:
    left, top, right, bottom = quad.rect
    return (right - left) * (bottom - top)


def _shown(quads: Floats, size: PageSize) -> Floats:
    """Return quads (n, 8) of the unrotated page as corners (n, 4, 2) of the page as shown."""
    corners = quads.reshape(-1, 4, 2)
    x, y = corners[..., 0], corners[..., 1]
    mapped = {
        90: (size.height - y, x),
        180: (size.width - x, size.height - y),
        270: (y, size.width - x),
    }.get(size.rotation, (x, y))
    return np.stack(mapped, axis=-1)
