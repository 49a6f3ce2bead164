"""Coding from a table of quotes: each quote is found in its report, or the row is named."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from coder.model.errors import NotFoundError, ProjectError
from coder.model.geometry import PageSize
from coder.model.ids import CodeId, CoderId
from coder.model.passage import Passage
from coder.model.report import PageText, Report
from coder.progress import Progress, Work
from coder.services.codebook import CodebookService
from coder.services.coders import Coders, checked_name
from coder.services.codings import Codings
from coder.services.reports import Reports
from coder.text.anchor import passage
from coder.text.index import ReportIndex
from coder.text.locate import Unplaced, locate

COLUMNS = ("report", "quote", "code")
OPTIONAL = ("page", "coder", "memo")
_Placed = tuple[int, str, tuple[Passage, CodeId, str]]
"""A line of the table, the name of its coder ("" for whoever acts), and what they coded."""


@dataclass(slots=True)
class Outcome:
    """How many rows became codings, how many were codings already, which have no place and why.

    `unplaced` holds (line of the table, reason); `nearly` the lines whose quotes begin and end
    like the print they were placed on but differ from it in between.
    """

    added: int = 0
    known: int = 0
    unplaced: list[tuple[int, str]] = field(default_factory=list)
    nearly: list[int] = field(default_factory=list)


class _Place:
    """One report opened for finding quotes in it."""

    def __init__(self, reports: Reports, report: Report) -> None:
        self._reports = reports
        self.report = report
        self.index = ReportIndex(reports.plain_texts(report.id))
        self._sizes = [facts.size for facts in reports.facts(report.id)]
        self._texts: dict[int, PageText] = {}

    def _text(self, page: int) -> PageText:
        if page not in self._texts:
            self._texts[page] = self._reports.page_text(self.report.id, page)
        return self._texts[page]

    def _size(self, page: int) -> PageSize:
        return self._sizes[page]

    def find(self, quote: str, page: int | None) -> tuple[Passage, str] | str:
        """Return the passage where the quote stands and how it was found, or why it has none."""
        if not self.report.has_file:
            return "The project has no PDF of this report yet."
        if page is not None and not 0 <= page < self.report.pages:
            return f"The report has {self.report.pages} pages; there is no page {page + 1}."
        found = locate(quote, self.index, page)
        if isinstance(found, Unplaced):
            return found.reason
        text_hash = self.report.text_hash
        place = passage(self.report.id, text_hash, self._text, self._size, found.ranges)
        return place, found.how


@dataclass(slots=True)
class TableCoding:
    """Codes a table into a project."""

    reports: Reports
    codebook: CodebookService
    codings: Codings
    coders: Coders
    coder: CoderId
    _codes: dict[str, CodeId] = field(default_factory=dict)

    def code(self, rows: Iterable[tuple[int, dict[str, str]]]) -> Work[Outcome]:
        """Place all rows; then code what was placed as one act for each coder."""
        outcome = Outcome()
        ordered = sorted(rows, key=lambda row: row[1]["report"])
        placed: list[_Placed] = []
        done = 0
        for written, group in groupby(ordered, key=lambda row: row[1]["report"]):
            yield Progress(done, len(ordered), f"Looking for quotes in {written}")
            lines = list(group)
            done += len(lines)
            try:
                place = _Place(self.reports, self.reports.find(written))
            except NotFoundError as error:
                outcome.unplaced += [(number, str(error)) for number, _ in lines]
                continue
            for number, row in lines:
                self._place(place, number, row, placed, outcome)
        yield Progress(done, len(ordered), "Coding what was found")
        self._store(sorted(placed, key=lambda one: one[0]), outcome)
        outcome.unplaced.sort()
        return outcome

    def _place(
        self,
        place: _Place,
        number: int,
        row: dict[str, str],
        placed: list[_Placed],
        outcome: Outcome,
    ) -> None:
        try:
            code = self._code(row["code"])
            page = _page(row["page"])
        except (NotFoundError, ValueError) as error:
            outcome.unplaced.append((number, str(error)))
            return
        found = place.find(row["quote"], page)
        if isinstance(found, str):
            outcome.unplaced.append((number, found))
            return
        where, how = found
        try:
            coder = checked_name(row["coder"]) if row["coder"].strip() else ""
        except ProjectError as error:
            outcome.unplaced.append((number, str(error)))
            return
        if how == "head and tail":
            outcome.nearly.append(number)
        placed.append((number, coder, (where, code, row["memo"].strip())))

    def _code(self, written: str) -> CodeId:
        if written not in self._codes:
            code = self.codebook.find(written)
            if not code.assignable:
                raise NotFoundError(f"“{code.name}” is a heading only; name one of its codes.")
            self._codes[written] = code.id
        return self._codes[written]

    def _store(self, placed: list[_Placed], outcome: Outcome) -> None:
        names = dict.fromkeys(name for _, name, _ in placed)
        coders = {one: self.coders.ensure(one).id if one else self.coder for one in names}
        for coder in dict.fromkeys(coders.values()):
            wanted = [what for _, name, what in placed if coders[name] == coder]
            label = f"Code {len(wanted)} Quotes from a Table"
            _, fresh = self.codings.add_many(wanted, coder, label)
            outcome.added += fresh
            outcome.known += len(wanted) - fresh


def _page(written: str) -> int | None:
    """Return the page (from 0) that a cell names, None for an empty cell."""
    if not written.strip():
        return None
    try:
        number = int(written)
    except ValueError:
        raise ValueError(f"“{written}” is not a page number; count PDF pages from 1.") from None
    return number - 1
