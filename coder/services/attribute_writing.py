"""Writing what attributes say: cells checked first, then put as rows of one act."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from coder.model.attribute import OWN, AttributeTable
from coder.model.errors import NotFoundError, ValueMistake
from coder.model.ids import ItemId, PassageId, ReportId, record_id, value_id
from coder.model.passage import Passage
from coder.model.protocol import Item
from coder.services.coding_rows import keep_passages, now
from coder.store.log import Writer
from coder.text.bare import bare
from coder.text.typed import read_value

Cell = tuple[ReportId, ItemId, str]
"""A report, an attribute, and what is written for it."""
_PARTICULARS = ("number", "symbol", "title")
"""What makes a report without a file the same report on every laptop, by attribute keys."""


class Said(NamedTuple):
    """A checked cell: its canonical value, and the passage it is taken from."""

    attribute: Item
    value: str
    passage: Passage | None = None


def checked(item: Item, written: str, passage: Passage | None = None) -> Said:
    """Read a cell; raises ValueMistake when it is none of the values of the attribute."""
    value = read_value(item, written)
    if item.key == "title" and not value:
        raise ValueMistake("A report needs a title.")
    return Said(item, value, passage if value else None)


@dataclass
class Plan:
    """What an act will write: reports to add, then what attributes say of reports."""

    told: AttributeTable
    new: dict[ReportId, dict[str, Any]] = field(default_factory=dict)
    cells: dict[tuple[ReportId, ItemId], Said] = field(default_factory=dict)

    def say(self, report: ReportId, said: Said) -> None:
        """Plan a cell; what is so already is left out, and keeps its passage."""
        place = report, said.attribute.id
        fact = self.told.facts.get(place)
        is_so = said.value == (fact.value if fact else "")
        has_place = said.passage is None or (fact and fact.passage == said.passage.id)
        if is_so and has_place:
            self.cells.pop(place, None)
        else:
            self.cells[place] = said

    def add_record(self, written: Iterable[Said]) -> ReportId:
        """Plan a report without a file, and what is said of it; return its identity.

        One that is there already stays as it is. Raises ValueMistake for one without a name.
        """
        said = list(written)
        identity = identity_of(said)
        values = {one.attribute.key: one.value for one in said}
        if identity in {report.id for report in self.told.reports} or identity in self.new:
            return identity
        title = values.get("title") or values.get("number", "")
        self.new[identity] = record_row(identity, title, values.get("number", ""))
        for one in said:
            if one.value and one.attribute.key not in OWN:
                self.cells[identity, one.attribute.id] = one
        return identity

    @property
    def changed(self) -> set[ReportId]:
        """Return the reports that are there and of which something will be said anew."""
        return {report for report, _ in self.cells} - self.new.keys()

    def write(self, writer: Writer) -> None:
        """Write all of it."""
        passages = (said.passage for said in self.cells.values() if said.passage is not None)
        keep_passages(writer, passages)
        writer.insert("report", list(self.new.values()))
        own: dict[ReportId, dict[str, str]] = {}
        added, changed, gone = [], [], []
        for (report, attribute), said in self.cells.items():
            if said.attribute.key in OWN:
                own.setdefault(report, {})[said.attribute.key] = said.value
                continue
            row = _value_row(report, attribute, said)
            if (report, attribute) not in self.told.facts:
                added.append(row)
            elif said.value:
                changed.append((row["id"], {"value": row["value"], "passage": row["passage"]}))
            else:
                gone.append(row["id"])
        writer.update("report", list(own.items()))
        writer.insert("value", added)
        writer.update("value", changed)
        writer.delete("value", gone)


def planned(
    told: AttributeTable,
    cells: Sequence[Cell],
    passages: Mapping[tuple[ReportId, ItemId], Passage],
    wrong: Callable[[int, str], None],
) -> Plan:
    """Plan cells; `wrong` hears of each that is no value: its place in `cells`, and why.

    Raises:
        NotFoundError: a report or an attribute is gone.
    """
    plan = Plan(told)
    known = {report.id for report in told.reports}
    items = {item.id: item for item in told.attributes}
    for at, (report, attribute, written) in enumerate(cells):
        if report not in known:
            raise NotFoundError("That report is no longer in the project.")
        if attribute not in items:
            raise NotFoundError("That attribute is no longer in the project.")
        try:
            said = checked(items[attribute], written, passages.get((report, attribute)))
        except ValueMistake as mistake:
            wrong(at, str(mistake))
        else:
            plan.say(report, said)
    return plan


def identity_of(said: Iterable[Said]) -> ReportId:
    """Return the identity of a report without a file; raises ValueMistake for one without name."""
    values = {one.attribute.key: one.value for one in said}
    if not (values.get("title") or values.get("number")):
        raise ValueMistake("It has neither a title nor a number.")
    return record_id("\n".join(bare(values.get(key, "")) for key in _PARTICULARS))


def record_row(identity: ReportId, title: str, number: str) -> dict[str, Any]:
    """Return the row of a report that has no file."""
    return {
        "id": identity,
        "sha256": "",
        "file_name": "",
        "title": title,
        "number": number,
        "memo": "",
        "pages": 0,
        "pages_without_text": 0,
        "encrypted": False,
        "text_hash": "",
        "added": now(),
        "duplicate_of": None,
    }


def _value_row(report: ReportId, attribute: ItemId, said: Said) -> dict[str, Any]:
    place: PassageId | None = said.passage.id if said.passage else None
    return {
        "id": value_id(report, attribute),
        "report": report,
        "attribute": attribute,
        "value": said.value,
        "passage": place,
    }
