"""Long work on a thread of its own, told to the interface thread step by step."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, Signal, Slot

from coder.model.errors import ProjectError
from coder.progress import Progress, Work

T = TypeVar("T")


class Job(QObject):
    """One piece of long work. Its signals arrive on the interface thread, one `ended` at the end.

    `progressed` carries a `Progress`; `ended` nothing: ask `value`, `trouble` and `is_cancelled`.
    """

    progressed = Signal(Progress)
    ended = Signal()
    _finished = Signal()

    def __init__(self, work: Work[Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.is_cancelled = False
        self._has_ended = False
        self.value: object = None
        self.trouble: BaseException | None = None
        self._finished.connect(self._end, Qt.ConnectionType.QueuedConnection)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="work")

    def start(self) -> None:
        """Begin."""
        self._thread.submit(self._drive)

    def cancel(self) -> None:
        """Stop at the next step; the project stays as the finished steps left it."""
        self.is_cancelled = True

    def wait(self) -> None:
        """Return when the work has ended; events go on meanwhile."""
        if self._has_ended:
            return
        loop = QEventLoop()
        self.ended.connect(loop.quit)
        loop.exec()

    def _drive(self) -> None:
        try:
            while not self.is_cancelled:
                self.progressed.emit(next(self._work))
        except StopIteration as stop:
            self.value = stop.value
            self.is_cancelled = False
        except BaseException as error:  # noqa: BLE001 - handed to the interface thread
            self.trouble = error
        finally:
            self._work.close()
            self._finished.emit()

    @Slot()
    def _end(self) -> None:
        self._thread.shutdown(wait=True)
        self._has_ended = True
        self.ended.emit()


def run(
    work: Work[T],
    parent: QObject,
    done: Callable[[T], None],
    failed: Callable[[str], None],
    cancelled: Callable[[], None] = lambda: None,
) -> Job:
    """Drive `work` on a thread; exactly one of the three is called on the interface thread.

    `failed` gets a message for the user; an error that is none of theirs is raised here, where
    the program's last resort hears it.
    """
    job = Job(work, parent)

    def settle() -> None:
        job.deleteLater()
        if isinstance(job.trouble, ProjectError):
            failed(str(job.trouble))
        elif job.trouble is not None:
            raise job.trouble
        elif job.is_cancelled:
            cancelled()
        else:
            done(job.value)  # type: ignore[arg-type]

    job.ended.connect(settle)
    job.start()
    return job
