"""Pages in every arrangement, turned, dimmed, pinched; links; and a worker only while shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache

import pymupdf
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coder.model.geometry import PageSize, Point
from coder.model.ids import ReportId
from coder.model.report import PageFacts
from coder.pdf.engine import Book
from coder.pdf.jobs import MAX_PIXELS, Rendered
from tests.ui.reader_pages import PAGES, is_sharp, source
from ui.reader import drawing
from ui.reader.framing import turned
from ui.reader.layout import Arrangement, Layout, Room, Spot
from ui.reader.page_view import PageView
from ui.reader.source import PageSource
from ui.reader.wanted import clip_job, page_job, pixels_of
from ui.reader.zoom import Fit

WAIT = 20_000


@contextmanager
def shown(qtbot: QtBot, given: PageSource, width: int = 900) -> Iterator[PageView]:
    """Show a report in a window, drawn sharp."""
    view = PageView()
    qtbot.addWidget(view)
    view.resize(width, 700)
    view.show()
    view.open(given)
    qtbot.waitUntil(lambda: is_sharp(view), timeout=WAIT)
    yield view
    view.close_report()


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[PageView]:
    with shown(qtbot, source()) as found:
        yield found


@cache
def linked() -> PageSource:
    """Return a report with a link to the foot of its last page, one to a page, one outside."""
    with pymupdf.open() as doc:
        for _ in range(3):
            doc.new_page(width=400, height=600)
        goto = {"kind": pymupdf.LINK_GOTO, "page": 2, "to": pymupdf.Point(50, 400)}
        doc[0].insert_link(goto | {"from": pymupdf.Rect(200, 100, 260, 120)})
        out = {"kind": pymupdf.LINK_URI, "uri": "https://example.org/a"}
        doc[0].insert_link(out | {"from": pymupdf.Rect(40, 100, 160, 120)})
        goto = {"kind": pymupdf.LINK_GOTO, "page": 1, "to": pymupdf.Point(0, 0)}
        doc[0].insert_link(goto | {"from": pymupdf.Rect(40, 200, 160, 220)})
        content = doc.tobytes()
    facts = [PageFacts(number, "", PageSize(400, 600), has_text=True) for number in range(3)]
    return PageSource(ReportId(b"l" * 16), lambda: content, None, facts, lambda _: None)


def wheel(
    view: PageView,
    turn: int = 0,
    *,
    pixels: int = 0,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    phase: Qt.ScrollPhase = Qt.ScrollPhase.NoScrollPhase,
    spot: QPointF | None = None,
) -> None:
    """Turn the wheel, down positive."""
    at = spot or QPointF(300, 250)
    where = view.viewport().mapToGlobal(at)
    nothing, is_inverted = Qt.MouseButton.NoButton, False
    event = QWheelEvent(
        at, where, QPoint(0, -pixels), QPoint(0, -turn), nothing, keys, phase, is_inverted
    )
    QApplication.sendEvent(view.viewport(), event)


def in_view(view: PageView) -> list[int]:
    """Return the pages of which anything can be seen."""
    room = view.viewport().rect()
    return [
        page
        for page, size in enumerate(view.sizes)
        if view.pixel_at(Spot(page, Point(0, 0))).y() < room.height()
        and view.pixel_at(Spot(page, Point(0, size.shown[1]))).y() > 0
    ]


@pytest.mark.parametrize("arrangement", Arrangement)
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_every_page_can_be_gone_to_and_is_drawn(
    view: PageView, qtbot: QtBot, arrangement: Arrangement, turn: int
) -> None:
    view.set_arrangement(arrangement)
    view.set_rotation(turn)
    for page in (5, 2, PAGES - 1, 0):
        view.go_to(page)
        assert view.current_page == page
        assert page in in_view(view)
        box, room = view.sheet.box(page), view.viewport().width()
        corner = view.pixel_at(Spot(page, Point(0, 0)))
        assert 0 <= corner.x() < room
        assert corner.x() + box.width <= room or corner.x() < 30
    qtbot.waitUntil(lambda: is_sharp(view), timeout=WAIT)


def test_changing_the_arrangement_stays_on_the_page(view: PageView) -> None:
    told: list[Arrangement] = []
    view.arranged.connect(lambda: told.append(view.arrangement))
    view.go_to(5)
    others = [Arrangement.TWO_PAGES, Arrangement.SINGLE, Arrangement.BOOK, Arrangement.COLUMN]
    for arrangement in others:
        view.set_arrangement(arrangement)
        assert view.current_page == 5
        assert 5 in in_view(view)
    assert told == others


def test_one_page_at_a_time_scrolls_within_it_and_turns_at_its_ends(view: PageView) -> None:
    view.set_arrangement(Arrangement.SINGLE)
    bar, seen = view.verticalScrollBar(), [0]
    for _ in range(200):
        wheel(view, 40)
        assert in_view(view) == [view.current_page]
        if view.current_page not in seen:
            seen.append(view.current_page)
            assert bar.value() == bar.minimum()
    assert seen == list(range(PAGES))
    view.turn_page(-1)
    wheel(view, -4000)
    assert view.current_page == PAGES - 3
    assert bar.value() == bar.maximum()
    assert in_view(view) == [PAGES - 3]


def test_a_touchpads_momentum_does_not_turn_the_page(view: PageView) -> None:
    view.set_arrangement(Arrangement.SINGLE)
    for _ in range(100):
        wheel(view, pixels=50, phase=Qt.ScrollPhase.ScrollMomentum)
    assert view.current_page == 0
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()
    for _ in range(5):
        wheel(view, pixels=50, phase=Qt.ScrollPhase.ScrollUpdate)
    assert view.current_page == 1


def test_space_goes_through_single_pages_by_views(view: PageView) -> None:
    view.set_arrangement(Arrangement.SINGLE)
    view.set_zoom(Fit.PAGE)
    for page in range(1, PAGES):
        view.scroll_by_view(1)
        assert view.current_page == page
    view.scroll_by_view(-1)
    assert view.current_page == PAGES - 2


def test_a_touchpad_scrolls_as_far_as_the_fingers_went(view: PageView) -> None:
    before = view.verticalScrollBar().value()
    for _ in range(30):
        wheel(view, pixels=7)
    assert view.verticalScrollBar().value() == before + 210
    for _ in range(240):
        wheel(view, -1)
    assert view.verticalScrollBar().value() == pytest.approx(before, abs=31)


@pytest.mark.parametrize("arrangement", Arrangement)
def test_pinching_keeps_the_point_between_the_fingers(
    view: PageView, arrangement: Arrangement
) -> None:
    view.set_arrangement(arrangement)
    view.go_to(3)
    view.set_zoom(2.0)
    spot, device = QPointF(300, 250), QPointingDevice.primaryPointingDevice()
    where = view.viewport().mapToGlobal(spot)
    for value in (0.1, 0.05, 0.2, -0.1):
        before, factor = view.spot_at(spot), view.factor
        event = QNativeGestureEvent(
            Qt.NativeGestureType.ZoomNativeGesture,
            device, 2, spot, spot, where, value, QPointF(),
        )  # fmt: skip
        QApplication.sendEvent(view.viewport(), event)
        assert view.factor == pytest.approx(factor * (1 + value), rel=1e-4)
        assert abs(view.pixel_at(before).y() - spot.y()) <= 2


@pytest.mark.parametrize("arrangement", Arrangement)
@pytest.mark.parametrize("turn", [0, 90])
def test_ctrl_and_a_touchpad_zoom_at_the_pointer(
    view: PageView, arrangement: Arrangement, turn: int
) -> None:
    view.set_arrangement(arrangement)
    view.set_rotation(turn)
    view.go_to(4)
    view.set_zoom(1.8)
    spot = QPointF(280, 300)
    for pixels in (-10, -10, 15, -40):
        before, factor = view.spot_at(spot), view.factor
        wheel(view, pixels=pixels, keys=Qt.KeyboardModifier.ControlModifier, spot=spot)
        assert (view.factor > factor) == (pixels < 0)
        assert abs(view.pixel_at(before).y() - spot.y()) <= 2


def test_a_turned_view_shows_the_same_place_and_says_so(view: PageView, qtbot: QtBot) -> None:
    view.go_to(3, 40)
    middle = QPointF(view.viewport().width() / 2, view.viewport().height() / 2)
    for turn in (90, 180, 270, 0):
        page, point = view.spot_at(middle)
        unturned = view.sizes[page].from_shown(point)
        with qtbot.waitSignal(view.rotated):
            view.set_rotation(turn)
        assert view.rotation == turn
        assert view.sizes[page].rotation == turn
        back = view.sizes[page].to_shown(unturned)
        assert abs(view.pixel_at(Spot(page, back)).y() - middle.y()) <= 2
    assert [size.rotation for size in view.sizes] == [0, 0, 90, *[0] * (PAGES - 3)]


def test_scrolling_far_by_program_reaches_the_right_page_alone(view: PageView) -> None:
    view.set_arrangement(Arrangement.SINGLE)
    there = view.pixel_at(Spot(4, Point(100, 300)))
    view.pull(round(there.y()) - 300)
    assert view.current_page == 4
    assert view.pixel_at(Spot(4, Point(100, 300))).y() == pytest.approx(300, abs=2)


def test_arrangement_and_turn_belong_to_the_place(view: PageView, qtbot: QtBot) -> None:
    view.set_arrangement(Arrangement.BOOK)
    view.set_rotation(270)
    view.go_to(5)
    written = view.place()
    with shown(qtbot, source()) as other:
        with qtbot.waitSignals([other.rotated, other.arranged]):
            other.restore(written)
        assert (other.arrangement, other.rotation) == (Arrangement.BOOK, 270)
        assert 5 in in_view(other)
        other.open(source())
        assert other.rotation == 0


def test_dimmed_paper_is_darker_and_print_stays_black(view: PageView) -> None:
    def shades() -> tuple[int, int]:
        picture = view.viewport().grab().toImage()
        box = view.sheet.box(0)
        inside = [
            picture.pixelColor(x, y).lightness()
            for x in range(box.x + 20, box.x + box.width // 2)
            for y in range(60, 200)
        ]
        return max(inside), min(inside)

    before = shades()
    view.set_dimmed(True)
    paper, ink = shades()
    view.set_dimmed(False)
    assert before[0] == 255
    assert paper < 240
    assert ink <= before[1]
    assert shades() == before


def test_a_narrow_view_spends_little_on_its_margins(qtbot: QtBot) -> None:
    with shown(qtbot, source(), width=500) as view:
        box, room = view.sheet.box(0), view.viewport().width()
        assert box.width >= room - 40
        assert 20 <= view.stripe_room(0) <= 32
        view.resize(1100, 700)
        assert view.stripe_room(0) >= 130
        view.set_arrangement(Arrangement.TWO_PAGES)
        left, right = view.sheet.box(0), view.sheet.box(1)
        assert view.stripe_room(0) == right.x - left.x - left.width


def test_small_pictures_come_and_turn(view: PageView, qtbot: QtBot) -> None:
    came: list[int] = []
    view.pictureCame.connect(came.append)
    qtbot.waitUntil(lambda: view.small_picture(PAGES - 1) is not None, timeout=WAIT)
    qtbot.waitUntil(lambda: all(view.small_picture(page) for page in range(PAGES)), timeout=WAIT)
    assert len(came) == len(set(came))
    upright = view.small_picture(4)
    view.set_rotation(90)
    turned = view.small_picture(4)
    assert turned is not None
    assert (turned.width(), turned.height()) == (upright.height(), upright.width())


def test_the_small_pictures_one_looks_at_come_first(qtbot: QtBot) -> None:
    given = source()
    many = replace(given, facts=[given.facts[number % 2] for number in range(PAGES)])
    with shown(qtbot, many) as view:
        came: list[int] = []
        view.pictureCame.connect(came.append)
        view._drawing.cache.clear()
        view.prefer_small(range(6, 8))
        qtbot.waitUntil(lambda: len(came) >= 3, timeout=WAIT)
        assert {6, 7} <= set(came[:3]), "but for one that was being drawn already"


def link_spot(view: PageView, x: float, y: float) -> QPointF:
    return view.pixel_at(Spot(0, view.sizes[0].to_shown(Point(x, y))))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_links_lead_on_and_addresses_are_only_told(qtbot: QtBot, turn: int) -> None:
    with shown(qtbot, linked()) as view:
        view.set_rotation(turn)
        view.set_zoom(Fit.PAGE)
        assert view.link_at(link_spot(view, 100, 300)) is None
        inside = view.link_at(link_spot(view, 230, 110))
        outside = view.link_at(link_spot(view, 100, 110))
        assert inside is not None
        assert outside is not None
        with qtbot.waitSignal(view.linkAsked) as asked:
            view.follow(outside)
        assert asked.args == ["https://example.org/a"]
        assert view.current_page == 0
        with qtbot.waitSignal(view.leaving):
            view.follow(inside)
        assert view.current_page == 2
        target = view.sizes[2].to_shown(Point(50, 400))
        assert 0 <= view.pixel_at(Spot(2, target)).y() <= view.viewport().height()


def test_keys_go_through_the_links_in_view(qtbot: QtBot) -> None:
    with shown(qtbot, linked()) as view:
        alt = Qt.KeyboardModifier.AltModifier
        QTest.keyClick(view, Qt.Key.Key_L, alt)
        assert view._links.picked.uri == "https://example.org/a"
        QTest.keyClick(view, Qt.Key.Key_L, alt)
        assert view._links.picked.page == 2
        QTest.keyClick(view, Qt.Key.Key_L, alt | Qt.KeyboardModifier.ShiftModifier)
        assert view._links.picked.uri
        QTest.keyClick(view, Qt.Key.Key_L, alt | Qt.KeyboardModifier.ShiftModifier)
        assert view._links.picked.page == 1
        QTest.keyClick(view, Qt.Key.Key_Return, alt)
        assert view.current_page == 1
        assert view._links.picked is None


def test_a_view_out_of_sight_lets_its_worker_go_and_takes_one_again(
    view: PageView, qtbot: QtBot
) -> None:
    assert view._drawing._rest.interval() == drawing._REST == 20_000
    view._drawing._rest.setInterval(50)
    view.hide()
    view.show()
    qtbot.wait(120)
    assert view._drawing.renderer.is_open
    view.hide()
    qtbot.waitUntil(lambda: not view._drawing.renderer.is_open, timeout=WAIT)
    assert view._drawing.cache.size == 0
    view.go_to(4)
    view.show()
    qtbot.waitUntil(lambda: is_sharp(view), timeout=WAIT)
    assert view.current_page == 4


def test_a_report_that_does_not_open_says_so_once(qtbot: QtBot) -> None:
    view = PageView()
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show()
    failed: list[str] = []
    view.pageFailed.connect(lambda _page, reason: failed.append(reason))
    view.open(replace(source(), pdf=lambda: b"%PDF-1.7 nothing"))
    qtbot.waitUntil(lambda: bool(failed), timeout=WAIT)
    qtbot.wait(200)
    assert len(failed) == 1
    assert "damaged" in view._drawing.refusal
    view.try_again()
    qtbot.waitUntil(lambda: len(failed) == 2, timeout=WAIT)
    view.close_report()
    assert view.page_count == 0


@pytest.mark.parametrize("scale", [0.2516, 1.0, 1.333333, 2.2])
@pytest.mark.parametrize("turn", [0, 90])
def test_it_is_known_before_how_large_a_picture_becomes(scale: float, turn: int) -> None:
    """So that its memory is at hand while the worker still draws.

    A piece of a turned page may take a pixel more.
    """
    with pymupdf.open() as doc:
        sizes = [PageSize(595.276, 841.89, 90), PageSize(612, 792), PageSize(419.53, 595.275)]
        for size in sizes:
            doc.new_page(width=size.width, height=size.height).set_rotation(size.rotation)
        book = Book(doc.tobytes())
    layout = Layout(turned(sizes, turn), scale, Room(900, 10, 20, 50), turn=turn)
    for page in range(len(sizes)):
        jobs = [page_job(layout, page)]
        jobs += [] if turn else [clip_job(layout, page, QRect(7, 5, 61, 83))]
        for job in jobs:
            answer = book.answer(job, memoryview(bytearray(MAX_PIXELS * 3)))
            assert isinstance(answer, Rendered)
            assert pixels_of(layout, job) == QSize(answer.width, answer.height)
