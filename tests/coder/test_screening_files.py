"""What screening comes to as files: the workbook's sheets, drawings, tables, and the commands."""

import csv
import json
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from coder.commands import run
from coder.exchange import balance_picture, flow_picture
from coder.exchange.balance_picture import BalanceWords
from coder.exchange.drawing import DARK, width, wrapped
from coder.exchange.flow_words import FlowWords
from coder.exchange.screening_files import write_balance, write_flow
from coder.model.errors import ProjectError
from coder.model.whose import Whose
from coder.pdf.picture import png
from coder.progress import finish
from coder.project import Project
from tests.building import add_report, place
from tests.coder.screening_scene import criterion, forty, new_project

FRENCH = FlowWords(
    title="Diagramme de flux de la présélection et de l'évaluation (d'après PRISMA 2020)",
    identification="Identification",
    screening="Présélection et éligibilité",
    included_phase="Inclusion",
    reports="Rapports",
    projects="Projets",
    identified="Rapports repérés par l'ensemble des sources consultées",
    no_source="Source non indiquée",
    removed="Écartés avant la présélection",
    duplicates="Doublons",
    screened="Rapports présélectionnés d'après leurs caractéristiques et leurs premières pages",
    excluded="Exclus",
    waiting="Pas encore décidés",
    conflicts="Désaccords à arbitrer",
    sought="Textes intégraux recherchés",
    awaiting="Pas encore obtenus",
    not_retrieved="Non obtenus",
    assessed="Évalués sur le texte intégral",
    possible="Inclusion possible, à confirmer",
    included="Inclus dans la revue de synthèse",
    once="Chaque projet compte une fois : là où se trouve le plus avancé de ses rapports.",
)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Return the project of forty reports, with a real passage as proof in a report more."""
    made = forty(tmp_path_factory.mktemp("forty"))
    report = add_report(made, "Alpha")
    made.screening.prove(
        report.id, criterion(made, "stated-objective").id, place(made, report.id, (0, 0, 30))
    )
    made.screening.answer(report.id, criterion(made, "quality").id, "unclear", "No annexes")
    yield made
    made.close()


def sheet(path: Path, name: str) -> list[dict[str, Any]]:
    """Return the rows of a sheet by the names of its columns."""
    head, *rows = openpyxl.load_workbook(path)[name].iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_workbook(project: Project, tmp_path: Path) -> None:
    """One row for each report, stage and coder with every criterion; and the flow."""
    target = tmp_path / "out.xlsx"
    finish(project.export(target))
    rows = sheet(target, "Screening")
    found = {(row["Number"], row["Stage"], row["Coder"]): row for row in rows}
    assert len(found) == len(rows) == 36 + 23 + 1 + 2 + 1 + 1, "by rule, read, by B, settled"
    late = found["R25", "Screening", "Coder A"]
    assert (late["Verdict"], late["Reason"]) == ("exclude", "Outside the period")
    assert late["Outside the period"] == "not met (by itself: Year completed is 2010)"
    assert late["Quality too low"] is None
    settled = found["R24", "Full-text assessment", "Consensus"]
    assert (settled["Verdict"], settled["Settled by"]) == ("exclude", "Coder A")
    against = found["R35", "Screening", "Coder B"]
    assert (against["The rule said"], against["State"]) == ("include", "decided against the rule")
    proven = found[None, "Full-text assessment", "Coder A"]
    assert (proven["Verdict"], proven["Stated objective"]) == ("not decided", "met")
    assert re.fullmatch(r"Stated objective: “.+” \(p\. 1\)", proven["Proof"])
    assert proven["Notes"] == "Quality too low: No annexes"
    flow = {(row["Step"], row["Of these"]): row["Reports"] for row in sheet(target, "Flow")}
    assert flow["Included in the review", None] == 16
    assert flow["Excluded", "Outside the period"] == 5
    about = openpyxl.load_workbook(target)["Read me"].iter_rows(values_only=True)
    assert {"Screening", "Flow"} <= {str(row[0]) for row in about}


def test_workbook_of_some(project: Project, tmp_path: Path) -> None:
    """The workbook of one coder, and of what the team stands by, has those decisions alone."""
    target = tmp_path / "out.xlsx"
    second = project.coders.named("Coder B")
    assert second is not None
    finish(project.export(target, {second.id}))
    rows = sheet(target, "Screening")
    assert {(row["Number"], row["Coder"]) for row in rows} == {
        ("R35", "Coder B"), ("R22", "Coder B"), ("R24", "Coder B"), ("R24", "Consensus"),
    }  # fmt: skip
    finish(project.export(target, Whose.CONSENSUS))
    rows = sheet(target, "Screening")
    assert [row["Coder"] for row in rows if row["Number"] == "R24"] == ["Coder A", "Consensus"]
    full = {row["Number"] for row in rows if row["Stage"] == "Full-text assessment"}
    assert "R1" in full
    assert not {"R22", "R35"} & full


def test_no_sheets_without_screening(tmp_path: Path) -> None:
    """A project that screened nothing has neither sheet."""
    project = new_project(tmp_path)
    add_report(project, "Alpha")
    target = tmp_path / "out.xlsx"
    finish(project.export(target))
    project.close()
    assert not {"Screening", "Flow"} & set(openpyxl.load_workbook(target).sheetnames)


@pytest.mark.parametrize("words", [flow_picture.WORDS, FRENCH], ids=["en", "fr"])
def test_flow_is_drawn_whole(project: Project, words: FlowWords) -> None:
    """Every count stands in the drawing, no text leaves its box or the paper, no two overlap."""
    drawn = ET.fromstring(flow_picture.svg(project.flow(), words))
    texts = _texts(drawn)
    numbers = [one.text for one in drawn.iter(f"{SVG}text")]
    for row in flow_picture.told(project.flow(), words):
        assert {str(row[3]), str(row[4])} <= set(numbers)
    _apart(texts, float(drawn.get("width", "0")), float(drawn.get("height", "0")))


@pytest.mark.parametrize("unit", ["reports", "projects"])
def test_balance_is_drawn_whole(project: Project, unit: Any) -> None:  # noqa: ANN401 - a literal
    """The same of the balance, with long words and in dark colours."""
    words = BalanceWords(
        long="Liste longue des rapports", final="Liste finale retenue", by="{} selon {}"
    )
    drawn = ET.fromstring(balance_picture.svg(project.balance(), words, DARK, unit))
    said = [one.text for one in drawn.iter(f"{SVG}text")]
    assert "Type selon Region" in said
    _apart(_texts(drawn), float(drawn.get("width", "0")), float(drawn.get("height", "0")))


Placed = tuple[str, float, float, float, float]


def _texts(drawn: ET.Element) -> list[Placed]:
    """Return words with left, top, right and bottom; those that are turned are left out."""
    found = []
    for one in drawn.iter(f"{SVG}text"):
        if one.get("transform"):
            continue
        words, size = one.text or "", float(one.get("font-size", "0"))
        wide, x, y = width(words, size), float(one.get("x", "0")), float(one.get("y", "0"))
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[one.get("text-anchor", "start")]
        found.append((words, left, y - 0.75 * size, left + wide, y + 0.2 * size))
    return found


def _apart(texts: list[Placed], wide: float, high: float) -> None:
    for words, left, top, right, bottom in texts:
        assert left >= 0, words
        assert right <= wide, words
        assert 0 <= top < bottom <= high, words
    for at, (words, left, top, right, bottom) in enumerate(texts):
        for other, x0, y0, x1, y1 in texts[at + 1 :]:
            is_over = left < x1 and x0 < right and top < y1 and y0 < bottom
            assert not is_over, f"{words} over {other}"


def test_long_words_are_cut_to_fit() -> None:
    """A word that no line holds goes on in the next; nothing is lost."""
    word = "Donaudampfschifffahrtsgesellschaft" * 3
    lines = wrapped(f"Eine {word} auch", 120.0, 13.0)
    assert all(width(line, 13.0) <= 120.0 for line in lines)
    assert "".join(lines).replace(" ", "") == f"Eine{word}auch"
    assert wrapped("", 100.0, 13.0) == []


def test_files(project: Project, tmp_path: Path) -> None:
    """Drawings and tables are written by the ending of the name; a failure leaves what was."""
    flow, balance = project.flow(), project.balance()
    for ending in ("svg", "csv", "xlsx"):
        write_flow(flow, tmp_path / f"flow.{ending}")
        write_balance(balance, tmp_path / f"balance.{ending}")
    write_flow(flow, tmp_path / "flow.png")
    assert (tmp_path / "flow.png").read_bytes().startswith(b"\x89PNG")
    with (tmp_path / "flow.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert lines[0] == ["Phase", "Step", "Of these", "Reports", "Projects"]
    assert ["Included", "Included in the review", "", "16", "15"] in lines
    rows = sheet(tmp_path / "balance.xlsx", "Balance")
    cluster = next(row for row in rows if row["Value"] == "Cluster")
    assert (cluster["Long list, reports"], cluster["Final list, projects"]) == (10, 6)
    crossed = sheet(tmp_path / "balance.xlsx", "Balance crossed")
    assert sum(row["Long list, reports"] for row in crossed if row["And"] == "Region") == 38
    with pytest.raises(ProjectError, match="end in"):
        write_flow(flow, tmp_path / "flow.pdf")
    with pytest.raises(ProjectError, match="cannot be written"):
        write_flow(flow, tmp_path / "nowhere" / "flow.svg")
    assert not list(tmp_path.glob(".*"))


def test_a_drawing_that_cannot_be() -> None:
    """What is no drawing is refused in plain words, and the process is gone."""
    with pytest.raises(ProjectError, match="could not be drawn"):
        png("this is no drawing")


def test_commands(project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`flow`, `screen` and `show decisions` tell and do the same as the services."""
    path = tmp_path / "copy.evc"
    project.save_copy(path)

    def told(*arguments: str, code: int = 0) -> Any:  # noqa: ANN401 - whatever JSON says
        assert run([*arguments, "--json"]) == code
        return json.loads(capsys.readouterr().out)

    flow = told("flow", str(path), str(tmp_path / "flow.svg"))
    assert flow["written"] == [str(tmp_path / "flow.svg")]
    assert flow["included"] == {"reports": 16, "projects": 15}
    assert flow["excluded"]["reasons"][0] == {
        "reason": "Outside the period", "reports": 5, "projects": 3,
    }  # fmt: skip
    balance = told("flow", str(path), "--balance")
    assert balance["final"] == {"reports": 16, "projects": 15}
    decisions = told("show", str(path), "decisions")
    assert sum(one["verdict"] == "exclude" for one in decisions) == 9 + 3 + 1 + 2 + 1
    table = tmp_path / "decisions.csv"
    table.write_text("Report;Verdict;Reason;Period\nR34;exclude;Not dated;\nR40;;;\n")
    assert told("screen", str(path), str(table), code=1)["refused"][0]["row"] == 3
    table.write_text("Report;Verdict;Reason\nR34;exclude;Not dated\nR33;exclude;German\n")
    done = told("screen", str(path), str(table), "--coder", "Coder B")
    assert (done["added"], done["refused"]) == (2, [])
    assert told("flow", str(path))["not_screened_yet"]["reports"] == 1
    assert run(["flow", str(path)]) == 0
    assert "Included in the review: 16 reports, 15 projects" in capsys.readouterr().out
    shutil.rmtree(tmp_path, ignore_errors=True)
