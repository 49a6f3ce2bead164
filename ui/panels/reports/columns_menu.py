"""The menu in which columns of the table of reports are shown and hidden."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from coder import settings
from ui.panels.reports.columns import NUMBER, TITLE, Column, groups

_KEPT = "reports.hidden"
_APART = ","


class ColumnsMenu(QMenu):
    """One tick a column; it stays open while columns are chosen, and the settings keep them.

    `chosen` tells that other columns are hidden now, `attributesAsked` that the project is to
    have the attributes that come with the program.
    """

    chosen = Signal()
    attributesAsked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Columns"), parent)
        self.setToolTipsVisible(True)

    @property
    def hidden(self) -> set[str]:
        """Return the keys of the columns that are hidden."""
        kept = settings.load().panes.get(_KEPT, "")
        return {key for key in kept.split(_APART) if key}

    def fill(self, columns: Sequence[Column]) -> None:
        """Offer these columns, but for those that always stay."""
        self.clear()
        hidden = self.hidden
        for heading, places in groups(columns):
            self.addSection(heading)
            for at in places:
                if at in (NUMBER, TITLE):
                    continue
                action = QAction(columns[at].head, self, checkable=True)
                action.setChecked(columns[at].key not in hidden)
                action.setToolTip(columns[at].tip)
                action.setData(columns[at].key)
                action.triggered.connect(self._keep)
                self.addAction(action)
        self.addSeparator()
        if all(column.is_own for column in columns):
            self.addAction(self.tr("Add the Attributes of Reviews"), self.attributesAsked.emit)
        else:
            self.addAction(self.tr("Show All"), self._show_all)

    def _ticks(self) -> list[QAction]:
        return [one for one in self.actions() if one.isCheckable()]

    def _show_all(self) -> None:
        for action in self._ticks():
            action.setChecked(True)
        self._keep()

    def _keep(self) -> None:
        """Write down what is hidden; what other projects hide stays hidden there."""
        here = {str(one.data()) for one in self._ticks()}
        off = {str(one.data()) for one in self._ticks() if not one.isChecked()}
        known = settings.load()
        kept = _APART.join(sorted((self.hidden - here) | off))
        settings.save(replace(known, panes={**known.panes, _KEPT: kept}))
        self.chosen.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stay open when a column was ticked."""
        action = self.actionAt(event.position().toPoint())
        if action in self._ticks():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter tick a column, and the menu stays open."""
        action = self.activeAction()
        is_tick = event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_tick and action in self._ticks():
            action.trigger()
        else:
            super().keyPressEvent(event)
