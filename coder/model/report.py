"""Reports and the text of their pages, taken once."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from coder.model.geometry import PageSize
from coder.model.ids import ReportId

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
Run = tuple[int, int]
"""Characters of a page, from the first up to the last, which is not one of them."""


@dataclass(frozen=True, slots=True)
class Report:
    """One PDF of the project. Its identity is the SHA-256 of its bytes.

    A report known by its particulars alone has no file yet: no `sha256`, no pages.
    """

    id: ReportId
    sha256: str
    file_name: str
    title: str
    number: str
    memo: str
    pages: int
    pages_without_text: int
    encrypted: bool
    text_hash: str
    added: str
    duplicate_of: ReportId | None = None
    codings: int = 0

    @property
    def has_file(self) -> bool:
        """Say whether the project has the PDF of the report."""
        return bool(self.sha256)


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One heading of a report: its level (1 is highest), its page (from 0) and its height there.

    `printed` is true for a heading recognised by its print because the file has no outline.
    """

    level: int
    title: str
    page: int
    y: float
    printed: bool = False


@dataclass(frozen=True)
class PageText:
    """The canonical text of one page with the place of every character.

    Lines are joined by one newline, blocks by two. Offsets count Python code points. A character
    stretches from `left[i]` to `right[i]` along its line, in points measured on the line's own
    axis; separators have no width. Line `k` runs from `starts[k]` up to `ends[k]` in `text`,
    belongs to block `blocks[k]`, lies between `tops[k]` and `bottoms[k]` across its axis, which
    points to (`cosines[k]`, `sines[k]`). A point (a, b) on those axes is the page point
    (a*cos - b*sin, a*sin + b*cos), so a plain horizontal line has a = x and b = y.

    `running` are the runs of characters (start, end) that repeat from page to page: heads, feet
    and page numbers; `notes` the footnotes. A quote that crosses a page leaves both out.
    """

    text: str
    left: Floats
    right: Floats
    starts: Ints
    ends: Ints
    blocks: Ints
    tops: Floats
    bottoms: Floats
    cosines: Floats
    sines: Floats
    running: tuple[Run, ...] = ()
    notes: tuple[Run, ...] = ()

    @cached_property
    def line_of(self) -> Ints:
        """Return for each character the line it stands in; separators count to the line before."""
        lines = np.searchsorted(self.starts, np.arange(len(self.text)), side="right") - 1
        return np.maximum(lines, 0).astype(np.int32)


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page is, besides its text: printed label, size, whether it carries any text."""

    number: int
    label: str
    size: PageSize
    has_text: bool


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that is taken from a PDF when it is added, once and for ever."""

    extractor: str
    title: str
    encrypted: bool
    facts: list[PageFacts]
    pages: list[PageText]
    outline: list[OutlineEntry] = field(default_factory=list)
