"""How far the passages reach that a coding alone does not tell: areas and passages in parts."""

import json

from sqlalchemy import Connection, or_, select

from coder.analysis.disagreements import Extents
from coder.model.extent import Extent
from coder.model.geometry import Quad
from coder.model.ids import ReportId
from coder.store import schema


def read_extents(db: Connection, report: ReportId | None = None) -> Extents:
    """Return the extents of areas and of text passages with several ranges, of a report or all."""
    passage = schema.passage.c
    is_area = passage.kind == "area"
    query = select(passage.id, is_area, passage.ranges, passage.quads).where(
        or_(is_area, passage.ranges.contains("],["))
    )
    if report is not None:
        query = query.where(passage.report == report)
    return {
        line.id: _area(line.quads) if line[1] else _parts(line.ranges)
        for line in db.execute(query)
    }


def _area(stored: str) -> Extent:
    page, *corners = json.loads(stored)[0]
    return Extent(area=(int(page), Quad._make(corners).rect))


def _parts(stored: str) -> Extent:
    return Extent(tuple((page, start, end) for page, start, end in json.loads(stored)))
