"""A report coded by several people, who differ here and there."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coder.model.coding import Coding
from coder.model.ids import CONSENSUS, CodeId, CoderId, CodingId, ReportId
from coder.model.passage import Passage
from coder.model.settling import Disagreement
from coder.project import Project
from tests.building import add_report, place

Span = tuple[int, int]


class Scene:
    """A project of one report, two codes, and Coder A, Coder B and Coder C; Coder A leads."""

    def __init__(self, path: Path) -> None:
        self.project = Project.create(path, ("Coder A", "A", "#0072B2"))
        self.report: ReportId = add_report(self.project, "Alpha").id
        book = self.project.codebook
        self.red: CodeId = book.add(None, None, "Red")
        self.blue: CodeId = book.add(None, None, "Blue")
        ensure = self.project.coders.ensure
        self.coder_a, self.coder_b, self.coder_c = (
            ensure(name).id for name in ("Coder A", "Coder B", "Coder C")
        )

    def at(self, span: Span, report: ReportId | None = None) -> Passage:
        return place(self.project, report or self.report, (0, *span))

    def code(
        self, coder: CoderId, span: Span, code: CodeId | None = None, memo: str = ""
    ) -> CodingId:
        """Have a coder put a code, red if none is said, on the characters of page 1."""
        (made,), _ = self.project.codings.add_many(
            [(self.at(span), code or self.red, memo)], coder
        )
        return made

    @contextmanager
    def being(self, name: str) -> Iterator[None]:
        """Act as somebody else for a while."""
        before = self.project.coder.name
        self.project.become(name)
        yield
        self.project.become(before)

    def queue(self) -> list[Disagreement]:
        return self.project.settling.queue()

    def only(self) -> Disagreement:
        (one,) = self.queue()
        return one

    def listed(self) -> list[Coding]:
        return self.project.codings.listing(coders={CONSENSUS})

    def settled(self) -> list[tuple[Span, CodeId]]:
        """Return what Consensus says: characters and code."""
        return [((one.start, one.end), one.code) for one in self.listed()]
