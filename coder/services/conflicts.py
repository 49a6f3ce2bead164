"""What people said differently without knowing of each other, in words; and settling it."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, select

from coder.model import team_words
from coder.model.errors import ProjectError
from coder.model.team import Conflict, OpKey, Rival
from coder.services.door import Keeper
from coder.services.replacing import follow
from coder.services.team_sides import used_by
from coder.store import closure, schema
from coder.store.cascade import delete_with
from coder.store.fold import ABOUT_OPS, DELETED, Op, Value
from coder.store.log import Clock, Writer
from coder.store.ops import of_rows, unpack_keys

_LEADS = {
    "report": "sha256",
    "coding": "passage",
    "code": "parent",
    "decision": "verdict",
    "value": "value",
    "rating": "level",
}
"""Of columns that are written together, the one that stands for all in a list of conflicts."""
_SILENT = {
    table: groups[0] - {_LEADS[table]} for table, groups in schema.TOGETHER.items() if groups
}
_NAMES = {
    "code": "name",
    "coder": "name",
    "codebook": "title",
    "report": "title",
    "item": "name",
}
_REFERS = {
    "parent": "code",
    "code": "code",
    "coder": "coder",
    "joined": "coder",
    "codebook": "codebook",
    "criterion": "item",
    "scale": "item",
    "by": "coder",
    "duplicate_of": "report",
}
_ABOUT = {
    "value": ("attribute", "item"),
    "answer": ("criterion", "item"),
    "decision": ("stage", "item"),
    "rating": ("subject", "code"),
    "card": ("form", "item"),
}
"""By what else than its report something said of a report is known: a column, and its table."""
_GONE = "This is settled already."


def all_conflicts(db: Connection) -> list[Conflict]:
    """Return everything in dispute, by table and name."""
    query = select(schema.conflict.c.row, schema.conflict.c.field)
    return list(conflicts_of(db, {(row, name) for row, name in db.execute(query)}))


def conflicts_of(db: Connection, places: Collection[tuple[bytes, str]]) -> tuple[Conflict, ...]:
    """Return what is in dispute of these (row, field), by table and name."""
    if not places:
        return ()
    lines = db.execute(select(schema.conflict)).all()
    wanted = [
        line
        for line in lines
        if (line.row, line.field) in places and line.field not in _SILENT.get(line.table, ())
    ]
    histories = of_rows(db, list({line.row for line in wanted}))
    people = _names(db, "coder")
    found = [
        Conflict(
            line.table,
            line.row,
            line.field,
            _name(db, line.table, line.row),
            tuple(
                _rival(db, people, line.field, op)
                for op in sorted(histories[line.row], key=lambda op: (op.hlc, op.key))
                if op.key in unpack_keys(line.ops)
            ),
            used_by(db, line.table, line.row) if line.field in {DELETED, closure.USED} else "",
        )
        for line in wanted
    ]
    return tuple(
        sorted(found, key=lambda one: (one.table, one.name.casefold(), one.row, one.field))
    )


def settle(project: Keeper, conflict: Conflict, value_of: OpKey | str) -> None:
    """Write what stands; see `Merging.settle`."""
    label = f"Settle {conflict.name}" if conflict.name else "Settle a Conflict"

    def act(writer: Writer) -> None:
        place = schema.conflict.c
        query = select(place.row).where(place.row == conflict.row, place.field == conflict.field)
        if writer.db.scalar(query) is None:
            raise ProjectError(_GONE)
        if conflict.field in {DELETED, closure.USED}:
            _keep_or_delete(writer, conflict, value_of)
            return
        patch = _patch(of_rows(writer.db, [conflict.row])[conflict.row], conflict, value_of)
        writer.say(conflict.table, conflict.row, patch)
        follow(writer, _with_another_place(writer.db, conflict, patch), {conflict.row})

    project.run(label, act)


def _patch(history: list[Op], conflict: Conflict, value_of: OpKey | str) -> Mapping[str, Value]:
    if isinstance(value_of, str):
        return {conflict.field: value_of}
    said = next(op for op in history if op.key == value_of)
    groups = schema.TOGETHER.get(conflict.table, ())
    names = next((some for some in groups if conflict.field in some), {conflict.field})
    return {name: value for name, value in said.patch.items() if name in names}


def _with_another_place(
    db: Connection, conflict: Conflict, patch: Mapping[str, Value]
) -> list[bytes]:
    """Return the report in whose present file something may have no place since it was settled."""
    if "sha256" in patch:
        return [conflict.row]
    passage = schema.passage.c
    chosen = bytes.fromhex(str(patch.get("passage") or ""))
    return list(db.scalars(select(passage.report).where(passage.id == chosen)))


def _keep_or_delete(writer: Writer, conflict: Conflict, value_of: OpKey | str) -> None:
    rival = next((one for one in conflict.values if one.op == value_of), None)
    if rival is None or not rival.deleted:
        writer.say(conflict.table, conflict.row, {DELETED: 0})
        return
    delete_with(writer, conflict.table, [conflict.row])


def _rival(db: Connection, people: Mapping[bytes, str], field: str, op: Op) -> Rival:
    is_deletion = field in {DELETED, closure.USED} and op.patch.get(DELETED) == 1
    if field in {DELETED, closure.USED}:
        # What was made apart, as both had it, was not changed by anybody.
        names = sorted(set(op.patch) - ABOUT_OPS) if op.prev and not is_deletion else []
        value = team_words.fields(names)
    else:
        value = _read(db, field, op.patch.get(field))
    who, at = people.get(op.person, ""), Clock.milliseconds(op.hlc)
    return Rival(value, who, at, op.key, is_deletion)


def _read(db: Connection, field: str, value: Value) -> str:
    """Return a value as people read it: names for ids, words for yes and no."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field == "passage":
        passage = schema.passage.c
        query = select(passage.quote).where(passage.id == bytes.fromhex(str(value)))
        return db.scalar(query) or str(value)
    if field in _REFERS:
        return _names(db, _REFERS[field]).get(bytes.fromhex(str(value)), str(value))
    return str(value)


def _names(db: Connection, table: str) -> dict[bytes, str]:
    columns = schema.FOLDED[table].c
    return {line[0]: line[1] for line in db.execute(select(columns.id, columns[_NAMES[table]]))}


def _name(db: Connection, table: str, row: bytes) -> str:
    """Return how people know a row."""
    if table in _NAMES:
        return _names(db, table).get(row, "")
    if table == "coding":
        coding, passage = schema.coding.c, schema.passage.c
        query = select(passage.quote).join(schema.coding, coding.passage == passage.id)
        return (db.scalar(query.where(coding.id == row)) or "")[:60]
    if table in _ABOUT:
        return _name_about(db, table, row)
    if table == "entry":
        query = select(schema.entry.c.card, schema.entry.c.field)
        card, field = db.execute(query.where(schema.entry.c.id == row)).first() or (b"", b"")
        return " · ".join(filter(None, (_name(db, "card", card), _name(db, "item", field))))
    return {"project": "the project"}.get(table, "")


def _name_about(db: Connection, table: str, row: bytes) -> str:
    column, refers = _ABOUT[table]
    columns = schema.FOLDED[table].c
    query = select(columns.report, columns[column]).where(columns.id == row)
    report, about = db.execute(query).first() or (b"", b"")
    # A rating is on a code or on a check.
    named = _name(db, refers, about) or _name(db, "item", about)
    return " · ".join(filter(None, (_name(db, "report", report), named)))
