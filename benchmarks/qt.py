"""The application, waiting, and the pulse of the interface thread.

Waiting is done by an event loop of our own: `QTest.qWait` keeps Python's threads from running.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from ui import theme

SIZE = (1600, 1000)
_PULSE = 4


def app() -> QApplication:
    """Return the application, made if needed."""
    running = QApplication.instance()
    made = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    theme.apply(made, "light")
    return made


def wait(until: Callable[[], bool], seconds: float = 30.0) -> None:
    """Let events go on until something is so; raises TimeoutError when it does not come."""
    if not _waited(until, seconds):
        raise TimeoutError(until)


def rest(seconds: float) -> None:
    """Let events go on for a while."""
    _waited(lambda: False, seconds)


def _waited(until: Callable[[], bool], seconds: float) -> bool:
    loop, timer = QEventLoop(), QTimer()
    due = time.monotonic() + seconds
    timer.timeout.connect(lambda: loop.quit() if until() or time.monotonic() > due else None)
    timer.start(1)
    if not until():
        loop.exec()
    timer.stop()
    return until()


@contextmanager
def heartbeat() -> Iterator[list[float]]:
    """Collect how late, in milliseconds, each beat of a timer of 4 ms was."""
    late: list[float] = []
    last = time.perf_counter()
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)

    def beat() -> None:
        nonlocal last
        now = time.perf_counter()
        late.append((now - last) * 1000 - _PULSE)
        last = now

    timer.timeout.connect(beat)
    timer.start(_PULSE)
    yield late
    timer.stop()
