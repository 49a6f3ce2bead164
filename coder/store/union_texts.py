"""PDFs and texts of reports that come with a merge: taken when they are what they claim to be."""

from typing import Any

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from coder.pdf.packing import text_hash
from coder.store import schema, words
from coder.store.ops import of_rows
from coder.store.source import Line, Source

_LAYER = [column.name for column in schema.layer.columns]
_PAGE = [column.name for column in schema.page.columns if column.name != "key"]


def bring(db: Connection, source: Source, *, with_pdfs: bool) -> None:
    """Take over the texts of reports, and the PDFs, that the project lacks and has reports for.

    Raises:
        DamagedProjectError: one is not what its fingerprint says; naming the file.
    """
    layers = source.layers()
    reports = _reports(db, {line[_LAYER.index("report")] for line in layers})
    places = select(schema.layer.c.report, schema.layer.c.text_hash)
    known = {tuple(line) for line in db.execute(places)}
    for line in layers:
        layer = dict(zip(_LAYER, line, strict=True))
        place = layer["report"], layer["text_hash"]
        if place in known or layer["report"] not in reports:
            continue
        pages = source.pages(*place)
        _look_at(source, layer, pages)
        _put(db, layer, pages)
    if with_pdfs:
        _bring_pdfs(db, source, reports)


def _bring_pdfs(db: Connection, source: Source, reports: dict[bytes, set[str]]) -> None:
    wanted = {sha256 for some in reports.values() for sha256 in some}
    for sha256 in sorted((wanted & source.blobs()) - held(db)):
        row = {"sha256": sha256, "bytes": source.blob(sha256)}
        db.execute(sqlite_insert(schema.blob).values(row).on_conflict_do_nothing())


def held(db: Connection) -> set[str]:
    """Return the fingerprints of the PDFs that the project holds."""
    return set(db.scalars(select(schema.blob.c.sha256)))


def _reports(db: Connection, named: set[bytes]) -> dict[bytes, set[str]]:
    """Return the reports there are, and those named there were, with all their files' SHA-256."""
    ids = named | set(db.scalars(select(schema.report.c.id)))
    found: dict[bytes, set[str]] = {}
    for row, ops in of_rows(db, list(ids)).items():
        said = [op.patch.get("sha256") for op in ops if op.table == "report"]
        found[row] = {one for one in said if isinstance(one, str)}
    return found


def _look_at(source: Source, layer: dict[str, Any], pages: list[Line]) -> None:
    at = _PAGE.index("number")
    texts = [str(line[_PAGE.index("text")]) for line in pages]
    if [line[at] for line in pages] != list(range(len(pages))):
        raise source.damaged("pages of a report are missing in it")
    if text_hash(str(layer["extractor"]), texts) != layer["text_hash"]:
        raise source.damaged("the text of a report in it is not the one that was taken")


def _put(db: Connection, layer: dict[str, Any], pages: list[Line]) -> None:
    db.execute(insert(schema.layer), [layer])
    first = (db.scalar(select(func.max(schema.page.c.key))) or 0) + 1
    lines = [
        {"key": first + at, **dict(zip(_PAGE, line, strict=True))} for at, line in enumerate(pages)
    ]
    if lines:
        db.execute(insert(schema.page), lines)
        words.index(db, [(line["key"], str(line["text"])) for line in lines])
