"""Where a passage lies on its pages, read from how it is stored only when it is looked at."""

import json
from collections.abc import Collection, Sequence
from typing import overload

from coder.model.geometry import Quad

OnPage = tuple[int, Quad]
"""A page (from 0) and a quad on it."""


def read_quads(stored: str) -> tuple[OnPage, ...]:
    """Return the quads of a passage, written as a list of [page, x0, y0, … y3]."""
    return tuple((int(page), Quad._make(at)) for page, *at in json.loads(stored))


class StoredQuads(Sequence[OnPage]):
    """The quads of a passage. Of a report with thousands of codings one sees those of a page."""

    __slots__ = ("_pages", "_read", "_stored")

    def __init__(self, stored: str, page: int, end_page: int) -> None:
        """Take quads as they are stored; they are on pages from `page` to `end_page`."""
        self._stored = stored
        self._read: tuple[OnPage, ...] | None = None
        is_one_page = page == end_page and stored != "[]"
        self._pages: Collection[int] | None = (page,) if is_one_page else None

    @property
    def pages(self) -> Collection[int]:
        """Return the pages (from 0) they are on, each once."""
        if self._pages is None:
            self._pages = {page for page, _ in self._all()}
        return self._pages

    def _all(self) -> tuple[OnPage, ...]:
        if self._read is None:
            self._read = read_quads(self._stored)
        return self._read

    def __len__(self) -> int:
        return len(self._all())

    @overload
    def __getitem__(self, at: int) -> OnPage: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[OnPage, ...]: ...

    def __getitem__(self, at: int | slice) -> OnPage | tuple[OnPage, ...]:
        return self._all()[at]

    def __eq__(self, other: object) -> bool:
        """Be the same as any other sequence of the same quads."""
        return isinstance(other, Sequence) and self._all() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all())
