"""Small PDFs for the tests of coder.pdf, and where the real ones lie."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pymupdf
import pytest

from coder.model.geometry import PageSize, Point
from coder.model.report import PageText
from coder.pdf.engine import Book
from coder.pdf.jobs import MAX_PIXELS, Rendered, RenderJob

SHARED = Path(__file__).resolve().parents[2] / "../shared"
NASTY = SHARED / "nasty"
REPORTS = SHARED / "reports"

no_nasty = pytest.mark.skipif(not NASTY.is_dir(), reason="the difficult PDFs are not here")
no_reports = pytest.mark.skipif(not REPORTS.is_dir(), reason="the real reports are not here")


def manifest() -> Iterator[dict[str, str]]:
    """Yield what MANIFEST.tsv says of each difficult PDF that is here."""
    path = SHARED / "MANIFEST.tsv"
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["file"].startswith("nasty/") and (SHARED / row["file"]).exists():
                yield row


def password_of(row: dict[str, str]) -> str | None:
    """Return the user password that the manifest tells, or None when it is unknown."""
    found = re.search(r'user password = "+([^"]+)"', row["peculiarities"])
    return found[1] if found else None


def made(*texts: str, rotation: int = 0, password: str = "") -> bytes:
    """Return a PDF with one page for each text, optionally turned or locked."""
    with pymupdf.open() as doc:
        for text in texts:
            page = doc.new_page(width=400, height=600)
            page.insert_text((50, 80), text, fontsize=12)
            page.set_rotation(rotation)
        if password:
            lock = pymupdf.PDF_ENCRYPT_AES_256
            return doc.tobytes(encryption=lock, user_pw=password, owner_pw="owner")
        return doc.tobytes()


def drawn(book: Book, job: RenderJob) -> np.ndarray:
    """Return the page as an array: height x width x (red, green, blue)."""
    pixels = bytearray(MAX_PIXELS * 3)
    answer = book.answer(job, memoryview(pixels))
    assert isinstance(answer, Rendered)
    size = answer.height * answer.width * 3
    return np.frombuffer(pixels, np.uint8, size).reshape(answer.height, answer.width, 3)


def on_ink(
    book: Book, number: int, size: PageSize, page: PageText, scale: float = 2
) -> tuple[int, int]:
    """Return how many letters and figures there are, and how many have print in their box."""
    shown = size.shown
    scale = min(scale, (MAX_PIXELS * 0.9 / (shown[0] * shown[1])) ** 0.5)
    picture = drawn(book, RenderJob(number, scale)).max(axis=2)
    asked = hit = 0
    for at, letter in enumerate(page.text):
        if not letter.isalnum():
            continue
        line = page.line_of[at]
        cosine, sine = float(page.cosines[line]), float(page.sines[line])
        edges = ((page.left[at], page.tops[line]), (page.right[at], page.bottoms[line]))
        corners = [
            size.to_shown(Point(float(a * cosine - b * sine), float(a * sine + b * cosine)))
            for a, b in edges
        ]
        left, right = sorted(int(corner.x * scale) for corner in corners)
        top, bottom = sorted(int(corner.y * scale) for corner in corners)
        box = picture[max(0, top) : bottom + 1, max(0, left) : right + 1]
        asked += 1
        hit += bool(box.size) and int(box.max()) - int(box.min()) > 40
    return asked, hit
