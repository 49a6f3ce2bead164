"""Feels whether the window's own thread goes on while others work."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

import pytest
from PySide6.QtCore import Qt, QTimer

LONGEST = 0.5
"""Seconds; far above what one notices, far below what the engine takes here. Machines differ."""

FRAME = 0.016
"""Seconds the window's thread may be late, when the machine itself is not."""

_BEAT = 0.004
_LATE = 0.006
_NEAR = 1.0
"""Seconds around a late beat within which the machine's own lateness counts for it."""

ROUNDS = 5
"""How often something may be tried until the window was on time."""

_CONTROL = f"""
import json, sys, threading, time
from PySide6.QtCore import QCoreApplication, Qt, QTimer
app = QCoreApplication([])
over = threading.Event()
def listen():
    sys.stdin.read()
    over.set()
threading.Thread(target=listen, daemon=True).start()
late, last = [], time.monotonic()
def beat():
    global last
    now = time.monotonic()
    if now - last - {_BEAT} > {_LATE}:
        late.append((now, now - last - {_BEAT}))
    last = now
    if over.is_set():
        app.quit()
timer = QTimer(interval={round(_BEAT * 1000)}, timerType=Qt.TimerType.PreciseTimer)
timer.timeout.connect(beat)
timer.start()
print("ready", flush=True)
app.exec()
print(json.dumps(late))
"""


class Control:
    """A bare event loop in a process of its own: how late the machine lets anybody be.

    It beats as the window does, and does nothing else.
    """

    def __init__(self) -> None:
        self.late: list[tuple[float, float]] = []

    def __enter__(self) -> Self:
        pipe = subprocess.PIPE
        command = [sys.executable, "-c", _CONTROL]
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)
        assert self._process.stdout
        assert self._process.stdout.readline() == "ready\n"
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        out, _ = self._process.communicate()
        self.late = [(when, late) for when, late in json.loads(out)]


class Heartbeat:
    """Beats every 4 ms in the window's thread while it is entered, and knows its pauses.

    `longest` is the longest in seconds. `late` has the beats that came late, as (when, seconds
    late, seconds of those this thread had the processor).
    """

    def __init__(self) -> None:
        self.longest = 0.0
        self.beats = 0
        self.late: list[tuple[float, float, float]] = []
        self._last = self._worked = 0.0
        self._timer = QTimer(interval=round(_BEAT * 1000), timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def _beat(self) -> None:
        now, worked = time.monotonic(), time.thread_time()
        self.longest = max(self.longest, now - self._last)
        if now - self._last - _BEAT > _LATE:
            self.late.append((now, now - self._last - _BEAT, worked - self._worked))
        self._last, self._worked = now, worked
        self.beats += 1

    def excess(self, control: Control) -> float:
        """Return the longest lateness in seconds that the machine does not account for.

        From each beat's is taken what the control, which did nothing, was late at that time; but
        never what the window's thread worked itself.
        """
        return max((_excess(beat, control) for beat in self.late), default=0.0)

    def __enter__(self) -> Self:
        self._last, self._worked = time.monotonic(), time.thread_time()
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


def assert_on_time(what: Callable[[], None], capsys: pytest.CaptureFixture[str]) -> None:
    """Do something in rounds until the window's thread was on time in one of them.

    A busy machine makes anybody late now and then; a fault of the window is there in each round.
    """
    felt = []
    for _ in range(ROUNDS):
        with Control() as control, Heartbeat() as beat:
            what()
        felt.append(beat.excess(control))
        machine = max((late for _, late in control.late), default=0.0)
        with capsys.disabled():
            sys.stdout.write(
                f"\n  late {felt[-1] * 1000:.1f} ms beyond the machine's own {machine * 1000:.1f}"
                f" ms, longest pause {beat.longest * 1000:.1f} ms, {beat.beats} beats"
            )
        assert beat.beats > 20
        if felt[-1] <= FRAME:
            return
    assert min(felt) <= FRAME, f"late by {[round(one * 1000) for one in felt]} ms"


def _excess(beat: tuple[float, float, float], control: Control) -> float:
    when, late, worked = beat
    felt = (seconds for at, seconds in control.late if abs(at - when) < _NEAR + late)
    return max(late - max(felt, default=0.0), min(late, worked - _BEAT))
