"""Screening by two people in two copies: blind until merged, then conflicts, then consensus."""

from pathlib import Path

import pytest

from coder.model.screening import Verdict
from coder.progress import finish
from coder.project import Project
from tests.coder.screening_scene import SHARED, add_records, new_project, rows_of, stage

GOOD = {"type": "project", "year": "2016", "language": "en"}
SEED = SHARED / "seeds_pdf" / "004_lao_progress_report.pdf"


@pytest.fixture
def lead(tmp_path: Path) -> Project:
    """Return the lead's project: three records, the lead has decided on all."""
    project = new_project(tmp_path, "lead")
    add_records(project, [{"number": f"R{number}", **GOOD} for number in (1, 2, 3)])
    project.screening.decide_by_rule(stage(project))
    return project


def _decide(project: Project, number: str, verdict: Verdict) -> None:
    report = project.reports.find(number).id
    project.screening.decide(report, stage(project), verdict, "As I read it")


def _states(project: Project) -> list[str]:
    return [one.state for one in project.screening.statuses(stage(project))]


def test_blind_copy_and_merge(lead: Project, tmp_path: Path) -> None:
    """A blind copy has no decision of the lead; merged back, what differs is a conflict."""
    copy = tmp_path / "for B.evc"
    finish(lead.sharing.share(copy, for_="Coder B", blind=True))
    own = Project.open(copy)
    own.become("Coder B")
    assert rows_of(own, "decision") == set()
    assert _states(own) == ["open", "open", "open"]
    _decide(own, "R1", "include")
    _decide(own, "R2", "exclude")
    own.close()
    finish(lead.merging.merge([copy]))
    assert _states(lead) == ["include", "conflict", "include"]
    report = lead.reports.find("R2").id
    lead.screening.settle(report, stage(lead), "exclude", "Talked over")
    assert lead.screening.conflicts() == []

    own = Project.open(copy)
    _decide(own, "R2", "possible")
    own.close()
    finish(lead.merging.merge([copy]))
    listed = lead.screening.conflicts()
    assert [one.report for one in listed] == [report], "what was settled has changed"
    assert lead.merging.conflicts() == [], "everybody wrote their own rows"
    lead.undo()
    assert lead.screening.conflicts() == [], "without that merge it stands as it was settled"
    lead.close()


def test_settled_apart(lead: Project, tmp_path: Path) -> None:
    """Settled in two copies with two verdicts: both are kept until one is chosen, whole."""
    lead.become("Coder B")
    _decide(lead, "R1", "exclude")
    lead.close()
    copies = [tmp_path / "one.evc", tmp_path / "two.evc"]
    said: tuple[Verdict, Verdict] = ("include", "exclude")
    for copy, verdict in zip(copies, said, strict=True):
        copy.write_bytes(lead.path.read_bytes())
        project = Project.open(copy)
        project.become(f"Coder {copy.stem}")
        report = project.reports.find("R1").id
        project.screening.settle(report, stage(project), verdict, f"Says {copy.stem}")
        project.close()
    project = Project.open(copies[0])
    finish(project.merging.merge([copies[1]]))
    listed = [one for one in project.merging.conflicts() if one.table == "decision"]
    assert listed
    shown = project.screening.statuses(stage(project))[0].consensus
    assert shown is not None
    assert (shown.verdict, shown.reason) in [("include", "Says one"), ("exclude", "Says two")]
    while listed := project.merging.conflicts():
        project.merging.settle(listed[0], listed[0].values[0].op)
    project.close()


@pytest.mark.skipif(not SEED.exists(), reason="the shared reports are not here")
def test_a_record_gets_its_file(lead: Project) -> None:
    """Decisions on a record stay with it when its PDF comes; then it can be assessed."""
    report = lead.reports.find("R1").id
    assert lead.flow().awaiting.reports == 3
    before = lead.screening.of(report, stage(lead)).decision
    assert before is not None
    now = finish(lead.reports.attach(report, SEED, lambda *_: None))
    after = lead.screening.of(now.id, stage(lead)).decision
    assert after is not None
    assert (after.verdict, after.coder) == (before.verdict, before.coder)
    flow = lead.flow()
    assert (flow.awaiting.reports, flow.undecided.reports) == (2, 1)
    lead.undo()
    assert lead.flow().awaiting.reports == 3
    lead.close()
