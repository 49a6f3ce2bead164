"""Who did what, and who is to do what."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from coder.model.changes import Kind
from coder.model.errors import ProjectError
from coder.model.ids import CoderId, ReportId
from ui import ask, icons, theme
from ui.panels.team.allocation_rows import AllocationCell, AllocationRows
from ui.panels.team.people_rows import CODER, LAST, PeopleRows, Progress
from ui.session import Session
from ui.upkeep import Upkeep
from ui.widgets.keys_to import keys_to
from ui.widgets.labels import heading, mute

_SHOWN = (Kind.ASSIGNMENT, Kind.CODING, Kind.CODER, Kind.REPORT)
_ROW = 34
_PERSON = 84


class AllocationView(QTableView):
    """The grid; a click or Space ticks what is chosen. `opened` carries a report's row."""

    opened = Signal(int)

    def __init__(self, rows: AllocationRows, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows
        self.setModel(rows)
        self.setAccessibleName(self.tr("Which report is whose"))
        self._box = AllocationCell(self)
        _as_list(self)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        rows.modelReset.connect(self._set_widths)

    def _set_widths(self) -> None:
        head = self.horizontalHeader()
        last = self._rows.columnCount() - 1
        for at in range(1, last + 1):
            head.setSectionResizeMode(at, QHeaderView.ResizeMode.Fixed)
            head.resizeSection(at, _PERSON)
            self.setItemDelegateForColumn(at, self._box if at < last else self.itemDelegate())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick the cell clicked, or all that are chosen when it is one of them."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and self._rows.is_cell(index):
            chosen = self.selectedIndexes()
            self._rows.toggle(chosen if index in chosen else [index])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks what is chosen, Enter opens the report."""
        if event.key() == Qt.Key.Key_Space:
            self._rows.toggle(self.selectedIndexes())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


class PeoplePanel(QWidget):
    """Everybody's work, and which report is whose.

    `copyAsked` wants a copy made for a reviewer, `sendAsked` one's own work sent.
    """

    copyAsked = Signal()
    sendAsked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.people = PeopleRows(self)
        self.table = QTableView(self)
        self.allocation = AllocationRows(self)
        self.grid = AllocationView(self.allocation, self)
        self._hint = mute(QLabel(self))
        self._upkeep = Upkeep(self, session, self._read, _SHOWN, pause=60)
        self._set_up()
        self._lay_out()
        self.allocation.asked.connect(self._allocate)
        self.grid.opened.connect(self._open)
        session.opened.connect(self._upkeep.reread)

    def _set_up(self) -> None:
        table = self.table
        table.setModel(self.people)
        table.setAccessibleName(self.tr("Who did what"))
        _as_list(table)
        table.setItemDelegateForColumn(CODER, Progress(table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        head = table.horizontalHeader()
        head.setSectionResizeMode(CODER, QHeaderView.ResizeMode.Stretch)
        for at in range(1, LAST):
            table.setColumnWidth(at, 96)
        table.setColumnWidth(LAST, 168)
        keys_to(self, table)

    def _lay_out(self) -> None:
        send = QPushButton(icons.icon("send"), self.tr("Send my work…"), self)
        send.clicked.connect(self.sendAsked)
        copy = QPushButton(icons.icon("person"), self.tr("Make a copy for a reviewer…"), self)
        copy.clicked.connect(self.copyAsked)
        acts = QHBoxLayout()
        acts.addWidget(heading(self.tr("Who did what"), self))
        acts.addStretch(1)
        acts.addWidget(send)
        acts.addWidget(copy)
        upper = _boxed(acts, self.table, self)
        told = QHBoxLayout()
        told.addWidget(heading(self.tr("Which report is whose"), self))
        told.addSpacing(2 * theme.GRID)
        told.addWidget(self._hint)
        told.addStretch(1)
        lower = _boxed(told, self.grid, self)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(upper)
        split.addWidget(lower)
        split.setChildrenCollapsible(False)
        split.setSizes([240, 420])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)

    def _read(self) -> None:
        project = self._session.project
        me = project.coder.id if project.has_coder else None
        work, reports = project.team.work(), project.reports.all()
        self.people.show(work, me)
        people = [one.coder for one in work]
        self.allocation.show(reports, people, project.team.assignments())
        hint = self.tr("Tick a cell by a click or Space. ◐ begun  ● done")
        nothing = self.tr("There are no reports yet: add them in the stage Reports.")
        self._hint.setText(hint if reports else nothing)

    def _allocate(
        self,
        reports: Sequence[ReportId],
        people: Sequence[CoderId],
        on: bool,  # noqa: FBT001
    ) -> None:
        self._attempt(lambda: self._session.project.team.allocate(reports, people, on=on))

    def _attempt(self, act: Callable[[], object]) -> None:
        try:
            act()
        except ProjectError as error:
            ask.tell(self, str(error))
        self._read()

    def _open(self, row: int) -> None:
        if row >= 0:
            self._session.showReport.emit(self.allocation.report(row).id, -1)


def _as_list(table: QTableView) -> None:
    """Have a table look like the other lists."""
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(_ROW)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setDefaultAlignment(
        Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    )


def _boxed(head: QHBoxLayout, below: QWidget, parent: QWidget) -> QWidget:
    box = QWidget(parent)
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, theme.GRID)
    column.setSpacing(theme.GRID)
    column.addLayout(head)
    column.addWidget(below, 1)
    return box
