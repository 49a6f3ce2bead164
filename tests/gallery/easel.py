"""The real window on an easel: a project put into it, waited for, and its picture taken."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from coder import settings
from coder.model.ids import ReportId
from coder.model.passage import PageRange
from coder.project import Project
from tests.gallery.stock import ME, place
from ui import theme
from ui.main_window import READ, MainWindow
from ui.reader.view import ReaderView
from ui.reader.wanted import next_job, small_job
from ui.stages.read import ReadStage

_SIZE = (1360, 860)
_TITLE = 30
_LOOKS = 120
"""Milliseconds between two looks; when they show the same, the picture is taken."""

NAMES = {
    "sample": "Sample project",
    "empty": "School meals review",
    "french": "Revue de synthèse",
    "review": "Social protection - what works",
    "full": "What works in social programmes",
}


class Easel:
    """Has one window at a time. `picture` is what was taken last."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.window: MainWindow
        self.picture: QImage | None = None

    def begin(self) -> None:
        """Open a fresh window for a reviewer who has been here before, with no project."""
        self.picture = None
        for folder in ("Documents", ".config"):
            shutil.rmtree(self.home / folder, ignore_errors=True)
            (self.home / folder).mkdir()
        name, initials, colour = ME
        known = settings.Settings(coder_name=name, coder_initials=initials, coder_colour=colour)
        settings.save(replace(known, seen_sample=True))
        self.window = MainWindow()
        self.window.resize(*_SIZE)
        self.window.show()
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)

    def end(self) -> None:
        """Close the window."""
        self.window.close()
        self.window.deleteLater()
        self.rest(10)

    def lay(self, kind: str) -> Path:
        """Put a copy of a project into the documents folder; return where."""
        path = self.home / "Documents" / f"{NAMES[kind]}.evc"
        shutil.copyfile(place(self.home, kind), path)
        project = Project.open(path)
        if project.coder.name == ME[0]:
            identity = project.coder.id.hex()
            settings.save(replace(settings.load(), coder_id=identity))
        project.close()
        return path

    def open(self, kind: str) -> Project:
        """Open a copy of a project in the window."""
        assert self.window.opening.open(self.lay(kind))
        return self.window.session.project

    # Waiting

    def wait(self, until: Callable[[], object], longest: int = 60_000) -> None:
        """Go on with events until something is so; threads of ours run meanwhile."""
        ticks = 0
        while not until():
            ticks += 1
            assert ticks * 20 < longest, "what was waited for did not come"
            self.rest(20)

    def rest(self, milliseconds: int) -> None:
        """Go on with events for a while."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def settle(self) -> None:
        """Take the picture once the pages are sharp and nothing moves any more."""
        self.wait(self._is_sharp)
        before = self._composed()
        for _ in range(60):
            self.rest(_LOOKS)
            self.picture = self._composed()
            if self.picture == before and self._is_sharp():
                return
            before = self.picture
        raise AssertionError("the window does not come to rest")

    def _is_sharp(self) -> bool:
        for view in self.window.findChildren(ReaderView):
            if view.isVisible() and view.is_open and not _is_drawn(view):
                return False
        return True

    # Pictures

    def snap(self) -> None:
        """Take the picture as it is at this moment."""
        self.picture = self._composed()

    def during(self, act: Callable[[], object]) -> None:
        """Take the picture while a dialog is up that `act` opens, and dismiss it."""

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QDialog):
                QTimer.singleShot(30, look)
                return
            self.settle()
            dialog.reject()

        QTimer.singleShot(30, look)
        act()
        self.wait(lambda: self.picture is not None)

    def _composed(self) -> QImage:
        """Return the window with its menus and dialogs as a desktop would show them."""
        sheet = self.window.grab()
        painter = QPainter(sheet)
        for one in QApplication.topLevelWidgets():
            if one is not self.window and one.isVisible():
                _put(painter, one, one.pos() - self.window.pos())
        painter.end()
        return sheet.toImage()

    # The Read stage

    @property
    def read(self) -> ReadStage:
        """Return the Read stage, brought to the front."""
        self.window.go_to(READ)
        found = self.window.findChild(ReadStage)
        assert isinstance(found, ReadStage)
        return found

    @property
    def view(self) -> ReaderView:
        """Return the pages."""
        return self.read.reader.view

    def report(self, words: str) -> ReportId:
        """Open the report whose file's name has these words."""
        project = self.window.session.project
        found = next(one for one in project.reports.all() if words in one.file_name)
        assert self.read.open_report(found.id)
        return found.id

    def words(self, page: int, first: str, last: str = "") -> PageRange:
        """Return where words stand on a page (from 0), or from some words to others."""
        report = self.read.report
        assert report is not None
        text = self.window.session.project.reports.page_text(report.id, page).text
        start = text.index(first)
        end = text.index(last, start) + len(last) if last else start + len(first)
        return PageRange(page, start, end)

    def select(self, *ranges: PageRange) -> None:
        """Select and scroll so that it is well in view."""
        view, scroll = self.view, self.view.verticalScrollBar()
        view.go_to(ranges[0].page)
        view.select(ranges)
        rects = view.selection_rects() or [QRect()]
        scroll.setValue(scroll.value() + rects[0].top() - 260)
        view.setFocus(Qt.FocusReason.MouseFocusReason)

    def code_as(self, *names: str) -> None:
        """Put the codes of these names on what is selected."""
        codes = {code.name: code.id for code in self.read.desk.codes if code.assignable}
        assert self.read.desk.assign([codes[name] for name in names])


def _is_drawn(view: ReaderView) -> bool:
    """Say whether all in view is sharp: what is wanted next is at best a small picture."""
    drawing, scene = view._drawing, view._scene()
    job = next_job(scene, drawing.cache, drawing.failures.keys())
    is_sharp = job is None or job == small_job(scene, job.page)
    return is_sharp and not drawing._settle.isActive()


def _put(painter: QPainter, one: QWidget, at: QPoint) -> None:
    """Paint a menu or, under a plain title bar, a dialog."""
    look, area = theme.current(), QRect(at, one.size())
    if isinstance(one, QDialog):
        bar = QRect(at - QPoint(0, _TITLE), area.topRight())
        painter.fillRect(bar, QColor(look.hairline))
        painter.setPen(QColor(look.text))
        painter.setFont(theme.body_font(10, bold=True))
        painter.drawText(bar, Qt.AlignmentFlag.AlignCenter, one.windowTitle())
        area.setTop(area.top() - _TITLE)
    painter.drawPixmap(at, one.grab())
    painter.setPen(QPen(QColor(look.muted), 1))
    painter.drawRect(area.adjusted(-1, -1, 0, 0))
