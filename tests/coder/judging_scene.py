"""A project with the protocol, a code to rate, two reports, and two people who judge."""

from pathlib import Path

from coder.codebooks import find, load
from coder.model.ids import CodeId, ItemId, ReportId
from coder.model.passage import Passage
from coder.project import Project
from tests.building import add_report, place

A, B = "Coder A", "Coder B"


class Judging:
    """Two reports of two pages, the code Relevance with a coding, scales, checks and forms."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "judging.evc"
        book = load(find("review-protocol"))
        self.project = Project.create(self.path, (A, "A", "#0072B2"), [book])
        self.report: ReportId = add_report(self.project, "Alpha").id
        self.other: ReportId = add_report(self.project, "Beta").id
        self.code: CodeId = self.project.codebook.add(None, None, "Relevance")
        self.twin: CodeId = self.project.codebook.add(None, None, "Fit")
        self.coding = self.project.codings.add(self.passage(0, 30), [self.code])[0]
        self.six = self.item("scale", "six-point")
        self.four = self.item("scale", "four-point")
        self.check = self.item("check", "structure")

    def item(self, kind: str, key: str, parent: ItemId | None = None) -> ItemId:
        """Return the definition with this key."""
        found = self.project.protocol.all().named(kind, key, parent)  # type: ignore[arg-type]
        assert found is not None, key
        return found.id

    def field(self, form: str, key: str) -> ItemId:
        """Return a field of a form."""
        return self.item("field", key, self.item("form", form))

    def passage(self, start: int, end: int, page: int = 0, of: ReportId | None = None) -> Passage:
        """Return a passage of the first report, or of another."""
        return place(self.project, of or self.report, (page, start, end))

    def act_as(self, name: str) -> None:
        """Go on as this person."""
        self.project.become(name)
