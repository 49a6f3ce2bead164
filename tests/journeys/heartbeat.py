"""Feels whether the window's own thread goes on while others work."""

import time
from types import TracebackType
from typing import Self

from PySide6.QtCore import QTimer

LONGEST = 0.5
"""Seconds; far above what one notices, far below what the engine takes here. Machines differ."""


class Heartbeat:
    """Beats every 10 ms in the window's thread while it is entered; knows its longest pause."""

    def __init__(self) -> None:
        self.longest = 0.0
        self.beats = 0
        self._last = 0.0
        self._timer = QTimer(interval=10)
        self._timer.timeout.connect(self._beat)

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now
        self.beats += 1

    def __enter__(self) -> Self:
        self._last = time.perf_counter()
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._beat()
        self._timer.stop()
