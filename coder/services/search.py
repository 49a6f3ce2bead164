"""Looking for words in the reports and the memos of a project."""

from collections.abc import Iterator, Sequence

from coder.model.ids import ReportId
from coder.services.door import Door
from coder.services.finding_hits import Hit
from coder.services.finding_memos import Memos
from coder.services.finding_pages import FoldedPages
from coder.services.reports import heading_at
from coder.store import codings, reports, words
from coder.text import place
from coder.text.finding import Finder, Found, Query
from coder.text.finding_fold import textured
from coder.text.fold import Folded, fold

MOST = 5000
"""Places found at most; nobody looks through more."""


class Search:
    """Search over a project. Pages are folded when first looked at, and kept."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._pages = FoldedPages(door)
        self._memos = Memos(door)

    def find(self, wanted: Query | str, among: Sequence[ReportId] | None = None) -> list[Hit]:
        """Return every place where a query is met, in these reports or (None) in all.

        Plain words are a phrase, looked for in quotes as well; the word index chooses the pages,
        so that nothing needs to be folded before. Raises ProjectError for a pattern that cannot
        be used.
        """
        if isinstance(wanted, str):
            return self._by_index(wanted)
        return [hit for hits in self.look(wanted, among) for hit in hits]

    def look(
        self, query: Query, among: Sequence[ReportId] | None = None, most: int = MOST
    ) -> Iterator[list[Hit]]:
        """Look for a query; yield what is found, page by page and then in the memos of the report.

        The reports are taken in the order given. When `most` are found it ends; whoever drives
        it may stop after any step.
        Raises ProjectError at once for a pattern that cannot be used.
        """
        finder = Finder(query)
        return iter(()) if finder.is_idle else self._steps(finder, among, most)

    def make_ready(self) -> Iterator[list[Hit]]:
        """Fold what is not ready to be searched yet, a page at each step, while there is room."""
        texts = self._pages.reports()
        for report, text_hash in texts.items():
            if report not in self._pages and not self._pages.is_full:
                for _ in self._pages.of(report, text_hash):
                    yield []

    def heading(self, report: ReportId, page: int, offset: int) -> str:
        """Return the heading under which words stand, "" when the report tells none.

        `page` counts from 0, `offset` is one of its canonical text.
        """
        text = self._door.read(reports.page_texts, report, [page]).get(page)
        quads = place.quads(text, offset, offset + 1) if text else []
        outline = self._door.read(reports.outline, report)
        return heading_at(outline, page, quads[0].y0 if quads else 0.0)

    def reports(self) -> list[ReportId]:
        """Return the reports there are, in their order."""
        return list(self._pages.reports())

    def _steps(
        self, finder: Finder, among: Sequence[ReportId] | None, most: int
    ) -> Iterator[list[Hit]]:
        texts = self._pages.reports()
        self._memos.refresh()
        wanted = [one for one in (texts if among is None else among) if one in texts]
        left = most
        for report in wanted:
            is_kept = len(wanted) == 1
            for hits in self._in_report(finder, report, texts[report], left, is_kept=is_kept):
                yield hits[:left]
                left -= len(hits)
                if left <= 0:
                    return

    def _in_report(
        self, finder: Finder, report: ReportId, text_hash: str, most: int, *, is_kept: bool
    ) -> Iterator[list[Hit]]:
        """Yield what is found in a report; its texture is kept for the next letter typed."""
        sharp = self._pages.sharp(report, text_hash, finder.texture) if is_kept else {}
        for number, page in enumerate(self._pages.of(report, text_hash)):
            if finder.may_be_on(page):
                ready = sharp.get(number) or textured(page, finder.texture)
                if is_kept:
                    sharp[number] = ready
                yield _hits(report, number, page, finder.on(page, most, ready))
            else:
                yield []
        yield from self._memos.look(finder, report)

    def _by_index(self, wanted: str) -> list[Hit]:
        finder = Finder(Query(wanted))
        if finder.is_idle:
            return []
        by_report: dict[bytes, list[int]] = {}
        for report, number in self._door.read(words.pages_with, wanted):
            by_report.setdefault(report, []).append(number)
        found = []
        for report, numbers in by_report.items():
            texts = self._door.read(reports.page_strings, ReportId(report), numbers)
            for number in numbers:
                page = fold(texts[number])
                found += _hits(ReportId(report), number, page, finder.on(page, len(page.text)))
        return found + self._in_codings(wanted, finder)

    def _in_codings(self, wanted: str, finder: Finder) -> list[Hit]:
        found = []
        for coding, in_quote, in_memo in self._door.read(codings.holding, wanted):
            end = coding.end if coding.end_page == coding.page else coding.start
            spot = coding.report, coding.page, coding.start, end
            said = (("quote", in_quote, coding.quote), ("memo", in_memo, coding.memo))
            for kind, holds, text in said:
                places = finder.on(fold(text), 1) if holds else []
                found += [Hit(*spot, kind, place.words, text) for place in places]
        return found


def _hits(report: ReportId, number: int, page: Folded, found: list[Found]) -> list[Hit]:
    return [
        Hit(report, number, one.start, one.end, "text", one.words, page.source) for one in found
    ]
