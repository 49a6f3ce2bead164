"""The sheets *Screening*, one row for each report, stage and coder, and *Flow*."""

from collections.abc import Iterator

from coder.analysis.screened_rows import ScreenedRow, ScreeningTold
from coder.exchange import sheets
from coder.exchange.cells import Book
from coder.exchange.layout import Layout
from coder.exchange.screening_tables import flow_table, write_sheet
from coder.model import ids
from coder.model.screening import Answered

_SCREENING = "Screening"
_FLOW = "Flow"
_BEFORE = (
    ("Report", 34), ("Number", 9), ("Stage", 20), ("Coder", 14), ("Verdict", 12), ("Reason", 40),
    ("Excluded by", 26), ("The rule said", 13), ("State", 26),
)  # fmt: skip
_AFTER = (
    ("Notes", 40), ("Proof", 60), ("Settled by", 14), ("Decided on (UTC)", 18),
    ("Decision id", 16),
)  # fmt: skip
_CRITERION = 16
_ANSWERS = {"met": "met", "unclear": "unclear", "not-met": "not met", "": ""}


def about(told: ScreeningTold) -> dict[str, str]:
    """Return the sheets that there are, with what they are about."""
    if not told.rows:
        return {}
    return {
        _SCREENING: "One row for each report, stage of screening and coder: how each criterion "
        "is answered (“by itself” where an attribute of the report answers), the verdict, its "
        "reason, and the passages held against the criteria. A row of Consensus is what the team "
        "settled.",
        _FLOW: "The way of reports and of projects through screening, after PRISMA 2020. Every "
        "report counts once, every project where the furthest of its reports stands.",
    }


def write(book: Book, layout: Layout, told: ScreeningTold) -> None:
    """Write both sheets where there is something to tell."""
    if not told.rows:
        return
    _screening(book, layout, told)
    if told.flow is not None:
        write_sheet(book, flow_table(told.flow))


def _screening(book: Book, layout: Layout, told: ScreeningTold) -> None:
    """Write one row for each report, stage and coder; what no cell holds goes on in the next."""
    heads = (*_BEFORE, *((one.name, _CRITERION) for one in told.criteria), *_AFTER)
    titles = {one.id: (one.title, one.number) for one in layout.told.reports}
    records = [
        sheets.lines_of((*titles.get(row.report, ("", "")), *_record(told, row)))
        for row in told.rows
    ]
    sheet = sheets.table(book, _SCREENING, heads, sum(map(len, records)))
    at = 1
    for lines in records:
        sheets.texts(sheet, book, at, lines, heads)
        at += len(lines)


def _record(told: ScreeningTold, row: ScreenedRow) -> Iterator[str]:
    one = row.decision
    yield from (row.stage.name, row.coder)
    yield (one.verdict or "not decided") if one else "not decided"
    yield from (one.reason if one else "", row.criterion, one.rule if one else "", _state(row))
    for criterion in told.criteria:
        said = row.answers.get(criterion.id)
        yield _answer(said) if said else ""
    given = list(row.answers.values())
    yield "\n".join(f"{said.criterion.name}: {said.note}" for said in given if said.note)
    yield "\n".join(
        f"{said.criterion.name}: “{proof.quote}” (p. {proof.page + 1})"
        for said in given
        for proof in said.proofs
    )
    yield row.by
    yield sheets.day(one.created) if one else ""
    yield ids.text(one.id) if one else ""


def _answer(said: Answered) -> str:
    if not said.by_itself:
        return _ANSWERS[said.answer]
    return f"{_ANSWERS[said.answer]} (by itself: {said.why})"


def _state(row: ScreenedRow) -> str:
    one = row.decision
    if one is None:
        return ""
    if one.is_stale:
        again = "to be settled again" if one.is_settled else "the rule says otherwise by now"
        return f"changed since: {again}"
    return "decided against the rule" if one.is_overruled else ""
