"""Pages under a row of small tabs, of which one is in front."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QToolButton, QWidget

from ui import theme
from ui.widgets.keys_to import keys_to


class TabPage(NamedTuple):
    """What lies under a tab, its name, and the part of it that gets the keys (None: the page)."""

    page: QWidget
    name: str
    keys: QWidget | None = None
    tip: str = ""


class PageTabs(QStackedWidget):
    """The page in front; `row` is the row of tabs, to be laid out above it.

    The keys that `stage` gets go to the page in front. `turning` carries which page will come,
    `turned` which one came and is about to get the keys. Two tabs may lead to the same page.
    """

    turning = Signal(int)
    turned = Signal(int)

    def __init__(self, pages: Sequence[TabPage], stage: QWidget, *, wide: int) -> None:
        """Make tabs that are at least `wide` units of the grid wide."""
        super().__init__(stage)
        self._stage = stage
        self._pages = list(pages)
        self._group = QButtonGroup(self)
        self.row = QHBoxLayout()
        self.row.setSpacing(2)
        for at, one in enumerate(pages):
            button = tab_button(one.name, stage)
            button.setToolTip(one.tip)
            button.setChecked(at == 0)
            button.setMinimumWidth(wide * theme.GRID)
            self._group.addButton(button, at)
            self.row.addWidget(button)
            self._take_in(one.page)
        self._group.idClicked.connect(self.show_page)
        self._give_keys(0)

    @property
    def at(self) -> int:
        """Return which tab is chosen."""
        return self._group.checkedId()

    def tab(self, at: int) -> QToolButton:
        """Return a tab."""
        button = self._group.button(at)
        assert isinstance(button, QToolButton)
        return button

    def count_on(self, at: int, count: int) -> None:
        """Say on a tab how many there are; nothing for none."""
        name = self._pages[at].name
        self.tab(at).setText(f"{name} ({count:,})" if count else name)

    def put(self, at: int, page: QWidget) -> None:
        """Have another page under a tab from now on."""
        self._pages[at] = self._pages[at]._replace(page=page)
        self._take_in(page)
        if at == self.at:
            self.setCurrentWidget(page)

    def show_page(self, at: int) -> None:
        """Bring a page to the front, with the keys."""
        self.tab(at).setChecked(True)
        self.turning.emit(at)
        self.setCurrentWidget(self._pages[at].page)
        target = self._give_keys(at)
        self.turned.emit(at)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer_turns(self, onward: str, back: str, keys: tuple[str, str]) -> None:
        """Add to the stage the actions that go to the next page and to the one before."""
        for words, key, step in ((onward, keys[0], 1), (back, keys[1], -1)):
            action = QAction(words, self._stage)
            action.setShortcut(QKeySequence(key))
            action.setData("go")
            action.triggered.connect(lambda _=False, by=step: self._turn(by))
            self._stage.addAction(action)

    def _take_in(self, page: QWidget) -> None:
        if self.indexOf(page) < 0:
            self.addWidget(page)

    def _turn(self, by: int) -> None:
        self.show_page((self.at + by) % len(self._pages))

    def _give_keys(self, at: int) -> QWidget:
        target = self._pages[at].keys or self._pages[at].page
        keys_to(self._stage, target)
        return target


def tab_button(name: str, parent: QWidget) -> QToolButton:
    """Return a small tab: a toggle that is reached by Tab, high enough to be hit."""
    button = QToolButton(parent)
    button.setObjectName("segment")
    button.setText(name)
    button.setAccessibleName(name)
    button.setCheckable(True)
    button.setMinimumHeight(theme.TARGET)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
