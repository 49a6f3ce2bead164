"""While a worker draws, hangs or dies, the window's thread is never late by more than a frame.

Real workers draw, are killed, are stopped, hang; once for pages that are shown alone, and once for
all of the window around them. A bare event loop tells how late the machine lets anybody be.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from coder.model.geometry import PageSize
from coder.model.ids import ReportId
from coder.model.report import PageFacts
from coder.pdf import client, spare
from tests.journeys.heartbeat import assert_on_time
from tests.journeys.heavy import PAGES, heavy
from tests.journeys.reviewer import Reviewer
from tests.ui.reader_pages import is_sharp
from ui.reader import fetcher
from ui.reader.page_view import PageView
from ui.reader.source import PageSource

HANGS = Path(__file__).resolve().parents[2] / "../shared/nasty/hang__PyMuPDF__test_2548.pdf"
HANGING_PAGE, PAGES_OF_IT = 10, 15
WAIT = 60_000
pytestmark = [pytest.mark.journey, pytest.mark.alone]
posix = pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals on Windows")


def report(content: bytes, pages: int, size: PageSize) -> PageSource:
    """Return a report as the reader takes it; nobody asks for its text."""
    facts = [PageFacts(number, "", size, has_text=False) for number in range(pages)]
    return PageSource(ReportId(b"h" * 16), lambda: content, None, facts, lambda _: None)


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have workers given up after two seconds."""
    monkeypatch.setattr(fetcher, "PdfClient", partial(client.PdfClient, deadline=2.0))


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[PageView]:
    """Give an empty view, alone."""
    shown = PageView()
    qtbot.addWidget(shown)
    shown.resize(900, 700)
    shown.show()
    yield shown
    shown.close_report()
    spare.dismiss()


@pytest.fixture(params=["pages alone", "whole window"])
def show(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[PageSource], PageView]:
    """Show a report in a view alone, or add it to a project and read it in the window."""

    def alone(given: PageSource) -> PageView:
        found: PageView = request.getfixturevalue("view")
        found.open(given)
        return found

    def whole(given: PageSource) -> PageView:
        reviewer: Reviewer = request.getfixturevalue("reviewer")
        file = tmp_path / "report.pdf"
        file.write_bytes(given.pdf())
        reviewer.start(request.getfixturevalue("own"))
        with reviewer.qtbot.waitSignal(reviewer.window.adding.ended, timeout=WAIT):
            reviewer.drop([file])
        reviewer.click(reviewer.button(reviewer.window.rail, "Read"))
        reviewer.wait(lambda: reviewer.view.is_open)
        return reviewer.view

    return alone if request.param == "pages alone" else whole


def is_calm(view: PageView) -> bool:
    drawing = view._drawing
    return drawing.renderer.is_idle and drawing._choose() is None


def worker(view: PageView) -> int:
    """Return the number of the worker's process."""
    found = view._drawing.renderer.client
    assert found is not None
    assert found.pid is not None
    return found.pid


def is_drawing(view: PageView) -> bool:
    found = view._drawing.renderer.client
    return found is not None and found.busy and found._ready


def test_while_heavy_pages_are_drawn(
    show: Callable[[PageSource], PageView], qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    view = show(report(heavy(), PAGES, PageSize(600, 800)))
    qtbot.waitUntil(lambda: is_drawing(view), timeout=WAIT)

    def scroll() -> None:
        view.set_zoom(1.6 if view.zoom == 1.5 else 1.5)
        for _ in range(60):
            view.pull(90)
            qtbot.wait(10)
        view.go_to(0)
        qtbot.waitUntil(lambda: is_calm(view), timeout=WAIT)

    assert_on_time(scroll, capsys)
    assert view._drawing.failures == {}


@posix
@pytest.mark.usefixtures("hasty")
@pytest.mark.parametrize("sign", ["SIGKILL", "SIGSTOP"])
def test_while_workers_die_or_stand_still(
    show: Callable[[PageSource], PageView],
    qtbot: QtBot,
    capsys: pytest.CaptureFixture[str],
    sign: str,
) -> None:
    """The page at which it happened is plainly marked, the others are drawn by another worker."""
    view = show(report(heavy(), PAGES, PageSize(600, 800)))

    def stop() -> None:
        view.set_zoom(1.6 if view.zoom == 1.5 else 1.5)
        view.try_again()
        for _ in range(2):
            qtbot.waitUntil(lambda: is_drawing(view), timeout=WAIT)
            pid = worker(view)
            os.kill(pid, getattr(signal, sign))
            qtbot.waitUntil(lambda pid=pid: is_drawing(view) and worker(view) != pid, timeout=WAIT)

    assert_on_time(stop, capsys)
    words = "within 2 seconds" if sign == "SIGSTOP" else "broke off"
    assert view._drawing.failures
    assert all(words in reason for reason in view._drawing.failures.values())
    qtbot.waitUntil(lambda: is_calm(view), timeout=WAIT)


@pytest.mark.usefixtures("hasty")
@pytest.mark.skipif(not HANGS.exists(), reason="the difficult PDFs are not here")
def test_while_the_engine_hangs_at_a_page(
    show: Callable[[PageSource], PageView], qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    """It costs a worker for a while; the page is given up and the pages after it are drawn."""
    view = show(report(HANGS.read_bytes(), PAGES_OF_IT, PageSize(612, 792)))
    view.go_to(HANGING_PAGE)
    qtbot.waitUntil(lambda: is_drawing(view), timeout=WAIT)

    def hang() -> None:
        view.go_to(HANGING_PAGE)
        view.try_again()
        qtbot.waitUntil(lambda: HANGING_PAGE in view._drawing.failures, timeout=WAIT)
        view.go_to(HANGING_PAGE + 2)
        qtbot.waitUntil(lambda: is_sharp(view), timeout=WAIT)

    assert_on_time(hang, capsys)
    reason = "This page could not be drawn within 2 seconds."
    assert view._drawing.failures[HANGING_PAGE] == reason


def test_while_reports_are_opened_and_workers_ended(
    view: PageView, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither starting a worker, nor keeping one ready, nor letting one go holds up anything."""

    def open_and_leave() -> None:
        for _ in range(3):
            view.open(report(heavy(), PAGES, PageSize(600, 800)))
            spare.prepare()
            qtbot.waitUntil(lambda: is_drawing(view), timeout=WAIT)
        view._drawing._sleep()
        qtbot.wait(100)
        view._drawing.wake()
        qtbot.waitUntil(lambda: is_drawing(view), timeout=WAIT)

    heavy()
    assert_on_time(open_and_leave, capsys)
