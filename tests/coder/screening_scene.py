"""Projects to screen: made records with attributes, and the codebook of a synthesis review."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from sqlalchemy import Connection, select

from coder.codebooks.reading import load
from coder.codebooks.shipped import find
from coder.model.ids import ItemId, ReportId, record_id, value_id
from coder.model.protocol import Item
from coder.project import Project
from coder.store import schema
from coder.store.log import Writer

SHARED = Path(__file__).resolve().parents[2] / "../shared"


def new_project(folder: Path, name: str = "Review") -> Project:
    """Return a project with the review protocol."""
    book = load(find("review-protocol"))
    return Project.create(folder / f"{name}.evc", ("Coder A", "A", "#0072B2"), [book])


def stage(project: Project, key: str = "screening") -> ItemId:
    """Return a stage by its key."""
    found = project.protocol.all().named("stage", key)
    assert found is not None
    return found.id


def criterion(project: Project, key: str) -> Item:
    """Return a criterion by its key."""
    found = project.protocol.all().named("criterion", key)
    assert found is not None
    return found


def add_records(
    project: Project, records: Sequence[Mapping[str, str]], *, has_file: bool = False
) -> list[ReportId]:
    """Put reports into a project that are known by these canonical values; `of` is a duplicate."""
    protocol = project.protocol.all()
    keys = {one.key: one.id for one in protocol.of("attribute")}
    reports, values, ids = [], [], {}
    for number, record in enumerate(records):
        identity = ids[record["number"]] = record_id(record["number"])
        reports.append(
            {
                "id": identity,
                "sha256": f"{number:064x}" if has_file or record.get("file") else "",
                "file_name": "",
                "title": record.get("title", record["number"]),
                "number": record["number"],
                "memo": "",
                "pages": 0,
                "pages_without_text": 0,
                "encrypted": False,
                "text_hash": "",
                "added": "2024-01-01",
                "duplicate_of": ids.get(record.get("of", "")),
            }
        )
        for key, value in record.items():
            if value and key in keys and key not in ("number", "title"):
                values.append(
                    {
                        "id": value_id(identity, keys[key]),
                        "report": identity,
                        "attribute": keys[key],
                        "value": value,
                        "passage": None,
                    }
                )

    def act(writer: Writer) -> None:
        writer.insert("report", reports)
        writer.insert("value", values)

    project.run("Add Records", act)
    return list(ids.values())


def set_period(project: Project, least: int, most: int) -> None:
    """Set the period of the review."""
    period = criterion(project, "period")
    test = {"attribute": "year", "from": least, "to": most}
    project.protocol.edit(period.id, options={**period.options, "test": test})


def rows_of(project: Project, table: str) -> set[tuple[object, ...]]:
    """Return the rows of a table."""

    def read(db: Connection) -> set[tuple[object, ...]]:
        return {tuple(line) for line in db.execute(select(schema.FOLDED[table]))}

    return project.read(read)
