"""Ratings of reports on codes and checks: giving, justifying, settling, counting."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from coder.analysis import rated
from coder.model.errors import NotFoundError, ProjectError
from coder.model.ids import (
    CONSENSUS,
    CodingId,
    EvidenceId,
    ItemId,
    RatingId,
    ReportId,
    rating_id,
)
from coder.model.passage import Passage
from coder.model.protocol import NOT_ASSESSABLE, NOT_RATED, Item
from coder.model.rating import ORIGINS, Origin, Rating, RatingConflict, RatingSummary
from coder.model.whose import Shown
from coder.services.coders import consensus_row
from coder.services.coding_rows import now
from coder.services.door import Door
from coder.services.supporting import cite, cite_just
from coder.store import evidence as evidence_store
from coder.store import ratings as store
from coder.store.cascade import delete_with
from coder.store.items import protocol
from coder.store.log import Writer

_GONE = "That rating is no longer in the project."
_OTHERS = "This rating is another coder's. You can give your own beside it."
_SETTLED = "This rating is what the team settled. Settle it anew to change it, or take it back."


class Ratings:
    """The ratings of a project. A coder changes their own alone; each act is one step of undo."""

    def __init__(self, door: Door) -> None:
        self._door = door

    def all(self, report: ReportId | None = None, coders: Shown = None) -> list[Rating]:
        """Return the ratings by report, subject, origin and coder; None for `coders` is all.

        `Whose.ALL` leaves out what was settled; `Whose.CONSENSUS` is what the team stands by:
        what was settled, and what all who rated agree on.
        """
        return rated.of(self._door.read(store.listing, report), coders)

    def mine(self, report: ReportId, subject: bytes, origin: Origin = "reviewer") -> Rating | None:
        """Return the current coder's rating of a report on a subject, None for none."""
        own = rating_id(report, subject, self._door.coder.id, origin)
        return next((one for one in self.all(report) if one.id == own), None)

    def rate(
        self,
        report: ReportId,
        subject: bytes,
        scale: ItemId,
        level: str,
        *,
        origin: Origin = "reviewer",
        justification: str | None = None,
        evidence: Sequence[CodingId] | None = None,
    ) -> RatingId:
        """Give a report a level on a code or check, in place of one's earlier one.

        `level` is the key of a level of the scale, `NOT_RATED` or `NOT_ASSESSABLE`. What is None
        stays as it was; `evidence` are all codings that the rating rests on. What the report
        itself says has the origin "report" and is kept apart.

        Raises:
            NotFoundError: the report, the subject or the scale is gone, or has no such level.
        """
        assert origin in ORIGINS, origin
        who = self._door.coder.id
        own = rating_id(report, subject, who, origin)
        self._door.read(_check, report, subject, scale, level)
        named = self._door.read(_name_of, subject)

        def act(writer: Writer) -> RatingId:
            before = store.row(writer.db, own)
            said = justification.strip() if justification is not None else None
            values: dict[str, object] = {"scale": scale, "level": level}
            if said is not None:
                values["justification"] = said
            if before is None:
                fixed = {
                    "id": own,
                    "report": report,
                    "subject": subject,
                    "coder": who,
                    "origin": origin,
                    "justification": "",
                    "basis": "",
                    "by": None,
                }
                writer.insert("rating", [{**fixed, **values, "created": now()}])
            elif any(before[name] != value for name, value in values.items()):
                writer.update("rating", [(own, {**values, "created": now()})])
            if evidence is not None:
                cite_just(writer, own, evidence)
            return own

        verb = "Rate" if origin == "reviewer" else "Note Report's Rating of"
        return self._door.run(f"{verb} {named}", act)

    def justify(self, rating: RatingId, justification: str) -> None:
        """Write why; raises ProjectError for a rating of another, NotFoundError for none."""
        self._own(rating)
        values = {"justification": justification.strip()}
        label = "Edit Justification"
        self._door.run(label, lambda writer: writer.update("rating", [(rating, values)]))

    def support(
        self, rating: RatingId, codings: Sequence[CodingId] = (), passages: Sequence[Passage] = ()
    ) -> None:
        """Put more codings or passages behind a rating; raises as `justify` does."""
        self._own(rating)
        label = "Add Evidence of Rating"
        self._door.run(label, lambda writer: cite(writer, rating, passages, codings))

    def unsupport(self, evidence: EvidenceId) -> None:
        """Take one piece of evidence away; raises as `justify` does."""
        owner = self._door.read(evidence_store.owner_of, evidence)
        if owner is None:
            raise NotFoundError("That evidence is no longer in the project.")
        self._own(RatingId(owner))
        label = "Remove Evidence of Rating"
        self._door.run(label, lambda writer: writer.delete("evidence", [evidence]))

    def clear(self, rating: RatingId) -> None:
        """Take a rating back with its evidence; what the team settled can be taken back so too.

        Raises ProjectError for a rating of another, NotFoundError for none.
        """
        row = self._door.read(store.row, rating)
        if row is None or row["coder"] != CONSENSUS:
            row = self._own(rating)
        label = f"Clear Rating of {self._door.read(_name_of, row['subject'])}"

        def act(writer: Writer) -> None:
            delete_with(writer, "rating", [rating])

        self._door.run(label, act)

    def conflicts(self, report: ReportId | None = None) -> list[RatingConflict]:
        """Return where coders gave different levels on one scale, and what was settled."""
        return rated.conflicts(self.all(report))

    def settle(
        self,
        report: ReportId,
        subject: bytes,
        level: str,
        reason: str,
        scale: ItemId | None = None,
    ) -> RatingId:
        """Settle which level stands for the team; the coders' own stay as they are.

        Raises:
            ProjectError: there is no reason, nobody rated this, or coders used several scales and
                `scale` says not which.
            NotFoundError: the scale has no such level.
        """
        who = self._door.coder.id
        if not reason.strip():
            raise ProjectError("Say why this level stands: a settled rating needs a reason.")
        own = rating_id(report, subject, CONSENSUS, "reviewer")
        named = self._door.read(_name_of, subject)

        def act(writer: Writer) -> RatingId:
            ground = [
                row
                for row in store.rows_on(writer.db, report, subject)
                if row["origin"] == "reviewer" and row["coder"] != CONSENSUS
            ]
            on = scale or _one_scale([row["scale"] for row in ground])
            _check(writer.db, report, subject, on, level)
            values: dict[str, object] = {
                "report": report,
                "subject": subject,
                "scale": on,
                "coder": CONSENSUS,
                "origin": "reviewer",
                "level": level,
                "justification": reason.strip(),
                "created": now(),
                "basis": store.basis(ground),
                "by": who,
            }
            writer.insert_missing("coder", [consensus_row()])
            if store.row(writer.db, own) is None:
                writer.insert("rating", [{"id": own, **values}])
            else:
                writer.update("rating", [(own, values)])
            return own

        return self._door.run(f"Settle Rating of {named}", act)

    def summary(
        self, scale: ItemId | None = None, coders: Shown = None, origin: Origin = "reviewer"
    ) -> list[RatingSummary]:
        """Count the levels of each subject, scale by scale: ratings of several are never mixed."""
        scales = self._door.read(protocol)
        chosen = [one for one in scales.of("scale") if scale is None or one.id == scale]
        return rated.summary(self.all(coders=coders), chosen, origin)

    def _own(self, rating: RatingId) -> dict[str, Any]:
        row = self._door.read(store.row, rating)
        if row is None:
            raise NotFoundError(_GONE)
        if row["coder"] == CONSENSUS:
            raise ProjectError(_SETTLED)
        if row["coder"] != self._door.coder.id:
            raise ProjectError(_OTHERS)
        return row


def _one_scale(scales: Sequence[bytes]) -> ItemId:
    if not scales:
        raise ProjectError("Nobody has rated this yet: there is nothing to settle.")
    if len(set(scales)) > 1:
        raise ProjectError(
            "The coders rated on different scales, whose levels do not compare. Say on which "
            "scale it is settled."
        )
    return ItemId(scales[0])


def _check(db: Connection, report: ReportId, subject: bytes, scale: ItemId, level: str) -> None:
    """Raise NotFoundError for what a rating cannot be made of."""
    if not store.has_report(db, report):
        raise NotFoundError("That report is no longer in the project.")
    _name_of(db, subject)
    item = protocol(db).by_id.get(scale)
    if item is None or item.kind != "scale":
        raise NotFoundError("That scale is no longer in the project.")
    if level not in {one.key for one in item.levels} | {NOT_RATED, NOT_ASSESSABLE}:
        raise NotFoundError(f"“{item.name}” has no level “{level}”. It has {_levels(item)}.")


def _levels(scale: Item) -> str:
    return ", ".join(f"“{one.key}” ({one.name})" for one in scale.levels)


def _name_of(db: Connection, subject: bytes) -> str:
    """Return what a code or a check is called; raises NotFoundError when it is gone."""
    name = store.subject_name(db, subject)
    if name is None:
        raise NotFoundError("What was rated is no longer in the project.")
    return name
