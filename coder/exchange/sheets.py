"""The sheets of the workbook that are lists: *Read me*, *Codings*, *Codebook*."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import zip_longest

import numpy as np
from xlsxwriter.worksheet import Worksheet

from coder.analysis.collation import CodedRow
from coder.exchange import cells
from coder.exchange.cells import Book, clean, lines_in, parts, points, short
from coder.exchange.layout import FIRST, Layout
from coder.model import ids

Heads = Sequence[tuple[str, int]]
"""Columns: title, and width in characters."""

_SHEETS = {
    "Matrix": "Reports × codes: how many codings. A sum counts a code and all codes under it. "
    "Click a number to see its codings. The links lead to rows of Codings as they were written: "
    "filter that sheet as you like, but sort a copy of it.",
    "Quotes": "Reports × codes: the quotes with their pages. What is too long for a cell goes on "
    "in Codings, and the cell says so.",
    "Codings": "One row for each coding, by report and code. A text too long for a cell goes on "
    "in the next row, which bears the same coding id.",
    "Codebook": "The codes with their rules.",
    "Reports": "The reports, and what is noted of each.",
}
ALWAYS = ("Read me", *_SHEETS)
"""The sheets that every workbook has."""
_DIRECTIONS = {"+": "for", "-": "against", "±": "mixed"}
_CODINGS = (
    ("Report", 34), ("Number", 9), ("PDF page", 8), ("Page label", 8), ("Section heading", 28),
    ("Quote", 80), ("Code", 36), ("Coder", 14), ("Memo", 36), ("Direction", 10), ("Depth", 9),
    ("Area", 24), ("In the new file", 24), ("Coded on (UTC)", 18), ("Coding id", 16),
    ("File fingerprint", 16),
)  # fmt: skip
_MOVED = {
    "exact": "found word for word, to be checked",
    "folded": "found word for word, to be checked",
    "head and tail": "found by beginning and end, to be checked",
    "position only": "found by position only, to be checked",
    "lost": "not found; the page is that of the file before",
}
_CODEBOOK = (
    ("Codebook", 24), ("Code", 40), ("Colour", 8), ("Key", 6), ("Definition", 55),
    ("Apply when", 45), ("Do not apply when", 45), ("Example", 45), ("Memo", 30), ("Codings", 9),
)  # fmt: skip
_AT_ONCE = 2_000
_FACT_WIDTH = 96


def read_me(
    book: Book,
    layout: Layout,
    who: str,
    when: datetime,
    program: str,
    more: Mapping[str, str],
) -> None:
    """What this workbook is, of which project, when and by whom, and how much is in it.

    `more` are sheets that not every workbook has, with what they are about.
    """
    told = layout.told
    sheet = book.sheet("Read me", 0)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, _FACT_WIDTH)
    sheet.write_string(0, 0, short(told.project), book.style("title"))
    facts: list[tuple[str, str | int]] = [
        ("Exported on", when.isoformat(sep=" ", timespec="minutes")),
        ("Exported by", who),
        ("Program", program),
        ("Reports", len(told.reports)),
        ("Codes", len(told.codes)),
        ("Codings", len(told.rows)),
        ("Coders", ", ".join(coder.name for coder in told.coders)),
        ("Codings of", told.whose),
        ("Project memo", told.memo),
    ]
    row = 2
    for name, value in facts:
        row = _fact(sheet, book, row, name, value)
    sheet.write_string(row + 1, 0, "Sheets", book.style("section"))
    sheet.write_string(row + 1, 1, "", book.style("section"))
    for at, (name, text) in enumerate({**_SHEETS, **more}.items(), start=row + 2):
        sheet.write_url(at, 0, f"internal:'{name}'!A1", book.style("sheet link"), name)
        about = text + _limit(name, layout)
        sheet.write_string(at, 1, about, book.style("fact"))
        sheet.set_row(at, points(lines_in(about, _FACT_WIDTH)))


def _fact(sheet: Worksheet, book: Book, row: int, name: str, value: str | int) -> int:
    """Write one fact, on as many rows as it needs; return the row after it."""
    sheet.write_string(row, 0, name, book.style("field"))
    if isinstance(value, int):
        sheet.write_number(row, 1, value, book.style("fact"))
        return row + 1
    pieces = parts(clean(value))
    for at, piece in enumerate(pieces):
        sheet.write_string(row + at, 1, piece, book.style("fact"))
        sheet.set_row(row + at, points(lines_in(piece, _FACT_WIDTH)))
    return row + len(pieces)


def _limit(name: str, layout: Layout) -> str:
    """Return a warning when Excel cannot hold a link for every number of the matrix."""
    wanted = int(np.count_nonzero(layout.counts))
    if name != "Matrix" or wanted <= cells.MAX_LINKS:
        return ""
    return (
        f" Only the first {cells.MAX_LINKS:,} of {wanted:,} numbers are links: Excel allows no "
        "more on a sheet. Filter Codings by report and code for the others."
    )


def codings(book: Book, layout: Layout) -> Iterator[int]:
    """One row for each coding; say now and then how many rows are written.

    A quote or memo that no cell holds goes on in the next row.
    """
    told = layout.told
    sheet = table(book, "Codings", _CODINGS, len(layout.lines))
    wrapped, plain, middle = book.style("wrapped"), book.style("plain"), book.style("middle")
    clipped = book.style("clipped")
    text, number = sheet.write_string, sheet.write_number
    titles = [short(report.title) for report in told.reports]
    numbers = [short(report.number) for report in told.reports]
    names = [short(told.paths[code.id]) for code in told.codes]
    tall, high = [lines_in(one, 34) for one in titles], [lines_in(one, 36) for one in names]
    for at, (row, quote, memo) in enumerate(layout.lines, start=FIRST):
        text(at, 0, titles[row.report], wrapped)
        text(at, 1, numbers[row.report], plain)
        number(at, 2, row.page, middle)
        text(at, 3, short(row.label), middle)
        text(at, 4, short(row.heading), wrapped)
        text(at, 5, quote, wrapped)
        text(at, 6, names[row.code], wrapped)
        text(at, 7, short(row.coder), plain)
        if memo:
            text(at, 8, memo, wrapped)
        for place, value in enumerate(_judged(row), start=9):
            if value:
                text(at, place, value, wrapped)
        text(at, 13, day(row.created), plain)
        text(at, 14, ids.text(row.id), clipped)
        text(at, 15, row.sha256, clipped)
        lines = max(lines_in(quote, 84), lines_in(memo, 36), tall[row.report], high[row.code])
        if lines > 1:
            sheet.set_row(at, points(lines))
        if not at % _AT_ONCE:
            yield at


def _judged(row: CodedRow) -> tuple[str, str, str, str]:
    """Return what the coder said of the evidence, how an area is called, whether it was moved."""
    area = (row.caption or "area without caption") if row.is_area else ""
    moved = _MOVED.get(row.moved, "")
    return _DIRECTIONS.get(row.direction, ""), row.depth, short(clean(area)), moved


def codebook(book: Book, layout: Layout) -> None:
    """The codes with their rules; what no cell holds goes on in the next row."""
    told = layout.told
    titles = {one.id: one.title for one in told.codebooks}
    records = [
        lines_of((titles[code.codebook], told.paths[code.id], "", code.key, code.definition,
                code.apply_when, code.do_not_apply_when, code.example, code.memo))
        for code in told.codes
    ]  # fmt: skip
    sheet = table(book, "Codebook", _CODEBOOK, sum(map(len, records)))
    row = 1
    for at, (code, lines) in enumerate(zip(told.codes, records, strict=True)):
        texts(sheet, book, row, lines, _CODEBOOK)
        sheet.write_blank(row, 2, None, book.swatch(code.colour))
        sheet.write_number(row, 9, int(told.matrix.own[:, at].sum()), book.style("count"))
        row += len(lines)


def lines_of(record: Sequence[str]) -> list[list[str]]:
    """Return a record as one line, or as more where a text is too long for a cell.

    The first two texts name the record and are said on every line of it.
    """
    pieces = [parts(clean(text)) for text in record]
    count = max(map(len, pieces))
    names = [some * count if len(some) == 1 else some for some in pieces[:2]]
    return [list(line) for line in zip_longest(*names, *pieces[2:], fillvalue="")]


def texts(sheet: Worksheet, book: Book, row: int, lines: list[list[str]], heads: Heads) -> None:
    """Write the lines of a record under these heads, from a row on."""
    style = book.style("wrapped")
    for at, line in enumerate(lines, start=row):
        high = 1
        for column, text in enumerate(line):
            if text:
                sheet.write_string(at, column, text, style)
                high = max(high, lines_in(text, heads[column][1]))
        sheet.set_row(at, points(high))


def day(written: str) -> str:
    """Return an ISO 8601 time in UTC as people read it; any other as it is."""
    return written[:-6].replace("T", " ") if written.endswith("+00:00") else written


def table(book: Book, name: str, columns: Heads, rows: int) -> Worksheet:
    """Add a sheet with these heads and a filter over so many rows under them."""
    sheet = book.sheet(name, 1)
    for at, (title, width) in enumerate(columns):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, title, book.style("head"))
    sheet.set_row(0, points(2))
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(1, rows), len(columns) - 1)
    return sheet
