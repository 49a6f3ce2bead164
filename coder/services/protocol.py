"""The definitions of a project besides codes: asking for them and changing them."""

from collections.abc import Mapping, Sequence
from typing import Any

from coder.model.errors import NameTakenError, NotFoundError, ProjectError
from coder.model.ids import CodebookId, ItemId, new_id
from coder.model.protocol import PARENTS, Item, ItemKind, Protocol
from coder.services.door import Door
from coder.store.cascade import delete_with
from coder.store.codes import all_codebooks
from coder.store.items import item_row, options_written, protocol
from coder.store.log import Writer

_EDITABLE = frozenset({"name", "definition", "type", "role", "source", "options", "position"})


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

        Raises:
            NameTakenError: its key is taken at this place.
            ProjectError: it has no name or key, or the project has no codebook.
        """
        assert set(fields) <= _EDITABLE, set(fields) - _EDITABLE
        assert (kind in PARENTS) == (parent is not None), kind
        known = self.all()
        siblings = known.of(kind, parent)
        books = self._door.read(all_codebooks)
        home = known.by_id[parent].codebook if parent in known.by_id else codebook
        if home is None and not books:
            raise ProjectError("Add a codebook to the project first.")
        item = Item(
            id=ItemId(new_id()),
            codebook=home or books[0].id,
            parent=parent,
            kind=kind,
            key=key.strip(),
            name=_named(name),
            **{"position": max((one.position for one in siblings), default=-1.0) + 1.0, **fields},
        )
        if not item.key:
            raise ProjectError("A definition needs a key: a short name for files.")
        if any(one.key == item.key for one in siblings):
            raise NameTakenError(f"There is a {kind} with the key “{item.key}” already.")
        label = f"Add {kind.title()} {item.name}"
        self._door.run(label, lambda writer: writer.insert("item", [item_row(item)]))
        return item.id

    def edit(self, item: ItemId, **fields: Any) -> None:  # noqa: ANN401
        """Change the given fields of a definition.

        Raises:
            NotFoundError: it is gone.
            ProjectError: the name is empty.
        """
        self.edit_many([(item, fields)])

    def edit_many(self, changes: Sequence[tuple[ItemId, Mapping[str, Any]]]) -> None:
        """Change several definitions as one act; see `edit`."""
        known = self.all().by_id
        patches = []
        for item, fields in changes:
            assert set(fields) <= _EDITABLE, set(fields) - _EDITABLE
            if item not in known:
                raise NotFoundError("That definition is no longer in the project.")
            values = dict(fields)
            if "name" in values:
                values["name"] = _named(values["name"])
            if "options" in values:
                values["options"] = options_written(values["options"])
            patches.append((item, values))
        if not patches:
            return
        names = [f"{known[item].kind.title()} {known[item].name}" for item, _ in patches]
        label = f"Edit {names[0]}" if len(names) == 1 else f"Edit {len(names)} Definitions"
        self._door.run(label, lambda writer: writer.update("item", patches))

    def delete(self, item: ItemId) -> int:
        """Delete a definition with what stands under it and what was said by it; return how much.

        The number is of values, answers, decisions, ratings, cards and entries together.
        """
        gone = self.get(item)

        def act(writer: Writer) -> int:
            went = delete_with(writer, "item", [item])
            return sum(count for table, count in went.items() if table != "item")

        return self._door.run(f"Delete {gone.kind.title()} {gone.name}", act)


def _named(name: str) -> str:
    named = " ".join(name.split())
    if not named:
        raise ProjectError("A definition needs a name.")
    return named
