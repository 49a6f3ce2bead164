"""Rows about starting: from the command to a window one can use."""

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.rows import Budget, Row, row
from benchmarks.stock import TOP, build, coder_of, size_of

BARE = """
import sys, time
import sqlalchemy
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QTableView())
window.show()
app.processEvents()
window.repaint()
print(time.monotonic())
QTimer.singleShot(0, app.quit)
app.exec()
"""


def _until_painted(*arguments: str) -> float:
    """Return the milliseconds from starting a process to the time that it prints."""
    begin = time.monotonic()
    done = subprocess.run(
        [sys.executable, *arguments], check=True, cwd=TOP, capture_output=True, text=True
    )
    return (float(done.stdout) - begin) * 1000


def starting(_folder: Path, *, quick: bool) -> Iterator[Row]:
    """The start page shown, against a bare window with SQLAlchemy loaded; processes, warm."""
    ours, floor = _medians(["start"], 3 if quick else 5)
    yield row("start to usable window", ours, "ms", Budget(times=1.5), floor)


def starting_with_project(folder: Path, *, quick: bool) -> Iterator[Row]:
    """As most days begin: with the project opened last, its report painted."""
    path = build(folder, quick=quick)
    ours, floor = _medians(["start", str(path), coder_of(path)], 1 if quick else 5)
    name = f"start with a project, its report shown ({size_of(quick=quick)})"
    yield row(name, ours, "ms", Budget(), floor)


def _medians(asked: list[str], times: int) -> tuple[float, float]:
    """Return milliseconds of ours and of the bare window, in turn, after one of each."""
    ours, floor = ("-m", "benchmarks.opening", *asked), ("-c", BARE)
    pairs = [(_until_painted(*ours), _until_painted(*floor)) for _ in range(times + 1)][1:]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)
