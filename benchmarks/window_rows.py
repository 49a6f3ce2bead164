"""Rows about the window: opening, scrolling, selecting, marks, one coding, memory."""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPointF, QTimer

from benchmarks import desk_rows
from benchmarks.at_pages import is_drawn, sharp
from benchmarks.bare_frames import bare_frames, idle_lateness
from benchmarks.qt import SIZE, app, heartbeat, rest, wait
from benchmarks.rows import Budget, Row, median, milliseconds, row, share
from benchmarks.stock import TOP, bare, code_long_report, long_report
from coder.model.coding import Mark
from coder.model.ids import CodingId, content_id
from coder.pdf import spare
from coder.project import Project
from ui.reader.renderer import Renderer
from ui.reader.source import Look, PageSource
from ui.reader.view import ReaderView

_CODINGS = 2_000
_STEP = 90


def reading(folder: Path, *, quick: bool) -> Iterator[Row]:
    """A report of 200 pages and more in the Read stage."""
    app()
    pdf = long_report(folder)
    project = desk_rows.made(folder, pdf)
    report = project.reports.all()[0]
    yield from _view(project, report.id, pdf, quick=quick)
    code_long_report(project, report.id, _CODINGS)
    yield from desk_rows.stage(project, folder, quick=quick)
    yield from _memory(folder, pdf, pages=10 if quick else 60)


def _source(project: Project, report: bytes) -> PageSource:
    texts = {}

    def text(page: int):  # noqa: ANN202
        if page not in texts:
            texts[page] = project.reports.page_text(report, page)
        return texts[page]

    facts = project.reports.facts(report)
    return PageSource(report, lambda: project.reports.pdf(report), None, facts, text)


def _view(project: Project, report: bytes, pdf: Path, *, quick: bool) -> Iterator[Row]:
    delivered = note_deliveries()
    view = _TimedView()
    view.resize(*SIZE)
    view.show()
    source = _source(project, report)
    layouts, firsts = [], []
    floors, floor_layouts = [], []
    for _ in range(2 if quick else 5):
        spare.prepare()
        rest(1.0)
        begin = time.perf_counter()
        view.open(source)
        layouts.append((time.perf_counter() - begin) * 1000)
        wait(lambda: is_drawn(view, 0))
        firsts.append((time.perf_counter() - begin) * 1000)
        printed = bare("draw", pdf, view._scene().layout.scale).split()
        floor_layouts.append(float(printed[0]))
        floors.append(float(printed[1]))
    middle = statistics.median
    layout, first = middle(layouts), middle(firsts)
    count = len(source.facts)
    yield row(
        f"layout of a report of {count} pages", layout, "ms", Budget(300), middle(floor_layouts)
    )
    name = f"first page sharp of a report of {count} pages, worker warm"
    yield row(name, first, "ms", Budget(times=2), middle(floors))
    yield from _scrolling(view, 10 if quick else 100, delivered)
    yield from _selecting(view, source)
    yield from _marks(view, source)
    view.close_report()
    view.close()


class _TimedView(ReaderView):
    """A view that notes how long each frame takes to paint, in milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self.frames: list[float] = []

    def paintEvent(self, event) -> None:  # noqa: ANN001
        """Paint and note the time."""
        begin = time.perf_counter()
        super().paintEvent(event)
        self.frames.append((time.perf_counter() - begin) * 1000)


def _scrolling(view: _TimedView, pages: int, delivered: list[float]) -> Iterator[Row]:
    bar = view.verticalScrollBar()
    view.frames.clear()
    delivered.clear()
    with heartbeat() as late:
        timer, loop = QTimer(), QEventLoop()

        def step() -> None:
            bar.setValue(bar.value() + _STEP)
            if view.current_page >= pages or bar.value() >= bar.maximum():
                loop.quit()

        timer.timeout.connect(step)
        timer.start(16)
        loop.exec()
        timer.stop()
    bare, idle = bare_frames(len(view.frames)), idle_lateness(1.0)
    name = f"scroll: a frame, p95 of {pages} pages"
    yield row(name, share(view.frames, 95), "ms", Budget(4), share(bare, 95))
    name = f"scroll: a frame, longest of {pages} pages"
    yield row(name, max(view.frames), "ms", Budget(16), max(bare))
    name = f"scroll: longest stall of the interface thread, {pages} pages"
    yield row(name, max(late), "ms", Budget(16), max(idle))
    page = view.viewport().grab().toImage()
    copied = median(page.copy, 9)
    value = statistics.median(delivered)
    yield row("a page delivered, interface thread", value, "ms", Budget(1), copied)


def note_deliveries() -> list[float]:
    """Note, for views made from now on, how long each page that arrives holds the interface."""
    noted: list[float] = []
    take = Renderer._take

    def timed(self: Renderer) -> None:
        begin = time.perf_counter()
        take(self)
        noted.append((time.perf_counter() - begin) * 1000)

    Renderer._take = timed  # type: ignore[method-assign]
    return noted


def _selecting(view: _TimedView, source: PageSource) -> Iterator[Row]:
    densest = max(range(len(source.facts)), key=lambda page: len(source.page_text(page).text))
    view.go_to(densest)
    wait(lambda: sharp(view))
    moves: list[float] = []
    view.text.begin(view.caret_at(QPointF(400, 60)))
    for step in range(60):
        spot = QPointF(400 + 8 * step, 60 + 12 * step)

        def move(spot: QPointF = spot) -> None:
            view.text.extend(view.caret_at(spot))
            view.show_selection()
            view.viewport().repaint()

        moves.append(milliseconds(move))
    view.clear_selection()
    name = "selection drag, one move with its repaint, densest page"
    bare = statistics.median(bare_frames(len(moves)))
    yield row(name, statistics.median(moves), "ms", Budget(4), bare)
    name = "selection drag, p95 of the moves"
    yield row(name, share(moves, 95), "ms", Budget(), bare)


def _marks(view: _TimedView, source: PageSource) -> Iterator[Row]:
    page = view.current_page
    text = source.page_text(page).text
    made = []
    for at in range(_CODINGS):
        start = at * 37 % max(1, len(text) - 60)
        identity = content_id(f"{at}".encode())
        quads = tuple((page, quad) for quad in _quads(source, page, start, start + 50))
        made.append(
            Mark(
                CodingId(identity),
                identity,
                content_id(bytes([at % 12])),
                b"c",
                page,
                start,
                quads,
            )
        )
    looks = {
        mark.code: Look(f"#{at * 19 % 200 + 40:02x}6fb2", "Code") for at, mark in enumerate(made)
    }
    view.set_marks(made, looks)
    view.viewport().repaint()
    view.frames.clear()
    for _ in range(15):
        view.viewport().repaint()
    bare = statistics.median(bare_frames(15, _CODINGS))
    name = "a frame with 2,000 highlights on the page"
    yield row(name, statistics.median(view.frames), "ms", Budget(10), bare)
    view.set_marks([], {})


def _quads(source: PageSource, page: int, start: int, end: int):  # noqa: ANN202
    from coder.text.place import quads

    return quads(source.page_text(page), start, end)


def _memory(folder: Path, pdf: Path, pages: int) -> Iterator[Row]:
    """Window and worker in processes of their own: nothing else of the benchmarks is in them."""
    if not sys.platform.startswith("linux"):
        return
    command = [sys.executable, "-m", "benchmarks.memory", str(folder / "reading.evc"), str(pages)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=TOP, timeout=60)
    printed = done.stdout
    window, worker, bare_window = map(float, printed.split())
    bare_worker = float(bare("memory", pdf, pages))
    name = "memory of the window, the report open"
    yield row(name, window, "MB", Budget(250), bare_window)
    name = "memory of the worker, the report open"
    yield row(name, worker, "MB", Budget(400), bare_worker)
