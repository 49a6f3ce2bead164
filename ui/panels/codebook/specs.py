"""What is written about each kind of definition: its fields, in the order of the form."""

from typing import Literal, NamedTuple

from coder.model.codebook import Code, Codebook
from coder.model.protocol import ROLES as ROLE_KEYS
from coder.model.protocol import TYPES as TYPE_KEYS
from coder.model.protocol import Item
from ui.panels.codebook.rows import BOOK, CODE, ROLES, TYPES

Sort = Literal[
    "line", "key", "text", "tick", "colour", "pick", "words", "listed", "levels", "test", "scale"
]


class Spec(NamedTuple):
    """One field: where it is kept ("options.x": among the options), its label, how it is edited.

    `choices` are the values and words of a pick.
    """

    field: str
    label: str
    sort: Sort
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()


def _words(keys: tuple[str, ...], words: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((key, words[key]) for key in keys)


_NAME = Spec("name", "Name", "line")
_SOURCE = Spec("source", "Source", "line", "Where it comes from")
_CHOICES = Spec("options.choices", "Choices", "listed")

SPECS: dict[str, tuple[Spec, ...]] = {
    BOOK: (
        Spec("title", "Title", "line"),
        Spec("version", "Version", "line"),
        Spec("language", "Language", "line", "The language of its texts, such as en or fr"),
        Spec("source", "Source", "text", "Where the codebook comes from"),
        Spec("licence", "Licence", "line", "Who may use it"),
    ),
    CODE: (
        _NAME,
        Spec("definition", "Definition", "text", "What it is"),
        Spec("apply_when", "Apply when", "text"),
        Spec("do_not_apply_when", "Do not apply when", "text"),
        Spec("example", "Example", "text", "A sentence to which it applies"),
        Spec("memo", "Memo", "text", "A note of the team on the code"),
        Spec("key", "Key", "key", "One letter, digit or sign"),
        Spec("colour", "Colour", "colour"),
        Spec("assignable", "Can be put on passages (not only a heading)", "tick"),
    ),
    "attribute": (
        _NAME,
        Spec("definition", "Help", "text", "What is to be noted, and how"),
        Spec(
            "type",
            "Type",
            "pick",
            choices=_words(tuple(one for one in TYPE_KEYS if one != "cards"), TYPES),
        ),
        _CHOICES,
        Spec("options.group", "Group", "line", "The heading under which it is shown"),
    ),
    "stage": (_NAME, Spec("definition", "What is asked", "text")),
    "criterion": (
        Spec("name", "Name; for a gate, the reason given when it is not met", "line"),
        Spec("definition", "What must hold", "text"),
        Spec("role", "Role", "pick", choices=_words(ROLE_KEYS, ROLES)),
        Spec("options.test", "Answered by an attribute", "test"),
        Spec("options.terms", "Words to look for, one on each line", "words"),
    ),
    "scale": (
        _NAME,
        Spec("definition", "What is rated", "text"),
        Spec("options.levels", "Levels, the best first", "levels"),
        _SOURCE,
    ),
    "checklist": (_NAME, Spec("definition", "What is checked", "text"), _SOURCE),
    "check": (
        _NAME,
        Spec("definition", "What must hold", "text"),
        Spec("options.scale", "Scale", "scale"),
    ),
    "form": (
        _NAME,
        Spec("definition", "What a card tells", "text"),
        Spec(
            "options.headings",
            "Words of headings in reports that announce one, one on each line",
            "words",
        ),
        _SOURCE,
    ),
    "field": (
        _NAME,
        Spec("definition", "What is to be written", "text"),
        Spec("type", "Type", "pick", choices=_words(TYPE_KEYS, TYPES)),
        _CHOICES,
        Spec("options.main", "The field that selected words go into", "tick"),
    ),
}


def value_of(one: Code | Item | Codebook, field: str) -> object:
    """Return what a definition says in a field."""
    if not field.startswith("options."):
        return getattr(one, field)
    assert isinstance(one, Item)
    return one.options.get(field.removeprefix("options."))


def changed(one: Code | Item | Codebook, field: str, value: object) -> dict[str, object]:
    """Return the fields to write so that a definition says this in a field."""
    if not field.startswith("options."):
        return {field: value}
    assert isinstance(one, Item)
    options = {**one.options, field.removeprefix("options."): value}
    return {"options": {name: said for name, said in options.items() if said}}
