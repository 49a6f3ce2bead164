"""Processes that take reports in, several at a time, watched so that no file holds up the rest."""

import multiprocessing
import time
from collections import deque
from collections.abc import Hashable, Iterator, MutableSequence
from dataclasses import dataclass, field
from multiprocessing import connection as connections
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from types import TracebackType
from typing import Generic, Self, TypeVar

from coder.model.errors import RefusedFileError
from coder.pdf import refusals, worker
from coder.pdf.jobs import Extracted

DEADLINE = 10.0
"""Seconds without progress on one page after which a worker is ended."""

_STARTING = 60.0
"""Seconds a worker may take to begin; the machine may be busy, no report is to blame."""

_LOOK = 0.25
_FUSE = 3.0
_MOST_SKIPPED = 2

Key = TypeVar("Key", bound=Hashable)


@dataclass(slots=True)
class _Task(Generic[Key]):
    """One PDF, and the pages at which the engine broke off or stuck before."""

    key: Key
    source: Path | bytes
    password: str | None
    skip: set[int] = field(default_factory=set)


@dataclass(slots=True)
class _Worker(Generic[Key]):
    """A process, what it is at, and for how many seconds it has stood still."""

    process: SpawnProcess
    connection: Connection
    place: MutableSequence[int]
    task: _Task[Key] | None = None
    seen: int = -1
    still: float = 0.0

    def stop(self) -> None:
        """End the process and wait until it is gone."""
        self.connection.close()
        self.process.kill()
        self.process.join()
        self.process.close()


class Extractors(Generic[Key]):
    """Takes PDFs in by up to `workers` processes; leaving the context ends them at once."""

    def __init__(self, workers: int = 2, *, deadline: float = DEADLINE) -> None:
        """Prepare for `workers` processes; `deadline` is in seconds for one page."""
        self._most = max(1, workers)
        self._deadline = deadline
        self._queue: deque[_Task[Key]] = deque()
        self._workers: list[_Worker[Key]] = []

    def __enter__(self) -> Self:
        """Return itself; processes start when there is work."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End all processes, whatever they are at."""
        self._queue.clear()
        while self._workers:
            self._workers.pop().stop()

    @property
    def pending(self) -> int:
        """Return how many PDFs have no result yet."""
        return len(self._queue) + sum(one.task is not None for one in self._workers)

    @property
    def reading(self) -> list[tuple[Key, int, int]]:
        """Return key, page in work (from 0; -1 while opening) and number of pages of each."""
        return [
            (one.task.key, max(one.place[0], -1), one.place[1])
            for one in self._workers
            if one.task
        ]

    def submit(self, key: Key, source: Path | bytes, password: str | None = None) -> None:
        """Have one PDF taken in; its result comes with its key."""
        self._queue.append(_Task(key, source, password))

    def results(
        self, timeout: float | None = None
    ) -> Iterator[tuple[Key, Extracted | RefusedFileError]]:
        """Yield results as they come, until all are out or none came for `timeout` seconds.

        What cannot be taken in comes as RefusedFileError, or PasswordNeededError when it needs
        another password. Time in which the caller does something else counts for no deadline.
        """
        quiet = 0.0
        while self.pending and (timeout is None or quiet < timeout or quiet == 0):
            self._feed()
            began = time.monotonic()
            rest = _LOOK if timeout is None else min(_LOOK, max(0.0, timeout - quiet))
            settled = self._settled(rest)
            quiet = 0.0 if settled else quiet + max(time.monotonic() - began, 1e-9)
            # Workers go on while the caller stores what they found.
            self._feed()
            yield from settled

    def _feed(self) -> None:
        """Give every idle worker a PDF; start workers while there are more PDFs."""
        idle = [one for one in self._workers if one.task is None]
        while self._queue and (idle or len(self._workers) < self._most):
            if idle:
                one = idle.pop()
            else:
                one = self._started()
                self._workers.append(one)
            task = self._queue.popleft()
            one.task, one.seen, one.still = task, -1, 0.0
            if one.place[0] != worker.BEGINNING:
                one.place[0] = -1
            one.place[1] = 0
            try:
                one.connection.send((task.source, task.password, task.skip))
            except OSError:
                self._queue.appendleft(task)
                self._drop(one)

    def _settled(self, rest: float) -> list[tuple[Key, Extracted | RefusedFileError]]:
        """Wait up to `rest` seconds; return what is out by then."""
        busy = [one for one in self._workers if one.task]
        began = time.monotonic()
        heard = connections.wait([one.connection for one in busy], rest)
        waited = time.monotonic() - began
        results = [
            self._answer(one) if one.connection in heard else self._watch(one, waited)
            for one in busy
        ]
        return [result for result in results if result]

    def _answer(self, one: _Worker[Key]) -> tuple[Key, Extracted | RefusedFileError] | None:
        task = one.task
        assert task
        try:
            answer: Extracted | RefusedFileError = one.connection.recv()
        except (EOFError, OSError):
            return self._give_up(one, refusals.BROKE_OFF)
        one.task = None
        return task.key, answer

    def _watch(
        self, one: _Worker[Key], waited: float
    ) -> tuple[Key, Extracted | RefusedFileError] | None:
        """End a worker that has stood still at one page for too long."""
        page = one.place[0]
        one.still = one.still + waited if page == one.seen else 0.0
        one.seen = page
        patience = _STARTING if page == worker.BEGINNING else 0.0
        if one.still < max(self._deadline, patience):
            return None
        return self._give_up(one, refusals.TOO_SLOW)

    def _give_up(
        self, one: _Worker[Key], reason: str
    ) -> tuple[Key, Extracted | RefusedFileError] | None:
        """Replace a worker; take the PDF again without that page, or refuse it."""
        task, page = one.task, max(one.place[0], -1)
        assert task
        self._drop(one)
        if page >= 0 and page not in task.skip and len(task.skip) < _MOST_SKIPPED:
            task.skip.add(page)
            self._queue.appendleft(task)
            return None
        place = refusals.place(page)
        return task.key, RefusedFileError(reason.format(place=place, seconds=self._deadline))

    def _started(self) -> _Worker[Key]:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        place: MutableSequence[int] = context.RawArray("l", (worker.BEGINNING, 0))
        process = context.Process(
            target=worker.take,
            args=(theirs, place, _FUSE * self._deadline),
            name="reports",
            daemon=True,
        )
        process.start()
        theirs.close()
        return _Worker(process, ours, place)

    def _drop(self, one: _Worker[Key]) -> None:
        self._workers.remove(one)
        one.stop()
