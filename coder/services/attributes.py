"""The attributes of reports: asking for them, setting them, importing them, families."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from coder.model.attribute import AttributeTable, Fact, Family, Imported, ImportPreview
from coder.model.ids import ItemId, ReportId
from coder.model.passage import Passage
from coder.model.protocol import Item
from coder.services.door import Door
from coder.store import attributes as store

Matches = Mapping[str, ItemId | None]
"""What the columns of a file are taken for, by their names; None leaves a column out."""


class Attributes:
    """What is noted of each report, and reports that are known by it alone."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def defined(self) -> tuple[Item, ...]:
        """Return the attributes of the project, in order."""
        return self._door.read(store.defined)

    def table(self) -> AttributeTable:
        """Return all that the attributes say of all reports."""
        return self._door.read(store.table)

    def of(self, report: ReportId) -> dict[ItemId, Fact]:
        """Return what the attributes say of a report; {} when it is gone."""
        return self._door.read(store.of_report, report)

    def values(self, report: ReportId) -> dict[str, str]:
        """Return the canonical values of a report by the keys of attributes, only those given.

        Where several codebooks define an attribute of one key, the first that says something.
        """
        return self._door.read(store.values, report)

    def all_values(self) -> dict[ReportId, dict[str, str]]:
        """Return `values` of every report, in one reading."""
        return self._door.read(store.all_values)

    def set(
        self, report: ReportId, attribute: ItemId, written: str, passage: Passage | None = None
    ) -> None:
        """Say what an attribute is for a report, as people write it; "" takes it away.

        Raises:
            ValueMistake: that is no value of the attribute.
            NotFoundError: the report or the attribute is gone.
        """
        raise NotImplementedError

    def set_many(
        self,
        cells: Sequence[tuple[ReportId, ItemId, str]],
        label: str = "",
        passages: Mapping[tuple[ReportId, ItemId], Passage] | None = None,
    ) -> None:
        """Set many cells as one act, all or none.

        Raises:
            ValueMistake: a cell is wrong; names the report and the attribute of the first.
            NotFoundError: a report or an attribute is gone.
        """
        raise NotImplementedError

    def add_records(self, records: Sequence[Mapping[str, str]]) -> list[ReportId]:
        """Add reports known by their particulars alone; each gives values by attribute key.

        One that is there already is returned as it is. Raises ValueMistake naming the record.
        """
        raise NotImplementedError

    def families(self) -> list[Family]:
        """Return the reports by the project they are about, in the order of the reports."""
        return self._door.read(store.families)

    def mark_duplicate(self, report: ReportId, of: ReportId | None) -> None:
        """Say that a report doubles another, or (None) that it does not.

        Raises:
            NotFoundError: one of them is gone.
            ProjectError: the two would double each other.
        """
        raise NotImplementedError

    def preview_import(self, path: Path, matches: Matches | None = None) -> ImportPreview:
        """Tell what importing a file (.xlsx, .csv, .ris) would do; see `import_table`."""
        raise NotImplementedError

    def import_table(self, path: Path, matches: Matches | None = None) -> Imported:
        """Import a file as one act; `matches` says which attribute a column is, None: left out.

        A row meets a report by number, file name, symbol and title, or title; one that meets
        none becomes a report without a file. A cell that is empty changes nothing.

        Raises:
            TableFileError: the file cannot be read, or no column is one of the attributes.
            ValueMistake: a cell is wrong; nothing is imported. Names row and column.
        """
        raise NotImplementedError
