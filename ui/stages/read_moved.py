"""Settling moved codings while one reads: the panel, the pages beside it, pictures of places."""

from PySide6.QtCore import QObject, QTimer

from coder.model.coding import Coding
from coder.model.errors import NotFoundError
from coder.model.passage import Passage
from ui.panels.replaced.pane import ReplacedPanel
from ui.reader.snapshot import Snapshots
from ui.session import Session
from ui.stages import extents
from ui.stages.reading import Reading
from ui.stages.side_column import SideColumn

_SETTLE = 120
"""Milliseconds without a further row after which the pages follow."""


class Settling(QObject):
    """Shows on the pages where moved codings are, and gives the panel what is selected there.

    The panel has a tab in the column while something waits, and until one leaves it.
    """

    def __init__(
        self, session: Session, panel: ReplacedPanel, reading: Reading, column: SideColumn
    ) -> None:
        super().__init__(panel)
        self._session, self.panel, self._reading = session, panel, reading
        self._column, self._waits = column, 0
        panel.selected = self._selected
        panel.look_through(Snapshots(self), Snapshots(self))
        panel.landAsked.connect(self._land)
        panel.closed.connect(self._give_keys_back)
        self._next: Coding | None = None
        self._soon = QTimer(self, singleShot=True, interval=_SETTLE)
        self._soon.timeout.connect(self._follow)
        panel.turnedTo.connect(self._follow_soon)
        panel.counted.connect(self._count)
        column.shown.connect(self._offer)
        reading.turned.connect(self.turn)

    def begin(self) -> None:
        """List what waits in the report in hand."""
        self._column.bring(self.panel)
        self.panel.show_report()

    def _count(self, waits: int) -> None:
        self._waits = waits
        self._offer()

    def _offer(self) -> None:
        is_offered = self._waits > 0 or self._column.current is self.panel
        self._column.offer(self.panel, offered=is_offered)

    def turn(self) -> None:
        """Be about the report that is in hand now."""
        report = self._reading.report
        self.panel.open(report.id if report else None)

    def _give_keys_back(self) -> None:
        self._reading.view.setFocus()

    def _follow_soon(self, coding: Coding) -> None:
        self._next = coding
        self._soon.start()

    def _follow(self) -> None:
        """Let the pages follow the list, unless they are of another report or hold a selection."""
        coding, report = self._next, self._reading.report
        is_here = coding and report and coding.report == report.id and self.panel.isVisible()
        if coding and is_here and not self._reading.view.has_selection:
            self._land(coding, noted=True)

    def _land(self, coding: Coding, *, noted: bool = False) -> None:
        """Show where a coding is or, when it was not found, the page where it was."""
        try:
            if not coding.is_lost:
                self._reading.land(coding.id, noted=noted)
                return
            pages = self._session.project.reports.get(coding.report).pages
        except NotFoundError:
            return
        with self._reading.jump(noted=noted):
            self._reading.show_page(coding.report, min(coding.page, pages - 1))

    def _selected(self) -> Passage | None:
        """Return what is selected as a passage, None where there is no print in it."""
        opened, view = self._reading.opened, self._reading.view
        if opened is None:
            return None
        return extents.selected(self._session.project, opened, view.selection(), view.area())
