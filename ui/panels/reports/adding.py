"""Adding reports from the window: work on a thread, passwords asked here, the outcome told."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from coder.progress import Progress
from ui import ask, jobs
from ui.session import Session

if TYPE_CHECKING:  # what reads PDFs is loaded when there are some to be read
    from coder.adding.reports import Added

_LISTED = 12


class Passwords(QObject):
    """Carries the question for a password from the worker's thread to the interface's.

    `answered` carries the word that was given, right or wrong.
    """

    answered = Signal(str)
    _asked = Signal(str, bool)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._answer: ask.Password | None = None
        self.given: dict[str, ask.Password] = {}
        self.is_closing = False
        self._asked.connect(self._ask, Qt.ConnectionType.BlockingQueuedConnection)

    def __call__(self, path: Path, wrong: bool) -> str | None:  # noqa: FBT001
        """Return the password of a file; called in the worker's thread."""
        if self.is_closing:
            return None
        self._asked.emit(path.name, wrong)
        if self._answer is None:
            return None
        self.given[path.name] = self._answer
        return self._answer.word

    @Slot(str, bool)
    def _ask(self, name: str, wrong: bool) -> None:  # noqa: FBT001
        self._answer = None if self.is_closing else ask.password(self._window, name, wrong=wrong)
        if self._answer is not None:
            self.answered.emit(self._answer.word)


class ReportAdding(QObject):
    """Adds reports to the open project, one batch after the other.

    `progressed` carries a `Progress`, `ended` the `Added` or None when it was cancelled.
    """

    progressed = Signal(Progress)
    ended = Signal(object)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self._waiting: list[Path] = []
        self._job: jobs.Job | None = None
        self._passwords = Passwords(window)

    @property
    def is_busy(self) -> bool:
        """Say whether reports are being added now."""
        return self._job is not None

    def add(self, paths: Sequence[Path]) -> None:
        """Add files and folders; those given while others are read come after them."""
        self._waiting += paths
        if self._job is None and self._waiting:
            self._begin()

    def cancel(self) -> None:
        """Stop; what is in stays."""
        self._waiting.clear()
        if self._job:
            self._job.cancel()

    def give_up(self) -> None:
        """Stop because the project is closing; no question is asked any more."""
        self._passwords.is_closing = True
        self.cancel()
        if self._job:
            self._job.wait()

    def _begin(self) -> None:
        batch, self._waiting = self._waiting, []
        self._passwords.is_closing = False
        self._passwords.given.clear()
        work = self._session.project.reports.add(batch, self._passwords)
        self._session.gather()
        self._job = jobs.run(work, self, self._done, self._failed, self._cancelled)
        self._job.progressed.connect(self.progressed)
        self.progressed.emit(Progress(0, 1, "Looking at the files"))

    def _done(self, added: "Added") -> None:
        for report in added.added:
            if report.encrypted and report.file_name in self._passwords.given:
                known = self._passwords.given[report.file_name]
                self._session.learn(report.id, known.word, keep=known.keep)
        self._end(added)
        if added.refused:
            ask.tell(self._window, outcome(added))
        elif self._session.is_open:
            self._session.told.emit(_counts(added), 1 if len(added.added) == 1 else 0)

    def _failed(self, message: str) -> None:
        self._end(None)
        ask.tell(self._window, message)

    def _cancelled(self) -> None:
        self._end(None)
        if self._session.is_open:
            self._session.told.emit("Stopped. The reports read so far are in the project.", False)  # noqa: FBT003

    def _end(self, added: "Added | None") -> None:
        self._job = None
        self._session.catch_up()
        self.ended.emit(added)
        if self._waiting and self._session.is_open:
            self._begin()


def _counts(added: "Added") -> str:
    parts = [f"{len(added.added)} report{'' if len(added.added) == 1 else 's'} added"]
    if added.known:
        parts.append(f"{len(added.known)} already here")
    if added.refused:
        parts.append(f"{len(added.refused)} left out")
    return ", ".join(parts) + "."


def outcome(added: "Added") -> str:
    """Say what became of the files, naming those that were left out and why."""
    lines = [f"{path.name}: {reason}" for path, reason in added.refused[:_LISTED]]
    if len(added.refused) > _LISTED:
        lines.append(f"… and {len(added.refused) - _LISTED} more.")
    return "\n\n".join([_counts(added), *lines])
