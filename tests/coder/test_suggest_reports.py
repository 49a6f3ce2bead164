"""Real reports: what is suggested of them against what somebody read in them.

`python -m tests.coder.test_suggest_reports` prints the figures, field by field.
"""

import csv
from collections.abc import Iterator, Mapping
from contextlib import closing
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from time import process_time

import pytest

from coder.adding.reports import title_of
from coder.analysis.suggest_card_fields import fields
from coder.analysis.suggest_cards import Recognised, recognise
from coder.analysis.suggest_metadata import suggest
from coder.analysis.suggest_sheet import Opening, numbers, opening, sheet
from coder.codebooks.shipped import find, load
from coder.model.protocol import Choice
from coder.model.report import OutlineEntry, PageText
from coder.model.suggestion import Suggestion
from coder.pdf.engine import Book
from coder.pdf.extract import extract, extracted
from coder.text.fold import fold_plain
from tests.coder.attributes_made import made

SHARED = Path(__file__).resolve().parents[2] / "../shared"
REPORTS, SEEDS = SHARED / "reports", SHARED / "seeds_pdf"
GOLD, PASSAGES = SHARED / "metadata_gold.csv", SHARED / "gold_passages.csv"
pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="the shared reports are not here")

SUMMARY = "000_cambodia_midterm_summary.pdf"
LARGEST = "en_un_ilc_report_A_80_10_212p.pdf"
INSPECTED = "en_jiu_rep_2025_1_unep_review_79p.pdf"
AUDIT = "en_unfpa_DP_FPA_2025_6_35p.pdf"
COURT = "fr_cour_des_comptes_jop2024_152p.pdf"
THEMES = [Choice("social-protection", "Social protection")]
_READ = {COURT: 20, INSPECTED: 45, AUDIT: 20}
"""So many pages are read of these reports, for time."""
_SECONDS = 0.2


@cache
def read(path: Path) -> Opening:
    """Return the opening of a PDF; the pages in between are not read."""
    content = path.read_bytes()
    wanted = numbers(Book(content).pages)
    taken = extract(content, skip=set(range(max(wanted) + 1)) - set(wanted))
    pages = {at: taken.pages[at] for at in wanted}
    title = title_of(taken.title, path)
    return opening(pages, len(taken.pages), taken.outline, title, path.name)


@cache
def whole(path: Path, most: int = 100) -> tuple[list[PageText], list[OutlineEntry]]:
    """Return all pages of a PDF, or the first so many, and its headings."""
    taken = extract(path.read_bytes(), skip=range(most, 1000))
    return taken.pages, taken.outline


@cache
def gold() -> list[Mapping[str, str]]:
    """Return what somebody read in the reports, one row for each."""
    with GOLD.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def best(path: Path) -> Mapping[str, Suggestion]:
    """Return the best suggestion for each attribute of a report."""
    found: dict[str, Suggestion] = {}
    for one in suggest(read(path), THEMES):
        found.setdefault(one.attribute, one)
    return found


def value(path: Path, attribute: str) -> str:
    told = best(path).get(attribute)
    return told.value if told else ""


def plain(text: str) -> str:
    return "".join(one for one in fold_plain(text) if one.isalnum())


def is_right(row: Mapping[str, str], field: str) -> bool:
    """Say whether the best suggestion is what somebody read.

    A title is when four fifths of it are alike; of the type only whether it is an evaluation is
    known; an empty cell wants nothing said.
    """
    path = REPORTS / row["file"]
    told, wanted = value(path, field), row.get(field, "")
    if field == "title":
        return SequenceMatcher(None, plain(told), plain(wanted), autojunk=False).ratio() >= 0.8
    if field == "countries":
        return told == ";".join(sorted(wanted.split(";")))
    if field == "type":
        return (told not in {"", "other"}) == (row["kind"] == "evaluation")
    return plain(told) == plain(wanted)


def missed(field: str) -> list[str]:
    return [row["file"] for row in gold() if not is_right(row, field)]


@pytest.mark.parametrize(
    ("field", "most_wrong"),
    [
        ("language", 0),
        ("year", 1),
        ("countries", 1),
        ("symbol", 0),
        ("timing", 0),
        ("type", 1),
        ("title", 3),
    ],
)
def test_real_reports_are_read_rightly(field: str, most_wrong: int) -> None:
    assert len(gold()) == 24
    assert len(missed(field)) <= most_wrong, missed(field)


def test_what_is_suggested_stands_where_it_says() -> None:
    for row in gold():
        opened = read(REPORTS / row["file"])
        texts = {one.number: one.text for one in opened.sheets}
        for one in suggest(opened, THEMES):
            if one.has_passage:
                assert texts[one.page][one.start : one.end].strip(), one
            if one.attribute in {"symbol", "evaluators", "donor"}:
                assert plain(one.value) in plain(texts[one.page][one.start : one.end]), one


def test_the_quick_facts_of_a_summary_are_read() -> None:
    path = SEEDS / SUMMARY
    expected = {
        "symbol": "KHM/21/01/EUR",
        "language": "en",
        "year": "2023",
        "countries": "KH",
        "region": "asia-pacific",
        "themes": "social-protection",
        "type": "project",
        "timing": "mid-term",
        "nature": "independent",
        "evaluators": "Kirsty Milward, Veyara Chhieu",
        "commissioner": "DWT/CO-Bangkok",
        "donor": "European Union",
        "budget": "5598535",
        "currency": "EUR",
    }
    assert {key: value(path, key) for key in expected} == expected
    assert value(path, "title").startswith("Advancing Social Protection in Cambodia")


def test_what_is_no_evaluation_is_told_so() -> None:
    kinds = {path.name[:3]: value(path, "type") for path in sorted(SEEDS.glob("*.pdf"))}
    assert kinds == {
        "000": "project",
        "001": "other",
        "002": "project",
        "003": "meta",
        "004": "other",
    }


def test_the_first_pages_of_a_long_report_are_read_within_a_blink() -> None:
    opened = read(REPORTS / LARGEST)
    suggest(opened, THEMES)  # the names of countries are loaded once
    sheets = {one.number: one for one in opened.sheets}
    assert len(sheets) == 14
    fresh = Opening(
        tuple(type(one)(one.number, one.text, one.lines) for one in opened.first),
        tuple(type(one)(one.number, one.text, one.lines) for one in opened.last),
        *(opened.count, opened.outline, opened.title, opened.file_name),
    )
    start = process_time()
    suggest(fresh, THEMES)
    assert process_time() - start < _SECONDS


@cache
def headings() -> Mapping[str, tuple[str, ...]]:
    book = load(find("review-protocol"))
    forms = [one for one in book.items if one.kind == "form"]
    return {one.key: tuple(one.options.get("headings", ())) for one in forms}


@cache
def cards(path: Path) -> list[Recognised]:
    pages, outline = whole(path, _READ.get(path.name, 100))
    sheets = [sheet(at, page) for at, page in enumerate(pages)]
    return recognise(sheets, outline, headings())


def counted(path: Path) -> list[tuple[str, str]]:
    return [(one.form, one.number) for one in cards(path)]


def test_the_headings_of_real_reports_make_drafts_and_nothing_else_does() -> None:
    recommendations = [("recommendation", str(number)) for number in range(1, 8)]
    assert counted(REPORTS / INSPECTED) == recommendations[:5]
    assert counted(REPORTS / COURT) == recommendations
    assert counted(REPORTS / AUDIT) == []
    for path in SEEDS.glob("*.pdf"):
        if path.name != SUMMARY:
            assert counted(path) == [], path.name


def test_a_summary_gives_its_findings_recommendations_lesson_and_practice() -> None:
    expected = [("finding", str(number)) for number in range(5, 12)]
    expected += [("recommendation", str(number)) for number in range(1, 6)]
    expected += [("lesson", ""), ("good-practice", "")]
    assert counted(SEEDS / SUMMARY) == expected
    criteria = [one.label for one in cards(SEEDS / SUMMARY)[:3]]
    assert criteria == ["Effectiveness", "Efficiency", ""]


def under_headings() -> Iterator[tuple[Mapping[str, str], list[Recognised]]]:
    """Yield the passages that somebody marked in the summary, with the drafts they belong to."""
    kinds = {"recommendation": "recommendation", "lesson learned": "lesson"}
    kinds["good practice"] = "good-practice"
    with PASSAGES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["seed"] == "000":
                form = kinds.get(row["label"], "finding")
                known = [one for one in cards(SEEDS / SUMMARY) if one.form == form]
                named = [one for one in known if f'{one.heading}"' in row["why"]]
                yield row, named or known


def test_each_passage_marked_under_a_heading_lies_in_the_draft_of_it() -> None:
    rows = list(under_headings())
    assert len(rows) > 20
    lost = [
        row["passage"]
        for row, drafts in rows
        if not any(plain(row["passage"]) in plain(one.text) for one in drafts)
    ]
    assert lost == []


def test_fields_of_drafts_lie_in_their_pages() -> None:
    pages, _ = whole(SEEDS / SUMMARY)
    for one in cards(SEEDS / SUMMARY):
        for part in fields(one, "text", ["text", "criterion"]):
            assert pages[part.page].text[part.start :].strip()
            assert pages[part.end_page].text[: part.end].strip()
            begin = plain(part.text)[:12]
            assert plain(pages[part.page].text[part.start : part.start + 60]).startswith(begin)


def test_a_project_takes_drafts_with_their_words_over_page_ends(tmp_path: Path) -> None:
    with closing(made(tmp_path / "p.evc")) as project:
        path = SEEDS / SUMMARY
        content = path.read_bytes()
        report = project.reports._keep(path, extracted(content), content).id
        drafts = project.suggesting.cards(report)
        over = 0
        for draft in drafts:
            for part in draft.fields:
                at = (part.page, part.start, part.end_page, part.end)
                passage = project.suggesting.passage(report, *at)
                assert plain(passage.quote) == plain(part.text), draft.heading
                over += part.end_page > part.page
        assert over >= 2
        project.cards.accept(drafts)
        kept = project.cards.all()
        assert len(kept) == 14
        assert all(one.is_draft for one in kept)


def main() -> None:
    """Print how many of the reports are read rightly, field by field."""
    for field in ("language", "year", "countries", "title", "symbol", "type", "timing"):
        wrong = missed(field)
        print(f"{field:10} {len(gold()) - len(wrong)} of {len(gold())}  {', '.join(wrong)}")  # noqa: T201


if __name__ == "__main__":
    main()
