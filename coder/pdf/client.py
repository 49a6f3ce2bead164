"""The window's end of a worker process that draws the pages of one report."""

import contextlib
import os
import time
from multiprocessing.connection import Connection
from multiprocessing.shared_memory import SharedMemory

from coder.model.errors import ProjectError
from coder.pdf import spare
from coder.pdf.jobs import (
    BYTES_PER_PIXEL,
    MAX_PIXELS,
    Answer,
    Dropped,
    Failed,
    Rendered,
    RenderJob,
)
from coder.pdf.worker import BEGUN, Errand

DEADLINE = 10.0
"""Seconds a page may take to be drawn before its worker is ended."""

_STARTING = 20.0
"""Seconds a worker may take to begin; the machine may be busy, the report is not to blame."""

_PORTION = 1 << 20
_MOST_MEMORY = 400 << 20
_FUSE = 3.0

TOO_SLOW = "This page could not be drawn within {seconds:g} seconds."
BROKE_OFF = "This page could not be drawn: the PDF engine broke off at it."
OPENS_TOO_SLOWLY = "This report could not be opened within {seconds:g} seconds."
_NO_MEMORY = (
    "There is not enough memory to show this report. Close other programs, then open it again."
)
OPENS_NEVER = "This report could not be opened: the PDF engine broke off at it."


class PdfClient:
    """Draws the pages of one report in a process of its own, one job at a time.

    Not for several threads, except `abort` and `drop`. `connection` becomes another one whenever
    the worker had to be started anew, which only `send` and `poll` do. A report at whose opening
    the worker hung or died costs one worker, not one for each of its pages.
    """

    def __init__(
        self, pdf: bytes, password: str | None = None, *, deadline: float = DEADLINE
    ) -> None:
        """Start a worker for `pdf` without waiting for it.

        Raises ProjectError when the system has no memory left to share with it, or for another
        process.
        """
        self._password = password
        self._deadline = deadline
        self._job: RenderJob | None = None
        self._pixels: memoryview | None = None
        self._size = len(pdf)
        self._due = self._since = 0.0
        self._begun = self._ready = self._worn = self._closed = False
        self._is_dropped = False
        self._refusal = ""
        self._pdf = _shared(max(1, len(pdf)), reserve=True)
        try:
            assert self._pdf.buf is not None
            for start in range(0, len(pdf), _PORTION):  # so that other threads may run between
                part = pdf[start : start + _PORTION]
                self._pdf.buf[start : start + len(part)] = part
            self._slot = _shared(MAX_PIXELS * BYTES_PER_PIXEL, reserve=False)
        except BaseException:
            _give_back(self._pdf)
            raise
        try:
            self._drawer = self._sent()
        except OSError as error:
            _give_back(self._pdf, self._slot)
            raise ProjectError(_NO_MEMORY) from error

    @property
    def connection(self) -> Connection:
        """Return what becomes readable when there is something to `poll` for."""
        return self._drawer.connection

    @property
    def busy(self) -> bool:
        """Return whether a job is out whose answer `poll` has not returned yet."""
        return self._job is not None

    @property
    def pid(self) -> int | None:
        """Return the worker's process number."""
        return None if self._closed or self._refusal else self._drawer.process.pid

    def send(self, job: RenderJob) -> None:
        """Have `job` done; its answer comes from `poll`. The pixels of the last one are gone."""
        assert self._job is None, "one job at a time"
        self._release()
        self._job = job
        if self._refusal:
            return
        if self._worn or self._is_dropped:
            self._restart()
        self._since = time.monotonic()
        self._due = self._since + (self._deadline if self._ready else _STARTING)
        try:
            self.connection.send(job)
        except OSError:
            self._due = 0.0

    def wait(self, seconds: float) -> None:
        """Wait until there may be something to `poll` for, at most so long."""
        if not self._refusal:
            with contextlib.suppress(EOFError, OSError):
                self.connection.poll(seconds)

    def poll(self) -> Answer | None:
        """Return the answer to the job if there is one; never waits.

        A worker that died or takes too long is replaced, and the job is Failed.
        """
        job = self._job
        if job is None:
            return None
        if self._refusal:
            self._job = None
            return Failed(job, self._refusal, is_whole=True)
        alive = True
        try:
            while self.connection.poll():
                answer = self._heard(self.connection.recv())
                if answer is not None:
                    self._job = None
                    return answer
        except (EOFError, OSError):
            alive = False
        if self._is_dropped:
            self._job = None
            self._restart()
            return Dropped(job)
        if alive and self._drawer.process.is_alive() and time.monotonic() < self._due:
            return None
        slow = alive and self._due > 0 and self._drawer.process.is_alive()
        self._job = None
        reason = self._given_up(slow=slow)
        return Failed(job, reason, is_whole=bool(self._refusal))

    def pixels(self) -> memoryview:
        """Return the pixels of the last Rendered: width x height x 3 bytes, RGB, no padding.

        They are valid until the next `send` or `close`; views of them must be gone by then.
        """
        assert self._pixels is not None, "nothing is drawn"
        return self._pixels

    def drop(self, seconds: float) -> None:
        """Give up a job that has been drawn for so long, from any thread.

        Another worker takes over, and the job is Dropped. While the report is being opened
        nothing happens: another worker would begin anew.
        """
        if self._ready and time.monotonic() - self._since >= seconds:
            self._is_dropped = True
            self.abort()

    def abort(self) -> None:
        """End the worker at once, from any thread; all that may follow is `close`."""
        with contextlib.suppress(ValueError, OSError):
            self._drawer.process.kill()

    def close(self) -> None:
        """End the worker and give the memory back; may be called again."""
        if self._closed:
            return
        self._closed = True
        self._job = None
        self._release()
        if not self._refusal:
            self._drawer.end()
        _give_back(self._pdf, self._slot)

    def _heard(self, message: str | tuple[Rendered | Failed, int]) -> Rendered | Failed | None:
        """Take in one message: first that it begins, then that it is open, then answers."""
        if isinstance(message, str):
            self._since = time.monotonic()
            self._due = self._since + self._deadline
            self._ready = message != BEGUN
            self._begun = True
            return None
        answer, memory = message
        self._worn = memory > _MOST_MEMORY
        if isinstance(answer, Rendered):
            size = answer.width * answer.height * BYTES_PER_PIXEL
            assert self._slot.buf is not None
            self._pixels = self._slot.buf[:size]
        return answer

    def _given_up(self, *, slow: bool) -> str:
        """Replace the worker, unless it was the opening that failed; return why."""
        if self._begun and not self._ready:
            self._refusal = OPENS_TOO_SLOWLY.format(seconds=self._deadline)
            self._refusal = self._refusal if slow else OPENS_NEVER
            self._drawer.end()
            return self._refusal
        self._restart()
        return TOO_SLOW.format(seconds=self._deadline) if slow else BROKE_OFF

    def _sent(self) -> spare.Drawer:
        """Return a worker that was told which report to draw."""
        drawer = spare.take(_FUSE * self._deadline)
        errand: Errand = (self._slot.name, (self._pdf.name, self._size), self._password)
        with contextlib.suppress(OSError):
            drawer.connection.send(errand)
        return drawer

    def _restart(self) -> None:
        self._drawer.end()
        self._begun = self._ready = self._worn = self._is_dropped = False
        self._drawer = self._sent()

    def _release(self) -> None:
        if self._pixels is not None:
            self._pixels.release()
            self._pixels = None


def _shared(size: int, *, reserve: bool) -> SharedMemory:
    """Return new shared memory; with `reserve` it is there, not only promised.

    Writing to memory that is only promised ends the process when there is none.
    """
    try:
        memory = SharedMemory(create=True, size=size)
        handle = getattr(memory, "_fd", -1)
        if reserve and handle >= 0 and hasattr(os, "posix_fallocate"):
            try:
                os.posix_fallocate(handle, 0, size)
            except OSError:
                _give_back(memory)
                raise
    except OSError as error:
        raise ProjectError(_NO_MEMORY) from error
    return memory


def _give_back(*some: SharedMemory) -> None:
    for memory in some:
        memory.close()
        memory.unlink()
