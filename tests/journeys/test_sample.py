"""The first hour with the program: the sample, read and coded, closed and taken up again."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt

from tests.journeys.eyes import darkest, paper
from tests.journeys.reviewer import CONTROL, SHIFT, Reviewer
from ui.panels.passages.coding_row import MemoEdit

pytestmark = pytest.mark.journey

PAGE = 4
WORDS = "Cooperation with social partners is close."
MORE = "Relations with other donors are good but informal"
HELD_BY_B = "skills councils are respected"
Key = Qt.Key


def first_start(reviewer: Reviewer) -> None:
    """Start in an empty home; the sample opens by itself."""
    reviewer.start()
    reviewer.wait(lambda: reviewer.window.session.is_open)
    assert reviewer.project.name == "Sample project"
    assert len(reviewer.project.reports.all()) == 2
    assert len(reviewer.codings()) > 30


def open_with_the_mouse(reviewer: Reviewer) -> None:
    """Double-click the first report in the table of reports; its pages are shown."""
    reviewer.click(reviewer.button(reviewer.window.rail, "Reports"))
    reviewer.open_row(0)
    assert reviewer.report.title.startswith("Skills for Coastal Livelihoods")


def told_undo(reviewer: Reviewer) -> tuple[str, str]:
    """Return what the Edit menu says that undo and redo would do."""
    entries = (reviewer.action("Edit", word) for word in ("Undo", "Redo"))
    undo, redo = (entry.text().replace("&", "") for entry in entries)
    return undo, redo


def code_with_the_mouse(reviewer: Reviewer) -> None:
    """Drag over a sentence, press a key: it is painted, listed, and shown with its code."""
    start, _ = reviewer.place_of(WORDS, PAGE)
    reviewer.scroll_to(PAGE, reviewer.point_of(PAGE, start))
    before = reviewer.ink(WORDS, PAGE)
    assert paper(before) == "#ffffff"
    reviewer.drag_over(WORDS, PAGE)
    assert reviewer.view.selected_text() == WORDS
    reviewer.type("r")
    after = reviewer.ink(WORDS, PAGE)
    assert paper(after) != "#ffffff", "the highlight is not painted"
    assert darkest(after) < darkest(before) + 40, "the print under it cannot be read any more"
    assert WORDS in [one.quote for one in reviewer.read.passages.codings]
    (row,) = reviewer.inspector.rows
    assert row.coding.quote == WORDS
    assert {"Relevance", f"“{WORDS}”"} <= set(reviewer.words_in(reviewer.inspector))
    assert told_undo(reviewer) == ("Undo Code as Relevance", "Redo")


def write_a_memo(reviewer: Reviewer) -> None:
    """Click into the memo, type, click elsewhere: the memo is in the project."""
    memo = reviewer.inspector.rows[0].memo
    reviewer.click(memo)
    reviewer.type("Said in every interview; reef")
    reviewer.click(reviewer.view.viewport(), QPoint(8, 300))
    assert [one.memo for one in mine(reviewer)] == ["Said in every interview; reef"]


def mine(reviewer: Reviewer) -> list[object]:
    """Return the codings of the sentences that this journey codes."""
    return [one for one in reviewer.codings() if one.quote in (WORDS, MORE)]


def undo_and_redo_by_the_menu(reviewer: Reviewer) -> None:
    """Take memo and coding back and do them again; each time the menu names what it will do."""
    painted = reviewer.ink(WORDS, PAGE)
    assert told_undo(reviewer) == ("Undo Edit Memo", "Redo")
    reviewer.choose("Edit", "Undo Edit Memo")
    assert [one.memo for one in mine(reviewer)] == [""]
    assert told_undo(reviewer) == ("Undo Code as Relevance", "Redo Edit Memo")
    reviewer.choose("Edit", "Undo Code as Relevance")
    assert mine(reviewer) == []
    assert reviewer.view.has_selection, "another code is wanted for the words"
    reviewer.press(Qt.Key.Key_Escape)
    assert paper(reviewer.ink(WORDS, PAGE)) == "#ffffff"
    assert told_undo(reviewer)[1] == "Redo Code as Relevance"
    reviewer.choose("Edit", "Redo Code as Relevance")
    reviewer.choose("Edit", "Redo Edit Memo")
    assert [one.memo for one in mine(reviewer)] == ["Said in every interview; reef"]
    assert paper(reviewer.ink(WORDS, PAGE)) == paper(painted)
    assert told_undo(reviewer) == ("Undo Edit Memo", "Redo")


def recode_and_delete(reviewer: Reviewer) -> None:
    """Click the highlight, give it another code; code more words and delete that again."""
    (coding,) = mine(reviewer)
    reviewer.click(reviewer.view.viewport(), reviewer.spot_of(coding))
    (row,) = reviewer.inspector.rows
    reviewer.click(reviewer.button(row, "Give it another code"))
    reviewer.type("effectiv")
    reviewer.press(Key.Key_Return)
    assert [reviewer.code_name(one) for one in mine(reviewer)] == ["Effectiveness"]
    assert told_undo(reviewer)[0] == "Undo Recode as Effectiveness"
    reviewer.drag_over(MORE, PAGE)
    reviewer.type("c")
    assert len(mine(reviewer)) == 2
    (row,) = reviewer.inspector.rows
    assert row.coding.quote == MORE
    next(one for one in row.menu().actions() if one.text() == "Delete").trigger()
    assert [one.quote for one in mine(reviewer)] == [WORDS]
    assert reviewer.inspector.rows == []
    assert told_undo(reviewer)[0] == "Undo Delete Coding Coherence"


def test_a_first_hour_with_the_mouse(reviewer: Reviewer) -> None:
    """What was coded, written, undone and deleted with the mouse is there on the second day."""
    first_start(reviewer)
    open_with_the_mouse(reviewer)
    code_with_the_mouse(reviewer)
    write_a_memo(reviewer)
    undo_and_redo_by_the_menu(reviewer)
    recode_and_delete(reviewer)
    codings, painted = reviewer.codings(), reviewer.ink(WORDS, PAGE)
    first = reviewer.point_of(PAGE, reviewer.place_of(WORDS, PAGE)[0])
    place = reviewer.pixel(PAGE, first)

    reviewer.leave()
    reviewer.start()
    assert reviewer.read.isVisible()
    assert reviewer.codings() == codings
    assert (reviewer.pixel(PAGE, first) - place).manhattanLength() < 3, "another reading place"
    assert reviewer.ink(WORDS, PAGE) == painted
    assert told_undo(reviewer) == ("Undo Delete Coding Coherence", "Redo")
    reviewer.choose("Edit", "Undo Delete Coding Coherence")
    assert len(mine(reviewer)) == 2
    assert reviewer.answers.told == []


def find_by_keys(reviewer: Reviewer) -> None:
    """Switch stages, open a report from the table, find a passage, land on it: keys only."""
    reviewer.press(Key.Key_1, CONTROL)
    assert not reviewer.read.isVisible()
    reviewer.tab_to("Reports")
    reviewer.press(Key.Key_End, CONTROL)
    reviewer.press(Key.Key_Return)
    assert reviewer.report.title.startswith("Vergers")
    reviewer.press(Key.Key_1, CONTROL)
    reviewer.tab_to("Reports")
    reviewer.press(Key.Key_Home, CONTROL)
    reviewer.press(Key.Key_Return)
    assert reviewer.report.title.startswith("Skills")
    reviewer.tab_to("Quote or memo")
    reviewer.type(HELD_BY_B)
    reviewer.wait(lambda: len(reviewer.read.passages.codings) == 1)
    reviewer.tab_to("Passages")
    reviewer.press(Key.Key_Return)
    (coding,) = reviewer.read.passages.codings
    assert reviewer.is_lit(coding)


def code_by_keys(reviewer: Reviewer) -> None:
    """Back on the pages, Enter and some letters code the passage; a memo follows by Tab."""
    (found,) = reviewer.read.passages.codings
    reviewer.press(Key.Key_3, CONTROL)
    assert reviewer.focus() is reviewer.view
    reviewer.press(Key.Key_Return)
    assert reviewer.read.code_palette.isVisible()
    reviewer.type("efficiency")
    reviewer.press(Key.Key_Return)
    assert [reviewer.code_name(one) for one in own(reviewer)] == ["Efficiency"]
    assert own(reviewer)[0].quote == found.quote
    assert told_undo(reviewer) == ("Undo Code as Efficiency", "Redo")
    reviewer.tab_to("Memo of this coding")
    assert isinstance(reviewer.focus(), MemoEdit)
    reviewer.type("Their own budget line?")
    reviewer.press(Key.Key_3, CONTROL)
    assert [one.memo for one in own(reviewer)] == ["Their own budget line?"]


def own(reviewer: Reviewer) -> list[object]:
    """Return the reader's own codings of the passage that Coder B held."""
    me = reviewer.project.coder.id
    return [one for one in reviewer.codings() if HELD_BY_B in one.quote and one.coder == me]


def undo_by_keys(reviewer: Reviewer) -> None:
    """Ctrl+Z twice and Ctrl+Shift+Z twice; what is left is what there was."""
    before = own(reviewer)
    reviewer.press(Key.Key_Z, CONTROL, times=2)
    assert own(reviewer) == []
    assert told_undo(reviewer)[1] == "Redo Code as Efficiency"
    reviewer.press(Key.Key_Z, CONTROL | SHIFT, times=2)
    assert own(reviewer) == before


def recode_and_delete_by_keys(reviewer: Reviewer) -> None:
    """A coding is reached by Tab; there keys give it another code, and delete it."""
    reviewer.tab_to("Passages")
    reviewer.press(Key.Key_Return)
    reviewer.tab_to("Efficiency, CA")
    reviewer.press(Key.Key_R, CONTROL)
    reviewer.type("relevan")
    reviewer.press(Key.Key_Return)
    assert [reviewer.code_name(one) for one in own(reviewer)] == ["Relevance"]
    reviewer.press(Key.Key_Return)
    reviewer.type("impact")
    reviewer.press(Key.Key_Return)
    assert len(own(reviewer)) == 2
    reviewer.tab_to("Relevance, CA")
    reviewer.press(Key.Key_Delete)
    assert [reviewer.code_name(one) for one in own(reviewer)] == ["Impact"]


def select_by_keys(reviewer: Reviewer) -> None:
    """From a passage one has landed on, Shift and arrows select the words that follow it."""
    reviewer.tab_to("Passages")
    reviewer.press(Key.Key_Return)
    found = reviewer.read.passages.codings[0]
    text = reviewer.project.reports.page_text(found.report, found.end_page).text
    reviewer.press(Key.Key_3, CONTROL)
    reviewer.press(Key.Key_Right, CONTROL | SHIFT, times=3)
    reviewer.press(Key.Key_Right, SHIFT)
    reviewer.press(Key.Key_Left, SHIFT)
    words = reviewer.view.selected_text()
    assert len(words.split()) == 3
    assert " ".join(text[found.end :].split()).startswith(words)
    reviewer.press(Key.Key_Return)
    reviewer.type("coherence")
    reviewer.press(Key.Key_Return)
    (coding,) = (one for one in reviewer.codings() if one.quote == words)
    assert reviewer.code_name(coding) == "Coherence"
    reviewer.press(Key.Key_Z, CONTROL)


def test_a_first_hour_by_keyboard_alone(reviewer: Reviewer) -> None:
    """The same story without one event of the mouse."""
    first_start(reviewer)
    find_by_keys(reviewer)
    code_by_keys(reviewer)
    undo_by_keys(reviewer)
    select_by_keys(reviewer)
    recode_and_delete_by_keys(reviewer)
    codings, page = reviewer.codings(), reviewer.view.current_page
    undo = told_undo(reviewer)
    reviewer.choose("File", "Quit")
    assert not reviewer.window.isVisible()

    reviewer.leave()
    reviewer.start()
    assert reviewer.codings() == codings
    assert reviewer.view.current_page == page
    assert told_undo(reviewer) == undo
    assert undo[0] == "Undo Delete Coding Relevance"
    assert reviewer.answers.told == []


def test_a_project_of_ones_own_is_not_pushed_aside_by_the_sample(
    reviewer: Reviewer, own: Path
) -> None:
    """Whoever opens a project while the sample is still being made keeps it open."""
    reviewer.start()
    assert not reviewer.window.session.is_open
    with reviewer.qtbot.waitSignal(reviewer.window.opening.ended, timeout=30_000):
        reviewer.answers.chosen = [own]
        reviewer.choose("File", "Open…")
        assert reviewer.project.path == own
    assert reviewer.project.path == own


def test_words_that_are_being_written_are_never_lost(reviewer: Reviewer) -> None:
    """Undo by the menu, another stage, closing the window: the memo in hand is kept each time."""
    first_start(reviewer)
    open_with_the_mouse(reviewer)
    code_with_the_mouse(reviewer)
    reviewer.click(reviewer.inspector.rows[0].memo)
    reviewer.type("first")
    reviewer.choose("Edit", "Undo")
    assert [one.memo for one in mine(reviewer)] == [""], "undo took back more than the memo"
    reviewer.choose("Edit", "Redo Edit Memo")
    assert [one.memo for one in mine(reviewer)] == ["first"]
    reviewer.click(reviewer.inspector.rows[0].memo)
    reviewer.press(Key.Key_End, CONTROL)
    reviewer.type(" second")
    reviewer.press(Key.Key_1, CONTROL)
    assert [one.memo for one in mine(reviewer)] == ["first second"]
    reviewer.press(Key.Key_3, CONTROL)
    (coding,) = mine(reviewer)
    reviewer.click(reviewer.view.viewport(), reviewer.spot_of(coding))
    reviewer.click(reviewer.inspector.rows[0].memo)
    reviewer.press(Key.Key_End, CONTROL)
    reviewer.type(" third")
    reviewer.leave()
    reviewer.start()
    assert [one.memo for one in mine(reviewer)] == ["first second third"]
