"""Operations as they lie in the file: encoding, hashes, reading by row and by action."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, LargeBinary, select

from coder.model.team import OpKey
from coder.store import schema
from coder.store.fold import Op, Value
from coder.store.op_hash import hash_of

_KEY_SIZE = 24
_IDS_AT_ONCE = 500
T = TypeVar("T")

BINARY: dict[str, frozenset[str]] = {
    name: frozenset(
        column.name for column in table.columns if isinstance(column.type, LargeBinary)
    )
    for name, table in schema.FOLDED.items()
}
"""The columns of each folded table that hold ids; a patch writes them as hex digits."""
_KNOWN = {
    name: frozenset(column.name for column in table.columns)
    for name, table in schema.FOLDED.items()
}


def chunks(items: Sequence[T], size: int = _IDS_AT_ONCE) -> Iterator[Sequence[T]]:
    """Cut `items` into runs short enough for one statement."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def to_patch(table: str, values: Mapping[str, object]) -> dict[str, Value]:
    """Turn column values into what a patch holds: ids as hex digits, derived columns left out."""
    binary, left_out = BINARY[table], schema.DERIVED.get(table, frozenset())
    patch: dict[str, Value] = {}
    for name, value in values.items():
        if name in left_out or name == "id":
            continue
        if name in binary and isinstance(value, bytes):
            patch[name] = value.hex()
        else:
            assert value is None or isinstance(value, (str, int, float, bool)), name
            patch[name] = value
    return patch


def from_patch(table: str, fields: Mapping[str, Value]) -> dict[str, Any]:
    """Turn the fields of a patch back into column values; unknown fields are left out."""
    binary, known = BINARY[table], _KNOWN[table]
    return {
        name: bytes.fromhex(value) if name in binary and isinstance(value, str) else value
        for name, value in fields.items()
        if name in known
    }


def pack_keys(keys: Sequence[OpKey]) -> bytes:
    """Write operation keys as bytes: 16 of the replica and 8 of the number each."""
    return b"".join(key.replica + key.seq.to_bytes(8, "big") for key in keys)


def unpack_keys(packed: bytes) -> tuple[OpKey, ...]:
    """Read what `pack_keys` wrote."""
    if len(packed) == _KEY_SIZE:
        return (OpKey(packed[:16], int.from_bytes(packed[16:], "big")),)
    return tuple(
        OpKey(packed[at : at + 16], int.from_bytes(packed[at + 16 : at + 24], "big"))
        for at in range(0, len(packed), _KEY_SIZE)
    )


def op_hash(op: Op, patch: str) -> bytes:
    """Return the BLAKE2b-128 of an operation with everything it says."""
    keys = pack_keys(op.prev)
    replica, seq = op.key
    return hash_of(replica, seq, op.hlc, op.person, op.action, op.table, op.row, keys, patch)


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def to_row(op: Op) -> dict[str, Any]:
    """Return the row of the `op` table that holds this operation."""
    patch = _encode(op.patch)
    return {
        "replica": op.key.replica,
        "seq": op.key.seq,
        "hlc": op.hlc,
        "person": op.person,
        "action": op.action,
        "table": op.table,
        "row": op.row,
        "prev": pack_keys(op.prev),
        "patch": patch,
        "hash": op_hash(op, patch),
    }


def from_row(row: Sequence[Any]) -> Op:
    """Return the operation that a row of the `op` table, all columns in order, holds."""
    replica, seq, hlc, person, action, table, identity, prev, patch, _ = row
    key = OpKey(replica, seq)
    return Op(key, hlc, person, action, table, identity, unpack_keys(prev), json.loads(patch))


def of_rows(db: Connection, rows: Sequence[bytes]) -> dict[bytes, list[Op]]:
    """Return all operations on these rows, by row; rows without any are left out."""
    found: dict[bytes, list[Op]] = {}
    for some in chunks(rows):
        query = select(schema.op).where(schema.op.c.row.in_(some))
        for line in db.execute(query):
            op = from_row(line)
            found.setdefault(op.row, []).append(op)
    return found


def of_action(db: Connection, action: bytes) -> list[Op]:
    """Return the operations of one action in the order they were written."""
    query = select(schema.op).where(schema.op.c.action == action).order_by(schema.op.c.seq)
    return [from_row(line) for line in db.execute(query)]


def heads_of(db: Connection, rows: Sequence[bytes]) -> dict[bytes, tuple[OpKey, ...]]:
    """Return for each row the operations that no other one had seen yet."""
    keys: dict[bytes, set[OpKey]] = {}
    seen: dict[bytes, set[OpKey]] = {}
    columns = schema.op.c
    for some in chunks(rows):
        query = select(columns.row, columns.replica, columns.seq, columns.prev)
        for row, replica, seq, prev in db.execute(query.where(columns.row.in_(some))):
            keys.setdefault(row, set()).add(OpKey(replica, seq))
            seen.setdefault(row, set()).update(unpack_keys(prev))
    return {row: tuple(sorted(mine - seen[row])) for row, mine in keys.items()}
