"""Answers and decisions of screening as they lie in the file."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from coder.model.ids import AnswerId, CoderId, ItemId, ReportId, answer_id, decision_id
from coder.model.screening import Answer, Decision, Verdict
from coder.store import schema

Key = tuple[ReportId, ItemId, CoderId]
_answer, _decision = schema.answer.c, schema.decision.c


class Said(NamedTuple):
    """An answer as it is in its table; `answer` is "" where there is only a note or a proof."""

    id: AnswerId
    answer: Answer
    note: str


def answers(db: Connection, report: ReportId | None = None) -> dict[Key, Said]:
    """Return the answers to criteria by report, criterion and coder; all reports when None."""
    query = select(
        _answer.report, _answer.criterion, _answer.coder, _answer.id, _answer.answer, _answer.note
    )
    if report is not None:
        query = query.where(_answer.report == report)
    return {
        (ReportId(of), ItemId(criterion), CoderId(coder)): Said(*rest)
        for of, criterion, coder, *rest in db.execute(query)
    }


def decisions(db: Connection, report: ReportId | None = None) -> list[Decision]:
    """Return all decisions in the order they were made; none is said to be stale here."""
    query = select(schema.decision).order_by(_decision.created, _decision.id)
    if report is not None:
        query = query.where(_decision.report == report)
    return [Decision(**line) for line in db.execute(query).mappings()]


def answer_row(key: Key, answer: Answer, note: str, created: str) -> dict[str, Any]:
    """Return the row of an answer."""
    report, criterion, coder = key
    return {
        "id": answer_id(report, criterion, coder),
        "report": report,
        "criterion": criterion,
        "coder": coder,
        "answer": answer,
        "note": note,
        "created": created,
    }


def decision_row(key: Key, created: str, **said: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return the row of a decision; `said` are verdict, rule, reason, criterion, basis, by."""
    report, stage, coder = key
    return {
        "id": decision_id(report, stage, coder),
        "report": report,
        "stage": stage,
        "coder": coder,
        "created": created,
        "criterion": None,
        "basis": "",
        "by": None,
        **said,
    }


def basis_written(verdicts: Mapping[CoderId, Verdict]) -> str:
    """Return the verdicts that a consensus rests on as they are kept; the same, written alike."""
    return json.dumps(
        {coder.hex(): verdict for coder, verdict in sorted(verdicts.items())},
        separators=(",", ":"),
    )


def basis_read(written: str) -> dict[CoderId, Verdict]:
    """Read what `basis_written` wrote."""
    told: dict[str, Verdict] = json.loads(written or "{}")
    return {CoderId(bytes.fromhex(coder)): verdict for coder, verdict in told.items()}
