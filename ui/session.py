"""The open project as the window sees it: one signal for all that changes."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from coder.model.changes import Changes
from coder.model.ids import ReportId
from coder.project import Project


class Session(QObject):
    """Owns the open project.

    `changed` carries the `Changes` of every act and reaches the interface thread whichever thread
    acted. `opened` and `closing` frame the life of a project. `showPassage` (a coding's id) and
    `showReport` (a report's id and a page from 0, -1 for where it was left) ask the window to go
    there. `told` carries a quiet word about what was done, with True when undo would help.
    """

    changed = Signal(Changes)
    opened = Signal()
    closing = Signal()
    showPassage = Signal(object)
    showReport = Signal(object, int)
    told = Signal(str, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self.passwords: dict[ReportId, str] = {}

    @property
    def project(self) -> Project:
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

    def take(self, project: Project) -> None:
        """Make `project` the open one; another that is open is closed first."""
        self.close()
        self._project = project
        project.subscribe(self.changed.emit)
        self.opened.emit()

    def close(self) -> None:
        """Close the open project, if any."""
        if self._project is None:
            return
        self.closing.emit()
        self._project.close()
        self._project = None
        self.passwords.clear()
