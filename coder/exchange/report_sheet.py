"""The sheet *Reports* of the workbook: the files, and a column for each attribute."""

from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet

from coder.exchange.cells import Book
from coder.exchange.layout import Layout
from coder.exchange.sheets import Heads, day, lines_of, table, texts
from coder.model.attribute import OWN
from coder.model.protocol import Item
from coder.model.report import Report

_HEADS = (
    ("Number", 9), ("Title", 50), ("File", 36), ("Pages", 8), ("Scans", 8), ("Codings", 9),
    ("Added (UTC)", 18), ("Memo", 40), ("File fingerprint (SHA-256)", 66),
)  # fmt: skip
_DOUBLE = ("Duplicate of", 14)
_WIDTHS = {"number": 12, "date": 14, "one": 18, "several": 26, "countries": 26, "long": 50}
_WIDTH = 24
_MOST_FIGURES = 15
"""Excel keeps no more figures of a number; one that is longer stays a text."""


def reports(book: Book, layout: Layout) -> None:
    """The reports with what is noted of each; what no cell holds goes on in the next row."""
    told = layout.told
    attributes = [item for item in told.attributes.attributes if item.key not in OWN]
    heads = _heads(attributes, told.reports)
    names = {report.id: report.number or report.title for report in told.reports}
    records = [
        lines_of((report.number, report.title, report.file_name, "", "", "", day(report.added),
                report.memo, report.sha256, *(_text(layout, report, item) for item in attributes),
                *([names.get(report.duplicate_of, "")] if report.duplicate_of else [])))
        for report in told.reports
    ]  # fmt: skip
    sheet = table(book, "Reports", heads, sum(map(len, records)))
    row = 1
    for at, (report, lines) in enumerate(zip(told.reports, records, strict=True)):
        texts(sheet, book, row, lines, heads)
        pages = (report.pages, report.pages_without_text) if report.has_file else (None, None)
        for column, number in enumerate((*pages, int(told.matrix.own[at].sum())), start=3):
            if number is not None:
                sheet.write_number(row, column, number, book.style("count"))
        _numbers(sheet, book, row, _figures(layout, report, attributes))
        row += len(lines)


def _heads(attributes: list[Item], listed: list[Report]) -> Heads:
    taken = {name for name, _ in _HEADS}
    more: list[tuple[str, int]] = []
    for item in attributes:
        name = item.name if item.name not in taken else f"{item.name} ({item.key})"
        taken.add(name)
        more.append((name, _WIDTHS.get(item.type, _WIDTH)))
    has_doubles = any(report.duplicate_of for report in listed)
    return (*_HEADS, *more, *([_DOUBLE] if has_doubles else []))


def _text(layout: Layout, report: Report, item: Item) -> str:
    return (
        "" if _figure(layout, report, item) else layout.told.attributes.shown(report.id, item.id)
    )


def _figure(layout: Layout, report: Report, item: Item) -> str:
    """Return a number that Excel can hold as one, "" for anything else."""
    value = layout.told.attributes.value(report.id, item.id) if item.type == "number" else ""
    return value if len(value) <= _MOST_FIGURES else ""


def _figures(
    layout: Layout, report: Report, attributes: list[Item]
) -> Iterator[tuple[int, float]]:
    for column, item in enumerate(attributes, start=len(_HEADS)):
        value = _figure(layout, report, item)
        if value:
            yield column, float(value)


def _numbers(sheet: Worksheet, book: Book, row: int, said: Iterator[tuple[int, float]]) -> None:
    for column, number in said:
        sheet.write_number(row, column, number, book.style("plain"))
