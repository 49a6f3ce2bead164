"""Settling disagreements while one reads: the panel, and both versions lit on the pages."""

from PySide6.QtCore import QObject, QTimer

from coder.model.errors import NotFoundError
from coder.model.passage import Passage
from coder.model.settling import Disagreement
from ui.panels.team.differ import DifferPanel
from ui.reader.source import Side
from ui.session import Session
from ui.stages import extents
from ui.stages.reading import Reading
from ui.stages.side_column import SideColumn

_SETTLE = 120
"""Milliseconds without a further row after which the pages follow."""


class Adjudicating(QObject):
    """Shows a disagreement on the pages, and gives the panel what is selected there.

    The panel has a tab in the column while it is in front, or something is to be settled.
    """

    def __init__(
        self, session: Session, panel: DifferPanel, reading: Reading, column: SideColumn
    ) -> None:
        super().__init__(panel)
        self._session, self.panel, self._reading = session, panel, reading
        self._column, self._open = column, 0
        self._next: Disagreement | None = None
        self._soon = QTimer(self, singleShot=True, interval=_SETTLE)
        self._soon.timeout.connect(self._follow)
        panel.selected = self._selected
        panel.landAsked.connect(self._land)
        panel.turnedTo.connect(self._turn)
        panel.closed.connect(self._give_keys_back)
        panel.counted.connect(self._count)
        column.shown.connect(self._shown)

    def begin(self) -> None:
        """List what is to be settled."""
        self._column.bring(self.panel)
        self.panel.begin()

    def step(self, direction: int) -> None:
        """Go to the next disagreement, or the one before; the first time list them."""
        if self._column.current is self.panel and self.panel.isVisible():
            self.panel.step(direction)
        else:
            self.begin()

    def finish_report(self) -> None:
        """Say that the coder is done with the report in hand; said again, that they are not."""
        report = self._reading.report
        if report is None:
            return
        team, me = self._session.project.team, self._session.project.coder.id
        is_done = any(
            one.state == "done"
            for one in team.assignments()
            if (one.report, one.coder) == (report.id, me)
        )
        team.set_state(report.id, "" if is_done else "done")
        words = self.panel.tr("Reopened: %1") if is_done else self.panel.tr("Done: %1")
        self._session.told.emit(words.replace("%1", report.title), 1)

    def _count(self, open_: int) -> None:
        self._open = open_
        self._offer()

    def _shown(self) -> None:
        self._offer()
        if self._column.current is not self.panel:
            self._reading.view.compare(())

    def _offer(self) -> None:
        is_offered = self._open > 0 or self._column.current is self.panel
        self._column.offer(self.panel, offered=is_offered)

    def _give_keys_back(self) -> None:
        self._reading.view.setFocus()

    def _turn(self, one: Disagreement | None) -> None:
        self._next = one
        if one is None:
            self._reading.view.compare(())
        elif self.panel.isVisible():
            self._soon.start()

    def _follow(self) -> None:
        if self._next is not None and self.panel.isVisible():
            self._land(self._next, noted=True)

    def _land(self, one: Disagreement, *, noted: bool = False) -> None:
        """Show where it is, both versions in their coders' colours."""
        had_keys = self.panel.list.hasFocus()
        some = one.in_question or one.codings
        try:
            if not self._reading.land(some[0].id, noted=noted):
                return
        except NotFoundError:
            return
        sides = []
        for coder, codings in zip(one.coders, (one.first, one.second), strict=True):
            found = self.panel.known.coder(coder)
            if found:
                ids = frozenset(coding.id for coding in codings)
                sides.append(Side(ids, found.colour, found.initials))
        view = self._reading.view
        view.light(())
        view.compare(sides)
        if had_keys:
            self.panel.list.setFocus()

    def _selected(self) -> Passage | None:
        """Return what is selected as a passage, None where there is no print in it."""
        opened, view = self._reading.opened, self._reading.view
        if opened is None:
            return None
        return extents.selected(self._session.project, opened, view.selection(), view.area())
