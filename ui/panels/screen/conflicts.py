"""Settling what coders decided otherwise: both sides, one verdict, one reason."""

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from coder.model.changes import Kind
from coder.model.coding import Coder
from coder.model.errors import ProjectError
from coder.model.ids import CoderId, ItemId, ReportId
from coder.model.screening import VERDICTS, Decision, Screening, Verdict
from ui import ask, theme
from ui.panels.screen import verdict_signs as signs
from ui.panels.screen.conflict_rows import Conflict, ConflictDelegate, ConflictRows, rows_of
from ui.panels.screen.conflict_sides import told
from ui.panels.screen.rows import called
from ui.panels.screen.verdict import KEYS
from ui.session import Session
from ui.upkeep import Upkeep
from ui.widgets.enter_presses import EnterPresses
from ui.widgets.grouped import GroupedView
from ui.widgets.keys_to import keys_to
from ui.widgets.labels import empty_label

_SHOWN = (Kind.REPORT, Kind.ITEM, Kind.VALUE, Kind.ANSWER, Kind.DECISION, Kind.CODER)
_NONE = Qt.KeyboardModifier.NoModifier
_KEYS = {
    **{(Qt.Key(Qt.Key.Key_0 + at), _NONE): str(at) for at in range(1, 10)},
    (Qt.Key.Key_I, _NONE): "include",
    (Qt.Key.Key_B, _NONE): "possible",
    (Qt.Key.Key_X, _NONE): "exclude",
    (Qt.Key.Key_F4, _NONE): "reason",
    (Qt.Key.Key_Return, _NONE): "open",
}


class ConflictsPage(QWidget):
    """Lists conflicts; the one looked at stands beside, with the foot that settles it.

    `openAsked` carries a report and a stage to be looked at again in the pages, `proofAsked` the
    report, the stage and the page of a proof. `counted` says how many there are.
    """

    counted = Signal(int)
    openAsked = Signal(object, object)
    proofAsked = Signal(object, int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._versions: tuple[Screening, ...] = ()
        self._coders: dict[CoderId, Coder] = {}
        self._chosen: Verdict = ""
        self._criterion: ItemId | None = None
        self._settled: list[tuple[ReportId, ItemId]] = []
        self.rows = ConflictRows(self)
        self.view = GroupedView(self.rows, ConflictDelegate(self), _KEYS, self, claimed=True)
        self.view.setAccessibleName(self.tr("Conflicts"))
        self._title = QLabel(self)
        self._title.setFont(theme.body_font(12, bold=True))
        self._title.setWordWrap(True)
        self.sides = QTextBrowser(self)
        self._buttons: dict[Verdict, QPushButton] = {}
        self.reason = QLineEdit(self)
        self.go = QPushButton(self.tr("Settle, Next"), self)
        self._open = QPushButton(self.tr("Open the Report"), self)
        self._empty = empty_label(self)
        self._stack = QStackedWidget(self)
        self._upkeep = Upkeep(self, session, self._list, _SHOWN, pause=60)
        self._set_up()
        self._lay_out()
        self._connect()
        keys_to(self, self.view)
        self._enter = EnterPresses(self)

    def _set_up(self) -> None:
        self.sides.setOpenLinks(False)
        self.sides.setFrameShape(QFrame.Shape.NoFrame)
        self.sides.setAccessibleName(self.tr("Both versions"))
        for verdict in VERDICTS:
            button = QPushButton(f"{signs.STATES[verdict]}  {KEYS[verdict]}", self)
            button.setCheckable(True)
            button.setAccessibleName(signs.STATES[verdict])
            button.setMinimumHeight(theme.TARGET)
            button.clicked.connect(lambda _=False, one=verdict: self.choose(one))
            self._buttons[verdict] = button
        self.reason.setAccessibleName(self.tr("Why it is settled so"))
        self.reason.setPlaceholderText(self.tr("Why (F4)"))
        self.go.setDefault(True)
        self.go.setToolTip(self.tr("Settle it and go on to the next (Enter in the reason)"))
        self._open.setToolTip(self.tr("Look at its pages again (Enter)"))
        for button in (self.go, self._open):
            button.setMinimumHeight(theme.TARGET)
        self._empty.setText(
            self.tr("Here is listed where coders decided otherwise. There is nothing to settle.")
        )

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(theme.GRID)
        for button in self._buttons.values():
            foot.addWidget(button)
        foot.addWidget(self.reason, 1)
        foot.addWidget(self.go)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._open)
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        column.setSpacing(theme.GRID)
        column.addLayout(head)
        column.addWidget(self.sides, 1)
        column.addLayout(foot)
        both = QSplitter(Qt.Orientation.Horizontal, self)
        both.addWidget(self.view)
        both.addWidget(right)
        both.setChildrenCollapsible(False)
        both.setStretchFactor(1, 1)
        both.setSizes([300, 900])
        self._stack.addWidget(both)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _connect(self) -> None:
        self.view.turned.connect(self._turn)
        self.view.asked.connect(self._do)
        self.go.clicked.connect(self.settle)
        self.reason.returnPressed.connect(self.settle)
        self._open.clicked.connect(lambda: self._do("open"))
        self.sides.anchorClicked.connect(self._follow_link)
        self._session.opened.connect(self._upkeep.touch)
        self._session.closing.connect(self._forget)

    @property
    def current(self) -> Conflict | None:
        """Return the conflict that is looked at."""
        return self.rows.at(self.view.currentIndex().row())

    @property
    def count(self) -> int:
        """Return how many are to be settled."""
        return len(self.rows.all)

    def _list(self) -> None:
        """Read what is to be settled; the one looked at stays, or the next one comes.

        What was settled last and is open again comes first: it was taken back.
        """
        project, before = self._session.project, self.current
        row = max(0, self.view.currentIndex().row())
        self._coders = {one.id: one for one in project.coders.all()}
        stages = {one.id: one.name for one in project.screening.stages()}
        reports = {one.id: called(one) for one in project.reports.all()}
        self.rows.put(rows_of(project.screening.conflicts(), stages, reports, self._coders))
        same = self.rows.row_of(before.status.report, before.status.stage) if before else -1
        while self._settled and (back := self.rows.row_of(*self._settled[-1])) >= 0:
            same = back
            self._settled.pop()
        self.view.setCurrentIndex(self.rows.index(same if same >= 0 else self.rows.near(row)))
        self._stack.setCurrentIndex(0 if self.count else 1)
        self.counted.emit(self.count)
        self._turn()

    def catch_up(self) -> None:
        """Read what was not read while nobody looked."""
        self._upkeep.catch_up()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the list from the reason by Escape."""
        if event.key() == Qt.Key.Key_Escape and self.reason.hasFocus():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _forget(self) -> None:
        self._settled.clear()
        self.rows.put(())
        self._turn()

    def _turn(self) -> None:
        """Show both sides of the conflict that is looked at."""
        one = self.current
        self._versions = ()
        self._choose("", None)
        self.reason.clear()
        if one is None:
            self._title.clear()
            self.sides.clear()
            return
        project = self._session.project
        report, stage = one.status.report, one.status.stage
        found = project.screening.versions(report, stage)
        self._versions = tuple(sorted(found, key=self._name))
        self._title.setText(one.name)
        self.sides.setHtml(told(self._versions, self._coders, project.reports.labels()))

    def _name(self, one: Screening) -> str:
        """Return who screened so: the sides keep their places from conflict to conflict."""
        coder = self._coders.get(one.coder)
        return coder.name.casefold() if coder else ""

    def _choose(self, verdict: Verdict, criterion: ItemId | None) -> None:
        self._chosen, self._criterion = verdict, criterion
        for one, button in self._buttons.items():
            button.setChecked(one == verdict)
        self.go.setEnabled(bool(verdict))

    def choose(self, verdict: Verdict) -> None:
        """Choose a verdict; the reason of a coder who gave it is offered."""
        every = (one.decision for one in self._versions if one.decision)
        self._take(verdict, next((one for one in every if one.verdict == verdict), None))

    def _take(self, verdict: Verdict, decision: Decision | None) -> None:
        self._choose(verdict, decision.criterion if decision else None)
        self.reason.setText(decision.reason if decision else "")
        self.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.reason.selectAll()

    def settle(self) -> None:
        """Settle the conflict as it is chosen; the next one comes."""
        one, reason = self.current, self.reason.text().strip()
        if one is None or not self._chosen:
            self._session.told.emit(self.tr("Choose a verdict first: I, B or X."), 0)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if not reason:
            self._session.told.emit(self.tr("Say why it is settled so."), 0)
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        place = one.status.report, one.status.stage
        screening = self._session.project.screening
        try:
            screening.settle(*place, self._chosen, reason, self._criterion)
        except ProjectError as error:
            ask.tell(self, str(error))
            return
        self._settled.append(place)
        self._session.told.emit(self.tr("Settled"), 1)
        self._upkeep.read()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _do(self, act: str) -> None:
        """Do what a key in the list stands for."""
        one = self.current
        if one is None:
            return
        if act in {"open", "show"}:
            self.openAsked.emit(one.status.report, one.status.stage)
        elif act == "reason":
            self.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif act.isdigit():
            at = int(act) - 1
            decision = self._versions[at].decision if at < len(self._versions) else None
            if decision:
                self._take(decision.verdict, decision)
        else:
            self.choose(next(verdict for verdict in VERDICTS if verdict == act))

    def _follow_link(self, link: QUrl) -> None:
        """Go to the page of a proof."""
        wanted = link.path()
        for one in self._versions:
            for answered in one.answers:
                for proof in answered.proofs:
                    if proof.id.hex() == wanted:
                        self.proofAsked.emit(proof.report, proof.page)
