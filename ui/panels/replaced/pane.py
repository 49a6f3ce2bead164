"""Codings that wait to be looked at since the file of their report was replaced."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from coder.model.changes import Changes, Kind
from coder.model.coding import Coding
from coder.model.ids import CodingId, ReportId
from coder.model.passage import Passage
from ui import ask, theme
from ui.panels.replaced.found import WORD_FOR_WORD, Looker
from ui.panels.replaced.rows import MovedRows
from ui.panels.replaced.sides import Camera, Sides
from ui.panels.replaced.view import MovedView
from ui.session import Session
from ui.widgets.keys_to import keys_to
from ui.widgets.labels import empty_label, mute
from ui.widgets.scroll import Scroll


class ReplacedPanel(QWidget):
    """Lists what waits in the report in hand, or in the project, and has it settled.

    `landAsked` carries a `Coding` whose place is to be shown, `turnedTo` one that is looked at
    now, `counted` how many wait in the project; `closed` says that the user is done. `selected`
    gives the passage that is selected on the pages, None without one.
    """

    landAsked = Signal(object)
    turnedTo = Signal(object)
    counted = Signal(int)
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._report: ReportId | None = None
        self._looker: Looker | None = None
        self._is_stale = True
        self._told_of: CodingId | None = None
        self.selected: Callable[[], Passage | None] = lambda: None
        self._where = QComboBox(self)
        self._count = mute(QLabel(self))
        self._rows = MovedRows(self)
        self.list = MovedView(self._rows, self)
        self.sides = Sides(session, self)
        self._buttons: dict[str, QPushButton] = {}
        self._empty = empty_label(self)
        self._stack = QStackedWidget(self)
        self._soon = QTimer(self, singleShot=True, interval=30)
        self._set_up()
        self._lay_out()
        self._connect()
        self._refresh()

    def _set_up(self) -> None:
        for name in (self.tr("This report"), self.tr("Whole project")):
            self._where.addItem(name)
        self._where.setAccessibleName(self.tr("Whose moved codings are listed"))
        for act, words, tip in (
            ("accept", self.tr("Accept"), self.tr("It is at the right place now (Enter)")),
            ("place", self.tr("Place here"), self.tr("Put it on what is selected (Ctrl+Enter)")),
            ("show", self.tr("Show in report"), self.tr("Show its place on the pages (Space)")),
            ("remove", self.tr("Remove"), ""),
            ("accept all", "", self.tr("Accept all whose words are the same (Shift+Enter)")),
        ):
            button = QPushButton(words, self)
            button.setToolTip(tip)
            button.setMinimumHeight(theme.TARGET)
            button.clicked.connect(lambda _=False, name=act: self._do(name))
            self._buttons[act] = button
        self.setMinimumWidth(240)
        keys_to(self, self.list)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        head.setSpacing(theme.GRID)
        head.addWidget(self._where, 1)
        head.addWidget(self._count)
        scroll = Scroll(self, takes_keys=True)
        scroll.setWidget(self.sides)
        scroll.setAccessibleName(self.tr("Its place before and now"))
        both = QSplitter(Qt.Orientation.Vertical, self)
        both.addWidget(self.list)
        both.addWidget(scroll)
        both.setChildrenCollapsible(False)
        both.setStretchFactor(0, 2)
        both.setStretchFactor(1, 3)
        both.setSizes([220, 400])
        full = QWidget(self)
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(both, 1)
        column.addLayout(self._lay_out_buttons())
        self._stack.addWidget(full)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)

    def _lay_out_buttons(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        grid.setSpacing(theme.GRID)
        for at, act in enumerate(("accept", "place", "show", "remove")):
            grid.addWidget(self._buttons[act], at // 2, at % 2)
        grid.addWidget(self._buttons["accept all"], 2, 0, 1, 2)
        return grid

    def _connect(self) -> None:
        self.list.asked.connect(self._do)
        self.list.turned.connect(self._turn)
        self._where.currentIndexChanged.connect(self._refresh)
        self._soon.timeout.connect(self._refresh)
        self._session.changed.connect(self._refresh_if_touched)
        self._session.opened.connect(self._refresh)
        self._session.closing.connect(self._forget)

    def look_through(self, before: Camera, now: Camera) -> None:
        """Have pictures of places drawn by these two, one for each file."""
        self.sides.look_through(before, now)

    def open(self, report: ReportId | None) -> None:
        """Be about this report (or about none) from now on."""
        if report != self._report:
            self._report = report
            self._refresh()

    def show_report(self) -> None:
        """List what waits in the report in hand, and give the list the keys."""
        self._where.setCurrentIndex(0)
        self._refresh()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._told_of = None
        self._turn()

    @property
    def current(self) -> Coding | None:
        """Return the coding that is looked at."""
        return self._rows.at(self.list.currentIndex().row())

    @property
    def groups(self) -> list[tuple[str, list[Coding]]]:
        """Return what is listed: headings as they are read, each with its codings."""
        return [(str(one), some) for one, some in self._rows.groups]

    def showEvent(self, event: QShowEvent) -> None:
        """List what was not read while nobody looked."""
        super().showEvent(event)
        if self._is_stale:
            self._refresh()

    def _refresh_if_touched(self, changes: Changes) -> None:
        if changes.touches(Kind.REPORT, Kind.CODING, Kind.CODE):
            self._soon.start()

    def _refresh(self) -> None:
        """Read what waits and list it; the row that was looked at stays, or the next one comes."""
        self._soon.stop()
        waiting = self._session.project.codings.waiting() if self._session.is_open else {}
        self.counted.emit(sum(waiting.values()))
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        everywhere = self._where.currentIndex() == 1
        here = waiting.get(self._report, 0) if self._report else 0
        wanted = None if everywhere else self._report
        codings: Sequence[Coding] = ()
        if sum(waiting.values()) if everywhere else here:
            codings = self._session.project.codings.unsettled(wanted)
        self._say_count(sum(waiting.values()), here, everywhere=everywhere)
        self._list(codings, with_report=everywhere)

    def _say_count(self, total: int, here: int, *, everywhere: bool) -> None:
        shown = total if everywhere else here
        self._count.setText(self.tr("%1 wait").replace("%1", f"{shown:,}") if shown > 1 else "")
        more = self.tr("%1 in other reports.").replace("%1", f"{total - here:,}")
        told = [self.tr("Nothing waits.")]
        if not everywhere and total > here:
            told = [self.tr("Nothing waits in this report."), more]
        else:
            told.append(
                self.tr(
                    "When a report gets another file, codings that moved are listed here, to be "
                    "looked at."
                )
            )
        self._empty.setText("\n\n".join(told))

    def _list(self, codings: Sequence[Coding], *, with_report: bool) -> None:
        current, row = self.current, max(0, self.list.currentIndex().row())
        self._looker = Looker(self._session.project) if codings else None
        look_up = self._looker.look_up if self._looker else None
        self._rows.show(codings, look_up, with_report=with_report)
        self._stack.setCurrentIndex(0 if codings else 1)
        same = self._rows.row_of(current.id) if current else -1
        self.list.setCurrentIndex(self._rows.index(same if same >= 0 else self._rows.near(row)))
        self._turn()

    def _turn(self) -> None:
        """Show the coding that is looked at, and what can be done with it."""
        coding, moved = self.current, self._rows.moved(self.list.currentIndex().row())
        self.sides.show_moved(moved, self._looker)
        if coding and coding.id != self._told_of and self.list.hasFocus():
            self.turnedTo.emit(coding)
        self._told_of = coding.id if coding else None
        alike = self._alike()
        is_found = coding is not None and not coding.is_lost
        self._buttons["accept"].setEnabled(is_found)
        self._buttons["accept"].setDefault(is_found)
        self._buttons["place"].setDefault(not is_found)
        self._show_remove(coding)
        every = self._buttons["accept all"]
        every.setVisible(len(alike) > 1)
        every.setText(
            self.tr("Accept all found word for word (%1)").replace("%1", f"{len(alike):,}")
        )

    def _show_remove(self, coding: Coding | None) -> None:
        """Offer to remove one's own; say of another's whose it is."""
        button, refusal = self._buttons["remove"], self._refusal(coding) if coding else ""
        button.setEnabled(coding is not None and not refusal)
        button.setToolTip(refusal or self.tr("Take the coding away (Delete)"))

    def _refusal(self, coding: Coding) -> str:
        """Say why a coding cannot be removed; "" when it is one's own."""
        project = self._session.project
        if coding.coder == project.coder.id:
            return ""
        names = {one.id: one.name for one in project.coders.all()}
        said = self.tr("This coding is by %1, who alone can remove it.")
        return said.replace("%1", names.get(coding.coder, self.tr("another coder")))

    def _alike(self) -> list[CodingId]:
        every = (some for _, some in self._rows.groups)
        return [one.id for some in every for one in some if one.moved in WORD_FOR_WORD]

    def _do(self, act: str) -> None:
        """Do what a button or a key stands for with the coding that is looked at."""
        coding = self.current
        if act == "close":
            self.closed.emit()
        elif act == "accept all":
            self._accept_all()
        elif coding is not None:
            acts = {"accept": self._accept, "place": self._place, "remove": self._remove}
            acts.get(act, self.landAsked.emit)(coding)

    def _accept(self, coding: Coding) -> None:
        if coding.is_lost:
            said = self.tr("It was not found. Place it by hand, or remove it.")
            self._session.told.emit(said, 0)
            return
        self._attempt(lambda: self._session.project.codings.settle([coding.id]))

    def _accept_all(self) -> None:
        alike = self._alike()
        if alike and self._attempt(lambda: self._session.project.codings.settle(alike)):
            said = (
                self.tr("Accepted 1 coding") if len(alike) == 1 else self.tr("Accepted %1 codings")
            )
            self._session.told.emit(said.replace("%1", f"{len(alike):,}"), 1)

    def _place(self, coding: Coding) -> None:
        passage = self.selected()
        if passage is None or passage.report != coding.report:
            title = self._session.project.reports.get(coding.report).title
            said = self.tr("Select where it belongs in “%1” first.").replace("%1", title)
            self._session.told.emit(said, 0)
        elif self._attempt(lambda: self._session.project.codings.place(coding.id, passage)):
            self._session.told.emit(self.tr("Placed what was coded"), 1)

    def _remove(self, coding: Coding) -> None:
        refusal = self._refusal(coding)
        if refusal:
            self._session.told.emit(refusal, 0)
        elif self._attempt(lambda: self._session.project.codings.delete([coding.id])):
            self._session.told.emit(self.tr("Removed the coding"), 1)

    def _attempt(self, act: Callable[[], object]) -> bool:
        """Do something; list anew at once what waits. Say whether it was done."""
        try:
            return ask.attempt(self, act)
        finally:
            self._refresh()

    def _forget(self) -> None:
        """Let go of the project."""
        self._soon.stop()
        self.sides.rest(wait=True)
        self._report = None
        self._list((), with_report=False)
