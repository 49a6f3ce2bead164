"""Looking for words in the reports, the quotes and the memos of a project."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from coder.model.ids import ReportId
from coder.services.door import Door
from coder.store import codings, reports, words
from coder.text import finding
from coder.text.finding import Query
from coder.text.fold import fold, fold_plain
from coder.text.index import ReportIndex

_AROUND = 60
_KEPT = 30_000_000
"""Characters of reports that are kept ready to be searched, folded; about five bytes each."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where the words stand: `kind` is "text", "quote" or "memo".

    `page` counts from 0; `start` and `end` are code points of the page's canonical text.
    """

    report: ReportId
    page: int
    start: int
    end: int
    snippet: str
    kind: str


class Found(NamedTuple):
    """One place in the text of a report, by page (from 0) and code points of its text."""

    report: ReportId
    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Context:
    """What stands before the words, the words themselves, and what stands after, on one line."""

    before: str
    words: str
    after: str


class Search:
    """Search over a project. Texts are folded when first asked for, and kept."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._ready: OrderedDict[tuple[ReportId, str], ReportIndex] = OrderedDict()

    def find(self, wanted: str) -> list[Hit]:
        """Return every place where `wanted` stands; case, accents and line ends do not matter.

        The word index chooses the pages: nothing needs to be folded before.
        """
        folded = fold_plain(wanted).strip()
        if not folded:
            return []
        return [*self._in_text(wanted, folded), *self._in_codings(wanted)]

    def look(self, query: Query, report: ReportId | None = None) -> list[Found]:
        """Return where a query is met in a report, or (None) in all, in their order.

        At most `finding.MOST` places: nobody looks through more.

        Raises ProjectError for a pattern that cannot be used.
        """
        sought = self._door.read(reports.text_hashes)
        hashes = sought if report is None else {report: sought[report]} if report in sought else {}
        found: list[Found] = []
        for one, text_hash in hashes.items():
            index = self._index(one, text_hash)
            places = index.places(finding.find(index, query))
            found += [Found(one, *place) for place in places[: finding.MOST - len(found)]]
            if len(found) >= finding.MOST:
                break
        return found

    def make_ready(self, report: ReportId | None = None) -> bool:
        """Fold one report that is not ready yet; say whether there was one."""
        for one, text_hash in self._door.read(reports.text_hashes).items():
            if (one, text_hash) not in self._ready and report in {None, one}:
                if report is None and self._size() >= _KEPT:
                    return False
                self._index(one, text_hash)
                return True
        return False

    def context(self, found: Found, around: int = _AROUND) -> Context:
        """Return the words found with what stands around them."""
        text_hash = self._door.read(reports.text_hashes)[found.report]
        index = self._index(found.report, text_hash)
        first = index.start_of(found.page)
        text = index.text[first : index.start_of(found.page + 1) - 1]
        before = text[max(0, found.start - around) : found.start]
        after = text[found.end : found.end + around]
        words = " ".join(text[found.start : found.end].split())
        lead, trail = before[-1:].isspace(), after[:1].isspace()
        return Context(
            " ".join(before.split()) + (" " if lead else ""),
            words,
            (" " if trail else "") + " ".join(after.split()),
        )

    def _index(self, report: ReportId, text_hash: str) -> ReportIndex:
        key = report, text_hash
        if key not in self._ready:
            for old in [one for one in self._ready if one[0] == report]:
                del self._ready[old]
            index = ReportIndex(self._door.read(reports.plain_texts, report))
            _ = index.folded
            self._ready[key] = index
            while self._size() > _KEPT and len(self._ready) > 1:
                self._ready.popitem(last=False)
        self._ready.move_to_end(key)
        return self._ready[key]

    def _size(self) -> int:
        return sum(len(index.text) for index in self._ready.values())

    def _in_text(self, wanted: str, folded: str) -> list[Hit]:
        found = []
        by_report: dict[bytes, list[int]] = {}
        for report, number in self._door.read(words.pages_with, wanted):
            by_report.setdefault(report, []).append(number)
        for report, numbers in by_report.items():
            texts = self._door.read(reports.page_strings, ReportId(report), numbers)
            for number in numbers:
                found += _hits(ReportId(report), number, texts[number], folded)
        return found

    def _in_codings(self, wanted: str) -> list[Hit]:
        found = []
        for coding, in_quote, in_memo in self._door.read(codings.holding, wanted):
            end = coding.end if coding.end_page == coding.page else coding.start
            place = coding.report, coding.page, coding.start, end
            if in_quote:
                found.append(Hit(*place, _short(coding.quote), "quote"))
            if in_memo:
                found.append(Hit(*place, _short(coding.memo), "memo"))
        return found


def _short(text: str) -> str:
    return text if len(text) <= 3 * _AROUND else text[: 3 * _AROUND] + "…"


def _hits(report: ReportId, number: int, text: str, folded: str) -> list[Hit]:
    page = fold(text)
    found = []
    for first, last in page.find(folded):
        start, end = page.span(first, last)
        around = text[max(0, start - _AROUND) : end + _AROUND]
        found.append(Hit(report, number, start, end, " ".join(around.split()), "text"))
    return found


def ranges_of(found: Sequence[Found]) -> dict[int, list[tuple[int, int]]]:
    """Return places of one report by page."""
    by_page: dict[int, list[tuple[int, int]]] = {}
    for one in found:
        by_page.setdefault(one.page, []).append((one.start, one.end))
    return by_page
