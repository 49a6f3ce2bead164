"""Copies for reviewers and files of one's own work, written on a thread."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from coder.model.ids import ReportId
from coder.progress import Progress, Work
from ui import ask, jobs
from ui.session import Session


class Sharing(QObject):
    """Writes one file at a time. `progressed` carries a `Progress`; `ended` says it is over."""

    progressed = Signal(Progress)
    ended = Signal()

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._job: jobs.Job | None = None
        session.closing.connect(self._give_up)

    @property
    def is_busy(self) -> bool:
        """Say whether a file is being written."""
        return self._job is not None

    def copy(
        self, target: Path, name: str, reports: Sequence[ReportId] | None, *, blind: bool
    ) -> None:
        """Write a copy for a reviewer of this name, with these reports or (None) all.

        A `blind` copy is without what others coded.
        """
        sharing = self._session.project.sharing
        work = sharing.share(target, for_=name, reports=reports, blind=blind)
        self._run(work, "Copying the project")

    def send(self, target: Path) -> None:
        """Write one's own work."""
        self._run(self._session.project.sharing.share_work(target), "Writing your work")

    def cancel(self) -> None:
        """Stop; nothing is written."""
        if self._job:
            self._job.cancel()

    def _run(self, work: Work[Path], said: str) -> None:
        if self._job is not None:
            return
        self._session.writeDown.emit()
        self._job = jobs.run(work, self, self._done, self._failed, self._end)
        self._job.progressed.connect(self.progressed)
        self.progressed.emit(Progress(0, 1, said))

    def _done(self, path: Path) -> None:
        self._end()
        size = path.stat().st_size
        told = f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(1, round(size / 1e3))} kB"
        self._session.told.emit(f"Wrote “{path.name}” ({told}).", 0)

    def _failed(self, message: str) -> None:
        self._end()
        ask.tell(self._window, message)

    def _end(self) -> None:
        self._job = None
        self.ended.emit()

    def _give_up(self) -> None:
        self.cancel()
        if self._job:
            self._job.wait()
