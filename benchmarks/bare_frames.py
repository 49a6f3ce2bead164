"""The floor of painting: a bare widget that draws two page images, and plain rectangles."""

import time

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from benchmarks.qt import SIZE, heartbeat, rest, wait


class _Bare(QWidget):
    """Draws the images that are in view, then the marks."""

    def __init__(self, marks: int) -> None:
        super().__init__()
        width, height = SIZE
        self.painted = 0
        self._image = QImage(width // 2, height, QImage.Format.Format_RGB32)
        self._image.fill(QColor("white"))
        self._marks = [
            QRect(width // 4 + at * 37 % 600, at * 13 % height, 120, 12) for at in range(marks)
        ]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw."""
        painter = QPainter(self)
        for top in (-SIZE[1] // 2, SIZE[1] // 2):
            painter.drawImage(SIZE[0] // 4, top, self._image)
        colour = QColor(90, 140, 220, 90)
        for mark in self._marks:
            painter.fillRect(mark, colour)
        painter.end()
        self.painted += 1


def bare_frames(count: int, marks: int = 0) -> list[float]:
    """Return how long each of so many frames takes, in milliseconds."""
    widget = _Bare(marks)
    widget.resize(*SIZE)
    widget.show()
    wait(lambda: widget.painted > 0)
    taken = []
    for _ in range(count):
        begin = time.perf_counter()
        widget.repaint()
        taken.append((time.perf_counter() - begin) * 1000)
    assert widget.painted > count, "nothing was painted"
    widget.close()
    return taken


def idle_lateness(seconds: float) -> list[float]:
    """Return how late, in milliseconds, the beats are while there is nothing to do."""
    with heartbeat() as late:
        rest(seconds)
    return late
