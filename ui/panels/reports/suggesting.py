"""What reports say of themselves, read off their pages on a thread and kept while it holds."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from coder.model.ids import ReportId
from coder.model.suggestion import Suggestion
from coder.progress import Progress, Work
from ui import jobs
from ui.session import Session

if TYPE_CHECKING:
    from coder.project import Project

_WAIT = 250
"""Milliseconds for which a report is in hand before its pages are read."""


class Offer(NamedTuple):
    """A suggestion with the words it was read off, "" where there are none."""

    suggestion: Suggestion
    quote: str


class Suggester(QObject):
    """Reads the pages of one report at a time. `found` carries the report that is read."""

    found = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._known: dict[tuple[ReportId, str], list[Offer]] = {}
        self._wanted: tuple[ReportId, str] | None = None
        self._job: jobs.Job | None = None
        self._soon = QTimer(self, singleShot=True, interval=_WAIT)
        self._soon.timeout.connect(self._begin)
        session.closing.connect(self.give_up)

    def offers(self, report: ReportId, text_hash: str) -> list[Offer] | None:
        """Return what is offered for a report, None while that is not known; then read it."""
        key = (report, text_hash)
        if key not in self._known and key != self._wanted:
            self._wanted = key
            self._soon.start()
        return self._known.get(key)

    def forget(self) -> None:
        """Know nothing any more: the attributes are others."""
        self._known.clear()
        self._wanted = None

    def give_up(self) -> None:
        """Stop because the project is closing."""
        self._soon.stop()
        self.forget()
        if self._job:
            self._job.cancel()
            self._job.wait()

    def _begin(self) -> None:
        if self._job is not None or self._wanted is None or not self._session.is_open:
            return
        key = self._wanted
        work = _read(self._session.project, key[0])
        self._job = jobs.run(
            work,
            self,
            lambda offers: self._end(key, offers),
            lambda _: self._end(key, []),
            lambda: self._end(key, None),
        )

    def _end(self, key: tuple[ReportId, str], offers: list[Offer] | None) -> None:
        self._job = None
        if offers is not None and self._session.is_open:
            self._known[key] = offers
            self.found.emit(key[0])
        if self._wanted == key:
            self._wanted = None
        elif self._wanted is not None:
            self._soon.start()


def _read(project: "Project", report: ReportId) -> Work[list[Offer]]:
    """Read what a report says of itself, with the words it says it in."""
    yield Progress(0, 1, "Reading what the report says of itself")
    found = project.suggesting.metadata(report)
    pages = sorted({one.page for one in found if one.has_passage})
    texts = {at: text.text for at, text in project.reports.page_texts(report, pages).items()}
    return [Offer(one, _quote(texts.get(one.page, ""), one)) for one in found]


def _quote(text: str, one: Suggestion) -> str:
    return " ".join(text[one.start : one.end].split()) if one.has_passage else ""
