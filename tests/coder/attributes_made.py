"""Projects with attributes, and long lists as people bring them, for tests."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from coder.codebooks.shipped import find, load
from coder.model.ids import ItemId
from coder.model.protocol import Item
from coder.project import Project
from tests.coder.pdf_made import SHARED

LONG_LIST = SHARED / "longlist.csv"
no_long_list = pytest.mark.skipif(not LONG_LIST.exists(), reason="the long list is not here")


def made(path: Path) -> Project:
    """Return a new project with the attributes of the shipped review protocol."""
    book = load(find("review-protocol"))
    return Project.create(path, ("Coder A", "A", "#0072B2"), [book])


def item(project: Project, key: str) -> Item:
    """Return an attribute by its key."""
    return next(one for one in project.attributes.defined() if one.key == key)


def ids(project: Project, *keys: str) -> list[ItemId]:
    """Return the ids of attributes by their keys."""
    return [item(project, key).id for key in keys]


def write_csv(path: Path, rows: Sequence[Sequence[str]], delimiter: str = ",") -> Path:
    """Write a table as UTF-8."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def said(project: Project) -> dict[str, dict[str, str]]:
    """Return the values of all reports by number or title, without these two."""
    values = project.attributes.all_values()
    return {
        report.number or report.title: {
            key: value
            for key, value in values[report.id].items()
            if key not in ("number", "title")
        }
        for report in project.reports.all()
    }
