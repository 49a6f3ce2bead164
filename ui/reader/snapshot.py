"""Pictures of pieces of pages for other panes: of one file at a time, the newest wish first."""

from collections import OrderedDict
from collections.abc import Callable, Hashable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from coder.pdf.jobs import Failed, Rendered, RenderJob
from ui.reader.renderer import Renderer

_KEPT = 12

Read = Callable[[], tuple[bytes, str | None]]
"""Gives the bytes of a file and its password."""


class Snapshots(QObject):
    """Has pieces of pages drawn by a worker of its own; nobody ever waits for one.

    Emits `came` with a RenderJob and its image, `failed` with the job and the reason in plain
    words. A wish that another one overtakes is not drawn.
    """

    came = Signal(object, object)
    failed = Signal(object, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._file: Hashable = None
        self._wish: RenderJob | None = None
        self._kept: OrderedDict[RenderJob, QImage] = OrderedDict()
        self._renderer = Renderer(self._choose, lambda _job: None, self)
        self._renderer.drawn.connect(self._take)
        self._renderer.failed.connect(self._mark)

    def ask(self, file: Hashable, read: Read, job: RenderJob) -> None:
        """Have a piece of a page drawn; `read` is called when `file` is another one."""
        if file != self._file or not self._renderer.is_open:
            self.close()
            self._file = file
            self._renderer.open(*read())
        known = self._kept.get(job)
        if known is not None:
            self._wish = None
            self.came.emit(job, known)
            return
        self._wish = job
        self._renderer.ask()

    def close(self, *, wait: bool = False) -> None:
        """Let the worker go, and all pictures; with `wait` it is gone then."""
        self._renderer.close(wait=wait)
        self._file = self._wish = None
        self._kept.clear()

    def _choose(self) -> RenderJob | None:
        wish, self._wish = self._wish, None
        return wish

    @Slot(object, object)
    def _take(self, answer: Rendered, image: QImage) -> None:
        self._kept[answer.job] = image
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        self.came.emit(answer.job, image)

    @Slot(object)
    def _mark(self, answer: Failed) -> None:
        self.failed.emit(answer.job, answer.reason)
