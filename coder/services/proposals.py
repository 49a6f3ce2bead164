"""Things of ours and of theirs that may be one: offered, never joined in silence."""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, get_args

from sqlalchemy import Connection, Select, select

from coder.model.assignment import State
from coder.model.errors import ProjectError
from coder.model.ids import CodeId, CoderId, ReportId, assignment_id
from coder.model.team import Moved, Proposal
from coder.services.codebook import CodebookService
from coder.services.door import Keeper
from coder.services.report_joining import join_reports
from coder.store import local, schema
from coder.store.log import Writer
from coder.store.reports import plain_texts
from coder.store.union import Union

Rows = Mapping[bytes, Mapping[str, Any]]
_RULES = {
    "definition": "definitions",
    "apply_when": "rules when to apply",
    "do_not_apply_when": "rules when not to apply",
    "example": "examples",
}
_STATES = get_args(State)
_NAME = {"code": "name", "coder": "name", "report": "title"}


def found(db: Connection, union: Union) -> tuple[Proposal, ...]:
    """Return what a merge brought that may be the same as something that was there before."""
    return tuple(
        one
        for kind, pair in (("coder", _coders), ("code", _codes), ("report", _reports))
        for one in _between(db, union, kind, pair)
    )


def still_open(db: Connection, proposals: Sequence[Proposal]) -> list[Proposal]:
    """Return those of the proposals that are still to be decided."""
    declined = local.beginning(db, "declined:")
    coding = schema.coding.c
    coders = set(db.scalars(select(coding.coder).distinct()))
    ids = {kind: set(db.scalars(select(schema.FOLDED[kind].c.id))) for kind in _NAME}
    return [
        one
        for one in proposals
        if {one.ours, one.theirs} <= ids[one.kind]
        and declined_key(one) not in declined
        and (one.kind != "coder" or one.theirs in coders)
    ]


def declined_key(proposal: Proposal) -> str:
    """Return under what it is remembered in this copy that two are not the same."""
    one, other = sorted((proposal.ours.hex(), proposal.theirs.hex()))
    return f"declined:{proposal.kind}:{one}:{other}"


def accept(project: Keeper, proposal: Proposal) -> tuple[Moved, ...]:
    """Give what is coded with theirs to ours; see `Merging.accept`."""
    if not project.read(still_open, [proposal]):
        raise ProjectError("One of the two is no longer in the project.")
    if proposal.kind == "code":
        CodebookService(project).merge(CodeId(proposal.theirs), CodeId(proposal.ours))
    elif proposal.kind == "coder":
        label = f"Take Codings of {proposal.their_name} as {proposal.our_name}’s"
        project.run(label, lambda writer: _join_coders(writer, proposal.ours, proposal.theirs))
    else:
        return join_reports(project, ReportId(proposal.ours), ReportId(proposal.theirs))
    return ()


def _join_coders(writer: Writer, ours: bytes, theirs: bytes) -> None:
    """Give codings and reports of theirs to ours; other work stays under their name."""
    coding = schema.coding.c
    every = writer.db.scalars(select(coding.id).where(coding.coder == theirs))
    writer.update("coding", [(one, {"coder": ours}) for one in every])
    for one in writer.db.execute(_assigned(theirs)).all():
        identity = assignment_id(one.report, CoderId(ours))
        mine = writer.db.execute(_assigned(ours, one.report)).first()
        said = {
            "allocated": one.allocated or bool(mine and mine.allocated),
            "state": max(one.state, mine.state if mine else "", key=_STATES.index),
        }
        place = {"id": identity, "report": one.report, "coder": ours}
        writer.insert_missing("assignment", [{**place, **said}])
        writer.update("assignment", [(identity, said)])
        writer.delete("assignment", [one.id])
    writer.update("coder", [(theirs, {"joined": ours})])


def _assigned(coder: bytes, report: bytes | None = None) -> "Select[Any]":
    assignment = schema.assignment
    query = select(assignment).where(assignment.c.coder == coder)
    return query if report is None else query.where(assignment.c.report == report)


def _between(
    db: Connection,
    union: Union,
    kind: Any,  # noqa: ANN401 - a ProposalKind
    pair: Callable[[Connection, Rows, bytes, bytes], tuple[str, str] | None],
) -> list[Proposal]:
    came = {
        row
        for row, now in union.now.get(kind, {}).items()
        if now is not None and union.before[kind].get(row) is None
    }
    if not came:
        return []
    lines = db.execute(select(schema.FOLDED[kind])).mappings()
    rows: Rows = {line["id"]: dict(line) for line in lines}
    by_mark = defaultdict(list)
    for row, line in rows.items():
        if row not in came:
            for mark in _marks(kind, line):
                by_mark[mark].append(row)
    offered = []
    for theirs in sorted(came & rows.keys()):
        for ours in sorted({row for one in _marks(kind, rows[theirs]) for row in by_mark[one]}):
            told = pair(db, rows, ours, theirs)
            if told:
                names = rows[ours][_NAME[kind]], rows[theirs][_NAME[kind]]
                offered.append(Proposal(kind, ours, theirs, *names, *told))
    return offered


def _marks(kind: str, line: Mapping[str, Any]) -> list[object]:
    """Return that of which two must share something to be looked at closely."""
    if kind != "report":
        return [_plain(line["name"])]
    by_title = "title", _plain(line["title"])
    return [by_title, line["pages"]] if line["sha256"] else [by_title]


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _coders(_db: Connection, rows: Rows, ours: bytes, theirs: bytes) -> tuple[str, str]:
    is_other = rows[ours]["initials"] != rows[theirs]["initials"]
    return "the same name", "different initials" if is_other else ""


def _codes(_db: Connection, rows: Rows, ours: bytes, theirs: bytes) -> tuple[str, str]:
    differ = [word for field, word in _RULES.items() if rows[ours][field] != rows[theirs][field]]
    parents = [rows.get(rows[one]["parent"]) for one in (ours, theirs)]
    above = [_plain(one["name"]) if one else "" for one in parents]
    if above[0] != above[1]:
        differ.append("places in the codebook")
    return "the same name", f"different {', '.join(differ)}" if differ else ""


def _reports(db: Connection, rows: Rows, ours: bytes, theirs: bytes) -> tuple[str, str] | None:
    is_same_title = _plain(rows[ours]["title"]) == _plain(rows[theirs]["title"])
    if not (rows[ours]["sha256"] and rows[theirs]["sha256"]):
        numbers = {_plain(rows[one]["number"]) for one in (ours, theirs)} - {""}
        return ("the same title", "") if is_same_title and len(numbers) < 2 else None
    if rows[ours]["pages"] != rows[theirs]["pages"]:
        return None
    one, other = (_text(db, ReportId(row)) for row in (ours, theirs))
    if one and one == other:
        return "the same text", "different files"
    if is_same_title:
        return "the same title and number of pages", "different texts"
    return None


def _text(db: Connection, report: ReportId) -> str:
    return "".join("".join(plain_texts(db, report)).split())
