"""A coded report and a revised file for it: some words stay, some change, some are gone."""

import functools
import tempfile
from pathlib import Path

import pymupdf

from coder.model.ids import CodeId, CoderId, CodingId, ReportId
from coder.progress import finish
from coder.project import Project
from coder.text.anchor import passage
from coder.text.index import ReportIndex
from coder.text.locate import Located, locate

CHANGED = (
    "Training raised the incomes of young women in coastal districts by a third, and the effect "
    "lasted for two seasons after the courses."
)
KEPT = "Older fishers saw no change, and two donors paid for the same landing site."
ALSO_KEPT = "The partner office kept careful records of every course."
REPLACED = "Cold storage cut losses after landing from a fifth of the catch to a tenth."
GONE = "Whether the cooperatives can pay for spare parts is not known."
NEW_PLACE = "Spare parts are beyond the means of cooperatives."

_FILLER = "The team visited nine landing sites and spoke with members of each cooperative. " * 3
_CHANGED_NOW = CHANGED.replace("a third", "about a quarter").replace("young women", "all women")
_OTHER = "Ice was made on board since the second year, and sold to other boats as well."


def pdf(path: Path, *pages: str, password: str = "") -> Path:
    """Write a file of these pages."""
    locked = {"encryption": pymupdf.PDF_ENCRYPT_AES_256, "user_pw": password, "owner_pw": "o"}
    with pymupdf.open() as document:
        for text in pages:
            document.new_page(width=595, height=842).insert_textbox((72, 72, 520, 780), text)
        document.save(path, **(locked if password else {}))
    return path


def first_file(folder: Path) -> Path:
    """Write the file that is coded."""
    second = f"{_FILLER}{ALSO_KEPT} {_FILLER}{REPLACED}"
    return pdf(folder / "report.pdf", f"{_FILLER}{CHANGED} {KEPT}", second, f"{_FILLER}{GONE}")


def revised_file(folder: Path, *, password: str = "") -> Path:
    """Write the revised file: a page less, and what is coded stands elsewhere or is gone."""
    first = f"{_CHANGED_NOW} {_FILLER}{KEPT}"
    second = f"{_FILLER}{_OTHER} {ALSO_KEPT} {_FILLER}{NEW_PLACE}"
    return pdf(folder / "report-revised.pdf", first, second, password=password)


def coded_project(path: Path) -> Project:
    """Make a project with the first file, five sentences coded, the last by another coder too.

    The file is written beside it.
    """
    project, report = _coded()
    path.write_bytes(project)
    path.with_name("report.pdf").write_bytes(report)
    return Project.open(path)


@functools.cache
def _coded() -> tuple[bytes, bytes]:
    """Make it once; what is wanted are copies."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "coded.evc"
        project = Project.create(path, ("Coder A", "CA", "#0072B2"))
        code = project.codebook.add(None, None, "Relevance")
        report = first_file(path.parent)
        finish(project.reports.add([report], lambda *_: None))
        for sentence in (CHANGED, KEPT, ALSO_KEPT, REPLACED, GONE):
            code_words(project, sentence, code)
        code_words(project, GONE, code, project.coders.ensure("Coder B", "CB", "#D55E00").id)
        project.close()
        return path.read_bytes(), report.read_bytes()


def the_report(project: Project) -> ReportId:
    """Return the only report."""
    (report,) = project.reports.all()
    return report.id


def code_words(
    project: Project, words: str, code: CodeId, coder: CoderId | None = None
) -> CodingId:
    """Put a code on words of the only report; return the coding."""
    report, reports = the_report(project), project.reports
    found = locate(words, ReportIndex(reports.plain_texts(report)))
    assert isinstance(found, Located), words
    sizes = [facts.size for facts in reports.facts(report)]
    place = passage(
        report,
        reports.get(report).text_hash,
        lambda page: reports.page_text(report, page),
        lambda page: sizes[page],
        found.ranges,
    )
    codings, _ = project.codings.add_many([(place, code, "")], coder=coder)
    return codings[0]
