"""Reports, their bytes, and the text of their pages."""

import json
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Connection, ScalarSelect, exists, func, insert, select
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from coder.model.geometry import PageSize
from coder.model.ids import CONSENSUS, ReportId
from coder.model.report import OutlineEntry, PageFacts, PageText, Report
from coder.pdf.jobs import Extracted
from coder.pdf.packing import unpack
from coder.store import schema, words

_page = schema.page


def all_reports(db: Connection) -> list[Report]:
    """Return the reports in the order of their numbers, then their titles, with their codings.

    What was settled does not count as a coding: it says again what coders said.
    """
    report, passage, coding = schema.report, schema.passage, schema.coding
    tally = (
        select(passage.c.report, func.count().label("codings"))
        .join_from(coding, passage, coding.c.passage == passage.c.id)
        .group_by(passage.c.report)
    )
    counts = tally.subquery()
    settled = tally.where(coding.c.coder == CONSENSUS).subquery()
    number = func.coalesce(counts.c.codings, 0) - func.coalesce(settled.c.codings, 0)
    query = (
        select(report, number.label("codings"))
        .outerjoin(counts, counts.c.report == report.c.id)
        .outerjoin(settled, settled.c.report == report.c.id)
    )
    return _in_order([Report(**line) for line in db.execute(query).mappings()])


def listed_reports(db: Connection) -> list[Report]:
    """Return the reports in the same order, none of their codings counted."""
    return _in_order([Report(**line) for line in db.execute(select(schema.report)).mappings()])


def _in_order(reports: list[Report]) -> list[Report]:
    return sorted(reports, key=lambda one: (natural(one.number), one.title.casefold(), one.added))


def one(db: Connection, identity: ReportId) -> Report | None:
    """Return a report with its number of codings, or None when there is none of this id."""
    report, passage, coding = schema.report, schema.passage, schema.coding
    line = db.execute(select(report).where(report.c.id == identity)).mappings().first()
    if line is None:
        return None
    count = (
        select(func.count())
        .join_from(coding, passage, coding.c.passage == passage.c.id)
        .where(passage.c.report == identity, coding.c.coder != CONSENSUS)
    )
    return Report(**line, codings=db.scalar(count) or 0)


def rows_about(db: Connection, table: str, report: ReportId) -> list[bytes]:
    """Return the ids of the rows of a table that are about a report."""
    columns = schema.FOLDED[table].c
    return list(db.scalars(select(columns.id).where(columns.report == report)))


def natural(number: str) -> tuple[bool, list[tuple[bool, int, str]]]:
    """Return a sort key that puts E2 before E10, and reports without a number last."""
    runs: list[tuple[bool, int, str]] = []
    digits = ""
    for character in number.strip() + " ":
        if character.isdecimal():
            digits += character
            continue
        if digits:
            runs.append((True, int(digits), ""))
            digits = ""
        runs.append((False, 0, character.casefold()))
    return not number.strip(), runs


def pdf(db: Connection, sha256: str) -> bytes:
    """Return the bytes of a report; raises KeyError when the project does not hold them."""
    stored: bytes | None = db.scalar(
        select(schema.blob.c.bytes).where(schema.blob.c.sha256 == sha256)
    )
    if stored is None:
        raise KeyError(sha256)
    return stored


def text_hashes(db: Connection) -> dict[ReportId, str]:
    """Return which text each report has now, in the order of the reports."""
    report = schema.report.c
    lines = db.execute(
        select(report.id, report.number, report.title, report.added, report.text_hash)
    )
    ordered = sorted(lines, key=lambda one: (natural(one.number), one.title.casefold(), one.added))
    return {ReportId(one.id): one.text_hash for one in ordered}


def texts_of(db: Connection, reports: Collection[ReportId]) -> dict[ReportId, str]:
    """Return which text these reports have now, by report."""
    report = schema.report.c
    query = select(report.id, report.text_hash).where(report.id.in_(list(reports)))
    return {ReportId(line.id): line.text_hash for line in db.execute(query)}


def layers(db: Connection, report: ReportId) -> dict[str, str]:
    """Return every text a report ever had, with the SHA-256 (hex, "" if unknown) of its file."""
    layer = schema.layer.c
    query = select(layer.text_hash, layer.sha256).where(layer.report == report)
    return {line.text_hash: line.sha256 for line in db.execute(query.order_by(layer.text_hash))}


def in_several_texts(db: Connection) -> list[ReportId]:
    """Return the reports, by id, of which the text they have now is here, and another one too."""
    report, layer = schema.report.c, schema.layer.c
    now = exists().where(layer.report == report.id, layer.text_hash == report.text_hash)
    other = exists().where(layer.report == report.id, layer.text_hash != report.text_hash)
    return list(map(ReportId, db.scalars(select(report.id).where(now, other).order_by(report.id))))


def sha256_of_text(db: Connection, report: ReportId, text_hash: str) -> str:
    """Return the SHA-256 (hex) of the file a text of a report was taken from, "" if unknown."""
    layer = schema.layer.c
    query = select(layer.sha256).where(layer.report == report, layer.text_hash == text_hash)
    return db.scalar(query) or ""


def put_blob(db: Connection, sha256: str, content: bytes) -> None:
    """Keep the bytes of a report once."""
    statement = sqlite_insert(schema.blob).values(sha256=sha256, bytes=content)
    db.execute(statement.on_conflict_do_nothing())


def put_pages(db: Connection, report: ReportId, taken: Extracted) -> None:
    """Keep the text layer of a report, once for each text it was found to have."""
    layer = sqlite_insert(schema.layer).values(
        report=report,
        text_hash=taken.text_hash,
        extractor=taken.extractor,
        outline=json.dumps(
            [[e.level, e.title, e.page, e.y, e.printed] for e in taken.outline],
            ensure_ascii=False,
        ),
        sha256=taken.sha256,
    )
    if db.execute(layer.on_conflict_do_nothing()).rowcount == 0:
        return
    first = (db.scalar(select(func.max(_page.c.key))) or 0) + 1
    rows = [
        {
            "key": first + facts.number,
            "report": report,
            "text_hash": taken.text_hash,
            "number": facts.number,
            "label": facts.label,
            "width": facts.size.width,
            "height": facts.size.height,
            "rotation": facts.size.rotation,
            "has_text": facts.has_text,
            "text": text,
            "packed": packed,
            "apart": apart,
        }
        for facts, text, packed, apart in zip(
            taken.facts, taken.texts, taken.packed, taken.apart, strict=True
        )
    ]
    db.execute(insert(_page), rows)
    words.index(db, list(enumerate(taken.texts, first)))


def facts(db: Connection, report: ReportId, text_hash: str | None = None) -> list[PageFacts]:
    """Return what is known of each page of a report besides its text, in page order.

    With `text_hash` the pages of the file it had when its text had this hash, none if unknown.
    """
    query = (
        select(
            _page.c.number,
            _page.c.label,
            _page.c.width,
            _page.c.height,
            _page.c.rotation,
            _page.c.has_text,
        )
        .where(_of(report, text_hash))
        .order_by(_page.c.number)
    )
    return [
        PageFacts(number, label, PageSize(width, height, rotation), has_text)
        for number, label, width, height, rotation, has_text in db.execute(query)
    ]


def page_texts(
    db: Connection,
    report: ReportId,
    numbers: Sequence[int] | None = None,
    text_hash: str | None = None,
) -> dict[int, PageText]:
    """Return the texts of these pages of a report (all when None), by page number from 0."""
    query = select(_page.c.number, _page.c.text, _page.c.packed, _page.c.apart).where(
        _of(report, text_hash)
    )
    if numbers is not None:
        query = query.where(_page.c.number.in_(numbers))
    return {line.number: unpack(*line[1:]) for line in db.execute(query)}


def plain_texts(db: Connection, report: ReportId) -> list[str]:
    """Return the canonical text of every page of a report, in page order."""
    query = select(_page.c.text).where(_of(report, None)).order_by(_page.c.number)
    return list(db.scalars(query))


def page_strings(db: Connection, report: ReportId, numbers: Sequence[int]) -> dict[int, str]:
    """Return the canonical text of these pages of a report, by page number from 0."""
    query = select(_page.c.number, _page.c.text).where(
        _of(report, None), _page.c.number.in_(numbers)
    )
    return {line.number: line.text for line in db.execute(query)}


def labels(db: Connection) -> dict[tuple[bytes, int], str]:
    """Return the printed label of every page of every report, by report and page number."""
    report = schema.report.c
    is_current = (_page.c.report == report.id) & (_page.c.text_hash == report.text_hash)
    query = select(_page.c.report, _page.c.number, _page.c.label).join(schema.report, is_current)
    return {(report, number): label for report, number, label in db.execute(query)}


def outline(db: Connection, report: ReportId, text_hash: str | None = None) -> list[OutlineEntry]:
    """Return the headings of a report in reading order."""
    layer = schema.layer.c
    wanted = text_hash or _current(report)
    query = select(layer.outline).where(layer.report == report, layer.text_hash == wanted)
    stored = db.scalar(query)
    return [OutlineEntry(*entry) for entry in json.loads(stored)] if stored else []


def extractor(db: Connection, report: ReportId, text_hash: str) -> str:
    """Return the name and version of the engine that took this text of a report."""
    layer = schema.layer.c
    query = select(layer.extractor).where(layer.report == report, layer.text_hash == text_hash)
    return db.scalar(query) or ""


def _of(report: ReportId, text_hash: str | None) -> "ColumnElement[bool]":
    return (_page.c.report == report) & (_page.c.text_hash == (text_hash or _current(report)))


def _current(report: ReportId) -> "ScalarSelect[str]":
    now = schema.report.c
    return select(now.text_hash).where(now.id == report).scalar_subquery()
