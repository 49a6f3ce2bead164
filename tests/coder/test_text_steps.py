"""Rows as a reader sees them, where a caret goes, and what lies between two carets."""

from dataclasses import replace

import pytest

from coder.model.passage import PageRange
from coder.model.report import PageText
from coder.text.rows import rows
from coder.text.steps import block_step, line_edge, line_step, word_step
from coder.text.units import block_at, left_out, ranges_between, sentence_at, word_at
from tests.coder.text_pages import HEIGHT, Line, page_of, paragraph

EMPTY = page_of([])
TWO = page_of(
    [
        *paragraph("Training improved the", "stability of incomes."),
        *paragraph("Obstacles", "remained.", block=1, along=300),
    ]
)
TABLE = page_of(
    [
        Line("right", 0, along=300, across=73),
        Line("left", 1, along=72, across=72),
        Line("below", 2, along=72, across=90),
        Line("   ", 3, along=72, across=110),
        Line("stamp", 4, along=-300, across=20, angle=-1.5708),
    ]
)


def test_lines_side_by_side_are_one_row_from_left_to_right() -> None:
    found = rows(TABLE)
    assert [one.lines for one in found] == [[1, 0], [2]]
    assert (found[0].top, found[0].bottom) == (72, 73 + HEIGHT)
    assert rows(EMPTY) == []


@pytest.mark.parametrize(
    ("offset", "direction", "there"),
    [(0, 1, 8), (3, 1, 8), (8, 1, 17), (20, -1, 18), (18, -1, 9), (9, -1, 0), (0, -1, 0)],
)
def test_words_are_stepped_over(offset: int, direction: int, there: int) -> None:
    assert word_step(TWO, offset, direction) == there


def test_after_the_last_word_comes_the_end_of_the_text() -> None:
    last = TWO.text.index("remained") + len("remained")
    assert word_step(TWO, last, 1) == len(TWO.text)
    assert word_step(EMPTY, 0, 1) == word_step(EMPTY, 0, -1) == 0


def test_a_word_broken_at_a_line_end_is_one_step() -> None:
    page = page_of(paragraph("the sta-", "bility of"))
    assert word_step(page, 4, 1) == page.text.index(" of")
    assert word_step(page, page.text.index(" of"), -1) == 4
    assert word_at(page, 6) == (4, page.text.index(" of"))


def test_paragraphs_are_stepped_over() -> None:
    second = TWO.text.index("Obstacles")
    assert block_step(TWO, 3, 1) == second
    assert block_step(TWO, second, 1) == len(TWO.text)
    assert block_step(TWO, second + 4, -1) == second
    assert block_step(TWO, second, -1) == 0
    assert block_step(EMPTY, 0, 1) == block_step(EMPTY, 0, -1) == 0
    assert block_at(EMPTY, 0) == (0, 0)


def test_the_ends_of_a_line() -> None:
    assert (line_edge(TWO, 5, -1), line_edge(TWO, 5, 1)) == (0, 21)
    assert (line_edge(TWO, 25, -1), line_edge(TWO, 25, 1)) == (22, 43)
    assert line_edge(EMPTY, 0, 1) == 0


def test_down_and_up_stay_above_each_other_though_a_line_between_is_short() -> None:
    page = page_of(paragraph("a long line of text", "short", "a long line again"))
    down = line_step(page, 15, 1)
    assert down is not None
    assert down.offset == page.text.index("short") + 5
    further = line_step(page, down.offset, 1, down.along)
    assert further is not None
    assert further.offset == page.text.index("a long line again") + 15
    back = line_step(page, further.offset, -1, further.along)
    assert back is not None
    assert back.offset == down.offset
    assert line_step(page, 3, -1) is None
    assert line_step(EMPTY, 0, 1) is None


def test_the_end_of_a_column_goes_on_in_the_next_one() -> None:
    last = TWO.text.index("incomes")
    step = line_step(TWO, last, 1)
    assert step is None or TWO.text[step.offset :].startswith(("Obstacles", "remained"))
    under = page_of(
        [*paragraph("Heading"), *paragraph("text under it", block=1, across=100), Line("x", 2)]
    )
    step = line_step(under, 2, 1)
    assert step is not None
    assert step.offset == under.text.index("text") + 2


def test_abbreviations_and_numbers_end_no_sentence() -> None:
    page = page_of(paragraph("It cost 3.5 m., i.e. more. See Art. 4 and e.g. Mali. The end"))
    said = [
        page.text[slice(*sentence_at(page, page.text.index(words)))]
        for words in ("cost", "See", "The end")
    ]
    assert said == ["It cost 3.5 m., i.e. more.", "See Art. 4 and e.g. Mali.", "The end"]


def apart(page: PageText, running: str = "", notes: str = "") -> PageText:
    """Return the page with words that are running, and words that are notes."""

    def run(words: str) -> tuple[tuple[int, int], ...]:
        at = page.text.index(words)
        return ((at, at + len(words)),) if words else ()

    return replace(page, running=run(running), notes=run(notes))


PAGES = [
    apart(
        page_of(
            [
                *paragraph("Women took part in"),
                *paragraph("1 See annex.", block=1, across=300),
                *paragraph("page 7", block=2, across=800),
            ]
        ),
        "page 7",
        "1 See annex.",
    ),
    apart(page_of([*paragraph("A/79/924"), *paragraph("larger numbers.", block=1)]), "A/79/924"),
]
START, STOP = (0, 6), (1, len(PAGES[1].text))


def said(ranges: list[PageRange]) -> list[str]:
    return [PAGES[one.page].text[one.start : one.end] for one in ranges]


def test_over_a_page_end_what_stands_apart_is_left_out() -> None:
    told = ranges_between(PAGES.__getitem__, START, STOP)
    assert said(told) == ["took part in", "larger numbers."]
    assert ranges_between(PAGES.__getitem__, STOP, START) == told
    assert said(left_out(PAGES.__getitem__, START, STOP)) == ["1 See annex.", "page 7", "A/79/924"]


def test_on_one_page_nothing_is_left_out() -> None:
    end = (0, len(PAGES[0].text))
    (one,) = ranges_between(PAGES.__getitem__, START, end)
    assert one == PageRange(0, 6, end[1])
    assert left_out(PAGES.__getitem__, START, end) == []


def test_what_a_selection_begins_or_ends_in_is_meant() -> None:
    in_note = (0, PAGES[0].text.index("annex"))
    assert said(ranges_between(PAGES.__getitem__, in_note, STOP)) == ["annex.", "larger numbers."]
    in_head = (1, 4)
    assert said(ranges_between(PAGES.__getitem__, START, in_head)) == ["took part in", "A/79"]
