"""The caret on the pages: where it stands, and its blinking."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QObject, QPointF, QRectF, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPen

from coder.model.geometry import Point
from coder.model.report import PageText

_WIDE = 2.0
"""Screen pixels."""


def caret_line(page: PageText, offset: int) -> tuple[Point, Point] | None:
    """Return the upper and lower end of a caret at `offset`, in unrotated points.

    None on a page without print. Before a character of a line that runs leftwards it stands right
    of it.
    """
    if not len(page.line_of):
        return None
    line = int(page.line_of[min(offset, len(page.line_of) - 1)])
    start, end = int(page.starts[line]), int(page.ends[line])
    if end <= start:
        return None
    index = min(max(offset, start), end - 1)
    sides = sorted((float(page.left[index]), float(page.right[index])))
    along = sides[int((offset >= end) == _is_rightwards(page, index, start, end))]
    cos, sin = float(page.cosines[line]), float(page.sines[line])
    top, bottom = (
        Point(along * cos - across * sin, along * sin + across * cos)
        for across in (float(page.tops[line]), float(page.bottoms[line]))
    )
    return top, bottom


def runs_leftwards(page: PageText) -> bool:
    """Say whether a page is read from right to left: most of its characters follow so.

    It is the page that decides, not the line: between lines of both kinds (figures in Arabic) an
    arrow key would go back and forth for ever.
    """
    middles = page.left + page.right
    along = np.diff(middles)[np.diff(page.line_of) == 0]
    return bool(np.count_nonzero(along < 0) > np.count_nonzero(along > 0))


def _is_rightwards(page: PageText, index: int, start: int, end: int) -> bool:
    low, high = max(index - 1, start), min(index + 2, end)
    middles = (page.left[low:high] + page.right[low:high]) / 2
    away = np.diff(middles)
    away = away[away != 0]
    return not len(away) or bool(away[np.argmin(np.abs(away))] > 0)


class CaretSign(QObject):
    """Shows the caret and hides it, at the pace of the platform; steadily where that is none.

    `where` gives the caret and its two ends in the viewport, in screen pixels.
    """

    changed = Signal()

    def __init__(
        self, where: Callable[[], tuple[QPointF, QPointF] | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._where = where
        self._is_alive = self._is_on = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._blink)

    @property
    def is_on(self) -> bool:
        """Whether the caret is to be seen just now."""
        return self._is_alive and self._is_on

    def wake(self, *, alive: bool) -> None:
        """Show the caret from now on, as keys come here; or show none."""
        self._is_alive = alive
        self.again()

    def again(self) -> None:
        """Show the caret, for it has moved; it blinks on from now."""
        self._is_on = True
        flash = QGuiApplication.styleHints().cursorFlashTime()
        if self._is_alive and flash > 0:
            self._timer.start(flash // 2)
        else:
            self._timer.stop()
        self.changed.emit()

    def rect(self) -> QRectF:
        """Return where the caret is in the viewport, a little wider; empty where there is none."""
        ends = self._where()
        if ends is None:
            return QRectF()
        return QRectF(*ends).normalized().adjusted(-_WIDE, -_WIDE, _WIDE, _WIDE)

    def paint(self, painter: QPainter, colour: QColor) -> None:
        """Paint the caret, in screen pixels."""
        ends = self._where() if self.is_on else None
        if ends is not None:
            painter.setPen(QPen(colour, _WIDE))
            painter.drawLine(*ends)

    @Slot()
    def _blink(self) -> None:
        self._is_on = not self._is_on
        self.changed.emit()


def first_in_view(page: PageText, is_in_view: Callable[[Point, Point], bool]) -> int | None:
    """Return the offset at which the first line begins that is in view; None when none is.

    `is_in_view` is asked about the upper and lower end of a caret, in unrotated points.
    """
    for line in np.flatnonzero(page.ends > page.starts).tolist():
        start = int(page.starts[line])
        ends = caret_line(page, start)
        if ends is not None and is_in_view(*ends):
            return start
    return None
