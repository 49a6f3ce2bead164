"""The sections of a codebook file besides codes: attributes, scales, criteria, checks, forms."""

from collections.abc import Callable, Mapping
from typing import Any, get_args

from coder.codebooks.problems import Problems, did_you_mean
from coder.codebooks.section import SLUG, Section, one_line
from coder.model.ids import CodebookId, ItemId, shipped_item_id
from coder.model.protocol import PARENTS, ROLES, TYPES, Item, ItemKind

KINDS: tuple[ItemKind, ...] = get_args(ItemKind)
MAX_ITEMS = 5_000

_COMMON = ("key", "name", "definition", "uuid")
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "attribute": (*_COMMON, "type", "group", "choices"),
    "scale": (*_COMMON, "source", "levels"),
    "stage": _COMMON,
    "criterion": (*_COMMON, "stage", "role", "terms", "test"),
    "checklist": (*_COMMON, "source"),
    "check": (*_COMMON, "checklist", "scale"),
    "form": (*_COMMON, "source", "headings"),
    "field": (*_COMMON, "form", "type", "choices", "main"),
}
_ATTRIBUTE_TYPES = tuple(one for one in TYPES if one != "cards")


def read_items(
    problems: Problems,
    tables: Mapping[str, object],
    book: CodebookId,
    languages: tuple[str, ...],
) -> list[Item]:
    """Return what the file defines besides codes, in file order; they are whole only if right."""
    reader = _Items(problems, book, languages)
    for kind in KINDS:
        listed = tables.get(kind, [])
        if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
            message = f"each {kind} begins with [[{kind}]], two brackets on each side."
            problems.add(message, kind)
        elif len(listed) > MAX_ITEMS:
            problems.add(f"{len(listed):,} are too many; at most {MAX_ITEMS:,}.", kind)
        else:
            for index, table in enumerate(listed):
                reader.read(kind, Section(problems, table, kind, index), index)
    reader.check_references()
    return reader.items


class _Items:
    """Makes definitions of checked sections; what one names must be in the same file."""

    def __init__(self, problems: Problems, book: CodebookId, languages: tuple[str, ...]) -> None:
        self.items: list[Item] = []
        self._problems = problems
        self._book = book
        self._languages = languages
        self._by_key: dict[tuple[str, ItemId | None, str], int] = {}
        self._named: list[tuple[Section, str, str, str]] = []
        self._readers: dict[str, Callable[[Section], object]] = {
            "choices": lambda section: self._listed(section, "choices", (), ("also",)),
            "levels": self._levels,
            "group": lambda section: one_line(section.words("group", languages)),
            "scale": self._scale,
            "main": lambda section: section.yes("main", otherwise=False),
            "terms": lambda section: section.texts("terms"),
            "headings": lambda section: section.texts("headings"),
            "test": self._test,
        }

    def read(self, kind: ItemKind, section: Section, index: int) -> None:
        """Read one section and keep what it defines."""
        section.refuse_others(_FIELDS[kind])
        key = section.text("key", needed=True)
        if key and not SLUG.fullmatch(key):
            section.problem(f'"{key}" is not a key; use small letters, digits and hyphens.', "key")
        parent = self._parent(kind, section)
        first = self._by_key.setdefault((kind, parent, key), index)
        if key and first != index:
            line = self._problems.line(kind, first, "key")
            section.problem(f'"{key}" is taken by the {kind} at line {line}.', "key")
        above = next((one.key for one in self.items if one.id == parent), "")
        path = f"{above}/{key}" if above else key
        self.items.append(
            Item(
                id=ItemId(section.identity("uuid") or shipped_item_id(self._book, kind, path)),
                codebook=self._book,
                parent=parent,
                kind=kind,
                key=key,
                name=one_line(section.words("name", self._languages, needed=True)),
                position=float(index),
                definition=section.words("definition", self._languages),
                type=self._type(kind, section),
                role=section.one_of("role", ROLES, needed=True) if kind == "criterion" else "",
                source=section.text("source") if "source" in _FIELDS[kind] else "",
                options=self._options(kind, section),
            )
        )

    def check_references(self) -> None:
        """Note what names a scale or an attribute that is not in the file."""
        for section, field, kind, key in self._named:
            known = [one.key for one in self.items if one.kind == kind]
            if key not in known:
                section.problem(f'there is no {kind} "{key}".{did_you_mean(key, known)}', field)

    def _parent(self, kind: ItemKind, section: Section) -> ItemId | None:
        above = PARENTS.get(kind)
        if above is None:
            return None
        written = section.text(above, needed=True)
        some = {one.key: one.id for one in self.items if one.kind == above}
        if written and written not in some:
            near = did_you_mean(written, some)
            section.problem(f'there is no {above} "{written}" to stand under.{near}', above)
        return some.get(written)

    def _type(self, kind: ItemKind, section: Section) -> str:
        if kind not in ("attribute", "field"):
            return ""
        types = _ATTRIBUTE_TYPES if kind == "attribute" else TYPES
        written = section.one_of("type", types) or "text"
        has_choices = section.has("choices")
        if written in ("one", "several") and not has_choices:
            section.problem(f'type "{written}" needs choices.', "choices")
        if has_choices and written not in ("one", "several"):
            section.problem('choices go with type "one" or "several".', "choices")
        return written

    def _options(self, kind: ItemKind, section: Section) -> dict[str, Any]:
        """Return what a kind has of its own; what is not given is left out."""
        read = {name: reader for name, reader in self._readers.items() if name in _FIELDS[kind]}
        found = {name: reader(section) for name, reader in read.items()}
        return {name: value for name, value in found.items() if value}

    def _levels(self, section: Section) -> list[dict[str, Any]]:
        levels = self._listed(section, "levels", ("anchor",))
        if len(levels) < 2:
            section.problem("a scale has at least two levels.", "levels")
        return levels

    def _scale(self, section: Section) -> str:
        written = section.text("scale", needed=True)
        self._named.append((section, "scale", "scale", written))
        return written

    def _listed(
        self, section: Section, field: str, more: tuple[str, ...], lists: tuple[str, ...] = ()
    ) -> list[dict[str, Any]]:
        """Return tables of keys and names; `more` are texts in them, `lists` lists of texts."""
        listed: list[dict[str, Any]] = []
        taken = set()
        known = ("key", "name", *more, *lists)
        for number, one in enumerate(section.tables(field, known), start=1):
            key = one.text("key", needed=True)
            if key in taken:
                section.problem(f'"{key}" is given twice (number {number}).', field)
            taken.add(key)
            name = one_line(one.words("name", self._languages, needed=True))
            said: dict[str, Any] = {"key": key, "name": name}
            said |= {field: one.words(field, self._languages) for field in more}
            said |= {field: one.texts(field) for field in lists}
            listed.append({field: value for field, value in said.items() if value})
        return listed

    def _test(self, section: Section) -> dict[str, Any]:
        tables = section.tables("test", ("attribute", "from", "to", "one_of"))
        if not tables:
            return {}
        test = tables[0]
        attribute = test.text("attribute", needed=True)
        self._named.append((section, "test", "attribute", attribute))
        found: dict[str, Any] = {"attribute": attribute}
        for bound in ("from", "to"):
            if test.has(bound):
                found[bound] = test.number(bound)
        if test.has("one_of"):
            found["one_of"] = test.texts("one_of")
        if len(found) == 1:
            section.problem('a test needs "from", "to" or "one_of".', "test")
        return found
