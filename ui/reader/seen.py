"""Measures which pages are in view while somebody reads, for "what have I read"."""

from collections.abc import Callable, Iterator
from time import monotonic

from PySide6.QtCore import QEvent, QObject, QPointF, QTimer
from PySide6.QtGui import QWindow

from coder.model.geometry import Point
from ui.reader.layout import Spot
from ui.reader.page_view import PageView

_STEP = 1000
"""Milliseconds between two looks at what is in view."""

_LONGEST_STEP = 2.0
"""Seconds one look may count for: while a laptop slept nobody read on it."""

_OFTEN = 30.0
"""Seconds after which what was measured is told."""

_IDLE = 60.0
"""Seconds without any key, pointer or wheel after which nobody is taken to read."""

_ACTS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletMove,
        QEvent.Type.NativeGesture,
    }
)


class SeenClock(QObject):
    """Counts for how many seconds each page of one report is read in a view.

    A page counts while at least half of it, or half of the view, shows it; the window has to be
    active, and somebody has to have done something in it within a minute. `tell` is given
    {page (from 0): seconds} every 30 seconds and by `stop`; `now` tells the time in seconds.
    """

    def __init__(
        self,
        view: PageView,
        tell: Callable[[dict[int, float]], None],
        now: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__(view)
        self._view, self._tell, self._now = view, tell, now
        self._seconds: dict[int, float] = {}
        self._looked = self._told = self._acted = now()
        self._window: QWindow | None = None
        view.scrolled.connect(self._act)
        self._timer = QTimer(self, interval=_STEP)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Count the time since the last look for the pages in view, if they are being read."""
        now = self._now()
        passed, self._looked = min(now - self._looked, _LONGEST_STEP), now
        self._listen_to(self._view.window().windowHandle())
        if passed > 0 and self._is_read(now):
            for page in pages_shown(self._view):
                self._seconds[page] = self._seconds.get(page, 0.0) + passed
        if now - self._told >= _OFTEN:
            self._tell_now()

    def stop(self) -> None:
        """Measure no more, and tell what was measured last: the report is being left."""
        self._timer.stop()
        self.look()
        self._tell_now()
        self._view.scrolled.disconnect(self._act)
        self._listen_to(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that somebody does something in the window."""
        if event.type() in _ACTS:
            self._act()
        return super().eventFilter(watched, event)

    def _act(self) -> None:
        self._acted = self._now()

    def _is_read(self, now: float) -> bool:
        view = self._view
        return now - self._acted < _IDLE and view.isVisible() and view.isActiveWindow()

    def _tell_now(self) -> None:
        seconds, self._seconds = self._seconds, {}
        self._told = self._now()
        if seconds:
            self._tell(seconds)

    def _listen_to(self, window: QWindow | None) -> None:
        """Hear the keys and the pointer of the window the view is in; it may change windows."""
        if window is self._window:
            return
        if self._window is not None:
            self._window.removeEventFilter(self)
        if window is not None:
            window.installEventFilter(self)
        self._window = window


def pages_shown(view: PageView) -> Iterator[int]:
    """Yield the pages of which at least half is in view, or which fill half of the view."""
    if not view.is_open:
        return
    room = view.viewport().rect()
    first = view.spot_at(QPointF(room.topLeft())).page
    last = view.spot_at(QPointF(room.bottomRight())).page
    for page in range(first, last + 1):
        top = view.pixel_at(Spot(page, Point(0.0, 0.0))).y()
        bottom = view.pixel_at(Spot(page, Point(0.0, view.sizes[page].shown[1]))).y()
        part = min(bottom, room.height()) - max(top, 0.0)
        if part > 0 and part * 2 >= min(bottom - top, room.height()):
            yield page
