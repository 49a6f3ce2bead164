"""What one can do to definitions in the Codebook stage; each is one step that undo takes back."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from coder import codebooks
from coder.codebooks.section import free_key
from coder.model.codebook import Code
from coder.model.ids import CodebookId, CodeId, ItemId
from coder.model.protocol import Item, ItemKind
from ui import ask
from ui.panels.codebook.listed import fresh
from ui.panels.codebook.rows import BOOK, CODE, NAMES, BookRow, tr
from ui.panels.codebook.tree import BookTree
from ui.panels.codes.acts import steps_of
from ui.session import Session

_STARTS: dict[str, dict[str, Any]] = {
    "attribute": {"type": "text"},
    "criterion": {"role": "include"},
    "field": {"type": "long"},
}


class BookActs(QObject):
    """Does to definitions what the user wishes; what cannot be is said in words.

    `reworded` carries a code whose rules were changed.
    """

    reworded = Signal(bytes)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window

    def attempt(self, act: Callable[[], object]) -> bool:
        """Do something; what the user can mend is said in words. Return whether it was done."""
        return ask.attempt(self._window, act)

    def edit(self, row: BookRow, fields: Mapping[str, Any]) -> bool:
        """Write fields of a definition as one step; return whether they were."""
        project = self._session.project
        if row.kind == BOOK:
            book = CodebookId(row.id)
            return self.attempt(lambda: project.codebook.edit_codebook(book, **fields))
        if row.kind != CODE:
            return self.attempt(
                lambda: project.protocol.edit(ItemId(row.id), **self._completed(row, fields))
            )
        assert isinstance(row.one, Code)
        before = row.one.wording
        if not self.attempt(lambda: project.codebook.edit(CodeId(row.id), **fields)):
            return False
        if project.codebook.get(CodeId(row.id)).wording != before:
            self.reworded.emit(row.id)
        return True

    def _completed(self, row: BookRow, fields: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the fields with what follows from them.

        What was added here gets its key with its first name; a type that has become a choice gets
        two of them to rename.
        """
        one = row.one
        assert isinstance(one, Item)
        if "name" in fields and one.name.startswith(_new(one.kind)):
            beside = self._session.project.protocol.siblings(one)
            taken = {each.key for each in beside if each.id != one.id}
            return {**fields, "key": free_key(fields["name"], taken, one.kind)}
        if fields.get("type") not in {"one", "several"} or one.choices:
            return fields
        listed = [fresh(tr("Choice"), at) for at in (1, 2)]
        return {**fields, "options": {**one.options, "choices": listed}}

    def add(self, kind: str, book: CodebookId, parent: bytes | None, taken: set[str]) -> bytes:
        """Add a definition that is still to be named; return it, b"" when it cannot be."""
        word = _new(kind)
        name, number = word, 1
        while name.casefold() in taken:
            number += 1
            name = f"{word} {number}"
        made: list[bytes] = []
        project = self._session.project

        def act() -> None:
            if kind == BOOK:
                made.append(project.codebook.add_codebook(name))
            elif kind == CODE:
                above = CodeId(parent) if parent else None
                made.append(project.codebook.add(book, above, name))
            else:
                made.append(self._add_item(kind, book, parent, name))

        self.attempt(act)
        return made[0] if made else b""

    def _add_item(
        self,
        kind: str,
        book: CodebookId,
        parent: bytes | None,
        name: str,
    ) -> bytes:
        protocol = self._session.project.protocol
        fields = dict(_STARTS.get(kind, {}))
        if kind == "scale":
            levels = [{"key": str(at), "name": tr("Level {}").format(at)} for at in (2, 1)]
            fields["options"] = {"levels": levels}
        if kind == "check":
            scales = [one for one in protocol.all().of("scale") if one.codebook == book]
            fields["options"] = {"scale": scales[0].key} if scales else {}
        above = ItemId(parent) if parent else None
        return protocol.add(_kind(kind), "", name, above, book, **fields)

    def delete(self, row: BookRow) -> None:
        """Delete a definition and say what went with it; undo brings it back."""
        project = self._session.project
        gone: list[int] = []
        if row.kind == BOOK:
            return
        if row.kind == CODE:
            done = self.attempt(lambda: gone.append(project.codebook.delete(CodeId(row.id))))
            one, some = tr("1 coding"), tr("{} codings")
        else:
            done = self.attempt(lambda: gone.append(project.protocol.delete(ItemId(row.id))))
            one, some = tr("1 entry made by it"), tr("{} entries made by it")
        if done:
            count = gone[0]
            told = {0: "", 1: one}.get(count, some.format(f"{count:,}"))
            words = tr("Deleted “{}” and {}") if told else tr("Deleted “{}”")
            self._session.told.emit(words.format(row.name, told), 1)

    def move(self, row: BookRow, way: str, tree: BookTree) -> None:
        """Move a definition up or down, a code also in under the one above or out."""
        project = self._session.project
        if row.kind == CODE:
            assert isinstance(row.one, Code)
            step = steps_of(row.one, project.codebook.codes()).get(way)
            if step:
                self.attempt(lambda: project.codebook.move(CodeId(row.id), *step))
            return
        above = tree.parent_of(row)
        if way not in {"up", "down"} or above is None:
            return
        place = [one.id for one in above.below].index(row.id) + (1 if way == "down" else -1)
        if 0 <= place < len(above.below):
            self.attempt(lambda: project.protocol.move(ItemId(row.id), place))

    def load(self) -> str:
        """Have a codebook file chosen and taken in; return its title, "" when it was not."""
        path = ask.codebook(self._window)
        if path is None:
            return ""
        titles: list[str] = []

        def act() -> None:
            file = codebooks.load(path)
            self._session.project.codebook.take(file)
            titles.append(file.codebook.title)

        if self.attempt(act):
            self._session.told.emit(tr("Added the codebook “{}”.").format(titles[0]), 1)
        return titles[0] if titles else ""

    def save(self, row: BookRow) -> None:
        """Have a name chosen and write the codebook of a row to a file."""
        book = row.codebook
        project = self._session.project
        target = ask.codebook_name(self._window, project.path.with_name(f"{book.key}.toml"))
        if target and self.attempt(lambda: project.codebook_files.save(book.id, target)):
            words = tr("Saved “{}” as {}.").format(book.title, target.name)
            self._session.told.emit(words, 0)


def _new(kind: str) -> str:
    """Return what a definition is called until somebody names it."""
    return tr("New {}").format(tr(NAMES[kind]).lower())


def _kind(kind: str) -> ItemKind:
    return kind  # type: ignore[return-value]
