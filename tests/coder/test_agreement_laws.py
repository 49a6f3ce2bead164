"""The headline: text that nobody coded does not move it, a shifted boundary lowers it.

And the intervals: the same each time, about the figure, wider with fewer reports.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.analysis.bootstrap import LEAST, draws, interval
from coder.analysis.coded import Coded
from coder.analysis.level_passages import PassageLevel
from coder.model.agreement import HEADLINE
from tests.coder.coded_made import Said, coded, told

LENGTHS = (60, 45, 50)
CODERS = 3
EVERYONE = {(report, who) for report in range(len(LENGTHS)) for who in range(CODERS)}
ROWS = st.lists(
    st.builds(
        lambda who, report, code, start, size: (who, report, code, start, start + size),
        st.integers(0, CODERS - 1),
        st.integers(0, len(LENGTHS) - 1),
        st.integers(0, 1),
        st.integers(0, 25),
        st.integers(1, 9),
    ),
    min_size=1,
    max_size=12,
)


def headline(some: Coded) -> float:
    level = PassageLevel.of(some.among(range(len(some.people))))
    return float(level.total().values(len(some.people), pooled=True)[HEADLINE])


@given(ROWS)
@settings(max_examples=20)
def test_the_headline_is_the_overlap_of_passages(rows: list[Said]) -> None:
    some = coded(rows, LENGTHS, CODERS, done=EVERYONE)
    assert told(some)["passage"].overall[HEADLINE].value == pytest.approx(headline(some))


@given(ROWS, st.integers(0, 40), st.integers(0, 5_000))
def test_text_that_nobody_coded_does_not_move_the_headline(
    rows: list[Said], before: int, after: int
) -> None:
    own = headline(coded(rows, LENGTHS, CODERS, done=EVERYONE))
    moved = [(*row[:3], row[3] + before, row[4] + before) for row in rows]
    longer = [length + before + after for length in LENGTHS]
    assert headline(coded(moved, longer, CODERS, done=EVERYONE)) == pytest.approx(own)
    more = EVERYONE | {(len(LENGTHS), who) for who in range(CODERS)}
    with_report = coded(rows, [*LENGTHS, after], CODERS, done=more)
    assert headline(with_report) == pytest.approx(own)


@given(ROWS, st.integers(0, 40))
def test_text_between_two_passages_does_not_move_it(rows: list[Said], gap: int) -> None:
    place = 35
    apart = [(who, report, code, start + place * (at % 2), end + place * (at % 2))
             for at, (who, report, code, start, end) in enumerate(rows)]  # fmt: skip
    further = [(*row[:3], row[3] + gap, row[4] + gap) if row[3] >= place else row for row in apart]
    longer = [length + 100 for length in LENGTHS]
    assert headline(coded(further, longer, CODERS, done=EVERYONE)) == pytest.approx(
        headline(coded(apart, longer, CODERS, done=EVERYONE))
    )


def test_percent_and_kappa_of_characters_would_not_do() -> None:
    """They rise with every page that nobody codes: why neither is the headline."""
    rows = [(0, 0, 0, 0, 20), (1, 0, 0, 10, 30)]
    short, long = (told(coded(rows, [length])) for length in (40, 4_000))
    for name in ("character_percent", "character_kappa"):
        at = [one["character"].overall[name].value for one in (short, long)]
        assert at[0] < at[1]
    one, other = (found["passage"].overall[HEADLINE].value for found in (short, long))
    assert one == other


PASSAGES = st.lists(st.tuples(st.integers(3, 9), st.integers(3, 9)), min_size=1, max_size=5)


def laid(runs: list[tuple[int, int]], who: int) -> list[Said]:
    """Return passages from (gap before, length), none touching another."""
    rows, at = [], 0
    for gap, size in runs:
        rows.append((who, 0, 0, at + gap, at + gap + size))
        at += gap + size
    return rows


@given(PASSAGES, st.data())
def test_a_shifted_boundary_lowers_it_and_further_lowers_it_more(
    runs: list[tuple[int, int]], data: st.DataObject
) -> None:
    mine, theirs = laid(runs, 0), laid(runs, 1)
    which = data.draw(st.integers(0, len(runs) - 1))
    edge = data.draw(st.sampled_from([3, 4]))
    direction = data.draw(st.sampled_from([-1, 1]))
    found = []
    for shift in (0, 1, 2):
        row = list(theirs[which])
        row[edge] += direction * shift
        found.append(headline(coded([*mine, *theirs[:which], tuple(row), *theirs[which + 1 :]],
                                    [200], codes=1)))  # fmt: skip
    assert found[0] == pytest.approx(1)
    assert found[0] > found[1] > found[2]


@given(ROWS, st.data())
def test_a_boundary_moved_into_text_the_other_did_not_code_lowers_it(
    rows: list[Said], data: st.DataObject
) -> None:
    """Whatever else is coded: a passage of which something is shared grows beyond all others."""
    which = data.draw(st.integers(0, len(rows) - 1))
    who, report, code, start, end = rows[which]
    others = [*rows[:which], *rows[which + 1 :], ((who + 1) % CODERS, report, code, start, end)]
    far = max(row[4] for row in rows)
    found = [
        headline(
            coded([*others, (who, report, code, start, until)], LENGTHS, CODERS, done=EVERYONE)
        )
        for until in (far, far + 1, far + 4)
    ]
    assert found[0] > found[1] > found[2]


@given(ROWS)
def test_a_missed_passage_lowers_it_unless_nothing_is_shared(rows: list[Said]) -> None:
    own = headline(coded(rows, LENGTHS, CODERS, done=EVERYONE))
    more = [*rows, (0, 0, 1, 50, 60)]
    after = headline(coded(more, LENGTHS, CODERS, done=EVERYONE))
    assert after < own or own == pytest.approx(0)


def test_intervals_are_the_same_each_time_and_about_the_figure() -> None:
    rows = [
        (who, report, 0, 5 + who * (report % 4), 15)
        for who in (0, 1)
        for report in range(12)
    ]  # fmt: skip
    some = coded(rows, [50] * 12)
    one, other = told(some, 300), told(some, 300)
    for level, found in one.items():
        assert repr(found) == repr(other[level])
        for row in (found.overall, *found.pairs, *found.codes):
            for measure in row.measures:
                if measure.is_defined and measure.has_interval:
                    assert measure.low <= measure.value <= measure.high
        assert not any(one.has_interval for row in found.reports for one in row.measures)
    overlap = one["passage"].overall[HEADLINE]
    assert overlap.low < overlap.value < overlap.high
    few = told(coded([row for row in rows if row[1] < 5], [50] * 5), 300)
    fewer = few["passage"].overall[HEADLINE]
    assert fewer.high - fewer.low > overlap.high - overlap.low


def test_few_reports_have_no_interval_and_none_has_no_figure() -> None:
    rows = [(0, 0, 0, 0, 9), (1, 0, 0, 0, 8)]
    for count, has_interval in ((1, False), (LEAST - 1, False), (LEAST, True)):
        every = [(who, report, *span) for report in range(count) for who, _, *span in rows]
        found = told(coded(every, [50] * count), 100)["passage"].overall[HEADLINE]
        assert found.is_defined
        assert found.has_interval == has_interval
    nothing = told(coded(rows[:1], [50]), 100)
    for level in nothing.values():
        assert not any(one.is_defined for one in level.overall.measures)
    assert nothing["passage"].overall[HEADLINE].told == "n/a (nothing to compare)"


def test_an_interval_is_numpys_percentile_and_leaves_undefined_draws_out() -> None:
    values = np.random.default_rng(1).normal(size=(501, 3))
    values[::7, 1] = np.nan
    values[1:, 2] = np.nan
    low, high = interval(values)
    for at in (0, 1):
        expected = np.nanpercentile(values[:, at], [2.5, 97.5])
        np.testing.assert_allclose([low[at], high[at]], expected)
    assert np.isnan([low[2], high[2]]).all()


def test_each_draw_is_of_as_many_reports_as_there_are() -> None:
    every = np.concatenate(list(draws(7, 250)))
    assert every.shape == (250, 7)
    assert (every.sum(axis=1) == 7).all()
    assert not list(draws(LEAST - 1, 250))
