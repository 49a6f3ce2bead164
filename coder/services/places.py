"""Where each report was last read; a fact of this copy, not of the project's history."""

from coder.model.ids import ReportId
from coder.services.door import Door
from coder.store import local


class Places:
    """The remembered reading places."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def get(self, report: ReportId) -> str:
        """Return the place last remembered for a report, "" when there is none."""
        return self._door.read(local.get, f"place:{report.hex()}") or ""

    def remember(self, report: ReportId, place: str) -> None:
        """Remember where a report is being read."""
        self._door.put_local(f"place:{report.hex()}", place)

    def last(self) -> ReportId | None:
        """Return the report that was read last, or None."""
        stored = self._door.read(local.get, "last report")
        return ReportId(bytes.fromhex(stored)) if stored else None

    def remember_last(self, report: ReportId) -> None:
        """Remember that this report is being read."""
        self._door.put_local("last report", report.hex())
