"""The commands that tell of the team, and whose codings an export holds."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from coder.commands import run
from tests.coder.settling_scene import Scene
from tests.coder.workbook_read import lines


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project in which A and B agree once and differ twice; one is settled."""
    path = tmp_path_factory.mktemp("team") / "p.evc"
    scene = Scene(path)
    for coder, span in ((scene.coder_a, (0, 19)), (scene.coder_b, (11, 41))):
        scene.code(coder, span)
        scene.code(coder, (60, 78), scene.blue)
    scene.code(scene.coder_b, (90, 110), scene.blue)
    scene.project.team.allocate([scene.report], [scene.coder_a, scene.coder_c])
    scene.project.team.set_state(scene.report, "done")
    scene.project.settling.settle(
        scene.queue()[0], "first", kind="definition", reason="Red is for what was reached"
    )
    scene.project.close()
    return path


def told(capsys: pytest.CaptureFixture[str], *arguments: object) -> Any:  # noqa: ANN401
    assert run([*map(str, arguments), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_show_coders_tells_how_far_they_are(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    coder_a, coder_b, coder_c = told(capsys, "show", path, "coders")
    assert [one["coder"] for one in (coder_a, coder_b, coder_c)] == [
        "Coder A",
        "Coder B",
        "Coder C",
    ]
    keys = "id coder initials colour codings allocated done begun not_begun last"
    assert set(coder_a) == set(keys.split())
    counts = ("codings", "allocated", "done", "begun", "not_begun")
    assert [coder_a[name] for name in counts] == [2, 1, 1, 0, 0]
    assert [coder_b[name] for name in counts] == [3, 0, 0, 1, 0]
    assert [coder_c[name] for name in counts] == [0, 1, 0, 0, 1]
    assert coder_a["last"].endswith("+00:00")
    assert coder_c["last"] == ""
    assert run(["show", str(path), "coders"]) == 0
    assert "Coder B  CB  #D55E00  codings 3  allocated 0" in capsys.readouterr().out


def test_show_settlements_tells_what_was_coded_and_what_stands(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (one,) = told(capsys, "show", path, "settlements")
    assert (one["report"], one["codes"], one["verdict"]) == ("Alpha.pdf", ["Red"], "first")
    assert (one["kind"], one["reason"]) == ("definition", "Red is for what was reached")
    assert (one["coder"], one["stale"]) == ("Coder A", False)
    assert [each["coder"] for each in one["codings"]] == ["Coder A", "Coder B"]
    (result,) = one["results"]
    assert (result["coder"], result["code"], result["page"]) == ("Consensus", "Red", 1)
    assert result["quote"] == one["codings"][0]["quote"]
    listed = told(capsys, "show", path, "codings")
    assert result["id"] in {each["id"] for each in listed if each["coder"] == "Consensus"}
    assert run(["show", str(path), "settlements"]) == 0
    assert "codings 2  results 1" in capsys.readouterr().out


def test_export_holds_the_codings_asked_for(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.xlsx"
    for flag, name, wanted in (
        ("--whose", "all", ["Coder A"] * 2 + ["Coder B"] * 3),
        ("--coder", "Consensus", ["Coder A, Coder B", "Consensus"]),
        ("--coder", "coder b", ["Coder B"] * 3),
        ("--whose", "Coder A, Coder C", ["Coder A"] * 2),
    ):
        assert told(capsys, "export", path, out, flag, name)["counts"]["codings"] == len(wanted)
        rows = lines(openpyxl.load_workbook(out)["Codings"])
        assert sorted(row["Coder"] for row in rows) == wanted
    assert run(["export", str(path), str(out), "--coder", "Dan"]) == 1
    assert "no coder “Dan”. The coders are: Coder A, Coder B, Coder C." in capsys.readouterr().err
    assert len(told(capsys, "show", path, "coders")) == 3, "an export makes nobody a coder"


def test_consensus_cannot_be_who_acts(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", str(path), "codes", "--coder", "Consensus"]) == 1
    assert "what the team settled" in capsys.readouterr().err


def test_a_table_cannot_code_for_consensus(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "t.csv"
    table.write_text(
        "report,quote,code,coder\n"
        "Alpha.pdf,improved the earnings of young women,Red,consensus\n"
        "Alpha.pdf,improved the earnings of young women,Red,Dan\n"
    )
    copy = tmp_path / "copy.evc"
    copy.write_bytes(path.read_bytes())
    done = told(capsys, "code", copy, table)
    assert done["added"] == 1
    (one,) = done["unplaced"]
    assert one["row"] == 2
    assert "what the team settled" in one["reason"]
