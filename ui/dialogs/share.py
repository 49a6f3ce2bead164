"""For whom a copy is made, and of what."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
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

from coder.model.assignment import Assignment
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
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class _Reports(QListWidget):
    """Reports with a tick each; Space ticks all that are chosen, or unticks them."""

    def __init__(self, reports: Sequence[Report], parent: QWidget) -> None:
        super().__init__(parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setMinimumHeight(180)
        for report in reports:
            title = f"{report.number} · {report.title}" if report.number else report.title
            item = QListWidgetItem(title, self)
            item.setData(_ID, report.id)
            item.setToolTip(title)
            item.setSizeHint(QSize(0, theme.TARGET))
            item.setCheckState(_ON)

    @property
    def ticked(self) -> list[ReportId]:
        """Return the reports that are ticked, in their order."""
        items = (self.item(at) for at in range(self.count()))
        return [ReportId(bytes(one.data(_ID))) for one in items if one.checkState() == _ON]

    def tick(self, some: set[ReportId] | None) -> None:
        """Tick these alone, or (None) all."""
        with QSignalBlocker(self):
            for at in range(self.count()):
                is_on = some is None or bytes(self.item(at).data(_ID)) in some
                self.item(at).setCheckState(_ON if is_on else _OFF)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick by Space."""
        if event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)
            return
        chosen = self.selectedItems()
        state = _OFF if all(one.checkState() == _ON for one in chosen) else _ON
        for one in chosen:
            one.setCheckState(state)


class ShareDialog(QDialog):
    """Asks for a reviewer's name, whether the copy is blind, and which reports go along.

    When only some do, those are proposed that are the reviewer's already.
    """

    def __init__(
        self,
        people: Sequence[Coder],
        reports: Sequence[Report],
        assignments: Iterable[Assignment],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        names = {one.id: one.name.casefold() for one in people}
        self._whose: dict[str, set[ReportId]] = defaultdict(set)
        for one in assignments:
            if one.allocated and one.coder in names:
                self._whose[names[one.coder]].add(one.report)
        self._is_chosen = False
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
        self.reports = _Reports(reports, self)
        self.reports.setAccessibleName(self.tr("Reports that go along"))
        self.reports.setEnabled(False)
        buttons = QDialogButtonBox(self)
        self._agree = buttons.addButton(
            self.tr("Choose where…"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._agree.setDefault(True)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self._lay_out(buttons)
        self.some.toggled.connect(self.reports.setEnabled)
        self.some.toggled.connect(self._propose)
        self.name.currentTextChanged.connect(self._propose)
        self.reports.itemChanged.connect(self._choose)
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
        chosen = self.reports.ticked if self.some.isChecked() else None
        return Wish(self._name, chosen, self.blind.isChecked())

    @property
    def _name(self) -> str:
        return " ".join(self.name.currentText().split())

    def ask(self) -> Wish | None:
        """Show it; return what is wished, None when the user went back."""
        return self.wish if self.exec() == QDialog.DialogCode.Accepted else None

    def _propose(self) -> None:
        """Tick what is theirs already, until something is ticked by hand; all for a whole copy."""
        theirs = self._whose.get(self._name.casefold()) if self.some.isChecked() else None
        if not self._is_chosen:
            self.reports.tick(theirs)
        self._judge()

    def _choose(self) -> None:
        self._is_chosen = True
        self._judge()

    def _judge(self) -> None:
        self._agree.setEnabled(self.wish.reports != [])
