"""The choices of a field and the levels of a scale: a small table, edited in place."""

from typing import Any

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coder.codebooks.section import free_key, slug
from ui import theme
from ui.panels.codebook.rows import tr
from ui.widgets.key_acts import act_of, claims

Listed = list[dict[str, Any]]
_KEY = Qt.ItemDataRole.UserRole
_MORE = {"anchor": "Given when", "also": "Also written, with semicolons between"}
_MOST = 10
"""So many rows are shown at once."""
_NONE, _ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
_KEYS = {
    (Qt.Key.Key_Insert, _NONE): "add",
    (Qt.Key.Key_Delete, _NONE): "remove",
    (Qt.Key.Key_Up, _ALT): "up",
    (Qt.Key.Key_Down, _ALT): "down",
}


def fresh(what: str, number: int) -> dict[str, Any]:
    """Return a choice or a level that is still to be named."""
    name = f"{what} {number}"
    return {"key": slug(name, f"x-{number}"), "name": name}


class _Table(QTableWidget):
    """The rows; `asked` carries what a key stands for."""

    asked = Signal(str)

    def event(self, event: QEvent) -> bool:
        """Claim the keys that stand for other things elsewhere."""
        return claims(event, _KEYS) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key stands for."""
        act = act_of(event, _KEYS)
        if act:
            self.asked.emit(act)
        else:
            super().keyPressEvent(event)


def _words(said: str) -> list[str]:
    return [one for one in (" ".join(part.split()) for part in said.split(";")) if one]


class ListedField(QWidget):
    """Rows with a name and one field more. `edited` carries all of them.

    That is for levels when each is given (`anchor`), for choices other words for it (`also`).
    """

    edited = Signal(object)

    def __init__(self, label: str, what: str, parent: QWidget, more: str) -> None:
        super().__init__(parent)
        self._what = what
        self._shown: Listed = []
        self._names = ("name", more)
        self.table = _Table(0, len(self._names), self)
        self.table.setHorizontalHeaderLabels([tr("Name"), tr(_MORE[more])])
        self.table.setAccessibleName(label)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.verticalHeader().setMinimumSectionSize(theme.TARGET + 4)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        trigger = QAbstractItemView.EditTrigger
        self.table.setEditTriggers(
            trigger.DoubleClicked
            | trigger.SelectedClicked
            | trigger.EditKeyPressed
            | trigger.AnyKeyPressed
        )
        head = self.table.horizontalHeader()
        head.setStretchLastSection(True)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setColumnWidth(0, 28 * theme.GRID)
        self._lay_out()
        self.table.itemChanged.connect(lambda _: self._hand_over())
        self.table.asked.connect(self._do)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GRID)
        for act, words in (
            ("add", tr("Add")),
            ("remove", tr("Remove")),
            ("up", tr("Up")),
            ("down", tr("Down")),
        ):
            button = QPushButton(words, self)
            button.setAccessibleName(f"{words}: {self.table.accessibleName()}")
            button.clicked.connect(lambda _=False, act=act: self._do(act))
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GRID)
        column.addWidget(self.table)
        column.addLayout(buttons)

    def show_value(self, value: object) -> None:
        """Show what is kept."""
        listed: Listed = [dict(one) for one in value] if isinstance(value, list | tuple) else []
        if listed == self._shown and self.table.rowCount() == len(listed):
            return
        row = self.table.currentRow()
        with QSignalBlocker(self.table):
            self.table.setRowCount(0)
            for one in listed:
                self._append(one)
        self._shown = listed
        self.table.setCurrentCell(max(0, min(row, len(listed) - 1)), 0)
        self._fit()

    def save(self) -> None:
        """Hand over what is being written in a cell."""
        if self.table.state() == QAbstractItemView.State.EditingState:
            self.table.setFocus()

    def _append(self, one: dict[str, Any]) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        for column, name in enumerate(self._names):
            said = one.get(name, "")
            cell = QTableWidgetItem("; ".join(said) if isinstance(said, list) else str(said))
            cell.setData(_KEY, one.get("key", ""))
            self.table.setItem(row, column, cell)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the rows have in this width."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """Take the height of the rows."""
        table = self.table
        table.resizeRowsToContents()
        rows = range(min(table.rowCount(), _MOST))
        head = table.horizontalHeader().sizeHint().height()
        height = head + sum(table.rowHeight(row) for row in rows) + 4
        table.setFixedHeight(max(height, 2 * theme.TARGET))

    def _listed(self) -> Listed:
        found: Listed = []
        for row in range(self.table.rowCount()):
            cells = [self.table.item(row, column) for column in range(len(self._names))]
            one: dict[str, Any] = {"key": str(cells[0].data(_KEY) if cells[0] else "")}
            for name, cell in zip(self._names, cells, strict=True):
                said = " ".join(cell.text().split()) if cell else ""
                if said or name == "name":
                    one[name] = _words(said) if name == "also" else said
            found.append(one)
        return [self._keyed(one, found) for one in found]

    def _keyed(self, one: dict[str, Any], listed: Listed) -> dict[str, Any]:
        """Return a row that was added here with the key of the name that it was given."""
        made = next((each for each in self._shown if each["key"] == one["key"]), one)
        number = made["name"].removeprefix(f"{self._what} ")
        if made["name"] == one["name"] or not number.isdigit() or not one["name"]:
            return one
        if made != {**made, **fresh(self._what, int(number))}:
            return one
        taken = {each["key"] for each in listed if each is not one}
        return {**one, "key": free_key(one["name"], taken, one["key"])}

    def _hand_over(self) -> None:
        listed = self._listed()
        if listed == self._shown:
            return
        self._shown = listed
        with QSignalBlocker(self.table):
            for row, one in enumerate(listed):
                cell = self.table.item(row, 0)
                if cell:
                    cell.setData(_KEY, one["key"])
        self._fit()
        self.edited.emit(listed)

    def _do(self, act: str) -> None:
        row = self.table.currentRow()
        listed = self._listed()
        if act == "add":
            place = row + 1 if listed else 0
            listed.insert(place, self._fresh(listed))
            self._change(listed, place)
            self.table.edit(self.table.model().index(place, 0))
        elif act == "remove" and 0 <= row < len(listed):
            del listed[row]
            self._change(listed, row)
        elif act in {"up", "down"}:
            place = row + (1 if act == "down" else -1)
            if 0 <= row < len(listed) and 0 <= place < len(listed):
                listed.insert(place, listed.pop(row))
                self._change(listed, place)

    def _fresh(self, listed: Listed) -> dict[str, Any]:
        """Return a row with a name and a key that no other has."""
        names = {one["name"] for one in listed}
        keys = {one["key"] for one in listed}
        number = len(listed) + 1
        while f"{self._what} {number}" in names or slug(f"{self._what} {number}", "x") in keys:
            number += 1
        return fresh(self._what, number)

    def _change(self, listed: Listed, row: int) -> None:
        self.edited.emit(listed)
        # Shown as it was handed over; whoever keeps it shows it again if it was refused.
        self.table.setCurrentCell(max(0, min(row, self.table.rowCount() - 1)), 0)
