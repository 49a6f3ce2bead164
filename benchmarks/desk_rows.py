"""Rows at the stages: a report full of codings, one key press, the big project in the window."""

import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtTest import QTest

from benchmarks import raw
from benchmarks.qt import SIZE, app, rest, wait
from benchmarks.rows import Budget, Row, milliseconds, row, side_by_side
from benchmarks.stock import TOP, build, coder_of, size_of, spans
from coder.codebooks import find, load
from coder.model.codebook import Code
from coder.pdf import spare
from coder.progress import finish
from coder.project import Project
from ui.panels.passages.pane import PassagesPanel
from ui.session import Session
from ui.stages.matrix import MatrixStage
from ui.stages.read import ReadStage
from ui.stages.report_opening import get_ready

_WORDS = "training"


def stage(project: Project, folder: Path, *, quick: bool) -> Iterator[Row]:
    """A report full of codings in the Read stage; the project is closed at the end."""
    app()
    session = Session()
    session.take(project)
    shown = ReadStage(session)
    shown.resize(*SIZE)
    shown.show()
    shown.activateWindow()
    rest(1.0)
    copy = folder / "reading-copy.evc"
    project.save_copy(copy)
    yield _report_opened(shown, project, copy, 2 if quick else 5)
    yield _key_pressed(shown, project, folder, 5 if quick else 15)
    shown.close()
    session.close()
    spare.dismiss()


def _report_opened(shown: ReadStage, project: Project, copy: Path, times: int) -> Row:
    report = project.reports.all()[0]
    count = len(project.codings.marks(report.id))

    def again() -> None:
        ready = get_ready(shown._session, report.id, shown)
        assert ready is not None
        shown.reading._show(shown.tabs.current, ready)
        shown.reader.view.viewport().repaint()

    floor = raw.marks(copy)
    ours, bare = [], []
    for _ in range(times):
        rest(1.8)  # the pages are drawn, and a worker waits for the next report
        ours.append(milliseconds(again))
        bare.append(milliseconds(floor))
    rest(0.5)
    value, bottom = statistics.median(ours), statistics.median(bare)
    name = f"open a report with {count:,} codings, marks drawn"
    return row(name, value, "ms", Budget(100), bottom)


def _key_pressed(shown: ReadStage, project: Project, folder: Path, presses: int) -> Row:
    """From a code's key to the painted highlight; the coding is on disk by then."""
    code = _with_key(project)
    view, report = shown.reader.view, project.reports.all()[0]
    floor = raw.writing(folder, 1)
    ours, bare = [], []
    for one in spans(project, report, presses, 77):
        view.go_to(one.page)
        rest(0.1)
        view.select(one.ranges)
        view.setFocus()
        rest(0.1)
        before = len(project.codings.marks(report.id))

        def press() -> None:
            QTest.keyClick(view, code.key)
            view.viewport().repaint()

        ours.append(milliseconds(press))
        bare.append(milliseconds(floor))
        assert len(project.codings.marks(report.id)) == before + 1, "the key did nothing"
    name = "one coding: key press to painted, on disk"
    return row(name, statistics.median(ours), "ms", Budget(30), statistics.median(bare))


def _with_key(project: Project) -> Code:
    """Return a code that has a key, given now if none has."""
    codes = [code for code in project.codebook.codes() if code.assignable]
    keyed = next((code for code in codes if code.key), None)
    if keyed is None:
        project.codebook.edit(codes[0].id, key="q")
        keyed = next(code for code in project.codebook.codes() if code.key == "q")
    return keyed


def project_in_window(folder: Path, *, quick: bool) -> Iterator[Row]:
    """The big project: opened in the window, its passages filtered, its matrix shown."""
    path, size = build(folder, quick=quick), size_of(quick=quick)
    yield _opened(path, size, times=2 if quick else 5)
    app()
    copy, other = folder / "shown.evc", folder / "shown-bare.evc"
    shutil.copyfile(path, copy)
    shutil.copyfile(path, other)
    session = Session()
    session.take(Project.open(copy))
    yield from _passages(session, other, size)
    yield _matrix(session, other, size)
    yield _settled(session, folder, size)
    session.close()


def _opened(path: Path, size: str, times: int) -> Row:
    command = [sys.executable, "-m", "benchmarks.opening", "open", str(path), coder_of(path)]
    ours, bare = [], []
    for at in range(times + 1):
        done = subprocess.run(
            command, check=True, capture_output=True, text=True, cwd=TOP, timeout=60
        )
        taken = float(done.stdout) * 1000, milliseconds(lambda: raw.first_screen(path))
        if at > 0:  # the first one compiles what it loads, if that was never done
            ours.append(taken[0])
            bare.append(taken[1])
    value, bottom = statistics.median(ours), statistics.median(bare)
    return row(f"open a project, window usable ({size})", value, "ms", Budget(500, 3), bottom)


def _passages(session: Session, path: Path, size: str) -> Iterator[Row]:
    panel = PassagesPanel(session)
    panel.resize(SIZE[0] // 4, SIZE[1])
    panel.show()
    panel.show_only(None, None)
    words = panel._filter._words

    def show(wanted: str) -> None:
        with QSignalBlocker(words):
            words.setText(wanted)
        panel._show()
        panel._view.viewport().repaint()

    floor = raw.listed(path, _WORDS)
    first, bottom = side_by_side(lambda: show(_WORDS), floor, 1)
    yield row(f"passages filtered, first word typed ({size})", first, "ms", Budget(200), bottom)
    wait(lambda: not panel._ready.isActive())
    ours, bare = [], []
    for _ in range(7):
        show("")
        ours.append(milliseconds(lambda: show(_WORDS)))
        bare.append(milliseconds(floor))
    value, bottom = statistics.median(ours), statistics.median(bare)
    yield row(f"passages filtered ({size})", value, "ms", Budget(200), bottom)
    panel.close()


def _matrix(session: Session, path: Path, size: str) -> Row:
    shown = MatrixStage(session)
    shown.resize(*SIZE)
    shown.show()

    def again() -> None:
        shown._read()
        shown.view.viewport().repaint()

    ours, bottom = side_by_side(again, raw.grouped(path))
    shown.close()
    return row(f"matrix stage, read and painted ({size})", ours, "ms", Budget(), bottom)


def _settled(session: Session, folder: Path, size: str) -> Row:
    """From the key that settles a disagreement to the queue without it, painted; on disk."""
    shown = ReadStage(session)
    shown.resize(*SIZE)
    shown.show()
    shown.adjudicating.begin()
    listed = shown.differ.list
    floor = raw.writing(folder, 1)
    ours, bare = [], []

    def press() -> None:
        QTest.keyClick(listed, Qt.Key.Key_1)
        listed.viewport().repaint()

    for _ in range(9):
        rest(0.8)  # the pages follow to the next one
        before = listed.model().rowCount()
        ours.append(milliseconds(press))
        bare.append(milliseconds(floor))
        assert listed.model().rowCount() < before, "the key did nothing"
    shown.close()
    value, bottom = statistics.median(ours[1:]), statistics.median(bare[1:])
    name = f"a disagreement settled, key to painted ({size})"
    return row(name, value, "ms", Budget(100), bottom)


def made(folder: Path, pdf: Path) -> Project:
    """Return a project that holds one report."""
    books = [load(find("oecd-dac-criteria"))]
    project = Project.create(folder / "reading.evc", ("Coder A", "CA", "#0072B2"), books)
    finish(project.reports.add([pdf], lambda *_: None))
    return project
