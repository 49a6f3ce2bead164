"""Whether the processes that a test started are gone."""

import multiprocessing
import time
from collections.abc import Collection

from PySide6.QtCore import QCoreApplication, QEventLoop

_PATIENCE = 10.0
"""Seconds: a process that was just being started ends as soon as it has."""


def children() -> set[int | None]:
    """Return the ids of the processes that are there."""
    return {child.pid for child in multiprocessing.active_children()}


def are_gone(besides: Collection[int | None] = ()) -> bool:
    """Wait until no process is left but these; say whether it came to that."""
    end = time.monotonic() + _PATIENCE
    while not children() <= set(besides):
        if time.monotonic() > end:
            return False
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        time.sleep(0.02)
    return True
