"""What the find panel says when there is nothing to list."""

from PySide6.QtCore import QCoreApplication

from coder.model.report import Report


def why_nothing(report: Report | None) -> str:
    """Return why nothing was found in a report, or in any of them (None)."""
    if report is None:
        return _tr("Nothing found in any report.")
    pictures, pages = report.pages_without_text, report.pages
    said = _tr("Nothing found in this report.")
    if pictures and pictures == pages:
        said = _tr("This report is a scan: its pages are pictures, without words to find.")
    elif pictures:
        more = _tr("{count} of its {pages} pages are pictures, without words to find.")
        said += " " + more.format(count=pictures, pages=pages)
    return said


def _tr(words: str) -> str:
    return QCoreApplication.translate("FindPanel", words)
