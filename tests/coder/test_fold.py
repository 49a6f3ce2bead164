"""The state of a row follows from its operations alone (MERGE.md section 1.3, laws 5, 9-12)."""

import json
import random
from collections.abc import Callable, Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.store import fold as module
from coder.store.fold import DELETED, REOPENS, Op, OpKey, State, fold, inverse, unseen

ROW = b"r" * 16


def op(replica: int, seq: int, hlc: int, prev: Sequence[OpKey], **patch: object) -> Op:
    key = OpKey(bytes([replica]) * 16, seq)
    if "deleted" in patch:
        patch[DELETED] = int(bool(patch.pop("deleted")))
    return Op(key, hlc, b"p" * 16, b"a" * 16, "code", ROW, tuple(sorted(prev)), patch)


def heads(ops: Sequence[Op]) -> list[OpKey]:
    seen = {key for one in ops for key in one.prev}
    return [one.key for one in ops if one.key not in seen]


PATCHES = st.one_of(
    st.builds(lambda v: {"name": v}, st.sampled_from("abc")),
    st.builds(lambda v: {"memo": v}, st.sampled_from("xyz")),
    st.builds(lambda v: {"name": v, "memo": v}, st.sampled_from("ab")),
    st.just({DELETED: 1}),
)


@st.composite
def histories(draw: st.DrawFn) -> list[Op]:
    """Replicas edit one row, each seeing what it has, and now and then take over another's log."""
    first = op(0, 1, 10, (), name="first", memo="")
    logs = [[first] for _ in range(3)]
    seqs = [1, 0, 0]
    for _ in range(draw(st.integers(0, 10))):
        who = draw(st.integers(0, 2))
        if draw(st.booleans()):
            other = draw(st.integers(0, 2))
            known = {one.key for one in logs[who]}
            logs[who] = logs[who] + [one for one in logs[other] if one.key not in known]
            continue
        patch = {DELETED: 0} if fold(logs[who]).deleted else draw(PATCHES)
        own = [one for one in logs[who] if one.key.replica == bytes([who]) * 16 and one.prev]
        if own and draw(st.booleans()):
            patch = inverse(logs[who], {max(own, key=lambda one: one.key.seq).key})
        seqs[who] += 1
        skew = draw(st.integers(0, 5))
        hlc = max(one.hlc for one in logs[who]) + 1 + skew
        key = OpKey(bytes([who]) * 16, seqs[who])
        new = Op(key, hlc, b"p" * 16, b"a" * 16, "code", ROW, tuple(heads(logs[who])), patch)
        logs[who] = [*logs[who], new]
    return list({one.key: one for log in logs for one in log}.values())


def ancestors(ops: Sequence[Op], of: OpKey) -> set[OpKey]:
    by_key = {one.key: one for one in ops}
    found: set[OpKey] = set()
    pending = list(by_key[of].prev)
    while pending:
        key = pending.pop()
        if key not in found:
            found.add(key)
            pending.extend(by_key[key].prev)
    return found


@given(histories(), st.randoms())
def test_order_of_arrival_does_not_matter(ops: list[Op], rng: random.Random) -> None:
    """Two laptops that hold the same operations show the same."""
    shuffled = list(ops)
    rng.shuffle(shuffled)
    assert fold(shuffled) == fold(ops)


@given(histories(), st.randoms())
def test_what_nobody_had_seen_are_the_heads(ops: list[Op], rng: random.Random) -> None:
    """Undo asks for them without folding."""
    shuffled = list(ops)
    rng.shuffle(shuffled)
    assert unseen(shuffled) == fold(ops).heads


def no_silent_loss(ops: list[Op], state: State) -> None:
    """Law 9: a live value that no rival had seen is shown or named in a conflict."""
    for one in ops:
        later = [other for other in ops if one.key in ancestors(ops, other.key)]
        for name, value in one.patch.items():
            if name in {DELETED, REOPENS} or any(name in other.patch for other in later):
                continue
            # Who puts values of others in dispute again says nothing of their own.
            if state.deleted or name in json.loads(str(one.patch.get(REOPENS, "{}"))):
                continue
            shown = state.fields.get(name) == value
            assert shown or one.key in state.conflicts.get(name, ())


@given(histories())
def test_no_value_is_lost_in_silence(ops: list[Op]) -> None:
    """Law 9."""
    no_silent_loss(ops, fold(ops))


@given(histories())
def test_a_delete_wins_only_over_what_it_had_seen(ops: list[Op]) -> None:
    """Law 9: a row goes only if every head knows it as deleted; else the quarrel is listed."""
    state = fold(ops)
    last = [one for one in ops if one.key in state.heads]
    deletes = [one for one in last if one.patch.get(DELETED) == 1]
    alive = [one for one in last if one.patch.keys() - {DELETED, REOPENS}]
    if deletes and any(not fold_of(ops, one.key).deleted for one in alive):
        assert not state.deleted
        assert DELETED in state.conflicts


def fold_of(ops: Sequence[Op], key: OpKey) -> State:
    known = {*ancestors(ops, key), key}
    return fold([one for one in ops if one.key in known])


def informed_edit(ops: list[Op]) -> tuple[State, State]:
    state = fold(ops)
    hlc = max(one.hlc for one in ops) + 1
    settled = fold([*ops, op(9, 1, hlc, state.heads, name="settled", memo="m", deleted=False)])
    return state, settled


@given(histories())
def test_an_informed_edit_settles_the_conflict(ops: list[Op]) -> None:
    """Law 10: whoever saw all rivals decides, and their value is shown."""
    _, settled = informed_edit(ops)
    assert settled.fields["name"] == "settled"
    assert not settled.conflicts
    assert not settled.deleted


@given(st.lists(PATCHES, max_size=8))
def test_one_history_has_no_conflict(patches: list[dict[str, object]]) -> None:
    """Law 11: somebody who works alone never quarrels."""
    ops = [op(0, 1, 1, (), name="first", memo="")]
    for number, patch in enumerate(patches, start=2):
        if fold(ops).deleted:
            patch = {DELETED: 0}  # noqa: PLW2901
        key = OpKey(b"\0" * 16, number)
        ops.append(Op(key, number, ROW, ROW, "code", ROW, (ops[-1].key,), patch))
        assert not fold(ops).conflicts
        assert fold(ops).heads == (ops[-1].key,)


@given(histories())
def test_what_somebody_saw_last_is_shown_where_nobody_else_wrote(ops: list[Op]) -> None:
    """Law 5: a descendant of everything is how things stand."""
    state = fold(ops)
    if len(state.heads) == 1:
        assert state == fold_of(ops, state.heads[0])
        (last,) = (one for one in ops if one.key in state.heads)
        assert DELETED not in state.conflicts or REOPENS in last.patch


@given(histories())
def test_the_inverse_takes_a_row_back(ops: list[Op]) -> None:
    """Law 8: the inverse of the newest operation restores the state its writer had seen."""
    newest = max(ops, key=lambda one: (one.hlc, one.key))
    if not newest.prev:
        assert inverse(ops, {newest.key}) == {DELETED: 1}
        return
    known = [one for one in ops if one.key in {*ancestors(ops, newest.key), newest.key}]
    earlier = fold([one for one in known if one.key != newest.key])
    patch = inverse(known, {newest.key})
    back = Op(OpKey(b"\x09" * 16, 1), newest.hlc + 1, ROW, ROW, "code", ROW, (newest.key,), patch)
    restored = fold([*known, back])
    assert restored.deleted == earlier.deleted
    if not earlier.deleted:
        assert restored.fields == earlier.fields
    changed = {DELETED, *newest.patch} if not earlier.deleted else set()
    for name in changed | restored.conflicts.keys():
        assert restored.conflicts.get(name) == earlier.conflicts.get(name), "in dispute again"
    patch = inverse([*known, back], {back.key})
    redo = Op(OpKey(b"\x09" * 16, 2), newest.hlc + 2, ROW, ROW, "code", ROW, (back.key,), patch)
    again, now = fold([*known, back, redo]), fold(known)
    assert (again.deleted, again.conflicts) == (now.deleted, now.conflicts)
    assert again.deleted or again.fields == now.fields


def quarrel_undone() -> tuple[list[Op], Op, Op]:
    """Return a dispute that somebody settled and undid, the choice, and its undoing."""
    ops = [op(0, 1, 1, (), name="a")]
    ops += [op(1, 1, 5, [ops[0].key], name="b"), op(2, 1, 9, [ops[0].key], name="c")]
    choice = op(1, 2, 10, [ops[1].key, ops[2].key], name="b")
    patch = inverse([*ops, choice], {choice.key})
    undoing = Op(OpKey(b"\1" * 16, 3), 11, ROW, ROW, "code", ROW, (choice.key,), patch)
    return ops, choice, undoing


def test_what_was_in_dispute_before_a_choice_is_so_after_undoing_it() -> None:
    ops, choice, undoing = quarrel_undone()
    both = (ops[1].key, ops[2].key)
    assert fold(ops).conflicts == {"name": both}
    assert not fold([*ops, choice]).conflicts
    restored = fold([*ops, choice, undoing])
    assert (restored.fields, restored.conflicts) == (fold(ops).fields, {"name": both})
    assert REOPENS not in restored.fields
    more = op(1, 4, 12, [undoing.key], name="d")
    assert not fold([*ops, choice, undoing, more]).conflicts, "the next choice settles it"


def test_who_had_seen_one_side_only_takes_its_place_in_the_dispute() -> None:
    ops, choice, undoing = quarrel_undone()
    on_theirs = op(2, 2, 12, [ops[2].key], name="cc")
    state = fold([*ops, choice, undoing, on_theirs])
    assert state.conflicts == {"name": (ops[1].key, on_theirs.key)}


def test_who_had_seen_both_sides_is_in_dispute_with_who_undid_a_choice() -> None:
    ops, choice, undoing = quarrel_undone()
    other = op(3, 1, 12, [ops[1].key, ops[2].key], name="d")
    state = fold([*ops, choice, undoing, other])
    assert state.conflicts == {"name": (undoing.key, other.key)}


def test_a_history_of_which_a_side_was_left_out_is_still_told() -> None:
    ops, choice, undoing = quarrel_undone()
    assert fold([*ops[:2], choice, undoing]).fields == {"name": "b"}
    assert not fold([*ops[:2], choice, undoing]).conflicts
    assert fold([ops[0], choice, undoing]).fields == {"name": "c"}


def test_the_later_clock_shows_and_both_values_stay() -> None:
    """Two who did not know of each other: one value shows, the conflict names both."""
    first = op(0, 1, 1, (), name="a")
    mine, theirs = op(1, 1, 5, [first.key], name="b"), op(2, 1, 9, [first.key], name="c")
    state = fold([first, mine, theirs])
    assert state.fields["name"] == "c"
    assert set(state.conflicts["name"]) == {mine.key, theirs.key}


Mutant = Callable[[pytest.MonkeyPatch], None]


def ours_wins(patch: pytest.MonkeyPatch) -> None:
    def first(indexes: Sequence[int], _seen: Sequence[int]) -> list[int]:
        return list(indexes)[:1]

    patch.setattr(module, "_maximal", first)


def clock_decides(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(module, "_is_linear", lambda _history: True)


def every_write_a_rival(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(module, "_ancestors", lambda history: [0] * len(history))


def delete_always_wins(patch: pytest.MonkeyPatch) -> None:
    def gone(history: Sequence[Op], _ancestors: Sequence[int]) -> list[bool]:
        return [any(DELETED in one.patch for one in history)] * len(history)

    patch.setattr(module, "_deletions", gone)


SCENE = [
    op(0, 1, 1, (), name="a", memo=""),
    op(1, 1, 5, [OpKey(b"\0" * 16, 1)], name="b"),
    op(2, 1, 9, [OpKey(b"\0" * 16, 1)], name="c"),
]
QUARREL = [*SCENE[:2], op(2, 1, 9, [OpKey(b"\0" * 16, 1)], deleted=True)]
SETTLED = op(1, 2, 10, [SCENE[2].key, SCENE[1].key], name="e")
LINE = [SCENE[0], SCENE[1], op(1, 2, 6, [OpKey(b"\1" * 16, 1)], name="d")]


def laws(patch: pytest.MonkeyPatch, mutant: Mutant) -> bool:
    """Say whether the laws let a mutant live."""
    with patch.context() as inside:
        mutant(inside)
        try:
            for ops in (SCENE, QUARREL):
                no_silent_loss(ops, fold(ops))
                _, settled = informed_edit(ops)
                assert settled.fields["name"] == "settled"
                assert not settled.conflicts
            assert not fold(QUARREL).deleted
            assert fold(LINE).fields["name"] == "d"
            assert not fold([*SCENE, SETTLED]).conflicts
        except AssertionError:
            return False
        return True


@pytest.mark.parametrize(
    "mutant", [ours_wins, clock_decides, every_write_a_rival, delete_always_wins]
)
def test_the_laws_bite(monkeypatch: pytest.MonkeyPatch, mutant: Mutant) -> None:
    """A fold that loses work in one of the usual ways is caught."""
    assert laws(monkeypatch, lambda _: None)
    assert not laws(monkeypatch, mutant)


@settings(max_examples=50)
@given(histories())
def test_parts_of_a_history_never_lose_the_first_operation(ops: list[Op]) -> None:
    """Law 12: the state names the row's origin however little else arrived."""
    first = min(ops, key=lambda one: (one.hlc, one.key))
    for some in combinations(ops[1:], min(2, len(ops) - 1)):
        assert fold([first, *some]).origin == first
