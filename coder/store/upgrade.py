"""Numbered steps that bring a project file of an older version to this one.

Each step is a function of a connection, tagged with the version it leads to. A file is upgraded
on a copy, with the original kept beside it as a backup (`coder.store.file`).
"""

from collections.abc import Callable

from sqlalchemy import Connection

from coder.store import schema

Step = Callable[[Connection], None]
STEPS: dict[int, Step] = {}


def leads_to(version: int) -> Callable[[Step], Step]:
    """Register a function as the step that makes a file of `version` out of the one before."""

    def register(step: Step) -> Step:
        assert version not in STEPS, f"two steps lead to version {version}"
        STEPS[version] = step
        return step

    return register


def upgrade(db: Connection, version: int, target: int = schema.VERSION) -> None:
    """Run the steps from `version` to `target` in the caller's transaction."""
    for number in range(version + 1, target + 1):
        STEPS[number](db)
        db.exec_driver_sql(f"PRAGMA user_version = {number}")
