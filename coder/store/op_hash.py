"""The hash of an operation, and the look at whether operations in a file have theirs.

It imports next to nothing: of very many operations a process of its own looks at them, while
this one goes on.
"""

import hashlib
import sqlite3
import struct
from collections.abc import Collection, Sequence
from contextlib import closing
from multiprocessing.connection import Connection
from typing import Any

COLUMNS = ("replica", "seq", "hlc", "person", "action", "table", "row", "prev", "patch", "hash")
"""The columns of the table of operations, in order."""
_HLC = COLUMNS.index("hlc")
_ID_SIZE = 16
_LATEST = 1 << 62
"""No clock says so much before the year 4199; who took it for the time could write no more."""
_HEAD = struct.Struct(">I16sIQIQI16sI16sI").pack
_MIDDLE = struct.Struct(">I16sI").pack


def hash_of(
    replica: bytes,
    seq: int,
    hlc: int,
    person: bytes,
    action: bytes,
    table: str,
    row: bytes,
    prev: bytes,
    patch: str,
) -> bytes:
    """Return the BLAKE2b-128 of an operation's parts, each with its length before it.

    Raises:
        ValueError: an id has not 16 bytes.
    """
    if not len(replica) == len(person) == len(action) == len(row) == _ID_SIZE:
        raise ValueError("an id has 16 bytes")
    kind, said = table.encode(), patch.encode()
    head = _HEAD(16, replica, 8, seq, 8, hlc, 16, person, 16, action, len(kind))
    middle = _MIDDLE(16, row, len(prev))
    whole = b"".join((head, kind, middle, prev, len(said).to_bytes(4, "big"), said))
    return hashlib.blake2b(whole, digest_size=16).digest()


def is_whole(line: Sequence[Any]) -> bool:
    """Say whether a row of the `op` table, all columns in order, has the hash that it tells.

    One of a time that no clock tells has none.
    """
    try:
        return bool(line[_HLC] < _LATEST and hash_of(*line[:-1]) == line[-1])
    except (AttributeError, TypeError, ValueError, struct.error):
        return False


def first_bad(address: str, first: int, last: int, tables: Collection[str]) -> int:
    """Return the first row of a file's operations, by `rowid`, that is not what it was, or 0.

    `tables` are those that an operation may be about.
    """
    names = ", ".join(f'"{name}"' for name in COLUMNS)
    query = f"SELECT rowid, {names} FROM op WHERE rowid BETWEEN ? AND ?"
    with closing(sqlite3.connect(address, uri=True)) as db:
        for line in db.execute(query, (first, last)):
            if line[6] not in tables or not is_whole(line[1:]):
                return int(line[0])
    return 0


def look(answer: Connection, address: str, first: int, last: int, tables: Collection[str]) -> None:
    """Send what `first_bad` finds; for a process of its own."""
    answer.send(first_bad(address, first, last, tables))
    answer.close()
