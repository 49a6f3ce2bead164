"""Rows about starting: from the command to a window one can use."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.rows import Budget, Row, row
from benchmarks.stock import TOP

BARE = """
import sys
import sqlalchemy
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QTableView())
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
"""
_OURS = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from coder import settings
from ui import theme
from ui.main_window import MainWindow
app = QApplication([])
theme.apply(app, settings.load().theme)
window = MainWindow()
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
"""


def _seconds(script: str) -> float:
    begin = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(TOP)}
    subprocess.run(
        [sys.executable, "-c", script], check=True, env=environment, capture_output=True
    )
    return time.perf_counter() - begin


def starting(_folder: Path, *, quick: bool) -> Iterator[Row]:
    """The start page shown, against a bare window with SQLAlchemy loaded; processes, warm."""
    times = 3 if quick else 5
    for script in (BARE, _OURS):
        _seconds(script)
    pairs = [(_seconds(_OURS), _seconds(BARE)) for _ in range(times)]
    ours = statistics.median(a for a, _ in pairs) * 1000
    floor = statistics.median(b for _, b in pairs) * 1000
    yield row("start to usable window", ours, "ms", Budget(times=1.5), floor)
