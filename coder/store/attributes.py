"""What attributes say of reports: rows of their table, number and title of the reports."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from coder.model.attribute import OWN, AttributeTable, Fact, Family
from coder.model.ids import ItemId, PassageId, ReportId
from coder.model.protocol import Item
from coder.model.report import Report
from coder.store import reports as report_store
from coder.store import schema
from coder.store.items import protocol
from coder.text.bare import bare
from coder.text.typed import show_value

_TIMINGS = ("final", "ex-post", "mid-term")
"""Which report speaks for its family where none is called the main one: the first of these."""


def defined(db: Connection) -> tuple[Item, ...]:
    """Return the attributes of the project, in order."""
    return tuple(protocol(db).of("attribute"))


def table(db: Connection) -> AttributeTable:
    """Return all that the attributes say of all reports."""
    attributes, reports = defined(db), report_store.all_reports(db)
    facts = {(one.report, one.attribute): one for one in _facts(db, attributes, reports)}
    return AttributeTable(attributes, tuple(reports), facts)


def table_of(db: Connection, report: ReportId) -> AttributeTable:
    """Return the table of one report alone, of none when it is gone."""
    found = report_store.one(db, report)
    attributes, reports = defined(db), [found] if found else []
    facts = {(one.report, one.attribute): one for one in _facts(db, attributes, reports)}
    return AttributeTable(attributes, tuple(reports), facts)


def of_report(db: Connection, report: ReportId) -> dict[ItemId, Fact]:
    """Return what the attributes say of one report; {} when it is gone."""
    return {fact.attribute: fact for fact in table_of(db, report).facts.values()}


def values(db: Connection, report: ReportId) -> dict[str, str]:
    """Return the canonical values of a report by attribute key; the first codebook's that says."""
    keys = {item.id: item.key for item in defined(db)}
    facts = of_report(db, report)
    return _by_key(keys, facts.values())


def all_values(db: Connection) -> dict[ReportId, dict[str, str]]:
    """Return `values` of every report."""
    return values_in(table(db))


def values_in(told: AttributeTable) -> dict[ReportId, dict[str, str]]:
    """Return the canonical values by report and attribute key."""
    keys = {item.id: item.key for item in told.attributes}
    facts: dict[ReportId, list[Fact]] = {report.id: [] for report in told.reports}
    for (report, _), fact in told.facts.items():
        facts[report].append(fact)
    return {report: _by_key(keys, some) for report, some in facts.items()}


def families(db: Connection) -> list[Family]:
    """Return the reports by the project they are about, in the order of the reports."""
    return families_in(table(db))


def families_in(told: AttributeTable) -> list[Family]:
    """Return the families of a table; a report that says no family is one by itself.

    A duplicate is of the family of the report it doubles, unless it says one itself.
    """
    said = values_in(told)
    by_id = {report.id: report for report in told.reports}
    members: dict[str, list[Report]] = defaultdict(list)
    for report in told.reports:
        members[_family_of(report, said, by_id)].append(report)
    found = []
    for key, some in members.items():
        main = min(some, key=lambda one: _rank(one, said[one.id]))
        title = said[main.id].get("family") or main.title
        found.append(Family(key, title, main.id, tuple(one.id for one in some)))
    return found


def _family_of(
    report: Report, said: dict[ReportId, dict[str, str]], by_id: dict[ReportId, Report]
) -> str:
    seen: set[ReportId] = set()
    while report.id not in seen:
        seen.add(report.id)
        named = bare(said[report.id].get("family", ""))
        if named or report.duplicate_of not in by_id:
            return named or report.id.hex()
        report = by_id[report.duplicate_of]
    return min(seen).hex()


def _rank(report: Report, said: dict[str, str]) -> tuple[bool, bool, int]:
    """Return a key by which the report that speaks for its family comes first."""
    timing = said.get("timing", "")
    place = _TIMINGS.index(timing) if timing in _TIMINGS else 1
    is_not_main = said.get("role", "") != "main"
    return report.duplicate_of is not None, is_not_main, place


def _facts(db: Connection, attributes: Sequence[Item], reports: Sequence[Report]) -> list[Fact]:
    by_id = {item.id: item for item in attributes}
    own = [item for item in attributes if item.key in OWN]
    value = schema.value.c
    query = select(value.report, value.attribute, value.value, value.passage)
    if len(reports) < 2:
        query = query.where(value.report.in_([report.id for report in reports]))
    known = {report.id for report in reports}
    found = []
    for report in reports:
        for item in own:
            said = str(getattr(report, item.key))
            if said:
                found.append(Fact(report.id, item.id, said, said))
    for about, attribute, said, passage in db.execute(query):
        described = by_id.get(attribute)
        if described is None or described.key in OWN or about not in known or not said:
            continue
        place = PassageId(passage) if passage else None
        shown = show_value(described, said)
        found.append(Fact(about, attribute, said, shown, place))
    return found


def _by_key(keys: dict[ItemId, str], facts: Iterable[Fact]) -> dict[str, str]:
    said = {fact.attribute: fact.value for fact in facts}
    found: dict[str, str] = {}
    for item, key in keys.items():
        if said.get(item):
            found.setdefault(key, said[item])
    return found
