"""Flow and balance as tables in a file: .csv, or .xlsx with sheets."""

import csv
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from coder.exchange import flow_picture
from coder.exchange.balance_picture import crosses
from coder.exchange.flow_words import FlowWords
from coder.model.balance import Balance
from coder.model.flow import Flow

if TYPE_CHECKING:
    from coder.exchange.cells import Book

Cell = str | int
Table = tuple[str, list[Sequence[Cell]]]
"""A name, and rows of which the first names the columns."""
_NARROWEST, _WIDEST = 12, 48
_COUNTS = ("Long list, reports", "Long list, projects", "Final list, reports",
           "Final list, projects")  # fmt: skip


def flow_table(flow: Flow, words: FlowWords = flow_picture.WORDS) -> Table:
    """Return the flow: phase, step, detail, reports, projects."""
    return "Flow", [flow_picture.HEADS, *flow_picture.told(flow, words)]


def balance_tables(balance: Balance) -> list[Table]:
    """Return a table of all attributes, and one for each two that are crossed."""
    margins: list[Sequence[Cell]] = [("Attribute", "Value", *_COUNTS)]
    for dimension in balance.dimensions:
        for row in balance.margin(dimension.key):
            counts = row.long.reports, row.long.projects, row.final.reports, row.final.projects
            margins.append((dimension.name, row.value.name, *counts))
    crossed: list[Sequence[Cell]] = [("Attribute", "Value", "And", "Value of it", *_COUNTS)]
    for cross in crosses(balance):
        for first, cells in zip(cross.rows.values, cross.cells, strict=True):
            for second, (long, final) in zip(cross.columns.values, cells, strict=True):
                counts = long.reports, long.projects, final.reports, final.projects
                names = cross.rows.name, first.name, cross.columns.name, second.name
                crossed.append((*names, *counts))
    return [("Balance", margins), ("Balance crossed", crossed)]


def write_csv(tables: Sequence[Table], target: Path) -> None:
    """Write tables under each other, an empty line between them; Excel reads the letters right."""
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        for number, (_, rows) in enumerate(tables):
            if number:
                writer.writerow([])
            writer.writerows([[_plain(cell) for cell in row] for row in rows])


def _plain(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula."""
    if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@"):
        return f"'{cell}"
    return cell


def write_xlsx(tables: Sequence[Table], target: Path, when: datetime) -> None:
    """Write a workbook with a sheet for each table; raises OSError when it cannot be written."""
    from coder.exchange.cells import Book  # noqa: PLC0415 - loads XlsxWriter

    book = Book(target, when)
    for table in tables:
        write_sheet(book, table)
    book.close()


def write_sheet(book: "Book", table: Table) -> None:
    """Add a table as a sheet of a workbook."""
    from coder.exchange import sheets  # noqa: PLC0415 - see above

    name, (head, *rows) = table
    heads = [(str(title), _width(rows, at)) for at, title in enumerate(head)]
    sheet = sheets.table(book, name, heads, len(rows))
    for at, row in enumerate(rows, start=1):
        texts = [cell if isinstance(cell, str) else "" for cell in row]
        sheets.texts(sheet, book, at, [texts], heads)
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(at, column, cell, book.style("count"))


def _width(rows: Sequence[Sequence[Cell]], column: int) -> int:
    """Return the width of a column in characters."""
    longest = max((len(str(row[column])) for row in rows), default=0)
    return min(_WIDEST, max(_NARROWEST, longest + 2))
