"""The columns in which a matrix of reports × codes is shown and written."""

from dataclasses import dataclass

import numpy as np

from coder.analysis.matrix import Counts, Matrix
from coder.model.codebook import Code
from coder.model.ids import CodeId


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a code's own codings, or those of it and all codes under it.

    `code` is the code's place in tree order, `top` that of the code above it at the top of its
    codebook. `is_parent` says that there are codes under it.
    """

    code: int
    top: int
    is_sum: bool
    is_parent: bool


def columns_of(matrix: Matrix) -> list[Column]:
    """Return the columns in tree order: a code with codes under it sums them up first.

    It has a column of its own as well if it can be assigned, or was assigned once.
    """
    codes, coded = matrix.codes, matrix.own.sum(axis=0)
    parents, tops = {code.parent for code in codes}, _tops(codes)
    found = []
    for at, code in enumerate(codes):
        is_parent = code.id in parents
        if is_parent:
            found.append(Column(at, tops[at], is_sum=True, is_parent=True))
        if not is_parent or code.assignable or coded[at]:
            found.append(Column(at, tops[at], is_sum=False, is_parent=is_parent))
    return found


def counted(matrix: Matrix, columns: list[Column]) -> Counts:
    """Return the numbers of codings, reports × columns."""
    codes = [column.code for column in columns]
    is_sum = np.array([column.is_sum for column in columns], dtype=bool)
    return np.where(is_sum, matrix.sums[:, codes], matrix.own[:, codes])


def last_of_branches(codes: list[Code]) -> list[int]:
    """Return for each code the place of the last code under it (its own when there is none).

    `codes` is in tree order.
    """
    at_of = _places(codes)
    last = list(range(len(codes)))
    for at in range(len(codes) - 1, -1, -1):
        parent = codes[at].parent
        if parent in at_of:
            last[at_of[parent]] = max(last[at_of[parent]], last[at])
    return last


def _tops(codes: list[Code]) -> list[int]:
    at_of, tops = _places(codes), list(range(len(codes)))
    for at, code in enumerate(codes):
        if code.parent in at_of:
            tops[at] = tops[at_of[code.parent]]
    return tops


def _places(codes: list[Code]) -> dict[CodeId | None, int]:
    return {code.id: at for at, code in enumerate(codes)}
