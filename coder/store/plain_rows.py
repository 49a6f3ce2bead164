"""Rows that one operation made and no other touched, put into their tables by SQLite itself.

Nearly all that a colleague's copy brings is of this sort: codings, their passages and the acts in
which they were made. Folding them one by one in Python took longer than all the rest of a merge.
The outcome is what `rows.first_row` makes of the same operation.
"""

from sqlalchemy import ColumnDefault, Connection

from coder.store import file, schema
from coder.store.ops import BINARY
from coder.store.staging import Came
from coder.text.fold import fold_plain

TABLES = ("action", "passage", "coding")
"""The tables whose rows come in numbers."""
_RANGES = "json_extract(json_extract(patch, '$.ranges'), '{}')"
_DERIVED = {
    "passage": {
        "page": _RANGES.format("$[0][0]"),
        "start": _RANGES.format("$[0][1]"),
        "end_page": _RANGES.format("$[#-1][0]"),
        "end": _RANGES.format("$[#-1][2]"),
        "folded": "folded(ifnull(json_extract(patch, '$.quote'), ''))",
    },
    "action": {name: name for name in ("replica", "seq", "hlc", "person")},
}
# A value that is no plain one, the one character SQLite ends words at, and halves of
# characters, which it would take for whole ones, are for Python. GLOB looks for a few characters
# in a long text far quicker than `instr`.
_PLAIN = (
    "\"table\" IN ('action', 'passage', 'coding') AND prev = x'' "
    "AND patch NOT GLOB '*:[[{{]*' AND patch NOT GLOB '*\\u[0dD][089a-fA-F]*' "
    "AND patch NOT GLOB '*\"_del\"*' "
    "AND (SELECT count(*) FROM main.op AS known WHERE known.row = {came}.row) = 1"
)


def put(db: Connection, came: Came) -> None:
    """Put the plain rows among operations that are in the log already.

    `temp.rest` then holds the others, as `rowid` of the table they came in; `drop` lets it go.

    Raises:
        IntegrityError, OperationalError: an operation does not say what its table needs.
    """
    raw = file.driver(db)
    raw.create_function("unhex", 1, bytes.fromhex, deterministic=True)
    raw.create_function("folded", 1, fold_plain, deterministic=True)
    db.exec_driver_sql("CREATE TEMP TABLE rest (number INTEGER PRIMARY KEY)")
    within = f"FROM {came.table} WHERE {came.where}"
    is_plain = _PLAIN.format(came=came.table)
    number = f"{came.table}.rowid"
    db.exec_driver_sql(f"INSERT INTO temp.rest SELECT {number} {within} AND NOT ({is_plain})")
    others = f"{number} NOT IN (SELECT number FROM temp.rest)"
    for table in TABLES:
        columns, values = _told(table)
        db.exec_driver_sql(
            f"INSERT INTO main.{table} ({columns}) "
            f"SELECT {values} {within} AND \"table\" = '{table}' AND {others}"
        )


def drop(db: Connection) -> None:
    """Let go of what `put` left."""
    db.exec_driver_sql("DROP TABLE IF EXISTS temp.rest")


def _told(table: str) -> tuple[str, str]:
    """Return the columns of a table, and what an operation says of each, as SQL."""
    columns = schema.FOLDED[table].columns
    names = ", ".join(f'"{column.name}"' for column in columns)
    return names, ", ".join(_value(table, column.name) for column in columns)


def _value(table: str, name: str) -> str:
    if name == "id":
        return "row"
    derived = _DERIVED.get(table, {}).get(name)
    if derived:
        return derived
    said = f"json_extract(patch, '$.{name}')"
    column = schema.FOLDED[table].c[name]
    if name in BINARY[table]:
        told = f"unhex({said})"
        return f"CASE WHEN {said} IS NOT NULL THEN {told} END" if column.nullable else told
    default = column.default
    if isinstance(default, ColumnDefault) and isinstance(default.arg, str):
        return f"ifnull({said}, '{default.arg}')"
    return said
