"""The window's own thread never waits for the engine that draws and reads the pages."""

import os
import signal
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from coder.pdf import client, pool
from tests.journeys.heartbeat import LONGEST, Control, Heartbeat
from tests.journeys.heavy import heavy as heavy_report
from tests.journeys.reviewer import Reviewer
from ui.reader import fetcher

HANGS = Path(__file__).resolve().parents[2] / "../shared/nasty/hang__PyMuPDF__test_2548.pdf"
pytestmark = [pytest.mark.journey, pytest.mark.alone]


@pytest.fixture
def beat(
    qapp: object,  # noqa: ARG001 (timers need the application)
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Heartbeat]:
    """Give a heartbeat; its longest pause is printed, whatever comes of the test."""
    own = Heartbeat()
    yield own
    with capsys.disabled():
        sys.stdout.write(f"\n{request.node.name}: longest pause {own.longest * 1000:.0f} ms\n")


@pytest.fixture(scope="module")
def heavy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a report each page of which takes the engine a good part of a second to draw."""
    path = tmp_path_factory.mktemp("heavy") / "heavy.pdf"
    path.write_bytes(heavy_report())
    return path


def begin(reviewer: Reviewer, project: Path) -> None:
    """Open a project, and the stages once, which are built when they are first shown."""
    reviewer.start(project)
    for name in ("Read", "Reports"):
        reviewer.click(reviewer.button(reviewer.window.rail, name))


def read(reviewer: Reviewer, report: Path) -> None:
    """Add a report and show its pages."""
    with reviewer.qtbot.waitSignal(reviewer.window.adding.ended, timeout=60_000) as ended:
        reviewer.drop([report])
    if ended.args[0].refused:
        pytest.skip(f"{report.name} is refused: {ended.args[0].refused[0][1]}")
    reviewer.click(reviewer.button(reviewer.window.rail, "Read"))
    reviewer.wait(lambda: reviewer.read.report is not None)


def is_sharp(reviewer: Reviewer) -> bool:
    """Say whether nothing is left to draw of what is in view."""
    drawing = reviewer.view._drawing
    return drawing.renderer.is_idle and drawing._choose() is None


def test_heavy_pages_do_not_hold_up_the_window(
    reviewer: Reviewer, beat: Heartbeat, own: Path, heavy: Path
) -> None:
    """While heavy pages are read, drawn and scrolled, the window's thread goes on."""
    begin(reviewer, own)
    with Control() as control, beat:
        read(reviewer, heavy)
        for _ in range(60):
            reviewer.wheel(60)
            reviewer.qtbot.wait(10)
        reviewer.wait(lambda: is_sharp(reviewer), longest=60_000)
    assert reviewer.view._drawing.failures == {}
    assert beat.excess(control) < LONGEST


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_a_killed_worker_does_not_hold_up_the_window(
    reviewer: Reviewer, beat: Heartbeat, own: Path, heavy: Path
) -> None:
    """The engine dies at work: the page says so, the window goes on, and drawing again works."""
    begin(reviewer, own)
    read(reviewer, heavy)
    drawing = reviewer.view._drawing
    with Control() as control, beat:
        reviewer.wait(lambda: drawing.renderer.client and drawing.renderer.client.busy)
        for _ in range(3):
            os.kill(drawing.renderer.client.pid, signal.SIGKILL)
            reviewer.qtbot.wait(700)
        reviewer.wait(lambda: is_sharp(reviewer), longest=60_000)
        assert drawing.failures
        reviewer.view.try_again()
        reviewer.wait(lambda: is_sharp(reviewer), longest=60_000)
    assert drawing.failures == {}
    assert beat.excess(control) < LONGEST


@pytest.mark.skipif(not HANGS.exists(), reason="the difficult PDFs are not here")
def test_a_hanging_engine_does_not_hold_up_the_window(
    reviewer: Reviewer, beat: Heartbeat, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page on which the engine hangs is given up and plainly marked; the window goes on."""
    monkeypatch.setattr(fetcher, "PdfClient", partial(client.PdfClient, deadline=2.0))
    monkeypatch.setattr(pool, "Extractors", partial(pool.Extractors, deadline=2.0))
    begin(reviewer, own)
    with Control() as control, beat:
        read(reviewer, HANGS)
        drawing = reviewer.view._drawing
        reviewer.wait(lambda: drawing.failures or is_sharp(reviewer), longest=60_000)
        reviewer.qtbot.wait(300)
    for reason in drawing.failures.values():
        assert reason == "This page could not be drawn within 2 seconds."
    assert beat.excess(control) < LONGEST
