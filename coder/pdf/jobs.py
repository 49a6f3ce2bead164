"""What is asked of the processes that hold the PDF engine, and what they answer; plain values."""

from dataclasses import dataclass

from coder.model.report import OutlineEntry, PageFacts

MAX_PIXELS = 9_000_000
"""The most pixels one job may ask for; larger pages keep this cap and get a clip."""

BYTES_PER_PIXEL = 3
"""Red, green, blue: what Qt calls Format_RGB888."""


@dataclass(frozen=True, slots=True)
class RenderJob:
    """Draw `page` (from 0) at `scale` device pixels per point, turned by `rotation` more degrees.

    `clip` is left, top, right, bottom in points of the page as shown (after its own rotation and
    `rotation`); None is the whole page. `rotation` is a multiple of 90, clockwise.
    """

    page: int
    scale: float
    clip: tuple[float, float, float, float] | None = None
    rotation: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """A link on a page, to a place in the file or to an address outside it.

    `rect` is left, top, right, bottom in points of the unrotated page. `page` (from 0; -1 when it
    leads out of the file) and `to`, a point of that page unrotated, or None for the page as such.
    """

    rect: tuple[float, float, float, float]
    page: int = -1
    to: tuple[float, float] | None = None
    uri: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """The job is done: `width` x `height` pixels lie in the client's memory, row by row.

    `links` are those of the page; pieces and small pictures come without.
    """

    job: RenderJob
    width: int
    height: int
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """The job could not be done, and why, in words for the reader of the report.

    `is_whole` says that no page of it can be drawn.
    """

    job: RenderJob
    reason: str
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Dropped:
    """The job was given up unfinished, because something else was wanted more."""

    job: RenderJob


Answer = Rendered | Failed | Dropped


@dataclass(frozen=True, slots=True)
class Extracted:
    """All that is taken from one PDF, ready to be stored.

    `sha256` (64 hex digits) and `size` (bytes) are the file's. `texts` and `packed` run parallel
    to `facts`: canonical text of each page and its geometry as `packing.pack` writes it, and so
    does `apart`: what stands apart on each page, as `Apart.write` writes it.
    `text_hash` is `packing.text_hash` of extractor and texts (64 hex digits).
    """

    sha256: str
    size: int
    extractor: str
    title: str
    encrypted: bool
    facts: list[PageFacts]
    texts: list[str]
    packed: list[bytes]
    apart: list[str]
    outline: list[OutlineEntry]
    text_hash: str
