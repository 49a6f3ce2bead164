"""Agreement of decisions and ratings: known figures come out, and each is told of what it is."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coder.analysis.level_judged import Judged, JudgedLevel
from coder.analysis.tally import MISSING
from coder.commands import run
from coder.model.agreement import Agreement
from coder.model.ids import CoderId, ReportId
from coder.model.protocol import NOT_ASSESSABLE
from coder.progress import finish
from tests.building import add_report
from tests.coder.judging_scene import A, B, Judging
from tests.coder.test_coefficients import Units, of_table, vectors
from tests.coder.workbook_read import lines, opened

_NAMES = {
    "percent": "percent",
    "po": "percent",
    "kappa": "kappa",
    "ac1": "ac1",
    "alpha_nominal": "alpha",
    "alpha_ordinal": "steps_alpha",
    "kappa_linear": "steps_linear",
    "kappa_quadratic": "steps_quadratic",
}


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Judging]:
    scene = Judging(tmp_path)
    yield scene
    scene.project.close()


def of_units(units: Units) -> Judged:
    """Return units as reports of which one thing is rated, on a scale of what was said."""
    said = sorted({one for unit in units for one in unit if one is not None})
    coders = max(map(len, units))
    reports = [ReportId(bytes([at // 256, at % 256])) for at in range(len(units))]
    people = [CoderId(bytes([at])) for at in range(coders)]
    given = [
        (report, b"s", person, str(one))
        for report, unit in zip(reports, units, strict=True)
        for person, one in zip(people, unit, strict=False)
        if one is not None
    ]
    names = (reports, [b"s"], people)
    return Judged.of(given, names, [str(one) for one in said], is_ordered=True)


def told_here() -> list[Any]:
    """Return the known figures that are told of judgements; kappa is one of two coders."""
    found = []
    for one in vectors():
        if one.values[0] is None:
            return [one]
        _, data, name = one.values[0]
        units = data.get("units") or of_table(data.get("table", []))
        if units and name in _NAMES and (len(units[0]) == 2 or "kappa" not in name):
            found.append(one)
    return found


@pytest.mark.parametrize("vector", told_here())
def test_a_published_figure_comes_out(vector: tuple[Any, Any, str]) -> None:
    one, data, name = vector
    judged = of_units(data.get("units") or of_table(data["table"]))
    scope = judged.among(range(len(judged.people)))
    values = JudgedLevel.of(scope).total().values(len(judged.people), pooled=True)
    assert float(values[_NAMES[name]]) == pytest.approx(one["exact"], abs=6e-7)


def test_what_nobody_judged_is_left_out_and_what_one_did_is_not_compared() -> None:
    judged = of_units([[1, 1], [1, 2], [2, None], [None, None]])
    scope = judged.among([0, 1])
    assert scope.given.shape == (3, 1, 2)
    assert (scope.given == MISSING).sum() == 1
    assert (judged.judged, judged.double_rows) == ((2, 3), 2)
    level = JudgedLevel.of(scope)
    assert {name: float(np.sum(part)) for name, part in level.counts().items()} == {
        "double": 2, "alike": 1
    }  # fmt: skip


def rated(at: Judging) -> Agreement:
    """Let two people rate three reports, alike in one, and screen two."""
    third = add_report(at.project, "Gamma").id
    stage = at.item("stage", "screening")
    for who, levels, verdicts in (
        (A, ("6", "4", "2"), ("include", "exclude")),
        (B, ("6", "5", NOT_ASSESSABLE), ("include", "possible")),
    ):
        at.act_as(who)
        for report, level in zip((at.report, at.other, third), levels, strict=True):
            at.project.ratings.rate(report, at.code, at.six, level)
        for report, verdict in zip((at.report, at.other), verdicts, strict=True):
            at.project.screening.decide(report, stage, verdict, "because")  # type: ignore[arg-type]
    at.project.ratings.rate(at.report, at.code, at.four, "4", origin="report")
    return finish(at.project.agreement())


def test_decisions_and_ratings_are_levels_of_their_own(at: Judging) -> None:
    told = rated(at)
    assert told.double_coded == (), "nobody else coded"
    decisions, ratings = told.judgements
    assert (decisions.name, ratings.name) == ("decisions", "ratings:six-point")
    assert decisions.basis == "computed on 2 double-screened of 2 screened"
    assert ratings.basis == "computed on 2 double-rated of 3 rated"
    assert decisions.overall.counts == {"double": 2, "alike": 1}
    assert decisions.overall["percent"].value == 0.5
    assert decisions.overall["kappa"].value == pytest.approx(1 / 3)
    names = [one.name for one in decisions.overall.measures]
    assert "steps_alpha" not in names, "verdicts are names"
    assert ratings.overall.counts == {"double": 2, "alike": 1}
    assert ratings.overall["steps_linear"].value == pytest.approx(0.5)
    assert [(row.name, row.subject) for row in ratings.subjects] == [("Relevance", at.code)]
    assert [row.name for row in decisions.subjects] == ["Screening"]
    assert decisions.told == (
        "Screening decisions: 1 of 2 alike · Cohen's kappa 0.33 · "
        "computed on 2 double-screened of 2 screened"
    )


def test_they_are_told_by_command_and_in_the_workbook(
    at: Judging, capsys: pytest.CaptureFixture[str]
) -> None:
    rated(at)
    target = at.path.with_suffix(".xlsx")
    finish(at.project.export(target))
    book = opened(target)
    assert "Agreement" not in book.sheetnames, "no report is coded by two"
    first = lines(book["Judgements"])[0]
    assert (first["Judgements"], first["Of"]) == ("Screening decisions", "All coders")
    assert (first["Judged twice or more"], first["Of them alike"]) == (2, 1)
    assert first["Percent agreement"] == 0.5
    at.project.close()
    assert run(["agreement", str(at.path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["levels"]
    assert told["decisions"]["overall"]["measures"]["percent"]["value"] == 0.5
    assert told["ratings:six-point"]["basis"] == "computed on 2 double-rated of 3 rated"
    assert run(["agreement", str(at.path)]) == 0
    said = capsys.readouterr().out
    assert "Screening decisions, computed on 2 double-screened of 2 screened" in said
    assert "nan" not in said
