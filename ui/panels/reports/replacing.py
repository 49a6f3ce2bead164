"""Giving a report another file from the window: work on a thread, the outcome told."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from coder.model.report import Report
from coder.progress import Progress
from ui import ask, jobs
from ui.panels.reports.adding import Passwords
from ui.session import Session

if TYPE_CHECKING:  # loaded when a file is replaced
    from collections.abc import Callable

    from coder.adding.reports import Password
    from coder.model.ids import ReportId
    from coder.progress import Work
    from coder.services.replacing import Replaced

    How = Callable[[ReportId, Path, Password], Work[Replaced | Report]]

_FOUND = ("offsets", "exact", "folded", "head and tail")


class ReportReplacing(QObject):
    """Puts a file in the place of a report's, one at a time.

    `progressed` carries a `Progress`; `ended` the `Replaced`, the `Report` that got its first
    file, or None when nothing was done.
    """

    progressed = Signal(Progress)
    ended = Signal(object)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._job: jobs.Job | None = None
        self._report: Report | None = None
        self._passwords = Passwords(window)
        self._passwords.answered.connect(self._try)
        self._password_before: str | None = None
        session.closing.connect(self.give_up)

    @property
    def is_busy(self) -> bool:
        """Say whether a file is being replaced now."""
        return self._job is not None

    def replace(self, report: Report, path: Path) -> None:
        """Put the PDF at `path` in the place of a report's file."""
        self._begin(report, path, self._session.project.reports.replace)

    def attach(self, report: Report, path: Path) -> None:
        """Give a report that is known by its particulars alone the PDF at `path`."""
        self._begin(report, path, self._session.project.reports.attach)

    def _begin(self, report: Report, path: Path, how: "How") -> None:
        if self._job is not None:
            return
        self._session.writeDown.emit()
        self._report = report
        self._password_before = self._session.password(report.id)
        self._passwords.is_closing = False
        self._passwords.given.clear()
        work = how(report.id, path, self._passwords)
        self._job = jobs.run(work, self, self._done, self._failed, self._cancelled)
        self._job.progressed.connect(self.progressed)
        self.progressed.emit(Progress(0, 1, f"Reading {path.name}"))

    def cancel(self) -> None:
        """Stop; the report keeps its file."""
        if self._job:
            self._job.cancel()

    def give_up(self) -> None:
        """Stop because the project is closing; no question is asked any more."""
        self._passwords.is_closing = True
        self.cancel()
        if self._job:
            self._job.wait()

    def _try(self, word: str) -> None:
        """Have the pages open with it, which are drawn anew before all is told to be done."""
        if self._report:
            self._session.learn(self._report.id, word, keep=False)

    def _done(self, done: "Replaced | Report") -> None:
        report = done if isinstance(done, Report) else done.report
        known = self._passwords.given.get(report.file_name)
        if report.encrypted and known:
            self._session.learn(report.id, known.word, keep=known.keep)
        self._end(done)
        if self._session.is_open:
            moved = {} if isinstance(done, Report) else done.moved
            self._session.told.emit(outcome(moved), 1)

    def _failed(self, message: str) -> None:
        self._end(None)
        ask.tell(self._window, message)

    def _cancelled(self) -> None:
        """Tell what is so: the last step may have been done when it was to stop."""
        before = self._report
        self._end(None)
        if not self._session.is_open or before is None:
            return
        now = self._session.project.reports.get(before.id)
        if now.sha256 == before.sha256:
            self._session.told.emit("Stopped. The report keeps its file.", 0)
        else:
            self._session.told.emit("It was too late to stop: the file is replaced.", 1)

    def _end(self, done: "Replaced | Report | None") -> None:
        if done is None and self._report and self._password_before is not None:
            self._session.learn(self._report.id, self._password_before, keep=False)
        self._job = self._report = None
        self.ended.emit(done)


def outcome(moved: Mapping[str, int]) -> str:
    """Say what became of codings: "12 codings found again, 2 by position only, 1 not found."."""
    if not moved:
        return "The report has the new file now."
    found = sum(moved.get(how, 0) for how in _FOUND)
    parts = [f"{found} coding{'' if found == 1 else 's'} found again"]
    for how, words in (("position only", "by position only"), ("lost", "not found")):
        if moved.get(how):
            parts.append(f"{moved[how]} {words}")
    return ", ".join(parts) + "."
