"""The sample report with its outline and its pages beside it, for the tests of both."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from coder.model.ids import CodeId
from coder.model.passage import PageRange
from coder.model.report import PageText, Report
from coder.project import Project
from coder.text.anchor import passage
from ui.panels.contents.outline import OutlinePanel
from ui.panels.contents.pane import Contents
from ui.panels.contents.thumbnails import ThumbnailsPanel
from ui.reader.source import PageSource
from ui.reader.view import ReaderView
from ui.session import Session


class Reading:
    """A window with the contents of a report at the left and its pages at the right."""

    def __init__(self, project: Project, report: Report) -> None:
        self.project, self.report = project, report
        self.session = Session()
        self.session.take(project)
        self.window = QSplitter(Qt.Orientation.Horizontal)
        self.session.setParent(self.window)
        self.contents = Contents(self.session, self.window)
        self.view = ReaderView(self.window)
        self._tabs = QTabWidget(self.window)
        self._tabs.addTab(self.outline, "Outline")
        self._tabs.addTab(self.pages, "Pages")
        for one in (self._tabs, self.view):
            self.window.addWidget(one)
        self.window.resize(1000, 700)
        self.window.setSizes([300, 700])
        self.asked: list[tuple[int, float]] = []
        self.contents.goAsked.connect(lambda page, y: self.asked.append((page, y)))
        self.contents.goAsked.connect(self.view.go_to)

    @property
    def outline(self) -> OutlinePanel:
        return self.contents.outline

    @property
    def pages(self) -> ThumbnailsPanel:
        return self.contents.pages

    def show_tab(self, words: str) -> None:
        """Bring outline or pages to the front."""
        panels: dict[str, QWidget] = {"Outline": self.outline, "Pages": self.pages}
        self._tabs.setCurrentWidget(panels[words])

    def open(self) -> None:
        """Show the report and its contents."""
        report, project = self.report.id, self.project
        facts = project.reports.facts(report)

        def text(page: int) -> PageText:
            return project.reports.page_text(report, page)

        self.view.open(PageSource(report, lambda: project.reports.pdf(report), None, facts, text))
        self.contents.open(report, self.view, facts, lambda: project.codings.marks(report))

    def codes(self) -> list[CodeId]:
        return [code.id for code in self.project.codebook.codes() if code.assignable]

    def code(self, page: int, words: str, *codes: CodeId) -> None:
        """Code the first place of these words on a page."""
        texts, facts = self.project.reports.page_text, self.project.reports.facts(self.report.id)
        start = texts(self.report.id, page).text.index(words)
        found = passage(
            self.report.id,
            self.report.text_hash,
            lambda at: texts(self.report.id, at),
            lambda at: facts[at].size,
            [PageRange(page, start, start + len(words))],
        )
        self.project.codings.add(found, list(codes))


@contextmanager
def reading(qtbot: QtBot, stock: Path, copy: Path, words: str) -> Iterator[Reading]:
    """Open, of a copy of a project, the report whose file's name has these words."""
    copy.write_bytes(stock.read_bytes())
    project = Project.open(copy)
    report = next(one for one in project.reports.all() if words in one.file_name)
    desk = Reading(project, report)
    qtbot.addWidget(desk.window)
    desk.window.show()
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    desk.open()
    yield desk
    desk.contents.close_report()
    desk.view.close_report()
    desk.session.close()
