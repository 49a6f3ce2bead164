"""Numbered steps that bring a project file of an older version to this one.

Each step is a function of a connection, tagged with the version it leads to. A file is upgraded
on a copy, with the original kept beside it as a backup (`coder.store.file`).
"""

from collections.abc import Callable

from sqlalchemy import Connection

from coder.pdf.packing import unpack
from coder.store import schema
from coder.text.apart import edges, recognise

Step = Callable[[Connection], None]
STEPS: dict[int, Step] = {}


def leads_to(version: int) -> Callable[[Step], Step]:
    """Register a function as the step that makes a file of `version` out of the one before."""

    def register(step: Step) -> Step:
        assert version not in STEPS, f"two steps lead to version {version}"
        STEPS[version] = step
        return step

    return register


@leads_to(2)
def _more_of_codings_and_pages(db: Connection) -> None:
    """Make room for areas, direction, depth, captions and replaced files; tell running heads."""
    coding = ("direction", "depth", "caption", "moved")
    added = [
        ("passage", "kind"),
        ("page", "apart"),
        ("layer", "sha256"),
        *(("coding", name) for name in coding),
    ]
    for table, name in added:
        db.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {name} TEXT NOT NULL DEFAULT ''")
    db.exec_driver_sql("ALTER TABLE coding ADD COLUMN origin BLOB")
    db.exec_driver_sql(
        "UPDATE layer SET sha256 = coalesce((SELECT sha256 FROM report WHERE report.id = "
        "layer.report AND report.text_hash = layer.text_hash), '')"
    )
    layers = "SELECT DISTINCT report, text_hash FROM page"
    pages = "SELECT key, text, packed FROM page WHERE report = ? AND text_hash = ? ORDER BY number"
    for layer in db.exec_driver_sql(layers).all():
        lines = db.exec_driver_sql(pages, tuple(layer)).all()
        found = recognise([edges(unpack(text, packed)) for _, text, packed in lines])
        written = [(one.write(), line.key) for one, line in zip(found, lines, strict=True)]
        db.exec_driver_sql("UPDATE page SET apart = ? WHERE key = ?", written)


@leads_to(3)
def _teams(db: Connection) -> None:
    """Make room for allocation, settlements and receipts of merges."""
    db.exec_driver_sql("ALTER TABLE coding ADD COLUMN settlement BLOB")
    schema.metadata.create_all(
        db, tables=[schema.assignment, schema.settlement, schema.receipt, schema.undone_op]
    )


@leads_to(4)
def _protocol(db: Connection) -> None:
    """Make room for attributes, screening, ratings and cards, and for what codings rest on."""
    for table, name in (("code", "alike"), ("coding", "under")):
        db.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {name} TEXT NOT NULL DEFAULT ''")
    db.exec_driver_sql("ALTER TABLE report ADD COLUMN duplicate_of BLOB")
    tables = (
        schema.item,
        schema.value,
        schema.answer,
        schema.decision,
        schema.rating,
        schema.card,
        schema.entry,
        schema.evidence,
    )
    schema.metadata.create_all(db, tables=tables)


@leads_to(5)
def _joined_coders(db: Connection) -> None:
    """Make room for whose codings a coder's became."""
    db.exec_driver_sql("ALTER TABLE coder ADD COLUMN joined BLOB")


def upgrade(db: Connection, version: int, target: int = schema.VERSION) -> None:
    """Run the steps from `version` to `target` in the caller's transaction."""
    for number in range(version + 1, target + 1):
        STEPS[number](db)
        db.exec_driver_sql(f"PRAGMA user_version = {number}")
