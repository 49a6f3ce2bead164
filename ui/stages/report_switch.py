"""The box above the pages that says which report is open, and opens another."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLineEdit,
    QListView,
    QSizePolicy,
    QStyle,
    QStyleOptionFrame,
    QWidget,
)

from coder.model.ids import ReportId
from coder.model.report import Report

_EDGE = 2
"""Pixels that a line of text keeps free at either end."""


def shown_name(report: Report) -> str:
    """Return how a report is named in the window: number and title."""
    title = report.title or report.file_name
    return f"{report.number} · {title}" if report.number else title


class _Title(QLineEdit):
    """Shows a title that has no room cut with “…”; while one writes in it, all of what it says."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the title."""
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        field = QStyle.SubElement.SE_LineEditContents
        area = self.style().subElementRect(field, option, self).adjusted(_EDGE, 0, -_EDGE, 0)
        metrics = self.fontMetrics()
        if self.hasFocus() or metrics.horizontalAdvance(self.text()) <= area.width():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        panel = QStyle.PrimitiveElement.PE_PanelLineEdit
        self.style().drawPrimitive(panel, option, painter, self)
        cut = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        painter.drawText(area, self.alignment() | Qt.AlignmentFlag.AlignVCenter, cut)
        painter.end()


class ReportSwitch(QComboBox):
    """Lists the reports; any words of a title find it. `chosen` carries the report's id.

    `left` says that the user went back without choosing.
    """

    chosen = Signal(bytes)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reports: list[ReportId] = []
        self._current = -1
        self._line = _Title(self)
        self.setLineEdit(self._line)
        self._completer = QCompleter(self.model(), self)
        self._popup = QListView()
        self.setCompleter(self._completer)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(self.tr("Report"))
        self.setToolTip(self.tr("Open another report (Ctrl+Shift+O): type a part of its title"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(20)
        self.setMinimumHeight(28)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.view().setTextElideMode(Qt.TextElideMode.ElideRight)
        self._line.setAccessibleName(self.tr("Report"))
        self._line.setPlaceholderText(self.tr("Choose a report to read"))
        self._line.installEventFilter(self)
        self._complete()
        self.activated.connect(self._choose)

    def _complete(self) -> None:
        """Have any words of a title find it, wherever they stand."""
        completer = self._completer
        self._popup.setObjectName("choices")
        completer.setPopup(self._popup)
        self._popup.installEventFilter(self)  # while it is open, keys come to it first
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)

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
        self._current = self._reports.index(report) if report in self._reports else -1
        self.setCurrentIndex(self._current)
        self._put_back()

    def ask(self) -> None:
        """Have a report chosen: the list opens, and typing narrows it."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._line.selectAll()
        self._completer.setCompletionPrefix("")
        self._completer.complete()

    def sizeHint(self) -> QSize:
        """Ask for no more width than a title needs to be told from others."""
        return QSize(min(super().sizeHint().width(), 480), super().sizeHint().height())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show again which report is open, whatever was typed."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._put_back()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go back on Escape; on Enter take the first report with the words typed."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._ended(event.key()) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do the same when the list is closed: the box has the keys then, not its line."""
        if not self._ended(event.key()):
            super().keyPressEvent(event)

    def _ended(self, key: int) -> bool:
        """Go back, or take what was typed, if a key says so; what is lit in the list is first."""
        popup = self._popup
        is_enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if key == Qt.Key.Key_Escape:
            popup.hide()
            self._put_back()
            self.left.emit()
            return True
        if is_enter and not (popup.isVisible() and popup.currentIndex().isValid()):
            popup.hide()
            self._take_typed()
            return True
        return False

    def _take_typed(self) -> None:
        wanted = self.currentText().strip().casefold()
        names = [self.itemText(row).casefold() for row in range(self.count())]
        row = next((row for row, name in enumerate(names) if wanted and wanted in name), -1)
        if row >= 0:
            self.setCurrentIndex(row)
            self._choose(row)

    def _put_back(self) -> None:
        self.setCurrentIndex(self._current)
        self.setEditText(self.itemText(self._current) if self._current >= 0 else "")
        self._line.setCursorPosition(0)

    def _choose(self, row: int) -> None:
        self.chosen.emit(self._reports[row])
