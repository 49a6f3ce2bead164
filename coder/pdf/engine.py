"""The one module that knows PyMuPDF; it runs in worker processes only."""

# mypy: allow-untyped-calls, no-warn-return-any
# (PyMuPDF declares itself typed but annotates little.)

import gc
import math
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from typing import Any

import pymupdf

from coder.model.errors import PasswordNeededError, RefusedFileError
from coder.model.geometry import PageSize, Point
from coder.model.report import OutlineEntry
from coder.pdf import refusals
from coder.pdf.jobs import BYTES_PER_PIXEL, MAX_PIXELS, Failed, Link, Rendered, RenderJob
from coder.pdf.links import links_of
from coder.pdf.paint import paint, rehearsal

FLAGS = pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP
FLAGS |= pymupdf.TEXT_CID_FOR_UNKNOWN_UNICODE
"""No images (they cost a hundred times the text), ligatures taken apart."""

EXTRACTOR = f"mupdf-{pymupdf.VersionBind}/{FLAGS}/v1"
"""Names the way in which canonical text is made; changed whenever the text could change."""

MAX_PAGES = 20_000
_MAX_OUTLINE = 20_000
_KEPT_LISTS = 6
_NO_PAGE = PageSize(595.0, 842.0, 0)

BLANK = _NO_PAGE
"""The size given to a page that cannot be read."""

_ENGINE_ERRORS = (
    pymupdf.mupdf.FzErrorBase,
    RuntimeError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    MemoryError,
)
"""What PyMuPDF raises on damaged files: MuPDF's errors, and its own stumbling over them."""

_REHEARSED = 200 * 200 * BYTES_PER_PIXEL
"""Bytes of the picture of the page that is drawn to rehearse."""

_DAMAGED_PAGE = "This page is damaged and cannot be shown."
_TOO_LARGE = "This page cannot be shown that large. Zoom out."
_OUTSIDE = "There is nothing to show there."


class PageError(Exception):
    """One page of an opened PDF cannot be read or drawn; says why in plain words."""


def settle() -> None:
    """Quieten the engine and take what is loaded out of the garbage collector's rounds."""
    pymupdf.TOOLS.mupdf_display_errors(False)  # noqa: FBT003 - the engine's signature
    pymupdf.TOOLS.mupdf_display_warnings(False)  # noqa: FBT003 - the engine's signature
    gc.collect()
    gc.freeze()


def rehearse() -> None:
    """Open and draw a small page, so that the first page of a report is not the first of all."""
    Book(rehearsal()).answer(RenderJob(0, 1.0), memoryview(bytearray(_REHEARSED)))


def shrink() -> None:
    """Give back what the engine keeps of decoded images and fonts."""
    pymupdf.TOOLS.store_shrink(100)


def picture(svg: str, scale: float) -> bytes:
    """Return an SVG document as PNG at `scale` pixels for each of its own; b"" if it cannot be."""
    try:
        with pymupdf.open(stream=svg.encode(), filetype="svg") as drawing:
            pixels = drawing[0].get_pixmap(matrix=pymupdf.Matrix(scale, scale), alpha=False)
            return bytes(pixels.tobytes("png"))
    except _ENGINE_ERRORS:
        return b""


_TAIL = 2048
"""How many bytes before its end a whole file says that it ends."""


class Book:
    """An opened PDF."""

    def __init__(self, content: bytes | memoryview, password: str | None = None) -> None:
        """Open `content`, which stays as it is for as long as this lives.

        Raises PasswordNeededError when it needs another password, RefusedFileError when it is
        no PDF, has no pages or too many.
        """
        refusals.check(content)
        try:
            self._doc = pymupdf.open(stream=content, filetype="pdf")
            self.encrypted = bool(self._doc.needs_pass)
            """Whether it opens only with a password."""
            self._unlock(password)
            if not self._doc.is_pdf:
                raise RefusedFileError(refusals.DAMAGED)
            self.pages: int = self._doc.page_count
        except _ENGINE_ERRORS as error:
            raise RefusedFileError(refusals.DAMAGED) from error
        if not self.pages:
            raise RefusedFileError(refusals.DAMAGED)
        if self.pages > MAX_PAGES:
            raise RefusedFileError(refusals.TOO_LONG.format(pages=self.pages, most=MAX_PAGES))
        self._is_cut = len(content) > _TAIL and b"%%EOF" not in bytes(content[-_TAIL:])
        self._lists: OrderedDict[int, pymupdf.DisplayList] = OrderedDict()
        self._links: dict[int, tuple[Link, ...]] = {}

    def _unlock(self, password: str | None) -> None:
        if not self.encrypted:
            return
        if password is None:
            raise PasswordNeededError(refusals.PASSWORD_NEEDED)
        if not self._doc.authenticate(password):
            raise PasswordNeededError(refusals.PASSWORD_WRONG)

    @property
    def title(self) -> str:
        """Return the title the file gives itself, or nothing."""
        try:
            title = (self._doc.metadata or {}).get("title") or ""
        except _ENGINE_ERRORS:
            return ""
        return " ".join(storable(title).split())

    def labels(self) -> list[str]:
        """Return the printed label of each page, empty where the file gives none."""
        try:
            # Page.get_label() would read the rules again for every page.
            rules = sorted(self._doc._get_page_labels())  # noqa: SLF001
            if not rules:
                return [""] * self.pages
            return [
                storable(pymupdf.utils.get_label_pno(number, rules) or "")
                for number in range(self.pages)
            ]
        except _ENGINE_ERRORS:
            return [""] * self.pages

    def read(self, number: int) -> tuple[PageSize, list[Mapping[str, Any]]]:
        """Return the size of a page and its blocks of print, in the engine's natural order.

        Raises PageError when the page is damaged.
        """
        try:
            page = self._doc.load_page(number)
            size = _size(page)
            text = page.get_textpage(flags=FLAGS)
            return size, text.extractRAWDICT()["blocks"]
        except _ENGINE_ERRORS as error:
            raise PageError(_DAMAGED_PAGE) from error

    def is_emptied(self) -> bool:
        """Say whether the file's end is missing and nothing at all is printed on its pages."""
        try:
            return (
                self._is_cut
                and bool(self._doc.is_repaired)
                and not any(
                    self._doc.load_page(number).get_bboxlog() for number in range(self.pages)
                )
            )
        except _ENGINE_ERRORS:
            return False

    def outline(self) -> list[OutlineEntry]:
        """Return the headings that the file lists, each with its page and unrotated height."""
        try:
            return list(self._walk())
        except _ENGINE_ERRORS:
            return []

    def _walk(self) -> Iterator[OutlineEntry]:
        """Follow the outline without recursion; it may be deep, long or tied in a circle."""
        sizes: dict[int, PageSize] = {}
        above: list[tuple[Any, int]] = [(self._doc.outline, 1)]
        steps = 0
        while above and steps < _MAX_OUTLINE:
            item, level = above.pop()
            # Without an outline there is an Outline around a null pointer; touching it crashes.
            if item is None or not item.this.m_internal:
                continue
            steps += 1
            above += [(item.next, level), (item.down, level + 1)]
            title = " ".join(storable(item.title or "").split())
            page = item.page
            if title and 0 <= page < self.pages:
                if page not in sizes:
                    sizes[page] = self._size(page)
                yield OutlineEntry(level, title, page, _height(item.x, item.y, sizes[page]))

    def _size(self, number: int) -> PageSize:
        try:
            return _size(self._doc.load_page(number))
        except _ENGINE_ERRORS:
            return _NO_PAGE

    def answer(self, job: RenderJob, pixels: memoryview) -> Rendered | Failed:
        """Draw into `pixels`, row by row, as red, green, blue."""
        try:
            wide, high = self._drawn(job, pixels)
        except PageError as error:
            return Failed(job, str(error))
        except _ENGINE_ERRORS:
            return Failed(job, _DAMAGED_PAGE)
        return Rendered(job, wide, high, self._links.get(job.page, ()) if not job.clip else ())

    def _drawn(self, job: RenderJob, pixels: memoryview) -> tuple[int, int]:
        """Draw, and return how many pixels are in a row, and how many rows there are."""
        shown = self._list(job.page)
        turn = pymupdf.Matrix(job.rotation)
        matrix = turn * pymupdf.Matrix(job.scale, job.scale)
        clip = shown.rect
        if job.clip is not None:
            turned = shown.rect * turn
            left, top, right, bottom = job.clip
            asked = pymupdf.Rect(left, top, right, bottom)
            clip &= asked * pymupdf.Matrix(1, 0, 0, 1, turned.x0, turned.y0) * ~turn
        area = (clip * matrix).irect
        if area.is_empty:
            raise PageError(_OUTSIDE)
        if area.width * area.height > MAX_PIXELS:
            raise PageError(_TOO_LARGE)
        paint(shown, matrix, clip, area, pixels)
        return area.width, area.height

    def _list(self, number: int) -> pymupdf.DisplayList:
        """Return the drawing steps of a page; those of the last pages are kept for clips."""
        if number not in self._lists:
            page = self._doc.load_page(number)
            self._lists[number] = page.get_displaylist()
            if number not in self._links:
                self._links[number] = self._linked(page)
            if len(self._lists) > _KEPT_LISTS:
                self._lists.popitem(last=False)
        self._lists.move_to_end(number)
        return self._lists[number]

    def _linked(self, page: pymupdf.Page) -> tuple[Link, ...]:
        try:
            return links_of(page.load_links(), self._doc.resolve_link, _size(page), self._size)
        except _ENGINE_ERRORS:
            return ()

    def forget(self) -> None:
        """Drop the kept drawing steps."""
        self._lists.clear()

    def close(self) -> None:
        """Let go of the content; nothing can be asked any more."""
        self.forget()
        self._doc.close()


def storable(text: str) -> str:
    """Return `text` without what no file may hold: NUL and lone surrogates."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def _size(page: pymupdf.Page) -> PageSize:
    """Return width and height before rotation."""
    rotation = round(page.rotation / 90) * 90 % 360
    shown = page.rect
    width, height = shown.width, shown.height
    if not (math.isfinite(width) and math.isfinite(height) and width > 0 and height > 0):
        return _NO_PAGE
    if rotation % 180:
        width, height = height, width
    return PageSize(width, height, rotation)


def _height(x: float, y: float, size: PageSize) -> float:
    """Return the unrotated height of a place given on the page as shown, kept on the page."""
    place = size.from_shown(Point(x, y))
    return min(max(place.y, 0.0), size.height) if math.isfinite(place.y) else 0.0
