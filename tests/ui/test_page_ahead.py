"""A page at which the engine hangs, drawn before anybody wants it, holds nobody up."""

from collections.abc import Iterator
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from coder.model.geometry import PageSize
from coder.model.ids import ReportId
from coder.model.report import PageFacts
from coder.pdf import client
from tests.coder.pdf_made import NASTY, no_nasty
from tests.ui.reader_pages import is_sharp
from ui.reader import fetcher
from ui.reader.page_view import PageView
from ui.reader.source import PageSource

HANGING, PAGES = {0, 1, 2, 4, 10}, 15
BEFORE, BEHIND = 7, 13
WAIT = 30_000
pytestmark = no_nasty


@pytest.fixture
def view(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[PageView]:
    """Give a report that hangs at a page, and a worker that may hang for ever."""
    monkeypatch.setattr(fetcher, "PdfClient", partial(client.PdfClient, deadline=600.0))
    content = (NASTY / "hang__PyMuPDF__test_2548.pdf").read_bytes()
    size = PageSize(612, 792)
    facts = [PageFacts(number, "", size, has_text=False) for number in range(PAGES)]
    shown = PageView()
    qtbot.addWidget(shown)
    shown.resize(900, 700)
    shown.show()
    shown.open(PageSource(ReportId(b"h" * 16), lambda: content, None, facts, lambda _: None))
    yield shown
    shown.close_report()


def hangs(view: PageView) -> bool:
    """Say whether the worker is at a page that hangs."""
    renderer = view._drawing.renderer
    at_it = renderer._job is not None and renderer._job.page in HANGING
    return at_it and renderer.client is not None and renderer.client._ready


def test_what_one_goes_to_is_drawn_at_once(view: PageView, qtbot: QtBot) -> None:
    """The pages are left aside until one goes to them; not before is it said that they hang."""
    view.go_to(BEFORE)
    drawing, renderer = view._drawing, view._drawing.renderer
    for turn in range(2 * len(HANGING)):
        qtbot.waitUntil(lambda: renderer.is_idle or hangs(view), timeout=WAIT)
        if renderer.is_idle:
            break
        assert HANGING.isdisjoint(view._scene().pages)
        view.go_to(BEFORE if turn % 2 else BEHIND)
        view.set_zoom(1.0 + turn / 20)
        qtbot.waitUntil(lambda: is_sharp(view), timeout=WAIT)
    assert renderer.is_idle
    assert drawing._slow == HANGING
    assert not drawing.failures
    assert all(drawing.cache.has_small(page) for page in set(range(PAGES)) - HANGING)
    view.go_to(10)
    qtbot.waitUntil(lambda: hangs(view), timeout=WAIT)
    view.go_to(BEHIND)
    view.set_zoom(2.0)
    qtbot.waitUntil(lambda: is_sharp(view), timeout=WAIT)


def test_a_page_in_view_is_not_given_up_for_others(view: PageView, qtbot: QtBot) -> None:
    view.go_to(10)
    qtbot.waitUntil(lambda: hangs(view) and 10 in view._scene().pages, timeout=WAIT)
    qtbot.waitUntil(lambda: view._drawing.renderer._job.page == 10, timeout=WAIT)
    worker = view._drawing.renderer.client
    assert worker is not None
    qtbot.waitUntil(lambda: worker._ready, timeout=WAIT)
    first = worker.pid
    view.pull(2)
    qtbot.wait(1000)
    assert view._drawing.renderer._job.page == 10
    assert worker.pid == first
    assert 10 not in view._drawing._slow
