"""Real documents end where a reviewer of the protocol puts them, by period or document type."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.model.ids import ReportId
from coder.model.passage import PageRange
from coder.model.screening import Screening, Verdict
from coder.progress import finish
from coder.project import Project
from coder.text.anchor import passage
from tests.coder.screening_scene import SHARED, criterion, new_project, set_period, stage

SEEDS = SHARED / "seeds_pdf"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the shared reports are not here")
SAID = {
    "000": {"type": "project", "timing": "mid-term", "year": "2023", "language": "en"},
    "001": {"type": "other", "year": "2021", "language": "en"},
    "002": {"type": "joint", "timing": "final", "year": "2021", "language": "en"},
    "004": {"type": "other", "year": "2023", "language": "en"},
}


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with the four documents and what a reviewer notes of each."""
    project = new_project(tmp_path_factory.mktemp("seeds"))
    files = [next(SEEDS.glob(f"{number}_*.pdf")) for number in SAID]
    finish(project.reports.add(files, lambda *_: None))
    protocol = project.protocol.all()
    for number, said in SAID.items():
        for key, written in said.items():
            attribute = protocol.named("attribute", key)
            assert attribute is not None
            project.attributes.set(_report(project, number), attribute.id, written)
    project.close()
    return project.path


@pytest.fixture
def project(seeded: Path, tmp_path: Path) -> Iterator[Project]:
    """Return a copy of it, open."""
    copy = tmp_path / "copy.evc"
    copy.write_bytes(seeded.read_bytes())
    opened = Project.open(copy)
    yield opened
    opened.close()


def _report(project: Project, number: str) -> ReportId:
    return next(one.id for one in project.reports.all() if one.file_name.startswith(f"{number}_"))


def _states(project: Project, key: str) -> dict[str, str]:
    return {
        project.reports.get(one.report).file_name[:3]: one.state
        for one in project.screening.statuses(stage(project, key))
    }


def test_as_the_protocol_has_it(project: Project) -> None:
    """Two are outside the period, two are no evaluation reports: the gates say so themselves."""
    assert project.screening.decide_by_rule(stage(project)) == 4
    names = {}
    for number in SAID:
        told = project.screening.of(_report(project, number), stage(project))
        assert told.decision is not None
        assert told.decision.verdict == "exclude"
        assert told.decision.criterion is not None
        names[number] = project.protocol.get(told.decision.criterion).key
    assert names == {
        "000": "period", "001": "document-type", "002": "period", "004": "document-type",
    }  # fmt: skip
    assert set(_states(project, "screening").values()) == {"exclude"}
    assert set(_states(project, "eligibility").values()) == {"not-reached"}
    flow = project.flow()
    assert (flow.screened.reports, flow.excluded.reports, flow.sought.reports) == (4, 4, 0)
    reasons = {one.name: one.count.reports for one in flow.screening_reasons}
    assert reasons == {"Outside the period": 2, "Not an evaluation report": 2}


def _answered(project: Project, number: str, **answers: str) -> Screening:
    report, full = _report(project, number), stage(project, "eligibility")
    for key, answer in answers.items():
        one = criterion(project, key.replace("_", "-"))
        assert answer in ("met", "unclear", "not-met")
        project.screening.answer(report, one.id, answer)
    return project.screening.of(report, full)


def test_with_another_period(project: Project) -> None:
    """With 2019 to 2024 one is included on its stated objective, the joint one is possible."""
    project.screening.decide_by_rule(stage(project))
    set_period(project, 2019, 2024)
    stale = {project.reports.get(one.report).file_name[:3] for one in project.screening.outdated()}
    assert stale == {"000", "002"}, "only what the period excluded"
    assert project.screening.decide_by_rule(stage(project)) == 2
    assert _states(project, "screening") == {
        "000": "include", "001": "exclude", "002": "include", "004": "exclude",
    }  # fmt: skip
    assert project.screening.outdated() == []

    told = _answered(project, "000", quality="met", learning="met")
    assert told.rule == ""
    report = _report(project, "000")
    _prove(project, report, "social protection")
    told = project.screening.of(report, stage(project, "eligibility"))
    assert told.rule == "include"
    found = next(one for one in told.answers if one.criterion.key == "stated-objective")
    assert (found.answer, found.by_itself) == ("met", False)
    assert [one.quote.casefold() for one in found.proofs] == ["social protection"]

    told = _answered(
        project, "002", quality="met", learning="met", stated_objective="not-met",
        in_strategy="not-met", achievement="not-met", adequate_information="not-met",
        joint_evaluation="met",
    )  # fmt: skip
    assert told.rule == "possible"

    verdicts: dict[str, Verdict] = {}
    for number in ("000", "002"):
        full = stage(project, "eligibility")
        verdicts[number] = project.screening.decide(_report(project, number), full).verdict
    assert verdicts == {"000": "include", "002": "possible"}
    flow = project.flow()
    counts = flow.screened, flow.excluded, flow.assessed, flow.possible, flow.included
    assert [one.reports for one in counts] == [4, 2, 2, 1, 1]


def _prove(project: Project, report: ReportId, words: str) -> None:
    """Select the first place of these words and hold it against the stated objective."""
    texts = project.reports.plain_texts(report)
    page = next(at for at, text in enumerate(texts) if words in text.casefold())
    start = texts[page].casefold().index(words)
    facts = project.reports.facts(report)
    one = passage(
        report,
        project.reports.get(report).text_hash,
        lambda at: project.reports.page_text(report, at),
        lambda at: facts[at].size,
        [PageRange(page, start, start + len(words))],
    )
    project.screening.prove(report, criterion(project, "stated-objective").id, one)
