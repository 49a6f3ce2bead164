"""Starts the program as a user does, prints a time and ends.

`start`: when the start page is painted; `start PROJECT CODER`: when the project's report is.
Both are seconds of the machine's own clock, for whoever knows when the process began.
`open PROJECT CODER`: the start page shows for a while; then the seconds from asking for the
project to its report painted. Each is a process of its own, so that what the window loads when it
is first needed counts.
"""

import sys
import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from coder import settings
from ui import app as program
from ui.main_window import MainWindow

_LOOKING = 1000
"""Milliseconds that a user looks at the start page at least."""


def _at_home(coder: str) -> None:
    """Be on a laptop where the sample was seen and this coder (32 hex digits) works."""
    settings.save(
        replace(settings.load(), recent=(), seen_sample=True, coder_name="Coder A", coder_id=coder)
    )


def _painted(window: MainWindow) -> None:
    QApplication.processEvents()
    window.repaint()


def main() -> None:
    """Do what is asked."""
    what, *rest = sys.argv[1:]
    project, coder = (*rest, "", "")[:2]
    begin = program.begin
    _at_home(coder)

    def begun(window: MainWindow, given: str | None) -> None:
        begin(window, given)
        _painted(window)
        print(_opened(window, project) if what == "open" else time.monotonic())
        QApplication.exit()

    program.begin = begun
    program.run_window(project if what == "start" and project else None)


def _opened(window: MainWindow, project: str) -> float:
    loop = QEventLoop()
    QTimer.singleShot(_LOOKING, loop.quit)
    loop.exec()
    start = time.perf_counter()
    assert window.opening.open(Path(project))
    _painted(window)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
