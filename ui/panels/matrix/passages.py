"""The passages behind a cell of the matrix, at its right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from coder.model.codebook import Code
from coder.model.coding import Coder, Coding
from coder.model.ids import CodeId, CoderId, ReportId
from coder.model.report import Report
from ui import icons, theme
from ui.panels.passages.pane import PassagesView
from ui.panels.passages.rows import PassageRows, Shown
from ui.widgets.labels import empty_label, heading, mute, page_place, prose


class CellPassages(QWidget):
    """Lists the codings of a cell; `landAsked` carries the one to show on its page.

    `closed` tells that the user is done with it.
    """

    landAsked = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codes: dict[CodeId, Code] = {}
        self._coders: dict[CoderId, Coder] = {}
        self._reports: dict[ReportId, Report] = {}
        self._labels: dict[tuple[bytes, int], str] = {}
        self._names_report = False
        self._title = prose(self)
        self._title.setFont(theme.body_font(11, bold=True))
        self._report = mute(prose(self))
        self._count = mute(QLabel(self))
        self._rows = PassageRows(self._look_up, self)
        self.view = PassagesView(self._rows, self)
        self._empty = empty_label(self)
        self._empty.setText("Nothing is coded here.")
        self._stack = QStackedWidget(self)
        self._lay_out()
        self.view.landed.connect(self.landAsked)
        self.setMinimumWidth(30 * theme.GRID)

    def _lay_out(self) -> None:
        close = QToolButton(self)
        close.setIcon(icons.icon("close"))
        close.setToolTip("Close (Esc)")
        close.setAccessibleName("Close the passages")
        close.setMinimumSize(theme.TARGET, theme.TARGET)
        close.clicked.connect(self.closed)
        top = QHBoxLayout()
        top.addWidget(heading("Passages", self))
        top.addSpacing(theme.GRID)
        top.addWidget(self._count)
        top.addStretch(1)
        top.addWidget(close)
        head = QVBoxLayout()
        head.setContentsMargins(2 * theme.GRID, 0, theme.GRID, theme.GRID)
        head.setSpacing(4)
        head.addLayout(top)
        head.addWidget(self._title)
        head.addWidget(self._report)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def know(
        self,
        codes: Sequence[Code],
        reports: Sequence[Report],
        coders: Sequence[Coder],
        labels: dict[tuple[bytes, int], str],
    ) -> None:
        """Learn the names of what the codings point to; labels by report and page."""
        self._codes = {code.id: code for code in codes}
        self._reports = {report.id: report for report in reports}
        self._coders = {coder.id: coder for coder in coders}
        self._labels = labels

    def show_cell(self, path: str, report: Report | None, codings: Sequence[Coding]) -> None:
        """List the codings of a code in a report, or in all."""
        self._names_report = report is None
        self._title.setText(path)
        named = f"{report.number} {report.title}".strip() if report else "All reports"
        self._report.setText(named)
        self._count.setText(f"{len(codings):,}")
        top = self.view.verticalScrollBar().value()
        before = self.view.currentIndex().row()
        is_same = [one.id for one in codings] == [one.id for one in self._rows.codings]
        self._rows.show(codings)
        if codings:
            self.view.setCurrentIndex(self._rows.index(before if is_same and before > 0 else 0, 0))
            self.view.scroll_to(top if is_same else 0)
        self._stack.setCurrentWidget(self.view if codings else self._empty)

    @property
    def codings(self) -> Sequence[Coding]:
        """Return what is listed now."""
        return self._rows.codings

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _look_up(self, coding: Coding) -> Shown:
        report = self._reports.get(coding.report) if self._names_report else None
        return Shown(
            coding,
            self._codes.get(coding.code),
            self._coders.get(coding.coder),
            page_place(self._labels.get((coding.report, coding.page), ""), coding.page),
            (report.number or report.title) if report else "",
        )
