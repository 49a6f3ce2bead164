"""The marks of the open report, followed change by change so that a new one shows at once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from coder.model.coding import Coding, Mark
from coder.model.errors import NotFoundError
from coder.model.ids import CodingId, PassageId, ReportId
from coder.project import Project

_FOLLOWED = 50
"""Up to so many touched codings are asked for one by one; after more, all are read again."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What a change did to the marks: those that are new or other, and those that went."""

    now: tuple[Mark, ...] = ()
    gone: tuple[CodingId, ...] = ()
    all_new: bool = False

    def __bool__(self) -> bool:
        return bool(self.now or self.gone or self.all_new)


class ReportMarks:
    """Marks of one report (or of none) by coding; `follow` takes over what an action touched."""

    def __init__(self, project: Project | None, report: ReportId | None) -> None:
        self._project = project
        self._report = report
        self._marks: dict[CodingId, Mark] = {}
        self._read()

    def _read(self) -> None:
        self._marks = {}
        if self._project and self._report:
            marks = self._project.codings.marks(self._report)
            self._marks = {mark.coding: mark for mark in marks}

    @property
    def marks(self) -> list[Mark]:
        """Return all marks of the report."""
        return list(self._marks.values())

    def codings_on(self, passage: PassageId) -> tuple[CodingId, ...]:
        """Return the codings on a passage, the oldest first."""
        found = (one.coding for one in self._marks.values() if one.passage == passage)
        return tuple(sorted(found))

    def places_of(self, codings: Iterable[CodingId]) -> list[PassageId]:
        """Return the passages that these codings are on now; none for those that are gone."""
        found = (self._marks.get(coding) for coding in codings)
        return list(dict.fromkeys(mark.passage for mark in found if mark))

    def follow(self, touched: Collection[bytes]) -> Difference:
        """Take over what became of codings; return what is different for this report."""
        if self._project is None or self._report is None:
            return Difference()
        if len(touched) > _FOLLOWED:
            self._read()
            return Difference(all_new=True)
        now, gone = [], []
        for one in map(CodingId, sorted(touched)):
            coding = _get(self._project, one)
            if coding is not None and coding.report == self._report:
                self._marks[one] = self._mark(self._project, coding)
                now.append(self._marks[one])
            elif self._marks.pop(one, None):
                gone.append(one)
        return Difference(tuple(now), tuple(gone))

    def _mark(self, project: Project, coding: Coding) -> Mark:
        known = self._marks.get(coding.id)
        if known and known.passage == coding.passage:
            quads = known.quads
        else:
            quads = project.codings.passage(coding.passage).quads
        return Mark(
            coding.id,
            coding.passage,
            coding.code,
            coding.coder,
            coding.page,
            coding.start,
            quads,
            coding.is_area,
            coding.direction,
            coding.depth,
            bool(coding.memo),
            coding.moved,
        )


def _get(project: Project, coding: CodingId) -> Coding | None:
    try:
        return project.codings.get(coding)
    except NotFoundError:
        return None
