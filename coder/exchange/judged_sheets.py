"""The sheet *Judgements*: how far coders agree in decisions and in ratings, level by level."""

from collections.abc import Iterable, Iterator

from xlsxwriter.worksheet import Worksheet

from coder.exchange import sheets
from coder.exchange.cells import Book, lines_in, points, short
from coder.model.agreement import (
    COUNTS,
    MEASURES,
    Agreement,
    AgreementLevel,
    AgreementRow,
    Measure,
)

NAME = "Judgements"
ABOUT = {
    NAME: "How far the coders agree in their decisions on reports and in their ratings, scale by "
    "scale: overall, each two coders, by what was judged and by report. “95 %” is the interval "
    "that resampled reports give.",
}
_COUNTS = ("double", "alike")
_MEASURES = (
    "percent", "kappa", "fleiss", "alpha", "ac1", "steps_alpha", "steps_linear",
    "steps_quadratic",
)  # fmt: skip
_OF = {"overall": "All coders", "coders": "Coders", "subject": "Judged", "report": "Report"}
_FIRST = (("Judgements", 32), ("Of", 11), ("Name", 40))
_WIDTH = 13


def judgements(book: Book, told: Agreement) -> None:
    """Write a row for all coders, each two and each thing that was judged, at each level."""
    figures = [
        (text, _WIDTH)
        for name in _MEASURES
        for text in (MEASURES[name], "95 %")
    ]  # fmt: skip
    heads = (*_FIRST, *((COUNTS[name], _WIDTH) for name in _COUNTS), *figures)
    rows = list(_rows(told.judgements))
    sheet = sheets.table(book, NAME, heads, len(rows))
    sheet.set_row(0, points(3))
    for at, (level, part, row) in enumerate(rows, start=1):
        for column, text in enumerate((level.title, _OF[part], row.name)):
            sheet.write_string(at, column, short(text), book.style("wrapped"))
        for column, name in enumerate(_COUNTS, start=len(_FIRST)):
            sheet.write_number(at, column, row.counts[name], book.style("count"))
        _figures(book, sheet, at, row)
        sheet.set_row(at, points(max(lines_in(level.title, 32), lines_in(row.name, 40))))
    below = len(rows) + 2
    for number, level in enumerate(told.judgements):
        note = f"{level.title}: {level.basis}. {level.unit}"
        sheet.write_string(below + number, 0, note, book.style("field"))


def _figures(book: Book, sheet: Worksheet, at: int, row: AgreementRow) -> None:
    found = {one.name: one for one in row.measures}
    for number, name in enumerate(_MEASURES):
        column = len(_FIRST) + len(_COUNTS) + 2 * number
        for place, text, figure in _cells(found.get(name)):
            if figure is not None:
                sheet.write_number(at, column, figure, book.style("figure"))
            elif text:
                sheet.write_string(at, column + place, text, book.style("plain"))


def _rows(
    levels: Iterable[AgreementLevel],
) -> Iterator[tuple[AgreementLevel, str, AgreementRow]]:
    for level in levels:
        for part, rows in level.parts:
            if part == "coders" and len(rows) < 2:
                continue
            yield from ((level, part, row) for row in rows)


def _cells(one: Measure | None) -> Iterator[tuple[int, str, float | None]]:
    """Yield what stands of a measure: in its column (0) and in that of its interval (1)."""
    if one is None:
        return
    if not one.is_defined:
        yield 0, "n/a", None
        yield 1, one.note, None
        return
    yield 0, "", round(one.value, 4)
    yield 1, one.interval, None
