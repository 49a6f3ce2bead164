"""An open project file as something that is read and acted on; every act whole or not at all."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar, cast

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from coder.garbage import left_alone
from coder.model.changes import Changes, Kind
from coder.model.coding import Coder
from coder.model.errors import CannotUndoError, NotFoundError, ProjectError
from coder.model.ids import ActionId, CoderId, new_id
from coder.store import closure, file, file_copies, history, local, receipts, reports
from coder.store.coders import listed_coders
from coder.store.history import Act
from coder.store.log import Clock, Pen, Writer

if TYPE_CHECKING:  # loaded when something is merged
    from coder.services.merging import Merging

P = ParamSpec("P")
T = TypeVar("T")
Listener = Callable[[Changes], None]
_UNFOUNDED = (
    "This rests on what a merge brought that was undone since. Do the merge again first. Nothing "
    "was changed."
)
_PLACED = frozenset({Kind.REPORT, Kind.CODING, Kind.EVIDENCE, Kind.VALUE})
"""What has its place in a file, or has files."""


class Acting:
    """Reads, acts, undoes, redoes, and tells listeners what changed.

    It may be used from several threads; one acts at a time. Listeners are told after each action
    in the thread that acted. All methods raise `ProjectError` and its children only.
    """

    def __init__(self, path: Path, db: Connection) -> None:
        self.path = path
        self._db = db
        self._lock = threading.RLock()
        self._listeners: list[Listener] = []
        self._dirty = False
        self._told: tuple[int, dict[object, object]] = (-1, {})
        self.pen = Pen(new_id(), Clock(self.read(history.last_reading)))
        self._coder = self._last_coder()

    @property
    def merging(self) -> "Merging":
        """Return how others' work comes in, and what it left to be settled."""
        from coder.services.merging import Merging  # noqa: PLC0415 - see above

        return Merging(self)

    def close(self) -> None:
        """Close the file; everything is on disk already."""
        with self._lock:
            if self._dirty and not self._db.closed:
                # Where there is no room to say that it was closed, it is looked through next time.
                with suppress(DatabaseError), file.transaction(self._db):
                    local.put(self._db, "closed", "1")
            if not self._db.closed:
                file.close(self._db)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Have `listener` told of every change from now on; return how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, changes: Changes) -> None:
        """Tell the listeners of a change, if it is one."""
        if changes.ids:
            for listener in list(self._listeners):
                listener(changes)

    def read(
        self, question: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Answer a question about the project as it stands."""
        with self._lock:
            if self._db.in_transaction():
                return question(self._db, *args, **kwargs)
            try:
                with left_alone(), file.transaction(self._db):
                    return question(self._db, *args, **kwargs)
            except file.BROKEN as error:
                raise ProjectError(
                    f"“{self.path.name}” cannot be read: {file.plain(error)}."
                ) from error

    @property
    def is_idle(self) -> bool:
        """Say whether no other thread reads or writes now, so that who asks would not wait."""
        if not self._lock.acquire(blocking=False):
            return False
        self._lock.release()
        return True

    def once(self, question: Callable[[Connection], T]) -> T:
        """Answer as `read` does; asked again with nothing written meanwhile, give the same value.

        Much of the window asks the same things whenever something was opened or done. The value
        is shared: who gets it does not change it.
        """
        with self._lock:
            if self._db.in_transaction():  # what is being written may yet be taken back
                return question(self._db)
            written = file.rows_written(self._db)
            if written != self._told[0]:
                self._told = (written, {})
            answers = self._told[1]
            if question not in answers:
                answers[question] = self.read(question)
            return cast("T", answers[question])

    def run(
        self,
        label: str,
        act: Callable[[Writer], T],
        *,
        kind: str = "do",
        joining: ActionId | None = None,
    ) -> T:
        """Perform `act` as one action: on disk when this returns, or nothing changed.

        It becomes part of the action `joining` if that is the one undo would take back now.
        """
        return self._act(label, act, kind, joining=joining)

    @contextmanager
    def exclusively(self) -> Iterator[Connection]:
        """Hold the project while the block changes it: on disk when it ends, or nothing changed.

        Within the block only `read` and `writer` may be used.
        """
        with self._lock:
            written = self.pen.seq
            try:
                with left_alone(), file.transaction(self._db):
                    yield self._db
                    if not self._dirty:
                        local.put(self._db, "closed", "0")
            except file.BROKEN as error:
                self.pen.seq = written
                raise ProjectError(
                    f"This could not be written: {file.plain(error)}. Nothing was changed."
                ) from error
            except BaseException:
                self.pen.seq = written
                raise
            finally:
                file.detach_others(self._db)
            self._dirty = True

    @contextmanager
    def or_nothing(self) -> Iterator[None]:
        """Take all acts of the block out of the log again should it fail, as if none had been.

        Merges stay. Listeners are told.
        """
        begun, who = self.pen.seq, self._coder
        try:
            yield
        except BaseException:
            # What cannot be taken out stays: why the block failed is what matters.
            with suppress(ProjectError):
                self._take_out(begun, who)
            raise

    def _take_out(self, begun: int, who: Coder | None) -> None:
        if self.pen.seq == begun:
            return
        from coder.store import unmerge  # noqa: PLC0415 - seldom needed
        from coder.store.runs import Runs  # noqa: PLC0415

        batch = new_id()
        with self.exclusively() as db:
            acts = Runs({self.pen.replica: ((begun + 1, self.pen.seq),)})
            gone = unmerge.remove(db, acts, batch)
            unmerge.let_go(db, batch)
            local.put(db, "coder", who.id.hex() if who else "")
        self._coder = who
        self.tell(Changes("", {Kind(one): frozenset(ids) for one, ids in gone.items()}))

    def writer(self, label: str, kind: str, undoes: bytes | None = None) -> Writer:
        """Return what records an action within `exclusively`; the caller finishes it."""
        person = self._coder.id if self._coder else bytes(16)
        return Writer(self._db, self.pen, person, label, kind, undoes)

    def _act(
        self,
        label: str,
        act: Callable[[Writer], T],
        kind: str,
        undoes: bytes | None = None,
        joining: ActionId | None = None,
    ) -> T:
        with self.exclusively() as db:
            writer = self.writer(label, kind, undoes)
            last = history.next_undo(db, CoderId(writer.person)) if joining else None
            if last and last.id == joining:
                writer.action, writer.goes_on = last.id, True
            value = act(writer)
            writer.finish()
        self.tell(writer.changes)
        return value

    def undo(self) -> Changes:
        """Take back the current coder's last act; raises CannotUndoError when there is none."""
        return self._take_back(history.next_undo, "undo", "There is nothing to undo.")

    def redo(self) -> Changes:
        """Do again what was last undone; raises CannotUndoError when there is nothing."""
        return self._take_back(history.next_redo, "redo", "There is nothing to redo.")

    def _take_back(
        self, which: Callable[[Connection, CoderId], Act | None], kind: str, otherwise: str
    ) -> Changes:
        act = self.read(which, self.coder.id)
        if act is None:
            raise CannotUndoError(otherwise)
        if act.is_merge:
            return self.merging.take_back(act) if kind == "undo" else self.merging.redo(act)

        def revert(writer: Writer) -> Changes:
            writer.revert(act.id)
            _refuse_unfounded(writer)
            touched = writer.changes.ids
            if _PLACED.isdisjoint(touched):
                return writer.changes
            if several := {*touched.get(Kind.REPORT, ()), *reports.in_several_texts(writer.db)}:
                from coder.services.replacing import follow  # noqa: PLC0415 - seldom needed

                follow(writer, sorted(several), frozenset().union(*touched.values()))
            return writer.changes

        return self._act(act.label, revert, kind, act.id)

    def copy(self, target: Path, adjust: Callable[[Connection], None] | None = None) -> None:
        """Write a copy of the project as `adjust` makes it."""
        with self._lock:
            file_copies.save_copy(self._db, target, adjust)

    @property
    def undo_label(self) -> str | None:
        """Name the act that undo takes back, or None."""
        act = self.read(history.next_undo, self._coder.id) if self._coder else None
        return act.label if act else None

    @property
    def redo_label(self) -> str | None:
        """Name the act that redo does again, or None."""
        act = self.read(history.next_redo, self._coder.id) if self._coder else None
        return act.label if act else None

    @property
    def has_coder(self) -> bool:
        """Say whether somebody has coded in this copy of the project yet."""
        return self._coder is not None

    @property
    def coder(self) -> Coder:
        """Return who acts; raises NotFoundError when nobody said who they are."""
        if self._coder is None:
            raise NotFoundError("Say first who codes: a name and initials.")
        return self._coder

    def put_local(self, key: str, value: str) -> None:
        """Keep a fact about this copy alone, outside the history, unless it is kept so already.

        Raises ProjectError when it cannot be written.
        """
        with self._lock:
            if self.read(local.get, key) == value:
                return
            try:
                with file.transaction(self._db):
                    local.put(self._db, key, value)
            except DatabaseError as error:
                raise ProjectError(f"This could not be written: {file.plain(error)}.") from error

    def _last_coder(self) -> Coder | None:
        stored = self.read(local.get, "coder")
        everyone = {coder.id.hex(): coder for coder in self.once(listed_coders)}
        return everyone.get(stored) if stored else None


def _refuse_unfounded(writer: Writer) -> None:
    """Raise the error that says that what comes back rests on a merge that was undone, if so."""
    if receipts.are_any_undone(writer.db):
        writer.finish()
        if closure.is_lost(
            writer.db, {kind.value: ids for kind, ids in writer.changes.ids.items()}
        ):
            raise CannotUndoError(_UNFOUNDED)
