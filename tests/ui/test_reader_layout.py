"""Where pages lie, what is drawn next, and what is kept: the reader's sums, without a window."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage

from coder.model.geometry import PageSize, Point
from coder.pdf.jobs import MAX_PIXELS, RenderJob
from ui.reader import place, zoom
from ui.reader.cache import PageCache
from ui.reader.framing import Manner, framed, turned
from ui.reader.layout import Arrangement, Layout, Room, Spot
from ui.reader.page_names import Named, page_named
from ui.reader.place import Place
from ui.reader.wanted import Scene, keep, next_job, page_job, seen, small_job
from ui.reader.wheel import Push
from ui.reader.zoom import Fit

lengths = st.floats(20, 2000)
turns = st.sampled_from([0, 90, 180, 270])
sizes = st.lists(st.builds(PageSize, lengths, lengths, turns), min_size=1, max_size=30)
scales = st.floats(0.3, 8)
arrangements = st.sampled_from(Arrangement)
rooms = st.builds(
    Room,
    st.integers(200, 3000),
    st.integers(2, 40),
    st.just(20),
    st.just(52),
    st.integers(0, 80),
    st.integers(0, 2000),
)


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


@given(st.floats(0.25, 8))
def test_zoom_steps_move_on_and_stay_within_bounds(factor: float) -> None:
    assert zoom.step(factor, 1) > factor or factor > 7.99
    assert zoom.step(factor, -1) < factor or factor < 0.26
    assert 0.25 <= zoom.step(factor, -1) <= zoom.step(factor, 1) <= 8


@given(sizes, scales, rooms, st.integers(0, 20_000), st.sampled_from([-1, 1]), arrangements)
def test_drawing_ends_with_everything_in_view_sharp(
    pages: Sequence[PageSize],
    scale: float,
    room: Room,
    top: int,
    direction: int,
    arrangement: Arrangement,
) -> None:
    layout = Layout(pages, round(scale, 6), room, arrangement)
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
    images = [QImage(40, 40, QImage.Format.Format_RGB32) for _ in jobs]
    for job, image in zip(jobs[:3], images, strict=False):
        cache.keep(job, image)
    assert cache.sharp(jobs[0]) is images[0]
    cache.keep(jobs[3], images[3])
    assert cache.sharp(jobs[1]) is None
    assert cache.sharp(jobs[0]) is images[0]
    assert cache.size <= cache.limit
    assert cache.take_spare() is images[1]
    assert cache.take_spare() is None


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
    arrangements,
    turns,
)
def test_a_place_reads_as_it_was_written(
    page: int, x: float, y: float, chosen: Fit | float, arrangement: Arrangement, turn: int
) -> None:
    manner = Manner(chosen, arrangement, turn)
    found = place.read(Place(Spot(page, Point(x, y)), manner).write())
    assert found is not None
    assert found.spot.page == page
    assert found.spot.point == pytest.approx((x, y), abs=0.01)
    zoomed = found.manner.zoom
    assert chosen == (zoomed if isinstance(chosen, Fit) else pytest.approx(zoomed, abs=1e-4))
    assert (found.manner.arrangement, found.manner.turn) == (arrangement, turn)


@pytest.mark.parametrize("written", ["", "{}", "[1]", '{"page": "x"}', "null", '{"page": 1}'])
def test_what_is_no_place_is_not_read_as_one(written: str) -> None:
    assert place.read(written) is None


def test_the_page_box_takes_printed_numbers_first() -> None:
    labels = ["i", "ii", "1", "2", "3"]
    assert page_named("II", labels) == Named(1)
    assert page_named(" 2 ", labels) == Named(3, (1,))
    assert page_named("p. 2", labels) == Named(3, (1,))
    assert page_named("page 2 of 5", labels) == Named(1)
    assert page_named("5", labels) == Named(4)
    for nonsense in ("6", "²", "", "p.", "7 of 5", "0 of 5"):
        assert page_named(nonsense, labels) is None


def test_of_pages_printed_alike_the_next_one_is_meant() -> None:
    labels = ["1", "2", "1", "2", "A-1"]
    assert page_named("1", labels) == Named(0, (2,))
    assert page_named("1", labels, 0) == Named(2, (0,))
    assert page_named("1", labels, 2) == Named(0, (2,))
    assert page_named("a-1", labels) == Named(4)
    assert page_named("4", labels) == Named(3)


@given(sizes, scales, rooms, arrangements)
def test_no_two_pages_lie_on_each_other_in_any_arrangement(
    pages: Sequence[PageSize], scale: float, room: Room, arrangement: Arrangement
) -> None:
    layout = Layout(pages, scale, room, arrangement)
    boxes = [QRect(*layout.box(page)) for page in range(len(layout))]
    for one, other in pairwise(boxes):
        assert not one.intersects(other)
        assert other.y() >= one.y()
    for page, box in enumerate(boxes):
        assert box.left() >= 0
        assert box.right() + layout.right_of(page) < max(layout.width, room.width)
        assert box.bottom() < layout.height
        assert layout.spot(box.x(), box.y()).page == page
        assert layout.spot(box.right(), box.bottom()).page == page
        assert page in layout.pages_between(box.y(), box.y() + 1)


def test_two_pages_stand_beside_each_other_and_in_a_book_the_first_stands_alone() -> None:
    room = Room(1000, 10, 20, 60, 40, 700)
    two = Layout([PageSize(300, 400)] * 5, 1.0, room, Arrangement.TWO_PAGES)
    assert [two.box(page).y for page in range(5)] == [10, 10, 420, 420, 830]
    assert two.box(1).x == two.box(0).x + 300 + 40
    assert two.right_of(0) == 40
    assert two.box(4).x == two.box(0).x
    book = Layout([PageSize(300, 400)] * 5, 1.0, room, Arrangement.BOOK)
    assert [book.box(page).y for page in range(5)] == [10, 420, 420, 830, 830]
    assert book.box(0).x == book.box(2).x
    assert [book.beside(2, step) for step in (-1, 1)] == [0, 3]
    assert [two.beside(3, step) for step in (-1, 0, 1)] == [0, 2, 4]


@given(sizes, scales, st.integers(100, 1500))
def test_one_page_at_a_time_is_all_that_can_be_seen(
    pages: Sequence[PageSize], scale: float, height: int
) -> None:
    room = Room(800, 14, 20, 52, 40, height)
    layout = Layout(pages, scale, room, Arrangement.SINGLE)
    for page in range(len(pages)):
        low, high = layout.span(page)
        box = layout.box(page)
        for top in {low, high, (low + high) // 2}:
            assert list(layout.pages_between(top, top + height)) == [page]
        assert low <= box.y
        assert high + height >= box.bottom


@given(sizes, st.integers(300, 3000), st.integers(200, 2000), arrangements, turns)
def test_usual_pages_fit_the_width_in_any_arrangement(
    pages: Sequence[PageSize], width: int, height: int, arrangement: Arrangement, turn: int
) -> None:
    view, manner = QSize(width, height), Manner(Fit.WIDTH, arrangement, turn)
    layout = framed(turned(pages, turn), manner, view, 1.0, None)
    rows = [layout.row(layout.row_of(page)) for page in range(len(pages))]
    edges = [layout.box(row[-1]).x + layout.box(row[-1]).width for row in dict.fromkeys(rows)]
    least = zoom.LEAST * zoom.PIXELS_PER_POINT + 1e-6
    inside = sum(edge <= width - layout.room.right + 2 for edge in edges)
    assert layout.scale <= least or inside >= len(edges) * 3 // 5


@given(sizes, st.integers(0, 29), st.sampled_from(Fit))
def test_a_fit_asked_for_on_a_wide_page_fits_that_page(
    pages: Sequence[PageSize], page: int, fit: Fit
) -> None:
    page %= len(pages)
    layout = framed(pages, Manner(fit), QSize(900, 700), 1.0, page)
    box = layout.box(page)
    least = zoom.LEAST * zoom.PIXELS_PER_POINT + 1e-6
    assert layout.scale <= least or box.x + box.width <= 900 - layout.room.right + 1
    assert layout.scale <= least or fit is Fit.WIDTH or box.height <= 700


@given(st.integers(2, 400))
def test_a_page_that_is_scrolled_on_at_its_end_turns_only_when_it_is_meant(step: int) -> None:
    push, pushed = Push(), 0
    while not push.turns(step):
        pushed += step
        assert pushed < 240
    assert push.turns(-1) == 0
    push.rest()
    assert push.turns(239) == 0
    assert push.turns(-239) == 0
    assert push.turns(-1) == -1


def test_a_small_picture_turns_with_the_view() -> None:
    cache, image = PageCache(), QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    image.setPixel(0, 0, 0xFF000000)
    cache.keep_small(0, image)
    turned_ = cache.small(0, 90)
    assert turned_ is not None
    assert (turned_.width(), turned_.height()) == (10, 20)
    assert turned_.pixelColor(9, 0).lightness() == 0
    back = cache.small(0, 0)
    assert back is not None
    assert back.pixelColor(0, 0).lightness() == 0


ratios = st.sampled_from([1.0, 1.25, 1.5, 1.75, 2.0, 3.0])


@given(
    st.builds(PageSize, lengths, lengths, turns),
    st.integers(1, 9),
    st.integers(300, 3000),
    st.integers(200, 2000),
    arrangements,
    ratios,
    st.sampled_from(Fit),
)
def test_pages_of_one_size_fit_without_a_scroll_bar_on_any_screen(
    size: PageSize,
    count: int,
    width: int,
    height: int,
    arrangement: Arrangement,
    ratio: float,
    fit: Fit,
) -> None:
    layout = framed([size] * count, Manner(fit, arrangement), QSize(width, height), ratio, None)
    least = zoom.LEAST * zoom.PIXELS_PER_POINT * ratio + 1e-6
    assert layout.scale <= least or layout.width <= int(width * ratio)
    high = layout.box(0).height + 2 * layout.room.gap
    assert layout.scale <= least or fit is Fit.WIDTH or high <= int(height * ratio)


@given(arrangements, st.one_of(st.sampled_from(Fit), st.floats(0.25, 8)), ratios)
def test_no_pages_are_laid_out_too(
    arrangement: Arrangement, chosen: Fit | float, ratio: float
) -> None:
    for view in (QSize(0, 0), QSize(900, 700)):
        for fitted in (None, 0):
            layout = framed((), Manner(chosen, arrangement), view, ratio, fitted)
            assert (len(layout), layout.height) == (0, 0)
            assert list(layout.pages_between(0, 700)) == []
            assert 0 < layout.scale < zoom.MOST * zoom.PIXELS_PER_POINT * ratio + 1e-5


@pytest.mark.parametrize(
    ("ratio", "pages", "width"), [(1, 212, 150), (2, 212, 300), (1.5, 9, 225)]
)
def test_small_pictures_are_as_sharp_as_the_screen(ratio: float, pages: int, width: int) -> None:
    layout = Layout([PageSize(400, 600)] * pages, 1.0, Room(800, 10, 20, 50))
    job = small_job(Scene(layout, QRect(0, 0, 800, 600), 1, ratio), 3)
    assert job.scale * 400 == pytest.approx(width, abs=0.1)


@settings(deadline=None)  # a layout of 20,000 pages
@given(st.integers(1, 20_000), ratios)
def test_small_pictures_of_long_reports_take_no_more_memory(pages: int, ratio: float) -> None:
    layout = Layout([PageSize(400, 600)] * pages, 1.0, Room(800, 10, 20, 50))
    scale = small_job(Scene(layout, QRect(0, 0, 800, 600), 1, ratio), 0).scale
    together = 400 * 600 * scale**2 * pages * 2
    assert scale * 400 < 40.1 or together < ratio * 40_100_000


def test_a_sharper_small_picture_is_drawn_on_a_finer_screen() -> None:
    layout, cache = Layout([PageSize(400, 600)], 0.1, Room(800, 10, 20, 50)), PageCache()
    for ratio, drawn in ((1.0, True), (2.0, True), (1.5, False), (1.0, False)):
        scene, was_drawn = Scene(layout, QRect(0, 0, 800, 600), 1, ratio), False
        while (job := next_job(scene, cache, ())) is not None:
            was_drawn |= keep(scene, cache, job, _done(layout, job))
        assert was_drawn == drawn
    picture = cache.small(0)
    assert picture is not None
    assert picture.width() == 300
