"""Which codings a team stands by: what was settled, and what its coders agree on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection

from coder.analysis.disagreements import Extents
from coder.analysis.settled import Standing, read_standing
from coder.model.coding import Coding
from coder.model.extent import Extent
from coder.model.ids import CONSENSUS, CodeId, CoderId, CodingId, PassageId, ReportId
from coder.store import codings

Consensus = Mapping[CodingId, tuple[Coding, ...]]
"""The codings that are shown, each with all that say the same, itself first."""

_Cell = tuple[ReportId, CodeId]


def read_consensus(db: Connection, report: ReportId | None = None) -> Consensus:
    """Return the consensus in one report, or in all."""
    settled = codings.listing(db, report, coders=[CONSENSUS])
    return consensus(read_standing(db, report), settled)


def consensus(standing: Standing, settled: Iterable[Coding]) -> Consensus:
    """Return the consensus; `settled` are the codings of Consensus.

    These are shown, once each, even when their settlement is stale: that is told elsewhere. With
    them is shown what all coders of a report agree on: each of them put the same code on the same
    text, or nearly the same area. The same code on text that only overlaps is a disagreement
    about the boundary, so it waits to be settled. Of codings that say the same, the one of the
    coder with the lowest id is shown; where Consensus has that code on some of the passage, that
    speaks for it.

    A report that only one coder has worked on is shown as they coded it: nobody differs. In the
    others, codings that were lost when the file was replaced are left out until they are placed.
    """
    shown: dict[CodingId, tuple[Coding, ...]] = {}
    places: set[tuple[PassageId, CodeId]] = set()
    given: dict[_Cell, list[Extent]] = defaultdict(list)
    for one in settled:
        if (one.passage, one.code) not in places:
            places.add((one.passage, one.code))
            given[one.report, one.code].append(_reach(one, standing.extents))
            shown[one.id] = (one,)
    for some in _agreed(standing):
        first = some[0]
        here = given.get((first.report, first.code), ())
        if any(_reach(first, standing.extents).meets(extent) for extent in here):
            continue
        shown[first.id] = some
    return shown


def _agreed(standing: Standing) -> Iterator[tuple[Coding, ...]]:
    """Yield the codings that nobody of a report's coders differs from, with their like."""
    in_question = {one.id for each in standing.disagreements for one in each.in_question}
    at_work: dict[ReportId, set[CoderId]] = defaultdict(set)
    by_report: dict[ReportId, list[Coding]] = defaultdict(list)
    for report, coder in standing.done:
        at_work[report].add(coder)
    for one in standing.codings:
        at_work[one.report].add(one.coder)
        by_report[one.report].append(one)
    for report, some in by_report.items():
        if len(at_work[report]) == 1:
            yield from ((one,) for one in some)
            continue
        agreed = [one for one in some if one.id not in in_question and not one.is_lost]
        speaker = min((one.coder for one in agreed), default=None)
        like = _Like(agreed, standing.extents)
        yield from (like.of(one) for one in agreed if one.coder == speaker)


class _Like:
    """The codings of a report, to be asked for those that say the same."""

    def __init__(self, some: Sequence[Coding], extents: Extents) -> None:
        self._extents = extents
        self._on: dict[tuple[PassageId, CodeId], list[Coding]] = defaultdict(list)
        self._areas: dict[CodeId, list[Coding]] = defaultdict(list)
        for one in some:
            self._on[one.passage, one.code].append(one)
            if one.is_area:
                self._areas[one.code].append(one)

    def of(self, coding: Coding) -> tuple[Coding, ...]:
        """Return a coding and those of the other coders that say the same."""
        among = self._on[coding.passage, coding.code]
        if coding.is_area:
            extent = _reach(coding, self._extents)
            areas = self._areas[coding.code]
            among = [one for one in areas if _reach(one, self._extents).is_like(extent)]
        return coding, *(one for one in among if one.coder != coding.coder)


def _reach(coding: Coding, extents: Extents) -> Extent:
    return extents.get(coding.passage) or Extent.of(coding)
