"""Which codings the pages show, and whose they are: in every report that is open."""

from PySide6.QtCore import QObject

from coder.model.changes import Changes, Kind
from coder.model.errors import NotFoundError
from coder.model.ids import CodingId
from coder.model.mark_filter import MarkFilter
from ui.panels.passages.mark_filter import MarkFilterButton
from ui.reader.voices import Voices, Words
from ui.session import Session
from ui.stages.read_tabs import ReadTabs, Tab


class MarksShown(QObject):
    """Puts the filter and the coders' names on the pages; tells the button how many are left."""

    def __init__(self, session: Session, tabs: ReadTabs, button: MarkFilterButton) -> None:
        super().__init__(button)
        self._session, self._tabs, self._button = session, tabs, button
        button.changed.connect(self._filter)
        session.changed.connect(self._refresh_if_touched)

    def listen_to(self, tab: Tab) -> None:
        """Count anew whenever other codings are shown in a tab."""
        tab.pane.view.marksChanged.connect(self.count)

    def begin(self, tab: Tab) -> None:
        """Show a report that was put into a tab as all others are shown."""
        highlights = tab.pane.view.highlights
        highlights.hear(self._voices())
        highlights.set_filter(self._button.wanted)
        tab.pane.view.show_marks()

    def count(self) -> None:
        """Tell how many codings of the report in hand are shown."""
        self._button.tell_counts(*self._tabs.current.pane.view.highlights.counts)

    def _voices(self) -> Voices:
        project = self._session.project
        initials = {coder.id: coder.initials for coder in project.coders.listed()}
        return Voices(initials, project.coder.id, self._words)

    def _words(self, coding: CodingId) -> Words:
        try:
            found = self._session.project.codings.get(coding)
        except NotFoundError:
            return Words()
        return Words(found.memo, found.caption)

    def _filter(self, wanted: MarkFilter) -> None:
        for tab in self._tabs:
            tab.pane.view.highlights.set_filter(wanted)
            tab.pane.view.show_marks()
        self.count()

    def _refresh_if_touched(self, changes: Changes) -> None:
        if changes.touches(Kind.CODER):
            for tab in self._tabs:
                if tab.opened:
                    self.begin(tab)
