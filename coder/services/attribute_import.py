"""Importing a long list: columns matched to attributes, rows to reports, every cell checked.

Nothing is written here: an `Import` amounts to a plan, or to the cells that are wrong.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from coder.exchange.attribute_tables import read_listing
from coder.model.attribute import AttributeTable, Column, Imported, ImportPreview, Problem
from coder.model.errors import TableFileError, ValueMistake
from coder.model.ids import ItemId, ReportId
from coder.model.protocol import Item
from coder.services.attribute_matching import FILE, match_columns
from coder.services.attribute_meeting import Ambiguous, Meeting
from coder.services.attribute_writing import Plan, Said, checked

_SAMPLES = 3


class Import:
    """A file read against a project."""

    def __init__(
        self, told: AttributeTable, path: Path, matches: Mapping[str, ItemId | None]
    ) -> None:
        """Read the file; raises TableFileError when it cannot be, or no column says anything."""
        self._path = path
        self._listing = read_listing(path)
        self._columns = match_columns(self._listing.columns, told.attributes, matches)
        self._plan = Plan(told)
        self._meeting = Meeting(told)
        self._known: dict[ReportId, int] = {}
        self._rows: dict[ReportId, int] = {}
        self._problems: list[Problem] = []
        for number, cells in self._listing.rows:
            self._take(number, cells)

    def preview(self) -> ImportPreview:
        """Return what the import would do."""
        columns = tuple(
            Column(
                name, item.id if isinstance(item, Item) else None, self._sample(at), item == FILE
            )
            for at, (name, item) in enumerate(self._columns)
        )
        problems = tuple(self._problems)
        new, known = len(self._plan.new), len(self._known)
        return ImportPreview(columns, len(self._listing.rows), new, known, problems)

    def plan(self) -> Plan:
        """Return what the import writes.

        Raises:
            ValueMistake: a cell is wrong; names the first, and how many more there are.
            TableFileError: no column is one of the attributes.
        """
        if not any(isinstance(item, Item) for _, item in self._columns):
            raise TableFileError(
                f"No column of “{self._path.name}” is an attribute of the project. Choose what "
                "its columns are, or add the attributes to the codebook first."
            )
        if self._problems:
            first, more = self._problems[0], len(self._problems) - 1
            also = f" {more} more cell{'s are' if more > 1 else ' is'} wrong." if more else ""
            where = f"Row {first.row}" + (f", {first.column}" if first.column else "")
            raise ValueMistake(f"{where}: {first.message}{also} Nothing was imported.")
        return self._plan

    def imported(self) -> Imported:
        """Return how many reports the plan adds, changes and leaves as they are."""
        changed = len(self._plan.changed)
        return Imported(len(self._plan.new), changed, len(self._known) - changed)

    def _sample(self, at: int) -> tuple[str, ...]:
        said = (cells[at] for _, cells in self._listing.rows if cells[at])
        return tuple(dict.fromkeys(said))[:_SAMPLES]

    def _take(self, number: int, cells: Sequence[str]) -> None:
        said, files = self._read(number, cells)
        try:
            report = self._meeting.report(said, files)
            is_new = report is None
            if report is None:
                report = self._plan.add_record(said)
        except (ValueMistake, Ambiguous) as mistake:
            self._problems.append(Problem(number, "", str(mistake)))
            return
        if report in self._rows:
            message = f"It is about the same report as row {self._rows[report]}."
            self._problems.append(Problem(number, "", message))
            return
        self._rows[report] = number
        if is_new and report in self._plan.new:
            return
        self._known[report] = number
        for one in said:
            self._plan.say(report, one)

    def _read(self, number: int, cells: Sequence[str]) -> tuple[list[Said], list[str]]:
        """Return what a row says, and the files it names; note what is wrong in it."""
        said, files = [], []
        for (name, item), cell in zip(self._columns, cells, strict=True):
            if item == FILE:
                files.append(cell)
            if not cell or not isinstance(item, Item):
                continue
            try:
                one = checked(item, cell)
            except ValueMistake as mistake:
                self._problems.append(Problem(number, name, str(mistake)))
                continue
            if one.value:
                said.append(one)
        return said, files
