"""Why a file cannot become a report, told before the PDF engine sees it."""

from coder.model.errors import RefusedFileError

_HEADER_WITHIN = 1024
_ZIP = b"PK\x03\x04"
_WEB = (b"<!doctype", b"<html", b"<head", b"<?xml")

DAMAGED = (
    "This PDF is damaged and no page can be read. Ask the sender for it again, or open it in "
    "another program and save it as a new PDF."
)
INCOMPLETE = (
    "This PDF is incomplete: its pages are there but nothing is printed on them. Download it "
    "again, or ask the sender for it."
)
PASSWORD_NEEDED = "This PDF opens only with a password."  # noqa: S105 - words for the user
PASSWORD_WRONG = "This PDF does not open with that password."  # noqa: S105 - words for the user
TOO_SLOW = (
    "{place} took longer than {seconds:g} seconds. Open it in another program and save it as a "
    "new PDF."
)
BROKE_OFF = (
    "{place} made the PDF engine break off. Open it in another program and save it as a new PDF."
)
TOO_LONG = "This PDF has {pages} pages; more than {most} cannot be added. Split it into parts."
UNREADABLE = "It cannot be read: {reason}."


def place(page: int) -> str:
    """Return in words what was being done at `page` (from 0; -1 while opening the file)."""
    return "Opening this PDF" if page < 0 else f"Reading page {page + 1} of this PDF"


def check(content: bytes | memoryview) -> None:
    """Raise RefusedFileError when these bytes are plainly no PDF, saying what they are."""
    if not content:
        raise RefusedFileError("This file is empty (0 bytes). Ask the sender for it again.")
    head = bytes(content[:_HEADER_WITHIN])
    if b"%PDF-" in head:
        return
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n\x00").lower()
    if start.startswith(_WEB):
        raise RefusedFileError(
            "This is a web page saved under a PDF name, often a download that failed. "
            "Open its address in a browser and download the report again."
        )
    if head.startswith(_ZIP):
        raise RefusedFileError(
            "This is not a PDF but a Word or other Office document, or a zip archive, under a "
            "PDF name. Open it in its own program and save it as a PDF."
        )
    raise RefusedFileError(
        "This is not a PDF: its first lines do not say that it is one. Ask the sender for it "
        "again, or save it as a PDF from the program it comes from."
    )
