"""Blocks of cells in the table of reports: copied, pasted from spreadsheets, filled, emptied."""

import csv
import io

from PySide6.QtGui import QGuiApplication

from coder.model.errors import ProjectError
from ui import ask
from ui.panels.reports.rows import Cell
from ui.panels.reports.table import ReportTable
from ui.session import Session

Block = list[list[str]]
_LISTED = 8
"""So many wrong cells are named one by one."""


class ReportBlocks:
    """What is done with many cells at once; each is one act, of all cells or of none."""

    def __init__(self, session: Session, table: ReportTable) -> None:
        self._session, self._table = session, table

    def copy(self) -> None:
        """Put the chosen cells on the clipboard as a spreadsheet takes them."""
        chosen = self._table.chosen_cells()
        if chosen:
            rows, columns = self._bounds(chosen)
            held = set(chosen)
            block = [
                [self._text(row, column) if (row, column) in held else "" for column in columns]
                for row in rows
            ]
            QGuiApplication.clipboard().setText(written(block))

    def paste(self) -> None:
        """Write the block on the clipboard from the first chosen cell on."""
        block = read(QGuiApplication.clipboard().text())
        chosen = self._table.chosen_cells()
        if not block or not chosen:
            self._session.told.emit("There is nothing to paste. Copy cells first.", 0)
            return
        rows, columns = self._bounds(chosen)
        high, wide = len(block), len(block[0])
        repeats = len(rows) % high == 0 and len(columns) % wide == 0
        if not repeats or len(chosen) < len(rows) * len(columns):
            rows, columns = self._from(rows[0], columns[0], high, wide)
            if len(rows) < high or len(columns) < wide:
                self._refuse_size(high, wide, len(rows), len(columns))
                return
        cells = [
            self._cell(row, column, block[y % high][x % wide])
            for y, row in enumerate(rows)
            for x, column in enumerate(columns)
        ]
        self._write(cells, "Paste", "pasted")

    def fill_down(self) -> None:
        """Write what the first chosen cell of each column says into those below it."""
        chosen = self._table.chosen_cells()
        cells: list[Cell] = []
        for column in {column for _, column in chosen}:
            first, *below = sorted(row for row, one in chosen if one == column)
            cells += [self._cell(row, column, self._text(first, column)) for row in below]
        if not cells:
            self._session.told.emit("Choose the cell to repeat and those below it first.", 0)
            return
        self._write(cells, "Fill Down", "filled")

    def write_all(self, text: str) -> None:
        """Write the same into all chosen cells."""
        chosen = self._table.chosen_cells()
        self._write([self._cell(row, column, text) for row, column in chosen], "Write", "written")

    def empty(self) -> None:
        """Empty the chosen cells."""
        columns = self._table.rows.columns
        chosen = [cell for cell in self._table.chosen_cells() if not columns[cell[1]].is_own]
        said = [cell for cell in chosen if self._text(*cell)]
        if said:
            self._write([self._cell(row, column, "") for row, column in said], "Empty", "emptied")

    def _write(self, cells: list[Cell], act: str, done: str) -> None:
        what = "1 Cell" if len(cells) == 1 else f"{len(cells)} Cells"
        try:
            self._table.rows.write(cells, f"{act} {what}")
        except ProjectError as error:
            ask.tell(self._table, self._wrong(cells) or str(error))
            return
        told = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
        self._session.told.emit(f"{told} {done}.", 1)

    def _wrong(self, cells: list[Cell]) -> str:
        """Name the cells that cannot be what is to be written, "" where it is not about them."""
        rows = self._table.rows
        facts = [
            (report, item.id, text)
            for report, column, text in cells
            if (item := rows.columns[column].item) is not None
        ]
        if len(facts) < len(cells):
            return ""
        found = self._session.project.attributes.mistakes(facts)
        if not found:
            return ""
        lines = []
        for at, why in found[:_LISTED]:
            report, column, _ = cells[at]
            name = rows.name(report)
            lines.append(f"{name}, {rows.columns[column].head}: {why}")
        more = len(found) - _LISTED
        lines += [f"… and {more} more."] if more > 0 else []
        are = "1 cell is" if len(found) == 1 else f"{len(found)} cells are"
        return "\n\n".join([f"{are} wrong, so nothing was changed.", *lines])

    def _refuse_size(self, high: int, wide: int, rows: int, columns: int) -> None:
        if rows < high:
            message = (
                f"The block has {high} rows, but only {rows} reports stand from here down. "
                "Choose a cell higher up, or import the file to add reports."
            )
        else:
            message = (
                f"The block has {wide} columns, but only {columns} stand from here to the right. "
                "Choose a cell further left, or show the hidden columns."
            )
        ask.tell(self._table, f"{message}\n\nNothing was pasted.")

    def _cell(self, row: int, column: int, text: str) -> Cell:
        return self._table.rows.report(row).id, column, text

    def _text(self, row: int, column: int) -> str:
        """Return what a cell says in full, its lines included."""
        rows = self._table.rows
        report, item = rows.report(row), rows.columns[column].item
        said = rows.table.shown(report.id, item.id) if item else ""
        return said or rows.text(report, column)

    def _bounds(self, chosen: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
        """Return the rows and the columns in sight that hold all chosen cells."""
        rows, columns = {row for row, _ in chosen}, {column for _, column in chosen}
        shown = self._table.shown_columns()
        places = [shown.index(column) for column in columns]
        return list(range(min(rows), max(rows) + 1)), shown[min(places) : max(places) + 1]

    def _from(self, row: int, column: int, high: int, wide: int) -> tuple[list[int], list[int]]:
        shown = self._table.shown_columns()
        at, every = shown.index(column), self._table.rows.rowCount()
        return list(range(row, min(row + high, every))), shown[at : at + wide]


def written(block: Block) -> str:
    """Return cells as spreadsheets exchange them: tabs between, quotes where they are needed."""
    out = io.StringIO()
    csv.writer(out, dialect="excel-tab", lineterminator="\n").writerows(block)
    return out.getvalue().removesuffix("\n")


def read(text: str) -> Block:
    """Return the cells of a copied block, all rows of one length; [] when there are none."""
    if not text.strip("\r\n"):
        return []
    rows = list(csv.reader(io.StringIO(text.rstrip("\r\n"), newline=""), dialect="excel-tab"))
    wide = max(len(row) for row in rows)
    return [row + [""] * (wide - len(row)) for row in rows]
