"""What runs inside the worker processes: one draws pages, the other kind takes reports in.

The engine is imported when a process has begun, so that whoever starts it never loads it.
"""

import contextlib
import faulthandler
import gc
import os
import signal
import sys
import time
from collections.abc import Collection, MutableSequence
from multiprocessing.connection import Connection
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path
from typing import TextIO

from coder.model.errors import RefusedFileError
from coder.pdf import refusals
from coder.pdf.jobs import Extracted, Failed, RenderJob

Source = Path | bytes
"""A PDF to take in: where it lies, or its bytes."""

_MOST_MEMORY = 4 << 30
_SHARE = 6.0

BEGINNING = -2
"""What `take` has as its page until its process has loaded what it needs."""


class _Fuse:
    """Ends this process when it is stuck and nobody is left to end it.

    The engine holds the interpreter while it works, so only a thread of the C library can do it.
    """

    def __init__(self, seconds: float) -> None:
        """Burn for `seconds` at a time."""
        self._seconds = seconds
        self._lit = 0.0
        self._nowhere: TextIO = Path(os.devnull).open("w")  # noqa: SIM115 - as long as we live

    def light(self) -> None:
        """Begin anew; cheap enough to be called for every page."""
        if time.monotonic() - self._lit > self._seconds / _SHARE:
            self._lit = time.monotonic()
            faulthandler.dump_traceback_later(self._seconds, exit=True, file=self._nowhere)

    def quench(self) -> None:
        """Put it out."""
        self._lit = 0.0
        faulthandler.cancel_dump_traceback_later()


BEGUN = "begun"

Errand = tuple[str, tuple[str, int], str | None]
"""The report to draw: names of the shared memory for pixels and of the PDF (with its size in
bytes), and the password."""


def draw(connection: Connection, fuse: float) -> None:
    """Wait for an `Errand`, then serve that report's pages until the other end closes.

    Says `BEGUN` when it begins to open the report, then why it cannot be opened (or nothing),
    then answers every RenderJob with Rendered or Failed and the bytes of memory in use.
    """
    _begin()
    from coder.pdf import engine  # noqa: PLC0415 - see above

    if not connection.poll():
        engine.rehearse()
    engine.settle()
    with contextlib.suppress(EOFError, OSError):
        _serve(connection, connection.recv(), _Fuse(fuse))


def _serve(connection: Connection, errand: Errand, safety: "_Fuse") -> None:
    from coder.pdf import engine  # noqa: PLC0415 - see above

    safety.light()
    connection.send(BEGUN)
    pixels, (name, size), password = errand
    shared = SharedMemory(name)
    assert shared.buf is not None
    content = shared.buf[:size]
    book, reason = None, ""
    try:
        book = engine.Book(content, password)
    except RefusedFileError as error:
        reason = str(error)
    safety.quench()
    slot = SharedMemory(pixels)
    assert slot.buf is not None
    with contextlib.suppress(EOFError, OSError):
        connection.send(reason)
        while True:
            job: RenderJob = connection.recv()
            safety.light()
            answer = book.answer(job, slot.buf) if book else Failed(job, reason, is_whole=True)
            safety.quench()
            connection.send((answer, _memory()))
    slot.close()
    if book:
        book.close()
    content.release()
    shared.close()


def take(connection: Connection, place: MutableSequence[int], fuse: float) -> None:
    """Take in reports until the other end closes.

    Each message is (source, password, pages to skip); each answer an Extracted or the
    RefusedFileError. `place` is shared: page in work (-1 while opening, BEGINNING until the
    process is ready) and number of pages.
    """
    _begin()
    _step_back()
    from coder.pdf import engine  # noqa: PLC0415 - see above

    engine.settle()
    # What the engine returns holds no circles; looking for them costs a tenth of the time.
    gc.disable()
    safety = _Fuse(fuse)
    place[0] = -1
    with contextlib.suppress(EOFError, OSError):
        while True:
            source, password, skip = connection.recv()
            answer = _taken(source, password, skip, place, safety)
            safety.quench()
            connection.send(answer)
            del answer
            engine.shrink()
            gc.collect()


def _taken(
    source: Source,
    password: str | None,
    skip: Collection[int],
    place: MutableSequence[int],
    safety: _Fuse,
) -> Extracted | RefusedFileError:
    from coder.pdf.extract import extracted  # noqa: PLC0415 - see above

    def tell(page: int, pages: int) -> None:
        safety.light()
        place[1] = pages
        place[0] = page

    safety.light()
    try:
        content = source if isinstance(source, bytes) else source.read_bytes()
        return extracted(content, password, tell=tell, skip=skip)
    except OSError as error:
        return RefusedFileError(refusals.UNREADABLE.format(reason=error.strerror or error))
    except RefusedFileError as error:
        return error


def _begin() -> None:
    """Leave Ctrl+C to whoever started us, and never take the whole machine's memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - POSIX only

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


def _step_back() -> None:
    """Let everything else on the machine go first."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only

        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), 0x4000)
    else:
        os.nice(10)


def _memory() -> int:
    """Return the bytes of memory in use, 0 where the system does not tell."""
    used = 0
    if sys.platform == "linux":
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
        used = int(pages) * os.sysconf("SC_PAGE_SIZE")
    elif sys.platform == "darwin":
        import resource  # noqa: PLC0415 - POSIX only

        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used
