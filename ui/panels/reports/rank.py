"""In what order reports stand in their table, and which of them a filter keeps."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from coder.model.attribute import AttributeTable, Family
from coder.model.ids import ReportId
from coder.model.protocol import Item
from coder.model.report import Report
from coder.text.fold import fold_plain
from ui.panels.reports import columns

_TERM = re.compile(r'([^\s:"]+):("[^"]*"?|\S*)|"[^"]*"?|\S+')
_NOTHING = "-"


def natural(text: str) -> list[object]:
    """Return words and whole numbers in turn, words first, to be compared one by one."""
    parts = re.split(r"(\d+)", fold_plain(text))
    return [int(part) if at % 2 else part for at, part in enumerate(parts)]


@dataclass(frozen=True)
class Ranking:
    """Orders reports as people count: E2 before E10, what says nothing after all."""

    columns: Sequence[columns.Column]
    table: AttributeTable
    read: Mapping[ReportId, int]

    def ordered(self, reports: Sequence[Report], column: int, *, descending: bool) -> list[Report]:
        """Return the reports by one column; those that say nothing there come last."""
        ranks = [(self._rank(report, column), report) for report in reports]
        says = [one for one in ranks if one[0] is not None]
        silent = [one for one in ranks if one[0] is None]
        tail = sorted(silent, key=lambda one: (natural(one[1].title), one[1].id))
        says.sort(key=lambda one: (one[0], natural(one[1].title), one[1].id), reverse=descending)
        return [report for _, report in (*says, *tail)]

    def _rank(self, report: Report, column: int) -> object:
        item = self.columns[column].item
        if item is not None and column not in columns.EDITED:
            return self._by_attribute(report, item)
        if column == columns.READ:
            read = min(self.read.get(report.id, 0), report.pages)
            return (read / max(1, report.pages), read)
        if column == columns.ADDED:
            return report.added
        if column in columns.COUNTS or column == columns.SCANS:
            counted = {columns.PAGES: report.pages, columns.CODINGS: report.codings}
            return counted.get(column, report.pages_without_text)
        words = {
            columns.NUMBER: report.number,
            columns.TITLE: report.title,
            columns.FILE: report.file_name,
            columns.MEMO: report.memo,
        }[column]
        return natural(words) if words else None

    def _by_attribute(self, report: Report, item: Item) -> object:
        value = self.table.value(report.id, item.id)
        if not value:
            return None
        if item.type == "number":
            return float(value)
        if item.type == "one":
            keys = [choice.key for choice in item.choices]
            return keys.index(value) if value in keys else len(keys)
        if item.type == "date":
            return value
        return natural(self.table.shown(report.id, item.id))


def by_family(reports: Sequence[Report], families: Sequence[Family]) -> list[Report]:
    """Return the reports in their order, but those of one project together, its main one first."""
    of = {report: family for family in families for report in family.reports}
    here = {report.id: report for report in reports}
    placed: dict[ReportId, Report] = {}
    for report in reports:
        family = of.get(report.id)
        members = [family.main, *family.reports] if family else [report.id]
        for one in members:
            if one in here:
                placed.setdefault(one, here[one])
    return list(placed.values())


class Filter:
    """Keeps the reports that hold all words; `region:africa` looks in one column alone.

    `region:-` keeps those that say nothing there; words in double quotes stand together.
    """

    def __init__(self, written: str, known: Sequence[columns.Column]) -> None:
        self._anywhere: list[str] = []
        self._within: list[tuple[columns.Column, str]] = []
        for term in _TERM.finditer(written):
            column = columns.named(known, term.group(1)) if term.group(1) else None
            if column is None:
                self._anywhere.append(fold_plain(term.group().strip('"')))
            elif term.group(2):
                self._within.append((column, fold_plain(term.group(2).strip('"'))))

    def keeps(self, everything: str, cell: Mapping[str, str]) -> bool:
        """Say whether a report is kept, by all it says and what it says by column; folded."""
        if not all(word in everything for word in self._anywhere):
            return False
        for column, wanted in self._within:
            said = cell.get(column.key, "")
            if (said != "") if wanted == _NOTHING else (wanted not in said):
                return False
        return True


def minor(families: Iterable[Family]) -> frozenset[ReportId]:
    """Return the reports that are not the main one of their project."""
    return frozenset(one for family in families for one in family.reports if one != family.main)


def runs_of_new(
    wanted: Sequence[Report], before: Collection[ReportId]
) -> Iterator[tuple[int, list[Report]]]:
    """Yield the reports that were not there before, those side by side together, and where."""
    at = 0
    for is_new, some in groupby(wanted, lambda report: report.id not in before):
        run = list(some)
        if is_new:
            yield at, run
        at += len(run)
