"""Disagreements: each place where two coders differ is found once, said right, in order."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.analysis.disagreements import disagreements
from coder.model.coding import Coding
from coder.model.extent import Extent
from coder.model.ids import CodeId, CoderId, CodingId, PassageId, ReportId
from coder.model.settling import Disagreement

REPORT, OTHER = ReportId(b"r1"), ReportId(b"r2")
CODER_A, CODER_B, CODER_C = CoderId(b"coder_a"), CoderId(b"coder_b"), CoderId(b"coder_c")
RED, BLUE, GREEN = CodeId(b"red"), CodeId(b"blue"), CodeId(b"green")


def coding(
    coder: CoderId, code: CodeId, start: int, end: int, page: int = 0, end_page: int | None = None
) -> Coding:
    last = page if end_page is None else end_page
    place = f"{page}.{start}-{last}.{end}".encode()
    return Coding(
        id=CodingId(b"/".join((coder, code, place))),
        passage=PassageId(place),
        report=REPORT,
        code=code,
        coder=coder,
        page=page,
        start=start,
        end_page=last,
        end=end,
        quote="",
        memo="",
        created="",
    )


def found(*codings: Coding) -> list[Disagreement]:
    return disagreements(codings, [CODER_A, CODER_B, CODER_C], [REPORT, OTHER])


def only(*codings: Coding) -> Disagreement:
    (one,) = found(*codings)
    return one


def test_the_same_codes_on_the_same_passages_are_no_disagreement() -> None:
    assert not found(
        coding(CODER_A, RED, 0, 9), coding(CODER_B, RED, 0, 9), coding(CODER_A, BLUE, 0, 9),
        coding(CODER_B, BLUE, 0, 9),
        coding(CODER_A, RED, 90, 99, 2, 3), coding(CODER_B, RED, 90, 99, 2, 3),
    )  # fmt: skip


def test_a_code_that_the_other_put_nowhere_near_is_missed() -> None:
    mine, theirs = coding(CODER_A, RED, 0, 9), coding(CODER_B, BLUE, 9, 20)
    first, second = found(mine, theirs)
    assert (first.kind, first.first, first.second, first.codes) == ("missed", (mine,), (), (RED,))
    assert (second.kind, second.first, second.second) == ("missed", (), (theirs,))
    assert first.coders == second.coders == (CODER_A, CODER_B)


def test_another_extent_of_the_same_code_is_a_boundary() -> None:
    mine = coding(CODER_A, RED, 0, 30)
    theirs = (coding(CODER_B, RED, 0, 9), coding(CODER_B, RED, 10, 30))
    one = only(mine, *theirs)
    assert (one.kind, one.first, one.second, one.codes) == ("boundary", (mine,), theirs, (RED,))


def test_a_passage_that_goes_on_over_the_page_end_meets_one_there() -> None:
    one = only(coding(CODER_A, RED, 500, 40, 1, 2), coding(CODER_B, RED, 10, 40, 2))
    assert (one.kind, one.page) == ("boundary", 1)
    assert len(found(coding(CODER_A, RED, 500, 40, 1, 2), coding(CODER_B, RED, 40, 50, 2))) == 2


def test_another_code_on_overlapping_passages_is_a_code() -> None:
    mine, theirs = coding(CODER_A, RED, 0, 30), coding(CODER_B, BLUE, 20, 40)
    one = only(mine, theirs)
    assert (one.kind, one.first, one.second) == ("code", (mine,), (theirs,))
    assert one.codes == (RED, BLUE)


def test_a_code_more_than_the_agreed_one_is_in_question_alone() -> None:
    agreed = coding(CODER_A, RED, 0, 30), coding(CODER_B, RED, 0, 30)
    more = coding(CODER_A, GREEN, 0, 30)
    one = only(*agreed, more)
    assert (one.kind, one.first, one.second, one.codes) == (
        "code",
        (more,),
        (agreed[1],),
        (GREEN,),
    )


def test_each_pair_is_compared_where_both_were_at_work() -> None:
    apart = replace(coding(CODER_C, BLUE, 0, 9), report=OTHER)
    assert not found(coding(CODER_A, RED, 0, 9), coding(CODER_B, RED, 0, 9), apart)
    one = coding(CODER_C, BLUE, 50, 60)
    pairs = [
        each.coders for each in found(coding(CODER_A, RED, 0, 9), coding(CODER_B, RED, 0, 9), one)
    ]
    assert pairs == [
        (CODER_A, CODER_C),
        (CODER_A, CODER_C),
        (CODER_B, CODER_C),
        (CODER_B, CODER_C),
    ]


def test_who_is_done_and_found_nothing_has_missed_it() -> None:
    mine = coding(CODER_A, RED, 0, 9)
    told = disagreements([mine], [CODER_A, CODER_B], [REPORT], done={(REPORT, CODER_B)})
    assert [(one.kind, one.first, one.second) for one in told] == [("missed", (mine,), ())]


def test_lost_codings_are_nowhere() -> None:
    assert not found(
        replace(coding(CODER_A, RED, 0, 9), moved="lost"), coding(CODER_B, RED, 0, 9)
    )[1:]


def areas(one: Extent, other: Extent) -> list[str]:
    mine, theirs = coding(CODER_A, RED, 5, 5), coding(CODER_B, RED, 7, 7)
    extents = {mine.passage: one, theirs.passage: other}
    told = disagreements([mine, theirs], [CODER_A, CODER_B], [REPORT], extents=extents)
    return [each.kind for each in told]


@pytest.mark.parametrize(
    ("right", "kinds"),
    [(100.0, []), (105.0, []), (160.0, ["boundary"]), (2000.0, ["boundary"])],
)
def test_areas_are_alike_when_they_nearly_cover_each_other(right: float, kinds: list[str]) -> None:
    drawn = Extent(area=(0, (0.0, 0.0, 100.0, 100.0)))
    assert areas(drawn, Extent(area=(0, (0.0, 0.0, right, 100.0)))) == kinds


def test_areas_whose_edges_brush_or_on_other_pages_do_not_meet() -> None:
    drawn = Extent(area=(0, (0.0, 0.0, 100.0, 100.0)))
    assert areas(drawn, Extent(area=(0, (99.0, 0.0, 200.0, 100.0)))) == ["missed", "missed"]
    assert areas(drawn, Extent(area=(1, (0.0, 0.0, 100.0, 100.0)))) == ["missed", "missed"]


def test_what_a_passage_leaves_out_is_not_in_it() -> None:
    mine, theirs = coding(CODER_A, RED, 0, 90), coding(CODER_B, RED, 40, 50)
    parts = {mine.passage: Extent(((0, 0, 30), (0, 60, 90)))}
    told = disagreements([mine, theirs], [CODER_A, CODER_B], [REPORT], extents=parts)
    assert [one.kind for one in told] == ["missed", "missed"]


CODINGS = st.lists(
    st.builds(
        lambda who, code, page, start, size: coding(who, code, start, start + size, page),
        st.sampled_from([CODER_A, CODER_B]),
        st.sampled_from([RED, BLUE]),
        st.integers(0, 1),
        st.integers(0, 20),
        st.integers(1, 8),
    ),
    max_size=8,
    unique_by=lambda one: one.id,
)


def meet(one: Coding, other: Coding) -> bool:
    return one.page == other.page and one.start < other.end and other.start < one.end


@given(CODINGS)
def test_every_difference_is_told_exactly_once(codings: list[Coding]) -> None:
    if len({one.coder for one in codings}) < 2:
        assert not found(*codings)
        return
    told = found(*codings)
    assert len({one.key for one in told}) == len(told)
    places = [min((each.page, each.start) for each in one.codings) for one in told]
    assert places == sorted(places)
    asked = [each.id for one in told for each in one.codings if each.code in one.codes]
    assert len(asked) == len(set(asked))
    twins = {(one.passage, one.code) for one in codings if one.coder == CODER_A} & {
        (one.passage, one.code) for one in codings if one.coder == CODER_B
    }
    assert set(asked) >= {one.id for one in codings if (one.passage, one.code) not in twins}
    for one in told:
        if one.kind == "missed":
            others = [each for each in codings if each.coder != one.codings[0].coder]
            assert not any(meet(each, other) for each in one.codings for other in others)
        assert all(each.coder == CODER_A for each in one.first)
        assert all(each.coder == CODER_B for each in one.second)


@given(CODINGS)
def test_who_is_asked_first_makes_no_difference(codings: list[Coding]) -> None:
    one = disagreements(codings, [CODER_A, CODER_B], [REPORT])
    other = disagreements(codings[::-1], [CODER_B, CODER_A], [REPORT])
    assert sorted(each.key for each in one) == sorted(each.key for each in other)
    turned = {each.key: each for each in other}
    for each in one:
        assert (each.first, each.second) == (turned[each.key].second, turned[each.key].first)
        assert each.kind == turned[each.key].kind
