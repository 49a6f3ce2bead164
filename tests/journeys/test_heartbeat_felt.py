"""The heartbeat feels what holds up the window's thread, and does not blame it for a busy machine.

A test of the tests: without it, nothing would tell that they can fail.
"""

import ctypes
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from tests.journeys.heartbeat import FRAME, ROUNDS, Control, Heartbeat, assert_on_time

pytestmark = pytest.mark.alone
HELD = 0.06
BUSY = "while True: pass"


def wait() -> None:
    """Wait, as for another process."""
    time.sleep(HELD)


def work() -> None:
    """Work, as on too large a picture."""
    end = time.thread_time() + HELD
    while time.thread_time() < end:
        pass


def be_locked_out() -> None:
    """Have another thread keep the interpreter's lock, as an engine does that draws."""
    threading.Thread(target=lambda: ctypes.PyDLL(None).usleep(round(HELD * 1_000_000))).start()
    time.sleep(0.001)


def felt(qtbot: QtBot, fault: Callable[[], None]) -> float:
    """Return by how much the window's thread was late with a fault in its midst."""
    with Control() as control, Heartbeat() as beat:
        QTimer.singleShot(150, fault)
        qtbot.wait(400)
    return beat.excess(control)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no usleep on Windows")
@pytest.mark.parametrize("fault", [wait, work, be_locked_out])
def test_whatever_holds_up_the_thread_is_felt(qtbot: QtBot, fault: Callable[[], None]) -> None:
    late = [felt(qtbot, fault) for _ in range(ROUNDS)]
    assert sum(one > FRAME for one in late) >= ROUNDS - 1, late


def test_an_idle_window_on_a_busy_machine_is_on_time(
    qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    busy = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(4)]
    try:
        assert_on_time(lambda: qtbot.wait(700), capsys)
    finally:
        for one in busy:
            one.kill()
            one.wait()
