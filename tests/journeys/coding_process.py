"""The real window as a process of its own, coding by the keys until it is killed.

`python -m tests.journeys.coding_process PROJECT SKIP` prints "ready" once the report is shown,
then the id of each coding when its highlight has been painted. `SKIP` words are left out.
"""

import os
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coder.model.geometry import Point
from coder.model.ids import text
from coder.model.passage import PageRange
from tests.stages import stage_of
from ui import theme
from ui.main_window import MainWindow
from ui.reader.layout import Spot
from ui.stages.read import ReadStage

KEYS = "rceis"


class Paints(QObject):
    """Counts how often a widget was painted."""

    count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Count, and let the widget paint."""
        self.count += event.type() == QEvent.Type.Paint
        return False


def say(line: str) -> None:
    """Hand a whole line to whoever listens, at once."""
    os.write(1, f"{line}\n".encode())


def words(window: MainWindow, stage: ReadStage) -> Iterator[PageRange]:
    """Yield the long words of the report."""
    reports = window.session.project.reports
    assert stage.report is not None
    for page, body in enumerate(reports.plain_texts(stage.report.id)):
        at = 0
        for word in body.split():
            at = body.index(word, at)
            if len(word) > 3 and word.isalpha():
                yield PageRange(page, at, at + len(word))
            at += len(word)


class Coding(QObject):
    """Codes one word after the other, as fast as the window allows."""

    def __init__(self, window: MainWindow, skip: int) -> None:
        super().__init__(window)
        self._window = window
        self._stage = stage_of(window, ReadStage)
        self._view = self._stage.reader.view
        assert self._view.hasFocus()
        self._words = islice(enumerate(words(window, self._stage)), skip, None)
        self._paints = Paints(self)
        self._view.viewport().installEventFilter(self._paints)
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._code)
        self._timer.start()

    def _code(self) -> None:
        number, word = next(self._words)
        self._view.go_to(word.page)
        self._view.select([word])
        QTest.keyClick(self._window.windowHandle(), KEYS[number % len(KEYS)])
        (row,) = self._stage.inspector.rows
        coding, before = row.coding, self._paints.count
        passage = self._window.session.project.codings.passage(coding.passage)
        page, quad = passage.quads[0]
        left, top, right, bottom = quad.rect
        middle = Point((left + right) / 2, (top + bottom) / 2)
        self._view.reveal(passage.quads)
        spot: QPointF = self._view.pixel_at(Spot(page, middle))
        self._view.viewport().repaint()
        assert self._paints.count > before
        assert coding.id in self._view.codings_at(spot)
        say(text(coding.id))


def give_up(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """End at the first thing that goes wrong: whoever waits for the next line must hear of it."""
    sys.__excepthook__(kind, error, trace)
    os._exit(1)


def main(project: str, skip: str) -> None:
    """Open the window on a project, go where one reads, and begin."""
    sys.excepthook = give_up
    app = QApplication([])
    theme.apply(app, "light")
    window = MainWindow()
    window.show()
    window.activateWindow()
    while not window.isActiveWindow():
        app.processEvents()
    assert window.opening.open(Path(project))
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    coding = Coding(window, int(skip))
    say("ready")
    app.exec()
    coding.deleteLater()


if __name__ == "__main__":
    main(*sys.argv[1:])
