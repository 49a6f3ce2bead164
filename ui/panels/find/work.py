"""Searching in slices between events, so that the window never waits for it."""

from collections.abc import Iterator, Sequence
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from coder.model.errors import ProjectError
from ui.panels.find.rows import Place

_FIRST, _SLICE = 0.020, 0.008
"""Seconds spent at once: when a search begins, and whenever it goes on."""

_LONGEST = 4.0
"""Seconds of work after which a search is given up."""


class FindWork(QObject):
    """Drives one search at a time. `found` carries places as they come, `ended` why it ended.

    That is "" when all was looked through, else a word to the user. What can be done in 20 ms is
    done before `start` returns.
    """

    found = Signal(list)
    ended = Signal(str)

    def __init__(self, parent: QObject, longest: float = _LONGEST) -> None:
        super().__init__(parent)
        self._longest = longest
        self._steps: Iterator[Sequence[Place]] | None = None
        self._spent = 0.0
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_busy(self) -> bool:
        """Say whether a search is under way."""
        return self._steps is not None

    def start(self, steps: Iterator[Sequence[Place]]) -> None:
        """Begin a search; another that is under way is dropped."""
        self._steps, self._spent = steps, 0.0
        self._drive(_FIRST)
        if self._steps is steps:
            self._timer.start()

    def stop(self) -> None:
        """Drop the search that is under way, without a word."""
        self._steps = None
        self._timer.stop()

    def _go_on(self) -> None:
        self._drive(_SLICE)

    def _drive(self, seconds: float) -> None:
        begun = perf_counter()
        steps, places = self._steps, list[Place]()
        has_ended, trouble = False, ""
        try:
            while steps and perf_counter() - begun < seconds:
                places += next(steps)
        except StopIteration:
            has_ended = True
        except ProjectError as error:
            has_ended, trouble = True, str(error)
        self._spent += perf_counter() - begun
        if not has_ended and self._spent > self._longest:
            has_ended = True
            trouble = self.tr("This takes too long, so not all was looked through.")
        if has_ended:
            self.stop()
        if places:
            self.found.emit(places)
        if has_ended:
            self.ended.emit(trouble)
