"""The columns in which a matrix of reports × codes is shown and written."""

from dataclasses import dataclass

from coder.model.codebook import Code
from coder.model.ids import CodeId


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a code's own codings, or those of it and all codes under it.

    `code` is the code's place in tree order.
    """

    code: int
    is_sum: bool


def columns_of(codes: list[Code]) -> list[Column]:
    """Return the columns in tree order: a code with codes under it sums them up first.

    It has a column of its own as well if it can be assigned. `codes` is in tree order.
    """
    parents = {code.parent for code in codes}
    found = []
    for at, code in enumerate(codes):
        if code.id in parents:
            found.append(Column(at, is_sum=True))
        if code.id not in parents or code.assignable:
            found.append(Column(at, is_sum=False))
    return found


def last_of_branches(codes: list[Code]) -> list[int]:
    """Return for each code the place of the last code under it (its own when there is none)."""
    at_of: dict[CodeId, int] = {code.id: at for at, code in enumerate(codes)}
    last = list(range(len(codes)))
    for at in range(len(codes) - 1, -1, -1):
        parent = codes[at].parent
        if parent in at_of:
            last[at_of[parent]] = max(last[at_of[parent]], last[at])
    return last
