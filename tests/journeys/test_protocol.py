"""A protocol is replayed: a long list of forty, screened by two coders, settled, counted.

The list is the annex of a published synthesis review as lines without a PDF, and beside it real
reports and the four documents that the review would not have taken.
"""

import csv
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from coder import settings
from coder.codebooks import find, load
from coder.commands.parsing import run_command
from coder.exchange.tables import read_table
from coder.model.ids import ItemId, ReportId
from coder.progress import finish
from coder.project import Project
from tests.journeys.reviewer import CONTROL, Reviewer
from ui.main_window import REPORTS, SCREEN
from ui.panels.reports.importing import ImportDialog
from ui.stages.reports import ReportsStage
from ui.stages.screen import ScreenStage

SHARED = Path(__file__).resolve().parents[2] / "../shared"
pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the shared reports are not here"),
]
Key = Qt.Key
LEAD = ("Coder A", "CA", "#0072B2")
EVALUATIONS = (
    "es_evaluacion_graduacion_al_68p.pdf",
    "en_impact_eval_graduation_philippines_66p.pdf",
    "en_unhcr_info_mgmt_evaluation_2019_49p.pdf",
)
"""Of 2018, 2022 and 2019: with a period of 2012 to 2018 the first alone is within it."""
OTHERS = (
    "en_jiu_note_2022_1_highlights_10p.pdf",
    "en_unicef_education_spotlight_2024_11p.pdf",
    "en_cct_child_labor_rotatedpage_15p.pdf",
    "ar_indc_iraq_16p.pdf",
    "en_unicef_E_ICEF_2025_23_24p.pdf",
    "en_unwomen_UNW_2025_2_25p.pdf",
    "en_unfpa_DP_FPA_2025_4_parti_27p.pdf",
    "es_indc_panama_30p.pdf",
    "pt_cidadania_direito_a_ter_direitos_35p.pdf",
)
"""No evaluations, whatever else they are."""
SEEDS: Mapping[str, Mapping[str, str]] = {
    "000_cambodia_midterm_summary.pdf": {"type": "project", "year": "2023"},
    "001_cambodia_joint_programme_progress.pdf": {"type": "other", "year": "2021"},
    "002_undesa_ilo_evaluation.pdf": {"type": "joint", "year": "2021"},
    "004_lao_progress_report.pdf": {"type": "other", "year": "2023"},
}
LOST = "I-4"
"""The one whose full text nobody got; its address in the annex is “N/A”."""
DISPUTED = "E33"
"""The one on which the two coders differ."""
FAMILY = ("E24", "I-1")
"""Two that we say are of one project."""


def annex() -> list[dict[str, str]]:
    """Return the lines of the annex."""
    with (SHARED / "longlist.csv").open(encoding="utf-8") as opened:
        return list(csv.DictReader(opened))


def gold() -> dict[str, dict[str, str]]:
    """Return what is true of the real reports, by file name."""
    with (SHARED / "metadata_gold.csv").open(encoding="utf-8") as opened:
        return {line["file"]: line for line in csv.DictReader(opened)}


def make_project(folder: Path) -> Path:
    """The lead makes the project, with the PDFs that are at hand."""
    path = folder / "review.evc"
    project = Project.create(
        path, LEAD, [load(find("review-protocol")), load(find("synthesis-review"))]
    )
    files = [SHARED / "reports" / name for name in (*EVALUATIONS, *OTHERS)]
    files += [SHARED / "seeds_pdf" / name for name in SEEDS]
    assert finish(project.reports.add(files, lambda *_: None)).refused == []
    project.close()
    settings.save(
        settings.Settings(coder_name=LEAD[0], coder_initials=LEAD[1], coder_colour=LEAD[2])
    )
    return path


def by_name(project: Project) -> dict[str, ReportId]:
    """Return the reports by file name, those without a file by number."""
    return {one.file_name or one.number: one.id for one in project.reports.all()}


def import_the_annex(reviewer: Reviewer) -> None:
    """The lead imports the long list: looks at it, takes it."""
    reviewer.press(Key.Key_1, CONTROL)
    stage = reviewer.window.stage(REPORTS)
    assert isinstance(stage, ReportsStage)
    reviewer.answers.chosen = [SHARED / "longlist.csv"]

    def take() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ImportDialog)
        reviewer.wait(dialog.take.isEnabled)
        dialog.take.click()

    QTimer.singleShot(0, take)
    stage.import_list()
    reviewer.come_back()
    found = sorted(one.number or one.file_name for one in reviewer.project.reports.all())
    assert len(found) == 40, found


def note_the_facts(project: Project) -> None:
    """The lead notes what the protocol asks for, in the table of reports."""
    named, true = by_name(project), gold()
    attribute = {one.key: one.id for one in project.protocol.all().of("attribute")}
    said: list[tuple[str, str, str]] = []
    for name in (*EVALUATIONS, *OTHERS):
        said.append((name, "type", "project" if name in EVALUATIONS else "other"))
        said += [(name, key, true[name][key]) for key in ("year", "language")]
    for name, facts in SEEDS.items():
        said += [(name, key, value) for key, value in facts.items()]
        said.append((name, "language", "en"))
    for line in annex():
        number = line["number"]
        kind = "strategy" if line["nature"] == "high-level" else "project"
        found = "not-retrieved" if number == LOST else "retrieved"
        said += [(number, "type", kind), (number, "year", "2016"), (number, "retrieval", found)]
    said += [(number, "family", "one project") for number in FAMILY]
    project.attributes.set_many(
        [(named[name], attribute[key], value) for name, key, value in said]
    )


def screen_stage(reviewer: Reviewer) -> ScreenStage:
    """Go where one screens."""
    reviewer.press(Key.Key_2, CONTROL)
    stage = reviewer.window.stage(SCREEN)
    assert isinstance(stage, ScreenStage)
    return stage


def states(project: Project, stage: str) -> Counter[str]:
    """Count how reports stand at a stage."""
    return Counter(one.state for one in project.screening.statuses(stage_of(project, stage)))


def stage_of(project: Project, key: str) -> ItemId:
    found = project.protocol.all().named("stage", key)
    assert found is not None
    return found.id


def write_table(path: Path, rows: Sequence[Mapping[str, str]]) -> Path:
    """Write a table as a spreadsheet saves it."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    with path.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.DictWriter(opened, columns)
        writer.writeheader()
        writer.writerows(rows)
    return path


def told(capsys: pytest.CaptureFixture[str], *words: str | Path) -> Any:  # noqa: ANN401
    """Run a command and return what it says as JSON."""
    capsys.readouterr()
    assert run_command([*map(str, words), "--json"]) == 0, capsys.readouterr().err
    return json.loads(capsys.readouterr().out)


def test_a_long_list_is_screened_by_two_and_counted(
    reviewer: Reviewer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = make_project(tmp_path)
    reviewer.start(path)
    reviewer.wait(lambda: reviewer.window.session.is_open)
    import_the_annex(reviewer)
    note_the_facts(reviewer.project)
    first_stage(reviewer)
    reviewer.leave()

    copy, work = tmp_path / "for Coder B.evc", tmp_path / "coder-b.evw"
    told(capsys, "share", path, copy, "--for", "Coder B", "--blind")
    screened_by_b(capsys, copy, tmp_path)
    told(capsys, "share", copy, work, "--work")

    reviewer.start(path)
    reviewer.wait(lambda: reviewer.window.session.is_open)
    second_stage(reviewer, tmp_path)
    before = reviewer.project.digest()
    finish(reviewer.project.merging.merge([work]))
    reviewer.project.undo()
    assert reviewer.project.digest() == before
    reviewer.project.redo()
    settle(reviewer)
    assert finish(reviewer.project.check()) == []
    flow_is_as_counted_by_hand(reviewer.project)
    balance_is_as_counted_by_hand(reviewer.project)
    reviewer.leave()
    written_as_shown(capsys, path, tmp_path)
    another_period(path)


def first_stage(reviewer: Reviewer) -> None:
    """The lead screens forty reports by keys: the gates answer themselves, Enter decides."""
    page = screen_stage(reviewer).screening
    reviewer.wait(lambda: page.report is not None)
    for _ in range(40):
        reviewer.press(Key.Key_Return)
    project = reviewer.project
    assert states(project, "screening") == {"include": 25, "exclude": 15}
    why = Counter(
        one.decisions[0].reason
        for one in project.screening.statuses(stage_of(project, "screening"))
        if one.state == "exclude"
    )
    assert why == {"Not an evaluation report": 11, "Outside the period": 4}
    named = by_name(project)
    for name, facts in SEEDS.items():
        decision = project.screening.of(named[name], stage_of(project, "screening")).decision
        assert decision is not None
        assert decision.verdict == "exclude"
        by_type = facts["type"] == "other"
        wanted = "Not an evaluation report" if by_type else "Outside the period"
        assert decision.reason == wanted, name


def screened_by_b(capsys: pytest.CaptureFixture[str], copy: Path, folder: Path) -> None:
    """Coder B, who sees nothing of Coder A, screens by tables: the rule decides by the answers."""
    project = Project.open(copy)
    project.become("Coder B")
    assert states(project, "screening") == {"open": 40}
    project.close()
    kept = [line["number"] for line in annex()]
    verdicts = dict.fromkeys((*OTHERS, *EVALUATIONS[1:], *SEEDS), "exclude")
    verdicts |= dict.fromkeys((*kept, EVALUATIONS[0]), "include")
    rows = [
        {"report": name, "stage": "screening", "verdict": verdict}
        for name, verdict in verdicts.items()
    ]
    done = told(capsys, "screen", copy, write_table(folder / "b1.csv", rows))
    assert (done["added"], done["refused"]) == (40, [])
    kept = [line["number"] for line in annex() if line["number"] != LOST]
    rows = [{"report": name, "stage": "eligibility", **answers(name, "B")} for name in kept]
    rows.append({"report": EVALUATIONS[0], "stage": "eligibility", "not-addressed": "met"})
    told(capsys, "screen", copy, write_table(folder / "b2.csv", rows))
    shown = told(capsys, "show", copy, "decisions")
    assert len(shown) == 40 + 24


def answers(name: str, who: str) -> dict[str, str]:
    """Return what a coder answers for a report of the annex."""
    if name == DISPUTED and who == "B":
        return {"insufficient-information": "met"}
    return {"quality": "met", "learning": "met", "adequate-information": "met"}


def second_stage(reviewer: Reviewer, folder: Path) -> None:
    """The lead reads one report and proves what decides; the annex comes from a table."""
    project = reviewer.project
    kept = [line["number"] for line in annex() if line["number"] != LOST]
    rows = [{"report": name, "stage": "eligibility", **answers(name, "A")} for name in kept]
    table = write_table(folder / "a2.csv", rows)
    done = project.screening.decide_table(
        read_table(table, ("report",), project.screening.table_columns())
    )
    assert done.refused == ()
    page = screen_stage(reviewer).screening
    page.choose_stage(stage_of(project, "eligibility"))
    report = by_name(project)[EVALUATIONS[0]]
    reviewer.wait(lambda: page.report is not None)
    for _ in range(40):
        if page.report == report:
            break
        reviewer.press(Key.Key_J)
    assert page.report == report
    reviewer.wait(lambda: page.criteria.criterion is not None)
    criteria = project.protocol.all().of("criterion", stage_of(project, "eligibility"))
    for one in criteria:
        if one.key == "not-addressed":
            break
        if one.role == "gate":
            reviewer.press(Key.Key_M)
        else:
            reviewer.press(Key.Key_N)
    current = page.criteria.criterion
    assert current is not None
    assert current.key == "not-addressed"
    reviewer.press(Key.Key_M)
    reviewer.press(Key.Key_Return)
    decision = project.screening.of(report, stage_of(project, "eligibility")).decision
    assert decision is not None
    assert (decision.verdict, decision.reason) == ("exclude", "Subject not addressed")


def settle(reviewer: Reviewer) -> None:
    """What the two decided differently is settled once, and the originals stay."""
    project = reviewer.project
    (conflict,) = project.screening.conflicts()
    assert conflict.report == by_name(project)[DISPUTED]
    stage = screen_stage(reviewer)
    stage.show_page(1)
    page = stage.conflicts
    reviewer.wait(lambda: page.current is not None and page.view.hasFocus())
    assert "Coder B" in page.sides.toPlainText()
    told_sides = page.sides.toPlainText()
    (theirs,) = (one for one in conflict.decisions if one.verdict == "exclude")
    named = {one.id: one.name for one in project.coders.all()}[theirs.coder]
    number = re.search(rf"{named}\s+\((\d)\)", told_sides)
    assert number, told_sides
    reviewer.type(number[1])
    reviewer.wait(page.reason.hasFocus)
    reviewer.type("Two paragraphs in ninety pages.")
    reviewer.press(Key.Key_Return)
    assert project.screening.conflicts() == []
    assert len({one.coder for one in conflict.decisions}) == 2


def criterion_of(project: Project, key: str) -> ItemId:
    found = project.protocol.all().named("criterion", key)
    assert found is not None
    return found.id


def flow_is_as_counted_by_hand(project: Project) -> None:
    """40 found; 11 no evaluations and 4 outside the period; 1 of 25 not got; 2 of 24 excluded.

    Two of the annex are one project: one project less wherever both are.
    """
    flow = project.flow()
    counts = {
        "identified": flow.identified, "duplicates": flow.duplicates, "screened": flow.screened,
        "excluded": flow.excluded, "sought": flow.sought, "lost": flow.not_retrieved,
        "assessed": flow.assessed, "rejected": flow.rejected, "included": flow.included,
    }  # fmt: skip
    assert {name: (one.reports, one.projects) for name, one in counts.items()} == {
        "identified": (40, 39), "duplicates": (0, 0), "screened": (40, 39),
        "excluded": (15, 15), "sought": (25, 24), "lost": (1, 1),
        "assessed": (24, 23), "rejected": (2, 2), "included": (22, 21),
    }  # fmt: skip
    assert {one.name: one.count.reports for one in flow.reasons} == {
        "Subject not addressed": 1, "Too little information": 1,
    }  # fmt: skip


def balance_is_as_counted_by_hand(project: Project) -> None:
    """The final list is the annex without the one not got and the one excluded."""
    balance = project.balance(("timing", "region", "language"))
    assert (balance.long.reports, balance.final.reports) == (40, 22)
    left = [line for line in annex() if line["number"] not in {LOST, DISPUTED}]
    region = {row.value.name: row.final.reports for row in balance.margin("region") if row.final}
    assert region == Counter(line["region"] for line in left)
    language = {
        row.value.key: row.final.reports for row in balance.margin("language") if row.final
    }
    assert language == Counter(line["language"] for line in left)
    timing = {row.value.key: row.final.reports for row in balance.margin("timing") if row.final}
    assert timing == Counter(
        {"interim": "mid-term"}.get(line["timing"], line["timing"]) for line in left
    )


def written_as_shown(capsys: pytest.CaptureFixture[str], path: Path, folder: Path) -> None:
    """The commands write and tell the same numbers."""
    for ending in ("svg", "png", "csv", "xlsx"):
        flow = told(capsys, "flow", path, folder / f"flow.{ending}")
        assert (folder / f"flow.{ending}").stat().st_size > 500
    assert flow["included"]["reports"] == 22
    told(capsys, "flow", path, folder / "balance.svg", "--balance")
    assert "<svg" in (folder / "balance.svg").read_text(encoding="utf-8")


def another_period(path: Path) -> None:
    """With a period of 2019 to 2024 the two that the period excluded go on."""
    project = Project.open(path)
    period = project.protocol.get(criterion_of(project, "period"))
    options = {**period.options, "test": {"attribute": "year", "from": 2019, "to": 2024}}
    project.protocol.edit(period.id, options=options)
    named = by_name(project)
    for name, verdict in (
        ("000_cambodia_midterm_summary.pdf", "include"),
        ("002_undesa_ilo_evaluation.pdf", "include"),
        ("001_cambodia_joint_programme_progress.pdf", "exclude"),
        ("004_lao_progress_report.pdf", "exclude"),
    ):
        told_now = project.screening.of(named[name], stage_of(project, "screening"))
        assert told_now.ruling.verdict == verdict, name
    project.close()
