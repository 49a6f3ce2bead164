"""Tells the interface thread that a worker has answered, without asking it over and over."""

import sys
import threading
from multiprocessing.connection import Connection, wait

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot


class NotifierWake(QObject):
    """Watches through the event loop itself, where pipes are files."""

    ready = Signal()

    def __init__(self, connection: "Connection[object, object]", parent: QObject) -> None:
        super().__init__(parent)
        kind = QSocketNotifier.Type.Read
        self._notifier = QSocketNotifier(connection.fileno(), kind, self)
        self._notifier.activated.connect(self._tell)

    @Slot()
    def _tell(self) -> None:
        self._notifier.setEnabled(False)
        self.ready.emit()

    def again(self) -> None:
        """Watch for the next answer."""
        self._notifier.setEnabled(True)

    def close(self) -> None:
        """Stop watching."""
        self._notifier.setEnabled(False)
        self.deleteLater()


class ThreadWake(QObject):
    """Watches in a thread of its own, where the event loop cannot wait for pipes (Windows)."""

    ready = Signal()

    def __init__(self, connection: "Connection[object, object]", parent: QObject) -> None:
        super().__init__(parent)
        self._connection = connection
        self._taken = threading.Event()
        self._taken.set()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="page wake", daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._over.is_set():
            self._taken.wait()
            try:
                answered = bool(wait([self._connection], timeout=0.25))
            except OSError:
                return
            if answered and not self._over.is_set():
                self._taken.clear()
                self.ready.emit()

    def again(self) -> None:
        """Watch for the next answer."""
        self._taken.set()

    def close(self) -> None:
        """Stop watching and wait until the thread has ended (at most a quarter of a second)."""
        self._over.set()
        self._taken.set()
        self._thread.join()
        self.deleteLater()


Wake = NotifierWake | ThreadWake


def watch(connection: "Connection[object, object]", parent: QObject) -> Wake:
    """Return a watch on `connection` that suits this system."""
    if sys.platform == "win32":
        return ThreadWake(connection, parent)
    return NotifierWake(connection, parent)
