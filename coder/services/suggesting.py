"""Suggestions: what a report says of itself, offered and never kept until accepted."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from coder.analysis.suggest_card_fields import fields
from coder.analysis.suggest_cards import recognise
from coder.analysis.suggest_metadata import suggest
from coder.analysis.suggest_sheet import numbers, opening, sheet
from coder.model.errors import ValueMistake
from coder.model.ids import ReportId
from coder.model.passage import PageRange, Passage
from coder.model.protocol import Item, Protocol
from coder.model.report import PageText
from coder.model.suggestion import DraftCard, Suggestion
from coder.services.door import Door
from coder.services.reports import Reports
from coder.store import reports as store
from coder.store.items import protocol
from coder.text.anchor import passage
from coder.text.typed import read_value, show_value


class Suggesting:
    """What can be read off the pages of a report."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._reports = Reports(door)

    def metadata(self, report: ReportId) -> list[Suggestion]:
        """Return facts that the report tells of itself, best first for each attribute.

        Only attributes of the project are told, and only what they can hold. A report without a
        file tells nothing. Raises NotFoundError when the report is gone.
        """
        one = self._reports.get(report)
        if not one.has_file:
            return []
        pages = self._door.read(store.page_texts, report, numbers(one.pages))
        read = opening(pages, one.pages, self._reports.outline(report), one.title, one.file_name)
        known = self._door.read(protocol)
        themes = known.named("attribute", "themes")
        found = suggest(read, themes.choices if themes else ())
        return list(_fitting(found, known))

    def cards(self, report: ReportId, forms: Collection[str] | None = None) -> list[DraftCard]:
        """Return cards under the report's own headings, in reading order.

        `forms` are the keys of the forms to look for, None for all that name headings. Raises
        NotFoundError when the report is gone.
        """
        if not self._reports.get(report).has_file:
            return []
        known = self._door.read(protocol)
        headings = {
            form.key: tuple(form.options.get("headings", ()))
            for form in known.of("form")
            if forms is None or form.key in forms
        }
        pages = self._door.read(store.page_texts, report)
        sheets = [sheet(number, page) for number, page in sorted(pages.items())]
        drafts = []
        for one in recognise(sheets, self._reports.outline(report), headings):
            main, keys = _fields_of(known, one.form)
            if main:
                parts = fields(one, main, keys)
                drafts.append(DraftCard(one.form, report, one.number, one.heading, parts))
        return drafts

    def passage(self, report: ReportId, page: int, start: int, end_page: int, end: int) -> Passage:
        """Return the passage from `start` on `page` up to `end` on `end_page`.

        Heads, feet and footnotes at the page ends in between are left out. Raises NotFoundError
        when the report is gone, ValueError when there is no print in the place.
        """
        found = self._reports.get(report)
        texts = self._door.read(store.page_texts, report, range(page, end_page + 1))
        sizes = [facts.size for facts in self._reports.facts(report)]
        ranges: list[PageRange] = []
        for number, text in sorted(texts.items()):
            first = start if number == page else 0
            last = end if number == end_page else len(text.text)
            ranges += _body(number, text, first, last) if page < end_page else ()
        return passage(
            report,
            found.text_hash,
            texts.__getitem__,
            sizes.__getitem__,
            ranges or [PageRange(page, start, end)],
        )


def _body(number: int, text: PageText, first: int, last: int) -> Iterator[PageRange]:
    """Yield what lies between two places of a page, heads, feet and footnotes left out."""
    at = first
    for start, end in sorted((*text.running, *text.notes)):
        if start >= last:
            break
        if at < start:
            yield PageRange(number, at, start)
        at = max(at, end)
    if at < last:
        yield PageRange(number, at, last)


def _fields_of(known: Protocol, key: str) -> tuple[str, list[str]]:
    """Return the key of a form's main field, else of its first, and the keys of all."""
    form = known.named("form", key)
    listed = known.of("field", form.id) if form else []
    main = next((one for one in listed if one.options.get("main")), listed[0] if listed else None)
    return main.key if main else "", [one.key for one in listed]


def _fitting(found: Iterable[Suggestion], known: Protocol) -> Iterator[Suggestion]:
    """Yield what the attributes of a project can hold, as they hold and show it."""
    for one in found:
        item = known.named("attribute", one.attribute)
        value = _read(item, one.value) if item else ""
        if item and value:
            same = item.type in {"text", "long", "number", "date"}
            yield replace(one, value=value, shown=one.shown if same else show_value(item, value))


def _read(item: Item, written: str) -> str:
    try:
        return read_value(item, written)
    except ValueMistake:
        return ""
