"""Bringing in what others did: preview, merge, receipts, undo; and what is left to be settled."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from itertools import chain
from pathlib import Path

from sqlalchemy import Connection, select

from coder.model.changes import Changes, Kind
from coder.model.errors import NotAProjectError, ProjectError
from coder.model.ids import new_id
from coder.model.team import Conflict, Moved, OpKey, Preview, Proposal, Receipt, Side
from coder.progress import Progress, Work
from coder.services import conflicts, previewing, proposals, team_sides
from coder.services.bringing import (
    Brought,
    bring,
    held,
    laid_out,
    perhaps_astray,
    refuse_unfounded,
    take_along,
    with_room,
)
from coder.services.door import Keeper
from coder.services.merge_written import read_preview, write_preview
from coder.store import local, receipts, schema, unmerge
from coder.store import union as log
from coder.store.history import Act
from coder.store.log import Clock
from coder.store.runs import Runs
from coder.store.source import ENDINGS, opened_ahead
from coder.store.union import Union

_SELF = "“{file}” is the project itself. Choose the copy that came back."
_UNFOUNDED = (
    "What this merge brought rests on work that is not in the project any more: another merge was "
    "undone since. Do that one again first. Nothing was changed."
)
_EMPTY = "There is no project (.evc) and no work file (.evw) in “{folder}”."


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
        return (yield from previewing.preview(self._project, files_in(paths, self._project.path)))

    def merge(self, paths: Sequence[Path]) -> Work[list[Receipt]]:
        """Bring in these files, and all in these folders; return a receipt for each.

        Raises:
            ProjectError: a file cannot be merged; it names the file, and nothing was changed.
        """
        files = files_in(paths, self._project.path)
        who, batch, made = self._project.coder, new_id(), []
        touched: dict[Kind, set[bytes]] = {}
        with ExitStack() as opened, held(self._project) as (db, stage):
            _remember_own(db)
            brought: list[Brought] = []
            sources = opened.enter_context(closing(opened_ahead(files)))
            every = yield from laid_out(db, stage, sources, len(files), opened)
            for laid in every:
                yield Progress(len(brought), len(files), f"Merging {laid.source.name}")
                brought.append(bring(self._project, db, laid, is_real=True))
                _note(touched, brought[-1].union.touched)
            refuse_unfounded(db, every, brought)
            stage.confirm()
            hlc = self._project.pen.clock.tick()
            is_step = any(one.runs for one in brought)
            for one in brought:
                receipt = receipts.Stored(
                    id=new_id(),
                    batch=batch,
                    person=who.id,
                    at=Clock.milliseconds(hlc),
                    who=who.name,
                    source=one.preview.source,
                    sha256=one.sha256,
                    told=write_preview(one.preview),
                    steps=(("do", hlc),) if is_step else (),
                    brought=one.runs,
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
        with self._project.exclusively() as db, with_room(db):
            runs = Runs()
            for one in receipts.every(db, merge.id):
                runs |= one.brought
            gone = unmerge.remove(db, runs, merge.id)
            # What others put in a file that came with it may be in none now.
            _, along = take_along(self._project, perhaps_astray(db, Union()), _ids(gone))
            receipts.step(db, merge.id, "undo", self._project.pen.clock.tick())
        return self._told(merge, gone, along)

    def redo(self, merge: Act) -> Changes:
        """Do a merge again that was undone.

        Raises:
            ProjectError: it rests on what is not in the project any more.
        """
        try:
            return self._redo(merge)
        except log.UnfoundedError as error:
            raise ProjectError(_UNFOUNDED) from error

    def _redo(self, merge: Act) -> Changes:
        with self._project.exclusively() as db, with_room(db):
            kept, came_since = unmerge.kept_aside(db, merge.id)
            union = log.take_in(db, kept)
            unmerge.let_go(db, merge.id)
            # A report may have got another file meanwhile.
            astray = perhaps_astray(db, union)
            written, along = take_along(self._project, astray, _ids(union.touched))
            log.refuse_unfounded(db, [union])
            receipts.restate(db, merge.id, came_since, written)
            receipts.step(db, merge.id, "redo", self._project.pen.clock.tick())
        return self._told(merge, union.touched, along)

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

    def _told(self, merge: Act, *some: dict[str, list[bytes]]) -> Changes:
        touched: dict[Kind, set[bytes]] = {}
        for by_table in some:
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


def _ids(by_table: dict[str, list[bytes]]) -> set[bytes]:
    return set(chain.from_iterable(by_table.values()))


def _note(touched: dict[Kind, set[bytes]], by_table: dict[str, list[bytes]]) -> None:
    for table, ids in by_table.items():
        touched.setdefault(Kind(table), set()).update(ids)


def _changes(label: str, touched: dict[Kind, set[bytes]]) -> Changes:
    return Changes(label, {kind: frozenset(ids) for kind, ids in touched.items()})


def _receipt(stored: receipts.Stored) -> Receipt:
    told = read_preview(stored.told)
    return Receipt(stored.id, stored.at, stored.who, stored.source, told, stored.undone)
