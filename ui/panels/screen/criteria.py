"""The criteria of the stage in hand, answered by keys, with the one looked at explained below."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from coder.model.ids import EvidenceId, ItemId
from coder.model.protocol import Item
from coder.model.screening import Answered, Proof, Screening
from ui import theme
from ui.panels.screen.criteria_rows import CriteriaDelegate, CriteriaRows, Shown, rows_of
from ui.widgets.grouped import GroupedView
from ui.widgets.keys_to import keys_to
from ui.widgets.labels import mute, prose

_NONE, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
_KEYS = {
    (Qt.Key.Key_Return, _NONE): "decide",
    (Qt.Key.Key_Space, _NONE): "scroll on",
    (Qt.Key.Key_Space, _SHIFT): "scroll back",
    (Qt.Key.Key_PageDown, _NONE): "scroll on",
    (Qt.Key.Key_PageUp, _NONE): "scroll back",
    (Qt.Key.Key_Delete, _NONE): "unprove",
    (Qt.Key.Key_Escape, _NONE): "leave",
}


class CriteriaPanel(QWidget):
    """Lists criteria with their answers and proofs.

    `answered` carries a criterion and the answer clicked on, `asked` what a key stands for,
    `turned` says that another criterion is looked at, `landAsked` carries a proof to be shown,
    `noted` a criterion and what was written of it.
    """

    answered = Signal(object, str)
    asked = Signal(str)
    turned = Signal()
    landAsked = Signal(object)
    noted = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told: ItemId | None = None
        self._noted_before = ""
        self.rows = CriteriaRows(self)
        delegate = CriteriaDelegate(self)
        delegate.pressed.connect(self._press)
        self.view = GroupedView(self.rows, delegate, _KEYS, self, claimed=True)
        self.view.setAccessibleName(self.tr("Criteria"))
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.turned.connect(self._turn)
        self.view.asked.connect(self._ask)
        self.view.clicked.connect(lambda _: self._land())
        self._name = QLabel(self)
        self._name.setFont(theme.body_font(bold=True))
        self._name.setWordWrap(True)
        self._definition = prose(self)
        self._found = mute(QLabel(self))
        self.note = QLineEdit(self)
        self.note.setPlaceholderText(self.tr("Note (F2)"))
        self.note.setAccessibleName(self.tr("Note on this criterion"))
        self.note.editingFinished.connect(self._keep_note)
        self.note.returnPressed.connect(self.view.setFocus)
        self._detail = QWidget(self)
        self._lay_out()
        keys_to(self, self.view)

    def _lay_out(self) -> None:
        detail = QVBoxLayout(self._detail)
        detail.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        detail.setSpacing(4)
        for part in (self._name, self._definition, self._found, self.note):
            detail.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self._detail)

    @property
    def current(self) -> Answered | None:
        """Return the criterion that is looked at."""
        return self.rows.answered(self.view.currentIndex().row())

    @property
    def criterion(self) -> Item | None:
        """Return its definition."""
        return self.current.criterion if self.current else None

    @property
    def proof(self) -> Proof | None:
        """Return the proof that is looked at, None while a criterion itself is."""
        return self.rows.proof(self.view.currentIndex().row())

    def show_screening(self, one: Screening | None, labels: dict[tuple[bytes, int], str]) -> None:
        """Show how the criteria are answered; the one looked at stays so."""
        before, row = self.current, self.view.currentIndex().row()
        proof = self.proof
        shown: list[Shown] = rows_of(one.answers, labels) if one else []
        self.rows.show(shown)
        row = self.rows.row_of(proof.id) if proof else -1
        if row < 0 and before:
            row = self.rows.row_of(before.criterion.id)
        if row < 0:
            row = self._first_open()
        self.view.setCurrentIndex(self.rows.index(row))
        self.view.scheduleDelayedItemsLayout()
        self._turn()

    def begin(self) -> None:
        """Look at the first criterion that is not answered."""
        self.view.setCurrentIndex(self.rows.index(self._first_open()))

    def step(self) -> None:
        """Go on to the next criterion after an answer; the last one stays."""
        row = self.view.currentIndex().row()
        after = next((at for at in self.rows.criteria() if at > row), -1)
        if after >= 0:
            self.view.setCurrentIndex(self.rows.index(after))

    def look_at(self, identity: bytes) -> None:
        """Look at a criterion or a proof."""
        row = self.rows.row_of(identity)
        if row >= 0:
            self.view.setCurrentIndex(self.rows.index(row))

    def say_found(self, count: int | None) -> None:
        """Say how often terms of the criterion stand in the report; None: nothing to look for."""
        self._found.setVisible(count is not None)
        if count is None:
            return
        found = self.tr("Its terms stand at %1 places: F3 goes there")
        if count == 1:
            found = self.tr("Its terms stand at one place: F3 goes there")
        none = self.tr("None of its terms is in the report")
        self._found.setText(found.replace("%1", f"{count:,}") if count else none)

    def keep_note(self) -> None:
        """Write down a note being written."""
        self._keep_note()

    def _first_open(self) -> int:
        rows = self.rows.criteria()
        unanswered = (at for at in rows if not self._answer(at))
        return next(unanswered, rows[0] if rows else -1)

    def _answer(self, row: int) -> str:
        found = self.rows.answered(row)
        return found.answer if found else ""

    def _turn(self) -> None:
        """Tell of the criterion that is looked at."""
        one = self.current
        identity = one.criterion.id if one else None
        self._detail.setVisible(one is not None)
        if identity != self._told and self._told is not None:
            self._keep_note()
        if one is not None:
            self._name.setText(_titled(one))
            self._definition.setText(one.criterion.definition)
            self._definition.setVisible(bool(one.criterion.definition))
            if not self.note.hasFocus() or identity != self._told:
                self.note.setText(one.note)
                self._noted_before = one.note
        if identity != self._told:
            self._told = identity
            self.turned.emit()
        self._land()

    def _land(self) -> None:
        """Have the proof shown that is looked at."""
        if self.proof is not None and self.view.hasFocus():
            self.landAsked.emit(self.proof)

    def _keep_note(self) -> None:
        written = self.note.text().strip()
        if self._told is not None and written != self._noted_before:
            self._noted_before = written
            self.noted.emit(self._told, written)

    def _press(self, row: int, answer: str) -> None:
        found = self.rows.answered(row)
        if found:
            self.answered.emit(found.criterion.id, answer)

    def _ask(self, act: str) -> None:
        self.asked.emit(act)

    @property
    def proof_in_hand(self) -> EvidenceId | None:
        """Return the proof that Delete takes away: the one looked at, or the criterion's only."""
        if self.proof:
            return self.proof.id
        proofs = self.current.proofs if self.current else ()
        return proofs[0].id if len(proofs) == 1 else None


def _titled(one: Answered) -> str:
    """Return what a criterion is called; a gate is called by the reason it gives when shut."""
    is_gate = one.criterion.role == "gate"
    return f"Gate, else “{one.criterion.name}”" if is_gate else one.criterion.name
