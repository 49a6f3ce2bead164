"""Where one was: the way back, and forward again, through reports and stages."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from coder.model.ids import ReportId
from ui.session import Session


class Stop(NamedTuple):
    """A place in the window: the stage and, where one reads, the report and the place in it."""

    stage: int
    report: ReportId | None = None
    place: str = ""


class Trail:
    """The stops one jumped from. Whoever jumps calls `leave` before."""

    def __init__(self) -> None:
        self._back: list[Stop] = []
        self._forward: list[Stop] = []

    def leave(self, here: Stop) -> None:
        """Note the stop one jumps away from; what was ahead is forgotten."""
        if not self._back or self._back[-1] != here:
            self._back.append(here)
        self._forward.clear()

    def back(self, here: Stop) -> Stop | None:
        """Return the stop to go back to, or None."""
        return _step(self._back, self._forward, here)

    def forward(self, here: Stop) -> Stop | None:
        """Return the stop to go forward to again, or None."""
        return _step(self._forward, self._back, here)

    def clear(self) -> None:
        """Forget the way."""
        self._back.clear()
        self._forward.clear()

    @property
    def can_go(self) -> tuple[bool, bool]:
        """Say whether there is something to go back to, and forward to."""
        return bool(self._back), bool(self._forward)


def _step(source: list[Stop], target: list[Stop], here: Stop) -> Stop | None:
    while source and source[-1] == here:
        source.pop()
    if not source:
        return None
    target.append(here)
    return source.pop()


class Going(QObject):
    """Goes back and forward along the trail of a window.

    `here` tells where the window is and `show` has it show a stop. `can_go` tells whether there is
    a way back and a way forward.
    """

    can_go = Signal(bool, bool)

    def __init__(
        self,
        session: Session,
        here: Callable[[], Stop],
        show: Callable[[Stop], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._trail = Trail()
        self._here, self._show = here, show
        self._is_going = False
        session.leaving.connect(self.leave)
        session.backAsked.connect(self.back)
        session.forwardAsked.connect(self.forward)
        session.closing.connect(self.forget)

    def leave(self) -> None:
        """Note where one is; a jump follows."""
        here = self._here()
        if here.stage >= 0 and not self._is_going:
            self._trail.leave(here)
            self._tell()

    def back(self) -> None:
        """Go back to where one jumped from."""
        self._go(self._trail.back(self._here()))

    def forward(self) -> None:
        """Go again to where one came back from."""
        self._go(self._trail.forward(self._here()))

    def forget(self) -> None:
        """Forget the way: the project is closed."""
        self._trail.clear()
        self._tell()

    def _go(self, stop: Stop | None) -> None:
        if stop is not None:
            self._is_going = True
            self._show(stop)
            self._is_going = False
        self._tell()

    def _tell(self) -> None:
        self.can_go.emit(*self._trail.can_go)
