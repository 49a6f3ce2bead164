"""A corrected file comes in: the reviewer replaces it and settles, by keys, what moved."""

from pathlib import Path

from PySide6.QtCore import Qt

from coder import settings
from coder.progress import finish
from coder.project import Project
from tests import revised
from tests.journeys.reviewer import CONTROL, Reviewer

Key = Qt.Key


def coded(folder: Path) -> Path:
    """Make a project whose only report is coded, and say who codes at this desk."""
    path = folder / "review.evc"
    project = revised.coded_project(path)
    me = project.coder
    settings.save(
        settings.Settings(
            coder_name=me.name,
            coder_initials=me.initials,
            coder_colour=me.colour,
            coder_id=me.id.hex(),
            seen_sample=True,
        )
    )
    project.close()
    return path


def replace_the_file(reviewer: Reviewer, path: Path) -> None:
    """Reports, the row of the report, Replace File… in its menu; the list of what moved opens."""
    reviewer.press(Key.Key_1, CONTROL)
    table = reviewer.reports.table
    reviewer.click(table.viewport(), table.visualRect(table.model().index(0, 1)).center())
    reviewer.answers.chosen = [path]
    entry = next(one for one in table.actions() if one.text() == "Replace File…")
    assert entry.isEnabled()
    entry.trigger()
    reviewer.wait(lambda: reviewer.read.moved.groups)
    reviewer.wait(reviewer.read.moved.list.hasFocus)


def settle_by_keys(reviewer: Reviewer) -> None:
    """Accept what was found; select where the rest belongs, in the pages, and place it."""
    panel, view = reviewer.read.moved, reviewer.view
    reviewer.press(Key.Key_Home)
    while panel.current is not None and panel.current.moved in {"exact", "folded"}:
        reviewer.press(Key.Key_Return)
    assert panel.current is not None
    assert panel.current.moved == "head and tail"
    assert "quarter" in panel.current.quote
    reviewer.press(Key.Key_Return)
    reviewer.press(Key.Key_Delete)  # what stands there now is about something else
    lost = panel.current
    assert lost is not None
    assert lost.is_lost
    reviewer.drag_over(revised.NEW_PLACE, 1)
    assert view.selected_text() == revised.NEW_PLACE
    reviewer.press(Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    for _ in range(12):
        if panel.list.hasFocus():
            break
        reviewer.press(Key.Key_F6)
    assert panel.list.hasFocus(), "F6 goes round the panes, the list among them"
    while panel.current is not None and panel.current.coder != reviewer.project.coder.id:
        reviewer.press(Key.Key_Down)
    reviewer.press(Key.Key_Return, CONTROL)


def test_a_revised_pdf_replaced(reviewer: Reviewer, tmp_path: Path) -> None:
    """Nothing moves silently; what one settles is there on the second day, and checks."""
    path = coded(tmp_path)
    reviewer.start(path)
    reviewer.wait(lambda: reviewer.window.session.is_open)
    before = {one.id: one.quote for one in reviewer.codings()}
    replace_the_file(reviewer, revised.revised_file(tmp_path))
    assert reviewer.project.codings.waiting()
    settle_by_keys(reviewer)
    (waits,) = reviewer.project.codings.unsettled()
    assert waits.coder != reviewer.project.coder.id, "another coder's is for them to settle"
    reviewer.press(Key.Key_Z, CONTROL, times=1)
    reviewer.wait(lambda: len(reviewer.project.codings.unsettled()) == 2)
    reviewer.press(Key.Key_Y, CONTROL)
    reviewer.wait(lambda: len(reviewer.project.codings.unsettled()) == 1)
    reviewer.leave()

    project = Project.open(path)
    mine = {one.id: one.quote for one in project.codings.listing()}
    assert set(mine) < set(before)
    quotes = sorted(mine.values())
    assert revised.NEW_PLACE in quotes
    assert {revised.KEPT, revised.ALSO_KEPT} <= set(quotes)
    assert finish(project.check()) == []
    project.close()
