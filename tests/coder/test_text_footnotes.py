"""Footnotes are smaller print at the foot of a page that begins with a mark."""

import pytest

from coder.model.report import PageText
from coder.text.footnotes import notes
from coder.text.rows import rows
from tests.coder.text_pages import Line, page_of

BODY = (
    "The programme reached most of the districts it was meant for",
    "and women took part in larger numbers than the year before.",
    "Obstacles remained where the local offices had too few staff",
    "to follow each grant, and data came late or not at all then.",
    "Coordination between the agencies improved after the review.",
)
NOTE = ("1 The number of districts is that of the annual report.", "There were more before.")


def page(*below: str, step: float = 4.8, gap: float = 20.0, foot: str = "") -> PageText:
    """Print text and, `gap` points under it, lines in print of another width; then a foot."""
    lines = [Line(words, 0, across=100 + at * 14) for at, words in enumerate(BODY)]
    start = lines[-1].across + 12 + gap
    lines += [Line(words, 1, across=start + at * 14, step=step) for at, words in enumerate(below)]
    lines += [Line(foot, 2, across=780)] if foot else []
    return page_of(lines)


def found(page: PageText) -> str:
    return " / ".join(page.text[start:end] for start, end in notes(page, rows(page)))


@pytest.mark.parametrize(
    "first",
    [
        NOTE[0],
        "12 See the annual report of the ministry on this.",
        "[3] Ibid., and the report of the year before it.",
        "* Authors’ own estimates of the total for the year.",
        "4 https://www.example.org/reports/annual-review",
    ],
)
def test_small_print_that_begins_with_a_mark_is_a_note(first: str) -> None:
    assert found(page(first, NOTE[1])) == f"{first} / {NOTE[1]}"


def test_print_as_large_as_the_text_is_none() -> None:
    assert found(page(*NOTE, step=6)) == ""


def test_without_a_mark_or_room_above_there_is_none() -> None:
    assert found(page("The number of districts is that of the report.", NOTE[1])) == ""
    assert found(page(*NOTE, gap=1)) == ""


def test_the_rule_above_belongs_to_the_notes() -> None:
    lines = [Line(words, 0, across=100 + at * 14) for at, words in enumerate(BODY)]
    lines += [Line("_" * 12, 1, across=200, step=4.8)]
    lines += [Line(words, 2, across=220 + at * 14, step=4.8) for at, words in enumerate(NOTE)]
    assert found(page_of(lines)) == " / ".join(("_" * 12, *NOTE))


def test_the_source_of_a_table_is_none() -> None:
    assert found(page("Source: Ministry of Finance, annual report.", "In millions.")) == ""


def test_rows_of_figures_are_none() -> None:
    assert found(page("1 A 2.31 4.05 7.71 8.12 9.90", "2 B 2.31 4.05 7.71 8.12 9.91")) == ""


def test_a_foot_may_stand_under_the_notes_but_no_text() -> None:
    with_foot = page(*NOTE, foot="Annual review of the ministry")
    assert found(with_foot) == " / ".join(NOTE)
    lines = [Line(words, 0, across=100 + at * 14) for at, words in enumerate(BODY)]
    lines += [Line(words, 1, across=200 + at * 14, step=4.8) for at, words in enumerate(NOTE)]
    lines += [Line(words, 2, across=260 + at * 14) for at, words in enumerate(BODY)]
    assert found(page_of(lines)) == ""


def test_the_rest_of_a_note_of_the_page_before_goes_along() -> None:
    rest = "continued from the note on the page before this one, to its end."
    below = (rest, "8 See the annual report of the ministry.", "9 Ibid., on the page after it.")
    assert found(page(*below)) == " / ".join(below)


def test_a_page_of_nothing_but_small_print_has_no_notes() -> None:
    only = page_of([Line(words, 0, across=100 + at * 14, step=4) for at, words in enumerate(NOTE)])
    assert found(only) == ""
    assert found(page_of([])) == ""
