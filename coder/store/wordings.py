"""How definitions read now, and how they read before: from their rows and from the log."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from coder.model.codebook import Code, wording
from coder.model.ids import ActionId, CodeId, CoderId, CodingId
from coder.store import schema
from coder.store.fold import Op, Value, fold
from coder.store.log import Clock
from coder.store.ops import chunks, of_rows

_code, _coding = schema.code.c, schema.coding.c


@dataclass(frozen=True, slots=True)
class Written:
    """How a row stood after an operation on it; `at` is Unix milliseconds."""

    at: int
    hlc: int
    person: CoderId
    action: ActionId
    fields: Mapping[str, Value]
    deleted: bool

    @property
    def wording(self) -> str:
        """Return the mark of the rules of a code as they stood then."""
        names = ("definition", "apply_when", "do_not_apply_when")
        definition, apply_when, do_not_apply_when = (
            str(self.fields.get(name) or "") for name in names
        )
        return wording(definition, apply_when, do_not_apply_when)


def wordings(db: Connection, codes: Collection[CodeId]) -> dict[CodeId, str]:
    """Return the mark of the present wording of these codes."""
    query = select(_code.id, _code.definition, _code.apply_when, _code.do_not_apply_when)
    found = {}
    for some in chunks(sorted(codes)):
        for line in db.execute(query.where(_code.id.in_(some))):
            found[CodeId(line.id)] = wording(*line[1:])
    return found


def history(db: Connection, row: bytes) -> list[Written]:
    """Return how a row stood after each operation on it, oldest first.

    The clock orders them: an operation is later than all that its writer had seen.
    """
    ops = sorted(of_rows(db, [row]).get(row, []), key=lambda op: (op.hlc, op.key))
    return [_stood(ops[: at + 1]) for at in range(len(ops))]


def _stood(ops: list[Op]) -> Written:
    state, last = fold(ops), ops[-1]
    who, act = CoderId(last.person), ActionId(last.action)
    at = Clock.milliseconds(last.hlc)
    return Written(at, last.hlc, who, act, state.fields, state.deleted)


def outdated(db: Connection, codes: Collection[Code]) -> list[CodingId]:
    """Return the codings of these codes that were made under a wording that meant otherwise."""
    by_id = {code.id: code for code in codes}
    pairs = select(_coding.code, _coding.under).distinct()
    stale = [
        (code, under)
        for code, under in db.execute(pairs)
        if code in by_id and not by_id[code].is_meant(under)
    ]
    found: list[CodingId] = []
    for code, under in stale:
        query = select(_coding.id).where(_coding.code == code, _coding.under == under)
        found += db.scalars(query)
    for code in {code for code, under in db.execute(pairs) if under == "" and code in by_id}:
        found += _before_marks(db, by_id[code])
    return found


def _before_marks(db: Connection, code: Code) -> list[CodingId]:
    """Return the codings without a mark that the log shows to be older than another wording."""
    stood = history(db, code.id)
    if all(code.is_meant(one.wording) for one in stood):
        return []
    unmarked = db.scalars(select(_coding.id).where(_coding.code == code.id, _coding.under == ""))
    op = schema.op.c
    made: dict[bytes, int] = {}
    for some in chunks(unmarked.all()):
        query = select(op.row, func.min(op.hlc)).where(op.row.in_(some))
        made |= dict(iter(db.execute(query.group_by(op.row))))
    return [CodingId(one) for one, hlc in made.items() if not code.is_meant(_under(stood, hlc))]


def under(db: Connection, stood: list[Written], coding: CodingId) -> str:
    """Return the wording that a code, which stood so, had when a coding was made."""
    op = schema.op.c
    made = db.scalar(select(func.min(op.hlc)).where(op.row == coding))
    return _under(stood, made or 0) if stood else ""


def _under(stood: list[Written], hlc: int) -> str:
    """Return the wording that a code had at a time; its first if it came later by the clock."""
    before = [one for one in stood if one.hlc <= hlc]
    return (before or stood)[-1 if before else 0].wording
