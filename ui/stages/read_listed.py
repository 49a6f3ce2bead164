"""Which reports there are to be read: listed when one looks, and closed when they are gone."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from coder.model.changes import Changes, Kind
from coder.model.ids import ReportId
from coder.model.report import Report
from ui.session import Session
from ui.stages.read_tabs import ReadTabs
from ui.stages.reading import Reading
from ui.stages.report_switch import ReportSwitch


class ReportsListed(QObject):
    """Lists the reports of the project in the Read stage, and has one opened when none is.

    While the stage is not seen, only what becomes of the reports that are open is followed.
    `show` is given all reports, those without a file too, before any is opened.
    """

    def __init__(
        self,
        session: Session,
        reading: Reading,
        tabs: ReadTabs,
        switch: ReportSwitch,
        stage: QWidget,
        open_report: Callable[[ReportId], object],
        show: Callable[[list[Report]], object],
    ) -> None:
        super().__init__(stage)
        self._session, self._stage = session, stage
        self._reading, self._tabs, self._switch = reading, tabs, switch
        self._open, self._show = open_report, show
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
        project, reading = self._session.project, self._reading
        every = project.reports.listed()
        reports = [report for report in every if report.has_file]
        by_id = {report.id: report for report in reports}
        self._show(every)
        reading.follow(by_id)
        self._switch.offer(reports, reading.report.id if reading.report else None)
        last = project.places.last()
        if reading.report is None and reports:
            self._open(last if last in by_id else reports[0].id)

    def _follow(self, changes: Changes) -> None:
        touched = changes.ids.get(Kind.REPORT, frozenset())
        self._is_stale |= bool(touched)
        is_open = any(tab.report in touched for tab in self._tabs)
        if touched and (is_open or self._stage.isVisible()):
            self.read()
