"""Codebooks of a project as the readable files that people edit and hand on."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from coder import codebooks
from coder.codebooks.items import KINDS
from coder.codebooks.section import is_key
from coder.model.codebook import Codebook, CodebookFile
from coder.model.errors import NotFoundError, ProjectError
from coder.model.ids import CodebookId
from coder.model.protocol import Item
from coder.services.door import Door
from coder.store.codes import all_codebooks, all_codes
from coder.store.items import protocol


class CodebookFiles:
    """Gives the codebooks of a project as files."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def of(self, codebook: CodebookId) -> CodebookFile:
        """Return a codebook with its codes and definitions as they are now, parents first.

        A code's key that is no small letter or digit is left out: files know no others.

        Raises:
            NotFoundError: the codebook is not in the project.
        """
        book = next((one for one in self._door.read(all_codebooks) if one.id == codebook), None)
        if book is None:
            raise NotFoundError("That codebook is no longer in the project.")
        codes = [
            replace(code, key=code.key if is_key(code.key) else "", codings=0, alike="")
            for code in self._door.read(all_codes)
            if code.codebook == codebook
        ]
        items = [one for one in self._door.read(protocol).items if one.codebook == codebook]
        return CodebookFile(book, codes, _renumbered(items))

    def save(self, codebook: CodebookId, path: Path) -> CodebookFile:
        """Write a codebook to a file; return what was written.

        Raises:
            NotFoundError: the codebook is not in the project.
            CodebookFileError: the file cannot be written.
        """
        file = self.of(codebook)
        codebooks.write(file, path)
        return file

    def named(self, written: str = "") -> Codebook:
        """Return the codebook of this id or title; "" is the only one.

        Raises:
            NotFoundError: none answers to it.
            ProjectError: the project has no codebook, or several and it is not said which.
        """
        books = self._door.read(all_codebooks)
        wanted = written.strip().casefold()
        found = [one for one in books if wanted in {"", one.key.casefold(), one.title.casefold()}]
        if len(found) == 1:
            return found[0]
        keys = ", ".join(f"“{one.key}”" for one in books)
        if not books:
            raise ProjectError("The project has no codebook.")
        if not found:
            raise NotFoundError(f"There is no codebook “{written}” here; there are {keys}.")
        raise ProjectError(f"The project has {len(books)} codebooks; say which one: {keys}.")


def _renumbered(items: Iterable[Item]) -> list[Item]:
    """Return definitions as files list them: by kind, what stands under one thing together."""
    seen: Counter[str] = Counter()
    found = []
    for item in items:
        found.append(replace(item, position=float(seen[item.kind])))
        seen[item.kind] += 1
    return sorted(found, key=lambda item: KINDS.index(item.kind))
