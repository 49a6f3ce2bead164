"""What the reader is given to show: one report, and how its codes look."""

from collections.abc import Callable
from dataclasses import dataclass

from coder.model.ids import ReportId
from coder.model.report import PageFacts, PageText


@dataclass(frozen=True, slots=True)
class Side:
    """One coder's version: ids of codings, the coder's colour (#rrggbb) and initials."""

    codings: frozenset[bytes]
    colour: str
    initials: str


@dataclass(frozen=True)
class PageSource:
    """One report as the reader reads it.

    `pdf` gives the bytes of the file and `page_text` the canonical text of a page (from 0); both
    are asked only when needed. `facts` holds one entry per page, in order.
    """

    report: ReportId
    pdf: Callable[[], bytes]
    password: str | None
    facts: list[PageFacts]
    page_text: Callable[[int], PageText]


@dataclass(frozen=True, slots=True)
class Look:
    """How a code appears on the page: a colour written #rrggbb, and the name beside its stripe."""

    colour: str
    name: str
