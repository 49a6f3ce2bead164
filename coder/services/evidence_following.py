"""Evidence goes along when the file of a report is replaced, where its words stand again.

A passage behind an answer, a decision, a rating, a card or a value moves to where the very same
words were found in the new text (`coder.text.anchor.resolve`: at the same place, or by their
words with what is around them). One found by its ends or its position alone, or not at all, is
left where it was: it is told as standing in the former file, and drawn nowhere. It is looked for
again when the file is replaced once more, always from where somebody put it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection

from coder.model.ids import PassageId, ReportId
from coder.model.passage import Passage
from coder.services.coding_rows import keep_passages
from coder.store import codings as coding_store
from coder.store import evidence as store
from coder.store.fold import fold
from coder.store.log import Writer
from coder.store.ops import of_rows

Found = Mapping[PassageId, tuple[Passage | None, str]]
"""Where passages stand now, None for a lost one, and how they were found."""
Finding = Callable[[Mapping[PassageId, Passage]], Found]
SURE = frozenset({"offsets", "exact", "folded"})
"""How passages are found that are the same words for sure."""


def is_astray(db: Connection, report: ReportId) -> bool:
    """Say whether evidence or a value stands in a text that the report has no more."""
    return bool(store.astray(db, report) or store.values_astray(db, report))


def follow_evidence(writer: Writer, report: ReportId, find: Finding) -> None:
    """Move what is in a text that the report has no more to where `find` finds its words."""
    astray: dict[str, Mapping[Any, PassageId]] = {
        "evidence": store.astray(writer.db, report),
        "value": store.values_astray(writer.db, report),
    }
    if not any(astray.values()):
        return
    meant = {table: _meant(writer.db, rows) for table, rows in astray.items()}
    places = {place for rows in meant.values() for place in rows.values()}
    known = ((place, coding_store.passage(writer.db, place)) for place in sorted(places))
    found = find({place: passage for place, passage in known if passage is not None})
    here = {at: now for at, (now, how) in found.items() if now and how in SURE}
    keep_passages(writer, [here[place] for place in sorted(places) if place in here])
    for table, rows in astray.items():
        now = {row: here[at].id if at in here else at for row, at in meant[table].items()}
        moved = [
            (row, meant[table][row], {"passage": now[row]})
            for row, shown in rows.items()
            if now[row] != shown
        ]
        writer.take_along(table, moved)


def _meant(db: Connection, rows: Mapping[Any, PassageId]) -> dict[bytes, PassageId]:
    """Return at which passages rows were put by somebody, of rows with the passages they are at.

    Whatever files they were taken along to meanwhile, they are looked for from there.
    """
    said = {row: fold(ops).meant for row, ops in of_rows(db, list(rows)).items()}
    return {
        row: PassageId(bytes.fromhex(str(said[row]))) if said.get(row) else shown
        for row, shown in rows.items()
    }
