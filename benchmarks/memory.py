"""Prints the megabytes of the window with a report open, of its worker, and of a bare window."""

import subprocess
import sys
import time
from pathlib import Path

from benchmarks.start_rows import BARE

_LONGEST = 20.0
_TELL = """
from pathlib import Path
[line] = [one for one in Path("/proc/self/status").read_text().splitlines() if "VmRSS" in one]
print(int(line.split()[1]) / 1024)
"""


def main() -> None:
    """Open a project in the window, read so many pages, and look."""
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    from benchmarks.at_pages import sharp
    from benchmarks.qt import SIZE, wait
    from coder.project import Project
    from ui import theme
    from ui.main_window import READ, MainWindow
    from ui.stages.read import ReadStage

    app = QApplication(sys.argv[:1])
    bare, pages = _bare_window(), int(sys.argv[2])
    theme.apply(app, "light")
    window = MainWindow()
    window.resize(*SIZE)
    window.show()
    window.session.take(Project.open(Path(sys.argv[1])))
    window.go_to(READ)
    loop, timer = QEventLoop(), QTimer()
    stage = window.stack.currentWidget()
    assert isinstance(stage, ReadStage)
    view = stage.reader.view

    bar, due = view.verticalScrollBar(), time.monotonic() + _LONGEST

    def step() -> None:
        if view.current_page < pages and time.monotonic() < due:
            bar.setValue(bar.value() + 150)
        else:
            loop.quit()

    wait(lambda: sharp(view))
    timer.timeout.connect(step)
    timer.start(16)
    loop.exec()
    timer.stop()
    wait(lambda: sharp(view))
    client = view._drawing.renderer.client
    assert client is not None
    print(_resident("self"), _resident(str(client.pid)), bare)
    window.close()


def _bare_window() -> float:
    """Return what a process with a bare window and SQLAlchemy holds."""
    done = subprocess.run(
        [sys.executable, "-c", BARE + _TELL], check=True, capture_output=True, text=True
    )
    return float(done.stdout.split()[-1])


def _resident(process: str) -> float:
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    main()
