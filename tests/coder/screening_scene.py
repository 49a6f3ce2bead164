"""Projects to screen: made records with attributes, and the codebook of a synthesis review."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

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


def _record(number: int) -> dict[str, str]:
    """Return what is noted of one of the forty reports of the hand-counted list."""
    record = {"number": f"R{number}", "type": "project", "year": "2016", "language": "en"}
    record["source"] = next(
        key
        for most, key in ((20, "database"), (30, "website"), (35, "organisation"), (40, ""))
        if number <= most
    )
    if number <= 24:
        record |= {"file": "1", "timing": "mid-term" if number == 3 else "final"}
        record["region"] = "africa" if number <= 12 else "asia-pacific"
    if 11 <= number <= 20:
        record["type"] = "cluster"
    if 21 <= number <= 29:
        record["type"] = "joint"
    record |= _MORE.get(number, {})
    record["family"] = next((name for name, some in FAMILIES.items() if number in some), "")
    return record


FAMILIES = {
    "F1": (1, 3), "F2": (2, 25), "F3": (17, 19), "F4": (20, 26), "F5": (30, 31), "F6": (23, 36),
}  # fmt: skip
_MORE = {
    **{number: {"year": "2010"} for number in range(25, 30)},
    **{number: {"type": "other"} for number in (30, 31, 32)},
    33: {"language": "de"},
    34: {"year": ""},
    36: {"retrieval": "not-retrieved"},
    38: {"of": "R1"},
    39: {"of": "R2"},
    40: {"of": "R30"},
}


def forty(folder: Path) -> Project:
    """Return a project of forty reports, screened by two coders as the counts by hand have it.

    Excluded at once: R25 to R29 by period, R30 to R32 by document type, R33 by language. R34 is
    open, R35 in conflict, R36 not retrieved, R37 not there yet, R38 to R40 are duplicates.
    After reading: R1 to R16 are included, R17 and R18 possible, R19 to R21 and R24 (settled)
    excluded, R22 is in conflict, R23 open. It is made once; the folders get copies of it.
    """
    path = folder / "Review.evc"
    path.write_bytes(_forty())
    project = Project.open(path)
    project.become("Coder A")
    return project


@cache
def _forty() -> bytes:
    with TemporaryDirectory() as folder:
        project = _screened(Path(folder))
        project.close()
        return project.path.read_bytes()


def _screened(folder: Path) -> Project:
    project = new_project(folder)
    ids = add_records(project, [_record(number) for number in range(1, 41)])
    report = dict(enumerate(ids, start=1))
    screening, first, full = project.screening, stage(project), stage(project, "eligibility")
    screening.decide_by_rule(first)
    for number in range(1, 25):
        if number != 23:
            _assess(project, report[number], number)
            screening.decide(report[number], full)
    project.become("Coder B")
    subject = criterion(project, "not-addressed").id
    screening.decide(report[35], first, "exclude", "It is an inception report")
    for number in (22, 24):
        screening.decide(report[number], full, "exclude", "Wrong programme", subject)
    project.become("Coder A")
    screening.settle(report[24], full, "exclude", "Wrong programme")
    return project


def _assess(project: Project, report: ReportId, number: int) -> None:
    """Answer the criteria of the full text as this report of the hand-counted list has them."""
    met = {"quality", "learning"}
    including = {"stated-objective", "in-strategy", "achievement", "adequate-information"}
    may = {"introduction-objective", "some-information", "joint-evaluation"}
    not_met: set[str] = set()
    if number in (17, 18):
        met, not_met = met | {"joint-evaluation"}, including
    elif number in (19, 20):
        met |= {"not-addressed"}
    elif number == 21:
        not_met = including | may
    else:
        met |= {"stated-objective"}
    for key in met:
        project.screening.answer(report, criterion(project, key).id, "met")
    for key in not_met:
        project.screening.answer(report, criterion(project, key).id, "not-met")
