"""Settling where coders differ: the queue, both versions, and what one says of it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from coder.model.changes import Changes, Kind
from coder.model.errors import ProjectError
from coder.model.ids import CodeId
from coder.model.passage import Passage
from coder.model.settling import Cause, Disagreement, Verdict
from ui import ask, theme
from ui.panels.team.coder_choice import CoderChoice
from ui.panels.team.differ_rows import DifferRows, Known
from ui.panels.team.differ_sides import Versions
from ui.panels.team.differ_view import DifferView
from ui.session import Session
from ui.upkeep import Upkeep
from ui.widgets import swatch
from ui.widgets.enter_presses import EnterPresses
from ui.widgets.keys_to import keys_to
from ui.widgets.labels import empty_label, mute
from ui.widgets.name_button import NameButton
from ui.widgets.scroll import Scroll
from ui.widgets.segments import Segment, Segments

CAUSES = (
    Segment("oversight", "Oversight", "Somebody overlooked it", "7"),
    Segment("boundary", "Boundary", "The passage was drawn elsewhere", "8"),
    Segment("definition", "Definition", "The definition of the code is not clear", "9"),
)
_CAUSES: tuple[Cause, ...] = ("oversight", "boundary", "definition")
_VERDICTS: tuple[Verdict, ...] = ("first", "second", "both", "joined", "neither", "other")
_KNOWN = (Kind.CODE, Kind.CODER, Kind.REPORT)
_SHOWN = (*_KNOWN, Kind.CODING, Kind.ASSIGNMENT, Kind.SETTLEMENT)


class DifferPanel(QWidget):
    """The queue of disagreements of the whole project.

    `landAsked` carries a `Disagreement` to be shown on its pages, `turnedTo` the one that is
    looked at now (None: none); `counted` how many there are; `closed` says that the user is done.
    `selected` gives the passage that is selected on the pages, None without one.
    """

    landAsked = Signal(object)
    turnedTo = Signal(object)
    counted = Signal(int)
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._is_new = True
        self._told_of = ""
        self._settled: list[str] = []
        self.selected: Callable[[], Passage | None] = lambda: None
        self.coders = CoderChoice(self)
        self._count = mute(QLabel(self))
        self._rows = DifferRows(self)
        self.list = DifferView(self._rows, self)
        self.versions = Versions(self)
        self.causes = Segments(CAUSES, self)
        self.reason = QLineEdit(self)
        self._cause: Cause = ""
        self._buttons: dict[str, QPushButton] = {}
        self._names = {act: NameButton(self) for act in ("first", "second")}
        self._empty = empty_label(self)
        self._stack = QStackedWidget(self)
        self._upkeep = Upkeep(self, session, self._list, _SHOWN, pause=60)
        self._set_up()
        self._lay_out()
        self._connect()

    def _set_up(self) -> None:
        for act, words, tip in (
            ("first", "", self.tr("Accept the first version (1)")),
            ("second", "", self.tr("Accept the second version (2)")),
            ("both", self.tr("Both"), self.tr("Accept both as they are (3)")),
            ("joined", self.tr("Join"), self.tr("One passage that covers both (4)")),
            ("neither", self.tr("Neither"), self.tr("Nothing is to be coded here (5)")),
            ("other", self.tr("Selection"), self.tr("What is selected on the page (6)")),
        ):
            button = QPushButton(words, self) if words else self._names[act]
            button.setToolTip(tip)
            button.setMinimumHeight(theme.TARGET)
            button.clicked.connect(lambda _=False, name=act: self._do(name))
            self._buttons[act] = button
        self.reason.setPlaceholderText(self.tr("Why (F2)"))
        self.reason.setAccessibleName(self.tr("Why it is settled so"))
        self.setMinimumWidth(240)
        keys_to(self, self.list)
        self._enter = EnterPresses(self)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        head.addWidget(self.coders)
        head.addStretch(1)
        head.addWidget(self._count)
        scroll = Scroll(self, takes_keys=True)
        scroll.setWidget(self.versions)
        scroll.setAccessibleName(self.tr("Both versions"))
        both = QSplitter(Qt.Orientation.Vertical, self)
        both.addWidget(self.list)
        both.addWidget(scroll)
        both.setChildrenCollapsible(False)
        both.setSizes([320, 280])
        full = QWidget(self)
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(both, 1)
        column.addLayout(self._lay_out_verdict())
        self._stack.addWidget(full)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)

    def _lay_out_verdict(self) -> QVBoxLayout:
        grid = QGridLayout()
        grid.setSpacing(theme.GRID)
        for at, act in enumerate(("first", "second", "both", "joined", "neither", "other")):
            grid.addWidget(self._buttons[act], at // 2, at % 2)
            grid.setColumnStretch(at % 2, 1)
        column = QVBoxLayout()
        column.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        column.setSpacing(theme.GRID)
        column.addWidget(self.causes)
        column.addWidget(self.reason)
        column.addLayout(grid)
        return column

    def _connect(self) -> None:
        self.list.asked.connect(self._do)
        self.list.turned.connect(self._turn)
        self.causes.pressed.connect(self._do)
        self.coders.changed.connect(self._upkeep.read)
        self.reason.returnPressed.connect(self.list.setFocus)
        self._session.changed.connect(self._learn)
        self._session.opened.connect(self._begin)
        self._session.closing.connect(self._forget)

    @property
    def current(self) -> Disagreement | None:
        """Return the disagreement that is looked at."""
        return self._rows.at(self.list.currentIndex().row())

    @property
    def known(self) -> Known:
        """Return codes and coders as the rows tell them."""
        return self._rows.known

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter, by which one leaves the reason, from opening the palette; Escape leaves too.

        The field lets go of Enter when the list has the keys already.
        """
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
        elif event.key() == Qt.Key.Key_Escape and self.reason.hasFocus():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def begin(self) -> None:
        """List what is to be settled, and give the list the keys."""
        self._upkeep.read()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._told_of = ""
        self._turn()

    def step(self, direction: int) -> None:
        """Go to the next disagreement, or the one before."""
        self.list.step(direction)

    def _begin(self) -> None:
        self._is_new = True
        self._settled.clear()
        self._upkeep.reread()

    def _forget(self) -> None:
        """Let go of the project."""
        self._rows.show((), Known())
        self._turn()

    def _learn(self, changes: Changes) -> None:
        self._is_new |= changes.touches(*_KNOWN)

    def _list(self) -> None:
        """Read the queue; the row looked at stays, or the next one comes.

        What was settled last and is open again comes first: it was taken back.
        """
        project = self._session.project
        people = [one for one in project.coders.people() if one.codings]
        self.coders.offer(people)
        chosen = self.coders.chosen
        queue = project.settling.queue(chosen) if len(chosen) > 1 else []
        current, row = self.current, max(0, self.list.currentIndex().row())
        self._rows.show(queue, self._read_known())
        same = self._rows.row_of(current.key) if current else -1
        while self._settled and (back := self._rows.row_of(self._settled[-1])) >= 0:
            same = back
            self._settled.pop()
        self.list.setCurrentIndex(self._rows.index(same if same >= 0 else self._rows.near(row)))
        self._count.setText(self.tr("%1 open").replace("%1", f"{len(queue):,}") if queue else "")
        self._stack.setCurrentIndex(0 if queue else 1)
        self._empty.setText(self._why_empty(len(chosen)))
        self.counted.emit(len(queue))
        self._turn()

    def _read_known(self) -> Known:
        """Return what rows are told with, read again only when something of it has changed."""
        if not self._is_new:
            return self.known
        self._is_new = False
        project = self._session.project
        return Known(
            project.codebook.codes(),
            project.coders.all(),
            project.reports.all(),
            project.reports.labels(),
        )

    def _why_empty(self, people: int) -> str:
        if people < 2:
            return self.tr(
                "Here is listed where two coders differ, once two have coded the same report."
            )
        return self.tr("Nothing is left to settle between these coders.")

    def _turn(self) -> None:
        """Show the disagreement that is looked at, and what can be said of it."""
        one = self.current
        self.versions.show_disagreement(one, self.known)
        if one is not None:
            for button, coder in zip(self._names.values(), one.coders, strict=True):
                found = self.known.coder(coder)
                button.show_name(found.name if found else "")
            self._buttons["joined"].setEnabled(one.kind == "boundary")
        key = one.key if one else ""
        if key != self._told_of:
            self._told_of = key
            self._say_cause("")
            self.reason.clear()
            self.turnedTo.emit(one)

    def _say_cause(self, cause: Cause) -> None:
        self._cause = cause
        self.causes.show_value(cause)

    def _do(self, act: str) -> None:
        """Do what a button or a key stands for with the disagreement that is looked at."""
        one = self.current
        if act == "close":
            self.closed.emit()
        elif one is None:
            return
        elif act in _CAUSES:
            cause = next(found for found in _CAUSES if found == act)
            self._say_cause("" if cause == self._cause else cause)
        elif act == "reason":
            self.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif act == "show":
            self.landAsked.emit(one)
        elif act == "other":
            self._put_selected(one)
        else:
            self._settle(one, next(found for found in _VERDICTS if found == act))

    def _put_selected(self, one: Disagreement) -> None:
        """Settle it by what is selected; of several codes in question it is asked which one."""
        passage = self.selected()
        if passage is None or passage.report != one.report:
            self._session.told.emit(self.tr("Select on the page what is to be coded first."), 0)
        elif len(one.codes) == 1:
            self._settle(one, "other", passage)
        else:
            self._ask_code(one, passage)

    def _ask_code(self, one: Disagreement, passage: Passage) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for code in filter(None, map(self.known.code, one.codes)):
            action = menu.addAction(swatch.icon(code.colour), code.name.replace("&", "&&"))
            put = partial(self._settle, one, "other", passage, code.id)
            action.triggered.connect(lambda _=False, do=put: do())
        menu.setActiveAction(menu.actions()[0])
        button = self._buttons["other"]
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _settle(
        self,
        one: Disagreement,
        verdict: Verdict,
        passage: Passage | None = None,
        code: CodeId | None = None,
    ) -> None:
        """Settle it; the next one comes."""
        if verdict == "joined" and one.kind != "boundary":
            self._session.told.emit(self.tr("Only passages of the same code can be joined."), 0)
            return
        settling, reason = self._session.project.settling, self.reason.text()
        try:
            settling.settle(
                one, verdict, kind=self._cause, reason=reason, passage=passage, code=code
            )
        except ProjectError as error:
            ask.tell(self, str(error))
        else:
            self._settled.append(one.key)
            self._session.told.emit(self.tr("Settled"), 1)
        self._upkeep.read()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
