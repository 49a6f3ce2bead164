"""What the cells of a report's own columns tell: its number, its pages, its file."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from coder.model.report import Report
from ui import theme
from ui.panels.reports.columns import (
    ADDED,
    CODINGS,
    COUNTS,
    EDITED,
    FILE,
    MEMO,
    NUMBER,
    PAGES,
    QUIET,
    SCANS,
    TITLE,
)

_ROLE = Qt.ItemDataRole
SHARE = _ROLE.UserRole
"""The role under which a row tells how much of the report was read, from 0 to 1."""

WAITING = _ROLE.UserRole + 1
"""The role under which a row tells how many codings wait to be looked at."""

TAG = _ROLE.UserRole + 2
"""The role under which a title tells which report this one doubles, in a few words."""

INDENT = _ROLE.UserRole + 3
"""The role under which a title tells that it stands under the main report of its project."""

ANSWERED = frozenset(
    int(role)
    for role in (
        _ROLE.DisplayRole,
        _ROLE.EditRole,
        _ROLE.ToolTipRole,
        _ROLE.TextAlignmentRole,
        _ROLE.ForegroundRole,
        _ROLE.AccessibleTextRole,
        SHARE,
        WAITING,
        TAG,
        INDENT,
    )
)
"""All roles under which cells tell something."""

RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def told(report: Report, column: int, role: int) -> object:
    """Return what a cell tells of a report itself."""
    if role == _ROLE.DisplayRole:
        return shown(report, column)
    if role == _ROLE.EditRole:
        return getattr(report, EDITED[column]) if column in EDITED else None
    if role == _ROLE.TextAlignmentRole and column in COUNTS:
        return RIGHT
    if role == _ROLE.ForegroundRole and (column in QUIET or _lacks_file(report, column)):
        return QColor(theme.current().muted)
    if role == _ROLE.ToolTipRole:
        return report.memo if column == MEMO else str(shown(report, column))
    return None


def scans(report: Report) -> str:
    """Say how many pages carry no text, "" when all do."""
    if not report.pages_without_text:
        return ""
    are = "is a scan" if report.pages_without_text == 1 else "are scans"
    return f"{report.pages_without_text} of {report.pages} pages {are}"


def _lacks_file(report: Report, column: int) -> bool:
    return column == PAGES and not report.has_file


def shown(report: Report, column: int) -> object:
    """Return what a cell shows."""
    values = {
        NUMBER: report.number,
        TITLE: report.title,
        PAGES: report.pages or ("" if report.has_file else "no PDF"),
        SCANS: scans(report),
        CODINGS: report.codings or "",
        FILE: report.file_name,
        ADDED: report.added[:10],
        MEMO: " ".join(report.memo.split()),
    }
    return values.get(column, "")
