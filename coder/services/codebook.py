"""The codes of a project and what one can do to them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from coder.codebooks.section import LANGUAGE, free_key
from coder.model.codebook import Code, Codebook, CodebookFile, paths
from coder.model.colours import least_used
from coder.model.errors import NameTakenError, NotFoundError, ProjectError
from coder.model.ids import CodebookId, CodeId, new_id
from coder.model.rewording import RULES
from coder.services.codes_merging import merge_codings
from coder.services.door import Door
from coder.store import codes as store
from coder.store.cascade import delete_with
from coder.store.items import item_row
from coder.store.log import Writer

_EDITABLE = frozenset(
    {
        "name",
        "definition",
        "apply_when",
        "do_not_apply_when",
        "example",
        "colour",
        "key",
        "memo",
        "assignable",
    }
)
_BOOK_FIELDS = frozenset({"title", "version", "language", "source", "licence"})
_ACTS = {"name": "Rename", "colour": "Recolour", "key": "Change Key of"}


class CodebookService:
    """The codebooks of a project as one tree of codes."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def codebooks(self) -> list[Codebook]:
        """Return the codebooks in the order they were taken."""
        return list(self._door.once(store.all_codebooks))

    def codes(self) -> list[Code]:
        """Return all codes in tree order, parents first, with their numbers of codings."""
        return list(self._door.once(store.all_codes))

    def get(self, code: CodeId) -> Code:
        """Return one code; raises NotFoundError when it is gone."""
        found = next((one for one in self.codes() if one.id == code), None)
        if found is None:
            raise NotFoundError("That code is no longer in the project.")
        return found

    def find(self, written: str) -> Code:
        """Return the code with this path ("Works › Partnerships", "/" works too) or unique name.

        Raises:
            NotFoundError: no code, or more than one, answers to it.
        """
        codes = self.codes()
        by_path = paths(codes)
        wanted = _words(written.replace("/", "›"))
        same_path = [code for code in codes if _words(by_path[code.id]) == wanted]
        found = same_path or [code for code in codes if _words(code.name) == _words(written)]
        if len(found) == 1:
            return found[0]
        if not found:
            raise NotFoundError(f"There is no code “{written}” in the codebook.")
        choices = ", ".join(f"“{by_path[code.id]}”" for code in found)
        raise NotFoundError(
            f"{len(found)} codes are called “{written}”: {choices}. Write the path of one."
        )

    def take(self, book: CodebookFile, *, kind: str = "do") -> None:
        """Take a codebook into the project. A key that is in use already is left free.

        Raises:
            NameTakenError: the project has this codebook.
        """
        every = self.codebooks()
        if any(one.id == book.codebook.id for one in every):
            raise NameTakenError(f"The project has the codebook “{book.codebook.title}” already.")
        used = {code.key for code in self.codes() if code.key}
        rows = []
        for code in book.codes:
            row = code_row(code)
            if code.key in used:
                row["key"] = ""
            used.add(code.key)
            rows.append(row)
        head = {**_fields(book.codebook), "position": float(len(every))}

        def act(writer: Writer) -> None:
            writer.insert("codebook", [head])
            writer.insert("code", rows)
            writer.insert("item", [item_row(item) for item in book.items])

        self._door.run(f"Add Codebook {book.codebook.title}", act, kind=kind)

    def edit_codebook(self, codebook: CodebookId, **fields: str) -> None:
        """Change the given facts of a codebook: title, version, language, source, licence.

        Raises:
            NotFoundError: it is gone.
            ProjectError: the title is empty, or the language is none.
        """
        assert set(fields) <= _BOOK_FIELDS, set(fields) - _BOOK_FIELDS
        book = next((one for one in self.codebooks() if one.id == codebook), None)
        if book is None:
            raise NotFoundError("That codebook is no longer in the project.")
        if not fields.get("title", book.title).strip():
            raise ProjectError("A codebook needs a title.")
        language = fields.get("language", "")
        if language and not LANGUAGE.fullmatch(language):
            raise ProjectError(f"“{language}” is not a language; write it as “en” or “fr”.")
        label = f"Edit Codebook {book.title}"
        self._door.run(label, lambda writer: writer.update("codebook", [(codebook, fields)]))

    def add_codebook(self, title: str) -> CodebookId:
        """Add a codebook that defines nothing yet; ProjectError when the title is empty."""
        title = " ".join(title.split())
        if not title:
            raise ProjectError("A codebook needs a title.")
        books = self.codebooks()
        row = {
            **_own_codebook(),
            "key": free_key(title, {one.key for one in books}, "own"),
            "title": title,
            "position": float(len(books)),
        }
        self._door.run(f"Add Codebook {title}", lambda writer: writer.insert("codebook", [row]))
        return CodebookId(row["id"])

    def add(
        self,
        codebook: CodebookId | None,
        parent: CodeId | None,
        name: str,
        **fields: Any,  # noqa: ANN401
    ) -> CodeId:
        """Add a code at the end of its siblings; `codebook` None means the first one.

        A project without any codebook gets one of its own.

        Raises:
            NameTakenError: a sibling has this name.
            ProjectError: the name is empty or the key is taken.
        """
        codes = self.codes()
        name = self._free_name(codes, None, parent, codebook, name)
        self._check(codes, None, fields)
        books = self.codebooks()
        home = (
            self.get(parent).codebook if parent else codebook or (books[0].id if books else None)
        )
        fresh = CodeId(new_id())
        colour = fields.pop("colour", "") or least_used([code.colour for code in codes])
        own = None if home else _own_codebook()
        siblings = [code for code in codes if code.parent == parent and code.codebook == home]
        row = code_row(
            Code(
                id=fresh,
                codebook=home or CodebookId(own["id"] if own else b""),
                parent=parent,
                position=max((code.position for code in siblings), default=-1.0) + 1.0,
                name=name,
                colour=colour,
                **fields,
            )
        )

        def act(writer: Writer) -> None:
            if own:
                writer.insert("codebook", [own])
            writer.insert("code", [row])

        self._door.run(f"Add Code {name}", act)
        return fresh

    def edit(self, code: CodeId, **fields: Any) -> None:  # noqa: ANN401
        """Change the given fields of a code (those of `Code` that a person can write).

        Raises:
            NameTakenError: a sibling has this name.
            ProjectError: the name is empty or the key is taken.
        """
        assert set(fields) <= _EDITABLE, set(fields) - _EDITABLE
        codes = self.codes()
        old = self.get(code)
        if "name" in fields:
            fields["name"] = self._free_name(codes, code, old.parent, old.codebook, fields["name"])
        self._check(codes, code, fields)
        verb = _ACTS.get(next(iter(fields)), "Edit") if len(fields) == 1 else "Edit"
        meant = {name: value for name, value in fields.items() if name in RULES}
        if replace(old, **meant).wording != old.wording:
            # Whether this means the same as before is for a person to say: rewording.same_meaning.
            fields["alike"] = ""
        label = f"{verb} Code {old.name}"
        self._door.run(label, lambda writer: writer.update("code", [(code, fields)]))

    def move(self, code: CodeId, parent: CodeId | None, position: int) -> None:
        """Put a code, with all under it, before the sibling at `position` under `parent`.

        Raises:
            ProjectError: a code cannot go under itself, or into another codebook's tree.
            NameTakenError: a code of that name is there.
        """
        codes = self.codes()
        moved = self.get(code)
        if parent in store.with_descendants(codes, code):
            raise ProjectError(f"“{moved.name}” cannot go under itself.")
        if parent and self.get(parent).codebook != moved.codebook:
            raise ProjectError("A code stays in its codebook; make a new code in the other one.")
        self._free_name(codes, code, parent, moved.codebook, moved.name)
        siblings = [
            one.position
            for one in codes
            if one.parent == parent and one.codebook == moved.codebook and one.id != code
        ]
        values = {"parent": parent, "position": position_at(siblings, position)}
        label = f"Move Code {moved.name}"
        self._door.run(label, lambda writer: writer.update("code", [(code, values)]))

    def merge(self, source: CodeId, target: CodeId) -> None:
        """Give all codings of `source` the code `target`, move what is under it, and drop it.

        Where a coder has both on one passage, one coding stays and their memos are joined.

        Raises:
            ProjectError: a code cannot be merged with one under it, nor into a heading.
        """
        codes = self.codes()
        gone, kept = self.get(source), self.get(target)
        if target in store.with_descendants(codes, source):
            raise ProjectError(f"“{kept.name}” stands under “{gone.name}”; merge the other way.")
        if not kept.assignable:
            raise ProjectError(
                f"“{kept.name}” is a heading only; choose one of the codes under it."
            )
        last = max((one.position for one in codes if one.parent == target), default=-1.0)
        children = [one for one in codes if one.parent == source]
        moves = [
            (one.id, {"parent": target, "codebook": kept.codebook, "position": last + 1.0 + at})
            for at, one in enumerate(children)
        ]
        below = [
            (one, {"codebook": kept.codebook})
            for child in children
            for one in store.with_descendants(codes, child.id)[1:]
        ]

        def act(writer: Writer) -> None:
            merge_codings(writer, gone, kept)
            writer.update("code", [*moves, *below])
            writer.delete("code", [source])

        self._door.run(f"Merge Code {gone.name} into {kept.name}", act)

    def delete(self, code: CodeId) -> int:
        """Delete a code with all under it and their codings; return how many codings went.

        Ratings on them go too.
        """
        gone = self.get(code)
        branch = store.with_descendants(self.codes(), code)
        codings = self._door.read(store.codings_of, branch)

        def act(writer: Writer) -> None:
            delete_with(writer, "code", branch)

        self._door.run(f"Delete Code {gone.name}", act)
        return len(codings)

    def _free_name(
        self,
        codes: list[Code],
        code: CodeId | None,
        parent: CodeId | None,
        codebook: CodebookId | None,
        name: str,
    ) -> str:
        name = " ".join(name.split())
        if not name:
            raise ProjectError("A code needs a name.")
        for one in codes:
            if one.id == code or one.parent != parent or _words(one.name) != _words(name):
                continue
            if parent or codebook is None or one.codebook == codebook:
                raise NameTakenError(f"There is a code “{one.name}” at this place already.")
        return name

    def _check(self, codes: list[Code], code: CodeId | None, fields: Mapping[str, Any]) -> None:
        key = fields.get("key")
        if not key:
            return
        if len(key) != 1 or not key.isprintable() or key.isspace():
            raise ProjectError("A code's key is one letter, digit or sign.")
        for one in codes:
            if one.id != code and one.key.casefold() == key.casefold():
                raise NameTakenError(f"The key “{key}” is taken by “{one.name}”.")


def _words(name: str) -> str:
    return " ".join(name.split()).casefold()


def _fields(book: Codebook) -> dict[str, Any]:
    names = ("id", "key", "title", "version", "language", "source", "licence")
    return {name: getattr(book, name) for name in names}


def code_row(code: Code) -> dict[str, Any]:
    """Return the logged columns of a code."""
    names = ("id", "codebook", "parent", "position", "alike", *sorted(_EDITABLE))
    return {name: getattr(code, name) for name in names}


def _own_codebook() -> dict[str, Any]:
    return {
        "id": CodebookId(new_id()),
        "key": "own",
        "title": "Our codes",
        "version": "1",
        "language": "",
        "source": "",
        "licence": "",
        "position": 0.0,
    }


def position_at(siblings: list[float], index: int) -> float:
    """Return a position that sorts before the sibling at `index`."""
    ordered = sorted(siblings)
    index = max(0, min(index, len(ordered)))
    if not ordered:
        return 0.0
    if index == 0:
        return ordered[0] - 1.0
    if index == len(ordered):
        return ordered[-1] + 1.0
    return (ordered[index - 1] + ordered[index]) / 2.0
