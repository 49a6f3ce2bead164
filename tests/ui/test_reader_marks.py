"""Highlights and stripes worked out: what shares a line, what lies under a point."""

from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.model.coding import Mark
from coder.model.geometry import PageSize, Point, Quad
from coder.model.ids import CodeId, CoderId, CodingId, PassageId
from coder.model.mark_filter import MarkFilter
from ui.reader.highlights import Highlights
from ui.reader.lines import LANES, Rule, Wash
from ui.reader.marks import EDGE, PageMarks
from ui.reader.runs import bridged
from ui.reader.source import Look
from ui.reader.stripes import clusters, columns, stripes
from ui.reader.voices import Voices

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
def test_a_line_is_washed_once_and_every_passage_keeps_its_edges(
    drawn: list[tuple[int, int, int]],
) -> None:
    marks = [
        mark(number, code, flat(start, 100, start + length, 112))
        for number, (start, length, code) in enumerate(drawn)
    ]
    laid = PageMarks(0, SIZE, marks).laid
    for x in (at + 0.5 for at in range(95)):
        codes = {code for start, length, code in drawn if start < x < start + length}
        (*here,) = (wash for wash in laid.washes if wash.start < x < wash.end)
        assert len(here) == bool(codes)
        assert {code[0] for wash in here for code, _ in wash.codes} == codes
    ruled = sorted((rule.start, rule.end, rule.code[0]) for rule in laid.rules)
    assert len(drawn) > LANES or ruled == sorted((a, a + b, code) for a, b, code in drawn)
    for one, other in combinations(laid.rules, 2):
        assert one.lane != other.lane or one.end <= other.start or other.end <= one.start


def test_further_rules_than_there_are_lanes_are_left_to_the_margin() -> None:
    marks = [mark(number, number, flat(10, 100, 90, 112)) for number in range(LANES + 5)]
    page = PageMarks(0, SIZE, marks)
    assert sorted(rule.lane for rule in page.laid.rules) == list(range(LANES))
    assert len(page.laid.washes[0].codes) == len(stripes(page)) == LANES + 5


def test_a_long_passage_keeps_its_place_among_the_rules_from_line_to_line() -> None:
    lines = [flat(10, 100 + 14 * at, 300, 112 + 14 * at) for at in range(3)]
    long, short = mark(1, 1, *lines), mark(2, 2, flat(5, 114, 60, 126))
    rules = PageMarks(0, SIZE, [short, long]).laid.rules
    assert [rule.lane for rule in rules if rule.code == long.code] == [0, 0, 0]
    assert [rule.lane for rule in rules if rule.code == short.code] == [1]


def test_one_code_by_several_coders_is_coloured_once() -> None:
    marks = [mark(number, 1, flat(10, 100, 90, 112), passage=7) for number in range(3)]
    laid = PageMarks(0, SIZE, marks).laid
    assert len(laid.washes) == len(laid.rules) == 1


def test_a_rule_tells_whether_all_its_codings_are_others_or_limited() -> None:
    mine = mark(1, 1, flat(10, 100, 90, 112), passage=7)
    theirs = replace(mark(2, 1, flat(10, 100, 90, 112), passage=7), coder=CoderId(b"d" * 16))
    limited = replace(theirs, depth="limited")

    def ruled(*marks: Mark) -> tuple[bool, bool]:
        (rule,) = PageMarks(0, SIZE, marks, lambda coder: coder != mine.coder).laid.rules
        return rule.is_other, rule.is_limited

    assert ruled(mine, limited) == (False, False)
    assert ruled(theirs) == (True, False)
    assert ruled(limited) == (True, True)


def test_lines_whose_boxes_overlap_meet_in_the_middle() -> None:
    one = mark(1, 1, flat(10, 100, 90, 114), flat(10, 110, 90, 124))
    upper, lower = PageMarks(0, SIZE, [one]).laid.washes
    assert upper.line.high == lower.line.low == 112


def test_the_cells_of_a_table_are_not_trimmed_by_those_beside_them() -> None:
    cell = mark(1, 1, flat(10, 105, 40, 119), flat(200, 105, 240, 119))
    lines = mark(2, 1, flat(100, 100, 150, 112), flat(100, 112, 150, 124))
    washes = PageMarks(0, SIZE, [cell, lines]).laid.washes
    heights = sorted(wash.line.high - wash.line.low for wash in washes)
    assert heights == [12, 12, 14, 14]


def test_rules_stand_where_the_feet_of_the_letters_are() -> None:
    up = Quad(100, 300, 100, 200, 112, 200, 112, 300)
    down = Quad(212, 200, 212, 300, 200, 300, 200, 200)
    head = Quad(390, 112, 300, 112, 300, 100, 390, 100)
    rules = PageMarks(0, SIZE, [mark(1, 1, up), mark(2, 2, down), mark(3, 3, head)]).laid.rules
    found = {rule.code[0]: (rule.line.is_across, rule.line.foot, rule.start) for rule in rules}
    assert found == {1: (False, 1, 200), 2: (False, -1, 200), 3: (True, -1, 300)}


def test_print_that_lies_askew_is_not_covered_by_an_upright_box() -> None:
    slanted = Quad(100, 100, 200, 200, 190, 210, 90, 110)
    laid = PageMarks(0, SIZE, [mark(1, 1, flat(0, 0, 9, 9)), mark(2, 1, slanted)]).laid
    assert laid.slanted == [1]
    assert len(laid.washes) == 1


def box_of(part: Wash | Rule) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom of a part of a line."""
    line = part.line
    if line.is_across:
        return part.start, line.low, part.end, line.high
    return line.low, part.start, line.high, part.end


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
    (wash,) = PageMarks(0, size, [mark(1, 1, flat(10, 20, 60, 32))]).laid.washes
    assert box_of(wash) == pytest.approx(expected)


def test_what_lies_under_a_point_comes_smallest_first() -> None:
    wide = mark(1, 1, flat(0, 0, 300, 100))
    small = mark(2, 2, flat(50, 40, 100, 60))
    other = mark(3, 3, flat(200, 40, 250, 60))
    page = PageMarks(0, SIZE, [wide, other, small])
    assert page.at(Point(75, 50)) == [small, wide]
    assert page.at(Point(225, 50)) == [other, wide]
    assert page.at(Point(350, 50)) == []


def area(number: int, left: float, top: float, right: float, bottom: float) -> Mark:
    """Return a mark of a coded area."""
    return replace(mark(number, number, flat(left, top, right, bottom)), is_area=True)


def test_the_edge_of_an_area_goes_before_the_words_in_it_and_its_inside_after() -> None:
    table, figure = area(1, 100, 100, 300, 200), area(2, 120, 120, 220, 180)
    words = mark(3, 3, flat(90, 130, 290, 142))
    page = PageMarks(0, SIZE, [table, words, figure])
    assert page.at(Point(100, 136)) == [table, words]
    assert page.at(Point(200, 136)) == [words, figure, table]
    assert page.at(Point(120, 136)) == [figure, words, table]
    assert page.at(Point(250, 190)) == [table]
    assert page.at(Point(300 + EDGE - 1, 150)) == [table]
    assert page.at(Point(300 + EDGE + 1, 150)) == []


def test_an_area_is_no_wash_over_lines_but_has_its_stripe() -> None:
    page = PageMarks(0, SIZE, [area(1, 100, 100, 300, 200)])
    assert page.laid == ([], [], [])
    assert [(one.passage, one.top, one.bottom) for one in page.areas] == [
        (page.marks[0].passage, 100, 200)
    ]
    assert [(one.top, one.bottom) for one in stripes(page)] == [(100, 200)]


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
    assert max(chosen, default=-1) + 1 == deepest
    for one, other in combinations(range(len(drawn)), 2):
        if chosen[one] == chosen[other]:
            (top, bottom), (above, below) = drawn[one], drawn[other]
            assert bottom <= above or below <= top


@given(spans)
def test_stripes_of_two_clusters_never_stand_beside_each_other(
    drawn: list[tuple[float, float]],
) -> None:
    marks = [mark(at, at, flat(0, top, 9, bottom)) for at, (top, bottom) in enumerate(drawn)]
    found = stripes(PageMarks(0, SIZE, marks))
    groups = clusters(found)
    assert [stripe for group in groups for stripe in group] == found
    for group, after in pairwise(groups):
        assert max(one.bottom for one in group) <= min(one.top for one in after)
    for group in groups:
        for at in range(1, len(group)):
            assert group[at].top < max(one.bottom for one in group[:at])


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


def test_a_filter_leaves_out_what_is_not_wanted_until_it_is_let_go() -> None:
    shown = Highlights([SIZE, SIZE])
    words = mark(1, 1, flat(0, 0, 50, 9))
    other = replace(mark(2, 2, flat(0, 20, 50, 29)), coder=CoderId(b"d" * 16), direction="-")
    table = replace(area(3, 0, 40, 50, 90), has_memo=True, direction="+", depth="central")
    shown.show([words, other, table], {})

    def left(**wanted: object) -> list[Mark]:
        shown.set_filter(MarkFilter(**wanted))  # type: ignore[arg-type]
        page = shown.on_page(0)
        return page.marks if page else []

    assert left(codes=frozenset({words.code, table.code})) == [words, table]
    assert left(coders=frozenset({other.coder})) == [other]
    assert left(kinds=frozenset({"area"})) == [table]
    assert left(kinds=frozenset({"+", "-"})) == [other, table]
    assert left(kinds=frozenset({"none", "memo"})) == []
    assert not shown.is_coded(0)
    assert left(kinds=frozenset({"text"}), coders=frozenset({words.coder})) == [words]
    assert shown.counts == (1, 3)
    again = mark(4, 1, flat(0, 60, 50, 69))
    shown.add([again, replace(words, is_area=True)], {})
    assert shown.on_page(0).marks == [again]  # type: ignore[union-attr]
    assert shown.counts == (1, 4)
    shown.remove({again.coding, other.coding})
    assert shown.counts == (0, 2)
    assert len(left()) == 2
    assert shown.counts == (2, 2)


def test_the_next_coding_is_the_next_as_one_reads_and_goes_on_from_what_is_lit() -> None:
    shown = Highlights([SIZE] * 4)
    left = replace(mark(1, 1, flat(10, 300, 90, 312)), start=100)
    right = replace(mark(2, 1, flat(210, 50, 290, 62)), start=500)
    beside = replace(mark(3, 1, flat(310, 50, 390, 62)), start=520)
    twice = replace(mark(4, 2, flat(310, 50, 390, 62), passage=3), start=520)
    later = mark(5, 1, flat(10, 20, 90, 32), page=3)
    shown.show([later, beside, left, twice, right], {})

    def step(page: int, y: float, direction: int) -> tuple[int, list[bytes]] | None:
        found = shown.next_after(page, y, direction)
        return found and (found[0], list(found[2]))

    assert step(0, 100, 1) == (0, [left.coding])
    shown.lit = frozenset({left.passage})
    assert step(0, 300, 1) == (0, [right.coding])
    shown.lit = frozenset({right.coding})
    assert step(0, 50, 1) == (0, [beside.coding, twice.coding])
    assert step(0, 50, -1) == (0, [left.coding])
    shown.lit = frozenset({beside.passage})
    assert step(0, 50, 1) == (3, [later.coding])
    assert step(0, 50, -1) == (0, [right.coding])
    shown.lit = frozenset({later.passage})
    assert step(3, 20, 1) is None
    assert step(3, 20, -1) == (0, [beside.coding, twice.coding])
    shown.lit = frozenset()
    assert step(3, 500, -1) == (3, [later.coding])
    assert step(0, 20, -1) is None
    assert shown.next_after(3, 0, 1) == (3, 20, [later.coding])


def test_a_passage_over_two_pages_begins_once() -> None:
    shown = Highlights([SIZE, SIZE])
    both = replace(mark(1, 1), quads=((0, flat(0, 580, 50, 590)), (1, flat(0, 20, 50, 30))))
    shown.show([both], {})
    assert shown.next_after(0, 0, 1) == (0, 580, [both.coding])
    assert shown.next_after(0, 590, 1) is None
    assert shown.next_after(1, 600, -1) == (0, 580, [both.coding])
    assert shown.is_coded(1)


def test_the_map_is_told_where_what_colour_is() -> None:
    shown = Highlights([SIZE])
    one = mark(1, 1, flat(0, 100, 50, 110), flat(0, 112, 50, 122))
    shown.show([one], {one.code: Look("#123456", "Name")})
    assert shown.spans(0) == [(100, 122, "#123456")]
    assert Highlights([SIZE]).spans(0) == []


def test_turned_pages_have_their_marks_elsewhere() -> None:
    shown = Highlights([SIZE])
    shown.show([mark(1, 1, flat(10, 20, 60, 32))], {})
    shown.resize([PageSize(400, 600, 90)])
    assert shown.at(0, Point(575, 30))
    assert not shown.at(0, Point(30, 25))


def test_other_coders_are_told_apart_once_it_is_said_who_looks() -> None:
    voices = Voices({CoderId(b"c" * 16): "CA", CoderId(b"d" * 16): "CB"}, CoderId(b"c" * 16))
    assert voices.initials_of(CoderId(b"d" * 16)) == "CB"
    assert voices.initials_of(CoderId(b"c" * 16)) == ""
    assert not Voices().is_other(CoderId(b"d" * 16))
    shown = Highlights([SIZE])
    theirs = replace(mark(1, 1, flat(10, 100, 90, 112)), coder=CoderId(b"d" * 16))
    shown.show([theirs], {})
    assert not shown.on_page(0).laid.rules[0].is_other  # type: ignore[union-attr]
    shown.hear(voices)
    assert shown.on_page(0).laid.rules[0].is_other  # type: ignore[union-attr]


def test_words_of_one_line_are_joined_but_not_columns_nor_lines() -> None:
    words = [flat(10, 100, 40, 110), flat(55, 100, 90, 110)]
    assert bridged(words) == [flat(10, 100, 90, 110)]
    cells = [flat(10, 100, 40, 110), flat(80, 100, 90, 110)]
    assert bridged(cells) == cells
    lines = [flat(10, 100, 40, 110), flat(10, 112, 40, 122)]
    assert bridged(lines) == lines
