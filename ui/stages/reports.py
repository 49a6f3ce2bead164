"""The Reports stage: what the project holds, what is known of it, and how more comes in."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from coder import settings
from coder.model.changes import Changes, Kind
from coder.model.errors import ProjectError
from coder.model.ids import ReportId
from ui import ask, icons, theme
from ui.panels.reports.about import AboutReport
from ui.panels.reports.columns import SCANS, TITLE, Column
from ui.panels.reports.columns_menu import ColumnsMenu
from ui.panels.reports.counts import count_of
from ui.panels.reports.rows import ReportRows
from ui.panels.reports.table import ReportTable
from ui.session import Session
from ui.stages.panes import Panes
from ui.stages.reports_acts import ReportActs
from ui.stages.reports_empty import EmptyReports
from ui.widgets.keys_to import keys_to
from ui.widgets.labels import mute
from ui.widgets.progress_strip import ProgressStrip

_BOOK = "review-protocol"
_FOLD, _FOLDED, _UNFOLDED = "reports.about", "folded", "shown"


class ReportsStage(QWidget):
    """The table of reports. `addAsked` wants files chosen, `addFolderAsked` a folder.

    `movedAsked` carries a report whose codings are to be looked at, since it has another file.
    """

    title = "Reports"
    icon_name = "reports"
    addAsked = Signal()
    addFolderAsked = Signal()
    movedAsked = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.rows = ReportRows(session, self)
        self.filter = QLineEdit(self)
        self.table = ReportTable(self.rows, self)
        self.about = AboutReport(session, self)
        self.menu = ColumnsMenu(self)
        self._columns: tuple[Column, ...] = ()
        self._hidden: set[str] = set()
        self._count = mute(QLabel(self))
        self._stack = QStackedWidget(self)
        self._side = QSplitter(Qt.Orientation.Horizontal, self)
        self._panes = Panes("reports", {"side": self._side}, {})
        self._is_folded = settings.load().panes.get(_FOLD) == _FOLDED
        self.strip = ProgressStrip(self)
        self.acts = ReportActs(session, self.table)
        self.replacing = self.acts.replacing
        self._families = QToolButton(self)
        self._soon = QTimer(self, singleShot=True, interval=120)
        self._is_stale = False
        self._lay_out()
        self._offer_actions()
        self._connect()
        self._panes.restore()
        self._refresh()

    # Making

    def _lay_out(self) -> None:
        title = QLabel("Reports", self)
        title.setFont(theme.body_font(15, bold=True))
        self.filter.setPlaceholderText("Filter: words, or region:africa")
        self.filter.setToolTip(
            "Words that a report holds anywhere; region:africa looks in one column, "
            "region:- finds those that say nothing there."
        )
        self.filter.setAccessibleName("Filter the reports")
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumWidth(20 * theme.GRID)
        self.filter.setMaximumWidth(32 * theme.GRID)
        self._families.setText("Projects")
        self._families.setCheckable(True)
        self._families.setMinimumHeight(theme.TARGET)
        self._families.setToolTip("Have the reports of one project stand together")
        columns = QPushButton("Columns", self)
        columns.setMenu(self.menu)
        more = QPushButton(icons.icon("add"), "Add", self)
        more.setMenu(self._make_add_menu(more))
        top = QHBoxLayout()
        top.setSpacing(theme.GRID)
        top.addWidget(title)
        top.addWidget(self._count, 1)
        parts = (self.filter, self._families, columns, more)
        for part in parts:
            top.addWidget(part, 1 if part is self.filter else 0)
        self._side.addWidget(self.table)
        self._side.addWidget(self.about)
        self._side.setChildrenCollapsible(False)
        self._side.setStretchFactor(0, 1)
        self._side.setSizes([940, 340])
        self._stack.addWidget(self._side)
        self._empty = EmptyReports(self)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * theme.GRID, 2 * theme.GRID, 3 * theme.GRID, 0)
        column.setSpacing(2 * theme.GRID)
        column.addLayout(top)
        column.addWidget(self._stack, 1)
        column.addWidget(self.strip, 0, Qt.AlignmentFlag.AlignRight)
        for before, after in pairwise((*parts, self.table, self.about)):
            self.setTabOrder(before, after)
        keys_to(self, self.table)

    def _make_add_menu(self, button: QPushButton) -> QMenu:
        menu = QMenu(button)
        menu.addAction(icons.icon("add"), "Add reports…", self.addAsked.emit)
        menu.addAction(icons.icon("folder"), "Add a folder…", self.addFolderAsked.emit)
        menu.addSeparator()
        menu.addAction("Add a record without a file…", self.add_record)
        menu.addAction("Import a list…", self.import_list)
        return menu

    def _offer_actions(self) -> None:
        """Offer in the window's menus what can be done here."""
        bring = QAction("Import a List of Reports…", self)
        bring.setShortcut(QKeySequence("Ctrl+Shift+I"))
        bring.triggered.connect(self.import_list)
        bring.setData("edit")
        about = QAction("About This Report", self)
        about.setShortcut(QKeySequence("F9"))
        about.triggered.connect(self._fold_about)
        switch = QAction("Next Pane", self)
        switch.setShortcut(QKeySequence("F6"))
        switch.triggered.connect(self._switch_pane)
        families = QAction("Reports by Project", self)
        families.triggered.connect(self._families.click)
        for action in (bring, about, switch, families):
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addActions([*self.acts.actions, bring, about, switch, families])

    def _connect(self) -> None:
        session = self._session
        self.filter.textChanged.connect(self._filter)
        self._families.toggled.connect(self._show_families)
        self.menu.chosen.connect(self._arrange)
        self.menu.attributesAsked.connect(self.add_attributes)
        self.acts.movedAsked.connect(self.movedAsked)
        self.acts.progressed.connect(self.strip.tell)
        self.acts.ended.connect(self.strip.hide)
        self.strip.cancelled.connect(self.replacing.cancel)
        self._empty.addAsked.connect(self.addAsked)
        self._empty.importAsked.connect(self.import_list)
        self.about.leaveAsked.connect(self.table.setFocus)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._soon.start())
        self._soon.timeout.connect(self._tell_about)
        session.changed.connect(self._refresh_if_touched)
        session.opened.connect(self._refresh)

    # Showing

    def showEvent(self, event: QShowEvent) -> None:
        """Show what changed since, and what was read; reading is no act and tells nobody."""
        super().showEvent(event)
        if self._is_stale and self._session.is_open:
            self._refresh()
        elif self._session.is_open:
            self.rows.show_read(self._session.project.readings.pages_read())

    def hideEvent(self, event: QHideEvent) -> None:
        """Remember how wide the pane is."""
        super().hideEvent(event)
        self._panes.remember()

    def _refresh_if_touched(self, changes: Changes) -> None:
        if changes.touches(Kind.REPORT, Kind.CODING, Kind.VALUE, Kind.ITEM):
            self._refresh_if_seen()

    def _refresh_if_seen(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        self._is_stale = False
        project = self._session.project
        table = project.attributes.table()
        families = project.attributes.families(table)
        read, waiting = project.readings.pages_read(), project.codings.waiting()
        self.table.stay_while(
            lambda: self._keep_chosen(lambda: self.rows.show(table, read, waiting, families))
        )
        self._stack.setCurrentIndex(0 if self.rows.table.reports else 1)
        if self.rows.columns != self._columns:
            self._columns = self.rows.columns
            self.menu.fill(self._columns)
            self._arrange()
        self._hide_scans()
        self._show_about()
        self._tell_count()
        self.acts.offer()
        self._tell_about()

    def _arrange(self) -> None:
        self._hidden = self.menu.hidden
        self.table.arrange_columns(self._hidden)
        self._hide_scans()

    def _hide_scans(self) -> None:
        """Show which pages lack text only where some do."""
        has_scans = any(report.pages_without_text for report in self.rows.reports)
        is_hidden = self.rows.columns[SCANS].key in self._hidden
        self.table.setColumnHidden(SCANS, is_hidden or not has_scans)

    def _keep_chosen(self, show: Callable[[], object]) -> None:
        """Have what was chosen stay chosen while the rows are others."""
        chosen = {report.id for report in self.table.chosen()}
        here = self.table.currentIndex()
        row, column = here.row(), here.column()
        show()
        is_lost = row >= 0 and not self.table.currentIndex().isValid()
        if is_lost and chosen and self.rows.rowCount():
            self._come_back(chosen, row, min(column, self.rows.columnCount() - 1))

    def _come_back(self, chosen: set[ReportId], row: int, column: int) -> None:
        """Choose what was chosen; when all of it is gone, what now stands in its place."""
        last = self.rows.rowCount() - 1
        again = [at for at in range(last + 1) if self.rows.report(at).id in chosen]
        first = again[0] if again else min(row, last)
        self.table.setCurrentIndex(self.rows.index(first, column))
        flag = QItemSelectionModel.SelectionFlag
        for at in again[1:]:
            self.table.selectionModel().select(self.rows.index(at, column), flag.Select)

    def _filter(self, written: str) -> None:
        self._keep_chosen(lambda: self.rows.filter_by(written))
        self._tell_count()

    def _show_families(self, shown: bool) -> None:  # noqa: FBT001 - Qt's signal carries it
        self.rows.show_families(shown=shown)
        self._tell_count()

    def _tell_count(self) -> None:
        self._count.setText(count_of(self.rows))

    def _tell_about(self) -> None:
        """Have the pane tell of the reports that are chosen."""
        self._soon.stop()
        self.about.show_reports(self.rows, self.table.chosen())

    # Acts

    def _fold_about(self) -> None:
        """Fold the pane about a report away, or show it again; that is remembered."""
        self._is_folded = not self._is_folded
        known = settings.load()
        word = _FOLDED if self._is_folded else _UNFOLDED
        settings.save(replace(known, panes={**known.panes, _FOLD: word}))
        self._show_about()

    def _show_about(self) -> None:
        """Show the pane where there are attributes and it is not folded."""
        has_attributes = bool(self.rows.table.attributes)
        if self._is_folded and self.about.isAncestorOf(self.focusWidget()):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.about.setVisible(has_attributes and not self._is_folded)

    def _switch_pane(self) -> None:
        """Go from the table into the pane, or back."""
        if self.about.isVisible() and not self.about.isAncestorOf(self.focusWidget()):
            self.about.begin()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_attributes(self) -> None:
        """Take the attributes that come with the program into the project."""
        from coder.codebooks import find, load  # noqa: PLC0415 - seldom needed

        try:
            self._session.project.codebook.take(load(find(_BOOK)))
        except ProjectError as error:
            ask.tell(self, str(error))
            return
        self._session.told.emit("Added the attributes, the protocol, the scales and the forms.", 1)

    def add_record(self) -> None:
        """Have a report noted of which there is no file yet."""
        title = ask.text(self, "A record without a file", "Title of the report")
        if not title or not title.strip():
            return
        try:
            (report,) = self._session.project.attributes.add_records([{"title": title}])
        except ProjectError as error:
            ask.tell(self, str(error))
            return
        row = self.rows.row_of(report)
        if row >= 0:
            self.table.setCurrentIndex(self.rows.index(row, TITLE))
            self.table.setFocus()

    def import_list(self) -> None:
        """Have a list of reports chosen, looked at, and imported."""
        path = ask.table_of_reports(self)
        if path is not None:
            self.import_from(path)

    def import_from(self, path: Path) -> None:
        """Have a list of reports looked at and imported."""
        from ui.panels.reports.importing import ImportDialog  # noqa: PLC0415 - seldom needed

        told = ImportDialog(self._session, path, self).ask()
        if told:
            self._session.told.emit(told, 1)
