"""Passages with a tick each: which of them are evidence, by Space; Enter goes to the page."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from ui import theme
from ui.widgets.key_acts import writes
from ui.widgets.labels import breakable

_READ = 400


class Tickable(NamedTuple):
    """A passage that may be evidence: its coding, where it stands, what it says."""

    id: bytes
    place: str
    quote: str


class Ticks(QListWidget):
    """The list. `ticked` carries the ids that are ticked now, `landAsked` one to be shown.

    `left` says that Escape or Left was pressed.
    """

    ticked = Signal(object)
    landAsked = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[Tickable] = []
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.itemChanged.connect(lambda _: self.ticked.emit(self.chosen))
        self.itemDoubleClicked.connect(self._land)

    @property
    def chosen(self) -> list[bytes]:
        """Return the ids that are ticked, in the order of the list."""
        return [
            one.id
            for at, one in enumerate(self._shown)
            if self.item(at).checkState() == Qt.CheckState.Checked
        ]

    def show_all(self, some: Sequence[Tickable], chosen: Collection[bytes]) -> None:
        """Show these, and which are ticked; the same ones keep the place one is at."""
        with QSignalBlocker(self):
            if list(some) != self._shown:
                self._shown = list(some)
                self.clear()
                for one in some:
                    words = " ".join(breakable(one.quote[:_READ]).split())
                    item = QListWidgetItem(f"{one.place}  {words}", self)
                    item.setToolTip(words)
                    item.setSizeHint(QSize(80, theme.TARGET))
            for at, one in enumerate(some):
                on = Qt.CheckState.Checked if one.id in chosen else Qt.CheckState.Unchecked
                self.item(at).setCheckState(on)
        if self.currentRow() < 0 and some:
            self.setCurrentRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks, Enter goes to the page; letters are left to the code keys."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._land(self.currentItem())
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Left):
            self.left.emit()
        elif writes(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _land(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.landAsked.emit(self._shown[self.row(item)].id)
