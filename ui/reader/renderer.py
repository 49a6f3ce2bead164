"""Has pages drawn by the worker process: one at a time, always the best one next."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from ctypes import addressof, c_char, memmove
from multiprocessing.connection import Connection
from weakref import finalize

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from coder.pdf.client import PdfClient
from coder.pdf.jobs import Failed, Rendered, RenderJob
from ui.reader.wake import Wake, watch

_WATCHDOG = 500
"""Milliseconds between two looks at a worker that owes an answer (it may have died silently)."""


class Renderer(QObject):
    """Owns the worker of the open report.

    `choose` says what to draw next, or None; `blank` gives an image to fill. Emits `drawn` with
    the job and its image, `failed` with the job and the reason, a whole sentence.
    """

    drawn = Signal(object, object)
    failed = Signal(object, str)
    _copied = Signal(object, object, int)

    def __init__(
        self,
        choose: Callable[[], RenderJob | None],
        blank: Callable[[int, int], QImage],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._choose = choose
        self._blank = blank
        self._client: PdfClient | None = None
        self._copier: ThreadPoolExecutor | None = None
        self._opened = 0
        self._is_copying = False
        self._wake: Wake | None = None
        self._watched: Connection | None = None
        self._end: Callable[[], object] = lambda: None
        self._copied.connect(self._deliver)
        self._watchdog = QTimer(self)
        self._watchdog.setInterval(_WATCHDOG)
        self._watchdog.timeout.connect(self._take)

    @property
    def client(self) -> PdfClient | None:
        """Return the worker's client, or None when no report is open."""
        return self._client

    @property
    def is_idle(self) -> bool:
        """Return whether nothing is being drawn."""
        return not self._is_copying and (self._client is None or not self._client.busy)

    def open(self, pdf: bytes, password: str | None) -> None:
        """Start a worker for these bytes; the one before is ended.

        Raises ProjectError when the system has no memory left for it.
        """
        self.close()
        self._client = PdfClient(pdf, password)
        self._copier = ThreadPoolExecutor(1, "page copy")
        # Also at the end of the program, and when the window is gone without having said so.
        self._end = finalize(self, _end, self._copier, self._client)

    def close(self) -> None:
        """End the worker; nothing is emitted any more."""
        self._watchdog.stop()
        self._unwatch()
        self._opened += 1
        self._is_copying = False
        self._end()
        self._client = self._copier = None

    @Slot()
    def ask(self) -> None:
        """Send the worker the best job, unless it is at one; it goes on until none is left."""
        if self._client is None or not self.is_idle:
            return
        job = self._choose()
        if job is None:
            self._watchdog.stop()
            return
        self._client.send(job)
        self._listen(self._client)
        if not self._watchdog.isActive():
            self._watchdog.start()

    def _listen(self, client: PdfClient) -> None:
        """Watch the connection; a worker that was started again has a new one."""
        if self._watched is not client.connection:
            self._unwatch()
            self._watched = client.connection
            self._wake = watch(self._watched, self)
            self._wake.ready.connect(self._take)
        elif self._wake is not None:
            self._wake.again()

    def _unwatch(self) -> None:
        if self._wake is not None:
            self._wake.close()
            self._wake = self._watched = None

    @Slot()
    def _take(self) -> None:
        client = self._client
        if client is None or not client.busy:
            return
        answer = client.poll()
        if isinstance(answer, Rendered):
            self._copy(client, answer)
        elif isinstance(answer, Failed):
            self._unwatch()
            self.failed.emit(answer.job, answer.reason)
            self.ask()
        elif self._wake is not None:
            self._wake.again()

    def _copy(self, client: PdfClient, answer: Rendered) -> None:
        """Copy the pixels in a thread: the first touch of fresh memory may take 50 ms.

        `memmove` runs without the interpreter's lock. The worker gets its next job only when the
        copy is done, because it reuses the memory.
        """
        image = self._blank(answer.width, answer.height)
        source, target = _address(client.pixels()), _address(memoryview(image.bits()))
        opened, size = self._opened, image.sizeInBytes()

        def copy() -> None:
            memmove(target, source, size)
            self._copied.emit(answer.job, image, opened)

        if self._copier is not None:
            self._is_copying = True
            self._copier.submit(copy)

    @Slot(object, object, int)
    def _deliver(self, job: RenderJob, image: QImage, opened: int) -> None:
        if opened == self._opened:
            self._is_copying = False
            self.drawn.emit(job, image)
            self.ask()


def _address(memory: memoryview) -> int:
    """Return where the bytes of a writable memory are."""
    return addressof(c_char.from_buffer(memory))


def _end(copier: ThreadPoolExecutor, client: PdfClient) -> None:
    """Wait for a copy in progress, then end the worker and give its memory back."""
    copier.shutdown(wait=True, cancel_futures=True)
    client.close()
