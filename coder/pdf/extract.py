"""Takes everything from a PDF that a project keeps of it; runs in worker processes only."""

import hashlib
from collections.abc import Callable, Collection

from coder.model.errors import RefusedFileError
from coder.model.geometry import PageSize
from coder.model.report import Extraction, PageFacts, PageText
from coder.pdf import headings, refusals
from coder.pdf.chars import page_text, rows
from coder.pdf.engine import BLANK, EXTRACTOR, Book, PageError
from coder.pdf.jobs import Extracted
from coder.pdf.packing import pack, text_hash

Tell = Callable[[int, int], None]
"""Told before each page its number (from 0) and how many there are."""


def extract(
    content: bytes,
    password: str | None = None,
    *,
    tell: Tell = lambda _page, _pages: None,
    skip: Collection[int] = (),
) -> Extraction:
    """Return text, sizes, labels and headings of a PDF.

    A damaged page, or one of `skip`, has no text; the others go in. Raises PasswordNeededError
    and RefusedFileError.
    """
    book = Book(content, password)
    outline = book.outline()
    labels = book.labels()
    facts: list[PageFacts] = []
    pages: list[PageText] = []
    print_: list[list[headings.Line]] = []
    damaged = 0
    for number, label in enumerate(labels):
        tell(number, book.pages)
        size, page, lines = _page(book, number, styled=not outline, skipped=number in skip)
        damaged += size is None
        facts.append(PageFacts(number, label, size or BLANK, bool(page.text)))
        pages.append(page)
        print_.append(lines)
    if damaged == book.pages:
        raise RefusedFileError(refusals.DAMAGED)
    outline = outline or headings.recognise(print_)
    return Extraction(EXTRACTOR, book.title, book.encrypted, facts, pages, outline)


def extracted(
    content: bytes,
    password: str | None = None,
    *,
    tell: Tell = lambda _page, _pages: None,
    skip: Collection[int] = (),
) -> Extracted:
    """Return the same as `extract`, packed for storing, with the file's fingerprint."""
    taken = extract(content, password, tell=tell, skip=skip)
    texts = [page.text for page in taken.pages]
    return Extracted(
        hashlib.sha256(content).hexdigest(),
        len(content),
        taken.extractor,
        taken.title,
        taken.encrypted,
        taken.facts,
        texts,
        [pack(page) for page in taken.pages],
        taken.outline,
        text_hash(taken.extractor, texts),
    )


def _page(
    book: Book, number: int, *, styled: bool, skipped: bool
) -> tuple[PageSize | None, PageText, list[headings.Line]]:
    """Return size (None when damaged), text and, where asked for, print of one page."""
    if skipped:
        return BLANK, page_text([]), []
    try:
        size, blocks = book.read(number)
    except PageError:
        return None, page_text([]), []
    found = rows(blocks)
    page = page_text(found)
    return size, page, headings.lines(found, page) if styled else []
