"""Heads, feet and page numbers are told from text by what other pages have at the same place."""

from collections.abc import Sequence
from random import Random

import pytest

from coder.model.report import PageText
from coder.text.apart import Apart, edges, read, recognise
from tests.coder.text_pages import Line, page_of

HEAD, FOOT = 30.0, 800.0


def body(number: int, rows: int = 8) -> list[str]:
    """Return lines of words that no other page has."""
    random = Random(number)
    return [
        " ".join("".join(random.choices("abdegilmnorstu", k=6)) for _ in range(8))
        for _ in range(rows)
    ]


def page(number: int, head: str = "", foot: str = "", *, first: float = 120.0) -> PageText:
    """Print a page of text of its own, with a head and a foot."""
    lines = [Line(head, 0, across=HEAD)] if head else []
    lines += [Line(words, 1, across=first + at * 14) for at, words in enumerate(body(number))]
    lines += [Line(foot, 2, across=FOOT)] if foot else []
    return page_of(lines)


def page_lines(number: int) -> list[Line]:
    """Return the lines of a page of text of its own, well below its top."""
    return [Line(words, 1, across=200 + at * 14) for at, words in enumerate(body(number))]


def running(pages: Sequence[PageText]) -> list[list[str]]:
    """Return the words of each page that are found to be running."""
    found = recognise([edges(one) for one in pages])
    return [
        [one.text[start:end] for start, end in apart.running]
        for one, apart in zip(pages, found, strict=True)
    ]


def test_the_same_words_on_three_pages_close_together_are_a_head() -> None:
    pages = [page(at, "Annual review of grants") for at in range(3)]
    assert running(pages) == [["Annual review of grants"]] * 3


def test_two_pages_are_too_few_and_so_are_three_far_apart() -> None:
    assert running([page(at, "Annual review of grants") for at in range(2)]) == [[], []]
    far = [page(at, "Annual review of grants" if at % 6 == 0 else "") for at in range(13)]
    assert running(far) == [[]] * 13


def test_words_at_another_height_are_no_head() -> None:
    pages = [
        page_of([Line("Strongly agree", 0, across=30 + at * 40), *page_lines(at)])
        for at in range(3)
    ]
    assert running(pages) == [[], [], []]


def test_left_and_right_pages_may_have_heads_of_their_own() -> None:
    pages = [page(at, "Francesco Burchi" if at % 2 else "Evidence from Malawi") for at in range(8)]
    assert running(pages) == [["Evidence from Malawi"], ["Francesco Burchi"]] * 4


@pytest.mark.parametrize(
    "numbers",
    [
        ["1", "2", "3", "4"],
        ["Page 7 of 90", "Page 8 of 90", "Page 9 of 90", "Page 10 of 90"],
        ["iii", "iv", "v", "vi"],
        ["– 11 –", "– 12 –", "– 13 –", "– 14 –"],
    ],
)
def test_page_numbers_count_along(numbers: list[str]) -> None:
    assert running([page(at, foot=one) for at, one in enumerate(numbers)]) == [
        [one] for one in numbers
    ]


def test_numbers_that_do_not_count_along_are_text() -> None:
    assert running([page(at, foot=one) for at, one in enumerate(["12", "7", "31"])]) == [[]] * 3


def test_a_number_beside_changing_words_must_count_on_many_pages() -> None:
    names = ["Norway", "Peru", "Kenya", "Nepal", "Chad", "Fiji", "Mali", "Laos"]
    many = [page(at, foot=f"{at + 1} | {name} in brief") for at, name in enumerate(names)]
    assert running(many) == [[f"{at + 1} | {name} in brief"] for at, name in enumerate(names)]
    assert running(many[:3]) == [[], [], []]


def test_captions_and_findings_repeat_without_being_heads() -> None:
    for caption in ("Table 4. Results by region", "Recommendation 2", "Fuente: CEPAL"):
        assert running([page(at, caption) for at in range(4)]) == [[]] * 4


def test_what_lies_inside_of_text_is_no_head_even_if_it_repeats() -> None:
    pages = [
        page_of(
            [
                Line(f"{'abcd'[at]} line of its own at the very top of it", 0, across=30),
                Line("Strongly agree", 1, across=44),
                *(Line(words, 1, across=120 + row * 14) for row, words in enumerate(body(at))),
            ]
        )
        for at in range(4)
    ]
    assert running(pages) == [[]] * 4


def test_chapter_titles_in_the_place_of_a_head_are_heads() -> None:
    titles = ["Introduction", *["Findings of the review"] * 4, "Conclusions"]
    pages = [page(at, title) for at, title in enumerate(titles)]
    assert running(pages) == [[title] for title in titles]


def test_a_head_of_several_lines_is_one_run() -> None:
    pages = [
        page_of(
            [
                Line("A/79/924", 0, across=30),
                Line("S/2025/351", 0, across=44),
                *(Line(words, 1, across=120 + row * 14) for row, words in enumerate(body(at))),
            ]
        )
        for at in range(6)
    ]
    assert running(pages) == [["A/79/924\nS/2025/351"]] * 6


def test_blank_pages_have_nothing_apart() -> None:
    assert recognise([edges(page_of([]))] * 3) == [Apart(), Apart(), Apart()]
    assert recognise([]) == []


def test_what_is_written_is_read_again() -> None:
    assert read("") == Apart()
    assert Apart().write() == ""
    both = Apart(((0, 8), (90, 92)), ((60, 88),))
    assert read(both.write()) == both
    assert read(Apart(notes=((1, 2),)).write()) == Apart((), ((1, 2),))
