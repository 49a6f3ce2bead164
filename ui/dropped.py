"""What is dropped on the window, and what is to be done with it."""

from collections import deque
from pathlib import Path
from typing import NamedTuple, Self

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from ui.panels.reports.adding import ReportAdding
from ui.session import Session

_LISTS = (".csv", ".xlsx", ".ris")


class Dropped(NamedTuple):
    """Projects to be opened, work to be merged, PDFs and folders to be added, lists of reports."""

    projects: list[Path]
    works: list[Path]
    reports: list[Path]
    lists: list[Path]

    @classmethod
    def of(cls, data: QMimeData) -> Self:
        """Sort the files of this machine that were dropped."""
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        by_kind: dict[str, list[Path]] = {}
        for path in paths:
            ending = ".pdf" if path.is_dir() else path.suffix.lower()
            by_kind.setdefault("list" if ending in _LISTS else ending, []).append(path)
        return cls(*(by_kind.get(kind, []) for kind in (".evc", ".evw", ".pdf", "list")))

    @property
    def is_for_a_project(self) -> bool:
        """Say whether there is anything that goes into an open project."""
        return bool(self.works or self.reports or self.lists)


class Dropping(QObject):
    """Takes projects and, into an open one, what belongs there, anywhere on the window.

    `projectDropped` carries the project to open, `worksDropped` the work that came back,
    `listDropped` a list of reports to import. PDFs are added here.
    """

    projectDropped = Signal(object)
    worksDropped = Signal(object)
    listDropped = Signal(object)

    def __init__(self, session: Session, adding: ReportAdding, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._adding = session, adding
        self._lists: deque[Path] = deque()
        window.setAcceptDrops(True)
        window.installEventFilter(self)
        # The drop, or the word on what was added, comes to its end before a dialog opens.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._next_list)
        adding.ended.connect(lambda _: self._soon.start())
        session.closing.connect(self._lists.clear)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is dragged over the window if anything can be done with it."""
        if isinstance(event, QDropEvent):
            dropped = Dropped.of(event.mimeData())
            is_welcome = self._session.is_open and dropped.is_for_a_project
            is_over = isinstance(event, QDragEnterEvent)
            if is_over and (dropped.projects or is_welcome):
                event.acceptProposedAction()
                return True
            if event.type() == QEvent.Type.Drop:
                event.acceptProposedAction()
                self._take(dropped)
                return True
        return super().eventFilter(watched, event)

    def _take(self, dropped: Dropped) -> None:
        if dropped.projects:
            first = dropped.projects[0]
            QTimer.singleShot(0, self, lambda: self.projectDropped.emit(first))
        elif dropped.works:
            self.worksDropped.emit(dropped.works)
        elif self._session.is_open:
            self._lists += dropped.lists
            if dropped.reports:
                self._adding.add(dropped.reports)
            self._soon.start()

    def _next_list(self) -> None:
        """Have lists looked at once the PDFs are in: a row meets its report by the file's name."""
        if self._lists and not self._adding.is_busy:
            self.listDropped.emit(self._lists.popleft())
            self._soon.start()
