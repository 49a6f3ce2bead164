"""Appraising and cards: beside the pages, across reports, and as chips in the matrix."""

from itertools import cycle

from coder.codebooks import find, load
from coder.model.ids import ReportId
from coder.model.passage import PageRange
from coder.model.protocol import NOT_RATED
from coder.project import Project
from tests.gallery.easel import Easel
from tests.gallery.matrix_screens import matrix
from tests.gallery.registry import screen
from tests.gallery.stock import anchored
from ui.stages.matrix import MatrixStage

_REASON = "Both outputs were reached on time; the tracer survey bears it out on all islands."
_LEVELS = ("5", "6", "4", "3", "5", NOT_RATED)


def _with_protocol(easel: Easel, words: str = "skills", language: str = "en") -> ReportId:
    easel.window.session.project.codebook.take(load(find("review-protocol"), language))
    return easel.report(words)


def _rate(project: Project, report: ReportId) -> None:
    """Rate a report on the top codes of the first codebook, as it does itself on some."""
    scale, theirs = (project.protocol.all().of("scale")[at] for at in (0, 1))
    book = project.codebook.codebooks()[0].id
    tops = [one for one in project.codebook.codes() if one.codebook == book and not one.parent]
    for code, level in zip(tops, cycle(_LEVELS), strict=False):
        branch = {one.id for one in project.codebook.codes() if code.id in (one.id, one.parent)}
        some = [one.id for one in project.codings.listing(report, branch)][:2]
        reason = _REASON if level in "56" else ""
        project.ratings.rate(report, code.id, scale.id, level, justification=reason, evidence=some)
    for code, level in zip(tops, ("3", "4"), strict=False):
        project.ratings.rate(report, code.id, theirs.id, level, origin="report")


def _fill(easel: Easel, report: ReportId) -> None:
    """Fill in two recommendations and a finding from the pages of the sample."""
    project = easel.window.session.project
    protocol = project.protocol.all()
    wanted = (
        ("recommendation", "1", 8, {"text": ("Bring training", "travel."),
                                    "addressee": ("Partner Office; Coastal", "Institute"),
                                    "timing": ("Team at work by", "2024")}),
        ("recommendation", "2", 8, {"text": ("Sign the agreement", "tools."),
                                    "addressee": ("Ministry of Work and Islands;", "Office")}),
        ("finding", "1", 4, {"text": ("The project answers needs", "urgent.")}),
    )  # fmt: skip
    for key, number, page, fields in wanted:
        form = protocol.named("form", key)
        assert form is not None
        passages = {}
        for name, (first, last) in fields.items():
            field = protocol.named("field", name, form.id)
            assert field is not None
            part: PageRange = easel.words(page, first, last)
            passages[field.id] = [anchored(project, report, part)]
        values = {}
        priority = protocol.named("field", "priority", form.id)
        if priority:
            values[priority.id] = "high"
        project.cards.make(report, form.id, values, passages, number=number)


@screen("appraise-none", "sample")
def _appraise_none(easel: Easel) -> None:
    easel.report("skills")
    easel.read.aside.appraising.begin()


@screen("appraise-empty", "sample")
def _appraise_empty(easel: Easel) -> None:
    _with_protocol(easel)
    easel.read.aside.appraising.begin()


@screen("appraise", "sample")
def _appraise(easel: Easel) -> None:
    report = _with_protocol(easel)
    _rate(easel.window.session.project, report)
    easel.read.aside.appraising.begin()


@screen("appraise-report", "sample")
def _appraise_report(easel: Easel) -> None:
    _appraise(easel)
    easel.read.aside.appraising.panel.list.asked.emit("whose")


@screen("appraise-checks", "sample")
def _appraise_checks(easel: Easel) -> None:
    _with_protocol(easel)
    easel.read.aside.appraising.begin()
    panel = easel.read.aside.appraising.panel
    panel.head.sheet.setCurrentIndex(panel.head.sheet.count() - 2)
    panel.head.sheetChosen.emit()
    panel.rate("met")


@screen("appraise-french", "french")
def _appraise_french(easel: Easel) -> None:
    report = _with_protocol(easel, "vergers", "fr")
    _rate(easel.window.session.project, report)
    easel.read.aside.appraising.begin()


@screen("cards-empty", "sample")
def _cards_empty(easel: Easel) -> None:
    _with_protocol(easel)
    easel.read.aside.filling.begin()


@screen("cards", "sample")
def _cards(easel: Easel) -> None:
    report = _with_protocol(easel)
    _fill(easel, report)
    easel.view.go_to(8)
    panel = easel.read.aside.filling.panel
    easel.read.aside.filling.begin()
    panel.list.setCurrentIndex(panel.rows.index(4))


@screen("cards-drafts", "sample")
def _cards_drafts(easel: Easel) -> None:
    _with_protocol(easel)
    easel.read.aside.filling.begin()
    easel.read.aside.filling.recognise()
    easel.view.go_to(8)


@screen("cards-french", "french")
def _cards_french(easel: Easel) -> None:
    _with_protocol(easel, "vergers", "fr")
    easel.read.aside.filling.begin()
    easel.read.aside.filling.recognise()


@screen("matrix-cards-empty", "sample")
def _matrix_cards_empty(easel: Easel) -> None:
    _with_protocol(easel)
    matrix(easel).pages.show_page(1)


@screen("matrix-cards", "sample")
def _matrix_cards(easel: Easel) -> None:
    report = _with_protocol(easel)
    _fill(easel, report)
    stage = matrix(easel)
    stage.pages.show_page(1)
    _choose(stage, 1)


@screen("matrix-cards-drafts", "sample")
def _matrix_cards_drafts(easel: Easel) -> None:
    for words in ("skills", "vergers"):
        _with_protocol(easel, words) if words == "skills" else easel.report(words)
        easel.read.aside.filling.recognise()
    stage = matrix(easel)
    stage.pages.show_page(1)


@screen("matrix-ratings", "sample")
def _matrix_ratings(easel: Easel) -> None:
    _rate(easel.window.session.project, _with_protocol(easel))
    matrix(easel)


def _choose(stage: MatrixStage, at: int) -> None:
    stage.cards.form.setCurrentIndex(at)
    stage.cards.form.activated.emit(at)
