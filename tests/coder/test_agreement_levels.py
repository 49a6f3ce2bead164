"""The three levels say what counting character by character and passage by passage says."""

import json
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coder.analysis.coded import Area
from coder.analysis.level_characters import CharacterLevel
from coder.analysis.level_passages import PassageLevel
from coder.analysis.level_reports import ReportLevel
from coder.analysis.sums import Floats, Sums
from coder.analysis.unitizing import Cuts, code_alpha, u_alpha
from tests.coder.coded_made import Said, coded, told

VECTORS = Path(__file__).resolve().parents[2] / "../shared/agreement_vectors.json"
CODES, CODERS, LENGTHS = 2, 3, (40, 25, 30)
ROWS = st.lists(
    st.builds(
        lambda who, report, code, start, size: (who, report, code, start, start + size),
        st.integers(0, CODERS - 1),
        st.integers(0, len(LENGTHS) - 1),
        st.integers(0, CODES - 1),
        st.integers(0, 15),
        st.integers(1, 9),
    ),
    max_size=14,
)


def overall(level: CharacterLevel | PassageLevel | ReportLevel, name: str, coders: int) -> float:
    return float(level.total().values(coders, pooled=True)[name])


def characters(rows: Sequence[Said], lengths: Sequence[int], coders: int) -> list[list[Floats]]:
    """Return for each coder and report a table (codes, characters) of 0 and 1."""
    found = [[np.zeros((CODES, length)) for length in lengths] for _ in range(coders)]
    for who, report, code, start, end in rows:
        found[who][report][code, start:end] = 1
    return found


def vectors() -> dict[str, float]:
    """Return the published figures by name."""
    if not VECTORS.exists():
        pytest.skip("the shared figures are not here")
    found = json.loads(VECTORS.read_text(encoding="utf-8"))["vectors"]
    return {one["id"]: one["exact"] for one in found if one.get("exact") is not None}


def test_nvivos_figures_come_out() -> None:
    exact, splits = vectors(), (0, 50, 75)
    for second in splits:
        rows = [(0, 0, 0, 0, 200 - second), (1, 0, 0, 150 - second, 200)]
        level = CharacterLevel.of(coded(rows, [1000], codes=1))
        assert level.counts()["both"].tolist() == [[50]]
        percent = overall(level, "character_percent", 2)
        assert percent == pytest.approx(exact["nvivo_doc/percent"], abs=6e-7)
        kappa = overall(level, "character_kappa", 2)
        name = f"nvivo_kappa_split{150 - second}/kappa"
        assert kappa == pytest.approx(exact[name], abs=6e-7)


def test_krippendorffs_figures_come_out_of_codings() -> None:
    exact = vectors()
    data = json.loads(VECTORS.read_text(encoding="utf-8"))["data"]["krippendorff2016_unitizing"]
    rows = [
        (who, 0, int(code) - 1, start, end)
        for who, own in enumerate(data["observers"].values())
        for start, end, code in own
    ]
    level = told(coded(rows, [data["L"]], coders=3, codes=7))["character"]
    for name, vector in (("u_alpha_codes", "u_nominal"), ("cu_alpha", "cu_nominal")):
        expected = exact[f"krippendorff2016_unitizing/{vector}"]
        assert level.overall[name].value == pytest.approx(expected, abs=6e-7)
    each = {row.name: row["ku_alpha"].value for row in level.codes}
    ones = [each[f"code {at}"] for at in (0, 4, 5)]
    assert ones == pytest.approx([1, 1, 1])


@given(ROWS)
def test_characters_are_those_counted_one_by_one(rows: list[Said]) -> None:
    some = coded(rows, LENGTHS, CODERS).among(range(CODERS))
    level = CharacterLevel.of(some)
    said = characters(rows, LENGTHS, CODERS)
    agreeing = chance = every = both = either = 0.0
    for at, report in enumerate(some.rows):
        for one, other in combinations(np.flatnonzero(some.at_work[at]), 2):
            for code in some.columns:
                a, b = said[one][report][code], said[other][report][code]
                size = len(a)
                agreeing += float((a == b).sum())
                chance += (a.sum() * b.sum() + (size - a.sum()) * (size - b.sum())) / size
                every += size
                both += float((a * b).sum())
                either += float(a.sum() + b.sum())
    assume(either)
    assert overall(level, "character_percent", 3) == pytest.approx(agreeing / every)
    assert overall(level, "shared_text", 3) == pytest.approx(2 * both / either)
    kappa = (agreeing - chance) / (every - chance) if every - chance > 1e-9 else np.nan
    assert overall(level, "character_kappa", 3) == pytest.approx(kappa, nan_ok=True)


def segments(rows: Sequence[Said], who: int, report: int, code: int) -> list[tuple[int, int, int]]:
    """Return one coder's segments of a code, those that overlap joined."""
    found: list[tuple[int, int, int]] = []
    chosen = [(start, end) for a, b, c, start, end in rows if (a, b, c) == (who, report, code)]
    for start, end in sorted(chosen):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]), 1)
        else:
            found.append((start, end, 1))
    return found


@given(ROWS)
def test_unitizing_alpha_of_a_code_is_that_of_its_cuts(rows: list[Said]) -> None:
    some = coded(rows, LENGTHS, CODERS).among(range(CODERS))
    level = CharacterLevel.of(some)
    for at, report in enumerate(some.rows):
        for place, code in enumerate(some.columns):
            own = [
                np.array(segments(rows, who, report, code), np.int64).reshape(-1, 3)
                for who in np.flatnonzero(some.at_work[at])
            ]
            expected = Cuts.of(own, LENGTHS[report], 1)
            np.testing.assert_allclose(level.cuts.lengths[at, place], expected.lengths)
            np.testing.assert_allclose(level.cuts.own[at, place], expected.own)


def test_alphas_over_all_codes_are_told_where_codes_are_exclusive() -> None:
    rows = [(0, 0, 0, 0, 10), (0, 0, 1, 10, 20), (1, 0, 0, 0, 12), (1, 0, 1, 12, 20)]
    own = [np.array([(0, 10, 1), (10, 20, 2)]), np.array([(0, 12, 1), (12, 20, 2)])]
    cuts = Cuts.of(own, 60, 2)
    row = told(coded(rows, [60]))["character"].overall
    assert row["u_alpha_codes"].value == pytest.approx(float(u_alpha(cuts)))
    assert row["cu_alpha"].value == pytest.approx(float(code_alpha(cuts)))
    both = told(coded([*rows, (0, 0, 1, 5, 8)], [60]))["character"]
    assert both.overall["cu_alpha"].told == "n/a (a coder put several codes on the same text)"
    assert both.codes[0]["ku_alpha"].told == both.overall["cu_alpha"].told


@given(ROWS)
def test_the_overlap_of_passages_is_that_of_sets_of_characters(rows: list[Said]) -> None:
    some = coded(rows, LENGTHS, CODERS).among(range(CODERS))
    said = characters(rows, LENGTHS, CODERS)
    shares = []
    for at, report in enumerate(some.rows):
        for one, other in combinations(np.flatnonzero(some.at_work[at]), 2):
            for mine, theirs in ((one, other), (other, one)):
                for who, where, code, start, end in rows:
                    if (who, where) == (mine, report):
                        shares.append(said[theirs][report][code, start:end].mean())
    assume(shares)
    found = overall(PassageLevel.of(some), "overlap", 3)
    assert found == pytest.approx(float(np.mean(shares)))


@given(ROWS)
def test_passages_are_matched_when_they_share_half_of_what_they_cover(rows: list[Said]) -> None:
    apart = [row for at, row in enumerate(rows) if not any(clash(row, one) for one in rows[:at])]
    some = coded(apart, LENGTHS, CODERS).among(range(CODERS))
    matched = every = 0
    for at, report in enumerate(some.rows):
        for one, other in combinations(np.flatnonzero(some.at_work[at]), 2):
            first, second = (
                [row for row in apart if row[:2] == (who, report)] for who in (one, other)
            )
            every += len(first) + len(second)
            matched += matches(first, second)
    assume(every)
    assert overall(PassageLevel.of(some), "f1", 3) == pytest.approx(2 * matched / every)


def clash(one: Said, other: Said) -> bool:
    return one[:3] == other[:3] and one[3] < other[4] and other[3] < one[4]


def matches(first: list[Said], second: list[Said]) -> int:
    """Return how many pairs can be made; passages of a coder do not overlap, so few can clash."""
    likeness = {}
    for a in first:
        for b in second:
            shared = min(a[4], b[4]) - max(a[3], b[3])
            if a[2] == b[2] and shared > 0:
                value = shared / (a[4] - a[3] + b[4] - b[3] - shared)
                likeness[a, b] = value
    left = sorted(likeness, key=lambda pair: -likeness[pair])
    taken: set[tuple[int, Said]] = set()
    count = 0
    for a, b in left:
        if likeness[a, b] >= 0.5 and (0, a) not in taken and (1, b) not in taken:
            taken |= {(0, a), (1, b)}
            count += 1
    return count


def area(coder: int, right: float, page: int = 0, code: int = 0) -> Area:
    return Area(0, code, coder, page, (0.0, 0.0, right, 100.0))


@pytest.mark.parametrize(
    ("other", "overlap", "f1"),
    [
        (area(1, 100.0), 1.0, 1.0),
        (area(1, 50.0), 0.75, 1.0),
        (area(1, 40.0), 0.7, 0.0),
        (area(1, 100.0, page=1), 0.0, 0.0),
        (area(1, 100.0, code=1), 0.0, 0.0),
    ],
)
def test_areas_are_compared_by_their_rectangles(other: Area, overlap: float, f1: float) -> None:
    some = coded([], [100], areas=[area(0, 100.0), other])
    row = told(some)["passage"].overall
    assert (row["overlap"].value, row["f1"].value) == pytest.approx((overlap, f1))
    assert (row.counts["passages"], row.counts["areas"]) == (2, 2)
    assert told(some)["character"].overall["shared_text"].told == "n/a (nothing to compare)"


def test_a_report_has_what_the_matrix_says_of_it() -> None:
    rows = [
        (0, 0, 0, 0, 5), (1, 0, 0, 20, 25), (0, 0, 1, 0, 5),
        (0, 1, 0, 0, 5), (1, 1, 1, 0, 5), (0, 2, 1, 0, 5),
    ]  # fmt: skip
    level = told(coded(rows, [50, 50, 50]))["report"]
    assert level.overall.counts == {"units": 4, "both": 1, "first": 2, "second": 1, "neither": 0}
    assert level.overall["percent"].value == pytest.approx(0.25)
    assert level.overall["kappa"].value == pytest.approx(-0.5)
    assert [row.name for row in level.reports] == ["report 0", "report 1"]
    assert [row["percent"].value for row in level.reports] == [0.5, 0.0]
    assert [row["percent"].value for row in level.codes] == [0.5, 0.0]


def test_who_did_not_work_on_a_report_has_not_said_no() -> None:
    rows = [(who, report, 0, 0, 5) for who, report in ((0, 0), (1, 0), (0, 1), (1, 1), (2, 1))]
    rows += [(0, 1, 1, 8, 9), (2, 1, 1, 8, 9)]
    level = told(coded(rows, [50, 50], coders=3))["report"]
    assert level.overall.counts == {"units": 8, "both": 5, "one": 2, "neither": 1}
    assert [pair.name for pair in level.pairs] == [
        "coder 0 – coder 1", "coder 0 – coder 2", "coder 1 – coder 2",
    ]  # fmt: skip
    assert [pair.counts["units"] for pair in level.pairs] == [4, 2, 2]
    assert level.overall["fleiss"].told == ("n/a (not the same number of coders for every report)")
    with pytest.raises(KeyError):
        level.overall["kappa"]


@given(ROWS)
@settings(max_examples=30)
def test_a_pair_says_the_same_whoever_else_coded(rows: list[Said]) -> None:
    some = coded(rows, LENGTHS, CODERS)
    for pair, (one, other) in enumerate(combinations(range(CODERS), 2)):
        alone = [(int(row[0] == other), *row[1:]) for row in rows if row[0] in {one, other}]
        two = told(coded(alone, LENGTHS, 2))
        for level, found in told(some).items():
            here, there = found.pairs[pair], two[level].overall
            assert here.counts == there.counts
            for a, b in zip(here.measures, there.measures, strict=True):
                assert (a.name, a.note) == (b.name, b.note)
                assert a.value == pytest.approx(b.value, nan_ok=True)


@given(ROWS, st.permutations(range(CODERS)), st.permutations(range(CODES)))
@settings(max_examples=30)
def test_names_and_order_make_no_difference(
    rows: list[Said], coders: list[int], codes: list[int]
) -> None:
    renamed = [(coders[who], report, codes[code], *span) for who, report, code, *span in rows]
    one, other = told(coded(rows, LENGTHS, CODERS)), told(coded(renamed[::-1], LENGTHS, CODERS))
    for level in one:
        assert one[level].overall.counts == other[level].overall.counts
        for a, b in zip(one[level].overall.measures, other[level].overall.measures, strict=True):
            assert a.value == pytest.approx(b.value, nan_ok=True), a.name


@given(ROWS)
def test_full_agreement_is_one_everywhere_or_has_no_variation(rows: list[Said]) -> None:
    own = [row[1:] for row in rows]
    assume(own)
    levels = told(coded([(who, *row) for row in own for who in (0, 1)], LENGTHS, 2))
    for level in levels.values():
        for measure in level.overall.measures:
            assert not measure.is_defined or measure.value == pytest.approx(1), measure.name
    assert levels["passage"].overall["overlap"].value == pytest.approx(1)


@given(ROWS)
def test_each_report_drawn_once_gives_the_whole(rows: list[Said]) -> None:
    some = coded(rows, LENGTHS, CODERS).among(range(CODERS))
    for level in (ReportLevel.of(some), PassageLevel.of(some), CharacterLevel.of(some)):
        assert isinstance(level, Sums)
        once = level.drawn(np.ones((1, len(some.rows))))
        for pooled in (True, False):
            values = level.total().values(CODERS, pooled=pooled)
            for name, value in once.values(CODERS, pooled=pooled).items():
                np.testing.assert_allclose(value[0], values[name], atol=1e-9, equal_nan=True)
