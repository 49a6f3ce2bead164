"""Loading what a project will need while the start page is looked at."""

import gc
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

_MODULES = (
    "numpy",
    "sqlalchemy.util",
    "sqlalchemy.sql",
    "sqlalchemy",
    "coder.project",
    "ui.stages.reports",
    "ui.stages.read",
    "ui.stages.matrix",
)
_PAUSE = 60
"""Milliseconds between two of them, for the page to answer the mouse."""


class Ahead(QObject):
    """Loads one module after the other in the pauses of the window, then is done."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left = list(_MODULES)
        self._timer = QTimer(self, interval=_PAUSE)
        self._timer.timeout.connect(self._load)
        self._timer.start()

    def _load(self) -> None:
        import_module(self._left.pop(0))
        gc.freeze()  # what a module holds stays: it need not be looked through ever again
        if not self._left:
            self._timer.stop()
