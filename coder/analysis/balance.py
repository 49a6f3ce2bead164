"""How long list and final list are spread over attributes, counted from what is in the project."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from coder.analysis.flow import counted
from coder.analysis.screened import Standing, read_standing
from coder.model.attribute import Family
from coder.model.balance import Balance, Dimension, List, Listed
from coder.model.errors import NotFoundError
from coder.model.ids import ReportId
from coder.model.protocol import Choice, Item
from coder.store import attributes as attribute_store
from coder.text.typed import show_value

BY = ("type", "timing", "region", "language", "year")
"""The attributes that the balance of a list is usually told by."""
NOT_STATED = "Not stated"
_SEVERAL = frozenset({"several", "countries"})


def read_balance(db: Connection, by: Sequence[str] = BY) -> Balance:
    """Count by these attributes; those that the project does not have are left out.

    Raises NotFoundError when it has none of them.
    """
    standing = read_standing(db)
    return balanced(standing, attribute_store.families(db), by)


def balanced(standing: Standing, families: Sequence[Family], by: Sequence[str]) -> Balance:
    """Count the reports that double no other, and those that screening included."""
    found = (standing.protocol.named("attribute", key) for key in by)
    attributes = [one for one in found if one is not None]
    if not attributes:
        raise NotFoundError(
            f"The project has none of the attributes {', '.join(by)}. Add a codebook with some."
        )
    flow = counted(standing, families)
    final = frozenset(flow.reports("included"))
    doubles = frozenset(flow.reports("duplicate"))
    ids = [one.id for one in standing.reports if one.id not in doubles]
    said = {one: tuple(_said(standing, one, each) for each in attributes) for one in ids}
    speaks = _speaking(families, final, doubles)
    return Balance(
        tuple(
            Dimension(one.key, one.name, _values(one, [said[each][at] for each in ids]))
            for at, one in enumerate(attributes)
        ),
        tuple(Listed(one, said[one], one in final, speaks.get(one, frozenset())) for one in ids),
    )


def _said(standing: Standing, report: ReportId, attribute: Item) -> tuple[str, ...]:
    value = standing.values[report].kept.get(attribute.key, "")
    return tuple(value.split(";")) if attribute.type in _SEVERAL else (value,)


def _values(attribute: Item, said: Sequence[tuple[str, ...]]) -> tuple[Choice, ...]:
    there = {value for values in said for value in values}
    known = [choice for choice in attribute.choices if choice.key in there]
    rest = there - {choice.key for choice in known} - {""}
    shown = [Choice(value, show_value(attribute, value)) for value in rest]
    shown.sort(key=lambda one: _order(one.name))
    return (*known, *shown, *([Choice("", NOT_STATED)] if "" in there else []))


def _order(value: str) -> tuple[bool, float, str]:
    try:
        return False, float(value), value
    except ValueError:
        return True, 0.0, value.casefold()


def _speaking(
    families: Sequence[Family], final: frozenset[ReportId], doubles: frozenset[ReportId]
) -> Mapping[ReportId, frozenset[List]]:
    """Return by which report each family counts: its main one, else the first in the list."""
    found: dict[ReportId, frozenset[List]] = {}
    for family in families:
        ordered = sorted(family.reports, key=lambda one: one != family.main)
        listed: dict[List, list[ReportId]] = {
            "long": [one for one in ordered if one not in doubles],
            "final": [one for one in ordered if one in final],
        }
        for which, some in listed.items():
            for one in some[:1]:
                found[one] = found.get(one, frozenset()) | {which}
    return found
