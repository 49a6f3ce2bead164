"""Agreement of judgements: decisions of screening, and ratings scale by scale."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from sqlalchemy import Connection

from coder.analysis.agreement import Names, level_rows
from coder.analysis.bootstrap import LEAST
from coder.analysis.judgements import subjects
from coder.analysis.level_judged import Judged, JudgedLevel, Said
from coder.model.agreement import DECISIONS, RATINGS, AgreementLevel, AgreementRow
from coder.model.ids import CONSENSUS, CodeId, CoderId
from coder.model.protocol import Item, Protocol
from coder.progress import Progress, Work
from coder.store import ratings, screening
from coder.store.coders import all_coders
from coder.store.items import protocol
from coder.store.reports import all_reports

VERDICTS = ("exclude", "possible", "include")


@dataclass(frozen=True)
class JudgedRead:
    """What is to be compared at one level, and how the level is called."""

    name: str
    title: str
    unit: str
    words: tuple[str, str]
    judged: Judged
    names: Names


def judges(db: Connection) -> set[CoderId]:
    """Return who decided or rated anything."""
    found = {one.coder for one in screening.decisions(db) if one.verdict}
    found |= {one.coder for one in ratings.listing(db) if one.origin == "reviewer"}
    return found - {CONSENSUS}


def read_judged(db: Connection, chosen: Collection[CoderId] | None = None) -> list[JudgedRead]:
    """Return the levels at which two of these coders, or of all, have judged something."""
    known = protocol(db)
    read = [_decisions(db, known, chosen)]
    given = [one for one in ratings.listing(db) if one.origin == "reviewer"]
    named = subjects(db, known) if given else {}
    for scale in known.of("scale"):
        said = [
            (one.report, one.subject, one.coder, one.level)
            for one in given
            if one.scale == scale.id
        ]
        read.append(_rated(db, scale, said, named, chosen))
    return [one for one in read if one is not None]


def judged_levels(read: Sequence[JudgedRead], bootstraps: int) -> Work[dict[str, AgreementLevel]]:
    """Compare all coders and each two of them at these levels."""
    found = {}
    for done, one in enumerate(read):
        yield Progress(done, len(read), f"Comparing {one.title.lower()}")
        found[one.name] = _level(one, bootstraps)
    return found


def _decisions(
    db: Connection, known: Protocol, chosen: Collection[CoderId] | None
) -> JudgedRead | None:
    said: list[Said] = [
        (one.report, one.stage, one.coder, one.verdict) for one in screening.decisions(db)
    ]
    stages = {bytes(one.id): one.name for one in known.of("stage")}
    found = _among(db, said, stages, VERDICTS, chosen, is_ordered=False)
    if found is None:
        return None
    unit = "A report at a stage: the verdict of each coder, as a name."
    words = "double-screened", "screened"
    return JudgedRead(DECISIONS, "Screening decisions", unit, words, *found)


def _rated(
    db: Connection,
    scale: Item,
    said: Sequence[Said],
    named: Mapping[bytes, str],
    chosen: Collection[CoderId] | None,
) -> JudgedRead | None:
    lowest_first = [one.key for one in reversed(scale.levels)]
    found = _among(db, said, named, lowest_first, chosen, is_ordered=True)
    if found is None:
        return None
    unit = (
        f"A report and what was rated of it on “{scale.name}”: the level of each coder, as a "
        "step. What is not rated or not assessable is on no step and left out."
    )
    name, words = f"{RATINGS}:{scale.key}", ("double-rated", "rated")
    return JudgedRead(name, f"Ratings: {scale.name}", unit, words, *found)


def _among(
    db: Connection,
    said: Sequence[Said],
    named: Mapping[bytes, str],
    categories: Sequence[str],
    chosen: Collection[CoderId] | None,
    *,
    is_ordered: bool,
) -> tuple[Judged, Names] | None:
    """Return the judgements with names, None where no two coders judged the same."""
    given = [one for one in said if one[2] != CONSENSUS and one[3] in categories]
    who = {one[2] for one in given}
    people = [one for one in all_coders(db) if one.id in who and (not chosen or one.id in chosen)]
    if len(people) < 2:
        return None
    used = {one[1] for one in given}
    names = Names(
        reports=[(one.id, one.title) for one in all_reports(db)],
        codes=[(CodeId(one), name) for one, name in named.items() if one in used],
        coders=[(one.id, one.name) for one in people],
    )
    ids = tuple([one for one, _ in some] for some in (names.reports, names.codes, names.coders))
    judged = Judged.of(given, ids, categories, is_ordered=is_ordered)  # type: ignore[arg-type]
    return (judged, names) if judged.judged[0] else None


def _level(read: JudgedRead, bootstraps: int) -> AgreementLevel:
    people = range(len(read.judged.people))
    scopes = [read.judged.among(list(people))]
    if len(people) > 2:
        scopes += [read.judged.among(pair) for pair in combinations(people, 2)]
    told = [
        level_rows(
            scope, JudgedLevel.of(scope), read.names, _times(scope, bootstraps), whole=not at
        )
        for at, scope in enumerate(scopes)
    ]
    (overall, by_subject, by_report), *others = told
    double, some = read.judged.judged
    return AgreementLevel(
        name=read.name,
        overall=overall,
        pairs=tuple(pair for pair, _, _ in others) or (overall,),
        codes=(),
        reports=tuple(by_report),
        subjects=tuple(_named(one) for one in by_subject),
        title=read.title,
        unit=read.unit,
        basis=f"computed on {double} {read.words[0]} of {some} {read.words[1]}",
    )


def _times(scope: Judged, bootstraps: int) -> int:
    """Return how often reports are drawn: never where too few were judged by two."""
    return bootstraps if scope.double_rows >= LEAST else 0


def _named(row: AgreementRow) -> AgreementRow:
    """Return a row of a subject, which need not be a code."""
    return replace(row, code=None, subject=row.code or b"")
