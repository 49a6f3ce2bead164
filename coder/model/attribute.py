"""What attributes say of reports, as values: facts, the table of all, families, an import."""

from collections.abc import Mapping
from dataclasses import dataclass

from coder.model.ids import ItemId, PassageId, ReportId
from coder.model.protocol import Item
from coder.model.report import Report

OWN = ("number", "title")
"""The attributes that are fields of the report itself, by their keys."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What one attribute says of one report, and the passage it was taken from.

    `value` is canonical (`coder.text.typed`), `shown` the same as people read it.
    """

    report: ReportId
    attribute: ItemId
    value: str
    shown: str
    passage: PassageId | None = None


@dataclass(frozen=True)
class AttributeTable:
    """All that the attributes say: reports down, attributes across; what says nothing is left out.

    Number and title of a report are facts too, where the project has attributes of these keys.
    """

    attributes: tuple[Item, ...]
    reports: tuple[Report, ...]
    facts: Mapping[tuple[ReportId, ItemId], Fact]

    def shown(self, report: ReportId, attribute: ItemId) -> str:
        """Return what a cell shows, "" for nothing."""
        fact = self.facts.get((report, attribute))
        return fact.shown if fact else ""

    def value(self, report: ReportId, attribute: ItemId) -> str:
        """Return the canonical value of a cell, "" for nothing."""
        fact = self.facts.get((report, attribute))
        return fact.value if fact else ""


@dataclass(frozen=True, slots=True)
class Family:
    """The reports of one project, which counts by project count once; `main` speaks for it.

    `key` tells families apart whatever the case they are written in; `title` is how people know
    this one: what its reports say, or the title of a report that stands alone.
    """

    key: str
    title: str
    main: ReportId
    reports: tuple[ReportId, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file to be imported: what it is taken for, and the first that it says.

    `attribute` None: it is left out. `is_file`: it names files of reports, by which rows meet
    them.
    """

    name: str
    attribute: ItemId | None
    sample: tuple[str, ...] = ()
    is_file: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that cannot be taken as it is. `row` is the line that a spreadsheet shows."""

    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do: nothing while there are problems."""

    columns: tuple[Column, ...]
    rows: int
    new: int
    known: int
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: reports added, reports changed, reports that said all this already."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
