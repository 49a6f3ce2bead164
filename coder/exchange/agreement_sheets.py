"""The sheets *Agreement* and *Disagreements*: how far coders agree, and where they do not."""

from collections.abc import Iterator, Sequence

from xlsxwriter.worksheet import Worksheet

from coder.exchange import sheets
from coder.exchange.cells import MAX_ROWS, Book, clean, lines_in, points, short
from coder.exchange.layout import Layout
from coder.model.agreement import (
    COUNTS,
    HEADLINE,
    MEASURES,
    STATEMENT,
    UNITS,
    Agreement,
    AgreementLevel,
    AgreementRow,
    Compared,
    Measure,
)
from coder.model.coding import Coding
from coder.model.settling import Disagreement

ABOUT = {
    "Agreement": "How far the coders agree in their codings at three levels: overall, each two "
    "coders, by code and by report. “95 %” is the interval that resampled reports give.",
    "Disagreements": "Each place where two coders coded differently, in reading order.",
}

_HEADS = 3
"""Rows over the figures: what they are of, levels, measures."""
_OF = {"overall": "All coders", "coders": "Coders", "code": "Code", "report": "Report"}
_NAME_WIDTH = 40
_LEVELS = {"report": "Reports × codes", "passage": "Passages", "character": "Characters"}
_DISAGREEMENTS = (
    ("Report", 34), ("Number", 9), ("PDF page", 8), ("What differs", 22), ("Code", 36),
    ("First coder", 14), ("Coded by the first", 60), ("Second coder", 14),
    ("Coded by the second", 60),
)  # fmt: skip
_KINDS = {
    "missed": "coded by one only",
    "boundary": "same code, other extent",
    "code": "other code",
}
_AT_ONCE = 2_000


def agreement(book: Book, told: Agreement) -> None:
    """Write the figures: a row for all coders, each two, each code and each report."""
    sheet = book.sheet("Agreement", _HEADS)
    sheet.set_column(0, 0, 11)
    sheet.set_column(1, 1, _NAME_WIDTH)
    first = f"{MEASURES[HEADLINE]}: {told.headline.told}, {told.basis}"
    sheet.write_string(0, 0, first, book.style("title"))
    for at, name in enumerate(("Of", "Name")):
        sheet.write_string(_HEADS - 1, at, name, book.style("head"))
    sheet.set_row(_HEADS - 1, points(5))
    column, last = 2, _HEADS
    levels = [level for level in told.levels.values() if not level.is_of_judgements]
    for level in levels:
        last = _level(sheet, book, level, column)
        column += _width(level)
    sheet.freeze_panes(_HEADS, 2)
    sheet.fit_to_pages(len(levels), 0)
    sheet.repeat_columns(0, 1)
    sheet.autofilter(_HEADS - 1, 0, last - 1, column - 1)
    _notes(sheet, book, told, last + 1)


def _names(level: AgreementLevel) -> tuple[list[str], list[str]]:
    """Return the counts and measures that any row of a level has, in order."""
    every = [row for _, rows in level.parts for row in rows]
    counts = dict.fromkeys(name for row in every for name in row.counts)
    measures = dict.fromkeys(one.name for row in every for one in row.measures)
    return list(counts), list(measures)


def _width(level: AgreementLevel) -> int:
    counts, measures = _names(level)
    return len(counts) + 2 * len(measures)


def _level(sheet: Worksheet, book: Book, level: AgreementLevel, left: int) -> int:
    """Write the columns of one level; return the row after its last."""
    counts, measures = _names(level)
    right = left + _width(level) - 1
    sheet.merge_range(1, left, 1, right, _LEVELS[level.name], book.style("book"))
    heads = [COUNTS[name] for name in counts]
    heads += [text for name in measures for text in (MEASURES[name], "95 %")]
    for at, text in enumerate(heads, start=left):
        sheet.set_column(at, at, 13)
        sheet.write_string(_HEADS - 1, at, text, book.style("head"))
    row = _HEADS
    for part, rows in level.parts:
        for one in rows:
            sheet.write_string(row, 0, _OF[part], book.style("plain"))
            name = short(one.name)
            sheet.write_string(row, 1, name, book.style("wrapped"))
            sheet.set_row(row, points(lines_in(name, _NAME_WIDTH)))
            _figures(sheet, book, (row, left), one, counts, measures)
            row += 1
    return row


def _figures(
    sheet: Worksheet,
    book: Book,
    where: tuple[int, int],
    one: AgreementRow,
    counts: Sequence[str],
    measures: Sequence[str],
) -> None:
    row, at = where
    for name in counts:
        if name in one.counts:
            sheet.write_number(row, at, one.counts[name], book.style("count"))
        at += 1
    found = {measure.name: measure for measure in one.measures}
    for name in measures:
        if name in found:
            _figure(sheet, book, (row, at), found[name])
        at += 2


def _figure(sheet: Worksheet, book: Book, where: tuple[int, int], one: Measure) -> None:
    """Write a figure and its interval; one that is not defined says why instead."""
    row, at = where
    if not one.is_defined:
        sheet.write_string(row, at, "n/a", book.style("middle"))
        sheet.write_string(row, at + 1, one.note, book.style("plain"))
        return
    sheet.write_number(row, at, round(one.value, 4), book.style("figure"))
    if one.has_interval:
        sheet.write_string(row, at + 1, one.interval, book.style("middle"))


def _notes(sheet: Worksheet, book: Book, told: Agreement, row: int) -> None:
    """Write under the figures what they mean and what to mind."""
    drawn = f"Intervals: reports drawn {told.bootstraps:,} times." if told.bootstraps else ""
    levels = [f"{_LEVELS[name]}: {text}" for name, text in UNITS.items()]
    for text in filter(None, (STATEMENT, *levels, drawn, *told.warnings)):
        sheet.write_string(row, 0, text, book.style("field"))
        row += 1


def disagreements(book: Book, layout: Layout, compared: Compared) -> Iterator[int]:
    """Write one row for each disagreement; say now and then how many are written.

    Quotes that no cell holds go on in the next row.
    """
    told = layout.told
    reports = {report.id: report for report in told.reports}
    names = dict(zip(compared.agreement.coders, compared.agreement.names, strict=True))
    records = []
    for one in compared.disagreements:
        report = reports[one.report]
        texts = (
            report.title, report.number, "", _KINDS[one.kind], _codes(one, layout),
            names[one.coders[0]], _quotes(one.first, layout),
            names[one.coders[1]], _quotes(one.second, layout),
        )  # fmt: skip
        records.append((one, sheets.lines_of(texts)))
    most = MAX_ROWS - 2
    rows = sum(len(lines) for _, lines in records)
    sheet = sheets.table(book, "Disagreements", _DISAGREEMENTS, min(rows, most))
    row = 1
    for at, (one, lines) in enumerate(records):
        if row + len(lines) > most:
            left = f"… and {len(records) - at:,} more, for which a sheet of Excel has no rows."
            sheet.write_string(row, 0, left, book.style("plain"))
            return
        sheets.texts(sheet, book, row, lines, _DISAGREEMENTS)
        sheet.write_number(row, 2, one.page + 1, book.style("middle"))
        row += len(lines)
        if not at % _AT_ONCE:
            yield at


def _codes(one: Disagreement, layout: Layout) -> str:
    return "\n".join(layout.told.paths[code] for code in one.codes)


def _quotes(codings: Sequence[Coding], layout: Layout) -> str:
    """Return what a coder coded there, each with its code."""
    return "\n\n".join(
        f"{layout.told.paths[one.code]}: {clean(one.quote) or one.caption or 'area'}"
        for one in codings
    )
