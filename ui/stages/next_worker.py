"""Having a worker ready for the report that is opened next."""

from PySide6.QtCore import QObject, QTimer

from coder.pdf import spare

_AFTER = 1500
"""Milliseconds after a report was opened; its own pages come first."""


class NextWorker(QObject):
    """Starts a worker a moment after a report was opened, and ends it with the project."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, interval=_AFTER)
        self._timer.timeout.connect(spare.prepare)

    def soon(self) -> None:
        """Have one ready soon."""
        self._timer.start()

    def dismiss(self) -> None:
        """Let it go."""
        self._timer.stop()
        spare.dismiss()
