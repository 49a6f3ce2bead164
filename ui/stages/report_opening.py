"""Opening a report in a tab: its password, its pages, the place where it was left."""

from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from coder.model.errors import NotFoundError
from coder.model.ids import ReportId
from coder.model.report import PageFacts, Report
from ui import ask
from ui.reader.source import PageSource
from ui.session import Session
from ui.stages.report_switch import shown_name


class Ready(NamedTuple):
    """A report that can be shown: what it is, its pages, and where it was last read."""

    report: Report
    facts: list[PageFacts]
    source: PageSource
    place: str


def get_ready(
    session: Session, report: ReportId, parent: QWidget, *, wrong: bool = False
) -> Ready | None:
    """Return a report ready to be shown; None, the user having been told, when it cannot be.

    `wrong` says that the password known before does not open it.
    """
    project = session.project
    try:
        found = project.reports.get(report)
    except NotFoundError as error:
        ask.tell(parent, str(error))
        return None
    if not found.has_file:
        ask.tell(
            parent,
            f"The project has no PDF of “{shown_name(found)}” yet: it is known by its particulars "
            "alone. Attach its PDF in the Reports stage to read it.",
        )
        return None
    password = _password(session, found, parent, wrong=wrong)
    if found.encrypted and password is None:
        return None
    facts = project.reports.facts(report)
    source = PageSource(
        report,
        lambda: project.reports.pdf(report),
        password,
        facts,
        lambda page: project.reports.page_text(report, page),
    )
    return Ready(found, facts, source, project.places.get(report))


def _password(session: Session, report: Report, parent: QWidget, *, wrong: bool) -> str | None:
    """Return the password of a locked report, asked for when it is not known or was wrong."""
    if not report.encrypted:
        return None
    if wrong:
        session.forget_password(report.id)
    known = session.password(report.id)
    if known is not None:
        return known
    given = ask.password(parent, report.file_name, wrong=wrong)
    if given is None:
        return None
    session.learn(report.id, given.word, keep=given.keep)
    return given.word
