"""Long work on a thread of its own, told to the interface thread step by step."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal
from shiboken6 import isValid

from coder.model.errors import ProjectError
from coder.progress import Progress, Work

T = TypeVar("T")
_LOOK = 30


class Job(QObject):
    """One piece of long work. Its signals come from the interface thread, one `ended` at the end.

    `progressed` carries the newest `Progress`; `ended` nothing: ask `value`, `trouble` and
    `is_cancelled`. The thread emits no signal of its own: the job looks every 30 ms how far it
    is, so that a step a microsecond cannot flood the window.
    """

    progressed = Signal(Progress)
    ended = Signal()

    def __init__(self, work: Work[Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._newest: Progress | None = None
        self._outcome: Future[None] | None = None
        self._has_ended = False
        self.is_cancelled = False
        self.value: object = None
        self.trouble: BaseException | None = None
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="work")
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Begin."""
        self._outcome = self._thread.submit(self._drive)
        self._timer.start()

    def cancel(self) -> None:
        """Stop at the next step; the project stays as the finished steps left it."""
        self.is_cancelled = True

    def wait(self) -> None:
        """Return when the work has ended; events go on meanwhile, but for mouse and keys.

        A job that went with its parent has nobody left to tell; its work is waited for all the
        same.
        """
        if not isValid(self):
            self._thread.shutdown(wait=True)
            return
        if self._has_ended:
            return
        loop = QEventLoop()
        self.ended.connect(loop.quit)
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    def _drive(self) -> None:
        try:
            while not self.is_cancelled:
                self._newest = next(self._work)
        except StopIteration as stop:
            self.value = stop.value
            self.is_cancelled = False
        except BaseException as error:  # noqa: BLE001 - handed to the interface thread
            self.trouble = error
        finally:
            self._work.close()

    def _look(self) -> None:
        has_ended = self._outcome is not None and self._outcome.done()
        newest, self._newest = self._newest, None
        if newest is not None:
            self.progressed.emit(newest)
        if has_ended:
            self._timer.stop()
            QTimer.singleShot(0, self, self._end)

    def _end(self) -> None:
        """Tell the end, after all the changes that the work has made were told."""
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
