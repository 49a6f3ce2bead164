"""Where coders differ: clusters of codings that overlap, for each pair of coders and report."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from coder.model.coding import Coding
from coder.model.extent import Extent
from coder.model.ids import CoderId, PassageId, ReportId, content_id
from coder.model.settling import Disagreement, DisagreementKind

Pair = tuple[CoderId, CoderId]
Extents = Mapping[PassageId, Extent]
_Meeting = Mapping[PassageId, Sequence[PassageId]]


def disagreements(
    codings: Iterable[Coding],
    coders: Sequence[CoderId],
    reports: Iterable[ReportId],
    *,
    done: Collection[tuple[ReportId, CoderId]] = (),
    extents: Extents | None = None,
) -> list[Disagreement]:
    """Return where each two of these coders differ, by report in the order of `reports`.

    Two coders are compared in a report that each of them has a coding in or is `done` with.
    `extents` tells how far areas and passages in parts reach (`coder.analysis.extents`); all
    others are taken from their codings. Lost codings are left out: they are nowhere in the text.
    """
    wanted, known = set(coders), extents or {}
    by_report: dict[ReportId, list[Coding]] = defaultdict(list)
    for one in codings:
        if one.coder in wanted and not one.is_lost:
            by_report[one.report].append(one)
    found = []
    for report in reports:
        here = sorted(by_report.get(report, ()), key=_order)
        at_work = {one.coder for one in here} | {who for on, who in done if on == report}
        reach: dict[PassageId, Extent] = {}
        for one in here:
            if one.passage not in reach:
                reach[one.passage] = known.get(one.passage) or Extent.of(one)
        meeting = _meetings(reach)
        for pair in combinations([one for one in coders if one in at_work], 2):
            theirs = [one for one in here if one.coder in pair]
            some = sorted(_between(theirs, pair, reach, meeting), key=_first_of)
            mark = b"".join(sorted(pair))
            found += [_told(theirs, pair, mark, *rest) for rest in some]
    return found


def _order(coding: Coding) -> tuple[int, int, int, int, bytes]:
    return coding.page, coding.start, coding.end_page, coding.end, coding.id


_Found = tuple[DisagreementKind, list[int], list[int]]
"""What differs: the kind, the codings in question by number, and the agreed ones there."""


def _first_of(found: _Found) -> int:
    return min(found[1] + found[2])


def _between(
    codings: list[Coding], pair: Pair, reach: Extents, meeting: _Meeting
) -> Iterator[_Found]:
    """Yield what differs between two coders: the kind, the codings in question, the others.

    The last are what the other coder has in the same place, where all of that is agreed.
    """
    on: dict[PassageId, list[int]] = defaultdict(list)
    for at, one in enumerate(codings):
        on[one.passage].append(at)
    met = [[at for place in meeting[one.passage] for at in on[place]] for one in codings]
    same_code = [
        (at, other)
        for at, others in enumerate(met)
        for other in others
        if other < at and codings[other].code == codings[at].code
    ]
    alone: list[list[int]] = []
    for group in _joined(range(len(codings)), same_code):
        first = [codings[at] for at in group if codings[at].coder == pair[0]]
        second = [codings[at] for at in group if codings[at].coder != pair[0]]
        if not first or not second:
            alone.append(group)
        elif not _alike(first, second, reach):
            yield "boundary", group, []
    yield from _one_sided(codings, alone, met)


def _one_sided(
    codings: list[Coding], alone: list[list[int]], met: list[list[int]]
) -> Iterator[_Found]:
    """Yield what became of codes that only one coder put: missed, or another code instead."""
    group_of = {at: number for number, group in enumerate(alone) for at in group}
    others = [
        sorted({o for at in group for o in met[at] if codings[o].coder != codings[at].coder})
        for group in alone
    ]
    rivals = [
        (number, group_of[other])
        for number, some in enumerate(others)
        for other in some
        if group_of.get(other, number) < number
    ]
    for numbers in _joined(range(len(alone)), rivals):
        in_question = [at for number in numbers for at in alone[number]]
        agreed = others[numbers[0]] if len(numbers) == 1 else []
        is_missed = len(numbers) == 1 and not agreed
        yield "missed" if is_missed else "code", in_question, agreed


def _told(
    codings: list[Coding],
    pair: Pair,
    mark: bytes,
    kind: DisagreementKind,
    in_question: list[int],
    agreed: list[int],
) -> Disagreement:
    differ = [codings[at] for at in sorted(in_question)]
    every = [codings[at] for at in sorted(in_question + agreed)] if agreed else differ
    return Disagreement(
        report=every[0].report,
        kind=kind,
        page=every[0].page,
        first=tuple([one for one in every if one.coder == pair[0]]),
        second=tuple([one for one in every if one.coder == pair[1]]),
        coders=pair,
        codes=tuple(dict.fromkeys([one.code for one in differ])),
        key=content_id(mark + b"".join(sorted([one.id for one in differ]))).hex(),
    )


def _alike(first: list[Coding], second: list[Coding], reach: Extents) -> bool:
    """Say whether two coders' codings of one code reach equally far."""
    one, other = ([reach[coding.passage] for coding in some] for some in (first, second))
    return all(any(a.is_like(b) for b in other) for a in one) and all(
        any(b.is_like(a) for a in one) for b in other
    )


def _meetings(reach: Extents) -> dict[PassageId, list[PassageId]]:
    """Return for each passage those that it has a place in common with, itself included."""
    found = {passage: [passage] for passage in reach}
    ordered = sorted((_first(extent), _last(extent), passage) for passage, extent in reach.items())
    open_: list[tuple[tuple[int, int], PassageId]] = []
    for begin, end, passage in ordered:
        open_ = [(until, other) for until, other in open_ if until > begin]
        for _, other in open_:
            if reach[passage].meets(reach[other]):
                found[passage].append(other)
                found[other].append(passage)
        open_.append((end, passage))
    return found


def _first(extent: Extent) -> tuple[int, int]:
    return (extent.area[0], -1) if extent.area else extent.stretches[0][:2]


def _last(extent: Extent) -> tuple[int, int]:
    """Return a place behind the last one of a passage; for an area the end of its page."""
    if extent.area:
        return extent.area[0] + 1, -1
    page, _, end = extent.stretches[-1]
    return page, end


def _joined(numbers: Iterable[int], links: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return the numbers in groups that links hold together, each in order."""
    above = {number: number for number in numbers}

    def top(number: int) -> int:
        while above[number] != number:
            above[number] = above[above[number]]
            number = above[number]
        return number

    for one, other in links:
        low, high = sorted((top(one), top(other)))
        above[high] = low
    groups: dict[int, list[int]] = defaultdict(list)
    for number in above:
        groups[top(number)].append(number)
    return list(groups.values())
