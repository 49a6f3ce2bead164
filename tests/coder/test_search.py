"""Words are found in texts, quotes and memos, whatever their case, accents and line ends."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from coder.model.errors import ProjectError
from coder.model.passage import PageRange
from coder.project import Project
from coder.services.finding_extracts import extracts
from coder.services.finding_hits import Hit
from coder.services.finding_pages import FoldedPages
from coder.services.search import Search
from coder.text import units
from coder.text.finding import How, Query
from tests.building import add_report, place


def test_each_kind_of_place_is_found_and_named(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "p.evc", ("Coder A", "A", "#0072B2"))
    report = add_report(project, "E1")
    code = project.codebook.add(None, None, "Reach")
    project.codings.add(place(project, report.id, (0, 0, 60)), [code], "Why the ÉARNINGS rose")
    project.codings.add(place(project, report.id, (1, 0, 40)), [code], "nothing of it")
    found = project.search.find("earnings")
    assert sorted(hit.kind for hit in found) == ["memo", "quote", "text"]
    assert {hit.page for hit in found} == {0}
    text = next(hit for hit in found if hit.kind == "text")
    assert project.reports.page_text(report.id, 0).text[text.start : text.end] == "earnings"
    assert len(project.codings.listing(words="EARNINGS  of")) == 1
    assert len(project.codings.listing(words="of it")) == 1
    assert project.codings.listing(words="nowhere at all") == []
    assert project.search.find("  ") == []
    project.close()


def test_a_phrase_is_found_over_a_line_end(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "p.evc", ("Coder A", "A", "#0072B2"))
    report = add_report(project, "E1", [["The women of the coast earn-", "ed more than before."]])
    hits = project.search.find("coast earned more")
    assert [(hit.report, hit.kind) for hit in hits] == [(report.id, "text")]
    project.close()


def test_memos_that_hold_the_words_are_found(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "p.evc", ("Coder A", "A", "#0072B2"))
    report = add_report(project, "E1")
    code = project.codebook.add(None, None, "Reach")
    spot = place(project, report.id, (0, 0, 20))
    some = [project.codebook.add(None, None, f"C{number}") for number in range(3)]
    wanted = [(spot, one, f"memo word {at}") for at, one in enumerate([code, *some])]
    project.codings.add_many(wanted)
    assert len(project.codings.listing(words="memo word")) == 4
    project.close()


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "p.evc", ("Coder A", "A", "#0072B2"))
    for name in ("one", "two"):
        add_report(made, name)
    yield made
    made.close()


def text_of(project: Project, hit: Hit) -> str:
    return project.reports.page_text(hit.report, hit.page).text[hit.start : hit.end]


def test_a_report_or_all_of_them_in_the_order_asked_for(project: Project) -> None:
    one, two = project.search.reports()
    everywhere = project.search.find(Query("programme"))
    assert [hit.report for hit in everywhere] == [one, two]
    assert {text_of(project, hit) for hit in everywhere} == {"programme"}
    assert project.search.find(Query("programme"), [two]) == everywhere[1:]
    turned = project.search.find(Query("programme"), [two, one])
    assert turned == everywhere[::-1]


def test_memos_and_captions_are_found_until_they_change(project: Project) -> None:
    report = project.reports.all()[0]
    code = project.codebook.add(None, None, "Reach")
    spot = place(project, report.id, (1, 10, 30))
    coding = project.codings.add(spot, [code], "Zebras, strictly speaking")[0]
    hits = project.search.find(Query("ZEBRAS"))
    assert [(hit.kind, hit.page, hit.start, hit.end) for hit in hits] == [("memo", 1, 11, 30)]
    assert hits[0].snippet == "Zebras, strictly speaking"
    assert project.search.find(Query("zebras", case=True)) == []
    project.codings.set_memo(coding, "no such beast")
    assert project.search.find(Query("zebras")) == []
    project.undo()
    assert len(project.search.find(Query("zebras"))) == 1
    project.codings.set_caption([coding], "A herd of gnus")
    assert len(project.search.find(Query("gnus"))) == 1


def test_a_report_that_is_gone_is_not_found_in(project: Project) -> None:
    one, two = project.search.reports()
    project.search.find(Query("programme"))
    project.reports.remove(one)
    assert [hit.report for hit in project.search.find(Query("programme"))] == [two]
    assert project.search.find(Query("programme"), [one]) == []


def test_a_search_may_stop_anywhere_and_is_never_endless(project: Project) -> None:
    steps = project.search.look(Query("e"))
    assert len(next(steps)) > 5
    assert sum(map(len, project.search.look(Query("e"), None, 7))) == 7
    assert len(project.search.find(Query("e"))) > 7


def test_a_broken_pattern_is_told_before_anything_is_looked_through(project: Project) -> None:
    with pytest.raises(ProjectError, match="not complete"):
        project.search.look(Query("(", How.PATTERN))


def test_what_is_made_ready_is_found_as_before(project: Project) -> None:
    before = project.search.find(Query("finding"))
    fresh = Search(project)
    assert sum(1 for _ in fresh.make_ready()) == 4
    assert list(fresh.make_ready()) == []
    assert fresh.find(Query("finding")) == before


def test_pages_are_folded_again_only_where_there_is_no_room(project: Project) -> None:
    pages = FoldedPages(project, room=300)
    texts = pages.reports()
    first, second = texts
    kept = list(pages.of(first, texts[first]))
    again = list(pages.of(first, texts[first]))
    assert [id(page) for page in again] == [id(page) for page in kept]
    list(pages.of(second, texts[second]))
    assert second in pages
    assert first not in pages
    assert [page.text for page in pages.of(first, texts[first])] == [page.text for page in kept]


def test_case_is_minded_letter_by_letter_as_one_types(project: Project) -> None:
    one = project.search.reports()[:1]
    for words, count in (("F", 2), ("Fi", 2), ("fi", 2), ("Fin", 2), ("FI", 0)):
        assert len(project.search.find(Query(words, case=True), one)) == count


def test_the_context_is_one_line_with_the_words_in_it(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "c.evc", ("Coder A", "A", "#0072B2"))
    add_report(project, "E1", [["The women of the coast earn-", "ed more than", "ever before."]])
    hit = project.search.find(Query("earned more"))[0]
    shown = hit.context(12, 9)
    assert shown.text == "the coast earned more than"
    assert [shown.text[start:end] for start, end in shown.bold] == ["earned more"]
    near = project.search.find(Query("more women", How.WORDS))[0].context()
    assert near.text == "The women of the coast earned more than ever before."
    assert [near.text[start:end] for start, end in near.bold] == ["women", "more"]
    project.close()


def test_the_heading_above_a_place_is_known(project: Project) -> None:
    hit = project.search.find(Query("coherent"))[0]
    assert project.search.heading(hit.report, hit.page, hit.start) == "Heading 2"


def test_places_in_one_sentence_are_one_passage(project: Project) -> None:
    report = project.search.reports()[:1]
    hits = project.search.find(Query("in"), report)
    read = project.reports.page_text
    sentences = [one for some in extracts(hits, "sentence", read) for one in some]
    for one in sentences:
        text = read(one.report, one.page)
        assert units.sentence_at(text, one.words[0][0]) == (one.start, one.end)
        assert one.ranges == [PageRange(one.page, one.start, one.end)]
        assert all(one.start <= start < end <= one.end for start, end in one.words)
    assert [run for one in sentences for run in one.words] == [(h.start, h.end) for h in hits]
    assert all(
        one.end <= other.start for one, other in pairwise(sentences) if one[:2] == other[:2]
    )
    assert len(sentences) < len(hits)
    words = [one for some in extracts(hits, "words", read) for one in some]
    assert [(one.start, one.end) for one in words] == [(hit.start, hit.end) for hit in hits]
    paragraphs = [one for some in extracts(hits, "paragraph", read) for one in some]
    assert [one.page for one in paragraphs] == [0, 1]


def test_a_memo_gives_no_passage(project: Project) -> None:
    report = project.reports.all()[0]
    code = project.codebook.add(None, None, "Reach")
    project.codings.add(place(project, report.id, (0, 0, 20)), [code], "gnus")
    hits = project.search.find(Query("gnus"))
    assert [
        one for some in extracts(hits, "words", project.reports.page_text) for one in some
    ] == []


def test_a_long_passage_shows_its_beginning_and_the_words(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "l.evc", ("Coder A", "A", "#0072B2"))
    lines = ["It begins here", *["and goes on and on"] * 30, "until the zebra", "comes."]
    add_report(project, "E1", [lines])
    hits = project.search.find(Query("zebra"))
    whole = next(extracts(hits, "sentence", project.reports.page_text))[0]
    shown = whole.context(120)
    assert shown.text.startswith("It begins here")
    assert shown.text.endswith("until the zebra comes.")
    assert 80 < len(shown.text) < 140
    assert [shown.text[start:end] for start, end in shown.bold] == ["zebra"]
    project.close()
