"""A worker process kept ready, so that the next report opens without waiting for one to start."""

import atexit
import contextlib
import multiprocessing
import threading
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from coder.pdf import worker

FUSE = 30.0
"""Seconds after which a worker that nobody can end any more ends itself."""


@dataclass(frozen=True, slots=True)
class Drawer:
    """A process that draws, once it is told which report, and our end of its pipe."""

    process: SpawnProcess
    connection: Connection

    def end(self) -> None:
        """End the process at once; were its pipe closed first, it would begin to end itself."""
        self.process.kill()
        self.process.join()
        self.connection.close()
        # Another thread that starts a process may be the one to hear of this end, a moment later.
        with contextlib.suppress(ValueError):
            self.process.close()


class _Bench:
    """Where the one that waits sits. The lock is held while a process is started for it."""

    lock = threading.Lock()
    is_wanted = False
    waiting: Drawer | None = None


def start(fuse: float = FUSE) -> Drawer:
    """Start a process that draws; it loads the engine meanwhile."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=worker.draw, args=(theirs, fuse), name="pages", daemon=True)
    process.start()
    theirs.close()
    return Drawer(process, ours)


def take(fuse: float = FUSE) -> Drawer:
    """Return the one that waits if there is one and it lives, else a new one."""
    with _Bench.lock:
        waiting, _Bench.waiting = _Bench.waiting, None
    if waiting is None or fuse != FUSE:
        return start(fuse)
    if not waiting.process.is_alive():
        waiting.end()
        return start(fuse)
    return waiting


def prepare() -> None:
    """See to it that one waits soon; it is started in a thread, for starting takes a frame."""
    _Bench.is_wanted = True
    threading.Thread(target=_fill, name="spare worker", daemon=True).start()


def dismiss() -> None:
    """End the one that waits, if any."""
    with _Bench.lock:
        _Bench.is_wanted = False
        waiting, _Bench.waiting = _Bench.waiting, None
    if waiting is not None:
        waiting.end()


def _fill() -> None:
    with _Bench.lock:
        if _Bench.is_wanted and _Bench.waiting is None:
            _Bench.waiting = start()


atexit.register(dismiss)
