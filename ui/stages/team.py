"""The Team stage: who did what, what came back, how far coders agree."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from coder.model.errors import ProjectError
from coder.paths import as_file_name
from ui import ask, theme
from ui.panels.team.agreement import AgreementPanel
from ui.panels.team.merge import MergePanel
from ui.panels.team.people import PeoplePanel
from ui.panels.team.sharing import Sharing
from ui.session import Session
from ui.widgets.enter_presses import EnterPresses
from ui.widgets.page_tabs import PageTabs, TabPage
from ui.widgets.progress_strip import ProgressStrip

_MERGE = 1
"""Which page is for merging."""


class TeamStage(QWidget):
    """Three pages under small tabs.

    `settleAsked` wants the disagreements on their pages, `reviseAsked` a code's definition.
    """

    title = "Team"
    icon_name = "team"
    settleAsked = Signal()
    reviseAsked = Signal(bytes)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.people = PeoplePanel(session, self)
        self.merge = MergePanel(session, self)
        self.agreement = AgreementPanel(session, self)
        self.sharing = Sharing(session, self)
        self.strip = ProgressStrip(self)
        self.strip.hide()
        every = (
            TabPage(self.people, self.tr("People")),
            TabPage(self.merge, self.tr("Merge")),
            TabPage(self.agreement, self.tr("Agreement")),
        )
        self.pages = PageTabs(every, self, wide=12)
        self._lay_out()
        self._offer_actions()
        self._connect()
        self._enter = EnterPresses(self)

    def _lay_out(self) -> None:
        title = QLabel(self.title, self)
        title.setFont(theme.body_font(15, bold=True))
        top = QHBoxLayout()
        top.setSpacing(2)
        top.addWidget(title)
        top.addSpacing(2 * theme.GRID)
        top.addLayout(self.pages.row)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * theme.GRID, 2 * theme.GRID, 3 * theme.GRID, 0)
        column.setSpacing(2 * theme.GRID)
        column.addLayout(top)
        column.addWidget(self.pages, 1)
        column.addWidget(self.strip, 0, Qt.AlignmentFlag.AlignRight)

    def _offer_actions(self) -> None:
        for text, keys, act in (
            ("Make a Copy for a Reviewer…", "", self.make_copy),
            ("Send My Work…", "", self.send_work),
            ("Merge Files…", "Ctrl+Shift+M", self.merge_files),
        ):
            action = QAction(text, self)
            if keys:
                action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _=False, do=act: do())
            action.setData("edit")
            self.addAction(action)
        turns = "Ctrl+PgDown", "Ctrl+PgUp"
        self.pages.offer_turns("Next Page of the Team", "Page Before", turns)

    def _connect(self) -> None:
        self.merge.changed.connect(lambda some: self.pages.count_on(_MERGE, some))
        self.people.copyAsked.connect(self.make_copy)
        self.people.sendAsked.connect(self.send_work)
        self.agreement.settleAsked.connect(self.settleAsked)
        self.agreement.definitions.chosen.connect(self.reviseAsked)
        self.sharing.progressed.connect(self.strip.tell)
        self.sharing.ended.connect(self.strip.hide)
        self.strip.cancelled.connect(self.sharing.cancel)

    def show_page(self, at: int) -> None:
        """Show one of the pages: people, merge, agreement."""
        self.pages.show_page(at)

    def make_copy(self) -> None:
        """Have it said for whom and of what, and make a copy for a reviewer."""
        from ui.dialogs.share import ShareDialog  # noqa: PLC0415 - seldom needed

        if not self._can_write():
            return
        project = self._session.project
        dialog = ShareDialog(
            project.coders.people(), project.reports.all(), project.team.assignments(), self
        )
        wish = dialog.ask()
        if wish is None:
            return
        target = ask.copy_name(self, self._beside(wish.name or "copy", ".evc"))
        if target:
            self.sharing.copy(target, wish.name, wish.reports, blind=wish.blind)

    def send_work(self) -> None:
        """Have a name chosen, and write one's own work there, for the team lead."""
        if not self._can_write():
            return
        try:
            name = self._session.project.coder.name
        except ProjectError as error:
            ask.tell(self, str(error))
            return
        target = ask.work_name(self, self._beside(f"work of {name}", ".evw"))
        if target:
            self.sharing.send(target)

    def _can_write(self) -> bool:
        """Say whether a file can be written now; why not is told."""
        if self.sharing.is_busy:
            said = self.tr("Another file is being written. Wait until it is there.")
            self._session.told.emit(said, 0)
        return not self.sharing.is_busy

    def _beside(self, words: str, ending: str) -> Path:
        """Return a name for a file beside the project's: people may be called as no file may."""
        path = self._session.project.path
        return path.with_name(as_file_name(f"{path.stem} - {words}") + ending)

    def merge_files(self) -> None:
        """Have files chosen that came back, and look at what they bring."""
        self.show_page(_MERGE)
        self.merge.choose_files()

    def take_in(self, paths: list[Path]) -> None:
        """Look at what files bring that were dropped on the window."""
        self.show_page(_MERGE)
        self.merge.look_at(paths)
