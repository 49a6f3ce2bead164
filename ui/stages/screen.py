"""The Screen stage: reports against the criteria, what differs, the flow, the balance."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coder.model.ids import ItemId, ReportId
from ui import theme
from ui.panels.screen.conflicts import ConflictsPage
from ui.panels.screen.flow_pages import BalancePage, FlowPage
from ui.session import Session
from ui.stages.screen_actions import actions
from ui.stages.screen_empty import NothingToScreen
from ui.stages.screening import ScreeningPage
from ui.widgets.page_tabs import PageTabs, TabPage

CONFLICTS = 1
PROTOCOL = "review-protocol"
"""The built-in codebook that holds a protocol."""


class ScreenStage(QWidget):
    """Four pages under small tabs.

    `reportsAsked` and `codebookAsked` want these stages.
    """

    title = "Screen"
    icon_name = "screen"
    reportsAsked = Signal()
    codebookAsked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.screening = ScreeningPage(session, self)
        self.empty = NothingToScreen(self)
        self.conflicts = ConflictsPage(session, self)
        self.flow = FlowPage(session, self)
        self.balance = BalancePage(session, self)
        every = (
            TabPage(self.screening, self.tr("Screening")),
            TabPage(self.conflicts, self.tr("Conflicts")),
            TabPage(self.flow, self.tr("Flow")),
            TabPage(self.balance, self.tr("Balance")),
        )
        self.pages = PageTabs(every, self, wide=12)
        self.pages.addWidget(self.empty)
        self._soon = QTimer(self, singleShot=True, interval=600)
        self._lay_out()
        self._offer_actions()
        self._connect()
        if session.is_open:
            self.screening.refresh()

    def _lay_out(self) -> None:
        top = self.pages.row
        top.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.pages, 1)

    def _offer_actions(self) -> None:
        for action in actions(self.screening.acts, self.screening):
            self.addAction(action)
        turns = "Ctrl+Tab", "Ctrl+Shift+Tab"
        self.pages.offer_turns("Next Page of Screening", "Page of Screening Before", turns)

    def _connect(self) -> None:
        self.pages.turning.connect(self._settle)
        self.screening.emptied.connect(self._settle)
        self.empty.reportsAsked.connect(self.reportsAsked)
        self.empty.codebookAsked.connect(self.codebookAsked)
        self.empty.protocolAsked.connect(self._take_protocol)
        self.conflicts.openAsked.connect(self._open_conflict)
        self.conflicts.proofAsked.connect(self._session.showReport)
        self.conflicts.counted.connect(lambda some: self.pages.count_on(CONFLICTS, some))
        self._soon.timeout.connect(self.conflicts.catch_up)
        self._session.changed.connect(self._wake)
        self._session.opened.connect(self._wake)

    def _wake(self) -> None:
        """Look whether there is something to screen now."""
        if self.isVisible() and self.pages.currentWidget() is self.empty:
            self.screening.wake()
        if self.isVisible():
            self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was not read while nobody looked."""
        super().showEvent(event)
        if self._session.is_open:
            self.screening.wake()
            self._soon.start()

    def show_page(self, at: int) -> None:
        """Show one of the pages: screening, conflicts, flow, balance."""
        self.pages.show_page(at)

    def _settle(self) -> None:
        """Have reports to be screened under the first tab, or what is needed first."""
        self.empty.explain(has_reports=self.screening.has_reports)
        self.pages.put(0, self.empty if self.screening.is_empty else self.screening)

    def _open_conflict(self, report: ReportId, stage: ItemId) -> None:
        """Look at a report again that is to be settled."""
        self.show_page(0)
        self.screening.wake()
        self.screening.choose_stage(stage)
        self.screening.list.choose(report)

    def _take_protocol(self) -> None:
        from coder import codebooks  # noqa: PLC0415 - not at the start

        file = codebooks.load(codebooks.find(PROTOCOL))
        self._session.project.codebook.take(file)
        self._session.told.emit(
            self.tr("Took the protocol “%1”").replace("%1", file.codebook.title), 1
        )
        self.screening.setFocus(Qt.FocusReason.OtherFocusReason)
