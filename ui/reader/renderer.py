"""Has pages drawn by the worker process: one at a time, always the best one next."""

from collections.abc import Callable
from weakref import finalize

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal, Slot

from coder.pdf.client import PdfClient
from coder.pdf.jobs import Dropped, Failed, RenderJob
from ui.reader.fetcher import Fetcher, Room

_PATIENCE = 400
"""Milliseconds that a job may hold up something that is wanted more. Another worker is ready
within about as many."""


class Renderer(QObject):
    """Owns the worker of the open report.

    `choose` says what to draw next, or None; `room` gives an image to draw a job into, or how
    large it will be, or None when that is not known. Emits `drawn` with what was Rendered and its
    image, `failed` with what Failed. A job that takes long, and `is_in_the_way`, is given up;
    `dropped` carries it.
    """

    drawn = Signal(object, object)
    failed = Signal(object)
    dropped = Signal(object)

    def __init__(
        self,
        choose: Callable[[], RenderJob | None],
        room: Callable[[RenderJob], Room],
        parent: QObject,
        is_in_the_way: Callable[[RenderJob], bool] = lambda _job: False,
    ) -> None:
        super().__init__(parent)
        self._choose = choose
        self._is_in_the_way = is_in_the_way
        self._room = room
        self._fetcher: Fetcher | None = None
        self._notifier: QSocketNotifier | None = None
        self._job: RenderJob | None = None
        self._held_up = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._held_up.timeout.connect(self._look)
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
        return self._job is None

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
        self._job = None
        self._held_up.stop()
        if self._end is not None:
            self._end.detach()
        self._fetcher.end(wait=wait)
        self._fetcher = None

    @Slot()
    def ask(self) -> None:
        """Send the worker the best job, unless it is at one; it goes on until none is left."""
        if self._fetcher is None:
            return
        if self._job is not None:
            if not self._held_up.isActive():
                self._held_up.start()
            return
        self._job = self._choose()
        if self._job is not None:
            self._fetcher.give(self._job, self._room(self._job))

    @Slot()
    def _look(self) -> None:
        """Give the job up if it holds up what is wanted more."""
        if self._fetcher and self._job is not None and self._is_in_the_way(self._job):
            self._fetcher.drop(_PATIENCE / 1000)
            self._held_up.start()  # it may have begun a moment ago, the report being opened

    @Slot()
    def _take(self) -> None:
        done = self._fetcher.hear() if self._fetcher else None
        if done is None:
            return
        self._job = None
        self._held_up.stop()
        if isinstance(done.answer, Failed):
            self.failed.emit(done.answer)
        elif isinstance(done.answer, Dropped):
            self.dropped.emit(done.answer.job)
        else:
            self.drawn.emit(done.answer, done.image)
        self.ask()
