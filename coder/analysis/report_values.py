"""What attributes say of reports, by their keys: as it is kept, and as people read it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from coder.model.ids import ItemId, ReportId
from coder.model.protocol import Item
from coder.store import schema
from coder.store.items import protocol


@dataclass(frozen=True, slots=True)
class ReportValues:
    """The values of one report by the keys of attributes.

    `kept` is canonical; `shown` gives for every attribute its name and the value as people read
    it, "" where there is none.
    """

    kept: Mapping[str, str] = field(default_factory=dict)
    shown: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def read_values(db: Connection, report: ReportId | None = None) -> dict[ReportId, ReportValues]:
    """Return the values of one report, or of all."""
    attributes = {one.id: one for one in protocol(db).of("attribute")}
    named = {one.key: (one.name, "") for one in reversed(attributes.values())}
    about, value = schema.report.c, schema.value.c
    reports = select(about.id, about.number, about.title)
    values = select(value.report, value.attribute, value.value)
    if report is not None:
        reports, values = reports.where(about.id == report), values.where(value.report == report)
    kept: dict[ReportId, dict[str, str]] = {}
    shown: dict[ReportId, dict[str, tuple[str, str]]] = {}
    for one, number, title in db.execute(reports):
        kept[one] = {"number": number, "title": title}
        shown[one] = {**named, "number": ("Number", number), "title": ("Title", title)}
    for one, identity, said in db.execute(values):
        attribute = attributes.get(ItemId(identity))
        if one in kept and attribute is not None:
            kept[one][attribute.key] = said
            shown[one][attribute.key] = (attribute.name, as_read(attribute, said))
    return {one: ReportValues(kept[one], shown[one]) for one in kept}


def as_read(attribute: Item, value: str) -> str:
    """Return a value as people read it: the names of choices for their keys."""
    names = {choice.key: choice.name for choice in attribute.choices}
    if not names:
        return value
    return ", ".join(names.get(one, one) for one in value.split(";"))
