"""Which reports there are to be read: listed when one looks, and closed when they are gone."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QStackedWidget

from coder.model.changes import Changes, Kind
from ui.session import Session
from ui.stages.read_empty import NoReports

if TYPE_CHECKING:
    from ui.stages.read import ReadStage


class ReportsListed(QObject):
    """Lists the reports of the project in the Read stage, and opens one when none is.

    While nobody looks only what becomes of the reports that are open is followed.
    """

    def __init__(
        self, session: Session, stage: "ReadStage", empty: NoReports, stack: QStackedWidget
    ) -> None:
        super().__init__(stage)
        self._session, self._stage = session, stage
        self._empty, self._stack = empty, stack
        self._is_stale = False
        session.changed.connect(self._follow)
        if session.is_open:
            self.read()

    def wake(self) -> None:
        """Read what was not read while nobody looked."""
        if self._is_stale and self._session.is_open:
            self.read()

    def read(self) -> None:
        """List the reports with a file; open the one last read, or the first, if none is open."""
        self._is_stale = False
        stage, project = self._stage, self._session.project
        every = project.reports.listed()
        reports = [report for report in every if report.has_file]
        self._empty.say(with_records=bool(every))
        by_id = {report.id: report for report in reports}
        self._stack.setCurrentWidget(stage.bench if reports else self._empty)
        stage.reading.follow(by_id)
        stage.switch.offer(reports, stage.report.id if stage.report else None)
        last = project.places.last()
        if stage.report is None and reports:
            stage.open_report(last if last in by_id else reports[0].id)

    def _follow(self, changes: Changes) -> None:
        touched = changes.ids.get(Kind.REPORT, frozenset())
        self._is_stale |= bool(touched)
        is_open = any(tab.report in touched for tab in self._stage.tabs)
        if touched and (is_open or self._stage.isVisible()):
            self.read()
