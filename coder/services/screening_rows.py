"""Answers and decisions written into the project, and what a decision must bring."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coder.model.errors import ProjectError
from coder.model.ids import answer_id, decision_id
from coder.model.protocol import Item
from coder.model.screening import Answer, Ruling, Verdict
from coder.services.coding_rows import now
from coder.store import screening as store
from coder.store.cascade import delete_with
from coder.store.evidence import of_owners
from coder.store.log import Writer
from coder.store.screening import Key, answer_row, decision_row

Saying = tuple[Answer, str | None]
"""An answer and its note; None keeps the note there is."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision says, checked."""

    verdict: Verdict
    rule: Verdict
    reason: str
    criterion: Item | None

    @property
    def columns(self) -> dict[str, Any]:
        """Return it as columns of its row."""
        criterion = self.criterion.id if self.criterion else None
        return {
            "verdict": self.verdict,
            "rule": self.rule,
            "reason": self.reason,
            "criterion": criterion,
        }


def checked(
    ruling: Ruling,
    verdict: Verdict = "",
    reason: str = "",
    criterion: Item | None = None,
    *,
    is_told: bool = False,
) -> Decided:
    """Return the decision that was meant: the rule's verdict where none is given.

    An exclusion that follows the rule has its reason from there. `is_told` says that the
    decision was made elsewhere: where the rule is silent it then needs no reason to include.

    Raises:
        ProjectError: the rule has not decided and neither did the coder, an exclusion has no
            reason, or the verdict is not the rule's and it is not said why.
    """
    wanted = verdict or ruling.verdict
    if not wanted:
        raise ProjectError(f"{ruling.says} Answer the criteria, or choose a verdict and say why.")
    written = " ".join(reason.split())
    if wanted == "exclude":
        criterion = criterion or (ruling.criterion if ruling.verdict == "exclude" else None)
        follows = ruling.verdict in {"", "exclude"}
        given = criterion.name if criterion else ruling.reason
        written = written or (given if follows else "")
        if not written:
            raise ProjectError("An exclusion needs a reason: name a criterion, or write why.")
    else:
        criterion = None
        needs_reason = wanted != ruling.verdict and not (is_told and not ruling.verdict)
        if needs_reason and not written:
            raise ProjectError(_differs(ruling, wanted))
    return Decided(wanted, ruling.verdict, written, criterion)


def _differs(ruling: Ruling, wanted: Verdict) -> str:
    if not ruling.verdict:
        return f"The rule has not decided yet. Say why the verdict is “{wanted}”."
    return f"The rule says “{ruling.verdict}”. Say why the verdict is “{wanted}”."


def put_answers(writer: Writer, sayings: Mapping[Key, Saying]) -> int:
    """Write answers that differ from what is there; return how many do.

    An answer of nothing, with no note and no proof, is taken away.
    """
    reports = {report for report, _, _ in sayings}
    there = store.answers(writer.db, next(iter(reports)) if len(reports) == 1 else None)
    fresh, changed, gone, created = [], [], [], now()
    proven = {row["owner"] for row in of_owners(writer.db, [answer_id(*key) for key in sayings])}
    for key, (answer, note) in sayings.items():
        said = there.get(key)
        words = (said.note if said else "") if note is None else note.strip()
        if not answer and not words and answer_id(*key) not in proven:
            gone += [said.id] if said else []
        elif said is not None and (said.answer, said.note) == (answer, words):
            continue
        elif said is None:
            fresh.append(answer_row(key, answer, words, created))
        else:
            changed.append((said.id, {"answer": answer, "note": words, "created": created}))
    writer.insert("answer", fresh)
    writer.update("answer", changed)
    writer.delete("answer", gone)
    return len(fresh) + len(changed) + len(gone)


def put_decisions(writer: Writer, decided: Mapping[Key, Mapping[str, Any]]) -> tuple[int, int]:
    """Write decisions that differ from what is there; return how many are new and changed."""
    reports = {report for report, _, _ in decided}
    there = {
        (one.report, one.stage, one.coder): one
        for one in store.decisions(writer.db, next(iter(reports)) if len(reports) == 1 else None)
    }
    fresh, changed, created = [], [], now()
    for key, said in decided.items():
        known = there.get(key)
        if known is None:
            fresh.append(decision_row(key, created, **said))
        elif any(getattr(known, name) != value for name, value in said.items()):
            changed.append((known.id, {**said, "created": created}))
    writer.insert("decision", fresh)
    writer.update("decision", changed)
    return len(fresh), len(changed)


def take_decision(writer: Writer, key: Key) -> None:
    """Take a decision away, with what stands behind it."""
    delete_with(writer, "decision", [decision_id(*key)])
