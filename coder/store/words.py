"""Full-text search over the pages of all reports.

Words go into FTS5's `unicode61` with marks stripped; pages with scripts that write no spaces also
go into a trigram index. Words broken at a line end are joined before they are indexed.
"""

import re
from collections.abc import Sequence

from sqlalchemy import Connection, text

_BROKEN = re.compile(r"[-\u00ad\u2010]\n+(?=\w)")
_NO_SPACES = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def index(db: Connection, pages: Sequence[tuple[int, str]]) -> None:
    """Add pages, as (page key, canonical text), to the indexes."""
    rows = [{"key": key, "words": _joined(page)} for key, page in pages]
    statement = "INSERT INTO {}(rowid, words) VALUES (:key, :words)"
    db.execute(text(statement.format("page_words")), rows)
    dense = [row for row in rows if _NO_SPACES.search(str(row["words"]))]
    if dense:
        db.execute(text(statement.format("page_trigrams")), dense)


def pages_with(db: Connection, wanted: str) -> list[tuple[bytes, int]]:
    """Return (report, page number) of the pages that hold all the words of `wanted` in a row.

    The words are taken as a phrase whose last word may be unfinished. Pages are in order of
    report and number.
    """
    phrase = " ".join(re.findall(r"\w+", wanted))
    if not phrase:
        return []
    if _NO_SPACES.search(phrase):
        index_name, match = "page_trigrams", f'"{phrase}"'
    else:
        index_name, match = "page_words", f'"{phrase}"*'
    query = text(
        f"SELECT page.report, page.number FROM {index_name} "
        f"JOIN page ON page.key = {index_name}.rowid "
        "JOIN report ON report.id = page.report AND report.text_hash = page.text_hash "
        f"WHERE {index_name} MATCH :match ORDER BY page.report, page.number"
    )
    return [(report, number) for report, number in db.execute(query, {"match": match})]


def _joined(page: str) -> str:
    return _BROKEN.sub(_without_break, page).replace("\u00ad", "")


def _without_break(found: re.Match[str]) -> str:
    """Return what stays of a hyphen at a line end: nothing behind a letter, a digit or "_".

    Were that part of the pattern, every letter of every page would be looked at for it.
    """
    before = found.string[found.start() - 1 : found.start()]
    return "" if before == "_" or before.isalnum() else found[0]
