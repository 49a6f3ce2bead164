"""When a pane reads again what it shows."""

from collections.abc import Callable, Collection

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from coder.model.changes import Changes, Kind
from ui.session import Session


class Upkeep(QObject):
    """Has a pane read anew what was touched: soon if somebody looks, else once it is shown.

    `read` is called with a project open, and never twice for the same change. `pause` is how many
    milliseconds changes are waited for, None when they are to show at once; `kinds` are those that
    the pane shows, None if any change may be.
    """

    def __init__(
        self,
        pane: QWidget,
        session: Session,
        read: Callable[[], object],
        kinds: Collection[Kind] | None,
        pause: int | None = None,
    ) -> None:
        super().__init__(pane)
        self._pane, self._session, self._read, self._kinds = pane, session, read, kinds
        self._is_stale = True
        self._is_at_once = pause is None
        self._soon = QTimer(self, singleShot=True, interval=pause or 0)
        self._soon.timeout.connect(self.read)
        session.changed.connect(self._follow)
        session.closing.connect(self.rest)
        pane.installEventFilter(self)

    def read(self) -> None:
        """Have it read now, whether somebody looks or not."""
        self._soon.stop()
        if self._session.is_open:
            self._is_stale = False
            self._read()

    def reread(self) -> None:
        """Have it read now if somebody looks, else once it is shown."""
        self._is_stale = True
        if self._pane.isVisible():
            self.read()

    def catch_up(self) -> None:
        """Have it read now if something of it was touched, whether somebody looks or not."""
        if self._is_stale:
            self.read()

    def touch(self) -> None:
        """What is shown is so no more."""
        if self._is_at_once:
            self.reread()
            return
        self._is_stale = True
        if self._pane.isVisible():
            self._soon.start()

    def rest(self) -> None:
        """Read nothing for now: there is nothing to be read."""
        self._soon.stop()
        self._is_stale = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Read what was not read while nobody looked."""
        if event.type() == QEvent.Type.Show:
            self.catch_up()
        return super().eventFilter(watched, event)

    def _follow(self, changes: Changes) -> None:
        if self._kinds is None or changes.touches(*self._kinds):
            self.touch()
