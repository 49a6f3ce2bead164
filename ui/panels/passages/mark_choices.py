"""What one can choose codings on the pages by: branches of codes, coders, kinds."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QVBoxLayout,
    QWidget,
)

from coder.model.codebook import Code
from coder.model.coding import Coder
from coder.model.ids import CodeId, CoderId
from coder.model.mark_filter import MarkFilter
from ui import theme
from ui.panels.codes.matching import folded
from ui.widgets import swatch
from ui.widgets.labels import heading

_ID = Qt.ItemDataRole.UserRole
_WIDTH, _CODES, _CODERS = 360, 260, 112
"""Screen pixels: width of it all, height of the codes, and of the coders at most."""

_KINDS = (
    ("text", "Words"),
    ("area", "Areas"),
    ("memo", "With a memo"),
    ("moved", "Found again"),
    ("+", "+  For"),
    ("-", "−  Against"),
    ("±", "±  Mixed"),
    ("none", "No direction"),
    ("central", "Central"),
    ("limited", "Limited"),
)


class MarkChoices(QFrame):
    """A small window that stays open while boxes are ticked; `changed` carries the `MarkFilter`.

    Where nothing is ticked in a group, nothing of it is left out.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(self.tr("Show some codings only"))
        self._find = QLineEdit(self)
        self._codes = _tree(self, self.tr("Codes"))
        self._coders = _tree(self, self.tr("Coders"))
        self._coders_title = heading(self.tr("Coders"), self)
        self._kinds = {kind: QCheckBox(self.tr(words), self) for kind, words in _KINDS}
        self._all = QPushButton(self.tr("Show all codings"), self)
        self._lay_out()
        self._find.textChanged.connect(self._narrow)
        self._codes.itemChanged.connect(self._code_ticked)
        self._coders.itemChanged.connect(self._tell)
        for box in self._kinds.values():
            box.toggled.connect(self._tell)
        self._all.clicked.connect(self.clear)

    def _lay_out(self) -> None:
        self._find.setPlaceholderText(self.tr("Find a code"))
        self._find.setAccessibleName(self.tr("Find a code"))
        self._find.setClearButtonEnabled(True)
        self._codes.setFixedHeight(_CODES)
        kinds = QGridLayout()
        kinds.setHorizontalSpacing(2 * theme.GRID)
        kinds.setVerticalSpacing(0)
        for at, box in enumerate(self._kinds.values()):
            box.setMinimumHeight(theme.TARGET)
            kinds.addWidget(box, at // 2, at % 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[2 * theme.GRID] * 4)
        column.setSpacing(theme.GRID)
        column.addWidget(heading(self.tr("Codes"), self))
        column.addWidget(self._find)
        column.addWidget(self._codes)
        column.addWidget(self._coders_title)
        column.addWidget(self._coders)
        column.addWidget(heading(self.tr("Kinds"), self))
        column.addLayout(kinds)
        column.addWidget(self._all)
        self.setFixedWidth(_WIDTH)

    @property
    def wanted(self) -> MarkFilter:
        """Return what is chosen."""
        codes = frozenset(CodeId(one) for one in _ticked(self._codes))
        coders = frozenset(CoderId(one) for one in _ticked(self._coders))
        kinds = frozenset(kind for kind, box in self._kinds.items() if box.isChecked())
        return MarkFilter(codes or None, coders or None, kinds or None)

    def offer(self, codes: Sequence[Code], coders: Sequence[Coder], chosen: MarkFilter) -> None:
        """Offer these codes, in tree order, and coders, with what is chosen ticked."""
        with QSignalBlocker(self._codes), QSignalBlocker(self._coders):
            self._codes.clear()
            items: dict[CodeId, QTreeWidgetItem] = {}
            for code in codes:
                above = items.get(code.parent) if code.parent else None
                is_on = code.id in (chosen.codes or ())
                item = items[code.id] = _item(code.id, code.name, code.colour, is_on=is_on)
                if above is not None:
                    above.addChild(item)
                else:
                    self._codes.addTopLevelItem(item)
            self._codes.expandAll()
            self._coders.clear()
            for coder in coders:
                is_on = coder.id in (chosen.coders or ())
                name = f"{coder.name}  ({coder.initials})"
                self._coders.addTopLevelItem(_item(coder.id, name, coder.colour, is_on=is_on))
        row = max(self._coders.sizeHintForRow(0), 1)
        self._coders.setFixedHeight(min(_CODERS, len(coders) * row + 4))
        for widget in (self._coders_title, self._coders):
            widget.setVisible(len(coders) > 1)
        for kind, box in self._kinds.items():
            with QSignalBlocker(box):
                box.setChecked(kind in (chosen.kinds or ()))
        self._find.clear()
        self._show_state()

    def clear(self) -> None:
        """Tick nothing: all codings are shown."""
        for tree in (self._codes, self._coders):
            with QSignalBlocker(tree):
                for item in _items(tree):
                    item.setCheckState(0, Qt.CheckState.Unchecked)
        for box in self._kinds.values():
            with QSignalBlocker(box):
                box.setChecked(False)
        self._tell()

    def _code_ticked(self, item: QTreeWidgetItem) -> None:
        """Do with the codes under a code as with the code itself."""
        with QSignalBlocker(self._codes):
            _spread(item)
        self._tell()

    def _narrow(self, words: str) -> None:
        """Show the codes whose name has these letters, and those above them."""
        _narrow_below(self._codes.invisibleRootItem(), folded(words))

    def _tell(self) -> None:
        self._show_state()
        self.changed.emit(self.wanted)

    def _show_state(self) -> None:
        self._all.setEnabled(self.wanted.is_on)


def _tree(parent: QWidget, name: str) -> QTreeWidget:
    tree = QTreeWidget(parent)
    tree.setHeaderHidden(True)
    tree.setAccessibleName(name)
    tree.setUniformRowHeights(True)
    tree.setIndentation(2 * theme.GRID)
    tree.setIconSize(QSize(swatch.SIDE, swatch.SIDE))
    tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return tree


def _item(one: bytes, name: str, colour: str, *, is_on: bool) -> QTreeWidgetItem:
    item = QTreeWidgetItem([name])
    item.setData(0, _ID, one)
    item.setToolTip(0, name)
    item.setIcon(0, swatch.icon(colour))
    item.setSizeHint(0, QSize(0, theme.TARGET))
    item.setCheckState(0, Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
    return item


def _items(tree: QTreeWidget) -> Iterator[QTreeWidgetItem]:
    found = QTreeWidgetItemIterator(tree)
    while (item := found.value()) is not None:
        yield item
        found += 1


def _ticked(tree: QTreeWidget) -> list[bytes]:
    return [
        bytes(item.data(0, _ID))
        for item in _items(tree)
        if item.checkState(0) == Qt.CheckState.Checked
    ]


def _below(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = (item.child(at) for at in range(item.childCount()))
    return [one for one in found if one is not None]


def _spread(item: QTreeWidgetItem) -> None:
    for one in _below(item):
        one.setCheckState(0, item.checkState(0))
        _spread(one)


def _narrow_below(item: QTreeWidgetItem, letters: str) -> bool:
    """Hide what is below an item and lacks the letters, as all below it does; say if any stays."""
    stays = False
    for one in _below(item):
        has_some = _narrow_below(one, letters)
        is_shown = has_some or letters in folded(one.text(0))
        one.setHidden(not is_shown)
        stays = stays or is_shown
    return stays
