"""The definitions of a project besides codes: asking for them and changing them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from coder.codebooks.section import SLUG, free_key
from coder.model.errors import NameTakenError, NotFoundError, ProjectError
from coder.model.ids import CodebookId, ItemId, new_id
from coder.model.protocol import PARENTS, Item, ItemKind, Protocol
from coder.model.protocol_rules import naming, tidied, wrong_with
from coder.services.codebook import position_at
from coder.services.door import Door
from coder.store.cascade import delete_with
from coder.store.codes import all_codebooks
from coder.store.items import item_row, options_written, protocol
from coder.store.log import Writer

_EDITABLE = frozenset(
    {"key", "name", "definition", "type", "role", "source", "options", "position"}
)


class ProtocolService:
    """Attributes, scales, stages and criteria, checklists, forms."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def all(self) -> Protocol:
        """Return all definitions, in order."""
        return self._door.read(protocol)

    def get(self, item: ItemId) -> Item:
        """Return one definition; raises NotFoundError when it is gone."""
        found = self.all().by_id.get(item)
        if found is None:
            raise NotFoundError("That definition is no longer in the project.")
        return found

    def add(
        self,
        kind: ItemKind,
        key: str,
        name: str,
        parent: ItemId | None = None,
        codebook: CodebookId | None = None,
        **fields: Any,  # noqa: ANN401
    ) -> ItemId:
        """Add a definition after those of its kind; `codebook` None is its parent's or the first.

        A `key` of "" is made of the name.

        Raises:
            NameTakenError: its key is taken at this place.
            ProjectError: it has no name, its key is none, it lacks what its kind needs, or the
                project has no codebook.
        """
        assert set(fields) <= _EDITABLE, set(fields) - _EDITABLE
        assert (kind in PARENTS) == (parent is not None), kind
        known = self.all()
        siblings = known.of(kind, parent)
        books = self._door.read(all_codebooks)
        home = known.by_id[parent].codebook if parent in known.by_id else codebook
        if home is None and not books:
            raise ProjectError("Add a codebook to the project first.")
        home = home or books[0].id
        siblings = [one for one in siblings if one.codebook == home]
        taken = {one.key for one in siblings}
        item = Item(
            id=ItemId(new_id()),
            codebook=home,
            parent=parent,
            kind=kind,
            key=key.strip() or free_key(_named(name), taken, kind),
            name=_named(name),
            **{"position": max((one.position for one in siblings), default=-1.0) + 1.0, **fields},
        )
        item = _whole(item, known)
        _check_key(item.kind, item.key, taken)
        label = f"Add {kind.title()} {item.name}"
        self._door.run(label, lambda writer: writer.insert("item", [item_row(item)]))
        return item.id

    def edit(self, item: ItemId, **fields: Any) -> None:  # noqa: ANN401
        """Change the given fields of a definition.

        Raises:
            NotFoundError: it is gone.
            NameTakenError: the key is taken at its place.
            ProjectError: the name is empty, or it lacks what its kind needs, or another definition
                names it by the key that it had.
        """
        self.edit_many([(item, fields)])

    def edit_many(self, changes: Sequence[tuple[ItemId, Mapping[str, Any]]]) -> None:
        """Change several definitions as one act; see `edit`."""
        protocol = self.all()
        known = protocol.by_id
        patches = []
        for item, fields in changes:
            assert set(fields) <= _EDITABLE, set(fields) - _EDITABLE
            if item not in known:
                raise NotFoundError("That definition is no longer in the project.")
            values = dict(fields)
            if "name" in values:
                values["name"] = _named(values["name"])
            whole = _whole(replace(known[item], **values), protocol)
            if whole.key != known[item].key:
                self._check_key(known[item], whole.key)
            if fields.keys() & {"options", "type"}:
                values["options"] = options_written(whole.options)
            patches.append((item, values))
        if not patches:
            return
        names = [f"{known[item].kind.title()} {known[item].name}" for item, _ in patches]
        label = f"Edit {names[0]}" if len(names) == 1 else f"Edit {len(names)} Definitions"
        self._door.run(label, lambda writer: writer.update("item", patches))

    def _check_key(self, item: Item, key: str) -> None:
        _check_key(item.kind, key, {one.key for one in self.siblings(item) if one.id != item.id})
        self._refuse_named(item)

    def _refuse_named(self, item: Item) -> None:
        users = naming(item, self.all())
        if users:
            raise ProjectError(
                f"“{users[0].name}” uses “{item.name}”. Change that first, then this."
            )

    def move(self, item: ItemId, place: int) -> None:
        """Put a definition before the one at `place` among the others of its kind beside it.

        Raises NotFoundError when it is gone.
        """
        moved = self.get(item)
        beside = [one.position for one in self.siblings(moved) if one.id != item]
        fields = {"position": position_at(beside, place)}
        label = f"Move {moved.kind.title()} {moved.name}"
        self._door.run(label, lambda writer: writer.update("item", [(item, fields)]))

    def siblings(self, item: Item) -> list[Item]:
        """Return the definitions among which this one has its place, itself too, in order."""
        same = self.all().of(item.kind, item.parent)
        return [one for one in same if one.codebook == item.codebook]

    def delete(self, item: ItemId) -> int:
        """Delete a definition with what stands under it and what was said by it; return how much.

        The number is of values, answers, decisions, ratings, cards and entries together.

        Raises:
            NotFoundError: it is gone.
            ProjectError: another definition names it.
        """
        gone = self.get(item)
        self._refuse_named(gone)

        def act(writer: Writer) -> int:
            went = delete_with(writer, "item", [item])
            return sum(count for table, count in went.items() if table != "item")

        return self._door.run(f"Delete {gone.kind.title()} {gone.name}", act)


def _check_key(kind: str, key: str, taken: Collection[str]) -> None:
    if not SLUG.fullmatch(key):
        raise ProjectError(f"“{key}” is not a key; use small letters, digits and hyphens.")
    if key in taken:
        raise NameTakenError(f"There is a {kind} with the key “{key}” already.")


def _whole(item: Item, known: Protocol) -> Item:
    """Return a definition tidied up; raises ProjectError when it lacks something."""
    tidy = tidied(item)
    wrong = wrong_with(tidy, known)
    if wrong:
        raise ProjectError(wrong)
    return tidy


def _named(name: str) -> str:
    named = " ".join(name.split())
    if not named:
        raise ProjectError("A definition needs a name.")
    return named
