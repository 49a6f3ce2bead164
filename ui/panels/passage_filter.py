"""The filter above the list of passages: scope, words, code with its branch, coder."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QSizePolicy, QWidget

from coder.model.codebook import Code
from coder.model.coding import Coder
from coder.model.ids import CodeId, CoderId
from ui.panels import swatch
from ui.panels.labels import heading, mute, prose
from ui.panels.passage_list import Wanted

_PAUSE = 80
"""Milliseconds without a key press after which the words count."""


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
        self._code = QComboBox(self)
        self._coder = QComboBox(self)
        self._count = mute(prose(self))
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._lay_out()
        self._name()
        self._connect()

    def _lay_out(self) -> None:
        for box in (self._scope, self._code, self._coder):
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
        layout.addWidget(self._coder, 2, 1)
        layout.setColumnStretch(0, 1)
        layout.setColumnStretch(1, 1)

    def _name(self) -> None:
        self._scope.addItem(self.tr("In this report"))
        self._scope.addItem(self.tr("In the project"))
        self._scope.setAccessibleName(self.tr("Where to list passages"))
        self._words.setPlaceholderText(self.tr("Words in quote or memo"))
        self._words.setAccessibleName(self.tr("Words in quote or memo"))
        self._words.setClearButtonEnabled(True)
        self._code.setAccessibleName(self.tr("Code and those under it"))
        self._coder.setAccessibleName(self.tr("Coder"))

    def _connect(self) -> None:
        self._words.textChanged.connect(self._wait)
        self._pause.timeout.connect(self.changed)
        self._code.activated.connect(self._code_chosen)
        self._coder.activated.connect(self._chosen)
        self._scope.activated.connect(self._scope_chosen)

    @property
    def whole_project(self) -> bool:
        """Say whether passages of all reports are listed."""
        return self._scope.currentIndex() == 1

    @property
    def wanted(self) -> Wanted:
        """Return what the list shall show."""
        code, coder = self._code.currentData(), self._coder.currentData()
        codes = self._branches.get(CodeId(bytes(code))) if code else self._fixed
        coders = {CoderId(bytes(coder))} if coder else None
        return Wanted(codes, coders, self._words.text())

    def tell_count(self, count: int) -> None:
        """Show how many passages are listed."""
        self._count.setText(
            self.tr("1 passage") if count == 1 else self.tr("{} passages").format(f"{count:,}")
        )

    def allow_report(self, *, allowed: bool) -> None:
        """Let the scope be a report only while one is open."""
        if not allowed:
            self._scope.setCurrentIndex(1)
        self._scope.setEnabled(allowed)

    def set_scope(self, *, project: bool, codes: AbstractSet[CodeId] | None) -> None:
        """Set scope and codes from outside; words and coder are let go."""
        self._scope.setCurrentIndex(1 if project else 0)
        self._words.clear()
        self._pause.stop()
        self._coder.setCurrentIndex(0)
        one = next((code for code, branch in self._branches.items() if branch == codes), None)
        self._fixed = None if one else codes
        self._code.setCurrentIndex(max(0, self._code.findData(bytes(one)) if one else 0))

    def offer(self, codes: Sequence[Code], coders: Sequence[Coder]) -> None:
        """Offer these codes and coders, the chosen ones staying chosen."""
        self._branches = _branches(codes)
        depth: dict[CodeId, int] = {}
        rows = []
        for code in codes:
            depth[code.id] = depth[code.parent] + 1 if code.parent else 0
            rows.append((bytes(code.id), "   " * depth[code.id] + code.name, code.colour))
        _fill(self._code, self.tr("All codes"), rows)
        people = [(bytes(coder.id), coder.name, coder.colour) for coder in coders]
        _fill(self._coder, self.tr("All coders"), people)
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


def _fill(box: QComboBox, everything: str, rows: Sequence[tuple[bytes, str, str]]) -> None:
    """Fill a box unless it shows just this already, and choose again what was chosen."""
    shown = [(box.itemData(row), box.itemText(row)) for row in range(1, box.count())]
    if box.count() and shown == [(key, name) for key, name, _ in rows]:
        return
    chosen = box.currentData()
    box.clear()
    box.addItem(everything)
    for key, name, colour in rows:
        box.addItem(swatch.icon(colour), name, key)
    box.setCurrentIndex(max(0, box.findData(chosen)) if chosen else 0)


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
