"""What an export tells of the team's work: settlements, and definitions to revise."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from coder.analysis.settled import read_standing, settlements
from coder.model.coding import Coding
from coder.model.ids import CodeId, CoderId, CodingId, ReportId
from coder.model.settling import Settlement
from coder.store import codings as coding_store
from coder.store.coders import whose_codings
from coder.store.settlements import are_any


@dataclass(frozen=True, slots=True)
class SettledRow:
    """One settlement as an export tells it; `page` counts PDF pages from 1, 0 for none.

    `said` is what coders coded and `stands` what was settled, each a list of lines; `whose` are
    the coders who coded just what stands. `created` is ISO 8601 in UTC.
    """

    report: ReportId
    page: int
    codes: tuple[CodeId, ...]
    said: tuple[str, ...]
    stands: tuple[str, ...]
    whose: tuple[str, ...]
    verdict: str
    kind: str
    reason: str
    coder: str
    created: str
    is_stale: bool


@dataclass(frozen=True, slots=True)
class RevisedRow:
    """A code whose definition was found unclear: how often it was in question, and why."""

    code: CodeId
    unclear: int
    settled: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TeamTold:
    """The team's work; settlements in the order of reports, codes with most to revise first."""

    settled: tuple[SettledRow, ...] = ()
    revised: tuple[RevisedRow, ...] = ()


def read_team(db: Connection, paths: Mapping[CodeId, str]) -> TeamTold:
    """Return what there is to tell; `paths` are those of the codes."""
    if not are_any(db):
        return TeamTold()
    every = settlements(db, read_standing(db))
    names = {coder.id: coder.name for coder in whose_codings(db)}
    codings = {one.id: one for one in coding_store.listing(db)}
    rows = [_row(one, codings, names, paths) for one in every]
    return TeamTold(
        tuple(sorted(rows, key=lambda row: (row.report, row.page, row.created))),
        tuple(_revised(every)),
    )


def _row(
    one: Settlement,
    codings: Mapping[CodingId, Coding],
    names: Mapping[CoderId, str],
    paths: Mapping[CodeId, str],
) -> SettledRow:
    said = _known(one.codings, codings)
    stands = _known(one.results, codings)
    places = {(each.passage, each.code) for each in stands}
    whose = (names.get(each.coder, "") for each in said if (each.passage, each.code) in places)
    return SettledRow(
        report=one.report,
        page=min((each.page + 1 for each in said or stands), default=0),
        codes=one.codes,
        said=tuple(f"{names.get(each.coder, '')} · {_cited(each, paths)}" for each in said),
        stands=tuple(_cited(each, paths) for each in stands),
        whose=tuple(dict.fromkeys(whose)),
        verdict=one.verdict,
        kind=one.kind,
        reason=one.reason,
        coder=names.get(one.coder, ""),
        created=one.created,
        is_stale=one.is_stale,
    )


def _known(some: Iterable[CodingId], codings: Mapping[CodingId, Coding]) -> list[Coding]:
    found = (codings[one] for one in some if one in codings)
    return sorted(found, key=lambda one: (one.page, one.start, one.id))


def _cited(one: Coding, paths: Mapping[CodeId, str]) -> str:
    quote = f"“{one.quote}”" if one.quote else f"[{one.caption or 'Area'}]"
    return f"{paths.get(one.code, '')}: {quote} (p. {one.page + 1})"


def _revised(every: Iterable[Settlement]) -> list[RevisedRow]:
    by_code: dict[CodeId, list[Settlement]] = {}
    for one in every:
        for code in one.codes:
            by_code.setdefault(code, []).append(one)
    rows = []
    for code, some in by_code.items():
        unclear = [one for one in some if one.kind == "definition"]
        if unclear:
            reasons = dict.fromkeys(one.reason for one in unclear if one.reason)
            rows.append(RevisedRow(code, len(unclear), len(some), tuple(reasons)))
    return sorted(rows, key=lambda row: -row.unclear)
