"""Finding words: what is found says what was asked for, wherever lines end."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coder.model.errors import ProjectError
from coder.project import Project
from coder.services.search import Found, ranges_of
from coder.text.finding import MOST, How, Query, find
from coder.text.fold import fold_plain
from coder.text.index import ReportIndex
from tests.building import add_report

TEXT = (
    "La Sécurité sociale et la sécurité alimentaire: an assess-\nment of Training.\n\n"
    "Training raised income. Incomes of trainers fell; the training (2019) ended."
)
REPORT = ReportIndex([TEXT, "Second page: TRAINING of trainers in 2021."])


def said(query: Query, report: ReportIndex = REPORT) -> list[str]:
    return [report.text[span.start : span.end] for span in find(report, query)]


def test_case_accents_and_line_ends_make_no_difference() -> None:
    assert said(Query("securite")) == ["Sécurité", "sécurité"]
    assert said(Query("ASSESSMENT")) == ["assess-\nment"]
    assert said(Query("training")) == ["Training", "Training", "training", "TRAINING"]


def test_case_and_accents_make_one_when_asked_for() -> None:
    assert said(Query("sécurité", case=True)) == ["sécurité"]
    assert said(Query("securite", accents=True)) == []
    assert said(Query("sécurité", accents=True)) == ["Sécurité", "sécurité"]
    assert said(Query("Training", case=True)) == ["Training", "Training"]
    assert said(Query("assessment", case=True, accents=True)) == ["assess-\nment"]


def test_whole_words() -> None:
    assert said(Query("train")) == ["Train", "Train", "train", "train", "TRAIN", "train"]
    assert said(Query("train", whole_words=True)) == []
    assert said(Query("income", whole_words=True)) == ["income"]


def test_all_words_of_one_paragraph() -> None:
    assert said(Query("income trainers", How.WORDS)) == ["income", "Income", "trainers"]
    assert said(Query("sociale income", How.WORDS)) == []


def test_patterns() -> None:
    assert said(Query(r"\d{4}", How.PATTERN)) == ["2019", "2021"]
    assert said(Query(r"train(ing|ers)\b", How.PATTERN)) == [
        "Training",
        "Training",
        "trainers",
        "training",
        "TRAINING",
        "trainers",
    ]
    assert said(Query(r"sécurit[ée]", How.PATTERN)) == ["Sécurité", "sécurité"]
    assert said(Query(r"Train\w+", How.PATTERN, case=True)) == ["Training", "Training"]


@pytest.mark.parametrize("written", ["(", "[a", "*", "(?P<x", "\\"])
def test_a_broken_pattern_is_told_plainly(written: str) -> None:
    with pytest.raises(ProjectError, match="pattern cannot be read") as told:
        find(REPORT, Query(written, How.PATTERN))
    assert "position" not in str(told.value)


@pytest.mark.parametrize("written", ["(a+)+$", "(a|aa)+$", "(.*)*x", r"(\w+\s?)*$", r"(a)\1+"])
def test_a_pattern_that_could_take_for_ever_is_refused(written: str) -> None:
    with pytest.raises(ProjectError, match="repeats"):
        find(ReportIndex(["a" * 4000]), Query(written, How.PATTERN))


LETTERS = st.text("abcdé ÀÉ-\n", min_size=1, max_size=60)


@given(st.lists(LETTERS, min_size=1, max_size=3), st.text("abcdé", min_size=1, max_size=3))
def test_what_is_found_is_what_was_asked_for(pages: list[str], words: str) -> None:
    report = ReportIndex(pages)
    spans = find(report, Query(words))
    for span in spans:
        assert fold_plain(report.text[span.start : span.end]).strip() == fold_plain(words)
    for one, other in pairwise(spans):
        assert one.end <= other.start
    strict = find(report, Query(words, case=True, accents=True))
    assert set(strict) <= set(spans)


@given(st.lists(LETTERS, min_size=1, max_size=3), st.text("abcd", min_size=1, max_size=3))
def test_every_plain_place_is_found(pages: list[str], words: str) -> None:
    assume(not any("-" in page for page in pages))
    report = ReportIndex(pages)
    found = {span.start for span in find(report, Query(words))}
    folded = report.text
    at, expected = folded.find(words), set()
    while at >= 0:
        expected.add(at)
        at = folded.find(words, at + len(words))
    covered = {at for span in find(report, Query(words)) for at in range(span.start, span.end)}
    assert expected <= found | covered


def test_there_is_an_end_to_what_is_found() -> None:
    assert len(find(ReportIndex(["a " * (MOST + 100)]), Query("a"))) == MOST


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project.create(tmp_path / "p.evc", ("Coder A", "A", "#0072B2"))
    for name in ("one", "two"):
        add_report(made, name)
    return made


def test_a_report_or_all_of_them(project: Project) -> None:
    one, two = project.reports.all()
    everywhere = project.search.look(Query("programme"))
    assert {found.report for found in everywhere} == {one.id, two.id}
    here = project.search.look(Query("programme"), two.id)
    assert here == [found for found in everywhere if found.report == two.id]
    page = project.reports.page_text(two.id, here[0].page).text
    assert page[here[0].start : here[0].end] == "programme"
    context = project.search.context(here[0])
    assert context.words == "programme"
    assert f"{context.before}{context.words}{context.after}" in " ".join(page.split())
    assert ranges_of(here) == {here[0].page: [(found.start, found.end) for found in here]}
    project.close()


def test_reports_are_made_ready_one_by_one(project: Project) -> None:
    assert project.search.make_ready()
    assert project.search.make_ready()
    assert not project.search.make_ready()
    project.close()


def test_a_report_that_is_gone_is_not_found_in(project: Project) -> None:
    one, two = project.reports.all()
    project.search.look(Query("programme"))
    project.reports.remove(one.id)
    assert {found.report for found in project.search.look(Query("programme"))} == {two.id}
    assert project.search.look(Query("programme"), one.id) == []
    assert Found(two.id, 0, 0, 1).page == 0
    project.close()
