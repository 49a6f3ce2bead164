"""How far coders agree, live from their codings and judgements, and where they do not."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from coder import garbage
from coder.analysis.agreement import Names, agreement_levels
from coder.analysis.agreement_judged import JudgedRead, judged_levels, judges, read_judged
from coder.analysis.bootstrap import LEAST
from coder.analysis.coded import Coded, read_coded
from coder.analysis.disagreements import disagreements
from coder.analysis.extents import read_extents
from coder.model import agreement as told
from coder.model.agreement import Agreement, AgreementLevel, Compared
from coder.model.codebook import paths
from coder.model.coding import Coder, Coding
from coder.model.errors import ProjectError
from coder.model.ids import CoderId, ReportId
from coder.model.settling import Disagreement
from coder.progress import Work
from coder.services.door import Door
from coder.store import assignments, codings
from coder.store import coders as coder_store
from coder.store.codes import all_codes
from coder.store.reports import all_reports

BOOTSTRAPS = 1_000
_FEW = 10
_Done = frozenset[tuple[ReportId, CoderId]]


@dataclass(frozen=True)
class _Read:
    coded: Coded
    names: Names
    done: _Done
    judged: list[JudgedRead]


def agreement(
    door: Door, coders: Collection[CoderId] | None = None, bootstraps: int = BOOTSTRAPS
) -> Work[Agreement]:
    """Compare these coders, or all who coded, in the reports that two or more have worked on.

    `bootstraps` is how often reports are drawn for the 95 % intervals; 0: no intervals.

    Raises:
        ProjectError: there are not two coders to compare.
    """
    return (yield from _told(door.read(_read, coders), bootstraps))


def compare(door: Door, coders: Collection[CoderId] | None = None) -> Work[Compared | None]:
    """Return agreement and disagreements, or None where no report is double-coded."""
    if len(door.read(_people, coders)) < 2:
        return None
    read, found = door.read(_read_both, coders)
    agreed = yield from _told(read, BOOTSTRAPS)
    is_something = agreed.double_coded or agreed.judgements
    return Compared(agreed, tuple(found)) if is_something else None


def at_work(db: Connection) -> list[Coder]:
    """Return whom agreement can compare, by name: who coded, is done with a report, or judged."""
    some = {who for _, who in assignments.done(db)} | judges(db)
    return [one for one in coder_store.all_coders(db) if one.codings or one.id in some]


@garbage.left_alone()
def find_disagreements(
    db: Connection, coders: Collection[CoderId] | None = None
) -> list[Disagreement]:
    """Return where each two of these coders, or of all who coded, differ; by report, in order."""
    people = [one.id for one in _people(db, coders)]
    return _differing(db, people, codings.listing(db, coders=people))


def _differing(
    db: Connection, people: Sequence[CoderId], listed: Sequence[Coding]
) -> list[Disagreement]:
    reports = [report.id for report in all_reports(db)]
    done, extents = assignments.done(db), read_extents(db)
    return disagreements(listed, people, reports, done=done, extents=extents)


def _told(read: _Read, bootstraps: int) -> Work[Agreement]:
    everyone = read.coded.among(list(range(len(read.coded.people))))
    levels = yield from agreement_levels(read.coded, read.names, bootstraps)
    judged = yield from judged_levels(read.judged, bootstraps)
    double_coded = tuple(read.names.reports[at][0] for at in everyone.rows)
    return Agreement(
        coders=tuple(one for one, _ in read.names.coders),
        names=tuple(name for _, name in read.names.coders),
        reports=len(read.names.reports),
        double_coded=double_coded,
        levels=levels | judged,
        warnings=tuple(_warnings(everyone, levels, read, double_coded)),
        left_out={"areas": len(everyone.areas), "lost": int(everyone.lost.sum())},
        bootstraps=bootstraps if len(double_coded) >= LEAST else 0,
    )


def _people(db: Connection, chosen: Collection[CoderId] | None) -> list[Coder]:
    """Return the coders to compare, by name: those chosen, or all who coded or are done.

    Where that is less than two, those who judged are compared.
    """
    everyone = coder_store.all_coders(db)
    if chosen is not None:
        return [one for one in everyone if one.id in set(chosen)]
    done = {who for _, who in assignments.done(db)}
    coded = [one for one in everyone if one.codings or one.id in done]
    if len(coded) > 1:
        return coded
    # Who screen or rate need not code.
    at_work = judges(db)
    return [one for one in everyone if one in coded or one.id in at_work]


@garbage.left_alone()
def _read_both(
    db: Connection, chosen: Collection[CoderId] | None
) -> tuple[_Read, list[Disagreement]]:
    people = [one.id for one in _people(db, chosen)]
    listed = codings.listing(db, coders=people)
    return _read(db, chosen, listed), _differing(db, people, listed)


@garbage.left_alone()
def _read(
    db: Connection,
    chosen: Collection[CoderId] | None,
    listed: Sequence[Coding] | None = None,
) -> _Read:
    people = _people(db, chosen)
    if len(people) < 2:
        raise ProjectError(
            "Agreement needs the work of two coders. Merge the copies of the others first."
        )
    reports, codes, done = all_reports(db), all_codes(db), assignments.done(db)
    by_path = paths(codes)
    names = Names(
        reports=[(one.id, one.title) for one in reports],
        codes=[(one.id, by_path[one.id]) for one in codes],
        coders=[(one.id, one.name) for one in people],
    )
    ids = ([one.id for one in reports], [one.id for one in codes], [one.id for one in people])
    coded = read_coded(db, *ids, done, listed)
    return _Read(coded, names, done, read_judged(db, chosen))


def _warnings(
    coded: Coded,
    levels: dict[str, AgreementLevel],
    read: _Read,
    double_coded: Collection[ReportId],
) -> Iterable[str]:
    count = len(double_coded)
    if not count:
        yield "No report was coded by two of these coders: there is nothing to compare yet."
        return
    if count < _FEW:
        intervals = "the intervals are rough" if count >= LEAST else "too few for intervals"
        yield (
            f"Only {count} {_plural('report', count)} double-coded: {intervals}, and the figures "
            "may change much with the next report."
        )
    if read.done:
        yield from _unfinished(coded, read)
    yield from _skewed(levels["report"])
    if levels["character"].overall["cu_alpha"].note == told.NOT_EXCLUSIVE:
        yield (
            "Coders put several codes on the same text, so that codes are not exclusive: the "
            "unitizing alphas compare each code with no code, not codes with each other."
        )
    if areas := len(coded.areas):
        yield (
            f"{areas:,} {_codings(areas)} of areas: counted in reports and passages, left out of "
            "the characters."
        )
    if lost := int(coded.lost.sum()):
        yield (
            f"{lost:,} {_codings(lost)} without a place in the present file of the report: "
            "counted in reports, left out of passages and characters."
        )


def _unfinished(coded: Coded, read: _Read) -> Iterable[str]:
    """Warn of reports that count although somebody at work there is not done."""
    done = sum(
        all(
            (read.names.reports[row][0], read.names.coders[who][0]) in read.done
            for who, is_there in zip(coded.people, present, strict=True)
            if is_there
        )
        for row, present in zip(coded.rows, coded.at_work, strict=True)
    )
    count = len(coded.rows)
    if open_ := count - done:
        yield (
            f"{open_} of {count} double-coded {'report' if count == 1 else 'reports'} "
            f"{'is' if open_ == 1 else 'are'} not said to be done by all: "
            "what is still to be coded counts as not coded."
        )


def _skewed(level: AgreementLevel) -> Iterable[str]:
    if level.overall.is_skewed:
        yield (
            f"{level.overall.prevalence:.0%} of the pairs of report and code are coded: with so "
            "little variation kappa and alpha are low however well coders agree. Read them beside "
            "percent agreement and AC1."
        )
    elif rare := sum(row.is_skewed for row in level.codes):
        are, their = ("is", "its") if rare == 1 else ("are", "their")
        yield (
            f"{rare} of {len(level.codes)} codes {are} in nearly no report or in nearly all: "
            f"{their} kappa and alpha are low however well coders agree. Read them beside percent "
            "agreement and AC1."
        )


def _plural(word: str, count: int) -> str:
    return f"{word} is" if count == 1 else f"{word}s are"


def _codings(count: int) -> str:
    return "coding" if count == 1 else "codings"
