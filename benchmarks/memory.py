"""Prints the memory, in megabytes, that the window and its worker hold with a report open."""

import sys
import time
from pathlib import Path

_LONGEST = 20.0


def main() -> None:
    """Open a project in the window, read sixty pages, and look."""
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    from coder.project import Project
    from ui import theme
    from ui.main_window import READ, MainWindow
    from ui.stages.read import ReadStage

    app = QApplication(sys.argv[:1])
    theme.apply(app, "light")
    window = MainWindow()
    window.resize(1600, 1000)
    window.show()
    window.session.take(Project.open(Path(sys.argv[1])))
    window.go_to(READ)
    loop, timer = QEventLoop(), QTimer()
    stage = window.stack.currentWidget()
    assert isinstance(stage, ReadStage)
    view = stage.reader.view

    def step() -> None:
        view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 150)
        if view.current_page >= 60 or time.monotonic() > due:
            loop.quit()

    due = time.monotonic() + _LONGEST
    timer.timeout.connect(step)
    timer.start(16)
    loop.exec()
    client = view._drawing.renderer.client
    assert client is not None
    print(_resident("self"), _resident(str(client.pid)))
    window.close()


def _resident(process: str) -> float:
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    main()
