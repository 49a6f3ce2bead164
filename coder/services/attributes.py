"""The attributes of reports: asking for them, setting them, importing them, families."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from coder.model.attribute import AttributeTable, Fact, Family, Imported, ImportPreview
from coder.model.errors import NotFoundError, ProjectError, ValueMistake
from coder.model.ids import ItemId, ReportId
from coder.model.passage import Passage
from coder.model.protocol import Item
from coder.model.report import Report
from coder.services.attribute_writing import Cell, Plan, checked, planned
from coder.services.door import Door
from coder.store import attributes as store

Matches = Mapping[str, ItemId | None]
"""What the columns of a file are taken for, by their names; None leaves a column out."""
Passages = Mapping[tuple[ReportId, ItemId], Passage]


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
        passages = {(report, attribute): passage} if passage else {}

        def wrong(_: int, message: str) -> NoReturn:
            raise ValueMistake(message)

        told = self._door.read(store.table_of, report)
        self._write(planned(told, [(report, attribute, written)], passages, wrong))

    def set_many(
        self, cells: Sequence[Cell], label: str = "", passages: Passages | None = None
    ) -> None:
        """Set many cells as one act, all or none.

        Raises:
            ValueMistake: a cell is wrong; names the report and the attribute of the first.
            NotFoundError: a report or an attribute is gone.
        """
        told = self.table()

        def wrong(at: int, message: str) -> NoReturn:
            report, attribute, _ = cells[at]
            named = next(_called(one) for one in told.reports if one.id == report)
            column = next(one.name for one in told.attributes if one.id == attribute)
            raise ValueMistake(f"{named}, {column}: {message} Nothing was changed.")

        self._write(planned(told, cells, passages or {}, wrong), label)

    def mistakes(self, cells: Sequence[Cell]) -> list[tuple[int, str]]:
        """Return which of these cells could not be set: their places in the list, and why."""
        found: list[tuple[int, str]] = []
        planned(self.table(), cells, {}, lambda at, message: found.append((at, message)))
        return found

    def add_records(self, records: Sequence[Mapping[str, str]]) -> list[ReportId]:
        """Add reports known by their particulars alone; each gives values by attribute key.

        One that is there already is returned as it is, and nothing more is said of it.

        Raises:
            ValueMistake: one has neither title nor number, or a value is wrong; names it.
            NotFoundError: there is no attribute of that key.
        """
        plan, added = Plan(self.table()), []
        items = {item.key: item for item in reversed(plan.told.attributes)}
        for at, record in enumerate(records, start=1):
            unknown = next((key for key in record if key not in items), None)
            if unknown is not None:
                raise NotFoundError(f"The project has no attribute “{unknown}”.")
            try:
                said = [checked(items[key], written) for key, written in record.items()]
                added.append(plan.add_record(said))
            except ValueMistake as mistake:
                raise ValueMistake(f"Report {at} of the list: {mistake}") from None
        self._write(plan, _adding(plan))
        return added

    def families(self, told: AttributeTable | None = None) -> list[Family]:
        """Return the reports by the project they are about, in the order of the reports.

        `told` is the table, where it was read already.
        """
        return store.families_in(told) if told else self._door.read(store.families)

    def mark_duplicate(self, report: ReportId, of: ReportId | None) -> None:
        """Say that a report doubles another, or (None) that it does not.

        Doubles of a double, and of this report, double the same one.

        Raises:
            NotFoundError: one of them is gone.
            ProjectError: the two are the same, or double each other.
        """
        by_id = {one.id: one for one in self.table().reports}
        if report not in by_id or (of is not None and of not in by_id):
            raise NotFoundError("That report is no longer in the project.")
        one = by_id[report]
        if of is None:
            label = f"Take {one.title} for No Duplicate"
            self._door.run(label, lambda w: w.update("report", [(report, {"duplicate_of": None})]))
            return
        kept = _root(by_id, of)
        if kept == report:
            raise ProjectError(
                f"“{by_id[of].title}” is marked as a duplicate of this report already. "
                "Take that back first."
                if of != report
                else "A report is no duplicate of itself."
            )
        doubles = [report, *(other.id for other in by_id.values() if other.duplicate_of == report)]
        changes = [(double, {"duplicate_of": kept}) for double in doubles]
        label = f"Mark {one.title} as a Duplicate"
        self._door.run(label, lambda writer: writer.update("report", changes))

    def preview_import(self, path: Path, matches: Matches | None = None) -> ImportPreview:
        """Tell what importing a file (.xlsx, .csv, .ris) would do; see `import_table`."""
        from coder.services.attribute_import import Import  # noqa: PLC0415 - seldom needed

        return Import(self.table(), path, matches or {}).preview()

    def import_table(self, path: Path, matches: Matches | None = None) -> Imported:
        """Import a file as one act; `matches` says which attribute a column is, None: left out.

        A row meets a report by number, file name, symbol and title, or title; one that meets
        none becomes a report without a file. A cell that is empty changes nothing.

        Raises:
            TableFileError: the file cannot be read, or no column is one of the attributes.
            ValueMistake: a cell is wrong; nothing is imported. Names row and column.
        """
        from coder.services.attribute_import import Import  # noqa: PLC0415 - see above

        brought = Import(self.table(), path, matches or {})
        plan, done = brought.plan(), brought.imported()
        count = done.added + done.changed + done.unchanged
        self._write(plan, f"Import {count} Report{'s' * (count != 1)} from {path.name}")
        return done

    def _write(self, plan: Plan, label: str = "") -> None:
        if plan.new or plan.cells:
            self._door.run(label or _labelled(plan), plan.write)


def _labelled(plan: Plan) -> str:
    names = list(dict.fromkeys(said.attribute.name for said in plan.cells.values()))
    titles = {report.id: report.title for report in plan.told.reports}
    reports = list(dict.fromkeys(report for report, _ in plan.cells))
    what = names[0] if len(names) == 1 else f"{len(names)} Attributes"
    of = titles[reports[0]] if len(reports) == 1 else f"{len(reports)} Reports"
    return f"Set {what} of {of}"


def _adding(plan: Plan) -> str:
    if len(plan.new) == 1:
        (row,) = plan.new.values()
        return f"Add Report {row['title']}"
    return f"Add {len(plan.new)} Reports"


def _called(report: Report) -> str:
    return report.number or f"“{report.title}”"


def _root(by_id: Mapping[ReportId, Report], report: ReportId) -> ReportId:
    """Return the report that a report doubles in the end, itself if none."""
    seen: set[ReportId] = set()
    while report not in seen:
        seen.add(report)
        above = by_id[report].duplicate_of
        if above is None or above not in by_id:
            return report
        report = above
    return report
