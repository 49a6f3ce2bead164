"""Agreement of a project: what it is computed on, what is left out, what is warned of."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.commands import run
from coder.commands.agreeing import _lines
from coder.model.agreement import STATEMENT, Agreement
from coder.model.errors import ProjectError
from coder.progress import finish
from coder.project import Project
from coder.services.agreement import agreement, compare, find_disagreements
from coder.text.anchor import area
from tests.building import SIZE, add_report, place

CODER_A, CODER_B, CODER_C = (
    ("Coder A", "A", "#0072B2"),
    ("Coder B", "B", "#D55E00"),
    ("Coder C", "C", "#009E73"),
)


class Desk:
    """A project with two codes and three reports, and who puts what where."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.codes = [project.codebook.add(None, None, name) for name in ("Red", "Blue")]
        names = ("One", "Two", "Three")
        self.reports = [add_report(project, name).id for name in names]

    def put(
        self, who: tuple[str, str, str], code: int, report: int, *ranges: tuple[int, int, int]
    ) -> None:
        self.project.become(*who)
        where = place(self.project, self.reports[report], *ranges)
        self.project.codings.add(where, [self.codes[code]])

    def draw(
        self, who: tuple[str, str, str], report: int, rect: tuple[float, float, float, float]
    ) -> None:
        self.project.become(*who)
        identity = self.reports[report]
        found = area(
            identity, self.project.reports.get(identity).text_hash,
            lambda page: self.project.reports.page_text(identity, page), lambda _: SIZE, 0, rect,
        )  # fmt: skip
        self.project.codings.add(found, [self.codes[0]])

    def told(self, bootstraps: int = 50) -> Agreement:
        return finish(agreement(self.project, None, bootstraps))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    project = Project.create(tmp_path / "p.evc", CODER_A)
    yield Desk(project)
    project.close()


def test_one_coder_has_nobody_to_agree_with(desk: Desk) -> None:
    desk.put(CODER_A, 0, 0, (0, 0, 20))
    with pytest.raises(ProjectError, match="two coders"):
        desk.told()


def test_only_double_coded_reports_count(desk: Desk) -> None:
    desk.put(CODER_A, 0, 0, (0, 0, 20))
    desk.put(CODER_B, 0, 0, (0, 0, 20))
    desk.put(CODER_A, 1, 1, (0, 0, 20))
    found = desk.told()
    assert found.basis == "computed on 1 double-coded report of 3"
    assert found.double_coded == (desk.reports[0],)
    assert found.headline.value == pytest.approx(1)
    assert not found.headline.has_interval
    assert [row.name for row in found.levels["report"].codes] == ["Red"]
    assert [row.report for row in found.levels["report"].reports] == [desk.reports[0]]
    assert found.warnings[0].startswith("Only 1 report is double-coded")


def test_who_is_done_and_found_nothing_has_been_at_work(desk: Desk) -> None:
    desk.put(CODER_A, 0, 0, (0, 0, 20))
    desk.put(CODER_A, 0, 1, (0, 0, 20))
    desk.put(CODER_B, 0, 0, (0, 0, 20))
    desk.project.team.set_state(desk.reports[1], "done")
    found = desk.told()
    assert set(found.double_coded) == set(desk.reports[:2])
    assert found.headline.value == pytest.approx(2 / 3)
    assert any(
        one.startswith("2 of 2 double-coded reports are not said to be done by all")
        for one in found.warnings
    )
    # Codings are told by code, nothing is told where nothing was judged.
    said = list(_lines(found))
    assert "  By code" in said
    assert "  By what was judged" not in said
    kinds = [(one.kind, one.report) for one in desk.project.read(find_disagreements)]
    assert kinds == [("missed", desk.reports[1])]


def test_passages_over_a_page_end_and_in_parts_are_compared_where_they_are(desk: Desk) -> None:
    texts = desk.project.reports.plain_texts(desk.reports[0])
    end = len(texts[0])
    desk.put(CODER_A, 0, 0, (0, end - 40, end), (1, 0, 40))
    desk.put(CODER_B, 0, 0, (1, 0, 40))
    desk.put(CODER_A, 1, 0, (0, 0, 10), (0, 60, 70))
    desk.put(CODER_B, 1, 0, (0, 20, 50))
    found = desk.told()
    red, blue = found.levels["passage"].codes
    assert red["overlap"].value == pytest.approx(0.75, abs=0.01)
    assert red["f1"].value == pytest.approx(1)
    assert blue["overlap"].value == 0
    characters = found.levels["character"].overall.counts
    assert sum(characters.values()) == 2 * characters["characters"]
    assert characters["characters"] == 2 * sum(map(len, texts))
    kinds = [one.kind for one in desk.project.read(find_disagreements)]
    assert sorted(kinds) == ["boundary", "missed", "missed"]


def test_areas_count_as_passages_and_are_left_out_of_characters(desk: Desk) -> None:
    desk.draw(CODER_A, 0, (50.0, 300.0, 150.0, 400.0))
    desk.draw(CODER_B, 0, (50.0, 300.0, 150.0, 350.0))
    found = desk.told()
    assert found.headline.value == pytest.approx(0.75)
    assert found.levels["character"].overall["shared_text"].told == "n/a (nothing to compare)"
    assert found.left_out == {"areas": 2, "lost": 0}
    assert any(one.startswith("2 codings of areas") for one in found.warnings)
    assert [one.kind for one in desk.project.read(find_disagreements)] == ["boundary"]


def test_what_was_lost_with_a_file_is_left_out_and_said(desk: Desk) -> None:
    desk.put(CODER_A, 0, 0, (0, 0, 20))
    desk.put(CODER_B, 0, 0, (0, 0, 20))
    mine = desk.project.codings.listing(coders={desk.project.coder.id})[0]
    desk.project.run(
        "Lose", lambda writer: writer.update("coding", [(mine.id, {"moved": "lost"})])
    )
    found = desk.told()
    assert found.left_out == {"areas": 0, "lost": 1}
    assert found.levels["report"].overall["percent"].value == 1
    assert found.headline.value == 0
    assert any(one.startswith("1 coding without a place") for one in found.warnings)


def test_three_coders_have_pairs_and_one_can_be_left_out(desk: Desk) -> None:
    for who, end in ((CODER_A, 20), (CODER_B, 20), (CODER_C, 10)):
        desk.put(who, 0, 0, (0, 0, end))
    found = desk.told()
    assert found.names == ("Coder A", "Coder B", "Coder C")
    pairs = {row.name: row["overlap"].value for row in found.levels["passage"].pairs}
    assert pairs["Coder A – Coder B"] == 1
    assert pairs["Coder A – Coder C"] == pytest.approx(0.75, abs=0.03)
    two = {one.id for one in desk.project.coders.all() if one.name != "Coder C"}
    assert finish(desk.project.agreement(two)).headline.value == 1


def test_agreement_changes_nothing_and_follows_every_change(desk: Desk) -> None:
    desk.put(CODER_A, 0, 0, (0, 0, 20))
    desk.put(CODER_B, 0, 0, (0, 0, 20))
    before = desk.project.digest()
    assert desk.told().headline.value == 1
    assert desk.project.digest() == before
    desk.put(CODER_B, 1, 0, (0, 30, 40))
    assert desk.told().headline.value == pytest.approx(2 / 3)
    desk.project.undo()
    assert desk.told().headline.value == 1


def test_a_rare_code_is_warned_of(desk: Desk) -> None:
    desk.put(CODER_A, 1, 0, (0, 0, 20))
    for report in range(3):
        desk.put(CODER_A, 0, report, (0, 0, 20))
        desk.put(CODER_B, 0, report, (0, 0, 20))
    level = desk.told().levels["report"]
    assert [row.is_skewed for row in level.codes] == [True, False]
    assert any("1 of 2 codes is in nearly no report" in one for one in desk.told().warnings)


def test_the_command_prints_it(
    desk: Desk, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    desk.put(CODER_A, 0, 0, (0, 0, 20))
    desk.put(CODER_B, 0, 0, (0, 0, 10))
    desk.project.close()
    path = str(tmp_path / "p.evc")
    assert run(["agreement", path]) == 0
    assert "computed on 1 double-coded report of 3" in capsys.readouterr().out
    assert run(["agreement", path, "--json", "--coders", "coder b,Coder A"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert list(value) == [
        "coders", "reports", "double_coded", "basis", "statement", "headline", "levels",
        "left_out", "warnings", "bootstraps",
    ]  # fmt: skip
    assert value["coders"] == ["Coder A", "Coder B"]
    assert value["double_coded"] == ["One.pdf"]
    assert value["statement"] == STATEMENT
    assert value["headline"] == {"measure": "overlap", "value": 0.763158}
    assert list(value["levels"]) == ["report", "passage", "character"]
    figure = value["levels"]["report"]["overall"]["measures"]["alpha"]
    assert figure == {"value": None, "why": "no variation"}
    assert run(["agreement", path, "--coders", "Coder A,Coder Z"]) == 1
    assert "no coder “Coder Z”" in capsys.readouterr().err


def test_an_export_is_told_the_same(desk: Desk) -> None:
    end = len(desk.project.reports.plain_texts(desk.reports[0])[0])
    desk.put(CODER_A, 0, 0, (0, end - 40, end), (1, 0, 40))
    desk.put(CODER_B, 0, 0, (1, 0, 40))
    desk.put(CODER_A, 1, 0, (0, 0, 10), (0, 60, 70))
    desk.draw(CODER_A, 1, (50.0, 300.0, 150.0, 400.0))
    desk.draw(CODER_B, 1, (50.0, 300.0, 150.0, 350.0))
    found = finish(compare(desk.project))
    assert found is not None
    assert repr(found.agreement) == repr(desk.told(1_000))
    assert list(found.disagreements) == desk.project.read(find_disagreements)
