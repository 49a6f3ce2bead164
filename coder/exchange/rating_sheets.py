"""Ratings in the workbook: the sheet *Ratings*, and columns of them beside the matrix."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from xlsxwriter.worksheet import Worksheet

from coder.exchange import sheets
from coder.exchange.cells import Book, clean, lines_in, points, short
from coder.exchange.layout import Layout
from coder.model import ids
from coder.model.ids import ItemId
from coder.model.rating import Origin, Rating
from coder.model.support import Support

ABOUT = {
    "Ratings": "One row for each level that a coder gave a report on a code or a check, or that "
    "the report gives itself, with its justification and the codings behind it. Levels of "
    "different scales do not compare.",
}
_RATINGS = (
    ("Report", 34), ("Number", 9), ("PDF page", 8), ("Rated", 34), ("Whose judgement", 14),
    ("Scale", 26), ("Level", 22), ("Step", 7), ("Coder", 14), ("Justification", 60),
    ("Evidence", 70), ("Page labels", 12), ("State", 20), ("Rated on (UTC)", 18),
    ("Coding ids", 38), ("Rating id", 16),
)  # fmt: skip
_WHOSE: dict[Origin, str] = {"reviewer": "reviewer", "report": "the report itself"}
_WIDTH = 20
FORMER = "in the file before"
"""Said of a page that is not one of the file the report has now."""


def ratings(book: Book, layout: Layout) -> None:
    """Write one row for each rating; what no cell holds goes on in the next row."""
    told = layout.told.judgements
    order = {report.id: report for report in layout.told.reports}
    rows = [one for one in told.ratings if one.report in order]
    records = [sheets.lines_of(_record(layout, one)) for one in rows]
    sheet = sheets.table(book, "Ratings", _RATINGS, sum(map(len, records)))
    row = 1
    for one, lines in zip(rows, records, strict=True):
        sheets.texts(sheet, book, row, lines, _RATINGS)
        if one.evidence:
            sheet.write_number(row, 2, one.evidence[0].page + 1, book.style("middle"))
        if one.value is not None:
            sheet.write_number(row, 7, one.value, book.style("count"))
        row += len(lines)


def _record(layout: Layout, one: Rating) -> Sequence[str]:
    told = layout.told.judgements
    report = next(each for each in layout.told.reports if each.id == one.report)
    scale = told.protocol.by_id.get(one.scale)
    return (
        report.title, report.number, "", told.subjects.get(one.subject, ""), _WHOSE[one.origin],
        scale.name if scale else "", one.shown, "", told.coders.get(one.coder, ""),
        one.justification, quoted(one.evidence), page_labels(one.evidence), _state(one, layout),
        sheets.day(one.created), id_list(told.behind(one.evidence)), ids.text(one.id),
    )  # fmt: skip


def _state(one: Rating, layout: Layout) -> str:
    if not one.is_consensus:
        return ""
    who = layout.told.judgements.coders.get(one.by, "") if one.by else ""
    settled = f"settled by {who}" if who else "settled"
    return f"{settled}; changed since: to be settled again" if one.is_stale else settled


def quoted(support: Iterable[Support]) -> str:
    """Return the quotes of some evidence, each with its page as a reader cites it."""
    return "\n\n".join(f"“{clean(one.quote)}” ({_page(one)})" for one in support)


def page_labels(support: Iterable[Support]) -> str:
    """Return the pages of some evidence as they are printed, each once."""
    return ", ".join(dict.fromkeys(one.page_label or str(one.page + 1) for one in support))


def id_list(codings: Iterable[bytes]) -> str:
    """Return identities as other programs read them, joined by "; "."""
    return "; ".join(map(ids.text, codings))


def _page(one: Support) -> str:
    label = one.page_label
    page = f"p. {label}, PDF page {one.page + 1}" if label else f"PDF page {one.page + 1}"
    page = f"p. {one.page + 1}" if label == str(one.page + 1) else page
    return f"{page}, {FORMER}" if one.is_former else page


class Beside(NamedTuple):
    """A column of ratings: on which scale, by whom, of what."""

    scale: ItemId
    origin: Origin
    subject: bytes


def beside(book: Book, sheet: Worksheet, layout: Layout, left: int, heads: int) -> int:
    """Write the ratings of reports beside the matrix, a column for each; return how many.

    `left` is the first free column, `heads` the number of heading rows. A cell names the level,
    or who gave which where coders differ and nothing is settled.
    """
    told = layout.told.judgements
    given: dict[Beside, dict[bytes, list[Rating]]] = defaultdict(lambda: defaultdict(list))
    for one in told.ratings:
        given[Beside(one.scale, one.origin, one.subject)][one.report].append(one)
    columns = _ordered(layout, given)
    for at, column in enumerate(columns, start=left):
        scale = told.protocol.by_id.get(column.scale)
        name = short(told.subjects.get(column.subject, ""))
        label = name if column.origin == "reviewer" else f"{name} (the report's own)"
        sheet.set_column(at, at, _WIDTH)
        sheet.write_string(0, at, "Ratings", book.style("book"))
        sheet.write_string(1, at, short(scale.name) if scale else "", book.style("branch"))
        sheet.write_string(2, at, label, book.style("head"))
        for row, report in enumerate(layout.told.reports, start=heads):
            text = _cell(layout, given[column].get(report.id, ()))
            if text:
                sheet.write_string(row, at, text, book.style("wrapped"))
    _heights(sheet, layout, given, heads)
    return len(columns)


def _ordered(layout: Layout, given: Iterable[Beside]) -> list[Beside]:
    told = layout.told.judgements
    scales = {one.id: at for at, one in enumerate(told.protocol.of("scale"))}
    subjects = {one: at for at, one in enumerate(told.subjects)}

    def place(one: Beside) -> tuple[int, int, str]:
        scale, subject = scales.get(one.scale, len(scales)), subjects.get(one.subject, 0)
        return scale, subject, "" if one.origin == "reviewer" else one.origin

    return sorted(given, key=place)


def _cell(layout: Layout, some: Sequence[Rating]) -> str:
    """Return the level on which all agree, or what each coder gave."""
    settled = [one for one in some if one.is_consensus and not one.is_stale]
    if settled:
        return f"{settled[0].shown} (settled)"
    own = [one for one in some if not one.is_consensus]
    if len({one.level for one in own}) == 1:
        return own[0].shown
    coders = layout.told.judgements.coders
    return "\n".join(f"{coders.get(one.coder, '')}: {one.shown}" for one in own)


def _heights(
    sheet: Worksheet,
    layout: Layout,
    given: dict[Beside, dict[bytes, list[Rating]]],
    heads: int,
) -> None:
    """Make the rows as high as the ratings in them need."""
    for row, report in enumerate(layout.told.reports, start=heads):
        texts = [_cell(layout, cells.get(report.id, ())) for cells in given.values()]
        lines = max((_lines(text) for text in texts), default=1)
        titled = lines_in(report.title, 40)
        if lines > titled:
            sheet.set_row(row, points(lines))


def _lines(text: str) -> int:
    return sum(lines_in(line, _WIDTH) for line in text.split("\n"))
