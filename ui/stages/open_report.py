"""One report that is open: its pane of pages, and its marks kept as the project has them."""

from PySide6.QtCore import QObject, Signal

from coder.model.changes import Changes, Kind
from coder.model.ids import CodeId
from coder.model.report import PageFacts, Report
from ui.panels.reports.marks import Difference, ReportMarks
from ui.reader.pane import ReaderPane
from ui.reader.source import Look
from ui.session import Session


class OpenReport(QObject):
    """Paints the marks of a report into its pane and follows every change until it is closed.

    `differed` carries the `Difference` after a change that touched codings of this report.
    """

    differed = Signal(object)

    def __init__(
        self, session: Session, pane: ReaderPane, report: Report, facts: list[PageFacts]
    ) -> None:
        super().__init__(pane)
        self._session = session
        self.pane = pane
        self.report = report
        self.facts = facts
        self.marks = ReportMarks(session.project, report.id)
        self._looks = self._read_looks()
        pane.view.set_marks(self.marks.marks, self._looks)
        session.changed.connect(self._follow)

    def close(self) -> None:
        """Follow no more; nothing of it is painted any longer."""
        self._session.changed.disconnect(self._follow)
        self.pane.view.set_marks((), {})
        self.setParent(None)
        self.deleteLater()

    def _read_looks(self) -> dict[CodeId, Look]:
        codes = self._session.project.codebook.codes()
        return {code.id: Look(code.colour, code.name) for code in codes}

    def _follow(self, changes: Changes) -> None:
        """Paint what became of the codings of this report, and how codes look now."""
        view, difference = self.pane.view, Difference()
        if changes.touches(Kind.CODE):
            self._looks = self._read_looks()
        if changes.touches(Kind.CODING):
            difference = self.marks.follow(changes.ids[Kind.CODING])
        if difference.all_new or changes.touches(Kind.CODE):
            view.set_marks(self.marks.marks, self._looks)
        elif difference:
            view.remove_marks(difference.gone)
            view.add_marks(difference.now, self._looks)
        if difference:
            self.differed.emit(difference)
