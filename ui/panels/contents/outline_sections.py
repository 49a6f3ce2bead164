"""The headings of a report as sections: what stands under which, where one is, what is coded."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from coder.model.coding import Mark
from coder.model.report import OutlineEntry
from coder.text.fold import fold_plain

Place = tuple[int, float]
"""A page (from 0) and a height on it, in points of the unrotated page."""

_FEW = 3


class Sections:
    """The headings of one report in the order of its outline; a section is a place in it.

    `above` holds for each section the one it is part of, -1 at the top.
    """

    def __init__(self, outline: Sequence[OutlineEntry]) -> None:
        self.entries = tuple(outline)
        self.above = _above(self.entries)
        by_place = sorted((entry.page, entry.y, at) for at, entry in enumerate(self.entries))
        self._in_order = [at for _, _, at in by_place]
        self._places = [(page, y) for page, y, _ in by_place]
        self._depths: list[int] = []
        for above in self.above:
            self._depths.append(self._depths[above] + 1 if above >= 0 else 0)

    def __len__(self) -> int:
        return len(self.entries)

    @cached_property
    def _words(self) -> list[str]:
        """Return the titles as one types them; made when somebody types."""
        return [f" {fold_plain(entry.title)}" for entry in self.entries]

    @property
    def are_printed(self) -> bool:
        """Say whether any heading was recognised by its print, the file having none."""
        return any(entry.printed for entry in self.entries)

    def at(self, place: Place) -> int:
        """Return the section a place is in: the last heading at or above it; -1 before all."""
        page, y = place
        found = bisect_right(self._places, (page, y + 1.0))
        return self._in_order[found - 1] if found else -1

    def depth_of(self, most: int) -> int:
        """Return how many levels below the highest can be shown in so many rows.

        Where only a few headings are highest, one level below is shown in any case: a title page
        often stands over all others.
        """
        rows = Counter(self._depths)
        depth, shown = 0, rows[0]
        while rows[depth + 1] and (shown + rows[depth + 1] <= most or shown <= _FEW):
            depth += 1
            shown += rows[depth]
        return depth

    def counts(self, places: Iterable[Place]) -> list[int]:
        """Return how many of these places each section has, those of its parts counted."""
        found = [0] * len(self)
        for place in places:
            section = self.at(place)
            while section >= 0:
                found[section] += 1
                section = self.above[section]
        return found

    def titled(self, typed: str, start: int) -> int:
        """Return the next section, from `start` on and around, with a word that begins so; or -1.

        Case and accents do not matter.
        """
        wanted = f" {fold_plain(typed).lstrip()}"
        order = (at % len(self) for at in range(start, start + len(self)))
        return next((at for at in order if wanted in self._words[at]), -1)


def begin_of(mark: Mark) -> Place:
    """Return where a coding begins: its first page, and the upper edge of its first line there."""
    tops = (quad.rect[1] for page, quad in mark.quads if page == mark.page)
    return mark.page, next(tops, 0.0)


def _above(entries: Sequence[OutlineEntry]) -> tuple[int, ...]:
    """Return for each heading the one it stands under; levels may be left out."""
    found: list[int] = []
    open_ones: list[int] = []
    for at, entry in enumerate(entries):
        while open_ones and entries[open_ones[-1]].level >= entry.level:
            open_ones.pop()
        found.append(open_ones[-1] if open_ones else -1)
        open_ones.append(at)
    return tuple(found)
