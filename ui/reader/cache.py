"""Drawn pages, kept as long as they fit in the memory given to them."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QTransform

from coder.pdf.jobs import RenderJob

LIMIT = 50 * 1024 * 1024
"""Bytes of page images that are kept: the window stays under 250 MB with a long report open."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A sharp piece of a page too large to be drawn whole; `area` is in pixels of the page."""

    job: RenderJob
    area: QRect
    image: QImage


class _Small(NamedTuple):
    turn: int
    ratio: float
    image: QImage


class PageCache:
    """Whole pages by job, least recently used dropped first; small pictures of pages for ever.

    The image dropped last is used again for the next page of the same size, because a fresh
    allocation of 14 MB now and then costs tens of milliseconds.
    """

    def __init__(self, limit: int = LIMIT) -> None:
        self.limit = limit
        self._pages: OrderedDict[RenderJob, QImage] = OrderedDict()
        self._by_page: dict[int, list[RenderJob]] = {}
        self._small: dict[int, _Small] = {}
        self._spare: QImage | None = None
        self.clips: dict[int, Clip] = {}
        self.size = 0

    def clear(self) -> None:
        """Forget everything."""
        self._pages.clear()
        self._by_page.clear()
        self._small.clear()
        self._spare = None
        self.clips.clear()
        self.size = 0

    def shed(self, limit: int) -> None:
        """Drop whole pages until they fit in so many bytes; the small pictures stay."""
        while self.size > limit and self._pages:
            self._drop(next(iter(self._pages)))
        self._spare = None
        self.clips.clear()

    def take_spare(self) -> QImage | None:
        """Return an image that nobody looks at any more, to be filled anew; None without one."""
        image, self._spare = self._spare, None
        return image

    def keep(self, job: RenderJob, image: QImage) -> None:
        """Keep a whole page; drops the least recently used ones, but never this one."""
        self._drop(job)
        self._pages[job] = image
        self._by_page.setdefault(job.page, []).append(job)
        self.size += image.sizeInBytes()
        while self.size > self.limit and len(self._pages) > 1:
            self._drop(next(iter(self._pages)))

    def keep_small(self, page: int, image: QImage, turn: int = 0, ratio: float = 1.0) -> None:
        """Keep the small picture of a page, turned so, for as long as the report is open.

        It was drawn for a screen of `ratio` device pixels to a pixel.
        """
        self._small[page] = _Small(turn, ratio, image.convertToFormat(QImage.Format.Format_RGB16))

    def has_small(self, page: int, ratio: float = 0.0) -> bool:
        """Say whether the small picture of a page is there, sharp enough for such a screen."""
        return page in self._small and self._small[page].ratio >= ratio

    def small(self, page: int, turn: int = 0) -> QImage | None:
        """Return the small picture of a page, turned by so many degrees; None if there is none."""
        found = self._small.get(page)
        if found is None:
            return None
        if found.turn != turn:
            image = found.image.transformed(QTransform().rotate(turn - found.turn))
            found = self._small[page] = _Small(turn, found.ratio, image)
        return found.image

    def sharp(self, job: RenderJob) -> QImage | None:
        """Return the page drawn exactly so, or None."""
        image = self._pages.get(job)
        if image is not None:
            self._pages.move_to_end(job)
        return image

    def __contains__(self, job: RenderJob) -> bool:
        """Say whether the page drawn exactly so is there, without counting it as used."""
        return job in self._pages

    def nearest(self, page: int, scale: float, turn: int = 0) -> QImage | None:
        """Return the picture of a page, turned so, nearest to `scale`, be it the small one."""
        jobs = [job for job in self._by_page.get(page, ()) if job.rotation == turn]
        if not jobs:
            return self.small(page, turn)
        return self._pages[min(jobs, key=lambda job: abs(job.scale - scale))]

    def _drop(self, job: RenderJob) -> None:
        image = self._pages.pop(job, None)
        if image is None:
            return
        self._by_page[job.page].remove(job)
        self.size -= image.sizeInBytes()
        self._spare = image
