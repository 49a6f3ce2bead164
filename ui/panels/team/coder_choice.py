"""Choosing some of the coders: a button with a menu of names to tick."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from coder.model.coding import Coder
from coder.model.ids import CoderId
from ui import theme
from ui.widgets import swatch


class CoderChoice(QPushButton):
    """Tells who is chosen; all are, until one is left out. `changed` says that it was changed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._coders: list[Coder] = []
        self._left_out: set[CoderId] = set()
        self._menu = QMenu(self)
        self._menu.installEventFilter(self)
        self.setMenu(self._menu)
        self.setMinimumHeight(theme.TARGET)
        self.setAccessibleName(self.tr("Coders compared"))
        self.setEnabled(False)
        self._tell()

    @property
    def chosen(self) -> list[CoderId]:
        """Return who is chosen."""
        return [one.id for one in self._coders if one.id not in self._left_out]

    @property
    def initials(self) -> dict[CoderId, str]:
        """Return the initials of those who are offered."""
        return {one.id: one.initials for one in self._coders}

    def offer(self, coders: Sequence[Coder]) -> None:
        """Offer these coders; who was left out stays so."""
        before, self._coders = self._coders, list(coders)
        if list(map(_looks, before)) == list(map(_looks, coders)):
            return
        self._left_out &= {one.id for one in coders}
        self._menu.clear()
        for coder in self._coders:
            action = QAction(swatch.icon(coder.colour), coder.name.replace("&", "&&"), self._menu)
            action.setCheckable(True)
            action.setChecked(coder.id not in self._left_out)
            action.setData(coder.id)
            action.toggled.connect(self._toggle)
            self._menu.addAction(action)
        self.setEnabled(len(self._coders) > 1)
        self._tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the menu open while names are ticked by the mouse."""
        if event.type() == QEvent.Type.MouseButtonRelease and watched is self._menu:
            action = self._menu.activeAction()
            if action is not None:
                action.trigger()
                return True
        return super().eventFilter(watched, event)

    def _toggle(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal carries it
        action = self.sender()
        assert isinstance(action, QAction)
        coder = CoderId(bytes(action.data()))
        (self._left_out.discard if on else self._left_out.add)(coder)
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        chosen = self.chosen
        names = [one.initials for one in self._coders if one.id in chosen]
        if len(chosen) == len(self._coders):
            said = self.tr("All coders")
        else:
            said = self.tr("Coders: %1").replace("%1", ", ".join(names) or "–")
        self.setText(said)
        self.setToolTip("\n".join(one.name for one in self._coders if one.id in chosen))


def _looks(coder: Coder) -> tuple[CoderId, str, str, str]:
    """Return what of a coder stands in the menu."""
    return coder.id, coder.name, coder.initials, coder.colour
