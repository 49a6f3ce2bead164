"""Screening: coders answer and decide alone, an exclusion has a reason, conflicts are listed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.model.errors import NotFoundError, ProjectError
from coder.model.ids import CONSENSUS, EvidenceId, ReportId
from coder.progress import finish
from coder.project import Project
from tests.building import add_report, place
from tests.coder.screening_scene import (
    add_records,
    criterion,
    new_project,
    rows_of,
    set_period,
    stage,
)

GOOD = {"type": "project", "year": "2016", "language": "en"}
TABLES = ("answer", "decision", "evidence")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Return a project with three records: R1 fits all gates, R2 is too old, R3 says nothing."""
    made = new_project(tmp_path)
    add_records(
        made,
        [{"number": "R1", **GOOD}, {"number": "R2", **GOOD, "year": "2010"}, {"number": "R3"}],
    )
    yield made
    assert finish(made.check()) == []
    made.close()


def report(project: Project, number: str = "R1") -> ReportId:
    """Return a report by its number."""
    return project.reports.find(number).id


def verdicts(project: Project, key: str = "screening") -> dict[str, str]:
    """Return how the reports stand at a stage."""
    every = project.screening.statuses(stage(project, key))
    return {project.reports.get(one.report).number: one.state for one in every}


def test_gates_answer_themselves(project: Project) -> None:
    """A gate says what its attribute says and why; a missing attribute leaves it open."""
    told = project.screening.of(report(project), stage(project))
    assert [(one.answer, one.by_itself, one.why) for one in told.answers] == [
        ("met", True, "Type is Project"),
        ("met", True, "Year completed is 2016"),
        ("met", True, told.answers[2].why),
    ]
    assert (told.rule, told.decision, told.others) == ("include", None, ())
    old = project.screening.of(report(project, "R2"), stage(project))
    assert old.rule == "exclude"
    assert old.rule_says == "Excluded: Outside the period (Year completed is 2010)."
    bare = project.screening.of(report(project, "R3"), stage(project))
    assert [one.answer for one in bare.answers] == ["", "", ""]
    assert bare.rule_says == "Not decided yet: 3 criteria are not answered."
    assert rows_of(project, "answer") == set(), "what attributes answer is not written"


def test_own_answer_before_the_attribute(project: Project) -> None:
    """A coder may answer a gate otherwise; taking the answer back lets the attribute speak."""
    period = criterion(project, "period").id
    old = report(project, "R2")
    project.screening.answer(old, period, "met", "The fieldwork was in 2013")
    told = project.screening.of(old, stage(project)).answers[1]
    assert (told.answer, told.by_itself, told.note) == ("met", False, "The fieldwork was in 2013")
    assert told.why == "Year completed is 2010"
    project.screening.answer(old, period, "")
    told = project.screening.of(old, stage(project)).answers[1]
    assert (told.answer, told.by_itself, told.note) == ("not-met", True, told.note)
    project.screening.answer(old, period, "", "")
    assert rows_of(project, "answer") == set()


def test_reasons(project: Project) -> None:
    """An exclusion needs a reason, and so does whatever the rule does not say."""
    first, screening = stage(project), project.screening
    by_rule = screening.decide(report(project, "R2"), first)
    assert (by_rule.verdict, by_rule.reason) == ("exclude", "Outside the period")
    assert by_rule.criterion == criterion(project, "period").id
    with pytest.raises(ProjectError, match="Not decided yet"):
        screening.decide(report(project, "R3"), first)
    with pytest.raises(ProjectError, match="An exclusion needs a reason"):
        screening.decide(report(project), first, "exclude")
    with pytest.raises(ProjectError, match="The rule says “include”"):
        screening.decide(report(project), first, "possible")
    with pytest.raises(ProjectError, match="The rule has not decided yet"):
        screening.decide(report(project, "R3"), first, "include")
    named = screening.decide(
        report(project, "R3"), first, "exclude", criterion=criterion(project, "language").id
    )
    assert (named.reason, named.is_overruled) == ("Not in a language of the review", False)
    other = screening.decide(report(project), first, "exclude", "  Inception   report ")
    assert (other.reason, other.rule, other.is_overruled) == ("Inception report", "include", True)
    assert other.criterion is None
    assert verdicts(project) == {"R1": "exclude", "R2": "exclude", "R3": "exclude"}


def test_undo(project: Project) -> None:
    """Each answer, proof and decision is one step of undo, named in the menu, and comes again."""
    first, one = stage(project), report(project)
    added = add_report(project, "Alpha")
    steps = [
        ("Answer “Outside the period”",
         lambda: project.screening.answer(one, criterion(project, "period").id, "unclear")),
        ("Prove “Stated objective”",
         lambda: project.screening.prove(
             added.id, criterion(project, "stated-objective").id,
             place(project, added.id, (0, 0, 30)))),
        ("Keep R1 as Possible",
         lambda: project.screening.decide(one, first, "possible", "Undated fieldwork")),
        ("Exclude R1", lambda: project.screening.decide(one, first, "exclude", "Out of scope")),
        ("Settle Decision on R1", lambda: project.screening.settle(one, first, "include")),
        ("Take Back Settled Decision on R1", lambda: project.screening.unsettle(one, first)),
        ("Withdraw Decision on R1", lambda: project.screening.withdraw(one, first)),
        ("Decide on 1 Report by the Rule",
         lambda: project.screening.decide_by_rule(first, [report(project, "R2")])),
    ]  # fmt: skip
    states = [{table: rows_of(project, table) for table in TABLES}]
    for label, act in steps:
        act()
        assert project.undo_label == label
        states.append({table: rows_of(project, table) for table in TABLES})
    for state in reversed(states[:-1]):
        project.undo()
        assert {table: rows_of(project, table) for table in TABLES} == state
    for state in states[1:]:
        project.redo()
        assert {table: rows_of(project, table) for table in TABLES} == state


def test_saying_the_same_again_is_no_act(project: Project) -> None:
    """What is said already is not written again."""
    first, one = stage(project), report(project)
    project.screening.answer(one, criterion(project, "period").id, "met")
    project.screening.decide(one, first)
    acts = len(project.history())
    project.screening.answer(one, criterion(project, "period").id, "met")
    project.screening.decide(one, first)
    assert project.screening.decide_by_rule(first, [one]) == 0
    assert len(project.history()) == acts


def test_proofs(project: Project) -> None:
    """A passage of the report proves an answer, and goes with it; others' are left alone."""
    added = add_report(project, "Alpha")
    other = add_report(project, "Beta")
    full = stage(project, "eligibility")
    objective = criterion(project, "stated-objective").id
    project.screening.prove(added.id, objective, place(project, added.id, (0, 0, 30)))
    project.screening.prove(added.id, objective, place(project, added.id, (1, 0, 20)))
    told = {one.criterion.key: one for one in project.screening.of(added.id, full).answers}
    found = told["stated-objective"]
    assert (found.answer, [one.page for one in found.proofs]) == ("met", [0, 1])
    assert all(one.quote for one in found.proofs)
    with pytest.raises(ProjectError, match="another report"):
        project.screening.prove(added.id, objective, place(project, other.id, (0, 0, 30)))
    project.screening.answer(added.id, objective, "not-met")
    project.screening.prove(added.id, objective, place(project, added.id, (0, 5, 40)))
    project.screening.answer(added.id, objective, "")
    told = {one.criterion.key: one for one in project.screening.of(added.id, full).answers}
    assert (told["stated-objective"].answer, len(told["stated-objective"].proofs)) == ("", 3)
    project.become("Coder B")
    with pytest.raises(ProjectError, match="another coder's"):
        project.screening.unprove(found.proofs[0].id)
    project.become("Coder A")
    project.screening.unprove(found.proofs[0].id)
    told = {one.criterion.key: one for one in project.screening.of(added.id, full).answers}
    assert len(told["stated-objective"].proofs) == 2
    with pytest.raises(NotFoundError):
        project.screening.unprove(EvidenceId(bytes(16)))


def test_proof_of_a_gate_that_answers_itself(project: Project) -> None:
    """A passage behind such a gate does not freeze what its attribute says."""
    added = add_report(project, "Alpha")
    year = project.protocol.all().named("attribute", "year")
    assert year is not None
    period = criterion(project, "period").id
    project.attributes.set(added.id, year.id, "2010")
    project.screening.prove(added.id, period, place(project, added.id, (0, 0, 30)))
    told = project.screening.of(added.id, stage(project)).answers[1]
    assert (told.answer, told.by_itself, len(told.proofs)) == ("not-met", True, 1)
    project.attributes.set(added.id, year.id, "2015")
    told = project.screening.of(added.id, stage(project)).answers[1]
    assert (told.answer, told.by_itself) == ("met", True)
    project.screening.unprove(told.proofs[0].id)
    assert rows_of(project, "answer") == set(), "nothing is left that says nothing"


def test_blind(project: Project) -> None:
    """What others decided shows neither in a list nor beside a report before one decided."""
    first, one = stage(project), report(project)
    project.screening.decide(one, first)
    project.screening.decide_by_rule(first)
    project.become("Coder B")
    assert project.screening.of(one, first).others == ()
    mine = project.screening.statuses(first, mine=True)
    assert {status.state for status in mine} == {"open"}
    assert all(status.decisions == () for status in mine)
    project.screening.decide(one, first, "exclude", "Out of scope")
    told = project.screening.of(one, first)
    assert [other.verdict for other in told.others] == ["include"]
    states = [status.state for status in project.screening.statuses(first, mine=True)]
    assert states == ["exclude", "open", "open"]
    later = project.screening.statuses(stage(project, "eligibility"), mine=True)
    assert {status.state for status in later} == {"not-reached"}, "nothing is told of R1 either"


def test_two_coders(project: Project) -> None:
    """Verdicts that differ are a conflict; consensus settles it, until one of them changes."""
    first, one = stage(project), report(project)
    project.screening.decide(one, first)
    project.become("Coder B")
    project.screening.decide(one, first, "exclude", "Out of scope")
    assert [status.report for status in project.screening.conflicts()] == [one]
    assert verdicts(project, "eligibility")["R1"] == "not-reached"
    with pytest.raises(ProjectError, match="An exclusion needs a reason"):
        project.screening.settle(one, first, "exclude")
    settled = project.screening.settle(one, first, "include", "Read again together")
    assert (settled.coder, settled.is_settled, settled.is_stale) == (CONSENSUS, True, False)
    assert settled.by == project.coder.id
    assert project.screening.conflicts() == []
    assert verdicts(project)["R1"] == "include"
    assert verdicts(project, "eligibility")["R1"] == "open"

    project.screening.decide(one, first, "possible", "In doubt")
    listed = project.screening.conflicts()
    assert [status.report for status in listed] == [one]
    consensus = listed[0].consensus
    assert consensus is not None
    assert (consensus.is_stale, consensus.verdict) == (True, "include")
    project.screening.decide(one, first)
    assert project.screening.conflicts() == [], "all say what was settled"


def test_who_comes_later(project: Project) -> None:
    """A third coder puts what was settled in question only by saying otherwise."""
    first, one = stage(project), report(project)
    project.screening.decide(one, first)
    project.become("Coder B")
    project.screening.decide(one, first, "exclude", "Out of scope")
    project.screening.settle(one, first, "include")
    project.become("Coder C")
    project.screening.decide(one, first)
    assert project.screening.conflicts() == []
    project.screening.decide(one, first, "exclude", "Out of scope")
    assert [status.report for status in project.screening.conflicts()] == [one]
    with pytest.raises(NotFoundError, match="no decision"):
        project.screening.settle(report(project, "R3"), first, "include")


def test_outdated(project: Project) -> None:
    """A decision of which the rule says something else by now is told, and can follow it."""
    first = stage(project)
    assert project.screening.decide_by_rule(first) == 2
    assert project.screening.outdated() == []
    set_period(project, 2005, 2012)
    stale = [project.reports.get(one.report).number for one in project.screening.outdated()]
    assert sorted(stale) == ["R1", "R2"]
    own = project.screening.of(report(project), first).decision
    assert own is not None
    assert own.is_stale
    assert project.screening.decide_by_rule(first) == 2
    assert verdicts(project) == {"R1": "exclude", "R2": "include", "R3": "open"}
    project.screening.decide(report(project), first, "include", "The law came in 2011")
    set_period(project, 2005, 2018)
    assert project.screening.outdated() == [], "the rule says what the coder decided against it"


def test_duplicates_and_reach(project: Project) -> None:
    """A duplicate is never screened; what was not retrieved is not assessed."""
    first, full = stage(project), stage(project, "eligibility")
    add_records(
        project,
        [
            {"number": "R4", **GOOD, "of": ""},
            {"number": "R5", **GOOD, "retrieval": "not-retrieved"},
        ],
    )
    project.attributes.mark_duplicate(report(project, "R4"), report(project))
    project.screening.decide_by_rule(first)
    assert verdicts(project)["R4"] == "not-reached"
    assert verdicts(project, "eligibility") == {
        "R1": "open", "R2": "not-reached", "R3": "not-reached", "R4": "not-reached",
        "R5": "not-reached",
    }  # fmt: skip
    mine = {one.report: one.state for one in project.screening.statuses(full, mine=True)}
    assert mine[report(project)] == "open"
    assert mine[report(project, "R5")] == "not-reached"
    assert project.flow().not_retrieved.reports == 1


def test_what_is_gone(project: Project) -> None:
    """What is no longer in the project is named; deleting a criterion takes its answers along."""
    first, one = stage(project), report(project)
    period = criterion(project, "period").id
    project.screening.answer(one, period, "met")
    project.screening.decide(report(project, "R2"), first)
    project.protocol.delete(period)
    assert rows_of(project, "answer") == set()
    with pytest.raises(NotFoundError, match="criterion"):
        project.screening.answer(one, period, "met")
    with pytest.raises(NotFoundError, match="stage"):
        project.screening.of(one, period)
    with pytest.raises(NotFoundError, match="report"):
        project.screening.decide(ReportId(bytes(16)), first)
    with pytest.raises(NotFoundError, match="no decision"):
        project.screening.withdraw(one, first)
    told = project.screening.of(report(project, "R2"), first)
    assert told.decision is not None
    assert told.decision.reason == "Outside the period", "the reason outlives its criterion"


def test_table(project: Project) -> None:
    """A table of answers and decisions comes in as one act, for several coders, or not at all."""
    rows = [
        (2, {"report": "R1", "coder": "Coder B", "verdict": "include"}),
        (3, {"report": "R2", "coder": "Coder B", "period": "yes"}),
        (4, {"report": "R3", "language": "no"}),
        (5, {"report": "R1", "coder": "Coder A", "verdict": "Excluded", "reason": "Out of scope"}),
    ]
    done = project.screening.decide_table(rows)
    assert (done.added, done.changed, done.unchanged, done.refused) == (4, 0, 0, ())
    assert project.undo_label == "Screen 3 Reports from a Table"
    assert verdicts(project) == {"R1": "conflict", "R2": "include", "R3": "exclude"}
    again = project.screening.decide_table(rows)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 4)
    project.undo()
    assert rows_of(project, "decision") == rows_of(project, "answer") == set()


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"report": "R9", "verdict": "include"}, "no report “R9”"),
        ({"report": "", "verdict": "include"}, "names no report"),
        ({"report": "R1", "verdict": "perhaps"}, "not a verdict"),
        ({"report": "R1"}, "gives no verdict"),
        ({"report": "R1", "verdict": "include", "stage": "third"}, "no stage “third”"),
        ({"report": "R1", "period": "mostly"}, "not an answer to “period”"),
        ({"report": "R1", "colour": "met"}, "no criterion “colour”"),
        ({"report": "R1", "verdict": "exclude"}, "needs a reason"),
        ({"report": "R2", "verdict": "include"}, "The rule says “exclude”"),
        ({"report": "R1", "verdict": "include", "coder": "consensus"}, "nobody's own name"),
        ({"report": "R3", "verdict": "include"}, "same report, stage and coder"),
    ],
)
def test_table_refused(project: Project, row: dict[str, str], why: str) -> None:
    """A row that cannot be is named with the reason, and nothing is written."""
    acts = len(project.history())
    good = {"report": "R3", "verdict": "include"}
    done = project.screening.decide_table([(2, good), (3, row)])
    assert [number for number, _ in done.refused] == [3]
    assert why in done.refused[0][1]
    assert len(project.history()) == acts
