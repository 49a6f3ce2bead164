"""How wide the panes of a stage are and which are folded, remembered from one day to the next."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QSplitter, QWidget

from coder import settings

_FOLDED, _SHOWN = "folded", "shown"


class Panes:
    """Splitters and foldable panes under names that the settings keep."""

    def __init__(
        self, stage: str, splitters: Mapping[str, QSplitter], foldable: Mapping[str, QWidget]
    ) -> None:
        self._stage = stage
        self._splitters = splitters
        self._foldable = foldable

    def restore(self) -> None:
        """Give the panes the sizes they had; what was never remembered stays as it is."""
        known = settings.load().panes
        for name, splitter in self._splitters.items():
            stored = str(known.get(f"{self._stage}.{name}", ""))
            if stored:
                splitter.restoreState(QByteArray.fromHex(stored.encode()))
        for name, pane in self._foldable.items():
            pane.setVisible(known.get(f"{self._stage}.{name}") != _FOLDED)

    def remember(self) -> None:
        """Write down how the panes are now, if that is different from what is written."""
        now = {
            f"{self._stage}.{name}": bytes(splitter.saveState().toHex().data()).decode()
            for name, splitter in self._splitters.items()
        }
        for name, pane in self._foldable.items():
            now[f"{self._stage}.{name}"] = _FOLDED if pane.isHidden() else _SHOWN
        known = settings.load()
        if not now.items() <= known.panes.items():
            settings.save(replace(known, panes={**known.panes, **now}))
