"""Cards in the workbook: a sheet for each form, a column for each of its fields."""

import re
from collections.abc import Sequence

from coder.exchange import sheets
from coder.exchange.cells import Book, clean
from coder.exchange.layout import Layout
from coder.exchange.rating_sheets import id_list, page_labels, quoted
from coder.model import ids
from coder.model.card import Card
from coder.model.protocol import Item

_FIRST = (("Report", 34), ("Number", 9), ("PDF page", 8), ("Page labels", 10), ("No.", 7))
_LAST = (
    ("Passages", 70), ("State", 16), ("Coder", 14), ("Memo", 30), ("Filled in on (UTC)", 18),
    ("Coding ids", 38), ("Card id", 16),
)  # fmt: skip
_WIDTHS = {"long": 55, "cards": 30, "text": 28}
_LONGEST = 31
"""The most characters that the name of a sheet has."""
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]|^'|'$")
_DRAFT = "draft, to be confirmed"


def about(layout: Layout, taken: Sequence[str]) -> dict[str, str]:
    """Return the sheets of forms with cards; no name is one of those that are `taken`."""
    return {
        name: f"One row for each card of the form “{form.name}”: {form.definition or 'no help'} "
        "Each value has the passages behind it in Passages."
        for name, form in _named(layout, taken).items()
    }


def cards(book: Book, layout: Layout, taken: Sequence[str]) -> None:
    """Write the sheets; what no cell holds goes on in the next row."""
    for name, form in _named(layout, taken).items():
        _form(book, layout, name, form)


def _named(layout: Layout, taken: Sequence[str]) -> dict[str, Item]:
    told = layout.told.judgements
    filled = {one.form for one in told.cards}
    used = {one.casefold() for one in (*taken, "history")}
    found: dict[str, Item] = {}
    for form in told.protocol.of("form"):
        if form.id in filled:
            name = _free(form.name, used)
            used.add(name.casefold())
            found[name] = form
    return found


def _free(name: str, used: set[str]) -> str:
    """Return a name that Excel takes for a sheet and no other sheet has."""
    plain = _FORBIDDEN.sub(" ", clean(name)).strip() or "Cards"
    found, number = plain[:_LONGEST], 1
    while found.casefold() in used:
        number += 1
        end = f" ({number})"
        found = plain[: _LONGEST - len(end)] + end
    return found


def _form(book: Book, layout: Layout, name: str, form: Item) -> None:
    told = layout.told.judgements
    fields = told.protocol.of("field", form.id)
    heads = (*_FIRST, *((one.name, _WIDTHS.get(one.type, 18)) for one in fields), *_LAST)
    order = {report.id for report in layout.told.reports}
    rows = [one for one in told.cards if one.form == form.id and one.report in order]
    records = [sheets.lines_of(_record(layout, fields, one)) for one in rows]
    sheet = sheets.table(book, name, heads, sum(map(len, records)))
    row = 1
    for one, lines in zip(rows, records, strict=True):
        sheets.texts(sheet, book, row, lines, heads)
        if one.page is not None:
            sheet.write_number(row, 2, one.page + 1, book.style("middle"))
        row += len(lines)


def _record(layout: Layout, fields: Sequence[Item], one: Card) -> Sequence[str]:
    told = layout.told.judgements
    report = next(each for each in layout.told.reports if each.id == one.report)
    return (
        report.title, report.number, "", page_labels(one.support), one.number,
        *(one.said(field.id) for field in fields),
        _passages(fields, one), _DRAFT if one.is_draft else "confirmed",
        told.coders.get(one.coder, ""), one.memo, sheets.day(one.created),
        id_list(told.behind(one.support)), ids.text(one.id),
    )  # fmt: skip


def _passages(fields: Sequence[Item], one: Card) -> str:
    """Return the passages behind each field, under its name."""
    behind = [
        f"{field.name}: {quoted(one.entries[field.id].support)}"
        for field in fields
        if field.id in one.entries and one.entries[field.id].support
    ]
    return "\n\n".join(behind)
