"""Putting codes on passages, and finding the codings again."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

from coder.model.coding import Coding, Mark
from coder.model.errors import NotFoundError, ProjectError
from coder.model.ids import ActionId, CodeId, CoderId, CodingId, PassageId, ReportId, new_id
from coder.model.passage import Passage
from coder.services.door import Door
from coder.services.naming import code_names, naming
from coder.store import codings as store
from coder.store.log import Writer


def now() -> str:
    """Return the present time as ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Codings:
    """The codings of a project."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._writing: tuple[CodingId | None, ActionId | None] = (None, None)

    def add(self, passage: Passage, codes: Sequence[CodeId], memo: str = "") -> list[CodingId]:
        """Put codes on a passage as the current coder; return a coding for each code.

        A code that the coder put on exactly this passage before is not put there twice.

        Raises:
            NotFoundError: a code is not in the project, or is a heading only.
        """
        return self.add_many([(passage, code, memo) for code in codes])[0]

    def add_many(
        self,
        wanted: Sequence[tuple[Passage, CodeId, str]],
        coder: CoderId | None = None,
        label: str = "",
    ) -> tuple[list[CodingId], int]:
        """Code many passages as one action; return the codings and how many are new.

        Raises:
            NotFoundError: a code is not in the project, or is a heading only.
        """
        names = self._assignable({code for _, code, _ in wanted})
        who = coder or self._door.coder.id

        def act(writer: Writer) -> tuple[list[CodingId], int]:
            passages = {passage.id: passage for passage, _, _ in wanted}
            rows = [store.passage_row(passage) for passage in passages.values()]
            writer.insert_missing("passage", rows)
            known = {place: store.same(writer.db, place, who) for place in passages}
            found, fresh, created = [], [], now()
            for passage, code, memo in wanted:
                here = known[passage.id]
                if code not in here:
                    here[code] = CodingId(new_id())
                    fresh.append(_row(here[code], passage.id, code, who, memo, created))
                found.append(here[code])
            writer.insert("coding", fresh)
            return found, len(fresh)

        return self._door.run(label or f"Code as {naming(names)}", act)

    def recode(self, coding: CodingId, code: CodeId) -> None:
        """Give a coding another code."""
        names = self._assignable({code})
        self._own(coding)
        self._change(f"Recode as {naming(names)}", coding, {"code": code})

    def set_memo(self, coding: CodingId, memo: str, *, goes_on: bool = False) -> None:
        """Write the memo of a coding; what `goes_on` is one act with the writing before it."""
        self._own(coding)
        written, act = self._writing

        def write(writer: Writer) -> ActionId:
            writer.update("coding", [(coding, {"memo": memo})])
            return ActionId(writer.action)

        joining = act if goes_on and written == coding else None
        self._writing = coding, self._door.run("Edit Memo", write, joining=joining)

    def delete(self, codings: Sequence[CodingId]) -> None:
        """Take codings away; undo brings them back."""
        some = [self._own(coding) for coding in codings]
        names = code_names(self._door, {coding.code for coding in some})
        label = (
            f"Delete Coding {naming(names)}" if len(some) == 1 else f"Delete {len(some)} Codings"
        )
        self._door.run(label, lambda writer: writer.delete("coding", list(codings)))

    def get(self, coding: CodingId) -> Coding:
        """Return one coding; raises NotFoundError when it is gone."""
        found = self._door.read(store.one, coding)
        if found is None:
            raise NotFoundError("That coding is no longer in the project.")
        return found

    def passage(self, passage: PassageId) -> Passage:
        """Return one passage; raises NotFoundError when there is none of this id."""
        found = self._door.read(store.passage, passage)
        if found is None:
            raise NotFoundError("That passage is not in the project.")
        return found

    def marks(self, report: ReportId) -> list[Mark]:
        """Return what the page view paints for a report."""
        return self._door.read(store.marks, report)

    def listing(
        self,
        report: ReportId | None = None,
        codes: Collection[CodeId] | None = None,
        coders: Collection[CoderId] | None = None,
        words: str = "",
    ) -> list[Coding]:
        """Return the codings that fit all filters, by report and in reading order."""
        return self._door.read(store.listing, report, codes, coders, words)

    def _own(self, coding: CodingId) -> Coding:
        found = self.get(coding)
        if found.coder != self._door.coder.id:
            raise ProjectError(
                "This coding is another coder's. You can put your own code on the passage instead."
            )
        return found

    def _assignable(self, codes: Collection[CodeId]) -> list[str]:
        return code_names(self._door, codes, assignable=True)

    def _change(self, label: str, coding: CodingId, values: dict[str, object]) -> None:
        self._door.run(label, lambda writer: writer.update("coding", [(coding, values)]))


def _row(
    identity: CodingId, passage: PassageId, code: CodeId, coder: CoderId, memo: str, created: str
) -> dict[str, object]:
    return {
        "id": identity,
        "passage": passage,
        "code": code,
        "coder": coder,
        "memo": memo,
        "created": created,
        "direction": "",
        "depth": "",
        "caption": "",
        "moved": "",
        "origin": None,
    }
