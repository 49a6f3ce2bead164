"""The box above the pages that says which report is open, and opens another."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from coder.model.ids import ReportId
from coder.model.report import Report


def shown_name(report: Report) -> str:
    """Return how a report is named in the window: number and title."""
    title = report.title or report.file_name
    return f"{report.number} · {title}" if report.number else title


class ReportSwitch(QComboBox):
    """Lists the reports; typing its first letters finds one. `chosen` carries the report's id."""

    chosen = Signal(bytes)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reports: list[ReportId] = []
        self.setAccessibleName(self.tr("Report"))
        self.setToolTip(self.tr("Open another report (Ctrl+Shift+O)"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(20)
        self.setMinimumHeight(28)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.view().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.activated.connect(self._choose)

    def offer(self, reports: Sequence[Report], current: ReportId | None) -> None:
        """List these reports and show which is open."""
        self._reports = [report.id for report in reports]
        self.clear()
        for report in reports:
            self.addItem(shown_name(report))
            self.setItemData(self.count() - 1, report.file_name, Qt.ItemDataRole.ToolTipRole)
        self.show_current(current)

    def show_current(self, report: ReportId | None) -> None:
        """Show which report is open."""
        self.setCurrentIndex(self._reports.index(report) if report in self._reports else -1)

    def sizeHint(self) -> QSize:
        """Ask for no more width than a title needs to be told from others."""
        return QSize(min(super().sizeHint().width(), 480), super().sizeHint().height())

    def _choose(self, row: int) -> None:
        self.chosen.emit(self._reports[row])
