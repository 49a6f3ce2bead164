"""Looking at a list of reports before it is imported: its columns, its rows, what is wrong."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coder.model.attribute import Column, Imported, ImportPreview, Problem
from coder.model.ids import ItemId
from coder.progress import Progress, Work
from ui import ask, jobs, theme
from ui.session import Session
from ui.widgets.labels import mute

T = TypeVar("T")
_NAME, _SAYS, _BECOMES = range(3)
_ROW = 42
_LISTED = 200


class ImportDialog(QDialog):
    """Shows what a file would bring; each column is matched with an attribute, or left out.

    Nothing is imported while a cell is wrong, and then all at once, as one act.
    """

    def __init__(self, session: Session, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._path = session, path
        self._matches: dict[str, ItemId | None] = {}
        self._job: jobs.Job | None = None
        self._is_stale = False
        self.preview: ImportPreview | None = None
        self.told = ""
        self.setWindowTitle(self.tr("Import a list of reports"))
        self._head = QLabel(path.name, self)
        self._count = mute(QLabel(self.tr("Reading the file…"), self))
        self.columns = QTableWidget(0, 3, self)
        self._wrong = QLabel(self)
        self.problems = QPlainTextEdit(self)
        self._buttons = QDialogButtonBox(self)
        self.take = self._buttons.addButton(
            self.tr("Import"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        back = self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        back.setAutoDefault(False)
        self._lay_out()
        self._buttons.accepted.connect(self._import)
        self._buttons.rejected.connect(self.reject)
        QTimer.singleShot(0, self, self._look)

    def _lay_out(self) -> None:
        self._head.setFont(theme.body_font(13, bold=True))
        table = self.columns
        table.setHorizontalHeaderLabels(
            [self.tr("Column of the file"), self.tr("It says"), self.tr("Becomes")]
        )
        table.setAccessibleName(self.tr("Columns of the file"))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(_SAYS, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(_NAME, 176)
        table.setColumnWidth(_BECOMES, 216)
        self._wrong.setStyleSheet(f"color: {theme.current().warning};")
        self._wrong.setWordWrap(True)
        self._wrong.hide()
        self.problems.setReadOnly(True)
        self.problems.setAccessibleName(self.tr("What is wrong"))
        self.problems.setFixedHeight(132)
        self.problems.hide()
        self.take.setDefault(True)
        self.take.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        for part in (self._head, self._count):
            column.addWidget(part)
        column.addWidget(table, 1)
        for below in (self._wrong, self.problems, self._buttons):
            column.addWidget(below)
        self.resize(760, 600)

    def ask(self) -> str:
        """Show it; return what to tell of what was imported, "" for nothing."""
        self.exec()
        return self.told

    # Looking

    def _look(self) -> None:
        """Have the file read as its columns are matched now."""
        if self._job is not None:
            self._is_stale = True
            return
        self.take.setEnabled(False)
        attributes = self._session.project.attributes
        matches = dict(self._matches)
        label = self.tr("Reading the file…")
        work = _once(label, lambda: attributes.preview_import(self._path, matches))
        self._job = jobs.run(work, self, self._show, self._fail)

    def _show(self, preview: ImportPreview) -> None:
        self._job = None
        if self._is_stale:
            self._is_stale = False
            self._look()
            return
        self.preview = preview
        if self.columns.rowCount() != len(preview.columns):
            self._fill(preview)
        self._count.setText(_counted(preview))
        wrong = preview.problems
        self._wrong.setVisible(bool(wrong))
        self.problems.setVisible(bool(wrong))
        are = (
            "1 cell cannot be taken as it is"
            if len(wrong) == 1
            else (f"{len(wrong)} cells cannot be taken as they are")
        )
        self._wrong.setText(f"{are}. Mend the file and choose it again, or leave the column out.")
        self.problems.setPlainText("\n".join(_told(one) for one in wrong[:_LISTED]))
        self._mark(preview)
        self.take.setEnabled(not wrong and preview.rows > 0)

    def _mark(self, preview: ImportPreview) -> None:
        """Have the columns stand out that hold what is wrong, and those left out stand back."""
        wrong = {one.column for one in preview.problems}
        look = theme.current()
        for row, column in enumerate(preview.columns):
            is_left_out = column.attribute is None and not column.is_file
            ink = (
                look.warning if column.name in wrong else look.muted if is_left_out else look.text
            )
            name = self.columns.item(row, _NAME)
            if name is not None:
                name.setForeground(QColor(ink))

    def _fill(self, preview: ImportPreview) -> None:
        table = self.columns
        table.setRowCount(len(preview.columns))
        for row, column in enumerate(preview.columns):
            table.setItem(row, _NAME, QTableWidgetItem(column.name))
            says = QTableWidgetItem("  ·  ".join(filter(None, column.sample)))
            says.setForeground(self.palette().placeholderText())
            says.setToolTip("\n".join(column.sample))
            table.setItem(row, _SAYS, says)
            table.setCellWidget(row, _BECOMES, self._make_choice(column))

    def _make_choice(self, column: Column) -> QComboBox:
        choice = QComboBox(self)
        choice.setStyleSheet("margin: 5px 0;")
        choice.setAccessibleName(self.tr("What {name} becomes").format(name=column.name))
        if column.is_file:
            choice.addItem(self.tr("Name of the file"))
            choice.setEnabled(False)
            return choice
        choice.addItem(self.tr("Left out"), None)
        for item in self._session.project.attributes.defined():
            choice.addItem(item.name, item.id)
            if item.id == column.attribute:
                choice.setCurrentIndex(choice.count() - 1)
        choice.activated.connect(lambda _: self._match(column.name, choice))
        return choice

    def _match(self, name: str, choice: QComboBox) -> None:
        """Take a column for another attribute; which no other column is then."""
        wanted = choice.currentData()
        wanted = ItemId(bytes(wanted)) if wanted is not None else None
        assert self.preview is not None
        for row, column in enumerate(self.preview.columns):
            other = self.columns.cellWidget(row, _BECOMES)
            assert isinstance(other, QComboBox)
            if other is choice or column.is_file:
                continue
            held = other.currentData()
            if wanted is not None and held is not None and bytes(held) == wanted:
                other.setCurrentIndex(0)
                self._matches[column.name] = None
        self._matches[name] = wanted
        self._look()

    # Importing

    def _import(self) -> None:
        if self._job is not None or not self.take.isEnabled():
            return
        self.take.setEnabled(False)
        attributes = self._session.project.attributes
        label = self.tr("Importing…")
        work = _once(label, lambda: attributes.import_table(self._path, dict(self._matches)))
        self._job = jobs.run(work, self, self._imported, self._fail)

    def _imported(self, done: Imported) -> None:
        self._job = None
        parts = [f"{done.added} added", f"{done.changed} changed"]
        if done.unchanged:
            parts.append(f"{done.unchanged} as they were")
        self.told = f"{self._path.name}: " + ", ".join(parts) + "."
        self.accept()

    def _fail(self, message: str) -> None:
        self._job = None
        ask.tell(self, message)
        if self.preview is None:
            self.reject()
        else:
            self._look()

    def reject(self) -> None:
        """Go back once the thread is done with the project."""
        if self._job is not None:
            self._job.cancel()
            self._job.wait()
        super().reject()


def _once(label: str, act: Callable[[], T]) -> Work[T]:
    """Do one thing on a thread."""
    yield Progress(0, 1, label)
    return act()


def _counted(preview: ImportPreview) -> str:
    rows = "1 row" if preview.rows == 1 else f"{preview.rows} rows"
    here = f", {preview.known} of reports that are here already" if preview.known else ""
    return f"{rows}: {preview.new} new{here}."


def _told(problem: Problem) -> str:
    return f"Row {problem.row}, {problem.column}: {problem.message}"
