"""Real reports: heads, feet and notes as somebody looking at the pages tells them.

`kept/apart_looked_at.csv` has 116 random pages of 22 reports. Of each, what was recognised was
painted on the picture of the page and looked at; the table has what is right: the running heads,
feet and page numbers, and how the footnotes begin and end.
"""

import csv
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from time import process_time
from typing import NamedTuple

import pytest

from coder.model.report import Extraction, PageText, Run
from coder.text import apart
from coder.text.repair import repaired
from coder.text.units import left_out, ranges_between
from tests.coder.real_reports import taken_of

REPORTS = Path(__file__).resolve().parents[2] / "../shared/reports"
LOOKED_AT = Path(__file__).with_name("kept") / "apart_looked_at.csv"
pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="the test reports are not at hand")

JOURNAL = "en_cct_child_labor_rotatedpage_15p.pdf"
ILC = "en_un_ilc_report_A_80_10_212p.pdf"
COUR = "fr_cour_des_comptes_jop2024_152p.pdf"
_ENDS = 40
_MILLISECONDS = 2.0


class Looked(NamedTuple):
    """What stands apart on one page, as somebody saw it."""

    report: str
    page: int
    running: str
    begin: str
    end: str


def extraction(name: str) -> Extraction:
    return taken_of(REPORTS / name)


@cache
def looked_at() -> list[Looked]:
    with LOOKED_AT.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return [Looked(row[0], int(row[1]) - 1, *row[2:]) for row in rows]


def words(page: PageText, runs: tuple[Run, ...]) -> str:
    return " ".join(" ".join(page.text[start:end] for start, end in runs).split())


def test_what_is_recognised_is_what_one_sees() -> None:
    differing = []
    for one in looked_at():
        page = extraction(one.report).pages[one.page]
        running, notes = words(page, page.running), words(page, page.notes)
        found = one._replace(running=running, begin=notes[:_ENDS], end=notes[-_ENDS:])
        differing += [(found, one)] if found != one else []
    told = "\n".join(f"{found}\n  but {one}" for found, one in differing)
    share = 1 - len(differing) / len(looked_at())
    assert share >= 0.98, f"{share:.1%} of {len(looked_at())} pages\n{told}"


def test_hardly_any_line_of_text_is_taken_for_a_head_a_foot_or_a_note() -> None:
    """Precision, in characters: what is left out of a quote though it is text."""
    wrong = every = 0
    for one in looked_at():
        page = extraction(one.report).pages[one.page]
        found = [page.text[start:end] for start, end in page.running]
        every += sum(map(len, found)) + sum(end - start for start, end in page.notes)
        for line in (line for run in found for line in run.split("\n")):
            wrong += len(line) if " ".join(line.split()) not in one.running else 0
        notes = words(page, page.notes)
        wrong += len(notes) if (notes[:_ENDS], notes[-_ENDS:]) != (one.begin, one.end) else 0
    assert every > 10_000
    assert wrong / every <= 0.005, f"{wrong} of {every} characters"


def test_it_takes_no_time() -> None:
    taken = extraction(ILC)
    start = process_time()
    found = apart.recognise([apart.edges(page) for page in taken.pages])
    spent = (process_time() - start) / len(taken.pages) * 1000
    assert [(one.running, one.notes) for one in found] == [
        (page.running, page.notes) for page in taken.pages
    ]
    assert spent < _MILLISECONDS, f"{spent:.2f} ms a page"


def quote(name: str, page: int, first: str, last: str) -> str:
    """Return what a selection from words on a page to words on the next one quotes."""
    pages = extraction(name).pages
    start = (page, pages[page].text.index(first))
    end = (page + 1, pages[page + 1].text.index(last) + len(last))
    ranges = ranges_between(pages.__getitem__, start, end)
    return repaired("\f".join(pages[one.page].text[one.start : one.end] for one in ranges))


def test_head_and_page_number_are_left_out_and_the_broken_word_is_whole() -> None:
    assert quote(JOURNAL, 4, "using the national", "from the\ncontrols.") == (
        "using the national household survey collected in 2001. 10 The data collection process "
        "was completed in 2005; this included a census of households in treatment communities "
        "and a random sample of households from the controls."
    )


def test_footnotes_are_left_out_with_those_that_came_from_the_page_before() -> None:
    assert quote(ILC, 45, "from “foreign”", "“of another State”.") == (
        "from “foreign” criminal jurisdiction, i.e. that which reflects the horizontal relations "
        "between States. This means that the draft articles will be applied solely with respect "
        "to immunity from the criminal jurisdiction “of another State”."
    )


def test_heads_that_change_with_the_chapter_are_left_out() -> None:
    words = quote(COUR, 54 - 1, "S’agissant des opérateurs", "discussions sur les plans")
    assert words.endswith("pleinement intégrée aux discussions sur les plans")
    assert "GOUVERNANCE" not in words
    assert "ccomptes.fr" not in words


def inked(page: PageText, runs: tuple[Run, ...]) -> set[int]:
    return {at for run in runs for at in range(*run) if not page.text[at].isspace()}


def across(taken: Extraction, random: Random) -> Iterator[int]:
    """Yield some pages that have text apart, and so has the one after."""
    pages = [
        at
        for at, (page, after) in enumerate(pairwise(taken.pages))
        if page.running and after.running
    ]
    yield from random.sample(pages, min(8, len(pages)))


@pytest.mark.parametrize("name", sorted({one.report for one in looked_at()}))
def test_from_page_to_page_all_but_what_stands_apart_is_quoted(name: str) -> None:
    taken = extraction(name)
    for number in across(taken, Random(name)):
        page, after = taken.pages[number : number + 2]
        ends = (number, 0), (number + 1, len(after.text))
        told = ranges_between(taken.pages.__getitem__, *ends)
        aside = left_out(taken.pages.__getitem__, *ends)
        for at, one in ((number, page), (number + 1, after)):
            in_quote = tuple((part.start, part.end) for part in told if part.page == at)
            out = tuple((part.start, part.end) for part in aside if part.page == at)
            assert inked(one, out) == inked(one, (*one.running, *one.notes))
            assert inked(one, in_quote) == inked(one, ((0, len(one.text)),)) - inked(one, out)


def test_who_begins_in_a_note_means_it() -> None:
    pages = extraction(ILC).pages
    start = pages[45].text.index("This wording has been used")
    words = "ultimate purpose"
    first, *_ = ranges_between(pages.__getitem__, (45, start), (46, 60))
    assert pages[45].text[first.start :].startswith("This wording has been used")
    body = pages[45].text.index(words)
    told = ranges_between(pages.__getitem__, (45, body), (45, start + 4))
    assert len(told) == 1
    assert told[0].end == start + 4
