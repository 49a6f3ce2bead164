"""What was found in reports, and the passages around it, worked out between events."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from coder.model.errors import ProjectError
from coder.model.ids import ReportId
from coder.services.finding_extracts import extracts
from coder.services.finding_hits import Hit
from coder.services.search import MOST
from coder.text.finding import Query
from ui.panels.find.rows import Place
from ui.panels.find.work import FindWork
from ui.session import Session
from ui.widgets.labels import page_place


class FindResults(QObject):
    """Looks, and keeps what was found. `came` carries places as they come, `ended` any trouble.

    `begun` says before that whether passages are coming, and not places.
    """

    begun = Signal(bool)
    came = Signal(list)
    ended = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._titles: dict[ReportId, tuple[str, str]] = {}
        self._labels: dict[ReportId, list[str]] = {}
        self._work = FindWork(self)
        self._passages = FindWork(self)
        self._fold = FindWork(self, longest=60.0)
        self.hits: list[Hit] = []
        self._work.found.connect(self._take)
        self._work.ended.connect(self.ended)
        self._passages.found.connect(self.came)
        self._passages.ended.connect(self.ended)

    @property
    def is_busy(self) -> bool:
        """Say whether more may come."""
        return self._work.is_busy or self._passages.is_busy

    @property
    def is_cut(self) -> bool:
        """Say whether there is more than is ever shown."""
        return len(self.hits) >= MOST

    def look(self, query: Query, first: ReportId | None, *, everywhere: bool) -> None:
        """Look for a query in one report, or everywhere and in that one first."""
        self.forget()
        self.begun.emit(False)  # noqa: FBT003 - Qt's signals take no names
        project = self._session.project
        reports = list(project.search.reports()) if everywhere else []
        if first is not None:
            reports = [first, *(one for one in reports if one != first)]
        try:
            self._work.start(project.search.look(query, reports))
        except ProjectError as error:
            self.ended.emit(str(error))

    def review(self, unit: str) -> None:
        """Have the passages around the places that were found."""
        self._passages.stop()
        self.begun.emit(True)  # noqa: FBT003
        page_text = self._session.project.reports.page_text
        self._passages.start(extracts(self.hits, unit, page_text))

    def places(self) -> None:
        """Have the places themselves again."""
        self._passages.stop()
        self.begun.emit(False)  # noqa: FBT003
        self.came.emit(self.hits)
        self.ended.emit("")

    def make_ready(self) -> None:
        """While nothing else is to be done, fold what is going to be searched."""
        self._fold.start(self._session.project.search.make_ready())

    def forget(self) -> None:
        """Stop looking and have nothing."""
        self._fold.stop()
        self._work.stop()
        self._passages.stop()
        self.hits = []

    def forget_names(self) -> None:
        """Ask again what reports and pages are called."""
        self._titles.clear()
        self._labels.clear()

    def words_in(self, report: ReportId | None) -> dict[int, list[tuple[int, int]]]:
        """Return the words found in the text of a report, by page."""
        by_page: dict[int, list[tuple[int, int]]] = {}
        for hit in self.hits:
            if hit.report == report and hit.kind == "text":
                by_page.setdefault(hit.page, []).extend(hit.words)
        return by_page

    def page(self, report: ReportId, page: int) -> str:
        """Return how a page (from 0) is named."""
        if report not in self._labels:
            facts = self._session.project.reports.facts(report)
            self._labels[report] = [one.label for one in facts]
        labels = self._labels[report]
        return page_place(labels[page] if page < len(labels) else "", page)

    def report(self, report: ReportId) -> tuple[str, str]:
        """Return number and title of a report."""
        if not self._titles:
            every = self._session.project.reports.all()
            self._titles = {one.id: (one.number, one.title) for one in every}
        return self._titles.get(report, ("", ""))

    def heading(self, place: Place) -> str:
        """Return the heading a place stands under, "" if none."""
        return self._session.project.search.heading(place.report, place.page, place.start)

    def _take(self, hits: Sequence[Hit]) -> None:
        self.hits += hits
        self.came.emit(hits)
