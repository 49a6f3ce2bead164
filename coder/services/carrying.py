"""What was said of one report or code is said of another when the two are made one.

Rows whose id tells what they are about get new ids; what rests on them goes along. Where the same
person has said something of the other already, that stands, and tells in words what they said of
the one: no judgement is lost, and none is made up.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select

from coder.model.ids import answer_id, decision_id, rating_id, value_id
from coder.services.supporting import carry_owners
from coder.store import schema
from coder.store.items import protocol
from coder.store.log import Writer
from coder.store.ops import chunks
from coder.store.ratings import shown

Row = Mapping[str, Any]
_IDENTITIES: dict[str, Callable[[Row], bytes]] = {
    "value": lambda row: value_id(row["report"], row["attribute"]),
    "answer": lambda row: answer_id(row["report"], row["criterion"], row["coder"]),
    "decision": lambda row: decision_id(row["report"], row["stage"], row["coder"]),
    "rating": lambda row: rating_id(row["report"], row["subject"], row["coder"], row["origin"]),
}
_WORDS = {
    "answer": ("answer", "note"),
    "decision": ("verdict", "reason"),
    "rating": ("level", "justification"),
}
"""In which columns a judgement stands, and the words to it."""


def carry(
    writer: Writer, table: str, about: Mapping[str, bytes], to: Mapping[str, bytes], name: str
) -> None:
    """Let the rows about something, such as {"report": id}, be about another; `name` is its."""
    columns = schema.FOLDED[table].c
    query = select(schema.FOLDED[table])
    for column, value in about.items():
        query = query.where(columns[column] == value)
    rows = [dict(line) for line in writer.db.execute(query.order_by(columns.id)).mappings()]
    moved = [_renamed(table, {**row, **to}) for row in rows]
    there = _there(writer, table, [row["id"] for row in moved])
    joined = [
        (row["id"], patch)
        for row in moved
        if row["id"] in there and (patch := _joined(writer, table, there[row["id"]], row, name))
    ]
    writer.delete(table, [row["id"] for row in rows])
    writer.insert(table, [row for row in moved if row["id"] not in there])
    writer.update(table, joined)
    ids = {row["id"]: now["id"] for row, now in zip(rows, moved, strict=True)}
    carry_owners(writer, ids)


def _renamed(table: str, row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "id": _IDENTITIES[table](row)}


def _there(writer: Writer, table: str, ids: list[bytes]) -> dict[bytes, dict[str, Any]]:
    found: dict[bytes, dict[str, Any]] = {}
    target = schema.FOLDED[table]
    for some in chunks(ids):
        lines = writer.db.execute(select(target).where(target.c.id.in_(some))).mappings()
        found.update({line["id"]: dict(line) for line in lines})
    return found


def _joined(writer: Writer, table: str, kept: Row, other: Row, name: str) -> dict[str, Any]:
    """Return what is to change in the row that stays, so that it tells of the other."""
    if table not in _WORDS:
        return {}
    judgement, words = _WORDS[table]
    is_same = all(kept[one] == other[one] for one in (judgement, "scale") if one in kept)
    said = other[words]
    if not is_same:
        told = other[judgement]
        if table == "rating":
            told = shown(protocol(writer.db), other["scale"], told)
        said = f"{told}. {said}".strip(" .") if told else said
    if not said or said in kept[words]:
        return {}
    about = f"{name}: {said}" if name else said
    return {words: f"{kept[words]}\n\n{about}".strip()}
