"""How the panes of the Read stage lie: left column, pages, passage panes; their sizes are kept."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QSplitter, QVBoxLayout, QWidget

from ui.stages.panes import Panes
from ui.stages.side_column import SideColumn


class Bench(QSplitter):
    """Three columns. `left` and `aside` can be folded; `right` are the panes of the passage.

    It is there before what lies in it, which is made where it is to lie: `left.room`,
    `aside.room`, `middle`, `right`. What moves later has its looks worked out again.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.left, self.middle, self.aside = SideColumn(self), QWidget(self), SideColumn(self)
        self.right = QSplitter(Qt.Orientation.Vertical, self.aside.room)
        self._panes: Panes | None = None
        self._others: list[QWidget] = []
        self.aside.add(self.right, self.tr("Passage"), self.tr("Passage and passages (Alt+1)"))
        for pane in (self.left, self.middle, self.aside):
            self.addWidget(pane)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(1, 1)

    def lay_out(self, bar: QLayout, pages: QWidget, upper: QWidget, lower: QWidget) -> None:
        """Put a row of controls over the pages, and the panes of the passage at the right."""
        column = QVBoxLayout(self.middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(pages, 1)
        self._upper, self._lower = upper, lower
        for pane in (upper, lower):
            self.right.addWidget(pane)
        self.right.setChildrenCollapsible(False)
        self.right.setSizes([440, 400])
        self.setSizes([300, 720, 340])

    def add_aside(self, panel: QWidget, title: str, tip: str) -> None:
        """Add a panel beside the panes of the passage, under a tab of its own."""
        self.aside.add(panel, title, tip)
        self._others.append(panel)

    def restore(self, others: Mapping[str, QSplitter]) -> None:
        """Give the panes, and other splitters, the sizes they had."""
        splitters = {"columns": self, "right": self.right, **others}
        foldable = {"left pane": self.left, "right pane": self.aside}
        self._panes = Panes("read", splitters, foldable)
        self._panes.restore()

    def remember(self) -> None:
        """Write down how the panes are now."""
        if self._panes:
            self._panes.remember()

    def next_pane(self, pages: Sequence[QWidget], direction: int) -> None:
        """Give the keys to the pane after (1) or before (-1) the one that has them.

        `pages` are those of each report that is shown.
        """
        panes = [self.left.current, *pages, self._upper, self._lower, *self._others]
        shown = [pane for pane in panes if pane.isVisible()]
        if not shown:  # no report, no panes
            return
        at = next((at for at, pane in enumerate(shown) if _has_keys(pane)), 0)
        pane = shown[(at + direction) % len(shown)]
        pane.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not _has_keys(pane):
            first = _first_field(pane)
            if first is not None:
                first.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _has_keys(pane: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and (pane is focus or pane.isAncestorOf(focus))


def _first_field(pane: QWidget) -> QWidget | None:
    """Return what comes first in a pane of all that takes the keys by Tab."""
    one = pane.nextInFocusChain()
    while one is not None and one is not pane:
        takes = one.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and one.isVisible() and one.isEnabled() and pane.isAncestorOf(one):
            return one
        one = one.nextInFocusChain()
    return None
