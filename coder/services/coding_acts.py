"""What a coder does to codings that are there: mark, caption, move, split, join, copy, settle."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from coder.model.coding import Coding, together
from coder.model.errors import NotFoundError, ProjectError
from coder.model.ids import (
    CONSENSUS,
    ActionId,
    CodeId,
    CodingId,
    PassageId,
    ReportId,
    new_id,
)
from coder.model.passage import Passage
from coder.services.coding_rows import coding_row, keep_passages, now
from coder.services.door import Door
from coder.services.naming import code_names, naming
from coder.services.supporting import carry_codings
from coder.store import codings as store
from coder.store.cascade import delete_with
from coder.store.log import Writer
from coder.store.wordings import wordings

DIRECTIONS = ("", "+", "-", "±")
DEPTHS = ("", "central", "limited")
_SETTLED: dict[str, Any] = {"moved": "", "origin": None}


class CodingActs:
    """Acts on one's own codings; each is one step that undo takes back.

    All raise ProjectError for a coding of another coder and NotFoundError for one that is gone.
    """

    def __init__(self, door: Door) -> None:
        self._door = door
        self._writing: tuple[CodingId | None, ActionId | None] = (None, None)

    def get(self, coding: CodingId) -> Coding:
        """Return one coding; raises NotFoundError when it is gone."""
        found = self._door.read(store.one, coding)
        if found is None:
            raise NotFoundError("That coding is no longer in the project.")
        return found

    def recode(self, coding: CodingId, code: CodeId) -> None:
        """Give a coding another code; it joins one that has this code on the passage already."""
        self.recode_all([coding], code)

    def recode_all(self, codings: Sequence[CodingId], code: CodeId) -> list[CodingId]:
        """Give codings another code as one act; return those that have it now."""
        names = code_names(self._door, {code}, assignable=True)
        those = self._own(codings)

        def act(writer: Writer) -> list[CodingId]:
            given = {"code": code, "under": wordings(writer.db, {code})[code]}
            return list(dict.fromkeys(self._put(writer, one, given) for one in those))

        return self._door.run(f"Recode as {naming(names)}", act)

    def set_memo(self, coding: CodingId, memo: str, *, goes_on: bool = False) -> None:
        """Write the memo of a coding; what `goes_on` is one act with the writing before it."""
        self._own([coding])
        written, act = self._writing

        def write(writer: Writer) -> ActionId:
            writer.update("coding", [(coding, {"memo": memo})])
            return ActionId(writer.action)

        joining = act if goes_on and written == coding else None
        self._writing = coding, self._door.run("Edit Memo", write, joining=joining)

    def mark(
        self,
        codings: Sequence[CodingId],
        *,
        direction: str | None = None,
        depth: str | None = None,
    ) -> None:
        """Say what the evidence says of the code ("+", "-", "±") and how much ("central" …)."""
        assert direction is None or direction in DIRECTIONS, direction
        assert depth is None or depth in DEPTHS, depth
        self._own(codings)
        given = {"direction": direction, "depth": depth}
        values: dict[str, object] = {
            name: value for name, value in given.items() if value is not None
        }
        label = "Set Depth" if direction is None else "Set Direction"
        self._change(label, codings, values)

    def set_caption(self, codings: Sequence[CodingId], caption: str) -> None:
        """Name the area that is coded."""
        self._own(codings)
        self._change("Edit Caption", codings, {"caption": caption.strip()})

    def move(self, codings: Sequence[CodingId], passage: Passage) -> None:
        """Give codings another extent; one whose code is on that passage already joins it."""
        moving = self._own(codings)
        self._move(f"Change Extent of {self._naming(moving)}", moving, passage)

    def split(self, coding: CodingId, parts: Sequence[Passage]) -> list[CodingId]:
        """Make one coding several, one for each part; the first keeps the memo."""
        (whole,) = self._own([coding])
        assert parts, "a coding is split into parts"
        bare = replace(whole, memo="", caption="", moved="", origin=None)

        def act(writer: Writer) -> list[CodingId]:
            keep_passages(writer, parts)
            first = self._put(writer, whole, {"passage": parts[0].id, **_SETTLED})
            return [first, *(_copy(writer, bare, part.id, whole.code) for part in parts[1:])]

        return self._door.run(f"Split Coding {self._naming([whole])}", act)

    def join(self, codings: Sequence[CodingId], passage: Passage) -> CodingId:
        """Make several codings of one code one, on `passage`; the oldest stays, all memos too.

        What they say of direction and depth is put together as well.
        """
        joined = sorted(self._own(codings), key=lambda one: (one.created, one.id))
        if len({one.code for one in joined}) != 1:
            raise ProjectError("Only codings of the same code can be joined.")
        said = together(joined)
        first, rest = replace(joined[0], **said), joined[1:]

        def act(writer: Writer) -> CodingId:
            keep_passages(writer, [passage])
            carry_codings(writer, {one.id: first.id for one in rest})
            writer.delete("coding", [one.id for one in rest])
            return self._put(writer, first, {"passage": passage.id, **said, **_SETTLED})

        return self._door.run(f"Join {len(joined)} Codings {self._naming([first])}", act)

    def copy_to(self, codings: Sequence[CodingId], codes: Sequence[CodeId]) -> list[CodingId]:
        """Put other codes on the same passages, with memo, direction, depth and caption."""
        names = code_names(self._door, set(codes), assignable=True)
        copied = self._own(codings)

        def act(writer: Writer) -> list[CodingId]:
            return [_copy(writer, one, one.passage, code) for one in copied for code in codes]

        return self._door.run(f"Copy Coding to {naming(names)}", act)

    def delete(self, codings: Sequence[CodingId]) -> None:
        """Take codings away, and from behind what rests on them; undo brings all back."""
        some = self._own(codings)
        one = f"Delete Coding {self._naming(some)}"
        label = one if len(some) == 1 else f"Delete {len(some)} Codings"

        def act(writer: Writer) -> None:
            delete_with(writer, "coding", codings)

        self._door.run(label, act)

    def unsettled(self, report: ReportId | None = None) -> list[Coding]:
        """Return the codings that wait to be looked at after the file of a report was replaced."""
        return self._door.read(store.unsettled, report)

    def waiting(self) -> dict[ReportId, int]:
        """Return how many codings wait so, by report; reports where none does are left out."""
        return dict(self._door.once(store.waiting))

    def settle(self, codings: Sequence[CodingId]) -> None:
        """Accept where codings, whoever made them, were found in the new file.

        Raises ProjectError for one that was not found at all.
        """
        some = [self.get(coding) for coding in codings]
        if any(one.is_lost for one in some):
            raise ProjectError(
                "A coding that was not found in the new file has to be placed by hand or deleted."
            )

        def act(writer: Writer) -> None:
            for one in some:
                self._put(writer, one, _SETTLED)

        label = "Accept Place of Coding" if len(some) == 1 else f"Accept {len(some)} Places"
        self._door.run(label, act)

    def place(self, coding: CodingId, passage: Passage) -> None:
        """Say where a coding, whoever made it, belongs in the new file."""
        self._move("Place Coding by Hand", [self.get(coding)], passage)

    def _move(self, label: str, moving: Sequence[Coding], passage: Passage) -> None:
        def act(writer: Writer) -> None:
            keep_passages(writer, [passage])
            for one in moving:
                self._put(writer, one, {"passage": passage.id, **_SETTLED})

        self._door.run(label, act)

    def _put(self, writer: Writer, one: Coding, values: Mapping[str, Any]) -> CodingId:
        """Change a coding; if its coder has that code on that passage already, join the two.

        Returns the one that stays. `one` may say more than the coding does as yet.
        """
        after = replace(one, **values)
        there = store.same(writer.db, after.passage, one.coder).get(after.code)
        if there is None or there == one.id:
            writer.update("coding", [(one.id, values)])
            return one.id
        other = store.one(writer.db, there)
        assert other is not None
        writer.update("coding", [(there, together([other, after]))])
        carry_codings(writer, {one.id: there})
        writer.delete("coding", [one.id])
        return there

    def _own(self, codings: Sequence[CodingId]) -> list[Coding]:
        """Return these codings; raises ProjectError when one is another coder's."""
        found = [self.get(coding) for coding in codings]
        if any(one.coder == CONSENSUS for one in found):
            raise ProjectError(
                "This coding is what the team settled. Settle the disagreement anew to change it, "
                "or take the settlement back."
            )
        if any(one.coder != self._door.coder.id for one in found):
            raise ProjectError(
                "This coding is another coder's. You can put your own code on the passage instead."
            )
        return found

    def _naming(self, codings: Sequence[Coding]) -> str:
        return naming(code_names(self._door, {one.code for one in codings}))

    def _change(self, label: str, codings: Sequence[CodingId], values: dict[str, object]) -> None:
        changes = [(coding, values) for coding in codings]
        self._door.run(label, lambda writer: writer.update("coding", changes))


def _copy(writer: Writer, one: Coding, passage: PassageId, code: CodeId) -> CodingId:
    """Put a code on a passage with all that a coding says, unless its coder has done so before."""
    known = store.same(writer.db, passage, one.coder)
    if code in known:
        return known[code]
    fresh = CodingId(new_id())
    said = {name: getattr(one, name) for name in ("direction", "depth", "moved", "origin")}
    # What is split off was judged with the rest; another code is put on it as it reads now.
    under = one.under if code == one.code else wordings(writer.db, {code})[code]
    row = coding_row(fresh, passage, code, one.coder, one.memo, now(), under, one.caption)
    writer.insert("coding", [{**row, **said}])
    return fresh
