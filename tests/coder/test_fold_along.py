"""What takes a row along to another file is nobody's edit: all else is as if it were not there."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.store import fold as module
from coder.store.fold import ALONG, DELETED, Op, OpKey, State, Value, fold, inverse
from tests.coder.test_fold import ancestors, heads, op

PLACE = ("passage", "moved", "origin")
FIRST = {"passage": "P", "moved": "", "origin": None, "memo": ""}
PATCHES: st.SearchStrategy[dict[str, Value]] = st.one_of(
    st.builds(lambda at: {"passage": at, "moved": "", "origin": None}, st.sampled_from("PQR")),
    st.builds(lambda memo: {"memo": memo}, st.sampled_from("xy")),
    st.just({DELETED: 1}),
)


def along(root: str, number: int = 1) -> dict[str, Value]:
    """Return what says that the passage `root` was found in another file."""
    return {"passage": f"{root}{number}", "moved": "exact", "origin": root, ALONG: root}


def told_along(state: State, number: int) -> dict[str, Value]:
    """Return what takes a row along that stands so."""
    return along(str(state.meant or state.fields["origin"] or state.fields["passage"]), number)


@st.composite
def histories(draw: st.DrawFn) -> list[Op]:
    """Replicas edit one row, take it along, undo, and now and then take over another's log."""
    logs = [[op(0, 1, 10, (), **FIRST)] for _ in range(3)]
    seqs = [1, 0, 0]
    for _ in range(draw(st.integers(0, 10))):
        who = draw(st.integers(0, 2))
        if draw(st.booleans()):
            known = {one.key for one in logs[who]}
            logs[who] += [one for one in logs[draw(st.integers(0, 2))] if one.key not in known]
            continue
        state = fold(logs[who])
        own = [one for one in logs[who] if one.key.replica == bytes([who]) * 16 and one.prev]
        patch = draw(PATCHES)
        if own and draw(st.booleans()):
            patch = inverse(logs[who], {max(own, key=lambda one: one.key.seq).key})
        elif state.deleted:
            patch = {DELETED: 0}
        elif draw(st.booleans()):
            patch = told_along(state, draw(st.integers(1, 2)))
        seqs[who] += 1
        hlc = max(one.hlc for one in logs[who]) + 1 + draw(st.integers(0, 5))
        key = OpKey(bytes([who]) * 16, seqs[who])
        new = Op(key, hlc, b"p" * 16, b"a" * 16, "coding", b"r" * 16, heads_of(logs[who]), patch)
        logs[who] = [*logs[who], new]
    return list({one.key: one for log in logs for one in log}.values())


def heads_of(ops: Sequence[Op]) -> tuple[OpKey, ...]:
    return tuple(sorted(heads(ops)))


def without(ops: Sequence[Op]) -> list[Op]:
    """Return a history as it would be had nobody taken the row along."""
    said = {one.key for one in ops if ALONG not in one.patch}
    found = []
    for one in ops:
        if one.key in said:
            known = ancestors(ops, one.key) & said
            seen = set().union(*(ancestors(ops, key) for key in known))
            found.append(replace(one, prev=tuple(sorted(known - seen))))
    return found


@given(histories())
def test_but_for_its_place_a_row_is_as_if_it_had_not_been_taken_along(ops: list[Op]) -> None:
    """What shows, what is gone, what is in dispute: none of it rests on who merged when."""
    state, bare = fold(ops), fold(without(ops))
    assert state.deleted == bare.deleted
    assert state.conflicts == bare.conflicts
    for name in state.fields.keys() - set(PLACE):
        assert state.fields[name] == bare.fields[name]
    place = {name: state.fields[name] for name in PLACE}
    if place != {name: bare.fields[name] for name in PLACE}:
        root = bare.fields["origin"] or bare.fields["passage"]
        told = [one.patch for one in ops if one.patch.get(ALONG) == root]
        assert place in [{name: one[name] for name in PLACE} for one in told]
        assert state.meant == root


@given(histories(), st.randoms())
def test_order_of_arrival_does_not_matter(ops: list[Op], rng: random.Random) -> None:
    shuffled = list(ops)
    rng.shuffle(shuffled)
    assert fold(shuffled) == fold(ops)


MADE = op(0, 1, 1, (), **FIRST)
TAKEN = op(1, 1, 5, [MADE.key], **along("P"))


def test_who_saw_all_shows_where_the_row_is() -> None:
    state = fold([MADE, TAKEN])
    assert (state.fields["passage"], state.fields["moved"], state.meant) == ("P1", "exact", "P")
    assert not state.conflicts
    assert ALONG not in state.fields


def test_a_deletion_goes_before_it() -> None:
    deleting = op(2, 1, 4, [MADE.key], deleted=True)
    assert fold([MADE, TAKEN, deleting]).deleted
    # Whoever undoes something else meanwhile brings nothing back.
    memo = op(2, 2, 9, [deleting.key, TAKEN.key], memo="as it was")
    assert fold([MADE, TAKEN, deleting, memo]).deleted


def test_an_edit_by_who_saw_it_is_an_edit_all_the_same() -> None:
    deleting = op(2, 1, 4, [MADE.key], deleted=True)
    memo = op(1, 2, 6, [TAKEN.key], memo="mine")
    state = fold([MADE, TAKEN, deleting, memo])
    assert not state.deleted
    assert state.conflicts == {DELETED: (memo.key, deleting.key)}


def test_a_coder_s_own_place_is_not_in_dispute_with_it() -> None:
    placing = op(2, 1, 4, [MADE.key], passage="Q", moved="", origin=None)
    state = fold([MADE, TAKEN, placing])
    assert (state.fields["passage"], state.fields["origin"]) == ("Q", None)
    assert not state.conflicts
    later = op(1, 2, 9, [TAKEN.key, placing.key], **along("Q"))
    assert fold([MADE, TAKEN, placing, later]).fields["passage"] == "Q1"


def test_it_settles_no_dispute() -> None:
    """Two coders' places are in dispute until somebody chooses, wherever they are now."""
    one = op(1, 2, 6, [TAKEN.key], passage="P1", moved="", origin=None)
    other = op(2, 1, 9, [MADE.key], passage="Q", moved="", origin=None)
    later = op(3, 1, 12, [one.key, other.key], **along("Q"))
    state = fold([MADE, TAKEN, one, other, later])
    assert state.fields["passage"] == "Q1"
    assert state.conflicts["passage"] == (one.key, other.key)


def test_who_goes_back_to_where_it_was_has_the_last_word() -> None:
    back = op(2, 1, 6, [TAKEN.key], passage="P", moved="", origin=None)
    assert fold([MADE, TAKEN, back]).fields["passage"] == "P"


def test_the_inverse_is_nobody_s_edit_either() -> None:
    patch = inverse([MADE, TAKEN], {TAKEN.key})
    assert patch == {"passage": "P", "moved": "", "origin": None, ALONG: "P"}
    both = op(1, 2, 6, [TAKEN.key], memo="mine")
    assert ALONG not in inverse([MADE, TAKEN, both], {TAKEN.key, both.key})


def test_a_history_in_a_circle_is_folded() -> None:
    """A file from elsewhere may say anything."""
    one, other = OpKey(b"\1" * 16, 1), OpKey(b"\2" * 16, 1)
    ops = [op(1, 1, 5, [other], **along("P")), op(2, 1, 6, [one], **along("P"))]
    assert not fold([MADE, *ops, op(3, 1, 9, [other], memo="x")]).deleted
    assert fold(ops).fields == {}


def told_by_anybody(patch: pytest.MonkeyPatch) -> None:
    """Wherever a row was looked for from, where it was found shows."""

    def taken(history: Sequence[Op], seen: Sequence[int], said: int, _: Value) -> dict[str, Value]:
        found = [one for at, one in enumerate(history) if ALONG in one.patch and at > said]
        return {**found[-1].patch} if found and seen else {}

    patch.setattr(module, "_taken_along", taken)


def an_edit_like_others(patch: pytest.MonkeyPatch) -> None:
    """Nothing is known of rows that are only taken along."""
    patch.setattr(module, "ALONG", "_unknown")


def seen_through_nothing(patch: pytest.MonkeyPatch) -> None:
    """What was deleted comes back when somebody edits it who had it taken along."""
    patch.setattr(module, "_but_for_along", lambda _history, _position, _ancestors, seen: seen)


@pytest.mark.parametrize("mutant", [told_by_anybody, an_edit_like_others, seen_through_nothing])
def test_the_laws_bite(mutant: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fold that takes such an operation for more than it is is caught."""
    all_hold()
    assert callable(mutant)
    mutant(monkeypatch)
    with pytest.raises(AssertionError):
        all_hold()


def all_hold() -> None:
    test_a_deletion_goes_before_it()
    test_a_coder_s_own_place_is_not_in_dispute_with_it()
    test_it_settles_no_dispute()
