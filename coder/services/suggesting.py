"""Suggestions: what a report says of itself, offered and never kept until accepted."""

from collections.abc import Collection

from coder.model.ids import ReportId
from coder.model.passage import PageRange, Passage
from coder.model.suggestion import DraftCard, Suggestion
from coder.services.door import Door
from coder.services.reports import Reports
from coder.store import reports as store
from coder.text.anchor import passage


class Suggesting:
    """What can be read off the pages of a report."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._reports = Reports(door)

    def metadata(self, report: ReportId) -> list[Suggestion]:
        """Return facts that the report tells of itself, best first for each attribute.

        Only attributes of the project are told, and only choices that they have. Raises
        NotFoundError when the report is gone.
        """
        self._reports.get(report)
        return []

    def cards(self, report: ReportId, forms: Collection[str] | None = None) -> list[DraftCard]:
        """Return cards under the report's own headings, in reading order.

        `forms` are the keys of the forms to look for, None for all that name headings. Raises
        NotFoundError when the report is gone.
        """
        self._reports.get(report)
        return []

    def passage(self, report: ReportId, page: int, start: int, end_page: int, end: int) -> Passage:
        """Return the passage from `start` on `page` up to `end` on `end_page`.

        Running heads, feet and footnotes at the page ends in between are left out. Raises
        NotFoundError when the report is gone, ValueError when there is no print in the place.
        """
        found = self._reports.get(report)
        texts = self._door.read(store.page_texts, report, range(page, end_page + 1))
        sizes = [facts.size for facts in self._reports.facts(report)]
        ranges = [
            PageRange(
                number,
                start if number == page else 0,
                end if number == end_page else len(text.text),
            )
            for number, text in sorted(texts.items())
        ]
        return passage(
            report,
            found.text_hash,
            texts.__getitem__,
            sizes.__getitem__,
            [one for one in ranges if one.start < one.end],
        )
