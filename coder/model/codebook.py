"""Codes and codebooks."""

from dataclasses import dataclass, field

from coder.model.ids import CodebookId, CodeId


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
    codings: int = 0


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
    """What a codebook file says: the codebook and its codes in file order, parents first."""

    codebook: Codebook
    codes: list[Code] = field(default_factory=list)


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
