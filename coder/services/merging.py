"""Bringing in what others did: preview, merge, receipts, undo; and what is left to be settled."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from coder.model.changes import Changes, Kind
from coder.model.errors import NotAProjectError, ProjectError
from coder.model.ids import ReportId, new_id
from coder.model.team import Conflict, Moved, OpKey, Preview, Proposal, Receipt, Side
from coder.progress import Progress, Work
from coder.services import conflicts, merge_detail, merge_told, proposals, team_sides
from coder.services.door import Keeper
from coder.services.merge_written import read_preview, write_preview
from coder.services.replacing import follow
from coder.store import local, receipts, schema, union_texts
from coder.store import reports as reports_store
from coder.store import union as log
from coder.store.history import Act
from coder.store.log import Clock
from coder.store.source import ENDINGS, Source
from coder.store.union import Union

_ROOM = -262_144
"""The cache of SQLite in a merge, in KiB (negative by its convention)."""
_SELF = "“{file}” is the project itself. Choose the copy that came back."
_EMPTY = "There is no project (.evc) and no work file (.evw) in “{folder}”."


class _PreviewEnds(Exception):  # noqa: N818 - no error: it ends a transaction that stays nowhere
    """Everything was looked at; nothing of it is to stay."""


@dataclass
class _Brought:
    """What came of one file."""

    preview: Preview
    union: Union
    keys: set[OpKey]
    sha256: str = ""


class Merging:
    """Brings others' work into a project.

    A merge is one transaction and one step for undo, whatever number of files it takes.
    """

    def __init__(self, project: Keeper) -> None:
        self._project = project

    def preview(self, paths: Sequence[Path]) -> Work[list[Preview]]:
        """Tell what merging these files, and all in these folders, would bring; change nothing.

        One preview a file, in the order of the merge: what several bring counts with the first.

        Raises:
            ProjectError: a file cannot be merged; it names the file and says why.
        """
        files = files_in(paths, self._project.path)
        clock, told = self._project.pen.clock.last, []
        there: set[str] = set()
        try:
            with self._project.exclusively() as db, _with_room(db):
                for at, path in enumerate(files):
                    yield Progress(at, len(files), f"Looking at {path.name}")
                    told.append(self._bring(db, path, there, is_real=False).preview)
                raise _PreviewEnds  # noqa: TRY301 - so the transaction ends, and nothing stays
        except _PreviewEnds:
            return told
        finally:
            self._project.pen.clock.last = clock

    def merge(self, paths: Sequence[Path]) -> Work[list[Receipt]]:
        """Bring in these files, and all in these folders; return a receipt for each.

        Raises:
            ProjectError: a file cannot be merged; it names the file, and nothing was changed.
        """
        files = files_in(paths, self._project.path)
        who, batch, made = self._project.coder, new_id(), []
        touched: dict[Kind, set[bytes]] = {}
        there: set[str] = set()
        with self._project.exclusively() as db, _with_room(db):
            _remember_own(db)
            brought = []
            for at, path in enumerate(files):
                yield Progress(at, len(files), f"Merging {path.name}")
                brought.append((path, self._bring(db, path, there, is_real=True)))
                _note(touched, brought[-1][1].union.touched)
            hlc = self._project.pen.clock.tick()
            is_step = any(one.keys for _, one in brought)
            for path, one in brought:
                receipt = receipts.Stored(
                    id=new_id(),
                    batch=batch,
                    person=who.id,
                    at=Clock.milliseconds(hlc),
                    who=who.name,
                    source=path.name,
                    sha256=one.sha256,
                    told=write_preview(one.preview),
                    steps=(("do", hlc),) if is_step else (),
                    brought=frozenset(one.keys),
                )
                receipts.put(db, receipt)
                made.append(_receipt(receipt))
        self._project.tell(_changes("Merge", touched))
        return made

    def receipts(self) -> list[Receipt]:
        """Return the receipts of all merges into this file, in their order."""
        return [_receipt(one) for one in self._project.read(receipts.every)]

    def take_back(self, merge: Act) -> Changes:
        """Undo a merge: its operations leave the log, and all is as it was before.

        Raises:
            ProjectError: something that was done since builds on what it brought.
        """
        with self._project.exclusively() as db, _with_room(db):
            keys = {key for one in receipts.every(db, merge.id) for key in one.brought}
            gone = log.remove(db, keys, merge.id)
            receipts.step(db, merge.id, "undo", self._project.pen.clock.tick())
        return self._told(merge, gone)

    def redo(self, merge: Act) -> Changes:
        """Do a merge again that was undone."""
        with self._project.exclusively() as db, _with_room(db):
            union = log.take_in(db, log.kept_aside(db, merge.id))
            receipts.step(db, merge.id, "redo", self._project.pen.clock.tick())
        return self._told(merge, union.touched)

    def conflicts(self) -> list[Conflict]:
        """Return what is in dispute, for somebody to settle."""
        return self._project.read(conflicts.all_conflicts)

    def settle(self, conflict: Conflict, value_of: OpKey | str) -> None:
        """Settle a conflict: one of its values stands, or words of one's own.

        Of what was deleted by one ("_del", "_used"), the operation that deletes stands for
        deleting it, with all its codings, and any other, or words, for keeping it.

        Raises:
            ProjectError: it is settled already.
        """
        conflicts.settle(self._project, conflict, value_of)

    def proposals(self) -> list[Proposal]:
        """Return what merges brought that may be the same as something of ours."""
        return self._project.read(proposals.still_open, self._offered())

    def declined(self) -> list[Proposal]:
        """Return the proposals of which somebody said in this file that they are not the same."""
        return self._project.read(proposals.set_aside, self._offered())

    def _offered(self) -> list[Proposal]:
        told = [one.preview.proposals for one in self.receipts() if not one.undone]
        return list(dict.fromkeys(one for some in told for one in some))

    def sides(self, proposal: Proposal) -> tuple[Side, Side]:
        """Return what is known of ours and of theirs, for people to see whether they are one."""
        return self._project.read(team_sides.sides, proposal)

    def accept(self, proposal: Proposal) -> tuple[Moved, ...]:
        """Make one of the two, as an act: what is coded with theirs goes to ours.

        Returns codings that have no place in our file of a report; they stay in theirs.
        """
        return proposals.accept(self._project, proposal)

    def decline(self, proposal: Proposal) -> None:
        """Remember, in this file, that the two are not the same."""
        self._project.put_local(proposals.declined_key(proposal), "1")

    def ask_again(self, proposal: Proposal) -> None:
        """Take back that the two are not the same."""
        self._project.put_local(proposals.declined_key(proposal), "")

    def _bring(self, db: Connection, path: Path, there: set[str], *, is_real: bool) -> _Brought:
        """Bring in a file; `there` are the PDFs of this merge so far, and gets those of this."""
        with Source(path) as source:
            there |= source.blobs()
            lines = log.lines(source, log.lacking(db, source))
            try:
                union = log.take_in(db, lines)
            except (IntegrityError, ValueError, KeyError, TypeError) as error:
                raise source.damaged("its history does not hold together") from error
            union_texts.bring(db, source, with_pdfs=is_real)
            clock = self._project.pen.clock
            clock.last = max(clock.last, union.latest)
            keys, moved = self._follow(db, union)
            new, changed, deleted = merge_told.counts(union)
            by = source.local("coder") or ""
            preview = Preview(
                source=path.name,
                by=_name_of(db, by),
                contributions=merge_told.contributions(db, union),
                new=new,
                changed=changed,
                deleted=deleted,
                conflicts=conflicts.conflicts_of(db, union.conflicts),
                proposals=proposals.found(db, union),
                moved=moved,
                missing=_missing(db, there, union),
                details=merge_detail.details(db, union),
                is_empty=not union.keys,
            )
            sha256 = source.sha256() if is_real else ""
            return _Brought(preview, union, union.keys | keys, sha256)

    def _follow(self, db: Connection, union: Union) -> tuple[set[OpKey], tuple[Moved, ...]]:
        """Take codings along whose report has another file here; return what that wrote."""
        astray = _perhaps_astray(db, union)
        if not astray:
            return set(), ()
        pen, before = self._project.pen, self._project.pen.seq
        writer = self._project.writer("Take Codings Along", "quiet")
        follow(writer, astray)
        writer.finish()
        keys = {OpKey(pen.replica, seq) for seq in range(before + 1, pen.seq + 1)}
        touched = {kind.value: list(ids) for kind, ids in writer.changes.ids.items()}
        for table, ids in touched.items():
            union.now.setdefault(table, {}).update(log.rows_now(db, table, ids))
        return keys, merge_told.moved(db, touched.get("coding", ()))

    def _told(self, merge: Act, by_table: dict[str, list[bytes]]) -> Changes:
        touched: dict[Kind, set[bytes]] = {}
        _note(touched, by_table)
        changes = _changes(merge.label, touched)
        self._project.tell(changes)
        return changes


def files_in(paths: Sequence[Path], project: Path) -> list[Path]:
    """Return the files to merge, those in folders by name; each once, the project itself never.

    Raises:
        ProjectError: a file is the project itself, or a folder holds nothing to merge.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for one in _in_folder(path, project) if path.is_dir() else [path]:
            if one.resolve() == project.resolve():
                raise ProjectError(_SELF.format(file=one.name))
            found.setdefault(one.resolve(), one)
    return list(found.values())


@contextmanager
def _with_room(db: Connection) -> Iterator[None]:
    """Let SQLite keep more of the file in memory, and nobody look for garbage meanwhile.

    There is none to speak of, and looking through a hundred thousand operations took long.
    """
    usual = db.exec_driver_sql("PRAGMA cache_size").scalar()
    was_on = gc.isenabled()
    db.exec_driver_sql(f"PRAGMA cache_size = {_ROOM}")
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
        db.exec_driver_sql(f"PRAGMA cache_size = {usual}")


def _in_folder(folder: Path, project: Path) -> Iterator[Path]:
    every = sorted(one for one in folder.rglob("*") if one.suffix.lower() in ENDINGS)
    some = [one for one in every if one.is_file() and one.resolve() != project.resolve()]
    if not some:
        raise NotAProjectError(_EMPTY.format(folder=folder.name))
    yield from some


def _remember_own(db: Connection) -> None:
    """Keep which row tells of this project: others may come that are older."""
    project = schema.project.c
    if local.get(db, "project") is None:
        own = db.scalar(select(project.id).order_by(project.created, project.id).limit(1))
        local.put(db, "project", (own or b"").hex())


def _perhaps_astray(db: Connection, union: Union) -> list[bytes]:
    """Return the reports in which a coding may be in another text than the report has."""
    layer, current = schema.layer.c, reports_store.text_hashes(db)
    texts: dict[bytes, set[str]] = {}
    for line in db.execute(select(layer.report, layer.text_hash)):
        texts.setdefault(line.report, set()).add(line.text_hash)
    several = {report for report, some in texts.items() if len(some) > 1}
    came = union.now.get("passage", {}).values()
    several |= {row["report"] for row in came if row and row["text_hash"] != _now(current, row)}
    # Without the text it has now there is nowhere to look.
    return sorted(one for one in several if current.get(one) in texts.get(one, ()))  # type: ignore[call-overload]


def _now(current: Mapping[ReportId, str], passage: log.Row) -> str:
    return current.get(ReportId(passage["report"]), passage["text_hash"])


def _missing(db: Connection, came: set[str], union: Union) -> tuple[str, ...]:
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


def _note(touched: dict[Kind, set[bytes]], by_table: dict[str, list[bytes]]) -> None:
    for table, ids in by_table.items():
        touched.setdefault(Kind(table), set()).update(ids)


def _changes(label: str, touched: dict[Kind, set[bytes]]) -> Changes:
    return Changes(label, {kind: frozenset(ids) for kind, ids in touched.items()})


def _receipt(stored: receipts.Stored) -> Receipt:
    told = read_preview(stored.told)
    return Receipt(stored.id, stored.at, stored.who, stored.source, told, stored.undone)
