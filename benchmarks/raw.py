"""The floors in SQLite alone: the same rows read or written with nothing of ours around them."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, contextmanager
from pathlib import Path

_BY_CODE = (
    "SELECT p.report, c.code, count(*) FROM coding c JOIN passage p ON p.id = c.passage "
    "GROUP BY p.report, c.code"
)

_CODED = (
    "SELECT c.*, p.page, p.start, p.quads, p.quote FROM coding c "
    "JOIN passage p ON p.id = c.passage WHERE p.report = ?"
)


def _durable(path: Path) -> sqlite3.Connection:
    """Open a file as ours is opened: rollback journal, full synchronisation, exclusive."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = DELETE")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA locking_mode = EXCLUSIVE")
    return db


def first_screen(path: Path) -> None:
    """Read what the first screen shows: reports, codes, counts, and all of the first report."""
    with closing(sqlite3.connect(path)) as db:
        sha256, report = db.execute("SELECT sha256, id FROM report LIMIT 1").fetchone()
        for question in (
            "SELECT * FROM report",
            "SELECT * FROM codebook",
            "SELECT * FROM code",
            "SELECT * FROM coder",
            "SELECT code, count(*) FROM coding GROUP BY code",
        ):
            db.execute(question).fetchall()
        for question in (
            "SELECT number, label, width, height, rotation, has_text FROM page WHERE report = ?",
            "SELECT text, packed FROM page WHERE report = ? AND number = 0",
            _CODED,
        ):
            db.execute(question, (report,)).fetchall()
        db.execute("SELECT bytes FROM blob WHERE sha256 = ?", (sha256,)).fetchall()


def marks(path: Path) -> Callable[[], object]:
    """Return an act that reads what the highlights of the only report need."""
    db = _durable(path)
    return lambda: db.execute(
        "SELECT c.id, c.code, c.coder, p.page, p.start, p.quads FROM coding c "
        "JOIN passage p ON p.id = c.passage"
    ).fetchall()


def grouped(path: Path) -> Callable[[], object]:
    """Return an act that counts the codings by report and code."""
    db = _durable(path)
    return lambda: db.execute(_BY_CODE).fetchall()


def listed(path: Path, words: str) -> Callable[[], object]:
    """Return an act that reads the codings whose quote or memo holds the words."""
    db = _durable(path)
    like = f"%{words}%"
    return lambda: db.execute(
        "SELECT c.*, p.report, p.page, p.start, p.quote FROM coding c "
        "JOIN passage p ON p.id = c.passage WHERE p.quote LIKE ? OR c.memo LIKE ? "
        "ORDER BY p.report, p.page, p.start",
        (like, like),
    ).fetchall()


def under(path: Path, code: bytes) -> Callable[[], object]:
    """Return an act that reads the codings under a code."""
    db = _durable(path)
    return lambda: db.execute(
        "SELECT c.*, p.report, p.page, p.start, p.quote FROM coding c "
        "JOIN passage p ON p.id = c.passage WHERE c.code = ? "
        "ORDER BY p.report, p.page, p.start",
        (code,),
    ).fetchall()


def matched(path: Path, phrase: str) -> Callable[[], object]:
    """Return an act that asks the full-text index for a phrase and reads the pages' text."""
    db = _durable(path)
    return lambda: db.execute(
        "SELECT page.report, page.number, page.text FROM page_words "
        "JOIN page ON page.key = page_words.rowid WHERE page_words MATCH ?",
        (f'"{phrase}"',),
    ).fetchall()


def writing(folder: Path, rows: int) -> Callable[[], object]:
    """Return an act that writes so many codings, with a passage each, as one durable act."""
    path = folder / f"raw-{rows}.db"
    path.unlink(missing_ok=True)
    db = _durable(path)
    db.execute("CREATE TABLE passage (id BLOB PRIMARY KEY, report BLOB, quote TEXT, quads TEXT)")
    db.execute("CREATE TABLE coding (id BLOB PRIMARY KEY, passage BLOB, code BLOB, memo TEXT)")
    db.execute("CREATE TABLE op (seq INTEGER PRIMARY KEY, row BLOB, patch TEXT)")
    made = 0

    def act() -> None:
        nonlocal made
        ids = [(made + at).to_bytes(16, "big") for at in range(rows)]
        made += rows
        with _act(db):
            db.executemany(
                "INSERT INTO passage VALUES (?, ?, ?, ?)",
                [(one, one, "q" * 200, "[" * 120) for one in ids],
            )
            db.executemany("INSERT INTO coding VALUES (?, ?, ?, '')", [(one,) * 3 for one in ids])
            db.executemany(
                "INSERT INTO op (row, patch) VALUES (?, ?)", [(one, "p" * 300) for one in ids]
            )

    return act


def putting_back(folder: Path, rows: int) -> Callable[[], object]:
    """Return an act that inserts so many codings again, and an op for each, as one durable act."""
    path = folder / f"raw-back-{rows}.db"
    path.unlink(missing_ok=True)
    db = _durable(path)
    db.execute("CREATE TABLE coding (id BLOB PRIMARY KEY, passage BLOB, code BLOB, memo TEXT)")
    db.execute("CREATE TABLE op (seq INTEGER PRIMARY KEY, row BLOB, patch TEXT)")
    made = 0

    def act() -> None:
        nonlocal made
        ids = [(made + at).to_bytes(16, "big") for at in range(rows)]
        made += rows
        with _act(db):
            db.executemany("INSERT INTO coding VALUES (?, ?, ?, '')", [(one,) * 3 for one in ids])
            db.executemany(
                "INSERT INTO op (row, patch) VALUES (?, ?)", [(one, "p" * 120) for one in ids]
            )

    return act


@contextmanager
def _act(db: sqlite3.Connection):  # noqa: ANN202
    db.execute("BEGIN IMMEDIATE")
    yield
    db.execute("COMMIT")
