"""Putting codes on passages, and finding the codings again."""

from collections.abc import Collection, Sequence

from coder.model.coding import Coding, Mark
from coder.model.errors import NotFoundError
from coder.model.ids import CodeId, CoderId, CodingId, PassageId, ReportId, new_id
from coder.model.passage import Passage
from coder.model.whose import Shown, Whose
from coder.services.coding_acts import CodingActs
from coder.services.coding_rows import coding_row, keep_passages, now
from coder.services.naming import code_names, naming
from coder.store import codings as store
from coder.store.log import Writer
from coder.store.wordings import wordings

Wanted = tuple[Passage, CodeId, str]
"""A passage, the code it is to have, and the memo of the coding."""


class Codings(CodingActs):
    """The codings of a project."""

    def add(
        self, passage: Passage, codes: Sequence[CodeId], memo: str = "", caption: str = ""
    ) -> list[CodingId]:
        """Put codes on a passage as the current coder; return a coding for each code.

        A code that the coder put on exactly this passage before is not put there twice.
        `caption` names an area.

        Raises:
            NotFoundError: a code is not in the project, or is a heading only.
        """
        wanted = [(passage, code, memo) for code in codes]
        return self.add_many(wanted, caption=caption)[0]

    def add_many(
        self,
        wanted: Sequence[Wanted],
        coder: CoderId | None = None,
        label: str = "",
        caption: str = "",
    ) -> tuple[list[CodingId], int]:
        """Code many passages as one action; return the codings and how many are new.

        Raises:
            NotFoundError: a code is not in the project, or is a heading only.
            ProjectError: a report has another file now than the one its passage is in.
        """
        codes = {code for _, code, _ in wanted}
        names = code_names(self._door, codes, assignable=True)
        who = coder or self._door.coder.id

        def act(writer: Writer) -> tuple[list[CodingId], int]:
            passages = {passage.id: passage for passage, _, _ in wanted}
            keep_passages(writer, passages.values())
            known = {place: store.same(writer.db, place, who) for place in passages}
            under = wordings(writer.db, codes)
            found, fresh, created = [], [], now()
            for passage, code, memo in wanted:
                here = known[passage.id]
                if code not in here:
                    here[code] = CodingId(new_id())
                    said = memo, created, under[code], caption
                    fresh.append(coding_row(here[code], passage.id, code, who, *said))
                found.append(here[code])
            writer.insert("coding", fresh)
            return found, len(fresh)

        return self._door.run(label or f"Code as {naming(names)}", act)

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
        coders: Shown = None,
        words: str = "",
    ) -> list[Coding]:
        """Return the codings that fit all filters, by report and in reading order.

        None for `coders` is everything, what was settled beside what coders coded; `Whose.ALL`
        leaves that out, and `Whose.CONSENSUS` is the consensus.
        """
        if coders is Whose.CONSENSUS:
            from coder.analysis.consensus import read_consensus  # noqa: PLC0415 - seldom needed

            shown = self._door.read(read_consensus, report)
            every = self._door.read(store.listing, report, codes, None, words)
            return [one for one in every if one.id in shown]
        return self._door.read(store.listing, report, codes, coders, words)
