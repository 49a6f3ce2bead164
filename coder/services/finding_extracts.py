"""From words that were found to the passages that may be coded for them."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from coder.model.ids import ReportId
from coder.model.passage import PageRange
from coder.model.report import PageText, Run
from coder.services.finding_hits import Context, Hit, begin_at, end_at, on_one_line
from coder.text import units

UNITS = ("words", "sentence", "paragraph")
"""What may be taken of a place: the words alone, or the sentence or paragraph around them."""

_AROUND = {"sentence": units.sentence_at, "paragraph": units.block_at}


class Extract(NamedTuple):
    """A passage that holds words found: its place on its page, and the words in it."""

    report: ReportId
    page: int
    start: int
    end: int
    words: tuple[Run, ...]
    source: str

    @property
    def ranges(self) -> list[PageRange]:
        """Return the passage as the ranges that are coded."""
        return [PageRange(self.page, self.start, self.end)]

    def context(self, most: int = 5000) -> Context:
        """Return the passage on one line, its middle left out if it has more than `most`."""
        first, quarter = self.words[0][0], most // 4
        if first - self.start <= most - quarter:
            return on_one_line(self.source, self.start, self.end, self.words)
        again = max(self.start + quarter, min(first - quarter, self.end - 3 * quarter))
        again = begin_at(self.source, first, first - again)
        stop = end_at(self.source, self.start, quarter)
        head = on_one_line(self.source, self.start, stop, ()).text
        rest = on_one_line(self.source, again, self.end, self.words)
        ahead = len(head) + 3
        bold = tuple((start + ahead, end + ahead) for start, end in rest.bold)
        return Context(f"{head} … {rest.text}", bold)


def extracts(
    hits: Sequence[Hit], unit: str, read: Callable[[ReportId, int], PageText]
) -> Iterator[list[Extract]]:
    """Yield, page by page, the passages of a unit around hits in texts.

    Hits that fall into the same sentence or paragraph are one passage; memos are left out.
    """
    in_text = (hit for hit in hits if hit.kind == "text")
    for (report, page), together in groupby(in_text, lambda hit: (hit.report, hit.page)):
        here = list(together)
        text = None if unit == "words" else read(report, page)
        found: list[Extract] = []
        for hit in here:
            before = found[-1] if found else None
            if before and hit.end <= before.end:
                found[-1] = before._replace(words=before.words + hit.words)
                continue
            start, end = _around(text, unit, hit)
            if before and start < before.end:
                words = before.words + hit.words
                found[-1] = before._replace(end=end, words=words)
            else:
                found.append(Extract(report, page, start, end, hit.words, hit.source))
        yield found


def _around(text: PageText | None, unit: str, hit: Hit) -> Run:
    if text is None:
        return hit.start, hit.end
    around = _AROUND[unit]
    start, end = around(text, hit.start)
    if end < hit.end:
        end = around(text, hit.end - 1)[1]
    return min(hit.start, start), max(hit.end, end)
