"""The sheets of the workbook, one function each."""

from collections.abc import Sequence
from datetime import datetime

from xlsxwriter.worksheet import Worksheet

from coder.analysis.collation import CodedRow
from coder.analysis.columns import Column
from coder.exchange.cells import MAX_CELL, Book, clean, parts, units
from coder.exchange.layout import FIRST, Layout
from coder.model import ids

_ABOUT_MATRIX = (
    "Reports × codes: how many codings. Bold columns sum up a code and all under it. "
    "Click a number to see its codings."
)
_ABOUT_QUOTES = (
    "Reports × codes: the quotes with their pages. What is too long for a cell goes on in "
    "Codings, and the cell says so."
)
_FROZEN = 2
_HEADS = 2
_CODINGS = (
    ("Report", 34), ("Number", 9), ("PDF page", 8), ("Page label", 8), ("Section heading", 28),
    ("Quote", 80), ("Code", 36), ("Coder", 14), ("Memo", 36), ("Coded on", 18),
    ("Coding id", 16), ("File fingerprint", 16),
)  # fmt: skip
_CODEBOOK = (
    ("Codebook", 24), ("Code", 44), ("Colour", 8), ("Key", 6), ("Definition", 60),
    ("Apply when", 50), ("Do not apply when", 50), ("Example", 50), ("Memo", 30), ("Codings", 9),
)  # fmt: skip
_REPORTS = (
    ("Number", 9), ("Title", 50), ("File", 40), ("Pages", 8), ("Scans", 8), ("Codings", 9),
    ("Added", 18), ("Memo", 40), ("File fingerprint (SHA-256)", 66),
)  # fmt: skip


def read_me(book: Book, layout: Layout, who: str, when: datetime, program: str) -> None:
    """What this workbook is, of which project, when and by whom, and how much is in it."""
    told = layout.told
    sheet = book.sheet("Read me")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, clean(told.project), book.style("title"))
    facts: list[tuple[str, str | int]] = [
        ("Exported on", when.isoformat(sep=" ", timespec="minutes")),
        ("Exported by", who),
        ("Program", program),
        ("Reports", len(told.reports)),
        ("Codes", len(told.codes)),
        ("Codings", len(told.rows)),
        ("Coders", ", ".join(coder.name for coder in told.coders)),
        ("Project memo", told.memo),
        ("Matrix", _ABOUT_MATRIX),
        ("Quotes", _ABOUT_QUOTES),
        ("Codings", "One row for each coding, by report and code."),
        ("Codebook", "The codes with their rules."),
        ("Reports", "The files that were coded."),
    ]
    for row, (name, value) in enumerate(facts, start=2):
        sheet.write_string(row, 0, name, book.style("head"))
        if isinstance(value, int):
            sheet.write_number(row, 1, value, book.style("wrapped"))
        else:
            sheet.write_string(row, 1, parts(clean(value))[0], book.style("wrapped"))


def matrix(book: Book, layout: Layout) -> None:
    """Counts of codings; each number leads to its rows in *Codings*."""
    told, sheet = layout.told, _grid(book, layout, "Matrix", 11)
    totals = [0] * len(layout.columns)
    for at, _ in enumerate(told.reports):
        row = at + _HEADS
        for place, column in enumerate(layout.columns):
            counts = told.matrix.sums if column.is_sum else told.matrix.own
            count = int(counts[at, column.code])
            totals[place] += count
            style = "sum" if column.is_sum else "count"
            _count(sheet, book, (row, place + _FROZEN), count, style, layout.rows_of(at, column))
    last = len(told.reports) + _HEADS
    sheet.write_string(last, 1, "All reports", book.style("group"))
    for place, total in enumerate(totals):
        sheet.write_number(last, place + _FROZEN, total, book.style("sum"))


def _count(
    sheet: Worksheet,
    book: Book,
    place: tuple[int, int],
    count: int,
    style: str,
    rows: tuple[int, int] | None,
) -> None:
    if not count or rows is None:
        sheet.write_blank(*place, None, book.style(style))
        return
    linked = book.style("sum link" if style == "sum" else "link")
    sheet.write_url(*place, _link(rows), linked, str(count))
    sheet.write_number(*place, count, linked)


def _link(rows: tuple[int, int]) -> str:
    return f"internal:'Codings'!A{rows[0] + 1}:L{rows[1] + 1}"


def quotes(book: Book, layout: Layout) -> None:
    """The quotes behind each number, with their pages."""
    sheet = _grid(book, layout, "Quotes", 44)
    for at, _ in enumerate(layout.told.reports):
        sheet.set_row(at + _HEADS, 120)
        for place, column in enumerate(layout.columns):
            if not column.is_sum and (text := _quoted(layout, at, column)):
                cell = (at + _HEADS, place + _FROZEN)
                sheet.write_string(*cell, text, book.style("wrapped"))


def _quoted(layout: Layout, report: int, column: Column) -> str:
    """Return the quotes of a cell, ended with where to read on when they are too many for it."""
    kept: list[str] = []
    room = MAX_CELL - 100
    rows = layout.by_cell.get((report, column.code), [])
    for row in rows:
        quote = clean(f"“{row.quote}” ({_page(row)})")
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


def codings(book: Book, layout: Layout) -> None:
    """One row for each coding; a quote that no cell holds goes on in the next row."""
    told = layout.told
    sheet = _table(book, "Codings", _CODINGS, len(layout.lines), frozen=2)
    wrapped, plain = book.style("wrapped"), book.style("plain")
    titles = [clean(report.title) for report in told.reports]
    names = [clean(told.paths[code.id]) for code in told.codes]
    for at, (row, quote, memo) in enumerate(layout.lines, start=FIRST):
        report = told.reports[row.report]
        sheet.write_string(at, 0, titles[row.report], wrapped)
        sheet.write_string(at, 1, report.number, plain)
        sheet.write_number(at, 2, row.page, plain)
        sheet.write_string(at, 3, row.label, plain)
        sheet.write_string(at, 4, clean(row.heading), wrapped)
        sheet.write_string(at, 5, clean(quote), wrapped)
        sheet.write_string(at, 6, names[row.code], wrapped)
        sheet.write_string(at, 7, row.coder, plain)
        sheet.write_string(at, 8, clean(memo), wrapped)
        sheet.write_string(at, 9, row.created, plain)
        sheet.write_string(at, 10, ids.text(row.id), plain)
        sheet.write_string(at, 11, report.sha256, plain)


def codebook(book: Book, layout: Layout) -> None:
    """The codes with their rules."""
    told = layout.told
    sheet = _table(book, "Codebook", _CODEBOOK, len(told.codes), frozen=2)
    titles = {one.id: one.title for one in told.codebooks}
    for at, code in enumerate(told.codes):
        texts = (
            titles[code.codebook],
            told.paths[code.id],
            "",
            code.key,
            code.definition,
            code.apply_when,
            code.do_not_apply_when,
            code.example,
            code.memo,
        )
        _texts(sheet, book, at + 1, texts)
        sheet.write_blank(at + 1, 2, None, book.swatch(code.colour))
        sheet.write_number(at + 1, 9, int(told.matrix.own[:, at].sum()), book.style("count"))


def reports(book: Book, layout: Layout) -> None:
    """The files that were coded."""
    told = layout.told
    sheet = _table(book, "Reports", _REPORTS, len(told.reports), frozen=2)
    for at, report in enumerate(told.reports):
        texts = (report.number, report.title, report.file_name, "", "", "", report.added,
                 report.memo, report.sha256)  # fmt: skip
        _texts(sheet, book, at + 1, texts)
        numbers = (report.pages, report.pages_without_text, int(told.matrix.own[at].sum()))
        for column, number in enumerate(numbers, start=3):
            sheet.write_number(at + 1, column, number, book.style("count"))


def _texts(sheet: Worksheet, book: Book, row: int, texts: Sequence[str]) -> None:
    for column, text in enumerate(texts):
        if text:
            sheet.write_string(row, column, parts(clean(text))[0], book.style("wrapped"))


def _table(
    book: Book, name: str, columns: Sequence[tuple[str, int]], rows: int, frozen: int
) -> Worksheet:
    sheet = book.sheet(name)
    for at, (title, width) in enumerate(columns):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, title, book.style("head"))
    sheet.freeze_panes(1, frozen)
    sheet.autofilter(0, 0, max(1, rows), len(columns) - 1)
    return sheet


def _grid(book: Book, layout: Layout, name: str, width: int) -> Worksheet:
    """Begin a sheet of reports × codes: codebooks over codes, numbers and titles at the left."""
    told, sheet = layout.told, book.sheet(name)
    sheet.set_column(0, 0, 9)
    sheet.set_column(1, 1, 40)
    sheet.set_row(1, 75)
    titles = {one.id: one.title for one in told.codebooks}
    for place, title in enumerate(("Number", "Report")):
        sheet.write_string(0, place, "", book.style("group"))
        sheet.write_string(1, place, title, book.style("head"))
    for place, column in enumerate(layout.columns, start=_FROZEN):
        code = told.codes[column.code]
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, clean(titles[code.codebook]), book.style("group"))
        label = clean(told.paths[code.id]) + (" (sum)" if column.is_sum else "")
        sheet.write_string(1, place, label, book.style("head"))
    for at, report in enumerate(told.reports, start=_HEADS):
        sheet.write_string(at, 0, report.number, book.style("plain"))
        sheet.write_string(at, 1, clean(report.title), book.style("wrapped"))
    sheet.freeze_panes(_HEADS, _FROZEN)
    last = max(_HEADS, len(told.reports) + _HEADS - 1)
    sheet.autofilter(1, 0, last, max(1, len(layout.columns) + 1))
    return sheet
