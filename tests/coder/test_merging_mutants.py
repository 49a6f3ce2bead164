"""The tests of the laws bite: an engine that is wrong in one of the usual ways breaks a law.

Each mutant is a mistake that a merge was seen to make, here or elsewhere. `BITES` names the law
that it must break, with the work in which it does.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from coder.model.errors import ProjectError
from coder.store import closure, fold, log, receipts, rows, union
from coder.store.fold import DELETED, Op, State
from tests.coder.test_merging_laws import LAWS, Did

# ruff: noqa: ANN401 - what is put in the place of a function takes what that takes

Patch = pytest.MonkeyPatch
Round = tuple[list[Did], list[Did], list[Did]]
REAL_FOLD, REAL_PUT, REAL_HEADS = fold.fold, union._put, log.heads_of


def ours_wins(patch: Patch) -> None:
    """Rows that are there already stay as they are."""

    def put(db: Connection, table: str, by_row: Mapping[bytes, Any], known: set[bytes]) -> Any:
        fresh = {row: some for row, some in by_row.items() if row not in known}
        return REAL_PUT(db, table, fresh, set())

    patch.setattr(union, "_put", put)


def everywhere(patch: Patch, replaced: Callable[..., State]) -> None:
    """Put another fold in the place of the real one, wherever it is used."""
    from coder.store import rebuild

    for module in (fold, rows, union, closure, log, rebuild):
        patch.setattr(module, "fold", replaced)


def delete_wins(patch: Patch) -> None:
    """Whoever deleted something has deleted it, whatever others did to it meanwhile."""

    def folded(ops: Iterable[Op]) -> State:
        history = list(ops)
        state = REAL_FOLD(history)
        if DELETED in state.conflicts:
            return State(state.fields, True, state.heads, {}, state.origin)  # noqa: FBT003
        return state

    everywhere(patch, folded)


def later_wins(patch: Patch) -> None:
    """The wall clock decides between rivals, and the loser is not named."""

    def folded(ops: Iterable[Op]) -> State:
        history = list(ops)
        state = REAL_FOLD(history)
        fields: dict[str, Any] = {}
        for op in sorted(history, key=lambda op: op.hlc):
            fields.update({k: v for k, v in op.patch.items() if k != DELETED})
        return State(fields, state.deleted, state.heads, {}, state.origin)

    everywhere(patch, folded)


def last_arrived_wins(patch: Patch) -> None:
    """What came last shows: the order of merging decides."""

    def folded(ops: Iterable[Op]) -> State:
        history = list(ops)
        state = REAL_FOLD(history)
        if not state.conflicts:
            return state
        fields: dict[str, Any] = dict(state.fields)
        for op in history:
            fields.update({k: v for k, v in op.patch.items() if k in state.conflicts})
        fields.pop(DELETED, None)
        return State(fields, state.deleted, state.heads, state.conflicts, state.origin)

    everywhere(patch, folded)


def rivals_not_folded(patch: Patch) -> None:
    """Rows that both changed are left as they were; only conflicts would have told."""

    def put_states(db: Connection, states: Iterable[State]) -> None:
        rows_put(db, [state for state in states if len(state.heads) == 1])

    rows_put = rows.put_states
    patch.setattr(union.rows, "put_states", put_states)


def conflicts_stay(patch: Patch) -> None:
    """What was in dispute once is in dispute for ever."""
    patch.setattr(rows, "_put_conflicts", lambda _db, _states: None)


def one_head_only(patch: Patch) -> None:
    """An edit names one of the rivals as seen, and so settles nothing."""

    def heads(db: Connection, ids: Any) -> Any:
        return {row: some[:1] for row, some in REAL_HEADS(db, ids).items()}

    patch.setattr(log, "heads_of", heads)


def every_write_a_rival(patch: Patch) -> None:
    """An edit names nothing as seen."""

    def heads(db: Connection, ids: Any) -> Any:
        return dict.fromkeys(REAL_HEADS(db, ids), ())

    patch.setattr(log, "heads_of", heads)


def undo_without_folding(patch: Patch) -> None:
    """Undo takes the operations away and leaves the rows."""
    patch.setattr(union, "_put_without", lambda *_: None)


def preview_stays(patch: Patch) -> None:
    """A preview is a merge."""
    from coder.services import merging

    def preview(self: Any, paths: Any) -> Any:
        done = yield from self.merge(paths)
        return [one.preview for one in done]

    patch.setattr(merging.Merging, "preview", preview)


def what_is_used_goes(patch: Patch) -> None:
    """A code, a report goes although codings refer to it."""

    def renew(_db: Connection, _touched: Any = None) -> dict[str, set[bytes]]:
        return {}

    for module in (union.closure, log.closure):
        patch.setattr(module, "renew", renew)


def merged_by_hand(patch: Patch) -> None:
    """A merge writes something of its own, as if it were an act."""
    from coder.services import merging

    def bring(self: Any, db: Connection, path: Any, there: Any, *, is_real: bool) -> Any:
        told = real(self, db, path, there, is_real=is_real)
        writer = self._project.writer("Merge", "quiet")
        project = db.exec_driver_sql("SELECT id FROM project").scalar()
        writer.say("project", project, {"memo": str(time.time_ns())})
        return told

    real = merging.Merging._bring
    patch.setattr(merging.Merging, "_bring", bring)


def forgotten_receipt(patch: Patch) -> None:
    """Undo does not know of all operations that came."""
    pack = receipts._pack
    patch.setattr(receipts, "_pack", lambda keys: pack(sorted(keys)[1:]))


RENAMED: Round = ([("change_code", 0, 1, "x")], [("change_code", 0, 1, "y")], [])
DELETED_AND_EDITED: Round = ([("change_code", 1, 4, "")], [("change_code", 1, 3, "y")], [])
DELETED_AND_CODED: Round = ([("change_code", 1, 4, "")], [("code", 0, 1, "y")], [])
CODED: Round = ([("code", 0, 0, "x")], [("code", 1, 0, "y")], [("code", 1, 1, "z")])
TWO_MEMOS: Round = ([], [], [("change_code", 0, 2, "x"), ("change_code", 0, 2, "y")])

BITES: list[tuple[Callable[[Patch], None], str, list[Round]]] = [
    (ours_wins, "order", [RENAMED]),
    (delete_wins, "nothing silent", [DELETED_AND_EDITED]),
    (later_wins, "nothing silent", [RENAMED]),
    (last_arrived_wins, "order", [RENAMED]),
    (rivals_not_folded, "order", [RENAMED]),
    (conflicts_stay, "order", [RENAMED]),
    (one_head_only, "informed", [RENAMED]),
    (every_write_a_rival, "informed", [TWO_MEMOS]),
    (undo_without_folding, "preview and undo", [CODED]),
    (preview_stays, "preview and undo", [CODED]),
    (what_is_used_goes, "nothing lost", [DELETED_AND_CODED]),
    (merged_by_hand, "order", [CODED]),
    (forgotten_receipt, "preview and undo", [CODED]),
]


@pytest.mark.parametrize(
    ("mutant", "law", "rounds"), BITES, ids=[mutant.__name__ for mutant, *_ in BITES]
)
def test_a_mistake_breaks_a_law(
    mutant: Callable[[Patch], None], law: str, rounds: list[Round]
) -> None:
    """The very work that keeps the law breaks it with the mistake."""
    LAWS[law](rounds)
    with pytest.MonkeyPatch.context() as patch:
        mutant(patch)
        with pytest.raises((AssertionError, ProjectError, DatabaseError)):
            LAWS[law](rounds)
