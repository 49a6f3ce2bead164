"""What came back from reviewers: looked at, merged, and what it left to decide."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coder.model.errors import ProjectError
from coder.model.team import Conflict, Moved, OpKey, Preview, Proposal, Receipt
from ui import ask, icons, theme
from ui.panels.team import merge_words as words
from ui.panels.team.merge_choice import MergeChoice
from ui.panels.team.merge_words import Shown
from ui.panels.team.merging import Merger
from ui.session import Session
from ui.upkeep import Upkeep
from ui.widgets.keys_to import keys_to
from ui.widgets.labels import heading, mute
from ui.widgets.progress_strip import ProgressStrip

_ROOM = 14
"""Screen pixels around the words of a row, above and below together."""

_WORKS = (".evw", ".evc")
_DATA = Qt.ItemDataRole.UserRole
_KIND = Qt.ItemDataRole.UserRole + 1
"""The role under which a heading tells of what kind the rows under it are."""


class MergePanel(QWidget):
    """Files to be merged with what they bring, questions that a merge left, and what was merged.

    `changed` says that the number of open questions may be another one.
    """

    changed = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._previews: list[Preview] = []
        self._declined: list[Proposal] = []
        self.merger = Merger(session, self)
        self.tree = QTreeWidget(self)
        self.choice = MergeChoice(self)
        self._said = mute(QLabel(self))
        self._files = QPushButton(icons.icon("merge"), self.tr("Choose files…"), self)
        self._folder = QPushButton(icons.icon("folder"), self.tr("Choose a folder…"), self)
        self._merge = QPushButton(self.tr("Merge"), self)
        self._cancel = QPushButton(self.tr("Not now"), self)
        self.strip = ProgressStrip(self)
        self._upkeep = Upkeep(self, session, self._list, None, pause=60)
        self.setAcceptDrops(True)
        self._set_up()
        self._lay_out()
        self._connect()

    def _set_up(self) -> None:
        tree = self.tree
        tree.setHeaderHidden(True)
        tree.setAccessibleName(self.tr("What came back"))
        tree.setRootIsDecorated(False)
        tree.setIndentation(2 * theme.GRID)
        tree.setWordWrap(True)
        tree.setFrameShape(QFrame.Shape.NoFrame)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._merge.setDefault(True)
        for button in (self._files, self._folder, self._merge, self._cancel):
            button.setMinimumHeight(theme.TARGET)
        self.strip.hide()
        keys_to(self, tree)

    def _lay_out(self) -> None:
        acts = QHBoxLayout()
        acts.setSpacing(theme.GRID)
        acts.addWidget(heading(self.tr("What came back"), self))
        acts.addSpacing(theme.GRID)
        acts.addWidget(self._said, 1)
        for button in (self._cancel, self._merge, self._folder, self._files):
            acts.addWidget(button)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self.tree)
        split.addWidget(self.choice)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 1)
        split.setSizes([760, 400])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.GRID)
        column.setSpacing(theme.GRID)
        column.addLayout(acts)
        column.addWidget(split, 1)
        column.addWidget(self.strip, 0, Qt.AlignmentFlag.AlignRight)

    def _connect(self) -> None:
        self._files.clicked.connect(self.choose_files)
        self._folder.clicked.connect(self.choose_folder)
        self._merge.clicked.connect(self.merger.merge)
        self._cancel.clicked.connect(self._leave)
        self.merger.progressed.connect(self.strip.tell)
        self.merger.previewed.connect(self._show_previews)
        self.merger.merged.connect(self._show_merged)
        self.merger.ended.connect(self._ended)
        self.strip.cancelled.connect(self.merger.cancel)
        self.tree.currentItemChanged.connect(lambda *_: self._turn())
        self.tree.itemActivated.connect(lambda *_: self.choice.take_keys())
        self.choice.settleAsked.connect(self._settle)
        self.choice.acceptAsked.connect(self._accept)
        self.choice.declineAsked.connect(self._decline)
        self.choice.againAsked.connect(self._ask_again)
        self._session.opened.connect(self._begin)

    @property
    def current(self) -> Shown | None:
        """Return what the row in hand is about."""
        item = self.tree.currentItem()
        return item.data(0, _DATA) if item else None

    def choose_files(self) -> None:
        """Have files chosen, and look at what they bring."""
        if self._is_free():
            self.look_at(ask.works(self))

    def choose_folder(self) -> None:
        """Have a folder chosen, and look at what its files bring."""
        if self._is_free():
            folder = ask.work_folder(self)
            self.look_at([folder] if folder else [])

    def look_at(self, paths: Sequence[Path]) -> None:
        """Look at what files bring; nothing is changed."""
        if paths and self._is_free():
            self._files.setEnabled(False)
            self._folder.setEnabled(False)
            self.merger.preview(paths)

    def _is_free(self) -> bool:
        """Say whether something can be looked at now; why not is told."""
        if self.merger.is_busy:
            said = self.tr("Other files are being read. Wait for them, or cancel that.")
            self._session.told.emit(said, 0)
        return not self.merger.is_busy

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take whole projects and folders here too, which elsewhere are opened or added."""
        if self._session.is_open and _works_in(event.mimeData()):
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at what was dropped."""
        event.acceptProposedAction()
        self.look_at(_works_in(event.mimeData()))

    def _begin(self) -> None:
        self.changed.emit(0)
        self._previews = []
        self._upkeep.reread()

    def _ended(self) -> None:
        self.strip.hide()
        self._files.setEnabled(True)
        self._folder.setEnabled(True)
        self._upkeep.read()

    def _show_previews(self, previews: list[Preview]) -> None:
        self._previews = previews
        self.tree.clear()  # the first of them is looked at, whatever was before
        self._read_on()

    def _show_merged(self, _: list[Receipt]) -> None:
        self._previews = []
        self._read_on()

    def _leave(self) -> None:
        """Merge nothing of it."""
        self.merger.forget()
        self._previews = []
        self._read_on()

    def _list(self) -> None:
        """List all again."""
        merging = self._session.project.merging
        conflicts, proposals = merging.conflicts(), merging.proposals()
        before = self._place(self.tree.currentItem())
        self.tree.clear()
        if self._previews:
            self._group(self.tr("To be merged"), self._previews, words.summary_of)
        questions: list[Conflict | Proposal] = [*proposals, *conflicts]
        if questions:
            self._group(self.tr("To decide"), questions, words.question)
        self._declined = merging.declined()
        if self._declined:
            self._group(self.tr("Not the same"), self._declined, words.question)
        receipts = merging.receipts()
        if receipts:
            self._group(self.tr("Merged before"), receipts, words.receipt)
        self.tree.expandToDepth(0)
        self._say(bool(self._previews), len(questions), len(receipts))
        self.changed.emit(len(questions))
        self._come_back(*before)
        self._turn()

    def _group(self, title: str, some: Sequence[Shown], told: Callable[..., str]) -> None:
        top = QTreeWidgetItem([f"{title} ({len(some)})"])
        top.setFont(0, theme.body_font(bold=True))
        top.setFlags(Qt.ItemFlag.ItemIsEnabled)
        top.setData(0, _KIND, title)
        top.setSizeHint(0, QSize(0, self.fontMetrics().lineSpacing() + _ROOM + 4))
        self.tree.addTopLevelItem(top)
        for one in some:
            item = QTreeWidgetItem([told(one)])
            item.setData(0, _DATA, one)
            item.setToolTip(0, told(one))
            lines = 1 + told(one).count("\n")
            item.setSizeHint(0, QSize(0, lines * self.fontMetrics().lineSpacing() + _ROOM))
            top.addChild(item)

    def _place(self, item: QTreeWidgetItem | None) -> tuple[str, int, Shown | None]:
        """Return of what kind a row is, which of its kind, and what it is about."""
        top = item.parent() if item else None
        if item is None or top is None:
            return "", 0, None
        return top.data(0, _KIND), top.indexOfChild(item), item.data(0, _DATA)

    def _come_back(self, title: str, row: int, one: Shown | None) -> None:
        """Have the same row in hand, or the next of its kind, or the first there is."""
        tops = _below(self.tree.invisibleRootItem())
        if not tops:
            return
        top = next((each for each in tops if each.data(0, _KIND) == title), None)
        some = _below(top or tops[0])
        same = (each for each in some if words.is_same(each.data(0, _DATA), one))
        near = some[min(row, len(some) - 1) if top else 0]
        self.tree.setCurrentItem(next(same, near))

    def _say(self, has_previews: bool, questions: int, receipts: int) -> None:  # noqa: FBT001
        can_merge = has_previews and not all(one.is_empty for one in self._previews)
        self._merge.setVisible(can_merge)
        self._cancel.setVisible(has_previews)
        self._files.setVisible(not has_previews)
        self._folder.setVisible(not has_previews)
        said = ""
        if has_previews and not can_merge:
            said = self.tr("All of this is in the project already.")
        elif has_previews:
            said = self.tr("Nothing is changed until you merge. Undo takes it back.")
        elif not questions and not receipts:
            said = self.tr("Choose what reviewers sent back, or drop it on the window.")
        self._said.setText(said)

    def _turn(self) -> None:
        one = self.current
        merging = self._session.project.merging
        sides = merging.sides(one) if isinstance(one, Proposal) else ()
        self.choice.show_one(one, sides, is_declined=one in self._declined)

    def _settle(self, one: Conflict, value: OpKey | str) -> None:
        self._attempt(lambda: self._session.project.merging.settle(one, value))

    def _accept(self, one: Proposal) -> None:
        left: list[Moved] = []
        self._attempt(lambda: left.extend(self._session.project.merging.accept(one)))
        if left:
            ask.tell(self, words.left_behind(one, left))

    def _decline(self, one: Proposal) -> None:
        self._attempt(lambda: self._session.project.merging.decline(one))

    def _ask_again(self, one: Proposal) -> None:
        self._attempt(lambda: self._session.project.merging.ask_again(one))

    def _attempt(self, act: Callable[[], object]) -> None:
        try:
            act()
        except ProjectError as error:
            ask.tell(self, str(error))
        self._read_on()

    def _read_on(self) -> None:
        """List all again, the keys in the list: the button that had them may be gone."""
        self._upkeep.read()
        if self.isVisible():
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)


def _works_in(data: QMimeData) -> list[Path]:
    """Return the files, and folders of them, that may be what somebody sent back."""
    paths = (Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    return [one for one in paths if one.is_dir() or one.suffix.lower() in _WORKS]


def _below(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    """Return the rows under a row."""
    return [child for at in range(item.childCount()) if (child := item.child(at))]
