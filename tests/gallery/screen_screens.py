"""Screening: answering with proof, what differs, the flow and the balance."""

from coder.codebooks import find, load
from coder.model.ids import ReportId
from coder.model.passage import PageRange
from coder.progress import finish
from coder.project import Project
from tests.gallery.easel import Easel
from tests.gallery.registry import screen
from tests.gallery.stock import SAMPLES, anchored
from ui.main_window import SCREEN
from ui.stages.screen import ScreenStage

SCREENING, CONFLICTS, FLOW, BALANCE = range(4)
_RECORDS = (
    ("E31", "Cash transfers and school attendance in four districts", "project", "2016", "en"),
    ("E32", "Pension reform, ten years on", "thematic", "2009", "fr"),
    ("E33", "Skills for rural youth: progress report", "other", "2015", "en"),
    (
        "E34",
        "A floor for all: joint evaluation of the social protection floor",
        "joint",
        "2017",
        "es",
    ),
    (
        "E35",
        "Extension of health insurance to home workers, final evaluation",
        "project",
        "2014",
        "pt",
    ),
    ("E36", "Country programme review, second cycle", "country-programme", "2013", "en"),
    ("E37", "Unemployment insurance: cluster evaluation", "cluster", "2018", "en"),
)


def _stage(easel: Easel, page: int = SCREENING) -> ScreenStage:
    easel.window.go_to(SCREEN)
    found = easel.window.findChild(ScreenStage)
    assert isinstance(found, ScreenStage)
    found.show_page(page)
    easel.rest(300)
    return found


def _protocol(project: Project, language: str = "en") -> None:
    project.codebook.take(load(find("review-protocol"), language))


def _records(project: Project) -> list[ReportId]:
    """Add records with particulars, and say what the reports with files are."""
    known = {one.key: one.id for one in project.attributes.defined()}
    cells = []
    for number, one in enumerate(project.reports.all()):
        told = {"type": "project", "year": str(2012 + number), "language": "en"}
        told["number"] = one.number or f"E{number + 1:02}"
        cells += [(one.id, known[key], said) for key, said in told.items()]
    project.attributes.set_many(cells)
    records = [
        dict(zip(("number", "title", "type", "year", "language"), one, strict=True))
        for one in _RECORDS
    ]
    return project.attributes.add_records(
        [{key: said for key, said in one.items() if said != "other"} for one in records]
    )


def _prove(project: Project, report: ReportId, key: str, page: int, words: str) -> None:
    text = project.reports.page_text(report, page).text
    start = text.index(words)
    where = anchored(project, report, PageRange(page, start, start + len(words)))
    item = next(one for one in project.protocol.all().of("criterion") if one.key == key)
    project.screening.prove(report, item.id, where)


def _first_stage(project: Project) -> None:
    """Decide at the first stage what can be decided."""
    project.screening.decide_by_rule(project.screening.stages()[0].id)


def _sample(easel: Easel) -> tuple[Project, ReportId]:
    """Have a project with the sample's reports and records, the first stage decided."""
    project = easel.window.session.project
    if not project.reports.all():
        finish(project.reports.add(SAMPLES, lambda *_: None))
    _protocol(project)
    _records(project)
    _first_stage(project)
    report = next(one for one in project.reports.all() if one.file_name.startswith("skills"))
    return project, report.id


def _answer(project: Project, report: ReportId, **answers: str) -> None:
    for item in project.protocol.all().of("criterion"):
        said = answers.get(item.key.replace("-", "_"))
        if said:
            project.screening.answer(report, item.id, said)  # type: ignore[arg-type]


@screen("screen-empty", "empty")
def _nothing(easel: Easel) -> None:
    _stage(easel)


@screen("screen-no-protocol", "sample")
def _no_protocol(easel: Easel) -> None:
    _stage(easel)


@screen("screen-first", "empty")
def _first(easel: Easel) -> None:
    project, _ = _sample(easel)
    stage = _stage(easel)
    record = next(one for one in project.reports.all() if one.number == "E33")
    stage.screening.list.choose(record.id)
    easel.rest(200)


@screen("screen-proof", "empty")
def _proof(easel: Easel) -> None:
    project, report = _sample(easel)
    _answer(project, report, quality="met", learning="met", in_strategy="unclear")
    for page in range(len(project.reports.facts(report))):
        text = project.reports.page_text(report, page).text
        if "recommendation" in text.casefold():
            at = text.casefold().index("recommendation")
            line = text[at : at + 90].split("\n\n")[0]
            _prove(project, report, "learning", page, line)
            break
    desk = _stage(easel).screening
    desk.choose_stage(project.screening.stages()[1].id)
    desk.list.choose(report)
    easel.rest(300)
    assert desk.screening is not None
    proof = desk.screening.answers[1].proofs[0]
    desk.criteria.look_at(desk.screening.answers[1].criterion.id)
    desk.pages.show_proof(proof)
    easel.rest(300)


@screen("screen-overrule", "empty")
def _overrule(easel: Easel) -> None:
    project, report = _sample(easel)
    _answer(project, report, quality="met", learning="met", stated_objective="met")
    page = _stage(easel).screening
    page.choose_stage(project.screening.stages()[1].id)
    page.list.choose(report)
    easel.rest(300)
    page.verdict.choose("exclude")
    easel.rest(100)


def _differ(easel: Easel) -> None:
    """Have Coder B screen two reports otherwise, then be Coder A again."""
    project, report = _sample(easel)
    stage = project.screening.stages()[1].id
    other = next(one for one in project.reports.all() if one.file_name.startswith("vergers"))
    _answer(project, report, quality="met", learning="met", stated_objective="met")
    _prove(project, report, "stated-objective", 0, _words(project, report, 0))
    _answer(project, other.id, quality="met", introduction_objective="met")
    for one in (report, other.id):
        project.screening.decide(one, stage)
    first = project.coder
    project.become("Coder B", "CB", "#D55E00")
    _first_stage(project)
    _answer(project, report, quality="not-met", learning="met", stated_objective="unclear")
    item = next(one for one in project.protocol.all().of("criterion") if one.key == "quality")
    note = "No word on how people were chosen for interviews."
    project.screening.answer(report, item.id, "not-met", note)
    _answer(project, other.id, quality="met", learning="met", in_strategy="met")
    for one in (report, other.id):
        project.screening.decide(one, stage)
    project.become(first.name, first.initials, first.colour)


def _words(project: Project, report: ReportId, page: int) -> str:
    return project.reports.page_text(report, page).text.split("\n\n")[0]


@screen("screen-conflict", "empty")
def _conflict(easel: Easel) -> None:
    _differ(easel)
    _stage(easel, CONFLICTS)
    easel.rest(200)


@screen("screen-flow", "empty")
def _flow(easel: Easel) -> None:
    _differ(easel)
    _stage(easel, FLOW)
    easel.rest(200)


@screen("screen-balance", "empty")
def _balance(easel: Easel) -> None:
    _differ(easel)
    _stage(easel, BALANCE)
    easel.rest(200)


@screen("screen-french", "empty")
def _french(easel: Easel) -> None:
    project = easel.window.session.project
    finish(project.reports.add(SAMPLES, lambda *_: None))
    _protocol(project, "fr")
    _records(project)
    _first_stage(project)
    report = next(one for one in project.reports.all() if one.file_name.startswith("vergers"))
    _answer(project, report.id, quality="met", introduction_objective="met")
    page = _stage(easel).screening
    page.choose_stage(project.screening.stages()[1].id)
    page.list.choose(report.id)
    easel.rest(300)
