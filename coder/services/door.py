"""The one door of a project, as its services see it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import Connection

from coder.model.changes import Changes
from coder.model.coding import Coder
from coder.model.ids import ActionId
from coder.store.log import Pen, Writer

P = ParamSpec("P")
T = TypeVar("T")


class Door(Protocol):
    """Reads and writes a project; every write is one action, whole or not at all."""

    @property
    def coder(self) -> Coder:
        """Return who acts."""

    def read(
        self, question: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Answer a question about the project."""

    def once(self, question: Callable[[Connection], T]) -> T:
        """Answer as `read` does; nothing having been written meanwhile, with the same value."""

    def run(
        self,
        label: str,
        act: Callable[[Writer], T],
        *,
        kind: str = "do",
        joining: ActionId | None = None,
    ) -> T:
        """Perform `act` as one action named `label`, on disk when this returns.

        It becomes part of the action `joining` if that is the one undo would take back now.
        """

    def put_local(self, key: str, value: str) -> None:
        """Keep a fact about this copy alone, outside the history."""


class Keeper(Door, Protocol):
    """A door to an open file: what merging and handing out need besides reading and acting."""

    path: Path
    pen: Pen

    def exclusively(self) -> AbstractContextManager[Connection]:
        """Hold the project while a block changes it: on disk when it ends, or nothing changed."""

    def or_nothing(self) -> AbstractContextManager[None]:
        """Take all acts of a block out of the log again should it fail."""

    def writer(self, label: str, kind: str, undoes: bytes | None = None) -> Writer:
        """Return what records an action within `exclusively`; the caller finishes it."""

    def tell(self, changes: Changes) -> None:
        """Tell the listeners of a change, if it is one."""

    def copy(self, target: Path, adjust: Callable[[Connection], None] | None = None) -> None:
        """Write a copy of the project as `adjust` makes it."""
