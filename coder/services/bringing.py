"""Bringing in what one file says, and telling what that was."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError, ProgrammingError

from coder.model.errors import ProjectError
from coder.model.ids import ReportId
from coder.model.team import Moved, Preview
from coder.progress import Progress, Work
from coder.services import conflicts, merge_detail, merge_told, proposals
from coder.services.door import Keeper
from coder.services.replacing import follow
from coder.store import reports as reports_store
from coder.store import schema, union_texts
from coder.store import union as log
from coder.store.ops import chunks
from coder.store.runs import Runs
from coder.store.source import Source
from coder.store.staging import Came, Stage
from coder.store.union import Union

_REPORT, _TEXT = map(schema.layer.columns.keys().index, ("report", "text_hash"))
_PLACED = frozenset({"coding", "evidence", "value"})
"""The tables whose rows lie in a text."""
_ROOM = -262_144
"""The cache of SQLite in a merge, in KiB (negative by its convention)."""
_UNFOUNDED = (
    "“{file}” rests on work that this project does not have: a merge that was undone since, or "
    "what was done after the copy that this project is. Merge that work first, or ask for the "
    "whole project (.evc) in place of a work file. Nothing was changed."
)
_SENSELESS = (
    IntegrityError, InterfaceError, OperationalError, ProgrammingError, ArithmeticError,
    AttributeError, LookupError, RecursionError, TypeError, ValueError,
)  # fmt: skip
"""What comes of operations that say what makes no sense, each whole by its hash."""
_SAID_BADLY = re.compile("JSON|user-defined function")
"""Of what SQLite cannot do, that which is due to what an operation says, and not to the disk."""


@dataclass(frozen=True, slots=True)
class Laid:
    """An open file whose operations, those that are lacking, were laid out.

    `pdfs` are the SHA-256 of the PDFs that this file and those before it hold.
    """

    source: Source
    runs: Runs
    came: Came
    pdfs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of one file."""

    preview: Preview
    union: Union
    runs: Runs
    sha256: str


@contextmanager
def held(project: Keeper) -> Iterator[tuple[Connection, Stage]]:
    """Hold the project while files are merged, with a place to lay out what comes."""
    with Stage() as stage, project.exclusively() as db, with_room(db):
        yield db, stage


@contextmanager
def with_room(db: Connection) -> Iterator[None]:
    """Let SQLite keep more of the file in memory meanwhile."""
    usual = db.exec_driver_sql("PRAGMA cache_size").scalar()
    db.exec_driver_sql(f"PRAGMA cache_size = {_ROOM}")
    try:
        yield
    finally:
        db.exec_driver_sql(f"PRAGMA cache_size = {usual}")


def laid_out(
    db: Connection, stage: Stage, sources: Iterable[Source], total: int, opened: ExitStack
) -> Work[list[Laid]]:
    """Lay out what files say that is lacking; they stay open in `opened`."""
    found: list[Laid] = []
    pdfs: frozenset[str] = frozenset()
    for source in sources:
        opened.enter_context(closing(source))
        yield Progress(len(found), total, f"Looking at {source.name}")
        runs = log.lacking(db, stage, source)
        pdfs |= source.blobs()
        found.append(Laid(source, runs, stage.lay_out(source, runs), pdfs))
    stage.attach(db)
    return found


def bring(project: Keeper, db: Connection, laid: Laid, *, is_real: bool) -> Brought:
    """Take in what a file says, with the texts of new reports, and if `is_real` their PDFs.

    Raises:
        DamagedProjectError: it does not hold together.
        ProjectError: it rests on what is not here.
    """
    source, union = laid.source, take_in(db, laid)
    union_texts.bring(db, source, with_pdfs=is_real)
    clock = project.pen.clock
    clock.last = max(clock.last, union.latest)
    runs, moved = _follow(project, db, union)
    return Brought(tell(db, laid, union, moved), union, laid.runs | runs, source.sha256)


def take_in(db: Connection, laid: Laid) -> Union:
    """Take in operations.

    Raises:
        DamagedProjectError: they do not hold together.
        ProjectError: they rest on others that are not here.
    """
    try:
        return log.take_in(db, laid.came)
    except log.UnfoundedError as error:
        raise ProjectError(_UNFOUNDED.format(file=laid.source.name)) from error
    except _SENSELESS as error:
        if isinstance(error, OperationalError) and not _SAID_BADLY.search(str(error.orig)):
            raise
        raise laid.source.damaged("its history does not hold together") from error


def refuse_unfounded(db: Connection, laid: Sequence[Laid], brought: Sequence[Brought]) -> None:
    """Look, once all is in, whether what came refers to what is here; raises ProjectError."""
    try:
        log.refuse_unfounded(db, [one.union for one in brought])
    except log.UnfoundedError:
        for one, came in zip(laid, brought, strict=True):
            try:
                log.refuse_unfounded(db, [came.union])
            except log.UnfoundedError as error:
                raise ProjectError(_UNFOUNDED.format(file=one.source.name)) from error


def tell(db: Connection, laid: Laid, union: Union, moved: tuple[Moved, ...]) -> Preview:
    """Tell what came of a file."""
    new, changed, deleted = merge_told.counts(union)
    return Preview(
        source=laid.source.name,
        by=_name_of(db, laid.source.local("coder") or ""),
        contributions=merge_told.contributions(db, union),
        new=new,
        changed=changed,
        deleted=deleted,
        conflicts=conflicts.conflicts_of(db, union.conflicts),
        proposals=proposals.found(db, union),
        moved=moved,
        missing=_missing(db, laid.pdfs, union),
        details=merge_detail.details(db, union),
        is_empty=not laid.runs,
    )


def _follow(project: Keeper, db: Connection, union: Union) -> tuple[Runs, tuple[Moved, ...]]:
    """Take codings along whose report has another file here; return what that wrote."""
    astray = perhaps_astray(db, union)
    if not astray:
        return Runs(), ()
    came = {*union.now.get("report", ()), *union.now.get("coding", ())}
    written, touched = take_along(project, astray, came.union(union.plain.get("coding", ())))
    for table, ids in touched.items():
        _note_followed(union, table, log.rows_now(db, table, ids))
    return written, merge_told.moved(db, touched.get("coding", ()))


def take_along(
    project: Keeper, reports: Sequence[bytes], came: Collection[bytes]
) -> tuple[Runs, dict[str, list[bytes]]]:
    """Take along what is in a text that one of these reports has no more.

    `came` are the rows that were put or taken away. Returns what that wrote, and by table the
    rows it is about.
    """
    pen, before = project.pen, project.pen.seq
    writer = project.writer("Take Codings Along", "quiet")
    follow(writer, reports, came)
    writer.finish()
    touched = {kind.value: list(ids) for kind, ids in writer.changes.ids.items()}
    return Runs({pen.replica: ((before + 1, pen.seq),)} if pen.seq > before else {}), touched


def perhaps_astray(db: Connection, union: Union) -> list[bytes]:
    """Return the reports in which a coding may be in another text than the report has."""
    layer, current = schema.layer.c, reports_store.text_hashes(db)
    texts: dict[bytes, set[str]] = {}
    for line in db.execute(select(layer.report, layer.text_hash)):
        texts.setdefault(line.report, set()).add(line.text_hash)
    several = {report for report, some in texts.items() if len(some) > 1}
    several |= _in_other_texts(union, current)
    # Without the text it has now there is nowhere to look.
    return sorted(one for one in several if current.get(one) in texts.get(one, ()))  # type: ignore[call-overload]


def may_move(db: Connection, source: Source, union: Union) -> bool:
    """Say whether a file brings another text of a report, or what lies in another text of one."""
    texts: dict[bytes, set[str]] = {}
    for line in db.execute(select(schema.layer.c.report, schema.layer.c.text_hash)):
        texts.setdefault(line.report, set()).add(line.text_hash)
    for layer in source.layers():
        if layer[_REPORT] in texts and layer[_TEXT] not in texts[layer[_REPORT]]:
            return True
    now = union.now.get("report", {})
    for one, before in union.before.get("report", {}).items():
        if before and (now[one] or before)["text_hash"] != before["text_hash"]:
            return True
    several = {report for report, some in texts.items() if len(some) > 1}
    if several and (several & union.referred["report"] or _PLACED & union.now.keys()):
        return True
    return bool(_in_other_texts(union, reports_store.text_hashes(db)) - several)


def reports_of(db: Connection, places: Sequence[bytes]) -> dict[bytes, bytes]:
    """Return the report of each of these passages that is in the project."""
    passage = schema.passage.c
    found: dict[bytes, bytes] = {}
    for some in chunks(places):
        query = select(passage.id, passage.report).where(passage.id.in_(some))
        found.update((line.id, line.report) for line in db.execute(query))
    return found


def _in_other_texts(union: Union, current: Mapping[ReportId, str]) -> set[bytes]:
    """Return the reports with passages that came and are in another text than it has now."""
    came = union.now.get("passage", {}).values()
    texts = {(row["report"], row["text_hash"]) for row in came if row} | union.texts
    return {one for one, text in texts if current.get(ReportId(one), text) != text}


def _note_followed(union: Union, table: str, rows: Mapping[bytes, log.Row | None]) -> None:
    """Keep how rows are that went along; what was there before the merge has changed since."""
    came = set(union.plain.get(table, ()))
    before, now = union.before.setdefault(table, {}), union.now.setdefault(table, {})
    for one, row in rows.items():
        if one in came:
            continue
        if one not in now and row is not None and table == "coding":
            before[one] = {**row, "moved": None}
        now[one] = row


def _missing(db: Connection, came: frozenset[str], union: Union) -> tuple[str, ...]:
    there = union_texts.held(db) | came
    rows = [row for row in union.now.get("report", {}).values() if row and row["sha256"]]
    return tuple(sorted(row["title"] for row in rows if row["sha256"] not in there))


def _name_of(db: Connection, coder: str) -> str:
    coders = schema.coder.c
    try:
        identity = bytes.fromhex(coder)
    except ValueError:
        return ""
    return db.scalar(select(coders.name).where(coders.id == identity)) or ""
