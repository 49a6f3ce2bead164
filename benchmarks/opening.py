"""Prints the milliseconds from asking for a project to a window that shows it and can be used.

In a process of its own, so that what the window loads when it is first needed counts.
"""

import sys
import time
from pathlib import Path


def main() -> None:
    """Show the start page, then open the project that is named."""
    from benchmarks.qt import SIZE, app
    from ui.main_window import MainWindow

    path = Path(sys.argv[1])
    running = app()
    window = MainWindow()
    window.resize(*SIZE)
    window.show()
    running.processEvents()
    begin = time.perf_counter()
    from coder.project import Project

    window.session.take(Project.open(path))
    running.processEvents()
    window.repaint()
    print((time.perf_counter() - begin) * 1000)
    window.close()


if __name__ == "__main__":
    main()
