"""Giving a report that is known by its particulars alone its PDF."""

import hashlib
from pathlib import Path

from coder.adding.reports import Password, known_files
from coder.model.errors import NotFoundError, ProjectError
from coder.model.ids import ReportId
from coder.model.report import Report
from coder.progress import Work
from coder.services.door import Door
from coder.services.replacing import replace
from coder.services.report_joining import join_reports
from coder.store import reports as store


def attach(door: Door, report: ReportId, path: Path, password: Password) -> Work[Report]:
    """Give a report without a file its PDF, as one act; return the report as it is then.

    A PDF that is a report of the project already becomes one with it: what was said of either is
    said of that report.

    Raises:
        NotFoundError: the report is gone.
        ProjectError: it has a PDF, or the file cannot be read, or is a report of another number.
    """
    old = _get(door, report)
    if old.has_file:
        raise ProjectError(
            f"“{old.title}” has its PDF. To put another in its place, replace the file."
        )
    known = known_files(door.read(store.all_reports))(_fingerprint(path))
    if known is None or not known.has_file:
        return (yield from replace(door, report, path, password)).report
    if known.number and old.number and known.number != old.number:
        raise ProjectError(
            f"“{path.name}” is in the project already, as {known.number}, and this report is "
            f"{old.number}. If the two are one, give both the same number first."
        )
    join_reports(door, known.id, report)
    return _get(door, known.id)


def _get(door: Door, report: ReportId) -> Report:
    found = door.read(store.one, report)
    if found is None:
        raise NotFoundError("That report is no longer in the project.")
    return found


def _fingerprint(path: Path) -> str:
    """Return the SHA-256 (64 hex digits) of a file, of nothing when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return hashlib.sha256().hexdigest()
