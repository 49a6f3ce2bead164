"""Which page should be drawn next. Asked anew after every page, so nothing stale is ever drawn."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain
from math import ceil, sqrt

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage

from coder.pdf.jobs import MAX_PIXELS, RenderJob
from ui.reader.cache import Clip, PageCache
from ui.reader.layout import Layout

SMALL = 150
"""Width in screen pixels of the small pictures: of the list of pages, and for pages to come."""

_SMALLS, _HIGH, _LEAST = 20_000_000, 1.5, 40
"""So many pixels the small pictures of a report have together at most, at two bytes each, and
more on finer screens: in a long report each is smaller, down to some width. And how high pages
are for their width."""

_ROUNDED = 0.001
"""The part of a pixel at the edge of a page for which the engine begins no further one."""

_AHEAD, _BEHIND = 3, 1
_MARGIN = 0.25


@dataclass(frozen=True, slots=True)
class Scene:
    """What of the pages is in view, in pixels of the layout, and whither one scrolls.

    There are `ratio` of these pixels to a pixel of the screen's.
    """

    layout: Layout
    view: QRect
    direction: int
    ratio: float = 1.0

    @property
    def pages(self) -> range:
        """Return the pages in view."""
        return self.layout.pages_between(self.view.top(), self.view.bottom() + 1)


def page_job(layout: Layout, page: int) -> RenderJob:
    """Return the job that draws a page whole: at the scale shown, or as large as allowed."""
    width, height = layout.sizes[page].shown
    area = max(1.0, width * height)
    most = sqrt(MAX_PIXELS * 0.995 / area)
    return RenderJob(page, round(min(layout.scale, most), 6), None, layout.turn)


def small_job(scene: Scene, page: int) -> RenderJob:
    """Return the job that draws the small picture of a page: sharp, as far as memory allows."""
    layout = scene.layout
    width, height = layout.sizes[page].shown
    share = sqrt(_SMALLS * scene.ratio / (_HIGH * max(1, len(layout))))
    most = max(_LEAST, min(SMALL * scene.ratio, share))
    return RenderJob(page, round(most / max(1.0, width, height / 4), 6), None, layout.turn)


def pixels_of(layout: Layout, job: RenderJob) -> QSize:
    """Return how large the picture becomes that a job gives; pieces may take a pixel more."""
    width, height = layout.sizes[job.page].shown
    if job.clip is not None:
        width, height = job.clip[2] - job.clip[0], job.clip[3] - job.clip[1]
    return QSize(ceil(width * job.scale - _ROUNDED), ceil(height * job.scale - _ROUNDED))


def is_capped(layout: Layout, page: int) -> bool:
    """Say whether a page is shown larger than it may be drawn whole."""
    return page_job(layout, page).scale < round(layout.scale, 6)


def seen(scene: Scene, page: int) -> QRect:
    """Return the part of a page in view, in pixels of the page."""
    box = scene.layout.box(page)
    return scene.view.intersected(QRect(*box)).translated(-box.x, -box.y)


def clip_area(scene: Scene, page: int) -> QRect:
    """Return the part of a page worth drawing sharp: what is in view and a margin around it."""
    part = seen(scene, page)
    margin = _MARGIN
    while margin > 0 and part.width() * part.height() * (1 + 2 * margin) ** 2 > MAX_PIXELS * 0.9:
        margin -= 0.05
    margin = max(0.0, margin)
    dx, dy = int(part.width() * margin), int(part.height() * margin)
    box = scene.layout.box(page)
    return part.adjusted(-dx, -dy, dx, dy).intersected(QRect(0, 0, box.width, box.height))


def clip_job(layout: Layout, page: int, area: QRect) -> RenderJob:
    """Return the job that draws `area` (pixels of the page) of a page at the scale shown."""
    scale = layout.scale
    left, top = area.x() / scale, area.y() / scale
    right, bottom = (area.x() + area.width()) / scale, (area.y() + area.height()) / scale
    return RenderJob(page, round(scale, 6), (left, top, right, bottom), layout.turn)


def _outward(middle: range, count: int) -> Iterator[int]:
    """Yield all pages, those nearest to the middle first."""
    yield from middle
    above, below = middle.start - 1, middle.stop
    while above >= 0 or below < count:
        if below < count:
            yield below
        if above >= 0:
            yield above
        above, below = above - 1, below + 1


def next_job(
    scene: Scene,
    cache: PageCache,
    failed: Collection[int],
    preferred: range | None = None,
    unclipped: Collection[int] = (),
) -> RenderJob | None:
    """Return the best job to do now, or None when all is drawn.

    In view, the sharp pieces of very large pages first, then 3 pages in the direction of
    scrolling, then 1 behind, then small pictures outward from what is in view, or from
    `preferred` pages. Pages in `failed` are not drawn whole, of those in `unclipped` no pieces.
    """
    for job in _sharp_jobs(scene, cache):
        if job.page not in (failed if job.clip is None else unclipped):
            return job
    for page in _outward(preferred or scene.pages, len(scene.layout)):
        if page not in failed and not cache.has_small(page, scene.ratio):
            return small_job(scene, page)
    return None


def keep(scene: Scene, cache: PageCache, job: RenderJob, image: QImage) -> bool:
    """Put the picture that a job gave where it belongs; say whether it is a small one.

    At some scale the small picture of a page is its sharp one too. Sharp pieces of pages that
    have left the view go.
    """
    if job.clip is None:
        is_small = job == small_job(scene, job.page)
        if is_small:
            cache.keep_small(job.page, image, job.rotation, scene.ratio)
        if not is_small or job == page_job(scene.layout, job.page):
            cache.keep(job, image)
        return is_small
    for page in cache.clips.keys() - set(scene.pages):
        del cache.clips[page]
    corner = round(job.clip[0] * job.scale), round(job.clip[1] * job.scale)
    cache.clips[job.page] = Clip(job, QRect(*corner, image.width(), image.height()), image)
    return False


def _sharp_jobs(scene: Scene, cache: PageCache) -> Iterator[RenderJob]:
    layout, pages = scene.layout, scene.pages
    whole = list(_whole_jobs(scene, cache.limit))
    clips = [
        clip_job(layout, page, clip_area(scene, page))
        for page in pages
        if is_capped(layout, page) and not covered(scene, cache, page)
    ]
    # A piece is drawn in no time where the whole page may take many seconds at its largest.
    yield from (job for job in clips if cache.nearest(job.page, layout.scale, layout.turn))
    yield from (job for job in whole if job.page in pages and job not in cache)
    yield from clips
    yield from (job for job in whole if job.page not in pages and job not in cache)


def _whole_jobs(scene: Scene, limit: int) -> Iterator[RenderJob]:
    """Yield what should be at hand, best first, as far as it fits in the cache together.

    More would be drawn, dropped and drawn again without end.
    """
    pages = scene.pages
    ahead: range = range(pages.stop, pages.stop + _AHEAD)
    behind: range = range(pages.start - 1, pages.start - 1 - _BEHIND, -1)
    if scene.direction < 0:
        ahead = range(pages.start - 1, pages.start - 1 - _AHEAD, -1)
        behind = range(pages.stop, pages.stop + _BEHIND)
    size = 0
    for page in chain(pages, ahead, behind):
        if 0 <= page < len(scene.layout):
            job = page_job(scene.layout, page)
            size += _bytes(scene.layout, job)
            if size > limit and page != pages.start:
                return
            yield job


def _bytes(layout: Layout, job: RenderJob) -> int:
    width, height = layout.sizes[job.page].shown
    return 4 * (int(width * job.scale) + 1) * (int(height * job.scale) + 1)


def is_of(clip: Clip, layout: Layout) -> bool:
    """Say whether a piece was drawn for pages as large and turned as these."""
    return clip.job.scale == round(layout.scale, 6) and clip.job.rotation == layout.turn


def covered(scene: Scene, cache: PageCache, page: int) -> bool:
    """Say whether what is in view of a page is drawn sharp as a piece of it."""
    clip = cache.clips.get(page)
    part = seen(scene, page)
    if clip is None or not is_of(clip, scene.layout):
        return part.isEmpty()
    return clip.area.contains(part)
