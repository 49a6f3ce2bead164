"""The pages of the Matrix stage under small tabs: codes, cards."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QToolButton, QWidget

from ui import theme
from ui.widgets.keys_to import keys_to


class MatrixPages(QStackedWidget):
    """One page at a time; `tabs` is the row of buttons. `turned` carries the page in front.

    The keys that `stage` gets go to the part of the page that is named with it.
    """

    turned = Signal(int)

    def __init__(self, pages: Sequence[tuple[QWidget, QWidget, str, str]], stage: QWidget) -> None:
        super().__init__(stage)
        self._stage = stage
        self._keys = [target for _, target, _, _ in pages]
        self._group = QButtonGroup(self)
        self.tabs = QHBoxLayout()
        self.tabs.setSpacing(2)
        for at, (page, _, name, tip) in enumerate(pages):
            button = QToolButton(stage)
            button.setObjectName("segment")
            button.setText(name)
            button.setAccessibleName(name)
            button.setToolTip(tip)
            button.setCheckable(True)
            button.setChecked(at == 0)
            button.setMinimumSize(9 * theme.GRID, theme.TARGET)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(button, at)
            self.tabs.addWidget(button)
            self.addWidget(page)
        self._group.idClicked.connect(self.show_page)
        keys_to(stage, self._keys[0])
        for words, key, step in (
            ("Next Page of the Matrix", "Ctrl+PgDown", 1),
            ("Page Before", "Ctrl+PgUp", -1),
        ):
            action = QAction(words, stage)
            action.setShortcut(QKeySequence(key))
            action.setData("go")
            action.triggered.connect(lambda _=False, by=step: self._turn(by))
            stage.addAction(action)

    def show_page(self, at: int) -> None:
        """Bring a page to the front, with the keys."""
        self._group.button(at).setChecked(True)
        self.setCurrentIndex(at)
        keys_to(self._stage, self._keys[at])
        self.turned.emit(at)
        self._keys[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self, by: int) -> None:
        self.show_page((self.currentIndex() + by) % self.count())
