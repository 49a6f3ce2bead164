"""Highlights and stripes worked out: what shares a line, what lies under a point."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.model.coding import Mark
from coder.model.geometry import PageSize, Point, Quad
from coder.model.ids import CodeId, CoderId, CodingId, PassageId
from ui.reader.highlights import Highlights
from ui.reader.marks import BANDS, PageMarks, Piece
from ui.reader.runs import bridged
from ui.reader.source import Look
from ui.reader.stripes import COLUMNS, columns, stripes

SIZE = PageSize(400, 600)


def flat(left: float, top: float, right: float, bottom: float) -> Quad:
    """Return an upright quad."""
    return Quad(left, top, right, top, right, bottom, left, bottom)


def mark(number: int, code: int, *quads: Quad, passage: int | None = None, page: int = 0) -> Mark:
    """Return a mark of these quads on one page."""
    key = number.to_bytes(16, "big")
    where = (number if passage is None else passage).to_bytes(16, "little")
    return Mark(
        CodingId(key),
        PassageId(where),
        CodeId(bytes([code]) * 16),
        CoderId(b"c" * 16),
        page,
        0,
        tuple((page, quad) for quad in quads),
    )


runs = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 30), st.integers(0, 4)), min_size=1, max_size=12
)


@given(runs)
def test_codes_on_one_line_share_its_height_and_leave_nothing_out(
    drawn: list[tuple[int, int, int]],
) -> None:
    marks = [
        mark(number, code, flat(start, 100, start + length, 112))
        for number, (start, length, code) in enumerate(drawn)
    ]
    pieces = PageMarks(0, SIZE, marks).pieces
    for x in np.arange(0.5, 95):
        codes = {code for start, length, code in drawn if start < x < start + length}
        here = [piece for piece in pieces if piece.left < x < piece.right]
        assert {piece.code[0] for piece in here} <= codes
        assert len(here) == min(len(codes), BANDS)
        assert sum(piece.bottom - piece.top for piece in here) == pytest.approx(12 if codes else 0)
        assert sum(piece.is_last for piece in here) == bool(codes)
    for one, other in combinations(pieces, 2):
        assert not overlaps(one, other)


def overlaps(one: Piece, other: Piece) -> bool:
    """Say whether two pieces lie on each other by more than a rounding error."""
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    return wide > 1e-6 and high > 1e-6


def test_one_code_by_several_coders_is_coloured_once() -> None:
    marks = [mark(number, 1, flat(10, 100, 90, 112), passage=7) for number in range(3)]
    assert len(PageMarks(0, SIZE, marks).pieces) == 1


def test_lines_whose_boxes_overlap_meet_in_the_middle() -> None:
    one = mark(1, 1, flat(10, 100, 90, 114), flat(10, 110, 90, 124))
    upper, lower = PageMarks(0, SIZE, [one]).pieces
    assert upper.bottom == lower.top == 112


def test_the_cells_of_a_table_are_not_trimmed_by_those_beside_them() -> None:
    cell = mark(1, 1, flat(10, 105, 40, 119), flat(200, 105, 240, 119))
    lines = mark(2, 1, flat(100, 100, 150, 112), flat(100, 112, 150, 124))
    pieces = PageMarks(0, SIZE, [cell, lines]).pieces
    heights = sorted(piece.bottom - piece.top for piece in pieces)
    assert heights == [12, 12, 14, 14]


def test_print_that_runs_up_the_page_is_split_along_its_own_lines() -> None:
    up = Quad(100, 300, 100, 200, 112, 200, 112, 300)
    pieces = PageMarks(0, SIZE, [mark(1, 1, up), mark(2, 2, up)]).pieces
    assert sorted((piece.left, piece.right) for piece in pieces) == [(100, 106), (106, 112)]
    assert {(piece.top, piece.bottom) for piece in pieces} == {(200, 300)}


@pytest.mark.parametrize(
    ("rotation", "expected"),
    [
        (0, (10, 20, 60, 32)),
        (90, (568, 10, 580, 60)),
        (180, (340, 568, 390, 580)),
        (270, (20, 340, 32, 390)),
    ],
)
def test_marks_turn_with_the_page(rotation: int, expected: tuple[float, ...]) -> None:
    size = PageSize(400, 600, rotation)
    (piece,) = PageMarks(0, size, [mark(1, 1, flat(10, 20, 60, 32))]).pieces
    assert (piece.left, piece.top, piece.right, piece.bottom) == pytest.approx(expected)


def test_what_lies_under_a_point_comes_smallest_first() -> None:
    wide = mark(1, 1, flat(0, 0, 300, 100))
    small = mark(2, 2, flat(50, 40, 100, 60))
    other = mark(3, 3, flat(200, 40, 250, 60))
    page = PageMarks(0, SIZE, [wide, other, small])
    assert page.at(Point(75, 50)) == [small, wide]
    assert page.at(Point(225, 50)) == [other, wide]
    assert page.at(Point(350, 50)) == []


def test_a_slanted_quad_is_hit_only_inside() -> None:
    slanted = Quad(100, 100, 200, 200, 190, 210, 90, 110)
    page = PageMarks(0, SIZE, [mark(1, 1, slanted)])
    assert page.at(Point(145, 155))
    assert not page.at(Point(190, 110))


spans = st.lists(
    st.tuples(st.integers(0, 100), st.integers(1, 40)).map(lambda s: (s[0], s[0] + s[1])),
    max_size=25,
)


@given(spans)
def test_stripes_stand_side_by_side_in_as_few_columns_as_can_be(
    drawn: list[tuple[float, float]],
) -> None:
    chosen = columns(drawn)
    deepest = max((sum(top <= at < bottom for top, bottom in drawn) for at, _ in drawn), default=0)
    assert max(chosen, default=-1) + 1 == min(deepest, COLUMNS)
    for one, other in combinations(range(len(drawn)), 2):
        if chosen[one] == chosen[other] < COLUMNS - 1:
            (top, bottom), (above, below) = drawn[one], drawn[other]
            assert bottom <= above or below <= top


def test_a_stripe_reaches_from_the_first_line_of_its_passage_to_the_last() -> None:
    one = mark(1, 1, flat(50, 100, 90, 112), flat(10, 114, 60, 126), passage=5)
    twin = mark(2, 1, *[quad for _, quad in one.quads], passage=5)
    (stripe,) = stripes(PageMarks(0, SIZE, [one, twin]))
    assert (stripe.top, stripe.bottom) == (100, 126)
    assert set(stripe.codings) == {one.coding, twin.coding}


def test_adding_and_removing_marks_changes_the_touched_page_only() -> None:
    shown = Highlights([SIZE, SIZE])
    first, second = mark(1, 1, flat(0, 0, 9, 9)), mark(2, 1, flat(0, 0, 9, 9), page=1)
    shown.show([first, second], {first.code: Look("#123456", "Name")})
    kept, changed = shown.on_page(0), shown.on_page(1)
    recoded = mark(2, 3, flat(0, 0, 9, 9), page=1)
    shown.add([recoded], {recoded.code: Look("#654321", "Other")})
    assert shown.on_page(0) is kept
    assert shown.on_page(1) is not changed
    assert shown.at(1, Point(5, 5)) == [recoded]
    assert shown.look(first.code).name == "Name"
    assert shown.look(recoded.code).name == "Other"
    shown.remove({recoded.coding})
    assert shown.on_page(1) is None
    assert shown.on_page(0) is kept


def test_words_of_one_line_are_joined_but_not_columns_nor_lines() -> None:
    words = [flat(10, 100, 40, 110), flat(55, 100, 90, 110)]
    assert bridged(words) == [flat(10, 100, 90, 110)]
    cells = [flat(10, 100, 40, 110), flat(80, 100, 90, 110)]
    assert bridged(cells) == cells
    lines = [flat(10, 100, 40, 110), flat(10, 112, 40, 122)]
    assert bridged(lines) == lines
