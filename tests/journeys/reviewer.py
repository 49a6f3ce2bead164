"""A person at the real window: hands for mouse and keys, eyes for the page.

Mouse and keys enter through the system's window, as they do from a desk, so that whatever lies
over the page or has the focus gets them first.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import (
    QAction,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QMouseEvent,
    QWheelEvent,
    QWindow,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from coder.model.coding import Coding
from coder.model.geometry import Point
from coder.model.ids import ReportId
from coder.model.report import Report
from coder.project import Project
from tests.journeys.answers import Answers
from tests.journeys.eyes import darkest
from tests.stages import stage_of
from ui.app import begin
from ui.main_window import MainWindow
from ui.panels.passages.inspector import Inspector
from ui.panels.passages.pane import PassagesView
from ui.reader.layout import Spot
from ui.reader.view import ReaderView
from ui.stages.read import ReadStage
from ui.stages.reports import ReportsStage

LEFT = Qt.MouseButton.LeftButton
PLAIN = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
_LONG = 30_000
_SIZE = (1360, 860)


class Reviewer:
    """Starts the window, reads, selects, codes, and looks at what became of it."""

    def __init__(self, qtbot: QtBot, answers: Answers) -> None:
        self.qtbot = qtbot
        self.answers = answers
        self.window: MainWindow
        self.is_at_work = False
        self._clock = 1_000_000

    def start(self, project: Path | None = None) -> None:
        """Start the program as `python main.py [PROJECT]` does, in this process."""
        self.window = MainWindow()
        self.is_at_work = True
        self.window.show()
        self.window.resize(*_SIZE)  # the window's last one does not fit on a test's small screen
        self.come_back()
        begin(self.window, str(project) if project else None)

    def come_back(self) -> None:
        """Turn to the window, as a desktop does by itself when a dialog has gone."""
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)

    def leave(self) -> None:
        """Close the window, as its cross does."""
        self.is_at_work = False
        assert self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def wait(self, until: Callable[[], object], longest: int = _LONG) -> None:
        """Go on with events until something is so; fails after `longest` milliseconds."""
        self.qtbot.waitUntil(lambda: bool(until()), timeout=longest)

    @property
    def project(self) -> Project:
        return self.window.session.project

    @property
    def read(self) -> ReadStage:
        return stage_of(self.window, ReadStage)

    @property
    def view(self) -> ReaderView:
        return self.read.reader.view

    @property
    def inspector(self) -> Inspector:
        return self.read.inspector

    @property
    def report(self) -> Report:
        report = self.read.report
        assert report is not None
        return report

    def codings(self) -> list[Coding]:
        return self.project.codings.listing()

    def code_name(self, coding: Coding) -> str:
        return self.project.codebook.get(coding.code).name

    # Keys

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN, *, times: int = 1) -> None:
        """Press a key where the focus is."""
        for _ in range(times):
            QTest.keyClick(self._keyboard(), key, held)

    def type(self, letters: str) -> None:
        """Type letters where the focus is."""
        for letter in letters:
            QTest.keyClick(self._keyboard(), letter)

    def tab_to(self, name: str, *, most: int = 60) -> int:
        """Press Tab until the focus is on what bears this name; return how often."""
        passed = []
        for count in range(most):
            if self.focus().accessibleName() == name:
                return count
            passed.append(self.focus().accessibleName() or type(self.focus()).__name__)
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never came to “{name}”, but to {passed}")

    def focus(self) -> QWidget:
        focus = QApplication.focusWidget()
        assert focus is not None
        return focus

    def _keyboard(self) -> QWindow:
        return QGuiApplication.focusWindow() or self.window.windowHandle()

    # Mouse

    def click(self, widget: QWidget, spot: QPoint | None = None) -> None:
        """Click into a widget, by default its middle."""
        QTest.mouseClick(self._desk(), LEFT, PLAIN, self._at(widget, spot))

    def double_click(self, widget: QWidget, spot: QPoint) -> None:
        """Click twice."""
        QTest.mouseDClick(self._desk(), LEFT, PLAIN, self._at(widget, spot))

    def triple_click(self, spot: QPoint) -> None:
        """Click three times on the pages, fast enough to be one gesture."""
        kinds = QEvent.Type
        self._clock += 10_000
        for kind in (
            kinds.MouseButtonPress,
            kinds.MouseButtonRelease,
            kinds.MouseButtonDblClick,
            kinds.MouseButtonRelease,
            kinds.MouseButtonPress,
            kinds.MouseButtonRelease,
        ):
            self._clock += 40
            held = Qt.MouseButton.NoButton if kind == kinds.MouseButtonRelease else LEFT
            viewport, where = self.view.viewport(), QPointF(spot)
            event = QMouseEvent(kind, where, viewport.mapToGlobal(where), LEFT, held, PLAIN)
            event.setTimestamp(self._clock)
            QApplication.sendEvent(viewport, event)

    def drag(self, begin: QPointF, end: QPointF) -> None:
        """Drag over the pages from one spot of the viewport to another."""
        viewport = self.view.viewport()
        QTest.mousePress(self._desk(), LEFT, PLAIN, self._at(viewport, begin.toPoint()))
        for step in (0.1, 0.35, 0.6, 0.85, 1.0):
            spot = (begin + (end - begin) * step).toPoint()
            QTest.mouseMove(self._desk(), self._at(viewport, spot))
        QTest.mouseRelease(self._desk(), LEFT, PLAIN, self._at(viewport, end.toPoint()))

    def wheel(self, angle: int) -> None:
        """Turn the wheel over the pages, down with a positive number; 120 is one notch."""
        viewport = self.view.viewport()
        spot = QPointF(viewport.rect().center())
        where, turn = viewport.mapToGlobal(spot), QPoint(0, -angle)
        phase = Qt.ScrollPhase.NoScrollPhase
        buttons = Qt.MouseButton.NoButton
        event = QWheelEvent(spot, where, QPoint(), turn, buttons, PLAIN, phase, False)  # noqa: FBT003
        QApplication.sendEvent(viewport, event)

    def drop(self, paths: Sequence[Path]) -> None:
        """Drop files and folders in the middle of whatever the window shows."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path.resolve())) for path in paths])
        middle = self.window.stack.geometry().center()
        for kind in (QDragEnterEvent, QDropEvent):
            where = middle if kind is QDragEnterEvent else QPointF(middle)
            event = kind(where, Qt.DropAction.CopyAction, mime, LEFT, PLAIN)
            QApplication.sendEvent(self.window, event)
            assert event.isAccepted()

    def _desk(self) -> QWindow:
        return self.window.windowHandle()

    def _at(self, widget: QWidget, spot: QPoint | None) -> QPoint:
        assert widget.isVisible()
        inside = widget.rect().center() if spot is None else spot
        assert widget.rect().contains(inside), "that is outside of what one sees"
        return widget.mapTo(self.window, inside)

    # Menus and buttons

    def action(self, menu: str, words: str) -> QAction:
        """Return the entry of a menu whose words begin so, mnemonics left out."""
        bar = self.window.menuBar()
        for top in bar.findChildren(QMenu):
            if top.title().replace("&", "") == menu:
                for action in top.actions():
                    if action.text().replace("&", "").startswith(words):
                        return action
        raise AssertionError(f"there is no “{words}” in {menu}")

    def choose(self, menu: str, words: str) -> None:
        """Choose an entry of a menu."""
        action = self.action(menu, words)
        assert action.isEnabled()
        action.trigger()

    def button(self, parent: QWidget, words: str) -> QAbstractButton:
        """Return a button one sees, by its words, tool tip or name."""
        for one in parent.findChildren(QAbstractButton):
            known = (one.text(), one.toolTip(), one.accessibleName())
            if one.isVisible() and words in [word.replace("&", "") for word in known]:
                return one
        raise AssertionError(f"one sees no button “{words}”")

    def words_in(self, widget: QWidget) -> list[str]:
        """Return what the labels one sees in a widget say."""
        return [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]

    @property
    def reports(self) -> ReportsStage:
        return stage_of(self.window, ReportsStage)

    def open_row(self, row: int) -> None:
        """Double-click a row of the table of reports, which is shown."""
        table = self.reports.table
        spot = table.visualRect(table.model().index(row, 1)).center()
        self.double_click(table.viewport(), spot)
        assert self.read.isVisible()

    # The page

    def turn_to(self, page: int) -> None:
        """Go to a page (from 0) by the page box: Ctrl+G, the number, Enter."""
        self.view.setFocus()
        self.press(Qt.Key.Key_G, CONTROL)
        facts = self.project.reports.facts(self.report.id)
        self.type(facts[page].label or str(page + 1))
        self.press(Qt.Key.Key_Return)
        assert self.view.current_page == page

    def scroll_to(self, page: int, point: Point, part: float = 0.4) -> None:
        """Turn to a page and the wheel until a point of it is about `part` down the view."""
        if self.view.current_page != page:
            self.turn_to(page)
        for _ in range(200):
            off = self.pixel(page, point).y() - part * self.view.viewport().height()
            before = self.view.verticalScrollBar().value()
            self.wheel(round(max(-120.0, min(120.0, off))))
            if self.view.verticalScrollBar().value() == before:
                return

    def pixel(self, page: int, point: Point) -> QPointF:
        """Return where a point (unrotated, in points) of a page is in the viewport."""
        size = self.project.reports.facts(self.report.id)[page].size
        return self.view.pixel_at(Spot(page, size.to_shown(point)))

    def point_of(self, page: int, offset: int, part: float = 0.5) -> Point:
        """Return a point in the character at `offset`, `part` of its width from its left edge."""
        text = self.project.reports.page_text(self.report.id, page)
        line = text.line_of[offset]
        cosine, sine = float(text.cosines[line]), float(text.sines[line])
        left, right = float(text.left[offset]), float(text.right[offset])
        a, b = left + (right - left) * part, float(text.tops[line] + text.bottoms[line]) / 2
        return Point(a * cosine - b * sine, a * sine + b * cosine)

    def place_of(self, words: str, page: int, report: ReportId | None = None) -> tuple[int, int]:
        """Return start and end of words, which stand on the page as they are given, once."""
        text = self.project.reports.page_text(report or self.report.id, page).text
        assert text.count(words) == 1, f"“{words}” stands there {text.count(words)} times"
        return text.index(words), text.index(words) + len(words)

    def drag_over(self, words: str, page: int) -> None:
        """Mark words with the mouse, from the first letter to the last."""
        start, end = self.place_of(words, page)
        first, last = self.point_of(page, start, 0.1), self.point_of(page, end - 1, 0.9)
        self.scroll_to(page, first)
        self.drag(self.pixel(page, first), self.pixel(page, last))

    def ink(self, words: str, page: int) -> QImage:
        """Return what one sees where the words (of one line) stand, once they are drawn sharp."""
        start, end = self.place_of(words, page)
        first = self.pixel(page, self.point_of(page, start, 0.0)).toPoint()
        last = self.pixel(page, self.point_of(page, end - 1, 1.0)).toPoint()
        area = QRect(first - QPoint(0, 5), last + QPoint(0, 5))
        assert self.view.viewport().rect().contains(area)
        seen = [self.view.viewport().grab(area).toImage()]

        def is_sharp() -> bool:
            self.qtbot.wait(60)
            seen.append(self.view.viewport().grab(area).toImage())
            return seen[-1] == seen[-2] and darkest(seen[-1]) < 140

        self.wait(is_sharp)
        return seen[-1]

    def spot_of(self, coding: Coding) -> QPoint:
        """Return where in the viewport the middle of a coding's first line is."""
        page, quad = self.project.codings.passage(coding.passage).quads[0]
        left, top, right, bottom = quad.rect
        return self.pixel(page, Point((left + right) / 2, (top + bottom) / 2)).toPoint()

    def is_lit(self, coding: Coding) -> bool:
        """Say whether a coding's passage is in view, painted, and shown in the passage pane."""
        spot = self.spot_of(coding)
        return (
            self.view.viewport().rect().contains(spot)
            and coding.id in self.view.codings_at(QPointF(spot))
            and coding.id in [row.coding.id for row in self.inspector.rows]
        )

    @property
    def passages(self) -> PassagesView:
        view = self.read.passages.findChild(PassagesView)
        assert isinstance(view, PassagesView)
        return view

    def click_passage(self, row: int) -> None:
        """Click a row of the list of passages."""
        index = self.passages.model().index(row, 0)
        self.passages.scrollTo(index)
        self.click(self.passages.viewport(), self.passages.visualRect(index).center())
