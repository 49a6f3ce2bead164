"""Words are found in texts, quotes and memos, whatever their case, accents and line ends."""

from pathlib import Path

from coder.project import Project
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
