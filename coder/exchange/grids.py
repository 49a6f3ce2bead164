"""The sheets of reports × codes: *Matrix* with linked counts, *Quotes* with what was coded."""

from collections.abc import Sequence
from itertools import groupby
from math import ceil
from textwrap import wrap

import numpy as np
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from coder.analysis.collation import CodedRow
from coder.analysis.columns import Column
from coder.exchange import cells, rating_sheets
from coder.exchange.cells import MAX_CELL, Book, clean, lines_in, points, short, units
from coder.exchange.layout import Layout

_HEADS = 3
"""Rows of headings: codebooks, branches, codes."""
_FROZEN = 2
_TITLE_WIDTH = 40
_PAGE_COLUMNS = 24
"""So many columns of counts can be read on one printed page."""
_QUOTE_WIDTH = 44
_EMPTY_WIDTH = 14
_QUOTE_POINTS = 12.5
_MOST_POINTS, _LEAST_POINTS = 320.0, 30.0


def matrix(book: Book, layout: Layout) -> None:
    """Counts of codings; each number leads to its rows in *Codings*. Ratings stand beside."""
    told, columns = layout.told, layout.columns
    sheet = _grid(book, layout, "Matrix", columns)
    left = cells.MAX_LINKS
    totals = np.zeros(len(columns), dtype=np.int64)
    for at, _ in enumerate(told.reports):
        counts = layout.counts[at]
        totals += counts
        for place, column in enumerate(columns):
            rows = layout.rows_of(at, column) if left and counts[place] else None
            left -= rows is not None
            where = (at + _HEADS, place + _FROZEN)
            _count(sheet, book, where, int(counts[place]), rows, is_sum=column.is_sum)
    last = len(told.reports) + _HEADS
    for place, text in enumerate(("", "All reports")):
        sheet.write_string(last, place, text, book.style("total head"))
    for place, total in enumerate(totals):
        sheet.write_number(last, place + _FROZEN, int(total), book.style("total"))
    _warm(sheet, columns, last - 1)
    right = len(columns) + _FROZEN
    if rated := rating_sheets.beside(book, sheet, layout, right, _HEADS):
        sheet.autofilter(_HEADS - 1, 0, max(_HEADS, last - 1), right + rated - 1)


def _count(
    sheet: Worksheet,
    book: Book,
    where: tuple[int, int],
    count: int,
    rows: tuple[int, int] | None,
    *,
    is_sum: bool,
) -> None:
    """Write a count; with `rows` as a link to those rows of *Codings*."""
    style = "sum" if is_sum else "count"
    if not count:
        sheet.write_blank(*where, None, book.style(style))
    elif rows is None:
        sheet.write_number(*where, count, book.style(style))
    else:
        linked = book.style("sum link" if is_sum else "link")
        target = f"internal:'Codings'!A{rows[0] + 1}:P{rows[1] + 1}"
        sheet.write_url(*where, target, linked, str(count))
        sheet.write_number(*where, count, linked)


def _warm(sheet: Worksheet, columns: Sequence[Column], last: int) -> None:
    """Tint the counts of single codes, the more the stronger."""
    runs = []
    for is_sum, run in groupby(enumerate(columns, start=_FROZEN), key=lambda one: one[1].is_sum):
        places = [place for place, _ in run]
        if not is_sum:
            runs.append(xl_range(_HEADS, places[0], last, places[-1]))
    if runs and last >= _HEADS:
        scale = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#9DC3E6"}
        sheet.conditional_format(runs[0], {**scale, "multi_range": " ".join(runs)})


def quotes(book: Book, layout: Layout) -> None:
    """The quotes behind each number, with their pages."""
    columns = [column for column in layout.columns if not column.is_sum]
    used = {code for _, code in layout.by_cell}
    widths = [_QUOTE_WIDTH if column.code in used else _EMPTY_WIDTH for column in columns]
    sheet = _grid(book, layout, "Quotes", columns, widths)
    style = book.style("quote")
    for at, report in enumerate(layout.told.reports):
        lines = 1.3 * lines_in(report.title, _TITLE_WIDTH)
        for place, column in enumerate(columns, start=_FROZEN):
            text = _quoted(layout, at, column)
            if text:
                sheet.write_string(at + _HEADS, place, text, style)
                lines = max(lines, lines_in(text, _QUOTE_WIDTH))
        sheet.set_row(at + _HEADS, min(_MOST_POINTS, max(_LEAST_POINTS, _QUOTE_POINTS * lines)))


def _said(row: CodedRow) -> str:
    """Return the quote, or the name of an area that has one or no print in it."""
    is_named = row.is_area and (row.caption or not row.quote)
    return f"[{clean(row.caption) or 'Area'}]" if is_named else f"“{clean(row.quote)}”"


def _quoted(layout: Layout, report: int, column: Column) -> str:
    """Return the quotes of a cell, ended with where to read on when they are too many for it."""
    rows = layout.by_cell.get((report, column.code), [])
    kept: list[str] = []
    room = MAX_CELL - 100
    for row in rows:
        quote = f"{_said(row)} ({clean(_page(row))})"
        room -= units(quote) + 2
        if room < 0:
            place = layout.rows_of(report, column)
            assert place is not None
            rest = len(rows) - len(kept)
            kept.append(f"… {rest} more: see Codings, rows {place[0] + 1} to {place[1] + 1}")
            break
        kept.append(quote)
    return "\n\n".join(kept)


def _page(row: CodedRow) -> str:
    """Return how a reader cites the page: what is printed on it, and its place in the file."""
    if row.label in ("", str(row.page)):
        return f"p. {row.page}"
    return f"p. {row.label}, PDF page {row.page}"


def _grid(
    book: Book,
    layout: Layout,
    name: str,
    columns: Sequence[Column],
    widths: Sequence[float] | None = None,
) -> Worksheet:
    """Begin a sheet of reports × codes; without `widths` columns are as wide as their names."""
    told, sheet = layout.told, book.sheet(name, _HEADS)
    sheet.set_column(0, 0, 9)
    sheet.set_column(1, 1, _TITLE_WIDTH)
    for row, style in enumerate(("book", "branch", "head")):
        for place, text in enumerate(("Number", "Report") if style == "head" else ("", "")):
            sheet.write_string(row, place, text, book.style(style))
    labels = [layout.label(column) for column in columns]
    wide = list(widths) if widths else [_width(label) for label in labels]
    _group(sheet, book, 0, [layout.codebook(column) for column in columns], "book")
    _group(sheet, book, 1, [layout.branch(column) for column in columns], "branch")
    for place, (column, label) in enumerate(zip(columns, labels, strict=True)):
        code = told.codes[column.code]
        sheet.set_column(place + _FROZEN, place + _FROZEN, wide[place])
        sheet.write_string(2, place + _FROZEN, label, book.code_head(code.colour))
    lines = [len(wrap(label, int(w))) for label, w in zip(labels, wide, strict=True)]
    sheet.set_row(0, 20)
    sheet.set_row(1, 18)
    sheet.set_row(2, points(min(10, max([2, *lines]))) + 6)
    for at, report in enumerate(told.reports, start=_HEADS):
        sheet.write_string(at, 0, short(report.number), book.style("plain"))
        sheet.write_string(at, 1, short(report.title), book.style("wrapped"))
        sheet.set_row(at, points(lines_in(report.title, _TITLE_WIDTH)))
    sheet.freeze_panes(_HEADS, _FROZEN)
    last = max(_HEADS, len(told.reports) + _HEADS - 1)
    sheet.autofilter(_HEADS - 1, 0, last, max(1, len(columns) + 1))
    _set_up_print(sheet, wide)
    return sheet


def _width(label: str) -> float:
    """Return a width (characters) in which the longest word and some five lines of it fit."""
    longest = max(map(len, label.split()), default=0)
    return min(26, max(12, longest + 3, ceil(len(label) / 5) + 3))


def _group(sheet: Worksheet, book: Book, row: int, titles: Sequence[str], style: str) -> None:
    """Write a row of headings, neighbours of one name as one merged cell."""
    form = book.style(style)
    for title, run in groupby(enumerate(titles, start=_FROZEN), key=lambda one: one[1]):
        places = [place for place, _ in run]
        if len(places) > 1 and title:
            sheet.merge_range(row, places[0], row, places[-1], title, form)
            continue
        for place in places:
            sheet.write_string(row, place, title, form)


def _set_up_print(sheet: Worksheet, widths: Sequence[float]) -> None:
    """Spread a wide grid over several pages, reports and their numbers at the left of each."""
    sheet.repeat_columns(0, _FROZEN - 1)
    if pages := ceil(sum(widths) / (_PAGE_COLUMNS * 12)):
        sheet.fit_to_pages(pages, 0)
