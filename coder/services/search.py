"""Looking for words in the reports, the quotes and the memos of a project."""

from dataclasses import dataclass

from coder.model.ids import ReportId
from coder.services.door import Door
from coder.store import codings, reports, words
from coder.text.fold import fold, fold_plain

_AROUND = 60


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


class Search:
    """Full-text search over a project."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def find(self, wanted: str) -> list[Hit]:
        """Return every place where `wanted` stands; case, accents and line ends do not matter."""
        folded = fold_plain(wanted).strip()
        if not folded:
            return []
        return [*self._in_text(wanted, folded), *self._in_codings(wanted)]

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
