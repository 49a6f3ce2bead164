"""What can be done with the chosen reports: read, attach, replace, remove, tell duplicates."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence

from coder.model.errors import ProjectError
from coder.model.report import Report
from coder.progress import Progress
from ui import ask
from ui.panels.reports.blocks import ReportBlocks
from ui.panels.reports.replacing import ReportReplacing
from ui.panels.reports.table import ReportTable
from ui.session import Session

if TYPE_CHECKING:  # loaded when a file is replaced
    from coder.services.replacing import Replaced

_STANDARD = QKeySequence.StandardKey


class ReportActs(QObject):
    """Offers the acts in the menu of the table and in the window's.

    `movedAsked` carries a report whose codings are to be looked at; `progressed` and `ended`
    frame work on a file.
    """

    movedAsked = Signal(object)
    progressed = Signal(Progress)
    ended = Signal()

    def __init__(self, session: Session, table: ReportTable) -> None:
        super().__init__(table)
        self._session, self._table = session, table
        self.blocks = ReportBlocks(session, table)
        self.replacing = ReportReplacing(session, table)
        self.replacing.progressed.connect(self.progressed)
        self.replacing.ended.connect(self._replaced)
        table.allWritten.connect(self.blocks.write_all)
        self._made: dict[str, QAction] = {}
        blocks = self.blocks
        self._add("Read Report", lambda: self.open(table.currentIndex().row()))
        self._add("Attach PDF…", self._attach)
        self._add("Replace File…", self._replace)
        self._add("Look at Moved Codings", self._look_at_moved)
        self._rule()
        self._add("Copy Cells", blocks.copy, _STANDARD.Copy)
        self._add("Paste Cells", blocks.paste, _STANDARD.Paste)
        self._add("Fill Down", blocks.fill_down, "Ctrl+D")
        self._add("Empty Cells", blocks.empty)
        self._rule()
        self._add("Make One Project of Them", self._make_family)
        self._add("Mark as Duplicate", self._mark_duplicate)
        self._add("Not a Duplicate", self._not_duplicate)
        self._rule()
        self._add("Remove Report", self.remove, "Ctrl+Del")
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        table.selectionModel().selectionChanged.connect(self.offer)
        table.opened.connect(lambda index: self.open(index.row()))

    def _add(
        self,
        text: str,
        act: Callable[[], object],
        keys: str | QKeySequence.StandardKey = "",
    ) -> None:
        action = QAction(text, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _=False: act())
        action.setData("edit")
        self._made[text] = action
        self._table.addAction(action)

    def _rule(self) -> None:
        rule = QAction(self)
        rule.setSeparator(True)
        self._table.addAction(rule)

    @property
    def actions(self) -> list[QAction]:
        """Return what the window's menu offers as well."""
        return [action for text, action in self._made.items() if text != "Read Report"]

    def offer(self) -> None:
        """Offer what can be done with the reports that are chosen."""
        chosen = self._table.chosen()
        one = chosen[0] if len(chosen) == 1 else None
        is_idle = not self.replacing.is_busy
        can = {
            "Read Report": one is not None and one.has_file,
            "Attach PDF…": one is not None and not one.has_file and is_idle,
            "Replace File…": one is not None and one.has_file and is_idle,
            "Look at Moved Codings": one is not None and self._table.rows.waiting(one) > 0,
            "Make One Project of Them": len(chosen) > 1,
            "Mark as Duplicate": len(chosen) > 1,
            "Not a Duplicate": any(report.duplicate_of for report in chosen),
            "Remove Report": bool(chosen),
        }
        for text, allowed in can.items():
            self._made[text].setEnabled(allowed)
        away, both = QKeySequence(_STANDARD.Delete), [QKeySequence("Ctrl+Del")]
        is_about = self._is_about_reports()
        self._made["Remove Report"].setShortcuts([away, *both] if is_about else both)
        self._made["Empty Cells"].setShortcuts([] if is_about else [away])
        self._made["Empty Cells"].setEnabled(not is_about)

    def open(self, row: int) -> None:
        """Have a report read; one without a file cannot be."""
        if not 0 <= row < self._table.rows.rowCount():
            return
        report = self._table.rows.report(row)
        if report.has_file:
            self._session.showReport.emit(report.id, -1)
        else:
            self._session.told.emit("This report has no PDF yet. Attach one to read it.", 0)

    # Files

    def _attach(self) -> None:
        """Have the PDF of a report chosen that was known by its particulars alone."""
        (report,) = self._table.chosen()
        path = ask.attachment(self._table, report.title)
        if path:
            self.replacing.attach(report, path)
            self.offer()

    def _replace(self) -> None:
        """Have a PDF chosen that takes the place of the chosen report's file."""
        (report,) = self._table.chosen()
        path = ask.replacement(self._table, report.title)
        if path:
            self.replacing.replace(report, path)
            self.offer()

    def _replaced(self, replaced: "Replaced | Report | None") -> None:
        """Lead to the codings that moved, if any did."""
        self.ended.emit()
        if not self._session.is_open:
            return
        self.offer()
        report = getattr(replaced, "report", None)
        if report and self._session.project.codings.waiting().get(report.id):
            self.movedAsked.emit(report.id)

    def _look_at_moved(self) -> None:
        (report,) = self._table.chosen()
        self.movedAsked.emit(report.id)

    # Duplicates and projects

    def _mark_duplicate(self) -> None:
        """Say that the chosen reports double the one that has a file, or the first of them."""
        chosen = self._table.chosen()
        first = next((one for one in chosen if one.has_file and not one.duplicate_of), chosen[0])
        others = [one for one in chosen if one is not first]
        attributes = self._session.project.attributes

        def act() -> None:
            for one in others:
                attributes.mark_duplicate(one.id, first.id)

        who = "It is" if len(others) == 1 else f"{len(others)} reports are"
        name = first.number or f"“{first.title}”"
        word = "a duplicate" if len(others) == 1 else "duplicates"
        self._attempt(act, f"{who} marked as {word} of {name}, and counted once.", len(others))

    def _not_duplicate(self) -> None:
        chosen = [one for one in self._table.chosen() if one.duplicate_of]
        attributes = self._session.project.attributes

        def act() -> None:
            for one in chosen:
                attributes.mark_duplicate(one.id, None)

        self._attempt(act, "No longer marked as a duplicate.", len(chosen))

    def _make_family(self) -> None:
        """Have the chosen reports say the same of their project."""
        chosen, rows = self._table.chosen(), self._table.rows
        item = next((one.item for one in rows.columns if one.key == "family"), None)
        if item is None:
            self._session.told.emit("The project has no attribute “family”. Add it first.", 0)
            return
        said = (rows.table.shown(one.id, item.id) for one in chosen)
        symbol = next((one.item for one in rows.columns if one.key == "symbol"), None)
        symbols = (rows.table.shown(one.id, symbol.id) for one in chosen if symbol)
        name = next(filter(None, (*said, *symbols)), chosen[0].title)
        cells = [(one.id, item.id, name) for one in chosen]
        self._attempt(
            lambda: self._session.project.attributes.set_many(cells, "Make One Project"),
            f"{len(chosen)} reports are one project now: {name}.",
            1,
        )

    # Deleting

    def _is_about_reports(self) -> bool:
        """Say whether the reports themselves are chosen: their own cells, or whole rows."""
        columns, chosen = self._table.rows.columns, self._table.chosen_cells()
        if all(columns[column].is_own for _, column in chosen):
            return True
        rows = {row for row, _ in chosen}
        return len(chosen) == len(rows) * len(self._table.shown_columns())

    def remove(self) -> None:
        """Take the chosen reports out; no question, since undo brings all back."""
        chosen, gone = self._table.chosen(), 0
        if not chosen:
            return
        try:
            gone = sum(self._session.project.reports.remove(report.id) for report in chosen)
        except ProjectError as error:
            ask.tell(self._table, str(error))
            return
        what = f"“{chosen[0].title}”" if len(chosen) == 1 else f"{len(chosen)} reports"
        codings = "1 coding" if gone == 1 else f"{gone} codings"
        self._session.told.emit(f"Removed {what} with {codings}.", len(chosen))

    def _attempt(self, act: Callable[[], object], told: str, acts: int) -> None:
        try:
            act()
        except ProjectError as error:
            ask.tell(self._table, str(error))
            return
        self._session.told.emit(told, acts)
