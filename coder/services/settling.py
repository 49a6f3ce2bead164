"""Adjudication: the queue of disagreements, settling them, and what was settled."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from sqlalchemy import Connection

from coder.analysis import settled
from coder.analysis.settled import Standing
from coder.model.coding import Coding
from coder.model.errors import NotFoundError, ProjectError
from coder.model.extent import Extent
from coder.model.ids import CodeId, CoderId, CodingId, ReportId, SettlementId, new_id
from coder.model.passage import Passage
from coder.model.settling import Cause, Disagreement, Settlement, Verdict
from coder.services.coders import consensus_row
from coder.services.coding_rows import keep_passages, now
from coder.services.door import Keeper
from coder.services.naming import code_names, naming
from coder.services.settling_queue import Queue
from coder.services.settling_results import given
from coder.store import settlements as store
from coder.store.cascade import delete_with
from coder.store.log import Writer
from coder.store.settlements import Basis, Judged
from coder.store.wordings import wordings

_CHANGED = "These codings have changed meanwhile. Look at the disagreement again."
_GONE = "That settlement is no longer in the project."


class Settling:
    """What the team settles; what it gives are codings of Consensus, the coders' own stay."""

    def __init__(self, door: Keeper, queue: Queue) -> None:
        self._door, self._queue = door, queue

    def queue(
        self, coders: Collection[CoderId] | None = None, report: ReportId | None = None
    ) -> list[Disagreement]:
        """Return what is to be settled between these coders, or all: by report, in order.

        What was settled comes back when its settlement is stale. Asking for one report is quick,
        and asking again for all.
        """
        if report is None:
            found = self._door.read(self._queue.read, self._door.pen.clock.last)
        else:
            found = self._standing(report).open
        wanted = None if coders is None else set(coders)
        return [one for one in found if wanted is None or wanted.issuperset(one.coders)]

    def settle(
        self,
        disagreement: Disagreement,
        verdict: Verdict,
        *,
        kind: Cause = "",
        reason: str = "",
        passage: Passage | None = None,
        code: CodeId | None = None,
    ) -> Settlement:
        """Settle a disagreement; return the settlement.

        "first", "second" and "both" accept the codings in question of that coder as they are,
        "neither" none; "joined" puts the code on all they cover; "other" puts `code`, `passage`
        or both instead. With them is settled what other coders have just the same. A settlement
        of one of these codings gives way: what it judged is settled with this if it still holds.

        Raises:
            ProjectError: the codings have changed, it is not said which code or passage stands,
                or the passages cannot be joined.
            NotFoundError: the code is not in the project, or is a heading only.
        """
        assert verdict in get_args(Verdict), verdict
        assert kind in get_args(Cause), kind
        if code is not None:
            code_names(self._door, {code}, assignable=True)
        who, created = self._door.coder.id, now()
        identity = SettlementId(new_id())

        def act(writer: Writer) -> None:
            report = disagreement.report
            standing = self._queue.as_of(report, writer.pen.clock.last)
            standing = standing or settled.read_standing(writer.db, report)
            if not _is_there(disagreement, standing):
                raise ProjectError(_CHANGED)
            results, passages = given(writer.db, disagreement, verdict, passage, code)
            ground = _ground(writer.db, disagreement, standing)
            keep_passages(writer, passages)
            _take_away(writer, standing, ground.replaced)
            writer.insert_missing("coder", [consensus_row()])
            row = {
                "id": identity,
                "report": disagreement.report,
                "code": disagreement.codes[0],
                "coder": who,
                "verdict": verdict,
                "kind": kind,
                "reason": reason.strip(),
                "created": created,
                "basis": ground.basis.write(),
            }
            writer.insert("settlement", [row])
            under = wordings(writer.db, {one.code for one in results})
            rows = [one.row(identity, created, under[one.code]) for one in results]
            writer.insert("coding", rows)

        names = code_names(self._door, set(disagreement.codes))
        self._door.run(f"Settle Disagreement on {naming(names)}", act)
        return self.get(identity)

    def settlements(self) -> list[Settlement]:
        """Return all settlements in the order they were made."""
        return self._door.read(_settlements)

    def get(self, settlement: SettlementId) -> Settlement:
        """Return one settlement; raises NotFoundError when it is gone."""
        report = self._door.read(store.report_of, settlement)
        for one in self._settled_in(report) if report else []:
            if one.id == settlement:
                return one
        raise NotFoundError(_GONE)

    def explain(self, settlement: SettlementId, *, kind: Cause, reason: str) -> None:
        """Say how the disagreement came about, and why it was settled so.

        Raises NotFoundError when the settlement is gone.
        """
        assert kind in get_args(Cause), kind
        self.get(settlement)
        values = {"kind": kind, "reason": reason.strip()}
        label = "Edit Reason of Settlement"
        self._door.run(label, lambda w: w.update("settlement", [(settlement, values)]))

    def take_back(self, settlement: SettlementId) -> None:
        """Settle nothing: what was in question is so again, and Consensus has no coding of it.

        Raises NotFoundError when the settlement is gone.
        """
        one = self.get(settlement)

        def act(writer: Writer) -> None:
            delete_with(writer, "coding", one.results)
            writer.delete("settlement", [settlement])

        names = code_names(self._door, set(one.codes))
        label = f"Take Back Settlement on {naming(names)}" if names else "Take Back Settlement"
        self._door.run(label, act)

    def definitions_to_revise(self) -> dict[CodeId, list[Settlement]]:
        """Return the codes whose definition was found unclear, with these settlements.

        The code with most of them comes first; a settlement is told with each of its codes.
        """
        found: dict[CodeId, list[Settlement]] = {}
        for one in self.settlements():
            for code in one.codes if one.kind == "definition" else ():
                found.setdefault(code, []).append(one)
        return dict(sorted(found.items(), key=lambda each: -len(each[1])))

    def _settled_in(self, report: ReportId) -> list[Settlement]:
        return self._door.read(settled.settlements, self._standing(report))

    def _standing(self, report: ReportId) -> Standing:
        return self._door.read(self._queue.standing, report, self._door.pen.clock.last)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a new settlement rests on, and the settlements whose place it takes."""

    basis: Basis
    replaced: tuple[SettlementId, ...]


def _settlements(db: Connection) -> list[Settlement]:
    if not store.are_any(db):
        return []
    return settled.settlements(db, settled.read_standing(db))


def _is_there(one: Disagreement, standing: Standing) -> bool:
    """Say whether just this is in question now."""
    same = (each for each in standing.disagreements if each.key == one.key)
    return any(_places(each.in_question) == _places(one.in_question) for each in same)


def _places(codings: Iterable[Coding]) -> set[tuple[bytes, bytes, bytes]]:
    return {(one.id, one.passage, one.code) for one in codings}


def _ground(db: Connection, one: Disagreement, standing: Standing) -> _Ground:
    """Return what settling this rests on.

    Settlements that share a coding with it give way. Those that still hold lend it what they
    judged, so that the last word is on all of it, but for what coders agree on by now. Stale ones
    do not: what they judged is either this or in question again.
    """
    codings = _ids(one.in_question) | _alike(one, standing)
    judged = [Judged(frozenset(one.coders), frozenset(_ids(one.in_question)))]
    replaced = [each for each in standing.stored if codings & each.basis.marks.keys()]
    lending = [each for each in replaced if each.id not in standing.stale]
    in_question = {coding for each in standing.disagreements for coding in _ids(each.in_question)}
    while lending:
        codings.update(x for each in lending for x in each.basis.marks if x in in_question)
        judged += [group for each in lending for group in each.basis.judged]
        more = [each for each in standing.live if codings & each.basis.marks.keys()]
        lending = [each for each in more if each not in replaced]
        replaced += lending
    held = [_still(group, standing) for group in judged]
    said = store.says(db, codings)
    marks = {coding: said[coding].mark for coding in codings}
    groups = tuple(dict.fromkeys(group for group in held if group.codings))
    return _Ground(Basis(marks, groups), tuple(each.id for each in replaced))


def _still(group: Judged, standing: Standing) -> Judged:
    """Return what of a group is still in question between its coders."""
    between = (each for each in standing.disagreements if group.coders == set(each.coders))
    codings = {coding for each in between for coding in _ids(each.in_question)}
    return Judged(group.coders, group.codings & codings)


def _ids(codings: Iterable[Coding]) -> set[CodingId]:
    return {one.id for one in codings}


def _alike(one: Disagreement, standing: Standing) -> set[CodingId]:
    """Return what other coders have just the same as what is in question."""

    def reach(coding: Coding) -> Extent:
        return standing.extents.get(coding.passage) or Extent.of(coding)

    mine = [(each.code, reach(each)) for each in one.in_question]
    return {
        each.id
        for each in standing.codings
        if each.report == one.report and each.coder not in one.coders and not each.is_lost
        for code, extent in mine
        if each.code == code and reach(each).is_like(extent)
    }


def _take_away(writer: Writer, standing: Standing, settlements: Sequence[SettlementId]) -> None:
    for one in settlements:
        delete_with(writer, "coding", [each.coding for each in standing.results.get(one, ())])
    writer.delete("settlement", settlements)
