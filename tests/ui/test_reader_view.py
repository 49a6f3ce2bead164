"""The pages in a real window: drawn, scrolled, zoomed, and going on when the worker dies."""

import os
import signal
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.reader_pages import PAGES, A, is_sharp, marked, opened, source, spot_on
from ui.reader.view import ReaderView
from ui.reader.zoom import Fit

WAIT = 20_000


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[ReaderView]:
    """Return a view of the small report, drawn sharp."""
    shown = ReaderView()
    qtbot.addWidget(shown)
    with opened(shown):
        qtbot.waitUntil(lambda: is_sharp(shown), timeout=WAIT)
        yield shown


def darkness(view: ReaderView, page: int) -> int:
    """Return how many dark pixels there are on a page in view."""
    picture = view.viewport().grab().toImage()
    box = view._layout.box(page)
    corner = view.pixel_at(view._layout.spot(box.x, box.y))
    return sum(
        picture.pixelColor(x, y).lightness() < 100
        for x in range(int(corner.x()) + 4, min(int(corner.x()) + box.width, picture.width()), 2)
        for y in range(max(0, int(corner.y()) + 4), min(picture.height(), 700), 2)
    )


def test_print_is_on_the_page(view: ReaderView) -> None:
    assert darkness(view, 0) > 100


def test_the_width_fits_and_follows_the_window(view: ReaderView, qtbot: QtBot) -> None:
    assert view.zoom is Fit.WIDTH
    before = view.factor
    view.resize(600, 700)
    assert view.factor < before
    box = view.sheet.box(0)
    assert box.x + box.width + view.sheet.room.right == pytest.approx(
        view.viewport().width(), abs=2
    )
    qtbot.waitUntil(lambda: is_sharp(view), timeout=WAIT)


@pytest.mark.parametrize("spot", [QPointF(300, 250), QPointF(420, 500), QPointF(200, 60)])
@pytest.mark.parametrize("factor", [0.8, 2.0, 4.0])
def test_ctrl_and_wheel_keep_the_point_under_the_pointer(
    view: ReaderView, spot: QPointF, factor: float
) -> None:
    view.go_to(3)
    view.set_zoom(factor)
    for turn in (120, 120, -120, 240):
        before = view.spot_at(spot)
        nothing, control = Qt.MouseButton.NoButton, Qt.KeyboardModifier.ControlModifier
        phase = Qt.ScrollPhase.NoScrollPhase
        where = view.viewport().mapToGlobal(spot)
        turned, is_inverted = QPoint(0, turn), False
        wheel = QWheelEvent(spot, where, QPoint(), turned, nothing, control, phase, is_inverted)
        QApplication.sendEvent(view.viewport(), wheel)
        after = view.pixel_at(before)
        assert abs(after.y() - spot.y()) <= 2
        bar = view.horizontalScrollBar()
        if 0 < bar.value() < bar.maximum():
            assert abs(after.x() - spot.x()) <= 2


def test_zoom_is_held_between_25_and_800_percent(view: ReaderView) -> None:
    view.set_zoom(100.0)
    assert view.factor == pytest.approx(8.0, abs=1e-4)
    view.set_zoom(0.01)
    assert view.factor == pytest.approx(0.25, abs=1e-4)


def test_a_page_too_large_to_be_drawn_whole_gets_a_sharp_piece(
    view: ReaderView, qtbot: QtBot
) -> None:
    view.set_zoom(8.0)
    qtbot.waitUntil(lambda: bool(view._drawing.cache.clips), timeout=WAIT)
    (clip,) = view._drawing.cache.clips.values()
    assert clip.job.scale == view._layout.scale
    assert clip.image.width() == clip.area.width()
    assert clip.image.width() >= view.viewport().width() - 100


def test_go_to_and_the_page_one_is_on(view: ReaderView, qtbot: QtBot) -> None:
    pages: list[int] = []
    view.pageChanged.connect(pages.append)
    view.go_to(5)
    assert view.current_page == 5
    assert pages[-1] == 5
    view.go_to(99)
    assert view.current_page == PAGES - 1
    view.go_to(-3)
    assert view.current_page == 0
    qtbot.waitUntil(lambda: is_sharp(view), timeout=WAIT)


def test_turning_pages_is_no_jump(view: ReaderView) -> None:
    left: list[int] = []
    view.leaving.connect(lambda: left.append(view.current_page))
    QTest.keyClick(view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert view.current_page == 1
    assert left == []


def test_every_jump_is_told_before_it_is_made(view: ReaderView) -> None:
    places: list[str] = []
    view.leaving.connect(lambda: places.append(view.place()))
    view.go_to(2)
    view.go_to(6)
    assert len(places) == 2
    view.restore(places[1])
    assert view.current_page == 2
    view.restore(places[0])
    assert view.current_page == 0
    assert len(places) == 2


@pytest.mark.parametrize("page", range(PAGES))
def test_landing_low_on_a_page_is_being_on_it_until_one_scrolls(
    view: ReaderView, page: int
) -> None:
    low = view.sizes[page].shown[1] - 10
    view.go_to(page, low)
    assert view.current_page == page
    view.resize(820, 640)
    assert view.current_page == page
    if page < PAGES - 2:
        view.pull(30)
        assert view.current_page == page + 1


def test_the_place_is_taken_up_again(qtbot: QtBot, view: ReaderView) -> None:
    view.set_zoom(1.5)
    view.go_to(4, 120)
    written = view.place()
    other = ReaderView()
    qtbot.addWidget(other)
    with opened(other):
        other.restore(written)
        assert other.current_page == 4
        assert other.zoom == 1.5
        assert other.place() == written
        other.restore("not a place")
        assert other.place() == written


def test_the_passage_asked_for_stands_in_the_upper_third(view: ReaderView) -> None:
    mark = marked(4, "Plain page 4", A, 1)
    left: list[int] = []
    view.leaving.connect(lambda: left.append(view.current_page))
    view.reveal(mark.quads)
    quad = mark.quads[0][1]
    top = spot_on(view, 4, quad.x0, quad.y0)
    assert 0 < top.y() < view.viewport().height() / 3
    assert view.current_page == 4
    assert left == [0]


def test_a_killed_worker_marks_the_page_and_the_view_goes_on(
    view: ReaderView, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: view._drawing.renderer.is_idle, timeout=WAIT)
    client = view._drawing.renderer.client
    assert client is not None
    assert client.pid is not None
    os.kill(client.pid, signal.SIGKILL)
    with qtbot.waitSignal(view.pageFailed, timeout=WAIT) as failed:
        view.set_zoom(2.0)
    page, reason = failed.args
    assert page == 0
    assert "could not be drawn" in reason
    assert view._drawing.failures.keys() == {0}
    view.go_to(5)
    qtbot.waitUntil(lambda: is_sharp(view), timeout=WAIT)
    view.go_to(0)
    QTest.keyClick(view, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: is_sharp(view), timeout=WAIT)
    assert not view._drawing.failures


def test_another_report_can_be_opened_while_pages_are_drawn(
    view: ReaderView, qtbot: QtBot
) -> None:
    view.set_zoom(2.3)
    view.open(source())
    assert view.current_page == 0
    qtbot.waitUntil(lambda: is_sharp(view), timeout=WAIT)


def test_the_window_stays_alive_while_pages_are_drawn(view: ReaderView, qtbot: QtBot) -> None:
    beats: list[int] = []
    timer = QTimer()
    timer.setInterval(8)
    timer.timeout.connect(lambda: beats.append(1))
    timer.start()
    view.set_zoom(3.3)
    for page in range(PAGES):
        view.go_to(page)
        qtbot.waitUntil(lambda: is_sharp(view), timeout=WAIT)
    timer.stop()
    assert len(beats) >= PAGES
