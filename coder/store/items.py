"""Definitions of attributes, protocols, scales and forms as rows of their table."""

import json
from typing import Any

from sqlalchemy import Connection, select

from coder.model.protocol import Item, Protocol, in_order
from coder.store import schema
from coder.store.codes import all_codebooks


def protocol(db: Connection) -> Protocol:
    """Return all definitions of the project, in order."""
    lines = db.execute(select(schema.item)).mappings()
    items = [Item(**{**line, "options": json.loads(line["options"] or "{}")}) for line in lines]
    return Protocol(in_order(items, [book.id for book in all_codebooks(db)]))


def item_row(item: Item) -> dict[str, Any]:
    """Return the logged columns of a definition."""
    columns = [column.name for column in schema.item.columns]
    row = {name: getattr(item, name) for name in columns}
    row["options"] = options_written(item.options)
    return row


def options_written(options: object) -> str:
    """Return options as they are kept; the same are written the same."""
    if not options:
        return ""
    return json.dumps(options, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
