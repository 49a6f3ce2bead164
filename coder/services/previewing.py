"""What merging files would bring: found out, told, and nothing of it kept.

Of files that bring little it is the merge itself, taken back. Where much comes, new codings that
nobody touched since are counted in their files, and only the rest is merged and taken back: to
the last figure the same, and there at once.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection

from coder.model.team import Preview
from coder.progress import Progress, Work
from coder.services.bringing import (
    Laid,
    bring,
    held,
    laid_out,
    may_move,
    refuse_unfounded,
    reports_of,
    take_in,
    tell,
)
from coder.services.door import Keeper
from coder.store import closure, union_texts
from coder.store.runs import Runs
from coder.store.source import Source, opened_ahead
from coder.store.staging import Stage, put_apart
from coder.store.survey import Survey, survey
from coder.store.union import UnfoundedError, Union, lacking
from coder.store.union import refuse_unfounded as refuse

MUCH = 20_000
"""So many operations are counted rather than merged and taken back."""
_AT_ONCE = 2


class _Ends(Exception):  # noqa: N818 - no error: it ends a transaction that stays nowhere
    """Everything was looked at; nothing of it is to stay."""


class _CannotCount(Exception):  # noqa: N818 - no error: the other way is taken
    """What comes is not a matter of counting."""


_Telling = Callable[[Keeper, Connection, Stage, Sequence[Source]], Work[list[Preview]]]


def preview(project: Keeper, files: Sequence[Path]) -> Work[list[Preview]]:
    """Tell what merging these files would bring, in their order.

    Raises:
        ProjectError: one cannot be merged; it names the file.
    """
    with ExitStack() as opened:
        sources: list[Source] = []
        for source in opened_ahead(files, looked_through=False):
            opened.enter_context(closing(source))
            yield Progress(len(sources), len(files), f"Looking at {source.name}")
            sources.append(source)
        try:
            return (yield from _taken_back(project, sources, _counted))
        except _CannotCount:
            return (yield from _taken_back(project, sources, _merged))


def _taken_back(
    project: Keeper, sources: Sequence[Source], telling: _Telling
) -> Work[list[Preview]]:
    clock, told = project.pen.clock.last, []
    try:
        with held(project) as (db, stage):
            told = yield from telling(project, db, stage, sources)
            raise _Ends  # noqa: TRY301 - so the transaction ends, and nothing stays
    except _Ends:
        return told
    finally:
        project.pen.clock.last = clock


def _merged(
    project: Keeper, db: Connection, stage: Stage, sources: Sequence[Source]
) -> Work[list[Preview]]:
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(Source.look_through, sources))
    with ExitStack() as kept:
        laid = yield from laid_out(db, stage, sources, len(sources), kept)
        brought = [bring(project, db, one, is_real=False) for one in laid]
        refuse_unfounded(db, laid, brought)
        stage.confirm()
        return [one.preview for one in brought]


def _counted(
    _project: Keeper, db: Connection, stage: Stage, sources: Sequence[Source]
) -> Work[list[Preview]]:
    told: list[tuple[Preview, Union]] = []
    pdfs: frozenset[str] = frozenset()
    with ExitStack() as ends:
        pool = ThreadPoolExecutor(_AT_ONCE)
        ends.callback(pool.shutdown, cancel_futures=True)
        every, surveys = _begun(db, stage, sources, pool)
        _look_apart(every, sources)
        # Each is told while the next ones are still being counted.
        for source, runs, found in zip(sources, every, surveys, strict=True):
            yield Progress(len(told), len(sources), f"Counting what {source.name} brings")
            pdfs |= source.blobs()
            one = found.result()
            laid = Laid(source, runs, put_apart(db, source, one.rest, runs), pdfs)
            told.append(_told(db, laid, one))
    try:
        refuse(db, [union for _, union in told])
    except UnfoundedError as error:
        raise _CannotCount from error
    return [one for one, _ in told]


def _begun(
    db: Connection, stage: Stage, sources: Sequence[Source], pool: Executor
) -> tuple[list[Runs], list[Future[Survey]]]:
    """Return what each file brings, and its survey, begun as soon as that is known to be much.

    Raises _CannotCount when it is little.
    """
    every: list[Runs] = []
    surveys: list[Future[Survey]] = []
    for source in sources:
        every.append(lacking(db, stage, source))
        if sum(map(len, every)) >= MUCH:
            surveys += [pool.submit(survey, one) for one in sources[len(surveys) : len(every)]]
    if not surveys:
        raise _CannotCount
    return every, surveys


def _look_apart(every: Sequence[Runs], sources: Sequence[Source]) -> None:
    """Raise `_CannotCount` unless each opening of a project is in one file, wholly new."""
    seen: set[bytes] = set()
    for runs, source in zip(every, sources, strict=True):
        size = {replica: count for replica, _, _, count in source.replicas}
        for replica, some in runs.by_replica.items():
            if replica in seen or len(Runs({replica: some})) != size[replica]:
                raise _CannotCount
            seen.add(replica)


def _told(db: Connection, laid: Laid, told: Survey) -> tuple[Preview, Union]:
    union = take_in(db, laid)
    new = [line for line in told.codings if line[0] in laid.runs.by_replica]
    reports = reports_of(db, [place for _, _, place in new if place])
    union.codings += [replace(one, report=reports.get(at)) if at else one for _, one, at in new]
    union.texts |= told.texts
    is_about_used = _lets_go(union) or not closure.has_all(db, union.referred)
    if is_about_used or may_move(db, laid.source, union):
        raise _CannotCount
    # Whether a new report is one of ours is told by their texts.
    union_texts.bring(db, laid.source, with_pdfs=False)
    return tell(db, laid, union, ()), union


def _lets_go(union: Union) -> bool:
    """Say whether something was deleted that codings may use, counted ones too."""
    rows = (row for table in union.referred for row in union.now.get(table, {}).values())
    is_used = any(field == closure.USED for _, field in union.conflicts)
    return is_used or any(row is None for row in rows)
