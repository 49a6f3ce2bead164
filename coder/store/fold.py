"""The state of a row as a pure function of its operations (MERGE.md section 1.2).

Each operation names in `prev` the operations on the same row that its writer had seen, so a row's
history is a small directed graph. Clocks never decide between an edit and what it had seen; they
only choose which of two rival values is shown. Two memos are both shown.
"""

import itertools
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from coder.model.team import OpKey

Value = str | int | float | bool | None
DELETED = "_del"
REOPENS = "_open"
"""What a patch that undoes a choice puts in dispute again: by field, the operations, as JSON."""
ALONG = "_along"
"""Of a patch that only says where a row's passage is in another file: the passage it was meant at.

Nobody said so; it follows from what somebody said and from the file that the report has.
"""
MEMO = "memo"
_PLACE, _ORIGIN = "passage", "origin"
ABOUT_OPS = frozenset({DELETED, REOPENS, ALONG})
"""What in a patch is no field of the row."""
_SAID_APART = frozenset(
    {
        MEMO, "definition", "apply_when", "do_not_apply_when", "example",
        "value", "answer", "verdict", "level",
    }
)  # fmt: skip
"""What is in dispute even between two who made the same thing, each on their own laptop."""


@dataclass(frozen=True, slots=True)
class Op:
    """One operation on one row; `patch` holds the changed fields, or `_del` 1 or 0."""

    key: OpKey
    hlc: int
    person: bytes
    action: bytes
    table: str
    row: bytes
    prev: tuple[OpKey, ...]
    patch: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class State:
    """How a row stands: its fields, whether it is deleted, its heads, and rival values by field.

    `origin` is the first operation of the row; `conflicts` names for each field in dispute the
    operations that hold the rival values (`_del` when one deleted what another edited). `meant`
    is the passage that a row is at by what somebody said, if it was taken along from there.
    """

    fields: Mapping[str, Value]
    deleted: bool
    heads: tuple[OpKey, ...]
    conflicts: Mapping[str, tuple[OpKey, ...]]
    origin: Op
    meant: Value = None


def fold(ops: Iterable[Op]) -> State:
    """Return the state of the row whose operations these are; raises ValueError when none."""
    history = sorted(ops, key=lambda op: (op.hlc, op.key))
    if not history:
        raise ValueError("a row has at least one operation")
    if _is_linear(history):
        return _fold_line(history)
    return _fold_graph(history)


def _is_linear(history: Sequence[Op]) -> bool:
    if history[0].prev or any(ALONG in op.patch for op in history):
        return False
    return all(after.prev == (before.key,) for before, after in itertools.pairwise(history))


def _fold_line(history: Sequence[Op]) -> State:
    fields: dict[str, Value] = {}
    for op in history:
        fields.update(op.patch)
    deleted = bool(fields.pop(DELETED, 0))
    fields.pop(REOPENS, None)
    return State(fields, deleted, (history[-1].key,), {}, history[0])


def _fold_graph(history: Sequence[Op]) -> State:
    ancestors = _ancestors(history)
    reopened = _reopened(history)
    heads = _maximal(range(len(history)), ancestors)
    gone = _deletions(history, ancestors)
    said = [index for index, op in enumerate(history) if ALONG not in op.patch]
    fields: dict[str, Value] = {}
    conflicts: dict[str, tuple[OpKey, ...]] = {}
    shown: dict[str, Op] = {}
    for name, indexes in _setters(history, said).items():
        rivals = [history[i] for i in _standing(name, indexes, ancestors, reopened)]
        rivals = _who_meant_it(name, rivals) or rivals
        fields[name], shown[name] = _shown(name, rivals), rivals[-1]
        if _is_disputed(name, rivals):
            conflicts[name] = tuple(sorted(op.key for op in rivals))
    meant: Value = None
    if len(said) < len(history) and _PLACE in shown:
        meant = fields.get(_ORIGIN) or fields[_PLACE]
        fields |= _taken_along(history, ancestors, history.index(shown[_PLACE]), meant)
    last = _standing(DELETED, _maximal(said, ancestors), ancestors, reopened)
    deleted_last = [i for i in last if gone[i]]
    deleted = len(deleted_last) == len(last)
    if deleted:
        conflicts = {}
    elif deleted_last:
        conflicts[DELETED] = tuple(sorted(history[i].key for i in last))
    keys = tuple(sorted(history[i].key for i in heads))
    return State(fields, deleted, keys, conflicts, history[0], meant)


def _setters(history: Sequence[Op], said: Iterable[int]) -> dict[str, list[int]]:
    """Return by field which of the operations `said` set it."""
    found: dict[str, list[int]] = {}
    for index in said:
        for name in history[index].patch:
            if name not in ABOUT_OPS:
                found.setdefault(name, []).append(index)
    return found


def _taken_along(
    history: Sequence[Op], ancestors: Sequence[int], said: int, root: Value
) -> dict[str, Value]:
    """Return what was found last of where the passage `root` is, which the operation `said` names.

    What `said` had seen of it is past.
    """
    fitting = [
        index
        for index, op in enumerate(history)
        if op.patch.get(ALONG, "") == root and not ancestors[said] >> index & 1
    ]
    if not fitting:
        return {}
    last = history[_maximal(fitting, ancestors)[-1]]
    return {name: value for name, value in last.patch.items() if name not in ABOUT_OPS}


def _who_meant_it(name: str, rivals: Sequence[Op]) -> list[Op]:
    """Leave out what a row merely began with where it was made apart: nobody chose it."""
    return [op for op in rivals if op.prev or (name == MEMO and op.patch[name])]


def _shown(name: str, rivals: Sequence[Op]) -> Value:
    """Return the value that shows: the later one, but of memos all, the later below."""
    if name != MEMO:
        return rivals[-1].patch[name]
    told = [str(op.patch[name]) for op in rivals if op.patch[name]]
    return "\n\n".join(dict.fromkeys(told))


def _is_disputed(name: str, rivals: Sequence[Op]) -> bool:
    if len({op.patch[name] for op in rivals}) < 2:
        return False
    return name in _SAID_APART or any(op.prev for op in rivals)


def _ancestors(history: Sequence[Op]) -> list[int]:
    """Return for each operation the set of its ancestors, as bits by position in `history`."""
    position = {op.key: index for index, op in enumerate(history)}
    found: list[int] = []
    for op in history:
        bits = 0
        for key in op.prev:
            index = position.get(key)
            if index is not None and index < len(found):
                bits |= found[index] | 1 << index
        found.append(bits)
    return found


def _maximal(indexes: Iterable[int], ancestors: Sequence[int]) -> list[int]:
    """Keep those that no other of `indexes` had seen; later clocks last."""
    chosen = list(indexes)
    seen = 0
    for index in chosen:
        seen |= ancestors[index]
    return [index for index in chosen if not seen >> index & 1]


def _standing(
    name: str,
    indexes: Iterable[int],
    ancestors: Sequence[int],
    reopened: Mapping[int, Mapping[str, Sequence[int]]],
) -> list[int]:
    """Return which of the operations that say something of a field stand; later clocks last.

    In the place of one that reopens a dispute stand those that were in dispute. It stands for
    itself where somebody else, who knew all of these, said something without knowing of it.
    """
    chosen = _maximal(indexes, ancestors)
    opened = {i: reopened[i][name] for i in chosen if name in reopened.get(i, ())}
    if not opened:
        return chosen
    spread = {other for i in chosen for other in opened.get(i, (i,))}
    kept = set(_maximal(sorted(spread), ancestors))
    kept.update(i for i, others in opened.items() if kept.isdisjoint(others))
    return sorted(kept)


def _reopened(history: Sequence[Op]) -> dict[int, dict[str, list[int]]]:
    """Return by operation and field which others it puts in dispute again, as far as they came."""
    found: dict[int, dict[str, list[int]]] = {}
    position = {op.key: index for index, op in enumerate(history)}
    for index, op in enumerate(history):
        if REOPENS not in op.patch:
            continue
        told = json.loads(str(op.patch[REOPENS]))
        for name, keys in told.items():
            known = [position.get(OpKey(bytes.fromhex(one), seq)) for one, seq in keys]
            there = [other for other in known if other is not None]
            if there:
                found.setdefault(index, {})[name] = there
    return found


def _deletions(history: Sequence[Op], ancestors: Sequence[int]) -> list[bool]:
    """Say after each operation whether the row is gone; an edit alone revives nothing."""
    position = {op.key: index for index, op in enumerate(history)}
    gone: list[bool] = []
    for index, op in enumerate(history):
        if DELETED in op.patch:
            gone.append(bool(op.patch[DELETED]))
            continue
        seen = [position[key] for key in op.prev if position.get(key, index) < index]
        seen = _but_for_along(history, position, ancestors, seen)
        gone.append(bool(seen) and all(gone[i] for i in seen))
    return gone


def _but_for_along(
    history: Sequence[Op], position: Mapping[OpKey, int], ancestors: Sequence[int], seen: list[int]
) -> list[int]:
    """Put in the place of operations that take a row along what had been said before them."""
    found = set(seen)
    while along := [i for i in found if ALONG in history[i].patch]:
        found.difference_update(along)
        before = {(position.get(key, i), i) for i in along for key in history[i].prev}
        found.update(seen for seen, i in before if seen < i)
    return seen if found == set(seen) else _maximal(sorted(found), ancestors)


def unseen(ops: Sequence[Op]) -> tuple[OpKey, ...]:
    """Return the heads of a row's operations: those that none of the others had seen."""
    seen = {key for op in ops for key in op.prev}
    return tuple(sorted(op.key for op in ops if op.key not in seen))


def before(ops: Sequence[Op], keys: set[OpKey]) -> State | None:
    """Return the state that the writer of `keys`, one action's operations on a row, had seen."""
    by_key = {op.key: op for op in ops}
    pending = [key for mine in keys for key in by_key[mine].prev if key not in keys]
    seen: dict[OpKey, Op] = {}
    while pending:
        key = pending.pop()
        if key in seen or key not in by_key:
            continue
        seen[key] = by_key[key]
        pending.extend(by_key[key].prev)
    return fold(seen.values()) if seen else None


def inverse(ops: Sequence[Op], keys: set[OpKey]) -> dict[str, Value]:
    """Return the patch that takes a row back to what it was before `keys` touched it.

    One that had been deleted says again what it said then: it may come back once more. What was
    in dispute before is so again. What only took a row along is taken back without a word.
    """
    earlier = before(ops, keys)
    if earlier is None:
        return {DELETED: 1}
    mine = sorted((op for op in ops if op.key in keys), key=lambda op: op.hlc)
    names = [name for op in mine for name in op.patch if name not in {REOPENS, ALONG}]
    patch = {name: earlier.fields.get(name) for name in names}
    if all(ALONG in op.patch for op in mine):
        return {**patch, ALONG: mine[-1].patch[ALONG]}
    open_ = {name: keys for name, keys in earlier.conflicts.items() if name in {DELETED, *patch}}
    if earlier.deleted or DELETED in patch:
        patch[DELETED] = int(earlier.deleted)
    if open_:
        told = {
            name: [[key.replica.hex(), key.seq] for key in keys] for name, keys in open_.items()
        }
        patch[REOPENS] = json.dumps(told, sort_keys=True, separators=(",", ":"))
    return patch
