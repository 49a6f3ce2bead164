"""Real reports: selections, clicks and pasted quotes; skipped where they are not at hand."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from coder.model.geometry import PageSize
from coder.model.ids import ReportId
from coder.model.passage import PageRange
from coder.model.report import Extraction
from coder.text.anchor import passage, resolve
from coder.text.fold import fold_plain
from coder.text.index import ReportIndex
from coder.text.locate import Located, locate
from coder.text.place import character_at, inside, nearest, quads
from coder.text.repair import repaired
from coder.text.units import snap, word_at
from tests.coder.real_reports import taken_of
from tests.coder.text_pages import middle_of

SHARED = Path(__file__).resolve().parents[2] / "../shared"
REPORTS = SHARED / "reports"
pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="the test reports are not at hand")

SAMPLE = [
    "en_cct_child_labor_rotatedpage_15p.pdf",
    "en_jiu_note_2022_1_highlights_10p.pdf",
    "en_unicef_education_spotlight_2024_11p.pdf",
    "es_indc_panama_30p.pdf",
    "pt_cidadania_direito_a_ter_direitos_35p.pdf",
    "fr_indc_burkina_faso_56p.pdf",
]


def extraction(name: str) -> Extraction:
    return taken_of(REPORTS / name)


@cache
def index_of(name: str) -> ReportIndex:
    return ReportIndex([page.text for page in extraction(name).pages])


def size(name: str, number: int) -> PageSize:
    return extraction(name).facts[number].size


def selections(name: str, count: int) -> list[PageRange]:
    """Return random selections of 5 to 600 characters on the pages of a report."""
    random = Random(name)
    numbers = [at for at, page in enumerate(extraction(name).pages) if len(page.text) > 50]
    found: list[PageRange] = []
    while len(found) < count:
        number = random.choice(numbers)
        page = extraction(name).pages[number]
        start = random.randrange(len(page.text))
        start, end = snap(page, start, start + random.randint(5, 600))
        if end > start:
            found.append(PageRange(number, start, end))
    return found


@pytest.mark.parametrize("name", SAMPLE)
def test_random_selections_keep_their_words_and_are_found_again(name: str) -> None:
    taken = extraction(name)
    index = index_of(name)
    other = [
        page.text.replace("-\n", "").replace("\n\n", "\n").replace("fi", "ﬁ")
        for page in taken.pages
    ]
    other_index = ReportIndex(["A new cover page", *other])
    size_of = partial(size, name)
    page_of = taken.pages.__getitem__
    moved_how = Counter[str]()
    for part in selections(name, 50):
        page = taken.pages[part.page]
        known = passage(ReportId(b"r" * 16), "one", page_of, size_of, [part])
        words = fold_plain(page.text[part.start : part.end])
        assert fold_plain(known.quote) == words
        again = resolve(known, "two", page_of, size_of, index)
        assert (again.how, again.ranges) == ("exact", known.ranges)
        moved = resolve(known, "two", page_of, size_of, other_index)
        moved_how[moved.how] += 1
        if moved.how in {"exact", "folded"}:
            [there] = moved.ranges
            text = ["A new cover page", *other][there.page][there.start : there.end]
            assert (fold_plain(text), there.page) == (words, part.page + 1)
    assert moved_how["exact"] + moved_how["folded"] >= 48


@pytest.mark.parametrize("name", SAMPLE)
def test_quads_cover_what_is_selected(name: str) -> None:
    for part in selections(name, 10):
        page = extraction(name).pages[part.page]
        covered: set[int] = set()
        for quad in quads(page, part.start, part.end):
            covered.update(inside(page, quad).tolist())
        assert covered >= {at for at in range(part.start, part.end) if not page.text[at].isspace()}


@pytest.mark.parametrize("name", SAMPLE)
def test_a_click_on_print_selects_the_word_it_hits(name: str) -> None:
    random = Random(name)
    pages = [page for page in extraction(name).pages if len(page.text) > 50]
    missed = 0
    for _ in range(100):
        page = random.choice(pages)
        at = random.choice([at for at, char in enumerate(page.text) if char.isalnum()])
        point = middle_of(page, at, random.uniform(0.2, 0.8))
        start, end = word_at(page, character_at(page, point) or 0)
        missed += not start <= at < end
        missed += nearest(page, point) not in {at, at + 1}
    # Print may lie on print, such as a figure's labels on each other.
    assert missed <= 2


def quotes_over_page_ends(name: str) -> Iterator[tuple[int, str]]:
    """Yield page and words where one paragraph alone runs on over the end of a page."""
    pages = extraction(name).pages
    for number, (page, after) in enumerate(pairwise(pages)):
        last = [text.rstrip() for text in page.text.split("\n\n") if len(text) > 150]
        first = [text for text in after.text.split("\n\n") if len(text) > 150]
        last = [text for text in last if text[-1].isalpha()]
        first = [text for text in first if text[0].islower()]
        if len(last) == len(first) == 1:
            head = last[0][last[0].index(" ", -90) + 1 :]
            yield number, repaired(head + "\f" + first[0][: first[0].index(" ", 80)])


def test_quotes_over_page_ends_are_placed_without_notes_footers_and_headers() -> None:
    name = "en_un_ilc_report_A_80_10_212p.pdf"
    pages = extraction(name).pages
    index = index_of(name)
    quotes = list(quotes_over_page_ends(name))
    assert len(quotes) > 50
    for number, quote in quotes:
        found = locate(quote, index, number)
        assert isinstance(found, Located), quote
        assert {part.page for part in found.ranges} == {number, number + 1}
        text = "\f".join(pages[part.page].text[part.start : part.end] for part in found.ranges)
        assert fold_plain(text).strip("\"'") == fold_plain(quote).strip("\"'")


def test_quotes_with_one_word_more_less_or_other_are_not_placed() -> None:
    random = Random("altered")
    with (SHARED / "quotes.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["report"] in SAMPLE and row["page"]]
    tried = 0
    for row in rows:
        index = index_of(row["report"])
        words = row["quote"].split()
        at = random.randrange(2, max(len(words) - 2, 3))
        if len(words) < 10 or not words[at].isalpha():
            continue
        for other in ([], [words[at], "not"], ["unheard-of"]):
            quote = " ".join([*words[:at], *other, *words[at + 1 :]])
            assert not isinstance(locate(quote, index), Located), quote
            tried += 1
    assert tried > 200


def test_pasted_quotes_are_placed_where_they_were_taken() -> None:
    right, wrong, alone, absent = 0, [], 0, []
    quotes = defaultdict(list)
    with (SHARED / "quotes.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            quotes[row["report"]].append(row)
    for name, rows in quotes.items():
        index = index_of(name)
        for row in rows:
            hints = [0, None] if row["variant"] == "absent" else [int(row["page"]) - 1, None]
            found = [locate(row["quote"], index, hint) for hint in hints]
            pages = [one.ranges[0].page if isinstance(one, Located) else None for one in found]
            if row["variant"] == "absent":
                absent += [row] if pages != [None, None] else []
                continue
            right += pages[0] == hints[0]
            alone += pages[1] == hints[0]
            wrong += [row] if pages[0] != hints[0] else []
    assert absent == []
    assert right >= 0.99 * (right + len(wrong)), wrong
    assert alone >= 0.99 * (right + len(wrong))
