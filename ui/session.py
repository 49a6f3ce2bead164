"""The open project as the window sees it: one signal for all that changes."""

import threading
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

from coder.model.changes import Changes, together
from coder.model.ids import PassageId, ReportId
from coder.model.passage import Passage

if TYPE_CHECKING:  # the door to the file is loaded when a project is opened
    from coder.project import Project

_HEARD = QEvent.Type(QEvent.registerEventType())

APART = 250
"""Milliseconds at least between two tellings of what long work changes step by step."""

_AGAIN = 15
_TRIES = 40
"""So often, so many milliseconds apart, it is looked whether the project is free to be read."""


class Session(QObject):
    """Owns the open project.

    `changed` carries the `Changes` of every act and reaches the interface thread whichever thread
    acted; what comes while it `gather`s is told of now and then, several changes as one. `opened`
    and `closing` frame the life of a project; `ready` comes once all that heard `opened` show the
    new one. `showPassage` (a coding's id) and
    `showReport` (a report's id and a page from 0, -1 for where it was left) ask the window to go
    there, `showPlace` (a passage, or the id of one) whoever shows that report to show a place in
    it. `told` carries a quiet word about what was done, and how many acts undo would take back for
    it (0: there is nothing to take back). `writeDown` asks whoever holds words that are being
    written to put them into the project now. `leaving` comes before every jump, so that one can
    come back; `backAsked` and `forwardAsked` ask the window to go along that way.
    """

    changed = Signal(Changes)
    opened = Signal()
    ready = Signal()
    closing = Signal()
    showPassage = Signal(object)
    showReport = Signal(object, int)
    showPlace = Signal(object)
    told = Signal(str, int)
    writeDown = Signal()
    leaving = Signal()
    backAsked = Signal()
    forwardAsked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._heard: deque[Changes] = deque()
        self._thread = threading.get_ident()
        self._gathers = False
        self._tries = 0
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._tell_if_idle)
        self.passwords: dict[ReportId, str] = {}

    @property
    def project(self) -> "Project":
        """Return the open project; there must be one."""
        assert self._project is not None, "no project is open"
        return self._project

    @property
    def is_open(self) -> bool:
        """Say whether a project is open."""
        return self._project is not None

    @property
    def path(self) -> Path | None:
        """Return where the open project lies."""
        return self._project.path if self._project else None

    def take(self, project: "Project") -> None:
        """Make `project` the open one; another that is open is closed first."""
        self.close()
        self._project = project
        project.subscribe(self._hear)
        self.opened.emit()
        self.ready.emit()

    def password(self, report: ReportId) -> str | None:
        """Return the password of a report if it was given, or the project remembers it."""
        return self.passwords.get(report) or self.project.passwords.get(report)

    def learn(self, report: ReportId, password: str, *, keep: bool) -> None:
        """Know the password of a report from now on; the project remembers it if wanted."""
        self.passwords[report] = password
        if keep:
            self.project.passwords.remember(report, password)

    def forget_password(self, report: ReportId) -> None:
        """Know it no more: it was wrong."""
        self.passwords.pop(report, None)
        self.project.passwords.forget(report)

    def go_to_place(self, report: ReportId, page: int, place: PassageId | Passage) -> None:
        """Have a passage shown on its page, whether it is coded, or in the project at all."""
        self.showReport.emit(report, page)
        self.showPlace.emit(place)

    def close(self) -> None:
        """Close the open project, if any."""
        if self._project is None:
            return
        self.closing.emit()
        self._project.close()
        self._project = None
        self._stop_gathering()
        self._heard.clear()
        self.passwords.clear()

    def _hear(self, changes: Changes) -> None:
        """Pass a change on at once or, from a worker's thread, by an event.

        A signal that a worker emits while the window connects or drops a listener can bring
        PySide down (6.11); a posted event cannot.
        """
        if threading.get_ident() == self._thread:
            self.changed.emit(changes)
            return
        self._heard.append(changes)
        QCoreApplication.postEvent(self, QEvent(_HEARD))

    def event(self, event: QEvent) -> bool:
        """Tell what workers changed."""
        if event.type() != _HEARD:
            return super().event(event)
        if not self._gathers:
            self._tell_heard()
        elif not self._pause.isActive():
            self._pause.start(_AGAIN)
        return True

    def gather(self) -> None:
        """Tell of what workers change now and then only, until `catch_up`.

        Reading all that is shown again for each of many reports would make the window late.
        """
        self._gathers = True

    def catch_up(self) -> None:
        """Tell at once of all that workers have changed so far, and gather no more."""
        self._stop_gathering()
        self._tell_heard(as_one=True)

    def _stop_gathering(self) -> None:
        self._gathers, self._tries = False, 0
        self._pause.stop()

    def _tell_if_idle(self) -> None:
        """Tell what was gathered once the project is free: who reads would wait for the worker."""
        self._tries += 1
        if not self._heard:
            self._tries = 0
        elif self._tries < _TRIES and not self.project.is_idle:
            self._pause.start(_AGAIN)
        else:
            self._tries = 0
            self._tell_heard(as_one=True)
            if self._gathers:
                self._pause.start(APART)

    def _tell_heard(self, *, as_one: bool = False) -> None:
        if as_one and self._heard:
            heard = [self._heard.popleft() for _ in range(len(self._heard))]
            self.changed.emit(together(heard))
        while self._heard:
            self.changed.emit(self._heard.popleft())
