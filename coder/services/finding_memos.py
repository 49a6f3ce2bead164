"""Looking for words in memos and in the captions of areas."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, RowMapping, select

from coder.model.ids import ReportId
from coder.services.door import Door
from coder.services.finding_hits import Hit
from coder.store import history, schema
from coder.text.finding import Finder
from coder.text.fold import Folded, fold

_AT_ONCE = 20
"""Memos looked at between two steps."""

_KEPT = 20_000
"""Folded memos that are kept."""


class Memos:
    """The memos of a project, report by report; kept until something is done to the project."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._reading = -1
        self._lines: dict[ReportId, Sequence[RowMapping]] = {}
        self._folded: dict[str, Folded] = {}

    def refresh(self) -> None:
        """Read the memos again if anything was done since."""
        reading = self._door.read(history.last_reading)
        if reading != self._reading:
            self._reading = reading
            self._lines.clear()

    def look(self, finder: Finder, report: ReportId) -> Iterator[list[Hit]]:
        """Yield what is found in the memos of a report, some at a time, in the order of pages."""
        if report not in self._lines:
            self._lines[report] = self._door.read(_said, report)
        lines = self._lines[report]
        for first in range(0, len(lines), _AT_ONCE):
            yield [
                hit for line in lines[first : first + _AT_ONCE] for hit in self._in(finder, line)
            ]

    def _in(self, finder: Finder, line: RowMapping) -> Iterator[Hit]:
        end = line["end"] if line["end_page"] == line["page"] else line["start"]
        for text in (line["caption"], line["memo"]):
            for one in finder.on(self._fold(text), 1) if text else ():
                spot = ReportId(line["report"]), line["page"], line["start"], end
                yield Hit(*spot, "memo", one.words, text)

    def _fold(self, text: str) -> Folded:
        known = self._folded.get(text)
        if known is None:
            if len(self._folded) >= _KEPT:
                self._folded.clear()
            known = self._folded[text] = fold(text)
        return known


def _said(db: Connection, report: ReportId) -> Sequence[RowMapping]:
    """Return where codings of a report with a memo or a caption stand, and what is said there."""
    coding, passage = schema.coding.c, schema.passage.c
    query = (
        select(
            passage.report,
            passage.page,
            passage.start,
            passage.end_page,
            passage.end,
            coding.memo,
            coding.caption,
        )
        .join_from(schema.coding, schema.passage, coding.passage == passage.id)
        .where(passage.report == report, (coding.memo != "") | (coding.caption != ""))
        .order_by(passage.page, passage.start, coding.id)
    )
    return db.execute(query).mappings().all()
