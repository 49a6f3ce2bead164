"""What a verdict gives: on which passages Consensus puts which codes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from coder.model.coding import Coding, together
from coder.model.errors import ProjectError
from coder.model.ids import CONSENSUS, CodeId, CodingId, PassageId, SettlementId, new_id
from coder.model.passage import Passage
from coder.model.settling import Disagreement, Verdict
from coder.services.coding_rows import coding_row
from coder.store import codings as store
from coder.store import reports
from coder.text import anchor


@dataclass(frozen=True, slots=True)
class Given:
    """One coding that a verdict gives: a code on a passage, and the codings that say so."""

    passage: PassageId
    code: CodeId
    because: tuple[Coding, ...]

    def row(self, settlement: SettlementId, created: str, under: str) -> dict[str, object]:
        """Return it as a row; it says of the evidence what those codings say.

        `under` is the wording of the code that those who settle have before them.
        """
        said: dict[str, Any] = together(self.because)
        moved = [one for one in self.because if one.moved and one.passage == self.passage]
        place = {"moved": moved[0].moved, "origin": moved[0].origin} if moved else {}
        identity = CodingId(new_id())
        row = coding_row(identity, self.passage, self.code, CONSENSUS, "", created, under)
        return {**row, **said, **place, "settlement": settlement}


def given(
    db: Connection,
    one: Disagreement,
    verdict: Verdict,
    passage: Passage | None,
    code: CodeId | None,
) -> tuple[list[Given], list[Passage]]:
    """Return the codings that a verdict gives, and the passages that may be new.

    "joined" and "other" put `code`, or else the one code in question, on `passage`, or else on
    all that the codings of that code cover together.

    Raises:
        ProjectError: no code is said and several are in question, or the passages cannot be one.
    """
    if verdict not in {"joined", "other"}:
        assert passage is None
        assert code is None
        return _as_they_are(_standing(one, verdict)), []
    if code is None and len(one.codes) > 1:
        raise ProjectError("Several codes are in question here. Say which one stands.")
    if verdict == "other" and passage is None and code is None:
        raise ProjectError("Say which passage or which code stands instead.")
    chosen = code or one.codes[0]
    because = [each for each in one.in_question if each.code == chosen] or list(one.in_question)
    whole = passage or joined(db, because)
    return [Given(whole.id, chosen, tuple(because))], [whole]


def _standing(one: Disagreement, verdict: Verdict) -> list[Coding]:
    """Return the codings in question that stand as they are."""
    sides = {"first": [one.first], "second": [one.second], "both": [one.first, one.second]}
    return [each for side in sides.get(verdict, []) for each in side if each.code in one.codes]


def _as_they_are(codings: Sequence[Coding]) -> list[Given]:
    by_place: dict[tuple[PassageId, CodeId], list[Coding]] = {}
    for one in codings:
        by_place.setdefault((one.passage, one.code), []).append(one)
    return [Given(*place, tuple(some)) for place, some in by_place.items()]


def joined(db: Connection, codings: Sequence[Coding]) -> Passage:
    """Return the passage that covers those of these codings, all of one report.

    Raises:
        ProjectError: areas and text cannot be one passage, nor areas on several pages.
    """
    found = {one.passage: store.passage(db, one.passage) for one in codings}
    passages = [passage for passage in found.values() if passage is not None]
    if len(passages) == 1:
        return passages[0]
    first = passages[0]
    texts = reports.page_texts(db, first.report, sorted({p for one in passages for p in _on(one)}))
    facts = {facts.number: facts.size for facts in reports.facts(db, first.report)}
    place = first.report, first.text_hash, texts.__getitem__, facts.__getitem__
    if not any(one.is_area for one in passages):
        return anchor.passage(*place, [part for one in passages for part in one.ranges])
    if not all(one.is_area for one in passages) or len({one.page for one in passages}) > 1:
        raise ProjectError(
            "An area and a text, or areas on two pages, cannot be joined. Choose one of them."
        )
    boxes = [quad.rect for one in passages for _, quad in one.quads]
    left, top, right, bottom = zip(*boxes, strict=True)
    return anchor.area(*place, first.page, (min(left), min(top), max(right), max(bottom)))


def _on(passage: Passage) -> set[int]:
    return {part.page for part in passage.ranges}
