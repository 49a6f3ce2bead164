"""Passwords of locked reports that the user wants this copy of the project to remember."""

from coder.model.ids import ReportId
from coder.services.door import Door
from coder.store import local


class Passwords:
    """The remembered passwords; plainly readable by whoever has the file, as the user was told."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def get(self, report: ReportId) -> str | None:
        """Return the password of a report, or None when it is not remembered."""
        return self._door.read(local.get, _key(report)) or None

    def remember(self, report: ReportId, password: str) -> None:
        """Remember the password of a report."""
        self._door.put_local(_key(report), password)

    def forget(self, report: ReportId) -> None:
        """Remember it no more."""
        if self.get(report) is not None:
            self._door.put_local(_key(report), "")


def _key(report: ReportId) -> str:
    return f"password:{report.hex()}"
