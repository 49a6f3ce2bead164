"""For whom a copy is made, and of what."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coder.model.coding import Coder
from coder.model.ids import ReportId
from coder.model.report import Report
from ui import theme


class Wish(NamedTuple):
    """For whom a copy is, of which reports (None: all), and whether others' work is left out."""

    name: str
    reports: list[ReportId] | None
    blind: bool


_ID = Qt.ItemDataRole.UserRole


class ShareDialog(QDialog):
    """Asks for a reviewer's name, whether the copy is blind, and which reports go along."""

    def __init__(
        self, people: Sequence[Coder], reports: Sequence[Report], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Make a copy for a reviewer"))
        self.name = QComboBox(self)
        self.name.setEditable(True)
        self.name.addItems([one.name for one in people])
        self.name.setEditText("")
        self.name.setAccessibleName(self.tr("Reviewer"))
        written = self.name.lineEdit()
        assert written is not None
        written.setPlaceholderText(self.tr("Name of the reviewer"))
        self.blind = QCheckBox(self.tr("Without the codings of others (blind)"), self)
        self.some = QCheckBox(self.tr("Some of the reports only"), self)
        self.reports = QListWidget(self)
        self.reports.setAccessibleName(self.tr("Reports that go along"))
        for report in reports:
            title = f"{report.number} · {report.title}" if report.number else report.title
            item = QListWidgetItem(title, self.reports)
            item.setData(_ID, report.id)
            item.setSizeHint(QSize(0, theme.TARGET))
            item.setCheckState(Qt.CheckState.Checked)
        self.reports.setEnabled(False)
        self.reports.setMinimumHeight(180)
        buttons = QDialogButtonBox(self)
        self._agree = buttons.addButton(
            self.tr("Choose where…"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._agree.setDefault(True)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self._lay_out(buttons)
        self.some.toggled.connect(self.reports.setEnabled)
        self.some.toggled.connect(self._judge)
        self.reports.itemChanged.connect(self._judge)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._judge()

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        form = QFormLayout()
        form.addRow(self.tr("For"), self.name)
        said = self.tr(
            "They open the copy, code, and send back their work; you merge it. If only some of "
            "the reports go along, these are noted as theirs."
        )
        told = QLabel(said, self)
        told.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        told.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(told)
        column.addLayout(form)
        for widget in (self.blind, self.some, self.reports, buttons):
            column.addWidget(widget)
        self.setMinimumWidth(480)

    @property
    def wish(self) -> Wish:
        """Return what is wished."""
        chosen = None
        if self.some.isChecked():
            items = (self.reports.item(at) for at in range(self.reports.count()))
            checked = Qt.CheckState.Checked
            chosen = [
                ReportId(bytes(one.data(_ID))) for one in items if one.checkState() == checked
            ]
        return Wish(" ".join(self.name.currentText().split()), chosen, self.blind.isChecked())

    def ask(self) -> Wish | None:
        """Show it; return what is wished, None when the user went back."""
        return self.wish if self.exec() == QDialog.DialogCode.Accepted else None

    def _judge(self) -> None:
        self._agree.setEnabled(self.wish.reports != [])
