"""What a definition must be, so that the file that a codebook is written to can be read again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from coder.model.protocol import ROLES, TYPES, Item, ItemKind, Protocol

CHOOSING = ("one", "several")
"""The types that have choices."""


def tidied(item: Item) -> Item:
    """Return a definition without what its type has no use for, and without empty options."""
    options = {name: value for name, value in item.options.items() if value}
    if item.type not in CHOOSING:
        options.pop("choices", None)
    return replace(item, options=options)


def wrong_with(item: Item, known: Protocol) -> str:
    """Return in plain words what is wrong with a definition, "" for nothing.

    `known` are the others: what it names must be among those of its codebook.
    """
    checks = {
        "attribute": lambda: _typed(item),
        "field": lambda: _typed(item),
        "scale": lambda: _levels(item),
        "criterion": lambda: _criterion(item, known),
        "check": lambda: _check(item, known),
    }
    check = checks.get(item.kind)
    return check() if check else ""


def naming(item: Item, known: Protocol) -> list[Item]:
    """Return the definitions that name this one: tests an attribute, checks a scale."""
    same = [one for one in known.items if one.codebook == item.codebook and one.id != item.id]
    if item.kind == "attribute":
        tested = [one for one in same if one.kind == "criterion"]
        return [one for one in tested if one.test and one.test.attribute == item.key]
    if item.kind == "scale":
        return [one for one in same if one.kind == "check" and one.scale == item.key]
    return []


def _typed(item: Item) -> str:
    types = TYPES if item.kind == "field" else tuple(one for one in TYPES if one != "cards")
    if item.type not in types:
        return f"“{item.name}” needs a type."
    if item.type not in CHOOSING:
        return ""
    if not item.options.get("choices"):
        return f"“{item.name}” needs choices: add one first."
    return _listed(item.options["choices"], "choice")


def _levels(item: Item) -> str:
    levels = item.options.get("levels", ())
    return "A scale has at least two levels." if len(levels) < 2 else _listed(levels, "level")


def _criterion(item: Item, known: Protocol) -> str:
    if item.role not in ROLES:
        return f"“{item.name}” needs a role."
    test = item.options.get("test")
    if not test:
        return ""
    if not _has(known, item, "attribute", test.get("attribute", "")):
        return "A test needs an attribute of the same codebook."
    if not {"from", "to", "one_of"} & {name for name, value in test.items() if value != []}:
        return "A test needs a lowest or a highest value, or some of the choices."
    return ""


def _check(item: Item, known: Protocol) -> str:
    if _has(known, item, "scale", item.scale):
        return ""
    return "A check needs a scale of the same codebook. Add a scale first."


def _has(known: Protocol, item: Item, kind: ItemKind, key: str) -> bool:
    return any(one.key == key and one.codebook == item.codebook for one in known.of(kind))


def _listed(listed: Sequence[Mapping[str, Any]], what: str) -> str:
    keys = [one.get("key", "") for one in listed]
    if not all(keys) or not all(one.get("name", "").strip() for one in listed):
        return f"Each {what} needs a name."
    if len(set(keys)) < len(keys):
        return f"Two {what}s have the same key."
    return ""
