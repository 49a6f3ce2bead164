"""Copies of one project in which people put other files in the place of a report, and code."""

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

from coder.model.ids import CodingId, ItemId, ReportId
from coder.model.passage import Passage
from coder.project import Project
from coder.services import replacing
from tests.building import PAGES, add_report, place, taken
from tests.coder.merging_made import PEOPLE, Working, define, new_folder

_FIRST, _SECOND = PAGES
FILES = [
    PAGES,
    [["A word before all else, and a date."], _FIRST, _SECOND],
    [[_FIRST[0], _FIRST[2], "Nothing else is left of what stood on two pages once."]],
    [_FIRST, ["Corrected.", _SECOND[0].replace("coherent with", "close to"), *_SECOND[1:]]],
]
"""The pages of the first file and of three others: a page more; a page less, lines gone; the
first page as it was, words changed on the second."""


def base(folder: Path) -> Path:
    """Return a project of one report with codings, a rating and an attribute resting on it."""
    path = folder / "base.evc"
    path.write_bytes(_base())
    return path


@cache
def _base() -> bytes:
    folder = new_folder()
    project = Project.create(folder / "base.evc", ("Coder L", "L", "#0072B2"), name="Fisheries")
    report = add_report(project, "Alpha", FILES[0]).id
    code = project.codebook.add(None, None, "Needs")
    project.codebook.add(None, None, "Reach")
    define(project)
    donor = project.protocol.add("attribute", "donor", "Donor", type="text")
    project.attributes.set(report, donor, "Norway", line_of(project, report, 1, 1))
    for name in PEOPLE:
        project.become(name)
        for page in range(2):
            project.codings.add(line_of(project, report, page, 0), [code], name)
            project.codings.add(line_of(project, report, page, 1), [code])
    project.close()
    made = project.path.read_bytes()
    shutil.rmtree(folder)
    return made


def line_of(project: Project, report: ReportId, page: int, line: int, more: int = 0) -> Passage:
    """Return the passage of a line, less so many characters at its end, of a report as it is."""
    texts = project.reports.plain_texts(report)
    page %= len(texts)
    lines = texts[page].split("\n")
    line %= len(lines)
    start = sum(len(one) + 1 for one in lines[:line])
    return place(project, report, (page, start, start + len(lines[line]) - more))


class Following(Working):
    """Somebody at work in a copy of the base."""

    @property
    def report(self) -> ReportId:
        """Return the only report."""
        return self.project.reports.all()[0].id

    def replace(self, a: int, b: int, _words: str) -> None:
        """Put another file in the place of the one that the report has."""
        number = (a + b) % len(FILES)
        extraction, content = taken(f"File {number}", FILES[number])
        if number == 0:
            extraction, content = taken("Alpha", FILES[0])
        if self.project.reports.get(self.report).sha256 != extraction.sha256:
            file = Path(f"file-{number}.pdf")
            replacing._put(self.project, self.report, file, extraction, content)

    def code(self, a: int, b: int, words: str) -> None:
        """Put a code on a line."""
        codes = self.project.codebook.codes()
        passage = line_of(self.project, self.report, a % 3, b % 3, a % 2)
        self.project.codings.add(passage, [codes[b % 2].id], words)

    def on_own(self, a: int, b: int, words: str) -> None:
        """Change or delete a coding of one's own."""
        mine = self.project.codings.listing(coders={self.project.coder.id})
        if not mine:
            return
        one, codings = mine[a % len(mine)].id, self.project.codings
        extent = line_of(self.project, self.report, a % 3, b % 3, b % 4)
        done: list[Callable[[], object]] = [
            lambda: codings.delete([one]),
            lambda: codings.set_memo(one, words),
            lambda: codings.move([one], extent),
            lambda: codings.recode(one, self.project.codebook.codes()[a % 2].id),
        ]
        done[b % 4]()

    def on_moved(self, a: int, b: int, _words: str) -> None:
        """Accept where a coding was found, whoever made it, or place it."""
        waiting = self.project.codings.unsettled(self.report)
        if not waiting:
            return
        one, codings = waiting[a % len(waiting)].id, self.project.codings
        if b % 2:
            codings.settle([one])
        else:
            codings.place(one, line_of(self.project, self.report, a % 3, b % 3))

    def judge(self, a: int, b: int, words: str) -> None:
        """Rate with a line as evidence, take evidence back, or say a value with its passage."""
        project, report = self.project, self.report
        line = line_of(project, report, a % 3, b % 3)
        scale, code = project.protocol.all().of("scale")[0].id, project.codebook.codes()[b % 2].id
        mine = project.ratings.all(coders={project.coder.id})
        behind = [one.id for rating in mine for one in rating.evidence]
        if b % 3 == 0:
            donor: ItemId = project.protocol.all().of("attribute")[0].id
            project.attributes.set(report, donor, words or "Chad", line)
        elif b % 3 == 1 and behind:
            project.ratings.unsupport(behind[a % len(behind)])
        else:
            rating = project.ratings.rate(report, code, scale, str(1 + b % 3))
            project.ratings.support(rating, passages=[line])


VERBS = (
    "replace", "replace", "replace", "code", "on_own", "on_own", "on_own", "on_moved",
    "on_moved", "judge", "judge", "undo", "undo", "settle",
)  # fmt: skip


def own(project: Project, name: str) -> set[CodingId]:
    """Return the codings of somebody."""
    who = project.coders.named(name)
    assert who is not None
    return {one.id for one in project.codings.listing(coders={who.id})}
