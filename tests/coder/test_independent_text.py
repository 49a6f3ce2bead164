"""What a passage quotes is what an independent engine reads at the places that are marked.

PDFium reads the same files. For a selection of words, its characters are taken whose ink lies in
the quads that we store and paint, and compared with the quote, both folded as search folds them.
So a quote that says other words than the place shows, and a place that is not where the words
are, both fail.

Folded away besides, as the engines differ and neither is wrong:

- spaces: PDFium makes one up in front of a raised note mark and inside words set apart ("co
  ncepts"), and none before the dots of a list of contents; `test_words_stay_apart` bounds how
  often;
- hyphens: PDFium has its own mind about which belong to a word that a line end broke; ours are
  mended by `coder.text.repair`, whose tests say how;
- characters that the file does not name: we have U+FFFD for them, PDFium their number in the font.

Where print lies on print, as in formulas and charts, one of PDFium's characters may lie in two of
our lines; it counts to the one that is as high as its font.
"""

from collections.abc import Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from random import Random
from re import compile as regex
from typing import NamedTuple

import pypdfium2 as pdfium
import pytest

from coder.model.ids import ReportId
from coder.model.passage import PageRange
from coder.text.anchor import passage
from coder.text.fold import fold
from coder.text.place import quads
from tests.coder.independent import IndependentPage
from tests.coder.real_reports import taken_of

REPORTS = Path(__file__).resolve().parents[2] / "../shared/reports"
pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="the test reports are not at hand")

SELECTIONS = 2000
PAGES = 30
"""Pages of each report that selections are drawn from: reading them all takes PDFium long."""

LONGEST = 60
_WORD = regex(r"\S+")
_LATIN = regex("[A-Za-z]")


class Compared(NamedTuple):
    """One selection: where it is, our quote and PDFium's text of the place, both folded."""

    report: str
    page: int
    ours: str
    theirs: str

    @property
    def is_same(self) -> bool:
        """Say whether the words are the same, spaces and hyphens aside."""
        return _tight(self.ours) == _tight(self.theirs)


def latin_reports() -> list[Path]:
    """Return all reports in Latin script that have text."""
    found = []
    for file in sorted(REPORTS.glob("*.pdf")):
        with closing(pdfium.PdfDocument(file)) as document:
            text = document[len(document) // 2].get_textpage().get_text_range()
        if len(_LATIN.findall(text)) > len(text) / 2:
            found.append(file)
    return found


@cache
def compared() -> tuple[Compared, ...]:
    """Return 2,000 random selections, as many of each report, the same ones each time."""
    files = latin_reports()
    found: list[Compared] = []
    for at, file in enumerate(files):
        share = SELECTIONS * (at + 1) // len(files) - SELECTIONS * at // len(files)
        found += _of_report(file, share)
    return tuple(found)


def _of_report(file: Path, count: int) -> list[Compared]:
    random = Random(file.name)
    taken = taken_of(file)
    printed = [number for number, page in enumerate(taken.pages) if page.text.strip()]
    numbers = random.sample(printed, min(PAGES, len(printed)))
    pages: dict[int, IndependentPage] = {}
    found = []
    with closing(pdfium.PdfDocument(file)) as document:
        for _ in range(count):
            number = random.choice(numbers)
            words = [match.span() for match in _WORD.finditer(taken.pages[number].text)]
            first = random.randrange(len(words))
            last = min(first + random.randint(1, LONGEST), len(words)) - 1
            known = passage(
                ReportId(b"r" * 16),
                "text",
                taken.pages.__getitem__,
                lambda page: taken.facts[page].size,
                [PageRange(number, words[first][0], words[last][1])],
            )
            if number not in pages:
                pages[number] = IndependentPage(document, number)
            page = taken.pages[number]
            others = quads(page, 0, known.ranges[0].start)
            others += quads(page, known.ranges[0].end, len(page.text))
            theirs = pages[number].text_in([quad for _, quad in known.quads], others)
            found.append(Compared(file.name, number + 1, _folded(known.quote), _folded(theirs)))
        for one in pages.values():
            one.close()
    return found


def _folded(text: str) -> str:
    return " ".join(fold(text.replace("\ufffd", "")).text.split())


def _tight(folded: str) -> str:
    return folded.replace(" ", "").replace("-", "")


def _told(figure: float, failed: Sequence[Compared]) -> str:
    """Return the figure and some of what differs, to be read when a test fails."""
    lines = [f"{figure:.2%} of {len(compared())} agree; {len(failed)} do not, such as:"]
    for one in failed[:12]:
        same = next(
            (at for at, (a, b) in enumerate(zip(one.ours, one.theirs, strict=False)) if a != b),
            min(len(one.ours), len(one.theirs)),
        )
        around = slice(max(0, same - 25), same + 25)
        lines.append(f"{one.report} p. {one.page}: {one.ours[around]!r} | {one.theirs[around]!r}")
    return "\n".join(lines)


def test_quotes_equal_what_another_engine_reads_at_the_place() -> None:
    failed = [one for one in compared() if not one.is_same]
    figure = 1 - len(failed) / len(compared())
    assert len(compared()) == SELECTIONS
    assert figure >= 0.995, _told(figure, failed)


def test_words_stay_apart() -> None:
    """Spaces count here: the engines agree but for note marks, leaders and letters set apart."""
    failed = [one for one in compared() if one.is_same and one.ours != one.theirs]
    figure = 1 - len(failed) / len(compared())
    assert figure >= 0.95, _told(figure, failed)


def test_every_report_in_latin_script_is_read() -> None:
    names = {one.report for one in compared()}
    others = {file.name for file in REPORTS.glob("*.pdf")} - names
    assert {name for name in others if not name.startswith(("ar_", "scan_"))} == set()
