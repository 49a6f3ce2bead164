"""What is noted of reports obeys the laws of merging and of undo, in whatever order it comes."""

import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from coder.model.errors import ProjectError
from coder.project import Project
from tests.building import add_report, place
from tests.coder.attributes_made import made, write_csv
from tests.coder.merging_made import copy_of, digest, merge_into, merged, new_folder
from tests.coder.undoing import assert_undone_and_done_again

Did = tuple[str, int, int]
KEYS = ("year", "timing", "countries", "number", "title")
WRITTEN = {
    "year": ("2014", "2016", ""),
    "timing": ("Final", "interim", ""),
    "countries": ("Peru; Kenya", "KH", ""),
    "number": ("E1", "E2", ""),
    "title": ("One", "Two", "Three"),
}
LIST = [["Number", "Title", "Year"], ["E1", "One", "2014"], ["E7", "Seventh", "2015"]]
ABOUT = ("say", "say", "prove", "record", "bring", "double", "remove", "define")
DOING = st.tuples(st.sampled_from(ABOUT), st.integers(0, 9), st.integers(0, 9))
SLOW = settings(
    deadline=None,
    derandomize=True,
    max_examples=6,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def base(folder: Path) -> Path:
    """Return a closed project with attributes, a report and a record."""
    project = made(folder / "base.evc")
    add_report(project, "Alpha")
    project.attributes.add_records([{"number": "E2", "title": "Listed", "year": "2012"}])
    project.close()
    return folder / "base.evc"


def bring(project: Project, verb: str, a: int) -> None:
    """Add a report without a file, or import a list."""
    if verb == "record":
        record = {"number": f"E{a}", "title": f"Record {a}", "year": "2011"}
        project.attributes.add_records([record])
    elif verb == "bring":
        project.attributes.import_table(write_csv(project.path.with_suffix(".csv"), LIST))


def do(project: Project, verb: str, a: int, b: int) -> None:
    """Do one thing, if it can be done; numbers choose among what there is."""
    bring(project, verb, a)
    reports, attributes = project.reports.all(), project.attributes
    items = {one.key: one.id for one in attributes.defined()}
    key = KEYS[b % len(KEYS)]
    if not reports or key not in items:
        return
    one, written = reports[a % len(reports)], WRITTEN[key][a % 3]
    if verb == "say":
        some = reports[: 1 + b % 3]
        attributes.set_many([(report.id, items[key], written) for report in some])
    elif verb == "prove" and one.has_file:
        attributes.set(one.id, items[key], written, place(project, one.id, (0, b, b + 20)))
    elif verb == "double":
        attributes.mark_duplicate(one.id, reports[b % len(reports)].id if b % 3 else None)
    elif verb == "remove":
        project.reports.remove(one.id)
    elif verb == "define":
        project.protocol.delete(items.get("donor", items[key]))


@SLOW
@given(st.lists(DOING, min_size=1, max_size=8))
def test_each_act_is_one_step_that_undo_takes_back(script: Sequence[Did]) -> None:
    folder = new_folder()
    project, past = Project.open(base(folder)), []
    try:
        for did in script:
            before, acts = project.state_digest(), len(project.history())
            with suppress(ProjectError):
                do(project, *did)
            done = len(project.history()) - acts
            assert done <= 1, "one act is one step"
            past += [before] * done
        assert_undone_and_done_again(project, past)
    finally:
        project.close()
        shutil.rmtree(folder)


@SLOW
@given(st.lists(st.lists(DOING, min_size=1, max_size=4), min_size=2, max_size=2))
def test_merging_is_the_same_in_any_order_and_twice_changes_nothing(
    scripts: Sequence[Sequence[Did]],
) -> None:
    folder = new_folder()
    try:
        start, copies = base(folder), []
        for name, script in zip(("Coder B", "Coder C"), scripts, strict=True):
            copies.append(copy_of(start, name))
            project = Project.open(copies[-1])
            project.become(name)
            for did in script:
                with suppress(ProjectError):
                    do(project, *did)
            project.close()
        one = merged(start, copies, "one")
        other = merged(start, copies[::-1], "other", at_once=True)
        together = digest(one)
        assert digest(other) == together
        merge_into(one, copies)
        assert digest(one) == together
    finally:
        shutil.rmtree(folder)
