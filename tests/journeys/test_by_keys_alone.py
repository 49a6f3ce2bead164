"""A report read and coded without the mouse, from the open project to the coded matrix."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tests.journeys.reviewer import CONTROL, PLAIN, SHIFT, Reviewer

pytestmark = pytest.mark.journey

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
PAGE = 4
SENTENCE = "Cooperation with social partners is close."


def start(reviewer: Reviewer) -> None:
    """Start in an empty home: the sample is there, and its pages have the keys."""
    reviewer.start()
    reviewer.wait(lambda: reviewer.window.session.is_open)
    reviewer.press(Key.Key_3, CONTROL)
    assert reviewer.view.hasFocus()


def go_to_words(reviewer: Reviewer, words: str) -> None:
    """Find words and go to them: Ctrl+F, the words, Enter, Escape; the caret stands there."""
    reviewer.press(Key.Key_F, CONTROL)
    reviewer.type(words)
    reviewer.press(Key.Key_Return)
    page, (start, _) = PAGE, reviewer.place_of(words, PAGE)
    reviewer.wait(lambda: reviewer.view.current_page == page)
    reviewer.press(Key.Key_Escape)
    assert reviewer.view.hasFocus()
    caret = reviewer.view.text.head
    assert caret is not None
    assert (caret.page, caret.offset) == (page, start)


def select_the_sentence(reviewer: Reviewer) -> None:
    """Ctrl+Space twice: the word, then the sentence."""
    reviewer.press(Key.Key_Space, CONTROL, times=2)
    assert reviewer.view.selected_text() == SENTENCE


def by_letters_and_lines(reviewer: Reviewer) -> None:
    """Shift with arrows selects letters, words, lines; Escape lets go."""
    reviewer.press(Key.Key_Home)
    reviewer.press(Key.Key_Right, SHIFT, times=3)
    assert len(reviewer.view.selected_text()) == 3
    reviewer.press(Key.Key_Right, SHIFT | CONTROL)
    assert len(reviewer.view.selected_text()) > 3
    reviewer.press(Key.Key_End, SHIFT)
    line = reviewer.view.selected_text()
    assert line.startswith("Cooperation")
    reviewer.press(Key.Key_Down, SHIFT)
    assert len(reviewer.view.selected_text()) > len(line)
    reviewer.press(Key.Key_Escape)
    assert reviewer.view.selection() == ()


def test_a_report_is_coded_by_keys_alone(reviewer: Reviewer) -> None:
    start(reviewer)
    before = {one.id for one in reviewer.codings()}

    def mine() -> list[object]:
        return [one for one in reviewer.codings() if one.id not in before]

    go_to_words(reviewer, "Cooperation with social partners")
    by_letters_and_lines(reviewer)
    go_to_words(reviewer, "Cooperation with social partners")
    select_the_sentence(reviewer)
    reviewer.type("r")
    (coding,) = mine()
    assert coding.quote == SENTENCE
    assert reviewer.code_name(coding) == "Relevance"

    reviewer.type("+")
    reviewer.type(">")
    now = reviewer.project.codings.get(coding.id)
    assert (now.direction, now.depth) == ("+", "central")
    reviewer.type("+")
    assert reviewer.project.codings.get(coding.id).direction == ""

    reviewer.press(Key.Key_F2)
    reviewer.type("Said twice")
    reviewer.press(Key.Key_Escape)
    assert reviewer.project.codings.get(coding.id).memo == "Said twice"
    assert reviewer.view.hasFocus()

    reviewer.press(Key.Key_Right, ALT | SHIFT)
    wider = reviewer.project.codings.get(coding.id).quote
    assert wider.startswith(SENTENCE)
    assert len(wider) > len(SENTENCE)
    reviewer.press(Key.Key_Z, CONTROL)
    assert reviewer.project.codings.get(coding.id).quote == SENTENCE

    reviewer.press(Key.Key_C, CONTROL | SHIFT)
    cited = QGuiApplication.clipboard().text()
    assert SENTENCE in cited
    assert "p. 2)" in cited

    reviewer.press(Key.Key_Down, ALT)
    reviewer.press(Key.Key_Up, ALT)
    reviewer.press(Key.Key_Delete)
    reviewer.wait(lambda: len(mine()) in {0, 1})

    reviewer.press(Key.Key_PageDown, CONTROL)
    page = reviewer.view.current_page
    reviewer.press(Key.Key_Home, CONTROL)
    assert reviewer.view.current_page == 0
    reviewer.press(Key.Key_PageDown, ALT)
    assert reviewer.view.current_page != page

    reviewer.press(Key.Key_F6, PLAIN)
    assert not reviewer.view.hasFocus()
    reviewer.press(Key.Key_F6, SHIFT)
    assert reviewer.view.hasFocus()
    reviewer.press(Key.Key_4, CONTROL)
    assert not reviewer.read.isVisible()
    reviewer.press(Key.Key_Left, ALT)
    assert reviewer.read.isVisible()
