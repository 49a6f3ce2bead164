"""A project to be screened: the sample reports, records without a file, and the protocol."""

from pathlib import Path

from coder.codebooks import find, load
from coder.model.ids import ItemId, ReportId
from coder.model.protocol import Item
from coder.progress import finish
from coder.project import Project
from tests.ui.at_the_window import SAMPLES

RECORDS = (
    {
        "title": "Cash transfers in four districts",
        "type": "project",
        "year": "2016",
        "language": "en",
    },
    {
        "title": "Pension reform, ten years on",
        "type": "thematic",
        "year": "2009",
        "language": "fr",
    },
    {"title": "Skills for rural youth: progress report", "year": "2015", "language": "en"},
    {
        "title": "A floor for all: joint evaluation",
        "type": "joint",
        "year": "2017",
        "language": "es",
    },
)


def build(path: Path, language: str = "en", records: int = 4) -> Project:
    """Make a project with the sample's reports and some records."""
    books = [load(find("review-protocol"), language)]
    project = Project.create(path, ("Coder A", "CA", "#0072B2"), books, name="Screening")
    finish(project.reports.add(SAMPLES, lambda *_: None))
    for one in project.reports.all():
        say(project, one.id, type="project", year="2016", language="en")
    project.attributes.add_records(list(RECORDS[:records]))
    return project


def say(project: Project, report: ReportId, **values: str) -> None:
    """Say what attributes are for a report, by their keys."""
    known = {one.key: one.id for one in project.attributes.defined()}
    project.attributes.set_many([(report, known[key], said) for key, said in values.items()])


def criterion(project: Project, key: str) -> Item:
    """Return a criterion by its key."""
    return next(one for one in project.protocol.all().of("criterion") if one.key == key)


def stage(project: Project, at: int) -> ItemId:
    """Return a stage by its place."""
    return project.screening.stages()[at].id
