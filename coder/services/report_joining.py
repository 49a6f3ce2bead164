"""Making one report of two that are the same from different files."""

from coder.model.errors import ProjectError
from coder.model.ids import PassageId, ReportId
from coder.model.passage import Passage
from coder.model.team import Moved
from coder.services.coding_rows import keep_passages
from coder.services.door import Door
from coder.services.replacing import elsewhere, values_at
from coder.store import codings as coding_store
from coder.store import reports as store
from coder.store.log import Writer


def join_reports(door: Door, ours: ReportId, theirs: ReportId) -> tuple[Moved, ...]:
    """Give the codings of `theirs` their places in `ours`, found by their quotes; drop `theirs`.

    What was found otherwise than to the letter waits to be looked at, as after a replaced file.
    Codings without a place in `ours` are returned; they stay in `theirs`, which stays for them.

    Raises:
        ProjectError: one of the two is gone.
    """
    kept, gone = door.read(store.one, ours), door.read(store.one, theirs)
    if kept is None or gone is None:
        raise ProjectError("One of the two is no longer in the project.")

    def act(writer: Writer) -> tuple[Moved, ...]:
        db, placed, lost = writer.db, [], []
        codings = coding_store.listing(db, theirs)
        before = {one.passage: coding_store.passage(db, one.passage) for one in codings}
        known: dict[PassageId, Passage] = {at: one for at, one in before.items() if one}
        found = elsewhere(db, ours, known)
        for one in codings:
            now, how = found[one.passage]
            if now is None:
                lost.append(Moved(one.id, gone.title, one.quote, how))
            else:
                placed.append((one.id, values_at(one.passage, now, how)))
        keep_passages(writer, [now for now, _ in found.values() if now is not None])
        writer.update("coding", placed)
        if not lost:
            for table in ("assignment", "settlement"):
                writer.delete(table, store.rows_about(db, table, theirs))
            writer.delete("report", [theirs])
        return tuple(lost)

    return door.run(f"Take Codings of {gone.title} to {kept.title}", act)
