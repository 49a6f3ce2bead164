"""The queue of disagreements, kept from one question to the next."""

from collections import deque
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from coder.analysis.settled import Standing, read_settled, read_standing
from coder.model.changes import Changes, Kind
from coder.model.ids import CoderId, ReportId
from coder.model.settling import Disagreement
from coder.store import assignments
from coder.store import settlements as store
from coder.store.coders import people as who_codes
from coder.store.reports import text_hashes

_MANY_CODINGS = 500
_MANY_REPORTS = 6
"""Where more was touched, reading everything once is quicker."""

_GIVEN = frozenset({Kind.CODING, Kind.SETTLEMENT, Kind.PASSAGE, Kind.CODER, Kind.ACTION})
"""What settling writes, and taking it back."""


class _Last(NamedTuple):
    """The report that was looked through last, how it stood, and when by the clock."""

    report: ReportId
    standing: Standing
    clock: int


class _Touched(NamedTuple):
    """What was touched since somebody asked: of which kinds, and which codings and settlements."""

    kinds: set[Kind]
    codings: set[bytes]
    settlements: set[bytes]


class Queue:
    """What is to be settled; only the reports that something touched are looked through again.

    It is always what reading the whole project would give, as long as every change is noted
    before somebody asks.
    """

    def __init__(self) -> None:
        self._noted: deque[Changes] = deque()
        self._open: dict[ReportId, list[Disagreement]] = {}
        self._people: list[CoderId] = []
        self._done: frozenset[tuple[ReportId, CoderId]] = frozenset()
        self._home: dict[bytes, ReportId] = {}
        self._last: _Last | None = None
        self._is_read = False

    def note(self, changes: Changes) -> None:
        """Have what a change touched looked at again; any thread may say so."""
        self._noted.append(changes)

    def read(self, db: Connection, clock: int) -> list[Disagreement]:
        """Return all that is to be settled, by report, in order.

        `clock` is what the project's clock said before it was asked.
        """
        reports = self._renew(db, clock)
        return [one for report in reports for one in self._open.get(report, ())]

    def standing(self, db: Connection, report: ReportId, clock: int) -> Standing:
        """Return how things stand in one report."""
        if self._is_read:
            self._renew(db, clock)
        elif self.as_of(report, clock) is None:
            self._last = None
        if self._last is None or self._last.report != report:
            self._last = _Last(report, read_standing(db, report), clock)
        return self._last.standing

    def as_of(self, report: ReportId, clock: int) -> Standing | None:
        """Return how things stand in a report if that was read and nothing was done since."""
        last = self._last
        return last.standing if last and (last.report, last.clock) == (report, clock) else None

    def _renew(self, db: Connection, clock: int) -> list[ReportId]:
        """Look again at what was touched; return the reports in their order."""
        reports: list[ReportId] = list(text_hashes(db))
        people, done = who_codes(db), assignments.done(db)
        noted = self._drain()
        touched = self._touched(db, noted)
        is_same = self._is_read and self._people == [x for x in people if x in self._people]
        is_said = (people, done) == (self._people, self._done)
        if touched is not None and is_same:
            touched |= {report for report, _ in done ^ self._done}
            touched |= set(reports) - self._open.keys()
        self._people, self._done = people, done
        if touched is None or not is_same or len(touched) > _MANY_REPORTS:
            self._read_all(db, reports)
            return reports
        last = self._last
        before = last if last and is_said and _is_given(db, noted, last.standing) else None
        for report in touched:
            self._open.pop(report, None)
            if last and last.report == report:
                self._last = None
        for report in touched & set(reports):
            if before and before.report == report:
                standing = read_settled(db, before.standing, report)
            else:
                standing = read_standing(db, report)
            self._take(standing, [report])
            self._last = _Last(report, standing, clock)
        return reports

    def _read_all(self, db: Connection, reports: Sequence[ReportId]) -> None:
        self._open.clear()
        self._home.clear()
        self._last = None
        self._take(read_standing(db), reports)

    def _take(self, standing: Standing, reports: Sequence[ReportId]) -> None:
        self._open |= {report: [] for report in reports}
        for one in standing.open:
            self._open[one.report].append(one)
        self._home |= {one.id: one.report for one in standing.codings}
        for settled in standing.stored:
            self._home[settled.id] = settled.report
            for result in standing.results.get(settled.id, ()):
                self._home[result.coding] = settled.report
        # What was settled in one report may rest on codings that are in another one by now.
        self._is_read = all(
            self._home.get(coding, settled.report) == settled.report
            for settled in standing.stored
            for coding in settled.basis.marks
        )

    def _drain(self) -> _Touched:
        """Return what was noted, and forget it."""
        noted = _Touched(set(), set(), set())
        while self._noted:
            ids = self._noted.popleft().ids
            noted.kinds.update(kind for kind, some in ids.items() if some)
            noted.codings.update(ids.get(Kind.CODING, ()))
            noted.settlements.update(ids.get(Kind.SETTLEMENT, ()))
        return noted

    def _touched(self, db: Connection, noted: _Touched) -> set[ReportId] | None:
        """Return the reports that what was noted is in, or was in; None if it is not known."""
        codings, settlements = noted.codings, noted.settlements
        if not self._is_read or len(codings) > _MANY_CODINGS:
            return None
        now = store.homes(db, codings, settlements)
        if any(self._home.get(one, report) != report for one, report in now):
            return None
        return {report for _, report in now} | set(self._known(codings | settlements))

    def _known(self, ids: Iterable[bytes]) -> Iterable[ReportId]:
        return (self._home[one] for one in ids if one in self._home)


def _is_given(db: Connection, noted: _Touched, before: Standing) -> bool:
    """Say whether people's codings are what they were: what was noted is of settling alone."""
    if noted.kinds - _GIVEN or any(one.id in noted.codings for one in before.codings):
        return False
    return store.are_of_consensus(db, noted.codings)
