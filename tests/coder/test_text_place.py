"""From points to characters and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.model.geometry import Point, Quad
from coder.model.passage import PageRange
from coder.model.report import PageText
from coder.text.place import character_at, inside, nearest, quads
from coder.text.units import block_at, ranges_between, sentence_at, snap, word_at
from tests.coder.text_pages import HEIGHT, Line, middle_of, page_of, pages, paragraph, selections

EMPTY = page_of([])
TWO_COLUMNS = page_of(
    [
        *paragraph("left one", "left two", block=0, along=50, across=50),
        *paragraph("right 1", "right 2", "right 3", block=1, along=200, across=50),
    ]
)


@given(st.data(), pages())
def test_a_point_in_a_character_gives_one_of_its_sides(
    data: st.DataObject, page: PageText
) -> None:
    inked = [at for at, character in enumerate(page.text) if character != "\n"]
    offset = data.draw(st.sampled_from(inked))
    part = data.draw(st.floats(0.05, 0.95))
    point = middle_of(page, offset, part)
    assert character_at(page, point) == offset
    assert nearest(page, point) in {offset, offset + 1}


@given(st.data(), pages())
def test_quads_stay_on_their_lines_and_cover_what_is_meant(
    data: st.DataObject, page: PageText
) -> None:
    start, end = data.draw(selections(page))
    found = quads(page, start, end)
    covered: set[int] = set()
    for quad in found:
        covered.update(inside(page, quad).tolist())
    assert covered == {at for at in range(start, end) if not page.text[at].isspace()}
    for quad in found:
        assert min(_strays(page, quad)) < 0.02


def _strays(page: PageText, quad: Quad) -> list[float]:
    """Return for each line how far the quad's corners stick out of its box."""
    strays = []
    corners = list(zip(quad[0::2], quad[1::2], strict=True))
    for line in range(len(page.starts)):
        part = slice(int(page.starts[line]), int(page.ends[line]))
        c, s = float(page.cosines[line]), float(page.sines[line])
        out = 0.0
        for x, y in corners:
            along, across = x * c + y * s, y * c - x * s
            out = max(out, float(page.left[part].min()) - along)
            out = max(out, along - float(page.right[part].max()))
            out = max(out, float(page.tops[line]) - across, across - float(page.bottoms[line]))
        strays.append(out)
    return strays


@given(pages(), st.floats(-100, 900), st.floats(-100, 900))
def test_any_point_has_a_nearest_caret(page: PageText, x: float, y: float) -> None:
    offset = nearest(page, Point(x, y))
    assert 0 <= offset <= len(page.text)
    assert any(s <= offset <= e for s, e in zip(page.starts, page.ends, strict=True))


def test_a_page_without_text_has_nothing_to_point_at() -> None:
    assert nearest(EMPTY, Point(10, 10)) == 0
    assert character_at(EMPTY, Point(10, 10)) is None
    assert quads(EMPTY, 0, 0) == []
    assert block_at(EMPTY, 0) == (0, 0)
    assert word_at(EMPTY, 0) == (0, 0)


def test_half_a_character_decides_the_side() -> None:
    page = page_of(paragraph("abc"))
    assert nearest(page, Point(72 + 6 + 2.9, 75)) == 1
    assert nearest(page, Point(72 + 6 + 3.1, 75)) == 2
    assert nearest(page, Point(500, 75)) == 3
    assert nearest(page, Point(0, 75)) == 0


@pytest.mark.parametrize("y", [55.0, 70.0, 63.5])
def test_the_gutter_belongs_to_the_nearer_column(y: float) -> None:
    left_end, right_start = 50 + 8 * 6, 200
    text = TWO_COLUMNS.text
    near_left, near_right = (
        nearest(TWO_COLUMNS, Point(left_end + 5, y)),
        nearest(TWO_COLUMNS, Point(right_start - 5, y)),
    )
    assert near_left < text.index("right") <= near_right


def test_below_a_short_column_its_last_line_is_nearest() -> None:
    assert nearest(TWO_COLUMNS, Point(60, 95)) in range(9, 18)
    assert nearest(TWO_COLUMNS, Point(230, 82)) >= TWO_COLUMNS.text.index("right 3")


def test_beside_a_heading_the_heading_is_meant() -> None:
    page = page_of(
        [Line("Findings", 0, 50, 50), *paragraph("x" * 60, "x" * 60, block=1, along=50, across=66)]
    )
    assert nearest(page, Point(300, 60)) == len("Findings")


def test_a_footnote_is_reached() -> None:
    page = page_of([*paragraph("body " * 9), Line("1 See annex.", 1, 72, 700, step=4)])
    assert page.text[nearest(page, Point(73, 705)) :].startswith("1 See")


def test_text_from_right_to_left_is_walked_leftwards() -> None:
    page = page_of([Line("שלום עולם", leftward=True)])
    right_end = 72 + 9 * 6
    assert nearest(page, Point(right_end + 20, 75)) == 0
    assert nearest(page, Point(right_end - 1, 75)) == 0
    assert nearest(page, Point(right_end - 5, 75)) == 1
    assert nearest(page, Point(60, 75)) == 9
    [quad] = quads(page, 0, 4)
    assert quad.rect == pytest.approx((right_end - 24, 72, right_end, 72 + HEIGHT))


def test_part_of_a_line_of_mixed_direction_is_painted_where_it_is_printed() -> None:
    rightward = page_of([Line("ab גד ef")])
    left, right = rightward.left.copy(), rightward.right.copy()
    left[[3, 4]], right[[3, 4]] = left[[4, 3]], right[[4, 3]]
    page = PageText(**{**vars(rightward), "left": left, "right": right})
    first, second = quads(page, 0, 4)
    assert first.rect[0::2] == pytest.approx((72, 72 + 18))
    assert second.rect[0::2] == pytest.approx((72 + 24, 72 + 30))
    [whole] = quads(page, 0, len(page.text))
    assert whole.rect[0::2] == pytest.approx((72, 72 + 48))


def test_a_turned_line_has_a_turned_quad() -> None:
    page = page_of([Line("stamp", angle=-np.pi / 2, along=-200, across=30)])
    [quad] = quads(page, 0, 5)
    assert quad.rect == pytest.approx((30, 170, 42, 200), abs=1e-3)
    assert (quad.x0, quad.y0) == pytest.approx((30, 200), abs=1e-3)


def test_wide_gaps_part_the_print_and_line_ends_are_not_painted() -> None:
    page = page_of(paragraph("cell one", "next  "))
    page.left[5:8] += 30
    page.right[5:8] += 30
    assert len(quads(page, 0, 8)) == 2
    [quad] = quads(page, 9, len(page.text))
    assert quad.rect[0::2] == pytest.approx((72, 72 + 24))
    assert quads(page, 13, len(page.text)) == []


def test_a_gap_filled_with_spaces_is_not_painted_but_one_wide_space_is() -> None:
    page = page_of([Line("Test    p-value")])
    first, second = quads(page, 0, len(page.text))
    assert first.rect[0::2] == pytest.approx((72, 72 + 24))
    assert second.rect[0::2] == pytest.approx((72 + 48, 72 + 90))
    assert quads(page, 0, 4) == [first]
    page = page_of([Line("wide word", step=13)])
    assert len(quads(page, 0, len(page.text))) == 1


@pytest.mark.parametrize(
    ("text", "at", "word"),
    [
        ("the quick fox", 6, "quick"),
        ("the quick fox", 9, "quick"),
        ("l’évaluation finale", 4, "l’évaluation"),
        ("a well-being index", 5, "well-being"),
        ("de\u0301ja\u0300 vu", 2, "de\u0301ja\u0300"),
        ("(UNDP)", 3, "UNDP"),
        ("رِسالة قصيرة", 2, "رِسالة"),
        ("end. Next", 3, "end"),
        ("a ... b", 3, "."),
        ("a  b", 2, ""),
    ],
)
def test_the_word_at_a_place(text: str, at: int, word: str) -> None:
    start, end = word_at(page_of([Line(text)]), at)
    assert text[start:end] == word


def test_a_word_broken_at_a_line_end_is_one_word() -> None:
    page = page_of(paragraph("labor is disaggre-", "gated here"))
    for at in (page.text.index("disag") + 2, page.text.index("gated") + 2):
        start, end = word_at(page, at)
        assert page.text[start:end] == "disaggre-\ngated"


def test_the_sentence_at_a_place() -> None:
    page = page_of(
        [
            *paragraph(
                "It grew by 2.5 per cent (see Fig. 3). Costs", "fell, e.g. Wages rose. Why?"
            ),
            Line("Other block.", 1, 72, 200),
        ]
    )
    sentences = {page.text[slice(*sentence_at(page, at))] for at in range(len(page.text))}
    assert sentences == {
        "It grew by 2.5 per cent (see Fig. 3).",
        "Costs\nfell, e.g. Wages rose.",
        "Why?",
        "Other block.",
    }


def test_the_block_at_a_place() -> None:
    text = TWO_COLUMNS.text
    assert text[slice(*block_at(TWO_COLUMNS, 3))] == "left one\nleft two"
    assert text[slice(*block_at(TWO_COLUMNS, len(text)))] == "right 1\nright 2\nright 3"


def test_snapping_trims_white_space() -> None:
    page = page_of(paragraph(" one ", "two "))
    assert page.text[slice(*snap(page, 0, 99))] == "one \ntwo"
    start, end = snap(page, 4, 6)
    assert start == end


def test_what_lies_between_two_carets_is_told_page_by_page() -> None:
    texts = [page_of(paragraph("one two ")), EMPTY, page_of(paragraph("three four"))]
    expected = [PageRange(0, 4, 7), PageRange(2, 0, 5)]
    assert ranges_between(texts.__getitem__, (0, 4), (2, 6)) == expected
    assert ranges_between(texts.__getitem__, (2, 6), (0, 4)) == expected
    assert ranges_between(texts.__getitem__, (0, 3), (0, 4)) == []
