"""A place in a report that carries evidence."""

from dataclasses import dataclass

from coder.model.geometry import Quad
from coder.model.ids import PassageId, ReportId


@dataclass(frozen=True, slots=True, order=True)
class PageRange:
    """A run of characters on one page: from `start` up to `end` in its canonical text."""

    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A text passage or an area: where it stands, what it says, what is around it, where it lies.

    `quote` is the canonical text of the ranges, repaired (DESIGN.md section 5: line ends and
    hyphens mended); `exact` is the same unrepaired, ranges joined by a form feed; `prefix` and
    `suffix` are up to 32 characters of canonical text before and after. `quads` are
    (page, quad) pairs in unrotated points relative to the crop box, and `page_boxes` the
    (page, width, height) of the pages they lie on.

    An area (a table, a figure, a piece of a scan) has one quad, its outline; `ranges` is one empty
    range at the place in reading order where it begins; `quote` and `exact` are the print in it.
    """

    id: PassageId
    report: ReportId
    text_hash: str
    ranges: tuple[PageRange, ...]
    quote: str
    exact: str
    prefix: str
    suffix: str
    quads: tuple[tuple[int, Quad], ...]
    page_boxes: tuple[tuple[int, float, float], ...]
    is_area: bool = False

    @property
    def page(self) -> int:
        """Return the page (from 0) on which the passage begins."""
        return self.ranges[0].page
