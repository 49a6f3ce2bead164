"""What a codebook defines besides codes: attributes, the screening protocol, scales, forms."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, NamedTuple

from coder.model.ids import CodebookId, ItemId

ItemKind = Literal[
    "attribute", "scale", "stage", "criterion", "checklist", "check", "form", "field"
]
PARENTS: Mapping[str, str] = {"criterion": "stage", "check": "checklist", "field": "form"}
"""The kinds that stand under another, which a codebook file names in a field of that name."""
TYPES = ("text", "long", "number", "date", "one", "several", "countries", "cards")
"""Of attributes and of fields of forms: a line, a text, a number, a date, one of the choices,
several of them, countries, other cards."""
ROLES = ("gate", "include", "possible", "exclude")
"""Of criteria: a gate must be met; the others include, may include, or exclude a report."""
NOT_RATED, NOT_ASSESSABLE = "not-rated", "not-assessable"
"""What every scale knows besides its levels."""


class Choice(NamedTuple):
    """One of the choices of an attribute or a field; `also` are other words for it."""

    key: str
    name: str
    also: tuple[str, ...] = ()


class Level(NamedTuple):
    """One level of a scale: how it is written, how it is called, and when it is given."""

    key: str
    name: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """What answers a gate by itself: an attribute within bounds, or one of these choices.

    Bounds are inclusive and None where open. A report without the attribute leaves it open.
    """

    attribute: str
    least: float | None = None
    most: float | None = None
    one_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """One definition. `key` is its name in files, `definition` its help or question.

    `type` is that of an attribute or field, `role` that of a criterion, `source` whose a scale,
    a checklist or a form is; `options` is what else its kind has.
    """

    id: ItemId
    codebook: CodebookId
    parent: ItemId | None
    kind: ItemKind
    key: str
    name: str
    position: float = 0.0
    definition: str = ""
    type: str = ""
    role: str = ""
    source: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """Return what an attribute or a field may say, where it is of type one or several."""
        return tuple(
            Choice(one["key"], one["name"], tuple(one.get("also", ())))
            for one in self.options.get("choices", ())
        )

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """Return the levels of a scale, best first as its owner lists them."""
        given = self.options.get("levels", ())
        return tuple(Level(one["key"], one["name"], one.get("anchor", "")) for one in given)

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """Return the words to look for in a report for this criterion."""
        return tuple(self.options.get("terms", ()))

    @cached_property
    def test(self) -> Condition | None:
        """Return what answers this gate by itself, None where a person must."""
        given = self.options.get("test")
        if not given:
            return None
        return Condition(
            given["attribute"],
            given.get("from"),
            given.get("to"),
            tuple(given.get("one_of", ())),
        )

    @property
    def scale(self) -> str:
        """Return the key of the scale of a check or a form's field, "" for none."""
        return str(self.options.get("scale", ""))

    @property
    def group(self) -> str:
        """Return the heading an attribute stands under, "" for none."""
        return str(self.options.get("group", ""))


@dataclass(frozen=True)
class Protocol:
    """All definitions of a project in the order in which people read them."""

    items: tuple[Item, ...] = ()

    @cached_property
    def by_id(self) -> dict[ItemId, Item]:
        """Return the definitions by identity."""
        return {item.id: item for item in self.items}

    def of(self, kind: ItemKind, parent: ItemId | None = None) -> list[Item]:
        """Return the definitions of a kind, or those of them under a parent."""
        found = [item for item in self.items if item.kind == kind]
        return [item for item in found if parent is None or item.parent == parent]

    def named(self, kind: ItemKind, key: str, parent: ItemId | None = None) -> Item | None:
        """Return the first definition of a kind with this key or name, whatever their case."""
        wanted = key.strip().casefold()
        some = self.of(kind, parent)
        by_key = (item for item in some if item.key.casefold() == wanted)
        by_name = (item for item in some if item.name.casefold() == wanted)
        return next(by_key, None) or next(by_name, None)


def in_order(items: Iterable[Item], books: Sequence[CodebookId]) -> tuple[Item, ...]:
    """Sort by codebook, kind and position, what stands under another right after it."""
    kinds = ("attribute", "scale", "stage", "checklist", "form")
    listed = list(items)
    known = {item.id for item in listed}

    def place(item: Item) -> tuple[int, float, bytes]:
        book = books.index(item.codebook) if item.codebook in books else len(books)
        return book, item.position, item.id

    children: dict[ItemId, list[Item]] = {}
    tops: list[Item] = []
    for item in listed:
        if item.parent is not None and item.parent in known:
            children.setdefault(item.parent, []).append(item)
        elif item.kind in kinds:
            tops.append(item)
    tops.sort(key=lambda item: (kinds.index(item.kind), *place(item)))
    ordered: list[Item] = []
    for item in tops:
        ordered += [item, *sorted(children.get(item.id, ()), key=place)]
    return tuple(ordered)
