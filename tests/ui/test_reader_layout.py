"""Where pages lie, what is drawn next, and what is kept: the reader's sums, without a window."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from coder.model.geometry import PageSize, Point
from coder.pdf.jobs import MAX_PIXELS, RenderJob
from ui.reader import place, zoom
from ui.reader.cache import PageCache
from ui.reader.header import page_named
from ui.reader.layout import Layout, Room, Spot
from ui.reader.place import Place, Trail
from ui.reader.wanted import Scene, keep, next_job, page_job, seen
from ui.reader.zoom import Fit

lengths = st.floats(20, 2000)
turns = st.sampled_from([0, 90, 180, 270])
sizes = st.lists(st.builds(PageSize, lengths, lengths, turns), min_size=1, max_size=30)
scales = st.floats(0.3, 8)
rooms = st.builds(Room, st.integers(200, 3000), st.integers(2, 40), st.just(20), st.just(52))


@given(sizes, scales, rooms, st.integers(-100, 60_000))
def test_the_page_of_a_row_is_the_nearest(
    pages: Sequence[PageSize], scale: float, room: Room, y: int
) -> None:
    layout = Layout(pages, scale, room)

    def away(page: int) -> int:
        box = layout.box(page)
        return max(box.y - y, y - box.bottom, 0)

    assert away(layout.page_at(y)) <= min(away(page) for page in range(len(layout))) + 1


@given(sizes, scales, rooms, st.integers(-100, 30_000), st.integers(1, 3000))
def test_the_pages_between_two_rows_are_those_that_show(
    pages: Sequence[PageSize], scale: float, room: Room, top: int, height: int
) -> None:
    layout = Layout(pages, scale, room)
    boxes = [layout.box(page) for page in range(len(layout))]
    showing = [n for n, box in enumerate(boxes) if box.y < top + height and box.bottom > top]
    assert list(layout.pages_between(top, top + height)) == showing


@given(sizes, scales, rooms)
def test_pages_follow_each_other_inside_the_whole(
    pages: Sequence[PageSize], scale: float, room: Room
) -> None:
    layout = Layout(pages, scale, room)
    boxes = [layout.box(page) for page in range(len(layout))]
    for above, below in pairwise(boxes):
        assert below.y == above.bottom + room.gap
    assert boxes[-1].bottom + room.gap == layout.height
    assert all(box.x >= room.left for box in boxes)
    assert all(box.x + box.width + room.right <= max(layout.width, room.width) for box in boxes)


@given(sizes, scales, scales, rooms, st.data())
def test_a_point_of_a_page_is_the_same_point_at_any_scale(
    pages: Sequence[PageSize], scale: float, other: float, room: Room, data: st.DataObject
) -> None:
    one, two = Layout(pages, scale, room), Layout(pages, other, room)
    page = data.draw(st.integers(0, len(pages) - 1))
    box = one.box(page)
    x = data.draw(st.integers(box.x, box.x + box.width - 1))
    y = data.draw(st.integers(box.y, box.bottom - 1))
    spot = one.spot(x, y)
    assert spot.page == page
    assert one.pixel(spot) == pytest.approx((x, y), abs=1e-6)
    assert two.pixel(spot)[1] - two.box(page).y == pytest.approx(spot.point.y * other, abs=1e-6)


@given(sizes, st.integers(200, 3000))
def test_fitting_lets_at_most_one_page_in_ten_stick_out(
    pages: Sequence[PageSize], width: int
) -> None:
    factor = zoom.fitting(Fit.WIDTH, pages, width, 1000)
    wider = [s for s in pages if s.shown[0] * zoom.PIXELS_PER_POINT * factor > width + 1]
    assert factor == zoom.LEAST or len(wider) <= len(pages) / 10


@given(st.floats(0.25, 8))
def test_zoom_steps_move_on_and_stay_within_bounds(factor: float) -> None:
    assert zoom.step(factor, 1) > factor or factor > 7.99
    assert zoom.step(factor, -1) < factor or factor < 0.26
    assert 0.25 <= zoom.step(factor, -1) <= zoom.step(factor, 1) <= 8


@given(sizes, scales, rooms, st.integers(0, 20_000), st.sampled_from([-1, 1]))
def test_drawing_ends_with_everything_in_view_sharp(
    pages: Sequence[PageSize], scale: float, room: Room, top: int, direction: int
) -> None:
    layout = Layout(pages, round(scale, 6), room)
    view = QRect(0, min(top, layout.height), 1400, 900)
    scene, kept = Scene(layout, view, direction), PageCache()
    jobs: list[RenderJob] = []
    while (job := next_job(scene, kept, ())) is not None:
        jobs.append(job)
        assert len(jobs) <= len(pages) * 2 + 10
        keep(scene, kept, job, _done(layout, job))
    for page in scene.pages:
        part = seen(scene, page)
        is_whole = page_job(layout, page).scale == layout.scale
        assert is_whole or part.isEmpty() or kept.clips[page].area.contains(part)
    if scene.pages:
        assert jobs[0] == page_job(layout, scene.pages[0])
    assert all(kept.has_small(page) for page in range(len(pages)))


def _done(layout: Layout, job: RenderJob) -> QImage:
    """Return a picture of the size that a job asks for."""
    width, height = layout.sizes[job.page].shown
    if job.clip is not None:
        left, top, right, bottom = job.clip
        width, height = right - left, bottom - top
    assert width * job.scale * height * job.scale <= MAX_PIXELS
    size = max(1, round(width * job.scale)), max(1, round(height * job.scale))
    return QImage(*size, QImage.Format.Format_RGB32)


def test_a_page_that_failed_is_not_asked_for_again() -> None:
    layout = Layout([PageSize(400, 600)] * 3, 1.0, Room(800, 10, 20, 50))
    scene = Scene(layout, QRect(0, 0, 800, 600), 1)
    job = next_job(scene, PageCache(), {0})
    assert job is not None
    assert job.page == 1


def test_the_cache_drops_what_was_used_least_recently_and_uses_its_memory_again() -> None:
    cache = PageCache(limit=3 * 40 * 40 * 4)
    jobs = [RenderJob(page, 1.0) for page in range(4)]
    images = [cache.blank(40, 40) for _ in jobs]
    for job, image in zip(jobs[:3], images, strict=False):
        cache.keep(job, image)
    assert cache.sharp(jobs[0]) is images[0]
    cache.keep(jobs[3], images[3])
    assert cache.sharp(jobs[1]) is None
    assert cache.sharp(jobs[0]) is images[0]
    assert cache.size <= cache.limit
    assert cache.blank(40, 40) is images[1]


def test_the_picture_nearest_in_size_stands_in() -> None:
    cache = PageCache()
    small, middle, large = (QImage(n, n, QImage.Format.Format_RGB32) for n in (1, 2, 3))
    cache.keep_small(0, small)
    stand_in = cache.nearest(0, 5.0)
    assert stand_in is not None
    assert stand_in.width() == 1
    cache.keep(RenderJob(0, 1.0), middle)
    cache.keep(RenderJob(0, 4.0), large)
    assert cache.nearest(0, 1.5) is middle
    assert cache.nearest(0, 5.0) is large
    assert cache.nearest(1, 1.0) is None


@given(
    st.integers(0, 500),
    st.floats(-50, 5000),
    st.floats(-50, 5000),
    st.one_of(st.sampled_from(Fit), st.floats(0.25, 8)),
)
def test_a_place_reads_as_it_was_written(
    page: int, x: float, y: float, chosen: Fit | float
) -> None:
    found = place.read(Place(Spot(page, Point(x, y)), chosen).write())
    assert found is not None
    assert found.spot.page == page
    assert found.spot.point == pytest.approx((x, y), abs=0.01)
    zoomed = found.zoom if isinstance(chosen, Fit) else pytest.approx(found.zoom, abs=1e-4)
    assert chosen == zoomed


@pytest.mark.parametrize("written", ["", "{}", "[1]", '{"page": "x"}', "null", '{"page": 1}'])
def test_what_is_no_place_is_not_read_as_one(written: str) -> None:
    assert place.read(written) is None


def test_back_and_forward_retrace_the_jumps() -> None:
    one, two, three = (Spot(page, Point(0, 0)) for page in range(3))
    trail = Trail()
    trail.leave(one)
    trail.leave(two)
    assert trail.back(three) == two
    assert trail.back(two) == one
    assert trail.back(one) is None
    assert trail.forward(one) == two
    assert trail.forward(two) == three
    assert trail.forward(three) is None
    assert trail.can == (True, False)


def test_the_page_box_takes_printed_numbers_first() -> None:
    labels = ["i", "ii", "1", "2", "3"]
    assert page_named("II", labels) == 1
    assert page_named(" 2 ", labels) == 3
    assert page_named("5", labels) == 4
    assert page_named("6", labels) is None
    assert page_named("²", labels) is None
    assert page_named("", labels) is None
