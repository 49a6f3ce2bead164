"""Codes and codebooks."""

import hashlib
from dataclasses import dataclass, field

from coder.model.ids import CodebookId, CodeId
from coder.model.protocol import Item


@dataclass(frozen=True, slots=True)
class Code:
    """One code. `parent` is None at the top of its codebook; a heading is not `assignable`."""

    id: CodeId
    codebook: CodebookId
    parent: CodeId | None
    position: float
    name: str
    definition: str = ""
    apply_when: str = ""
    do_not_apply_when: str = ""
    example: str = ""
    colour: str = "#888888"
    key: str = ""
    assignable: bool = True
    memo: str = ""
    alike: str = ""
    codings: int = 0

    @property
    def wording(self) -> str:
        """Return the mark of what the code means: 16 hex digits of the SHA-256 of its rules."""
        return wording(self.definition, self.apply_when, self.do_not_apply_when)

    def is_meant(self, under: str) -> bool:
        """Say whether a coding made under this wording holds; "" is one from before wordings."""
        return under in {"", self.wording, *self.alike.split()}


@dataclass(frozen=True, slots=True)
class Codebook:
    """A codebook as the project holds it."""

    id: CodebookId
    key: str
    title: str
    version: str
    language: str
    source: str
    licence: str


@dataclass(frozen=True, slots=True)
class CodebookFile:
    """What a codebook file says: the codebook, its codes and its other definitions.

    All are in file order, parents first.
    """

    codebook: Codebook
    codes: list[Code] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)


def wording(definition: str, apply_when: str, do_not_apply_when: str) -> str:
    """Return the mark of the rules of a code: 16 hex digits of their SHA-256."""
    said = f"{definition}\0{apply_when}\0{do_not_apply_when}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def paths(codes: list[Code]) -> dict[CodeId, str]:
    """Return each code's path, names joined by " › " from the top of its codebook."""
    by_id = {code.id: code for code in codes}
    found: dict[CodeId, str] = {}

    def path(code: Code) -> str:
        if code.id not in found:
            above = by_id.get(code.parent) if code.parent else None
            found[code.id] = f"{path(above)} › {code.name}" if above else code.name
        return found[code.id]

    for code in codes:
        path(code)
    return found
