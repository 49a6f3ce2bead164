"""What a file that is merged from says, counted where it lies.

A preview of ten thousands of codings has to be there at once. So those that one operation made
are counted by SQLite in the file itself, each by its word; all other operations are read, to be
folded with ours. The merge itself looks at every operation.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from coder.store import schema
from coder.store.plain_rows import TABLES
from coder.store.source import Line, Source
from coder.store.union import Codings

_COLUMNS = ", ".join(f'"{column.name}"' for column in schema.op.columns)
_TABLE, _ROW, _PATCH = map(schema.op.columns.keys().index, ("table", "row", "patch"))
_MANY = "\"table\" IN ('action', 'passage', 'coding')"


@dataclass(frozen=True, slots=True)
class Survey:
    """What the operations of a source say.

    `rest` are those that are not counted; `codings` are what the others made, each with its
    replica and, where the file does not tell its report, its passage; `texts` are where passages
    lie, as report and text.
    """

    rest: tuple[Line, ...]
    codings: tuple[tuple[bytes, Codings, bytes | None], ...]
    texts: frozenset[tuple[bytes, str]]


def survey(source: Source) -> Survey:
    """Count what a source says.

    Raises:
        ProjectError: it cannot be read, or what it says makes no sense; naming the file.
    """
    try:
        with _beside(source) as db:
            rest = _rest(db)
            _put_places(db)
            codings = tuple(_codings(db))
            query = "SELECT DISTINCT report, text_hash FROM place"
            texts = frozenset((bytes.fromhex(one), str(text)) for one, text in db.execute(query))
            return Survey(rest, codings, texts)
    except sqlite3.Error as error:
        raise source.trouble(error) from error
    except (TypeError, ValueError) as error:
        raise source.damaged("its history does not hold together") from error


@contextmanager
def _beside(source: Source) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", uri=True, isolation_level=None)) as db:
        for pragma in ("trusted_schema = OFF", "journal_mode = OFF", "temp_store = MEMORY"):
            db.execute(f"PRAGMA {pragma}").close()
        db.execute("ATTACH ? AS source", (source.address,)).close()
        yield db


def _rest(db: sqlite3.Connection) -> tuple[Line, ...]:
    """Return the operations on rows of small tables, and on rows that there are several of."""
    query = f"SELECT {_COLUMNS} FROM source.op NOT INDEXED WHERE NOT ({_MANY}) OR prev != x''"
    found = list(db.execute(query))
    db.execute("CREATE TABLE again (id BLOB PRIMARY KEY) WITHOUT ROWID").close()
    found += _first_of(db, {line[_ROW] for line in found if line[_TABLE] in TABLES})
    # What is told of these codings is told by report, which their passages name.
    codings = [json.loads(line[_PATCH]) for line in found if line[_TABLE] == "coding"]
    places = {bytes.fromhex(said["passage"]) for said in codings if said.get("passage")}
    return tuple(found + _first_of(db, places - {line[_ROW] for line in found}))


def _first_of(db: sqlite3.Connection, rows: set[bytes]) -> list[Line]:
    """Return the operations that made these rows, and note that they are not to be counted."""
    if not rows:
        return []
    db.executemany("INSERT INTO again VALUES (?)", [(one,) for one in rows]).close()
    query = (
        f"SELECT {_COLUMNS} FROM source.op NOT INDEXED WHERE {_MANY} AND prev = x'' "
        "AND row IN (SELECT id FROM again)"
    )
    return [line for line in db.execute(query) if line[_ROW] in rows]


def _put_places(db: sqlite3.Connection) -> None:
    """Make a table of all passages, their reports and their texts."""
    # Two coders of one copy may each have made the same passage.
    columns = "id TEXT PRIMARY KEY, report TEXT, text_hash TEXT"
    db.execute(f"CREATE TABLE place ({columns}) WITHOUT ROWID").close()
    db.execute(
        "INSERT OR IGNORE INTO place SELECT lower(hex(row)), json_extract(patch, '$.report'), "
        "json_extract(patch, '$.text_hash') FROM source.op NOT INDEXED "
        "WHERE \"table\" = 'passage' AND prev = x''"
    ).close()


def _codings(db: sqlite3.Connection) -> Iterator[tuple[bytes, Codings, bytes | None]]:
    # LIMIT keeps SQLite from taking the whole patch along while it sorts.
    said = (
        "SELECT replica, json_extract(patch, '$.coder', '$.code') AS who_what, "
        "json_extract(patch, '$.passage') AS passage, "
        "ifnull(json_extract(patch, '$.memo'), '') != '' AS has_memo "
        "FROM source.op NOT INDEXED WHERE \"table\" = 'coding' AND prev = x'' "
        "AND row NOT IN (SELECT id FROM again) LIMIT -1"
    )
    query = (
        "SELECT replica, who_what, report, CASE WHEN report IS NULL THEN passage END AS place, "
        f"count(*), sum(has_memo) FROM ({said}) LEFT JOIN place ON place.id = passage "
        "GROUP BY report, 4, who_what, replica"
    )
    for replica, who_what, report, place, count, memos in db.execute(query):
        coder, code = json.loads(who_what)
        about = (
            bytes.fromhex(coder),
            bytes.fromhex(code),
            bytes.fromhex(report) if report else None,
        )
        yield replica, Codings(*about, count, memos), bytes.fromhex(place) if place else None
