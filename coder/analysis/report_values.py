"""What attributes say of reports, by their keys: as it is kept, and as people read it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from coder.model.attribute import AttributeTable, Fact
from coder.model.ids import ReportId
from coder.model.protocol import Item
from coder.store import attributes as store


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
    if report is None:
        return values_in(store.table(db))
    facts = store.of_report(db, report)
    return {report: _values(store.defined(db), facts.values())}


def values_in(told: AttributeTable) -> dict[ReportId, ReportValues]:
    """Return the values of all reports of a table."""
    facts: dict[ReportId, list[Fact]] = {report.id: [] for report in told.reports}
    for fact in told.facts.values():
        facts[fact.report].append(fact)
    return {report: _values(told.attributes, some) for report, some in facts.items()}


def _values(attributes: Iterable[Item], facts: Iterable[Fact]) -> ReportValues:
    """Return values by key; of two codebooks with the same key the first that says something."""
    said = {fact.attribute: fact for fact in facts}
    kept: dict[str, str] = {}
    shown: dict[str, tuple[str, str]] = {}
    for attribute in attributes:
        fact = said.get(attribute.id)
        if fact is not None and attribute.key not in kept:
            kept[attribute.key] = fact.value
            shown[attribute.key] = (attribute.name, fact.shown)
        else:
            shown.setdefault(attribute.key, (attribute.name, ""))
    return ReportValues(kept, shown)
