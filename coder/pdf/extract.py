"""Takes everything from a PDF that a project keeps of it; runs in worker processes only."""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from coder.model.errors import RefusedFileError
from coder.model.geometry import PageSize
from coder.model.report import Extraction, OutlineEntry, PageFacts, PageText
from coder.pdf import headings, refusals
from coder.pdf.chars import page_text, rows
from coder.pdf.engine import BLANK, EXTRACTOR, Book, PageError
from coder.pdf.jobs import Extracted
from coder.pdf.packing import pack, text_hash
from coder.text import apart

Tell = Callable[[int, int], None]
"""Told before each page its number (from 0) and how many there are."""


def _say_nothing(_page: int, _pages: int) -> None:
    """Tell nobody."""


class _Page(NamedTuple):
    facts: PageFacts
    text: PageText
    lines: list[headings.Line]
    edges: apart.Edges


def extract(
    content: bytes,
    password: str | None = None,
    *,
    tell: Tell = _say_nothing,
    skip: Collection[int] = (),
) -> Extraction:
    """Return text, sizes, labels and headings of a PDF.

    A damaged page, or one of `skip`, has no text; the others go in. Raises PasswordNeededError
    and RefusedFileError.
    """
    book = Book(content, password)
    outline = book.outline()
    pages = list(_pages(book, tell, skip, styled=not outline))
    facts = [page.facts for page in pages]
    found = apart.recognise([page.edges for page in pages])
    texts = [
        replace(page.text, running=one.running, notes=one.notes)
        for page, one in zip(pages, found, strict=True)
    ]
    outline = outline or _recognised(pages)
    return Extraction(EXTRACTOR, book.title, book.encrypted, facts, texts, outline)


def extracted(
    content: bytes,
    password: str | None = None,
    *,
    tell: Tell = _say_nothing,
    skip: Collection[int] = (),
) -> Extracted:
    """Return the same as `extract`, packed for storing, with the file's fingerprint."""
    book = Book(content, password)
    outline = book.outline()
    packed: list[bytes] = []
    pages: list[_Page] = []
    nothing = page_text([])
    texts: list[str] = []
    for page in _pages(book, tell, skip, styled=not outline):
        packed.append(pack(page.text))
        texts.append(page.text.text)
        pages.append(page._replace(text=nothing))
    return Extracted(
        hashlib.sha256(content).hexdigest(),
        len(content),
        EXTRACTOR,
        book.title,
        book.encrypted,
        [page.facts for page in pages],
        texts,
        packed,
        [one.write() for one in apart.recognise([page.edges for page in pages])],
        outline or _recognised(pages),
        text_hash(EXTRACTOR, texts),
    )


def _pages(book: Book, tell: Tell, skip: Collection[int], *, styled: bool) -> Iterator[_Page]:
    """Yield all pages; raises RefusedFileError at the end when none could be read."""
    damaged, has_text = 0, False
    for number, label in enumerate(book.labels()):
        tell(number, book.pages)
        taken = None if number in skip else _read(book, number)
        damaged += taken is None
        size, blocks = taken or (BLANK, [])
        found = rows(blocks)
        page = page_text(found)
        facts = PageFacts(number, label, size, bool(page.text))
        lines = headings.lines(found, page) if styled else []
        yield _Page(facts, page, lines, apart.edges(page))
        has_text = has_text or bool(page.text)
    if damaged == book.pages:
        raise RefusedFileError(refusals.DAMAGED)
    if not has_text and not skip and book.is_emptied():
        raise RefusedFileError(refusals.INCOMPLETE)


def _read(book: Book, number: int) -> tuple[PageSize, list[Mapping[str, Any]]] | None:
    """Return size and blocks of a page, None when it is damaged."""
    try:
        return book.read(number)
    except PageError:
        return None


def _recognised(pages: list[_Page]) -> list[OutlineEntry]:
    return headings.recognise([page.lines for page in pages])
