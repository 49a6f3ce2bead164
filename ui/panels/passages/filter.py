"""The filter above the list of passages: scope, words, code with its branch, kind, coder."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QSizePolicy, QWidget

from coder.model.codebook import Code
from coder.model.coding import Coder
from coder.model.ids import CodeId, CoderId
from ui.panels.passages.coding_signs import KINDS
from ui.panels.passages.listing import Wanted
from ui.widgets import swatch
from ui.widgets.labels import heading, mute, prose

_PAUSE = 80
"""Milliseconds without a key press after which the words count."""


class ChoiceBox(QComboBox):
    """A box that offers everything, or one of several coloured things known by their ids."""

    def __init__(self, everything: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[bytes, str, str]] = []
        self.addItem(everything)

    @property
    def chosen(self) -> bytes | None:
        """Return the id of what is chosen, or None for everything."""
        row = self.currentIndex()
        return self._rows[row - 1][0] if row > 0 else None

    def choose(self, one: bytes | None) -> None:
        """Choose by id; everything when it is None or not offered."""
        ids = [identity for identity, _, _ in self._rows]
        self.setCurrentIndex(ids.index(one) + 1 if one in ids else 0)

    def fill(self, rows: Sequence[tuple[bytes, str, str]]) -> None:
        """Offer these (id, name, colour); what was chosen stays so."""
        if self._rows == list(rows):
            return
        chosen = self.chosen
        self._rows = list(rows)
        while self.count() > 1:
            self.removeItem(self.count() - 1)
        for _, name, colour in rows:
            self.addItem(swatch.icon(colour), name)
        self.choose(chosen)


class PassageFilter(QWidget):
    """Says what is wanted; `scopeChanged` when report or project, `changed` when the rest does."""

    changed = Signal()
    scopeChanged = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._branches: dict[CodeId, frozenset[CodeId]] = {}
        self._fixed: AbstractSet[CodeId] | None = None
        self._scope = QComboBox(self)
        self._words = QLineEdit(self)
        self._code = ChoiceBox(self.tr("All codes"), self)
        self._coder = ChoiceBox(self.tr("All coders"), self)
        self._kind = QComboBox(self)
        self._count = mute(prose(self))
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._lay_out()
        self._name()
        self._connect()

    def _lay_out(self) -> None:
        for box in (self._scope, self._code, self._coder, self._kind):
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.setMinimumContentsLength(6)
        layout = QGridLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        self._count.setWordWrap(False)
        layout.addWidget(heading(self.tr("Passages"), self), 0, 0)
        layout.addWidget(self._count, 0, 1)
        layout.addWidget(self._scope, 1, 0)
        layout.addWidget(self._words, 1, 1)
        layout.addWidget(self._code, 2, 0)
        layout.addWidget(self._kind, 2, 1)
        layout.addWidget(self._coder, 3, 0, 1, 2)
        layout.setColumnStretch(0, 1)
        layout.setColumnStretch(1, 1)

    def _name(self) -> None:
        self._scope.addItem(self.tr("In this report"))
        self._scope.addItem(self.tr("In the project"))
        self._scope.setAccessibleName(self.tr("Where to list passages"))
        self._words.setPlaceholderText(self.tr("Quote or memo"))
        self._words.setAccessibleName(self.tr("Quote or memo"))
        self._words.setClearButtonEnabled(True)
        self._code.setAccessibleName(self.tr("Code and those under it"))
        self._coder.setAccessibleName(self.tr("Coder"))
        self._kind.setAccessibleName(self.tr("Kind of passages"))
        self._kind.addItem(self.tr("All kinds"), "")
        for kind, words, _ in KINDS:
            self._kind.addItem(self.tr(words), kind)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties the words first; then others may have it."""
        if event.key() == Qt.Key.Key_Escape and self._words.text() and self._words.hasFocus():
            self._words.clear()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self._words.textChanged.connect(self._wait)
        self._pause.timeout.connect(self.changed)
        self._code.activated.connect(self._code_chosen)
        self._coder.activated.connect(self._chosen)
        self._kind.activated.connect(self._chosen)
        self._scope.activated.connect(self._scope_chosen)

    @property
    def whole_project(self) -> bool:
        """Say whether passages of all reports are listed."""
        return self._scope.currentIndex() == 1

    @property
    def wanted(self) -> Wanted:
        """Return what the list shall show."""
        code, coder = self._code.chosen, self._coder.chosen
        codes = self._branches.get(CodeId(code)) if code else self._fixed
        coders = {CoderId(coder)} if coder else None
        return Wanted(codes, coders, self._words.text(), str(self._kind.currentData()))

    def tell_count(self, count: int) -> None:
        """Show how many codings are listed: several may be on one passage."""
        self._count.setText(
            self.tr("1 coding") if count == 1 else self.tr("{} codings").format(f"{count:,}")
        )

    def allow_report(self, *, allowed: bool) -> None:
        """Let the scope be a report only while one is open, and first when one is opened."""
        if allowed != self._scope.isEnabled():
            self._scope.setCurrentIndex(0 if allowed else 1)
        self._scope.setEnabled(allowed)

    def set_scope(self, *, project: bool, codes: AbstractSet[CodeId] | None) -> None:
        """Set scope and codes from outside; words, coder and kind are let go."""
        self._scope.setCurrentIndex(1 if project else 0)
        self._words.clear()
        self._pause.stop()
        self._coder.setCurrentIndex(0)
        self._kind.setCurrentIndex(0)
        one = next((code for code, branch in self._branches.items() if branch == codes), None)
        self._fixed = None if one else codes
        self._code.choose(one)

    def offer(self, codes: Sequence[Code], coders: Sequence[Coder]) -> None:
        """Offer these codes and coders, the chosen ones staying chosen."""
        self._branches = _branches(codes)
        depth: dict[CodeId, int] = {}
        rows: list[tuple[bytes, str, str]] = []
        for code in codes:
            depth[code.id] = depth[code.parent] + 1 if code.parent else 0
            rows.append((code.id, "   " * depth[code.id] + code.name, code.colour))
        self._code.fill(rows)
        self._coder.fill([(coder.id, coder.name, coder.colour) for coder in coders])
        self._coder.setVisible(len(coders) > 1)

    def _wait(self) -> None:
        self._pause.start()

    def _code_chosen(self) -> None:
        self._fixed = None
        self.changed.emit()

    def _chosen(self) -> None:
        self.changed.emit()

    def _scope_chosen(self) -> None:
        self.scopeChanged.emit()


def _branches(codes: Sequence[Code]) -> dict[CodeId, frozenset[CodeId]]:
    """Return for each code the set of itself and all codes under it; `codes` in tree order."""
    found: dict[CodeId, set[CodeId]] = {}
    above: dict[CodeId, CodeId | None] = {}
    for code in codes:
        found[code.id] = set()
        above[code.id] = code.parent
        one: CodeId | None = code.id
        while one is not None:
            found[one].add(code.id)
            one = above.get(one)
    return {code: frozenset(branch) for code, branch in found.items()}
