"""Has pages drawn by the worker process: one at a time, always the best one next."""

from collections.abc import Callable
from weakref import finalize

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot
from PySide6.QtGui import QImage

from coder.pdf.client import PdfClient
from coder.pdf.jobs import Failed, RenderJob
from ui.reader.fetcher import Fetcher


class Renderer(QObject):
    """Owns the worker of the open report.

    `choose` says what to draw next, or None; `blank` gives an image to draw a job into, or None
    when that is left to whoever draws. Emits `drawn` with what was Rendered and its image,
    `failed` with what Failed.
    """

    drawn = Signal(object, object)
    failed = Signal(object)

    def __init__(
        self,
        choose: Callable[[], RenderJob | None],
        blank: Callable[[RenderJob], QImage | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._choose = choose
        self._blank = blank
        self._fetcher: Fetcher | None = None
        self._notifier: QSocketNotifier | None = None
        self._is_busy = False
        self._end: finalize[..., Renderer] | None = None

    @property
    def is_open(self) -> bool:
        """Return whether there is a worker, or one is about to begin."""
        return self._fetcher is not None

    @property
    def client(self) -> PdfClient | None:
        """Return the worker's client, or None when no report is open or it is just beginning."""
        return self._fetcher.client if self._fetcher else None

    @property
    def is_idle(self) -> bool:
        """Return whether nothing is being drawn."""
        return not self._is_busy

    def open(self, pdf: bytes, password: str | None) -> None:
        """Have a worker started for these bytes, without waiting; the one before is ended."""
        self.close()
        self._fetcher = Fetcher(pdf, password)
        # Also at the end of the program, and when the window is gone without having said so.
        self._end = finalize(self, self._fetcher.end, wait=True)
        self._notifier = QSocketNotifier(
            self._fetcher.ear.fileno(), QSocketNotifier.Type.Read, self
        )
        self._notifier.activated.connect(self._take)

    def close(self, *, wait: bool = False) -> None:
        """End the worker; nothing is emitted any more. With `wait` it is gone then."""
        if self._fetcher is None:
            return
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        self._is_busy = False
        if self._end is not None:
            self._end.detach()
        self._fetcher.end(wait=wait)
        self._fetcher = None

    @Slot()
    def ask(self) -> None:
        """Send the worker the best job, unless it is at one; it goes on until none is left."""
        if self._fetcher is None or self._is_busy:
            return
        job = self._choose()
        if job is not None:
            self._is_busy = True
            self._fetcher.give(job, self._blank(job))

    @Slot()
    def _take(self) -> None:
        done = self._fetcher.hear() if self._fetcher else None
        if done is None:
            return
        self._is_busy = False
        if isinstance(done.answer, Failed):
            self.failed.emit(done.answer)
        else:
            self.drawn.emit(done.answer, done.image)
        self.ask()
