"""Screening in copies of one project, for the laws of merging: what people do there."""

from coder.model.ids import ReportId
from coder.model.screening import ANSWERS, VERDICTS, Answer
from coder.project import Project
from tests.building import place

_TEST = {"attribute": "year", "from": 2012, "to": 2018}


def define(project: Project) -> None:
    """Put in two stages: a gate that an attribute answers, then criteria that people answer."""
    protocol = project.protocol
    protocol.add("attribute", "year", "Year", type="number")
    first = protocol.add("stage", "screening", "Screening")
    protocol.add("criterion", "period", "Period", first, role="gate", options={"test": _TEST})
    full = protocol.add("stage", "full", "Full text")
    for role in ("include", "possible", "exclude"):
        protocol.add("criterion", role, role.title(), full, role=role)


def decide(project: Project, a: int, b: int, words: str) -> None:
    """Decide, by the rule or otherwise, withdraw that, or settle."""
    reports, stages = project.reports.all(), project.screening.stages()
    if not reports or not stages:
        return
    report, stage = reports[a % len(reports)].id, stages[b % len(stages)].id
    has_decided = project.screening.of(report, stage).decision is not None
    if a == 5 and has_decided:
        project.screening.withdraw(report, stage)
    elif a == 4:
        project.screening.decide_by_rule(stage)
    elif a == 3 and has_decided:
        project.screening.settle(report, stage, VERDICTS[b % 3], words or "Agreed")
    else:
        project.screening.decide(report, stage, VERDICTS[b % 3], words or "Read twice")


def answer(project: Project, a: int, b: int, words: str) -> None:
    """Answer a criterion, prove it, or set the attribute that a gate tests."""
    reports, criteria = project.reports.all(), project.protocol.all().of("criterion")
    if not reports or not criteria:
        return
    report, criterion = reports[b % len(reports)].id, criteria[a % len(criteria)].id
    if a < 3:
        said: Answer = (*ANSWERS, "")[b % 4]  # type: ignore[assignment]
        project.screening.answer(report, criterion, said, words)
    elif a < 5:
        project.screening.prove(report, criterion, place(project, report, (0, b, b + 25)))
    else:
        _set_year(project, report, 2010 + b)


def _set_year(project: Project, report: ReportId, year: int) -> None:
    attribute = project.protocol.all().named("attribute", "year")
    if attribute is not None:
        project.attributes.set(report, attribute.id, str(year))
