"""Flow and balance are what a count by hand gives, by reports and by projects, never twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.analysis.flow import OTHER_REASONS
from coder.analysis.screening_rule import NONE_MET
from coder.exchange.flow_picture import told
from coder.model.errors import NotFoundError
from coder.model.flow import PLACES, Count
from coder.project import Project
from tests.coder.screening_scene import forty, new_project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Return the project of forty reports."""
    made = forty(tmp_path_factory.mktemp("forty"))
    yield made
    made.close()


def test_flow_by_hand(project: Project) -> None:
    """Every box of the diagram, counted by hand."""
    flow = project.flow()
    assert flow.identified == Count(40, 31)
    assert [(one.key, one.count) for one in flow.sources] == [
        ("database", Count(20, 18)),
        ("website", Count(10, 8)),
        ("organisation", Count(5, 4)),
        ("", Count(5, 1)),
    ]
    assert flow.duplicates == Count(3, 0)
    assert flow.screened == Count(37, 31)
    assert flow.excluded == Count(9, 6)
    assert [(one.name, one.count) for one in flow.screening_reasons] == [
        ("Outside the period", Count(5, 3)),
        ("Not an evaluation report", Count(3, 2)),
        ("Not in a language of the review", Count(1, 1)),
    ]
    assert flow.unscreened == Count(2, 2)
    assert flow.sought == Count(26, 23)
    assert (flow.not_retrieved, flow.awaiting) == (Count(1, 0), Count(1, 1))
    assert flow.assessed == Count(24, 22)
    assert flow.rejected == Count(4, 3)
    assert [(one.name, one.count) for one in flow.reasons] == [
        ("Subject not addressed", Count(2, 1)),
        (NONE_MET, Count(1, 1)),
        (OTHER_REASONS, Count(1, 1)),
    ]
    assert flow.undecided == Count(2, 2)
    assert (flow.possible, flow.included) == (Count(2, 2), Count(16, 15))
    assert flow.stages == ("Screening", "Full-text assessment")


def test_boxes_hold_each_other(project: Project) -> None:
    """What leaves a box and what goes on are together what was in it; nothing counts twice."""
    flow = project.flow()
    for whole, *parts in (
        (flow.identified, flow.duplicates, flow.screened),
        (flow.screened, flow.excluded, flow.unscreened, flow.sought),
        (flow.sought, flow.not_retrieved, flow.awaiting, flow.assessed),
        (flow.assessed, flow.rejected, flow.undecided, flow.possible, flow.included),
        (flow.excluded, *(one.count for one in flow.screening_reasons)),
        (flow.rejected, *(one.count for one in flow.reasons)),
        (flow.identified, *(one.count for one in flow.sources)),
    ):
        assert whole == Count(
            sum(one.reports for one in parts), sum(one.projects for one in parts)
        )
    assert len(flow.places) == 40
    assert flow.identified.projects == len(project.attributes.families())
    assert sorted(one for place in PLACES for one in flow.reports(place)) == sorted(flow.places)


def test_table_says_what_the_picture_says(project: Project) -> None:
    """The table has every box and line with both counts."""
    rows = told(project.flow())
    assert ("Identification", "Reports identified", "", 40, 31) in rows
    assert ("Screening", "Excluded", "Outside the period", 5, 3) in rows
    assert ("Screening", "Assessed in full", "To be settled", 1, 1) in rows
    assert ("Included", "Included in the review", "", 16, 15) in rows
    assert ("Included", "Possible", "", 2, 2) in rows


def test_balance_by_hand(project: Project) -> None:
    """Long list and final list by type, timing, region, language and year."""
    balance = project.balance()
    assert (balance.long, balance.final) == (Count(37, 31), Count(16, 15))
    margins = {
        dimension.key: [
            (row.value.key, row.long, row.final) for row in balance.margin(dimension.key)
        ]
        for dimension in balance.dimensions
    }
    assert margins["type"] == [
        ("project", Count(15, 13), Count(10, 9)),
        ("cluster", Count(10, 9), Count(6, 6)),
        ("joint", Count(9, 7), Count(0, 0)),
        ("other", Count(3, 2), Count(0, 0)),
    ]
    assert margins["timing"] == [
        ("mid-term", Count(1, 0), Count(1, 0)),
        ("final", Count(23, 22), Count(15, 15)),
        ("", Count(13, 9), Count(0, 0)),
    ]
    assert margins["region"] == [
        ("africa", Count(12, 11), Count(12, 11)),
        ("asia-pacific", Count(12, 11), Count(4, 4)),
        ("", Count(13, 9), Count(0, 0)),
    ]
    assert margins["language"] == [
        ("en", Count(36, 30), Count(16, 15)),
        ("de", Count(1, 1), Count(0, 0)),
    ]
    assert margins["year"] == [
        ("2010", Count(5, 3), Count(0, 0)),
        ("2016", Count(31, 27), Count(16, 15)),
        ("", Count(1, 1), Count(0, 0)),
    ]
    for rows in margins.values():
        assert sum(long.reports for _, long, _ in rows) == 37
        assert sum(long.projects for _, long, _ in rows) == 31
        assert sum(final.projects for _, _, final in rows) == 15


def test_crossed(project: Project) -> None:
    """Two attributes crossed add up to each of them."""
    balance = project.balance()
    cross = balance.cross("type", "region")
    found = {
        (row.key, column.key): pair
        for row, cells in zip(cross.rows.values, cross.cells, strict=True)
        for column, pair in zip(cross.columns.values, cells, strict=True)
    }
    assert found["project", "africa"] == (Count(10, 9), Count(10, 9))
    assert found["cluster", "africa"] == (Count(2, 2), Count(2, 2))
    assert found["cluster", "asia-pacific"] == (Count(8, 7), Count(4, 4))
    assert found["joint", "asia-pacific"] == (Count(4, 4), Count(0, 0))
    assert sum(long.reports for long, _ in found.values()) == 37
    listed = balance.reports([("type", "cluster"), ("region", "asia-pacific")], "final")
    assert {project.reports.get(one).number for one in listed} == {"R13", "R14", "R15", "R16"}


def test_nothing_to_count(tmp_path: Path) -> None:
    """An empty project has an empty flow; attributes that are not there cannot be counted by."""
    project = new_project(tmp_path)
    assert project.flow().identified == Count()
    assert project.flow().sources == ()
    assert project.balance().long == Count()
    with pytest.raises(NotFoundError, match="none of the attributes colour"):
        project.balance(["colour"])
    project.close()
