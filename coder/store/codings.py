"""Passages and codings: putting them in, and the questions that lists and pages ask."""

import json
from collections import Counter
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from coder.model.coding import Coding, Mark
from coder.model.ids import CONSENSUS, CodeId, CoderId, CodingId, PassageId, ReportId
from coder.model.passage import PageRange, Passage
from coder.model.quads import StoredQuads, read_quads
from coder.model.whose import Shown, Whose
from coder.store import schema
from coder.store.ops import chunks
from coder.text.fold import fold_plain

_coding, _passage = schema.coding.c, schema.passage.c
_READING_ORDER = (
    _passage.report, _passage.page, _passage.start, _passage.end_page, _passage.end, _coding.id
)  # fmt: skip

_CHOSEN: "Select[Any]" = select(
    _coding.id,
    _coding.passage,
    _passage.report,
    _coding.code,
    _coding.coder,
    _passage.page,
    _passage.start,
    _passage.end_page,
    _passage.end,
    _passage.quote,
    _coding.memo,
    _coding.created,
    _passage.kind == "area",
    _coding.direction,
    _coding.depth,
    _coding.caption,
    _coding.moved,
    _coding.origin,
    _coding.under,
).join(schema.passage, _passage.id == _coding.passage)
"""Asks for codings as lists show them; made once, not for each answer."""


def passage_row(passage: Passage) -> dict[str, Any]:
    """Return the logged columns of a passage."""
    return {
        "id": passage.id,
        "report": passage.report,
        "text_hash": passage.text_hash,
        "ranges": _json([list(part) for part in map(_triple, passage.ranges)]),
        "quote": passage.quote,
        "exact": passage.exact,
        "prefix": passage.prefix,
        "suffix": passage.suffix,
        "quads": _json([[page, *(round(at, 2) for at in quad)] for page, quad in passage.quads]),
        "boxes": _json([[page, round(w, 2), round(h, 2)] for page, w, h in passage.page_boxes]),
        "kind": "area" if passage.is_area else "",
    }


def _triple(part: PageRange) -> tuple[int, int, int]:
    return part.page, part.start, part.end


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def passage(db: Connection, identity: PassageId) -> Passage | None:
    """Return a passage, or None when there is none of this id."""
    line = db.execute(select(schema.passage).where(_passage.id == identity)).mappings().first()
    if line is None:
        return None
    return Passage(
        id=line["id"],
        report=line["report"],
        text_hash=line["text_hash"],
        ranges=tuple(PageRange(*part) for part in json.loads(line["ranges"])),
        quote=line["quote"],
        exact=line["exact"],
        prefix=line["prefix"],
        suffix=line["suffix"],
        quads=read_quads(line["quads"]),
        page_boxes=tuple((int(page), w, h) for page, w, h in json.loads(line["boxes"])),
        is_area=line["kind"] == "area",
    )


def marks(db: Connection, report: ReportId) -> list[Mark]:
    """Return what the page view paints for a report, in reading order.

    Codings that were lost when its file was replaced are nowhere on its pages.
    """
    query = (
        select(
            _coding.id,
            _coding.passage,
            _coding.code,
            _coding.coder,
            _passage.page,
            _passage.start,
            _passage.end_page,
            _passage.quads,
            _passage.kind == "area",
            _coding.direction,
            _coding.depth,
            _coding.memo != "",
            _coding.moved,
        )
        .join(schema.passage, _passage.id == _coding.passage)
        .join(
            schema.report,
            (schema.report.c.id == _passage.report)
            & (schema.report.c.text_hash == _passage.text_hash),
        )
        .where(_passage.report == report)
        .order_by(_passage.page, _passage.start, _coding.id)
    )
    places: dict[PassageId, StoredQuads] = {}
    found = []
    # Opening a report waits for this: quads are read when one sees their page.
    for coding, place, code, coder, page, start, end_page, stored, *said in db.execute(
        query
    ).all():
        if place not in places:
            places[place] = StoredQuads(stored, page, end_page)
        found.append(Mark(coding, place, code, coder, page, start, places[place], *said))
    return found


def listing(
    db: Connection,
    report: ReportId | None = None,
    codes: Collection[CodeId] | None = None,
    coders: Shown = None,
    words: str = "",
) -> list[Coding]:
    """Return the codings that fit, by report, then in reading order.

    `words` is looked for, folded (case, accents, spaces), in quotes and memos.
    """
    query = _CHOSEN.order_by(*_READING_ORDER)
    if report is not None:
        query = query.where(_passage.report == report)
    if codes is not None:
        query = query.where(_coding.code.in_(list(codes)))
    if coders is not None:
        query = query.where(is_of(coders))
    if words.strip():
        query = query.where(_holds(db, fold_plain(words).strip()))
    return [Coding(*line) for line in db.execute(query).all()]


def is_of(whose: Shown) -> "ColumnElement[bool]":
    """Ask for the codings of some coders, or of all people; the consensus is not asked so."""
    assert whose is not Whose.CONSENSUS
    if whose is None or whose is Whose.ALL:
        return _coding.coder != CONSENSUS
    return _coding.coder.in_(list(whose))


def listing_of(db: Connection, ids: Collection[CodingId]) -> list[Coding]:
    """Return these codings, by report, then in reading order."""
    found = []
    for some in chunks(list(ids)):
        found += [Coding(*line) for line in db.execute(_CHOSEN.where(_coding.id.in_(some)))]
    return sorted(
        found, key=lambda one: (one.report, one.page, one.start, one.end_page, one.end, one.id)
    )


def unsettled(db: Connection, report: ReportId | None = None) -> list[Coding]:
    """Return the codings that wait to be looked at, by report, then in reading order."""
    query = _CHOSEN.where(_coding.moved != "").order_by(*_READING_ORDER)
    if report is not None:
        query = query.where(_passage.report == report)
    return [Coding(*line) for line in db.execute(query)]


def astray(db: Connection, report: ReportId) -> list[Coding]:
    """Return the codings that are in another text than their report's without being lost.

    And those that are lost although their passage is in the text the report has.
    """
    is_lost = _coding.moved == "lost"
    current = select(schema.report.c.text_hash).where(schema.report.c.id == report)
    is_here = _passage.text_hash == current.scalar_subquery()
    query = _CHOSEN.where(_passage.report == report, is_here == is_lost)
    return [Coding(*line) for line in db.execute(query.order_by(*_READING_ORDER))]


def lost(db: Connection, report: ReportId) -> list[Coding]:
    """Return the codings of a report that were not found in another file of it."""
    query = _CHOSEN.where(_passage.report == report, _coding.moved == "lost")
    return [Coding(*line) for line in db.execute(query.order_by(*_READING_ORDER))]


def waiting(db: Connection) -> dict[ReportId, int]:
    """Return how many codings wait to be looked at, by report; reports without any left out."""
    # They are few or none: asked for together, SQLite goes through all passages first.
    moved = Counter(db.scalars(select(_coding.passage).where(_coding.moved != "")))
    found: Counter[ReportId] = Counter()
    for some in chunks(list(moved)):
        query = select(_passage.id, _passage.report).where(_passage.id.in_(some))
        for passage, report in db.execute(query):
            found[ReportId(report)] += moved[passage]
    return dict(found)


def one(db: Connection, identity: CodingId) -> Coding | None:
    """Return a coding, or None when there is none of this id."""
    line = db.execute(_CHOSEN.where(_coding.id == identity)).first()
    return Coding(*line) if line else None


def same(db: Connection, place: PassageId, coder: CoderId) -> dict[CodeId, CodingId]:
    """Return the codings that a coder put on exactly this passage, by code."""
    query = select(_coding.code, _coding.id).where(
        _coding.passage == place, _coding.coder == coder
    )
    return {line.code: line.id for line in db.execute(query)}


def of_report(db: Connection, report: ReportId) -> list[CodingId]:
    """Return the ids of all codings in a report."""
    query = select(_coding.id).join(schema.passage, _passage.id == _coding.passage)
    return list(db.scalars(query.where(_passage.report == report).order_by(_coding.id)))


def _holds(db: Connection, folded: str) -> "ColumnElement[bool]":
    return or_(func.instr(_passage.folded, folded) > 0, _is_one_of(_memos(db, folded)))


def _is_one_of(memos: Collection[str]) -> "ColumnElement[bool]":
    """Ask for these memos by one parameter: there may be more than a statement takes."""
    listed = func.json_each(json.dumps(list(memos))).table_valued("value")
    return _coding.memo.in_(select(listed.c.value))


def _memos(db: Connection, folded: str) -> list[str]:
    """Return the memos, each once, that hold these folded words."""
    memos = select(_coding.memo).where(_coding.memo != "").distinct()
    return [memo for memo in db.scalars(memos) if folded in fold_plain(memo)]


def holding(db: Connection, words: str) -> list[tuple[Coding, bool, bool]]:
    """Return the codings that hold `words`, and whether the quote and whether the memo does."""
    folded = fold_plain(words).strip()
    memos = set(_memos(db, folded))
    in_quote = func.instr(_passage.folded, folded) > 0
    query = _CHOSEN.add_columns(in_quote).where(or_(in_quote, _is_one_of(memos)))
    query = query.order_by(_passage.report, _passage.page, _passage.start, _coding.id)
    found = [(Coding(*line[:-1]), bool(line[-1])) for line in db.execute(query)]
    return [(coding, quoted, coding.memo in memos) for coding, quoted in found]
