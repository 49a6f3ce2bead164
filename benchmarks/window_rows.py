"""Rows about the window: opening, scrolling, selecting, marks, one coding, memory."""

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPointF, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.rows import Budget, Row, median, milliseconds, row, share
from benchmarks.stock import bare, code_long_report, long_report, spans
from coder.codebooks import find, load
from coder.model.coding import Mark
from coder.model.ids import CodingId, content_id
from coder.pdf import spare
from coder.progress import finish
from coder.project import Project
from ui import theme
from ui.reader.renderer import Renderer
from ui.reader.source import Look, PageSource
from ui.reader.view import ReaderView
from ui.reader.wanted import page_job
from ui.session import Session
from ui.stages.read import ReadStage

_SIZE = (1600, 1000)
_CODINGS = 2_000


def app() -> QApplication:
    """Return the application, made if needed."""
    running = QApplication.instance()
    made = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    theme.apply(made, "light")
    return made


def wait(until: Callable[[], bool], seconds: float = 30.0) -> None:
    """Let events go on until something is so."""
    loop, timer = QEventLoop(), QTimer()
    due = time.monotonic() + seconds

    def look() -> None:
        if until() or time.monotonic() > due:
            loop.quit()

    timer.timeout.connect(look)
    timer.start(1)
    if not until():
        loop.exec()
    timer.stop()


@contextmanager
def heartbeat() -> Iterator[list[float]]:
    """Collect how late, in milliseconds, a timer of 4 ms was."""
    late: list[float] = []
    last = [time.perf_counter()]
    timer = QTimer()
    timer.setTimerType(timer.timerType().PreciseTimer)

    def beat() -> None:
        now = time.perf_counter()
        late.append((now - last[0]) * 1000 - 4)
        last[0] = now

    timer.timeout.connect(beat)
    timer.start(4)
    yield late
    timer.stop()


def reading(folder: Path, *, quick: bool) -> Iterator[Row]:
    """A report of 200 pages and more in the Read stage."""
    app()
    pdf = long_report(folder)
    project = Project.create(
        folder / "reading.evc", ("Coder A", "CA", "#0072B2"), [load(find("oecd-dac-criteria"))]
    )
    added = finish(project.reports.add([pdf], lambda *_: None))
    report = added.added[0]
    yield from _view(project, report.id, pdf, pages=40 if quick else 100)
    code_long_report(project, report.id, _CODINGS)
    yield from _stage(project, report.id)
    spare.dismiss()


def _source(project: Project, report: bytes) -> PageSource:
    texts = {}

    def text(page: int):  # noqa: ANN202
        if page not in texts:
            texts[page] = project.reports.page_text(report, page)
        return texts[page]

    facts = project.reports.facts(report)
    return PageSource(report, lambda: project.reports.pdf(report), None, facts, text)


def _view(project: Project, report: bytes, pdf: Path, pages: int) -> Iterator[Row]:
    delivered = note_deliveries()
    view = _TimedView()
    view.resize(*_SIZE)
    view.show()
    source = _source(project, report)
    spare.prepare()
    wait(lambda: False, 1.5)
    begin = time.perf_counter()
    view.open(source)
    layout = (time.perf_counter() - begin) * 1000
    wait(lambda: _sharp(view))
    first = (time.perf_counter() - begin) * 1000
    floor = float(bare("draw", pdf, view._scene().layout.scale))
    count = len(source.facts)
    yield row(f"open a report of {count} pages: layout", layout, "ms", Budget(300))
    name = f"open a report of {count} pages: first page sharp, worker warm"
    yield row(name, first, "ms", Budget(times=2), floor)
    yield from _scrolling(view, pages, delivered)
    yield from _selecting(view, source)
    yield from _marks(view, source)
    yield from _memory(view)
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


def _sharp(view: ReaderView) -> bool:
    """Say whether all pages in view are drawn at their own size."""
    drawn, scene = view._drawing.cache, view._scene()
    return all(drawn.sharp(page_job(scene.layout, page)) for page in scene.pages)


def _scrolling(view: _TimedView, pages: int, delivered: list[float]) -> Iterator[Row]:
    bar = view.verticalScrollBar()
    view.frames.clear()
    delivered.clear()
    with heartbeat() as late:
        timer, loop = QTimer(), QEventLoop()

        def step() -> None:
            bar.setValue(bar.value() + 60)
            if view.current_page >= pages or bar.value() >= bar.maximum():
                loop.quit()

        timer.timeout.connect(step)
        timer.start(16)
        loop.exec()
        timer.stop()
    yield row(f"scroll {pages} pages: a frame, p95", share(view.frames, 95), "ms", Budget(4))
    yield row(f"scroll {pages} pages: a frame, longest", max(view.frames), "ms", Budget(16))
    yield row(f"scroll {pages} pages: interface late, longest", max(late), "ms", Budget(16))
    if delivered:
        value = statistics.median(delivered)
        yield row("a page delivered, interface thread", value, "ms", Budget(1))


def note_deliveries() -> list[float]:
    """Note, for views made from now on, how long each page that arrives holds the interface."""
    noted: list[float] = []
    for name in ("_take", "_deliver"):
        method = getattr(Renderer, name)

        def timed(self: Renderer, *given: object, method: Callable[..., None] = method) -> None:
            begin = time.perf_counter()
            method(self, *given)
            noted.append((time.perf_counter() - begin) * 1000)

        setattr(Renderer, name, timed)
    return noted


def _selecting(view: _TimedView, source: PageSource) -> Iterator[Row]:
    densest = max(range(len(source.facts)), key=lambda page: len(source.page_text(page).text))
    view.go_to(densest)
    wait(lambda: _sharp(view))
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
    name = "selection drag, one move with its repaint, densest page (p95)"
    yield row(name, share(moves, 95), "ms", Budget(4))


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
    yield row(
        "a frame with 2,000 highlights on the page", share(view.frames, 95), "ms", Budget(10)
    )
    view.set_marks([], {})


def _quads(source: PageSource, page: int, start: int, end: int):  # noqa: ANN202
    from coder.text.place import quads

    return quads(source.page_text(page), start, end)


def _stage(project: Project, report: bytes) -> Iterator[Row]:
    session = Session()
    session.take(project)
    stage = ReadStage(session)
    stage.resize(*_SIZE)
    stage.show()
    wait(lambda: stage.report is not None and _sharp(stage.reader.view))
    marks = project.codings.marks(report)
    codes = {code.id: code for code in project.codebook.codes()}
    looks = {key: Look(code.colour, code.name) for key, code in codes.items()}
    view = stage.reader.view

    def open_marks() -> None:
        view.set_marks(project.codings.marks(report), looks)
        view.viewport().repaint()

    name = f"marks of a report with {len(marks):,} codings, read and painted"
    yield row(name, median(open_marks), "ms", Budget(100))
    first = next(code.id for code in codes.values() if code.assignable)
    fresh = spans(project, project.reports.get(report), 30, 77)
    values = []
    for one in fresh[:15]:
        view.go_to(one.page)
        wait(lambda: _sharp(view))
        view.select(one.ranges)

        def press() -> None:
            stage.desk.assign([first])
            view.viewport().repaint()

        values.append(milliseconds(press))
    yield row("one coding, key press to painted, on disk", share(values, 50), "ms", Budget(30))
    stage.close()
    session.close()


def _memory(view: _TimedView) -> Iterator[Row]:
    if not sys.platform.startswith("linux"):
        return
    window = _resident("self")
    yield row("memory: window with the report open", window, "MB", Budget(250))
    client = view._drawing.renderer.client
    if client:
        yield row("memory: its worker", _resident(str(client.pid)), "MB", Budget(400))


def _resident(process: str) -> float:
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0
