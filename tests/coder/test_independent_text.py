"""Quotes against another engine: what pdfium reads at the place of a selection is what we quote.

Selections are seeded, of 1 to 60 words, over all real reports with Latin text. Of each, pdfium
gives the characters that stand in the quads that we paint: by their middle from left to right, and
by their foot, since tall letters of the next line reach into those of this one. What is compared
is folded as search folds it, and only letters and figures count: pdfium makes up spaces and line
ends of its own, and some fonts name bullets and dashes otherwise. Both are put in order, since
the engines may read the parts of a line, or two columns of a table, one before the other.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from ctypes import c_double
from pathlib import Path
from random import Random

import numpy as np
import pytest

from coder.model.passage import PageRange
from coder.model.report import Extraction
from coder.pdf.extract import extract
from coder.text.fold import fold_plain
from coder.text.place import quads

pdfium = pytest.importorskip("pypdfium2")

REPORTS = Path(__file__).resolve().parents[2] / "../shared/reports"
LATIN = sorted(path for path in REPORTS.glob("*.pdf") if path.name[:2] in {"en", "es", "fr", "pt"})
pytestmark = pytest.mark.skipif(not LATIN, reason="the test reports are not at hand")

COUNT, PAGES, WORDS = 2000, 12, 60
"""Selections over all reports, pages of each report, and words of a selection at most."""

SHARE = 0.995
_WORD = re.compile(r"\S+")
_SLACK = 0.1
_LEVEL, _LIFT = 0.01, 0.1
"""Radians up to which a character stands upright, and its font sizes above the line it stands on
at which it is looked for."""


class OtherPage:
    """The characters of a page as pdfium has them: where their middles are, and what they are."""

    def __init__(self, page: "pdfium.PdfPage") -> None:
        raw, text = pdfium.raw, page.get_textpage()
        left, _, _, top = page.get_cropbox()
        self.letters: list[str] = []
        middles = []
        x, y, is_upright = c_double(), c_double(), page.get_rotation() == 0
        for at in range(text.count_chars()):
            code = raw.FPDFText_GetUnicode(text, at)
            if code < ord(" ") or raw.FPDFText_IsGenerated(text, at) == 1:
                continue
            x0, y0, x1, y1 = text.get_charbox(at)
            foot = (y0 + y1) / 2
            if is_upright and abs(raw.FPDFText_GetCharAngle(text, at)) < _LEVEL:
                raw.FPDFText_GetCharOrigin(text, at, x, y)
                foot = y.value + _LIFT * raw.FPDFText_GetFontSize(text, at)
            middles.append(((x0 + x1) / 2 - left, top - foot))
            self.letters.append(chr(code))
        self.middles = np.array(middles).reshape(-1, 2)

    def inside(self, rects: list[tuple[float, float, float, float]]) -> str:
        """Return the characters whose middle lies in one of the upright rectangles."""
        x, y = self.middles[:, 0], self.middles[:, 1]
        is_in = np.zeros(len(x), bool)
        for x0, y0, x1, y1 in rects:
            is_in |= (x0 - _SLACK <= x) & (x <= x1 + _SLACK) & (y0 <= y) & (y <= y1)
        found = "".join(self.letters[at] for at in np.flatnonzero(is_in))
        return found.encode("utf-16", "surrogatepass").decode("utf-16")


def letters(text: str) -> str:
    """Return letters and figures alone, folded."""
    plain = unicodedata.normalize("NFKC", text.replace("\xad", ""))
    return "".join(one for one in fold_plain(plain) if one.isalnum())


def selections(ours: Extraction, name: str, count: int) -> Iterator[PageRange]:
    """Yield selections of whole words on some pages of a report."""
    random = Random(name)
    filled = [at for at, page in enumerate(ours.pages) if len(_WORD.findall(page.text)) > WORDS]
    pages = random.sample(filled, min(PAGES, len(filled)))
    for number in range(count):
        page = pages[number % len(pages)]
        words = list(_WORD.finditer(ours.pages[page].text))
        long = random.randint(1, WORDS)
        first = random.randrange(len(words) - long + 1)
        yield PageRange(page, words[first].start(), words[first + long - 1].end())


def test_quotes_are_what_another_engine_reads_there() -> None:
    wrong: Counter[str] = Counter()
    examples, every = [], 0
    for path in LATIN:
        ours = extract(path.read_bytes())
        other = pdfium.PdfDocument(path)
        read: dict[int, OtherPage] = {}
        for one in selections(ours, path.name, -(-COUNT // len(LATIN))):
            if one.page not in read:
                read[one.page] = OtherPage(other[one.page])
            page = ours.pages[one.page]
            quote = letters(page.text[one.start : one.end])
            rects = [quad.rect for quad in quads(page, one.start, one.end)]
            theirs = letters(read[one.page].inside(rects))
            every += 1
            if sorted(quote) != sorted(theirs):
                wrong[path.name] += 1
                examples.append((path.name, one, quote, theirs))
        other.close()
    assert every >= COUNT
    told = "\n".join(
        f"{name} p. {one.page + 1} [{one.start}:{one.end}]\n  ours   {quote}\n  theirs {theirs}"
        for name, one, quote, theirs in examples[:12]
    )
    share = 1 - sum(wrong.values()) / every
    assert share >= SHARE, f"{share:.2%}; {dict(wrong)}\n{told}"
