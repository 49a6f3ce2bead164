"""Where the file has every line for itself, sentences and paragraphs are found all the same."""

from collections.abc import Sequence
from dataclasses import replace

from coder.model.report import PageText
from coder.text.repair import repaired
from coder.text.units import block_at, sentence_at
from tests.coder.text_pages import Line, page_of

WIDE = (
    "Baland and Robinson find that when parents are faced with",
    "borrowing limits they are more likely to send children to",
    "work. If poor households had more wealth, they would feel",
    "less pressed to do so.",
    "Another condition is the high cost and the low quality of",
    "schools. In rural areas they are few and far between, and",
    "the income that is lost is large.",
)
FIRST, SECOND = WIDE[:4], WIDE[4:]


def spaced(lines: Sequence[str], lead: float = 24.0, **line: float) -> PageText:
    """Print each line as a block by itself, `lead` points below the one before."""
    return page_of(
        [
            replace(Line(text, block=at, across=72.0 + at * lead), **line)  # type: ignore[arg-type]
            for at, text in enumerate(lines)
        ]
    )


def sentence(page: PageText, words: str) -> str:
    return repaired(page.text[slice(*sentence_at(page, page.text.index(words)))])


def block(page: PageText, words: str) -> str:
    return repaired(page.text[slice(*block_at(page, page.text.index(words)))])


def test_a_sentence_goes_on_over_widely_spaced_lines() -> None:
    page = spaced(WIDE)
    assert sentence(page, "likely") == " ".join(FIRST).split(" If ")[0]
    assert sentence(page, "feel") == "If " + " ".join(FIRST).split(" If ")[1]
    assert sentence(page, "Another") == " ".join(SECOND).split(" In ")[0]


def test_a_paragraph_ends_with_a_line_that_is_not_full() -> None:
    page = spaced(WIDE)
    for words in ("Baland", "likely", "pressed"):
        assert block(page, words) == " ".join(FIRST)
    for words in ("Another", "large"):
        assert block(page, words) == " ".join(SECOND)


def test_it_is_the_same_on_a_turned_page() -> None:
    assert block(spaced(WIDE, angle=1.5707963), "likely") == " ".join(FIRST)


def test_lines_too_far_apart_stay_by_themselves() -> None:
    page = spaced(WIDE, lead=40.0)
    assert block(page, "likely") == WIDE[1]
    assert sentence(page, "likely") == WIDE[1]


def test_items_of_a_list_stay_by_themselves() -> None:
    items = [f"{number}. {line}" for number, line in enumerate(WIDE, 1)]
    assert block(spaced(items), "likely") == items[1]
    bullets = [f"• {line}" for line in WIDE]
    assert block(spaced(bullets), "likely") == bullets[1]


def test_rows_of_a_table_stay_by_themselves() -> None:
    rows = [f"Households in district {at} 12.4 33.1 8.0 19.7 22.5 61.3" for at in range(1, 9)]
    assert block(spaced(rows), "district 3") == rows[2]


def test_where_blocks_are_paragraphs_a_line_alone_is_a_heading() -> None:
    lines = [Line(WIDE[0], block=0, across=72.0)]
    lines += [Line(text, block=1, across=96.0 + at * 14.0) for at, text in enumerate(WIDE[1:])]
    page = page_of(lines)
    assert block(page, "Baland") == WIDE[0]
    assert block(page, "likely") == " ".join(WIDE[1:])


def test_what_was_worked_out_is_of_the_page_that_is_asked_about() -> None:
    one, other = spaced(WIDE), spaced(WIDE, lead=40.0)
    assert block(one, "likely") == " ".join(FIRST)
    assert block(other, "likely") == WIDE[1]
    assert block(one, "likely") == " ".join(FIRST)
