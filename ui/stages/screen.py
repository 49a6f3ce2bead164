"""The Screen stage: reports against the criteria, what differs, the flow, the balance."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from coder.model.ids import ItemId, ReportId
from ui import theme
from ui.panels.conflicts import ConflictsPage
from ui.panels.flow_pages import BalancePage, FlowPage
from ui.session import Session
from ui.stages.screen_actions import actions
from ui.stages.screen_empty import NothingToScreen
from ui.stages.screening import ScreeningPage
from ui.widgets.keys_to import keys_to

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
        self._pages: tuple[tuple[QWidget, str], ...] = (
            (self.screening, self.tr("Screening")),
            (self.conflicts, self.tr("Conflicts")),
            (self.flow, self.tr("Flow")),
            (self.balance, self.tr("Balance")),
        )
        self._group = QButtonGroup(self)
        self._stack = QStackedWidget(self)
        self._soon = QTimer(self, singleShot=True, interval=600)
        self._lay_out()
        self._offer_actions()
        self._connect()
        if session.is_open:
            self.screening.refresh()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        top.setSpacing(2)
        for at, (page, name) in enumerate(self._pages):
            button = QToolButton(self)
            button.setObjectName("segment")
            button.setText(name)
            button.setAccessibleName(name)
            button.setCheckable(True)
            button.setChecked(at == 0)
            button.setMinimumHeight(theme.TARGET)
            button.setMinimumWidth(12 * theme.GRID)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(button, at)
            self._stack.addWidget(page)
            top.addWidget(button)
        top.addStretch(1)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._stack, 1)

    def _offer_actions(self) -> None:
        for action in actions(self.screening.acts, self.screening):
            self.addAction(action)
        for text, keys, way in (
            ("Next Page of Screening", "Ctrl+Tab", 1),
            ("Page of Screening Before", "Ctrl+Shift+Tab", -1),
        ):
            action = QAction(text, self)
            action.setShortcut(QKeySequence(keys))
            action.setData("go")
            action.triggered.connect(lambda _=False, way=way: self._turn(way))
            self.addAction(action)

    def _connect(self) -> None:
        self._group.idClicked.connect(self.show_page)
        self.screening.emptied.connect(self._settle)
        self.empty.reportsAsked.connect(self.reportsAsked)
        self.empty.codebookAsked.connect(self.codebookAsked)
        self.empty.protocolAsked.connect(self._take_protocol)
        self.conflicts.openAsked.connect(self._open_conflict)
        self.conflicts.proofAsked.connect(self._session.showReport)
        self.conflicts.counted.connect(self._count)
        self._soon.timeout.connect(self.conflicts.wake)
        self._session.changed.connect(self._wake)
        self._session.opened.connect(self._wake)
        keys_to(self, self.screening)

    def _wake(self) -> None:
        """Look whether there is something to screen now."""
        if self.isVisible() and self._stack.currentWidget() is self.empty:
            self.screening.wake()
        if self.isVisible():
            self._soon.start()

    def _count(self, conflicts: int) -> None:
        """Say at its tab how many conflicts there are."""
        name = self._pages[1][1]
        self._group.button(1).setText(f"{name} ({conflicts})" if conflicts else name)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was not read while nobody looked."""
        super().showEvent(event)
        if self._session.is_open:
            self.screening.wake()
            self._soon.start()

    def show_page(self, at: int) -> None:
        """Show one of the pages: screening, conflicts, flow, balance."""
        self._group.button(at).setChecked(True)
        self._settle()
        page = self._stack.currentWidget()
        keys_to(self, page)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self, direction: int) -> None:
        self.show_page((self._group.checkedId() + direction) % len(self._pages))

    def _settle(self) -> None:
        """Show the page that is chosen, or what is needed first."""
        at = self._group.checkedId()
        self.empty.explain(has_reports=self.screening.has_reports)
        shown = self.empty if at == 0 and self.screening.is_empty else self._pages[at][0]
        if self._stack.currentWidget() is not shown:
            self._stack.setCurrentWidget(shown)

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
