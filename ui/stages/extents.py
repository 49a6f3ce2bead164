"""From where to where passages go: anchoring, cutting, spanning, and how a place is cited."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import Protocol

from coder.model.passage import PageRange, Passage
from coder.model.report import PageFacts, PageText, Report
from coder.project import Project
from coder.text import anchor, units

Place = tuple[int, int]
"""A page (from 0) and a place between two characters of its text."""

Pages = Callable[[int], PageText]


class Opened(Protocol):
    """A report that is shown, and what its pages are."""

    @property
    def report(self) -> Report:
        """The report."""

    @property
    def facts(self) -> Sequence[PageFacts]:
        """Its pages, in order."""


_NEAR = 1500
"""Characters between two passages up to which they can be made one."""


def pages_of(project: Project, opened: Opened) -> Pages:
    """Return what gives the text of a page of an open report, read once while one uses it."""
    return cache(lambda page: project.reports.page_text(opened.report.id, page))


def passage(project: Project, opened: Opened, ranges: Sequence[PageRange]) -> Passage:
    """Return the passage at these ranges, in this order: that of a box is the order one sees.

    Raises ValueError when there is no print in them.
    """
    report, facts = opened.report, opened.facts
    return anchor.passage(
        report.id,
        report.text_hash,
        pages_of(project, opened),
        lambda page: facts[page].size,
        ranges,
        as_given=True,
    )


def area(
    project: Project, opened: Opened, page: int, rect: tuple[float, float, float, float]
) -> Passage:
    """Return the passage of an area: a page and left, top, right, bottom in unrotated points."""
    report, facts = opened.report, opened.facts
    return anchor.area(
        report.id,
        report.text_hash,
        pages_of(project, opened),
        lambda page: facts[page].size,
        page,
        rect,
    )


def selected(
    project: Project,
    opened: Opened,
    ranges: Sequence[PageRange],
    box: tuple[int, tuple[float, float, float, float]] | None,
) -> Passage | None:
    """Return what is selected as a passage: the area `box` or the words; None without print."""
    if box:
        return area(project, opened, *box)
    try:
        return passage(project, opened, ranges) if ranges else None
    except ValueError:
        return None


def begin(ranges: Sequence[PageRange]) -> Place:
    """Return where ranges begin."""
    return ranges[0].page, ranges[0].start


def end(ranges: Sequence[PageRange]) -> Place:
    """Return where ranges end."""
    return ranges[-1].page, ranges[-1].end


def holds(ranges: Sequence[PageRange], start: Place, stop: Place) -> bool:
    """Say whether all from `start` to `stop` lies between the ends of ranges."""
    return begin(ranges) <= start and stop <= end(ranges)


def pieces(
    ranges: Sequence[PageRange], cuts: Iterable[Place], pages: Pages
) -> list[list[PageRange]]:
    """Return ranges cut at these places; pieces without print are left out."""
    bounds = sorted({begin(ranges), *cuts, end(ranges)})
    found = []
    for start, stop in pairwise(bounds):
        piece = [part for part in (_clip(one, start, stop) for one in ranges) if part]
        found.append([part for part in piece if _has_print(part, pages)])
    return [piece for piece in found if piece]


def _clip(part: PageRange, start: Place, stop: Place) -> PageRange | None:
    """Return what of a range lies between two places."""
    first = start[1] if start[0] == part.page else 0 if start[0] < part.page else part.end
    last = stop[1] if stop[0] == part.page else part.end if stop[0] > part.page else part.start
    first, last = max(first, part.start), min(last, part.end)
    return PageRange(part.page, first, last) if first < last else None


def _has_print(part: PageRange, pages: Pages) -> bool:
    start, stop = units.snap(pages(part.page), part.start, part.end)
    return stop > start


def spanning(passages: Sequence[Passage], pages: Pages) -> list[PageRange]:
    """Return the ranges from the first beginning to the last end of text passages."""
    first = min(begin(one.ranges) for one in passages)
    last = max(end(one.ranges) for one in passages)
    return units.ranges_between(pages, first, last)


def are_near(one: Passage, other: Passage, pages: Pages) -> bool:
    """Say whether so few words lie between two passages that they can be made one."""
    stop, start = sorted((one, other), key=lambda passage: begin(passage.ranges))
    between = units.ranges_between(pages, end(stop.ranges), begin(start.ranges))
    if end(stop.ranges) >= begin(start.ranges):
        return True
    return sum(part.end - part.start for part in between) <= _NEAR


def cited(found: Passage, report: Report, facts: Sequence[PageFacts]) -> str:
    """Return the words with their source: “quote” (E19, p. 23), the page as it is printed."""
    pages = [part.page for part in found.ranges]
    first, last = (
        facts[page].label or str(page + 1) if page < len(facts) else str(page + 1)
        for page in (min(pages), max(pages))
    )
    where = f"p. {first}" if first == last else f"pp. {first}–{last}"
    return f"“{' '.join(found.quote.split())}” ({report.number or report.title}, {where})"


def in_vivo_name(quote: str) -> str:
    """Return the name that selected words give a code: one line, cut between words."""
    name = " ".join(quote.split()).strip(" .,;:!?…–—-\"'“”‘’«»()[]")
    if len(name) <= _LONGEST_NAME:
        return name
    cut = name[: _LONGEST_NAME + 1]
    return (cut[: cut.rfind(" ")] if " " in cut else name[:_LONGEST_NAME]).rstrip(" ,;:–-") + "…"


_LONGEST_NAME = 60
