"""The flow of reports through screening (after PRISMA 2020), counted from what was decided."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from coder.analysis.screened import Standing, read_standing
from coder.analysis.screening_rule import NONE_MET
from coder.model.attribute import Family
from coder.model.flow import PLACES, Count, Flow, Place, Reason, Source
from coder.model.ids import ItemId, ReportId
from coder.model.report import Report
from coder.model.screening import State
from coder.store import attributes as attribute_store

OTHER_REASONS = "Other reasons"
_SOURCE = "source"
_FIRST: Mapping[State, Place] = {"exclude": "excluded", "open": "open", "conflict": "conflict"}
_LATER: Mapping[State, Place] = {
    "exclude": "rejected", "open": "undecided", "conflict": "unsettled",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Stand:
    """Where a report stands, and for what reason if it was excluded."""

    place: Place
    reason: tuple[str, ItemId | None] = ("", None)


def read_flow(db: Connection) -> Flow:
    """Count the flow of the project as it stands."""
    return counted(read_standing(db), attribute_store.families(db))


def counted(standing: Standing, families: Sequence[Family]) -> Flow:
    """Count every report once, and every family once: where its furthest report stands."""
    stands = {one.id: _stand(standing, one) for one in standing.reports}
    speaking = [_speaks(one, stands) for one in families]
    return Flow(
        sources=_sources(standing, families),
        counts={
            place: Count(
                sum(one.place == place for one in stands.values()),
                sum(stands[one].place == place for one in speaking),
            )
            for place in PLACES
        },
        screening_reasons=_reasons("excluded", stands, speaking),
        reasons=_reasons("rejected", stands, speaking),
        stages=tuple(stage.name for stage in standing.stages),
        places={report: one.place for report, one in stands.items()},
    )


def _stand(standing: Standing, report: Report) -> _Stand:
    if standing.is_double(report):
        return _Stand("duplicate")
    stages = standing.stages
    place: Place = "open"
    for number, stage in enumerate(stages):
        state = standing.team[report.id, stage.id]
        if state == "not-reached":
            return _Stand("not-retrieved")
        if number == 1 and state == "open" and not standing.is_there(report):
            return _Stand("awaiting")
        if state not in ("include", "possible"):
            found = (_LATER if number else _FIRST)[state]
            reason = _reason(standing, report.id, stage.id) if state == "exclude" else ("", None)
            return _Stand(found, reason)
        place = "included" if state == "include" else "possible"
    return _Stand(place)


def _reason(standing: Standing, report: ReportId, stage: ItemId) -> tuple[str, ItemId | None]:
    """Return the reason that counts: the settled one, else the first that names a criterion."""
    every = [one for one in standing.decisions(report, stage) if one.verdict == "exclude"]
    decisions = [one for one in every if one.is_settled] or every
    for one in decisions:
        criterion = standing.protocol.by_id.get(one.criterion) if one.criterion else None
        if criterion is not None:
            return criterion.name, criterion.id
    is_none_met = any(one.reason == NONE_MET for one in decisions)
    return (NONE_MET if is_none_met else OTHER_REASONS), None


def _speaks(family: Family, stands: Mapping[ReportId, _Stand]) -> ReportId:
    """Return the report by which a family counts: the furthest, and of several the main one."""

    def rank(report: ReportId) -> tuple[int, bool]:
        return PLACES.index(stands[report].place), report != family.main

    return min(family.reports, key=rank)


def _sources(standing: Standing, families: Sequence[Family]) -> tuple[Source, ...]:
    """Count reports, and families by their main report, by how they were found."""
    attribute = standing.protocol.named("attribute", _SOURCE)
    said = {one.id: standing.values[one.id].kept.get(_SOURCE, "") for one in standing.reports}
    mains = [said[one.main] for one in families]
    names = {choice.key: choice.name for choice in attribute.choices} if attribute else {}
    known = [*names, *sorted(set(said.values()) - names.keys() - {""}), ""]
    counts = [(key, Count(_times(key, said.values()), _times(key, mains))) for key in known]
    return tuple(Source(key, names.get(key, key), count) for key, count in counts if count)


def _times(key: str, keys: Iterable[str]) -> int:
    return sum(one == key for one in keys)


def _reasons(
    place: Place, stands: Mapping[ReportId, _Stand], speaking: Sequence[ReportId]
) -> tuple[Reason, ...]:
    found: dict[tuple[str, ItemId | None], list[ReportId]] = {}
    for report, one in stands.items():
        if one.place == place:
            found.setdefault(one.reason, []).append(report)
    spoken = set(speaking)
    reasons = [
        Reason(name, criterion, Count(len(some), len(spoken & set(some))), tuple(some))
        for (name, criterion), some in found.items()
    ]
    return tuple(sorted(reasons, key=lambda one: (one.name == OTHER_REASONS, -one.count.reports)))
