"""What a coder does to codings that are there: mark, caption, move, split, join, copy, settle."""

from collections.abc import Sequence

from coder.model.coding import Coding
from coder.model.errors import NotFoundError, ProjectError
from coder.model.ids import ActionId, CodeId, CodingId, ReportId, new_id
from coder.model.passage import Passage
from coder.services.coding_rows import coding_row, now
from coder.services.door import Door
from coder.services.naming import code_names, naming
from coder.store import codings as store
from coder.store.log import Writer

DIRECTIONS = ("", "+", "-", "±")
DEPTHS = ("", "central", "limited")


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
        """Give a coding another code."""
        names = code_names(self._door, {code}, assignable=True)
        self._own([coding])
        self._change(f"Recode as {naming(names)}", [coding], {"code": code})

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
        label = f"Change Extent of {self._naming(moving)}"
        self._door.run(label, lambda writer: self._put(writer, moving, passage))

    def split(self, coding: CodingId, parts: Sequence[Passage]) -> list[CodingId]:
        """Make one coding several, one for each part; the first keeps the memo."""
        (whole,) = self._own([coding])
        assert parts, "a coding is split into parts"
        fresh = [CodingId(new_id()) for _ in parts[1:]]
        rows = [
            {
                **coding_row(one, part.id, whole.code, whole.coder, "", now()),
                "direction": whole.direction,
                "depth": whole.depth,
            }
            for one, part in zip(fresh, parts[1:], strict=True)
        ]

        def act(writer: Writer) -> None:
            writer.insert_missing("passage", [store.passage_row(part) for part in parts])
            writer.update("coding", [(coding, {"passage": parts[0].id})])
            writer.insert("coding", rows)

        self._door.run(f"Split Coding {self._naming([whole])}", act)
        return [coding, *fresh]

    def join(self, codings: Sequence[CodingId], passage: Passage) -> CodingId:
        """Make several codings of one code one, on `passage`; the oldest stays, all memos too."""
        joined = sorted(self._own(codings), key=lambda one: (one.created, one.id))
        if len({one.code for one in joined}) != 1:
            raise ProjectError("Only codings of the same code can be joined.")
        first, rest = joined[0], joined[1:]
        memo = "\n\n".join(dict.fromkeys(one.memo for one in joined if one.memo))

        def act(writer: Writer) -> None:
            writer.delete("coding", [one.id for one in rest])
            writer.insert_missing("passage", [store.passage_row(passage)])
            writer.update("coding", [(first.id, {"passage": passage.id, "memo": memo})])

        self._door.run(f"Join {len(joined)} Codings {self._naming([first])}", act)
        return first.id

    def copy_to(self, codings: Sequence[CodingId], codes: Sequence[CodeId]) -> list[CodingId]:
        """Put other codes on the same passages, with memo, direction, depth and caption."""
        names = code_names(self._door, set(codes), assignable=True)
        copied = self._own(codings)

        def act(writer: Writer) -> list[CodingId]:
            found, rows = [], []
            for one in copied:
                known = store.same(writer.db, one.passage, one.coder)
                for code in codes:
                    if code not in known:
                        known[code] = CodingId(new_id())
                        row = coding_row(
                            known[code], one.passage, code, one.coder, one.memo, now()
                        )
                        kept = {"direction": one.direction, "depth": one.depth}
                        rows.append({**row, **kept, "caption": one.caption})
                    found.append(known[code])
            writer.insert("coding", rows)
            return found

        return self._door.run(f"Copy Coding to {naming(names)}", act)

    def delete(self, codings: Sequence[CodingId]) -> None:
        """Take codings away; undo brings them back."""
        some = self._own(codings)
        one = f"Delete Coding {self._naming(some)}"
        label = one if len(some) == 1 else f"Delete {len(some)} Codings"
        self._door.run(label, lambda writer: writer.delete("coding", list(codings)))

    def unsettled(self, report: ReportId | None = None) -> list[Coding]:
        """Return the codings that wait to be looked at after the file of a report was replaced."""
        return self._door.read(store.unsettled, report)

    def waiting(self) -> dict[ReportId, int]:
        """Return how many codings wait so, by report; reports where none does are left out."""
        return self._door.read(store.waiting)

    def settle(self, codings: Sequence[CodingId]) -> None:
        """Accept where codings, whoever made them, were found in the new file."""
        self._change("Accept Moved Codings", codings, {"moved": "", "origin": None})

    def place(self, coding: CodingId, passage: Passage) -> None:
        """Say where a coding, whoever made it, belongs in the new file."""
        moving = self.get(coding)
        self._door.run("Place Coding by Hand", lambda writer: self._put(writer, [moving], passage))

    def _put(self, writer: Writer, moving: Sequence[Coding], passage: Passage) -> None:
        writer.insert_missing("passage", [store.passage_row(passage)])
        for one in moving:
            there = store.same(writer.db, passage.id, one.coder).get(one.code)
            if there is None or there == one.id:
                values = {"passage": passage.id, "moved": "", "origin": None}
                writer.update("coding", [(one.id, values)])
                continue
            other = store.one(writer.db, there)
            memos = [other.memo if other else "", one.memo]
            memo = "\n\n".join(dict.fromkeys(memo for memo in memos if memo))
            writer.update("coding", [(there, {"memo": memo})])
            writer.delete("coding", [one.id])

    def _own(self, codings: Sequence[CodingId]) -> list[Coding]:
        """Return these codings; raises ProjectError when one is another coder's."""
        found = [self.get(coding) for coding in codings]
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
