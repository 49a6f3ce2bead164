"""How far a passage reaches, and how much of one lies in another."""

from dataclasses import dataclass
from typing import Self

from coder.model.coding import Coding

Stretch = tuple[int, int, int]
"""Characters of a page: the page from 0, the first one, and the one after the last."""
Rect = tuple[float, float, float, float]
"""Left, top, right, bottom in points."""

AREAS_ALIKE = 0.8
"""Areas drawn by hand are never the same to the point: so much in common makes them one place."""
_AREAS_MEET = 0.1
"""Two areas meet when so much of the smaller lies in the other, not when their edges brush."""


@dataclass(frozen=True, slots=True)
class Extent:
    """The characters of a text passage, or the page and rectangle of an area."""

    stretches: tuple[Stretch, ...] = ()
    area: tuple[int, Rect] | None = None

    @classmethod
    def of(cls, coding: Coding) -> Self:
        """Return how far a coding of text reaches, taken as one run from its first character.

        Such are all but areas and passages in parts, which a coding alone does not tell.
        """
        if coding.page == coding.end_page:
            return cls(((coding.page, coding.start, coding.end),))
        middle = tuple((page, 0, _LONG) for page in range(coding.page + 1, coding.end_page))
        return cls(((coding.page, coding.start, _LONG), *middle, (coding.end_page, 0, coding.end)))

    def meets(self, other: "Extent") -> bool:
        """Say whether the two have a place in common; text and areas never have."""
        if self.area and other.area:
            smaller = min(_size(self.area[1]), _size(other.area[1]))
            return _common(self.area, other.area) >= max(_AREAS_MEET * smaller, 1e-9)
        return any(
            page == on and start < end_there and start_there < end
            for page, start, end in self.stretches
            for on, start_there, end_there in other.stretches
        )

    def is_like(self, other: "Extent") -> bool:
        """Say whether the two are the same place: the same text, or nearly the same area."""
        if self.area and other.area:
            return alike(self.area, other.area) >= AREAS_ALIKE
        return self == other


def alike(one: tuple[int, Rect], other: tuple[int, Rect]) -> float:
    """Return what two areas have in common as a part of what they cover together, 0 to 1."""
    common = _common(one, other)
    covered = _size(one[1]) + _size(other[1]) - common
    return common / covered if covered > 0 else 0.0


def part_in(one: tuple[int, Rect], other: tuple[int, Rect]) -> float:
    """Return how much of an area lies in another, 0 to 1."""
    size = _size(one[1])
    return _common(one, other) / size if size > 0 else 0.0


def _common(one: tuple[int, Rect], other: tuple[int, Rect]) -> float:
    if one[0] != other[0]:
        return 0.0
    left, top = max(one[1][0], other[1][0]), max(one[1][1], other[1][1])
    right, bottom = min(one[1][2], other[1][2]), min(one[1][3], other[1][3])
    return max(0.0, right - left) * max(0.0, bottom - top)


def _size(rect: Rect) -> float:
    return (rect[2] - rect[0]) * (rect[3] - rect[1])


_LONG = 1 << 40
"""Longer than any page: a run that goes on over the page end."""
