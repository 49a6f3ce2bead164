"""What became of a coding when its report got another file: where it was, where it is now."""

from dataclasses import dataclass
from functools import lru_cache

from coder.model.codebook import Code
from coder.model.coding import Coder, Coding
from coder.model.errors import NotFoundError
from coder.model.geometry import PageSize
from coder.model.ids import CodeId, CoderId, ReportId
from coder.model.passage import Passage
from coder.model.report import PageFacts, Report
from coder.project import Project
from ui.widgets.labels import page_place

WORD_FOR_WORD = frozenset({"exact", "folded"})
GROUPS = (
    WORD_FOR_WORD,
    frozenset({"head and tail"}),
    frozenset({"position only"}),
    frozenset({"lost"}),
)
"""How codings were found again, surest first, as they are listed together."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in one of the files that a report has had.

    `text_hash` tells which file; `passage` is None where only the page is meant.
    """

    report: ReportId
    text_hash: str
    page: int
    label: str
    size: PageSize
    passage: Passage | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A coding that waits, with its place before and now; a lost one has none now.

    `beside` is the page of the new file where a lost one would be, had nothing changed.
    """

    coding: Coding
    code: Code | None
    coder: Coder | None
    report: Report
    before: Place
    now: Place | None
    beside: Place | None = None

    @property
    def pages(self) -> str:
        """Return from which page it came to which, in words."""
        if self.now is None:
            return f"{self.before.label} → ?"
        same = self.now.label == self.before.label
        return self.now.label if same else f"{self.before.label} → {self.now.label}"


class Looker:
    """Looks up in the project what is told of codings that wait."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._codes: dict[CodeId, Code] = {one.id: one for one in project.codebook.codes()}
        self._coders: dict[CoderId, Coder] = {one.id: one for one in project.coders.all()}
        self._facts = lru_cache(maxsize=16)(project.reports.facts)
        self._report = lru_cache(maxsize=64)(project.reports.get)
        self.look_up = lru_cache(maxsize=512)(self._look_up)
        """Returns what is told of a coding; raises NotFoundError when it is gone meanwhile."""

    def _look_up(self, coding: Coding) -> Moved:
        codings, report = self._project.codings, self._report(coding.report)
        now = codings.passage(coding.passage)
        before = now if coding.origin is None else codings.passage(coding.origin)
        is_lost = coding.is_lost
        return Moved(
            coding,
            self._codes.get(coding.code),
            self._coders.get(coding.coder),
            report,
            self._place(report, before.text_hash, before.page, before),
            None if is_lost else self._place(report, report.text_hash, now.page, now),
            self._beside(report, before.page) if is_lost else None,
        )

    def _beside(self, report: Report, page: int) -> Place:
        return self._place(report, report.text_hash, min(page, report.pages - 1), None)

    def _place(self, report: Report, text_hash: str, page: int, passage: Passage | None) -> Place:
        facts = self._page_facts(report, text_hash, page, passage)
        label = page_place(facts.label, page)
        return Place(report.id, text_hash, page, label, facts.size, passage)

    def _page_facts(
        self, report: Report, text_hash: str, page: int, passage: Passage | None
    ) -> PageFacts:
        """Return the facts of a page; of a file whose pages are not known here, what is left."""
        every = self._facts(report.id, text_hash)
        if page < len(every):
            return every[page]
        told = passage.page_boxes if passage else ()
        boxes = {number: (wide, high) for number, wide, high in told}
        return PageFacts(page, "", PageSize(*boxes.get(page, (595.0, 842.0))), has_text=True)

    def pdf(self, place: Place) -> bytes:
        """Return the bytes of the file that a place is in; raises NotFoundError without one."""
        reports = self._project.reports
        if reports.get(place.report).text_hash == place.text_hash:
            return reports.pdf(place.report)
        found = reports.earlier_pdf(place.report, place.text_hash)
        if found is None:
            raise NotFoundError("The file that the report had before is not in this project.")
        return found
