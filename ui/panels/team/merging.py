"""Merging from the window: work on a thread, a preview first, the outcome told."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from coder.progress import Progress
from ui import ask, jobs
from ui.session import Session

if TYPE_CHECKING:  # loaded when something is merged
    from coder.model.team import Preview, Receipt


class Merger(QObject):
    """Looks at what files bring, and merges them; one piece of work at a time.

    `progressed` carries a `Progress`; `previewed` what each file would bring, `merged` the
    receipts; `ended` says that the work has ended, however.
    """

    progressed = Signal(Progress)
    previewed = Signal(object)
    merged = Signal(object)
    ended = Signal()

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._job: jobs.Job | None = None
        self._asked: list[Path] = []
        self._paths: list[Path] = []
        session.closing.connect(self.give_up)

    @property
    def is_busy(self) -> bool:
        """Say whether it is at work."""
        return self._job is not None

    def preview(self, paths: Sequence[Path]) -> None:
        """Look at what files, or folders of them, would bring; nothing is changed."""
        if self._job is not None or not paths:
            return
        self._session.writeDown.emit()
        self._asked = list(paths)
        work = self._session.project.merging.preview(self._asked)
        self._job = jobs.run(work, self, self._previewed, self._failed, self._end)
        self._begin()

    def merge(self) -> None:
        """Merge the files that were looked at."""
        if self._job is not None or not self._paths:
            return
        self._session.writeDown.emit()
        work = self._session.project.merging.merge(self._paths)
        self._job = jobs.run(work, self, self._merged, self._failed, self._end)
        self._begin()

    def forget(self) -> None:
        """Merge nothing of what was looked at, and stop if that is under way."""
        self.cancel()
        self._paths = []

    def cancel(self) -> None:
        """Stop; the project stays as it is."""
        if self._job:
            self._job.cancel()

    def give_up(self) -> None:
        """Stop because the project is closing."""
        self.cancel()
        if self._job:
            self._job.wait()
        self._paths = []

    def _begin(self) -> None:
        if self._job:
            self._job.progressed.connect(self.progressed)
            self.progressed.emit(Progress(0, 1, "Reading what came back"))

    def _previewed(self, previews: "list[Preview]") -> None:
        self._paths = self._asked
        self._end()
        self.previewed.emit(previews)

    def _merged(self, receipts: "list[Receipt]") -> None:
        self._paths = []
        self._end()
        self.merged.emit(receipts)
        if self._session.is_open:
            count = len(receipts)
            said = "Merged 1 file." if count == 1 else f"Merged {count} files."
            self._session.told.emit(said, 1)

    def _failed(self, message: str) -> None:
        """Say why; what was looked at before can still be merged, once that is mended."""
        self._end()
        ask.tell(self._window, message)

    def _end(self) -> None:
        self._job = None
        self.ended.emit()
