"""A worker process kept ready, so that the next report opens without waiting for one to start."""

import atexit
import multiprocessing
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
        self.process.close()


class _Bench:
    """Where the one that waits sits."""

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
    waiting, _Bench.waiting = _Bench.waiting, None
    if waiting is None or fuse != FUSE:
        return start(fuse)
    if not waiting.process.is_alive():
        waiting.end()
        return start(fuse)
    return waiting


def prepare() -> None:
    """See to it that one waits."""
    if _Bench.waiting is None:
        _Bench.waiting = start()


def dismiss() -> None:
    """End the one that waits, if any."""
    if _Bench.waiting is not None:
        _Bench.waiting.end()
        _Bench.waiting = None


atexit.register(dismiss)
