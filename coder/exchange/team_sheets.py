"""The sheets of the team's work: *Settlements*, *Definitions to revise* and *Merges*."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from coder.analysis.team_told import SettledRow, TeamTold
from coder.exchange import sheets
from coder.exchange.cells import Book
from coder.exchange.layout import Layout
from coder.model.team import Contribution, Receipt

_SETTLEMENTS = (
    ("Report", 34), ("Number", 9), ("PDF page", 8), ("Code", 30), ("What coders coded", 60),
    ("Verdict", 20), ("What stands", 60), ("What it was", 16), ("Reason", 44), ("Settled by", 14),
    ("Settled on (UTC)", 18), ("State", 22),
)  # fmt: skip
_REVISED = (
    ("Code", 40), ("Codebook", 24), ("Found unclear", 10), ("Settled", 9), ("Why", 60),
    ("Definition", 55), ("Apply when", 45), ("Do not apply when", 45),
)  # fmt: skip
_MERGES = (
    ("Merged on (UTC)", 18), ("File", 36), ("Merged by", 14), ("Codings it brought", 52),
    ("New", 26), ("Changed", 26), ("Deleted", 26), ("Was to be settled", 44), ("State", 14),
)  # fmt: skip
_VERDICTS = {
    "both": "what both coded",
    "joined": "made one passage",
    "neither": "none of it",
    "other": "something else",
}
_KINDS = {
    "oversight": "oversight",
    "boundary": "boundary",
    "definition": "definition unclear",
}
_STALE = "changed since: to be settled again"
_ABOUT = {
    "Settlements": "How disagreements were settled: what coders coded, what stands and why, in "
    "the order of reports. What stands are the codings of Consensus.",
    "Definitions to revise": "The codes whose definition was found unclear, and why.",
    "Merges": "Which files were merged into the project, when, and what they brought.",
}


def about(told: TeamTold, receipts: Sequence[Receipt]) -> dict[str, str]:
    """Return the sheets that there are, with what they are about."""
    there: dict[str, Sequence[object]] = {
        "Settlements": told.settled,
        "Definitions to revise": told.revised,
        "Merges": receipts,
    }
    return {name: text for name, text in _ABOUT.items() if there[name]}


def write(book: Book, layout: Layout, told: TeamTold, receipts: Sequence[Receipt]) -> None:
    """Write the sheets for which there is something to tell."""
    if told.settled:
        _settlements(book, layout, told)
    if told.revised:
        _definitions(book, layout, told)
    if receipts:
        _merges(book, receipts)


def _settlements(book: Book, layout: Layout, told: TeamTold) -> None:
    """One row for each settlement; what no cell holds goes on in the next row."""
    order = {report.id: at for at, report in enumerate(layout.told.reports)}
    rows = sorted(
        (one for one in told.settled if one.report in order), key=lambda one: order[one.report]
    )
    records = [sheets.lines_of(_record(layout, order[one.report], one)) for one in rows]
    sheet = sheets.table(book, "Settlements", _SETTLEMENTS, sum(map(len, records)))
    row = 1
    for one, lines in zip(rows, records, strict=True):
        sheets.texts(sheet, book, row, lines, _SETTLEMENTS)
        if one.page:
            sheet.write_number(row, 2, one.page, book.style("middle"))
        row += len(lines)


def _record(layout: Layout, at: int, one: SettledRow) -> tuple[str, ...]:
    report = layout.told.reports[at]
    return (
        report.title,
        report.number,
        "",
        "\n".join(layout.told.paths[code] for code in one.codes),
        "\n".join(one.said),
        _verdict(one),
        "\n".join(one.stands),
        _KINDS.get(one.kind, one.kind),
        one.reason,
        one.coder,
        sheets.day(one.created),
        _STALE if one.is_stale else "",
    )


def _verdict(one: SettledRow) -> str:
    """Return in words what stands; "first" and "second" were places on a screen."""
    if one.verdict in {"first", "second"}:
        return f"what {' and '.join(one.whose)} coded" if one.whose else _VERDICTS["neither"]
    return _VERDICTS.get(one.verdict, one.verdict)


def _definitions(book: Book, layout: Layout, told: TeamTold) -> None:
    """One row for each code with an unclear definition, its rules beside what was said of them."""
    by_id = {code.id: code for code in layout.told.codes}
    titles = {one.id: one.title for one in layout.told.codebooks}
    records = []
    for one in told.revised:
        code = by_id[one.code]
        words = (code.definition, code.apply_when, code.do_not_apply_when)
        names = layout.told.paths[code.id], titles[code.codebook]
        records.append(sheets.lines_of((*names, "", "", "\n".join(one.reasons), *words)))
    sheet = sheets.table(book, "Definitions to revise", _REVISED, sum(map(len, records)))
    row = 1
    for one, lines in zip(told.revised, records, strict=True):
        sheets.texts(sheet, book, row, lines, _REVISED)
        sheet.write_number(row, 2, one.unclear, book.style("count"))
        sheet.write_number(row, 3, one.settled, book.style("count"))
        row += len(lines)


def _merges(book: Book, receipts: Sequence[Receipt]) -> None:
    """One row for each file that was merged, the first one first."""
    records = [sheets.lines_of(_merge(one)) for one in receipts]
    sheet = sheets.table(book, "Merges", _MERGES, sum(map(len, records)))
    row = 1
    for lines in records:
        sheets.texts(sheet, book, row, lines, _MERGES)
        row += len(lines)


def _merge(one: Receipt) -> tuple[str, ...]:
    brought, at = one.preview, datetime.fromtimestamp(one.at / 1000, UTC)
    to_settle = {
        "said differently": len(brought.conflicts),
        "may be the same": len(brought.proposals),
        "codings in another file": len(brought.moved),
        "PDFs missing": len(brought.missing),
    }
    return (
        f"{at:%Y-%m-%d %H:%M:%S}",
        one.source,
        one.who,
        "\n".join(map(_contribution, brought.contributions)),
        *(_counts(counts) for counts in (brought.new, brought.changed, brought.deleted)),
        _counts(to_settle),
        "taken back" if one.undone else "",
    )


def _contribution(one: Contribution) -> str:
    counts = {"new": one.new, "changed": one.changed, "deleted": one.deleted}
    reports = "1 report" if one.reports == 1 else f"{one.reports} reports"
    return f"{one.name}: {_counts(counts)} in {reports}"


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in counts.items() if count)
