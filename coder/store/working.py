"""What goes into a work file: what was done in a copy, without what the lead has."""

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Select, insert, select

from coder.store import local, schema
from coder.store.ops import chunks

_OP = schema.op.c
_REFERENCES = (
    "passage", "origin", "code", "coder", "report", "codebook", "parent", "settlement",
    "attribute", "criterion", "stage", "subject", "scale", "form", "card", "field", "owner",
    "coding", "by", "duplicate_of",
)  # fmt: skip


def lines(
    db: Connection, person: bytes, write: Callable[[str, list[dict[str, Any]]], None]
) -> int:
    """Hand to `write`, by table, what a work file holds; return how many operations that is.

    Everything since the copy was made; in a project that is no copy, what `person` did and what
    that rests on. PDFs go along only of reports that came in since.
    """
    written = local.get(db, "base:versions")
    ops = _since(db, json.loads(written)) if written else _own(db, person)
    write("op", ops)
    texts: set[str] = set()
    files: set[str] = set()
    for one in ops:
        if one["table"] == "report":
            said = json.loads(one["patch"])
            texts.add(said.get("text_hash", ""))
            files.add(said.get("sha256", "") if written else "")
    write("layer", _lines(db, select(schema.layer).where(schema.layer.c.text_hash.in_(texts))))
    write("page", _lines(db, select(schema.page).where(schema.page.c.text_hash.in_(texts))))
    write("blob", _lines(db, select(schema.blob).where(schema.blob.c.sha256.in_(files))))
    facts = [local.get(db, key) for key in ("coder", "base:for")]
    names = ("coder", "base:for")
    write("local", [{"key": k, "value": v} for k, v in zip(names, facts, strict=True) if v])
    return len(ops)


def _lines(db: Connection, query: "Select[Any]") -> list[dict[str, Any]]:
    return [dict(line) for line in db.execute(query).mappings()]


def _since(db: Connection, base: dict[str, int]) -> list[dict[str, Any]]:
    every = db.execute(select(schema.op)).mappings()
    return [dict(line) for line in every if line["seq"] > base.get(line["replica"].hex(), 0)]


def _own(db: Connection, person: bytes) -> list[dict[str, Any]]:
    """Return what a person did, and all that was said of the rows it is about or refers to."""
    pending = set(db.scalars(select(_OP.row).where(_OP.person == person)))
    wanted: set[bytes] = set()
    found = []
    while pending:
        wanted |= pending
        said = []
        for some in chunks(list(pending)):
            said += _lines(db, select(schema.op).where(_OP.row.in_(some)))
        found += said
        pending = {one for line in said for one in _referred(line)} - wanted
    return found


def _referred(line: dict[str, Any]) -> set[bytes]:
    said: dict[str, Any] = json.loads(line["patch"])
    return {bytes.fromhex(said[name]) for name in _REFERENCES if said.get(name)}


def new(db: Connection) -> None:
    """Make the tables of a work file in an empty file."""
    tables = [schema.op, schema.layer, schema.page, schema.blob, schema.local]
    schema.metadata.create_all(db, tables=tables)
    db.exec_driver_sql(f"PRAGMA user_version = {schema.VERSION}")


def put(db: Connection, table: str, rows: list[dict[str, Any]]) -> None:
    """Write rows into a table of a work file."""
    if rows:
        db.execute(insert(schema.metadata.tables[table]), rows)
