"""Agreement: published figures come out, and the coefficients keep their laws."""

import json
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coder.analysis import coefficients as co
from coder.analysis.tally import MISSING, Tally

VECTORS = Path(__file__).resolve().parents[2] / "../shared/agreement_vectors.json"
Units = list[list[Any]]
KNOWN = {
    "percent": co.percent,
    "po": co.percent,
    "kappa": co.cohen,
    "kappa_linear": lambda tally: co.weighted(tally, "linear"),
    "kappa_quadratic": lambda tally: co.weighted(tally, "quadratic"),
    "alpha_nominal": co.alpha,
    "alpha_ordinal": lambda tally: co.alpha(tally, "ordinal"),
    "alpha_interval": lambda tally: co.alpha(tally, "interval"),
    "alpha_ratio": lambda tally: co.alpha(tally, "ratio"),
    "ac1": co.ac1,
    "bp": co.brennan_prediger,
}


def tally(units: Units) -> Tally:
    """Count units, each a list of what the coders said, None for nothing."""
    said = sorted({one for unit in units for one in unit if one is not None})
    place = {one: at for at, one in enumerate(said)} | {None: MISSING}
    ratings = np.array([[place[one] for one in unit] for unit in units])
    return Tally.of(ratings, max(1, len(said)), np.zeros(len(units), np.int64), 1).total()


def of_table(table: list[list[int]]) -> Units:
    return [
        [row, column]
        for row, line in enumerate(table)
        for column, count in enumerate(line)
        for _ in range(count)
    ]


def of_counts(counts: list[list[int]]) -> Units:
    return [[at for at, many in enumerate(line) for _ in range(many)] for line in counts]


def vectors() -> list[Any]:
    if not VECTORS.exists():
        return [
            pytest.param(None, marks=pytest.mark.skip(reason="the shared figures are not here"))
        ]
    told = json.loads(VECTORS.read_text(encoding="utf-8"))
    found = []
    for one in told["vectors"]:
        data, name = told["data"].get(one.get("data_ref")), one["id"].rsplit("/", 1)[-1]
        is_rating = data and {"units", "table", "counts"} & set(data)
        if is_rating and (name in KNOWN or name.startswith("cat") or name == "pe"):
            found.append(pytest.param((one, data, name), id=one["id"]))
    return found


@pytest.mark.parametrize("vector", vectors())
def test_a_published_figure_comes_out(vector: tuple[Any, Any, str]) -> None:
    one, data, name = vector
    units = data.get("units") or of_table(data.get("table", [])) or of_counts(data["counts"])
    counted = tally(units)
    if "fleiss" in one["id"]:
        found = {
            "kappa": co.fleiss(counted),
            "po": co.percent(counted),
            "pe": (co._proportions(counted) ** 2).sum(),
            **{f"cat{at + 1}": v for at, v in enumerate(co.fleiss_categories(counted))},
        }[name]
    else:
        found = KNOWN[name](counted)
    assert float(found) == pytest.approx(one["exact"], abs=6e-7)


@pytest.mark.skipif(not VECTORS.exists(), reason="the shared figures are not here")
def test_all_figures_of_ratings_were_tried() -> None:
    assert len(vectors()) == 32


def nothing(value: object) -> bool:
    return bool(np.isnan(np.asarray(value, float)).all())


def test_what_has_no_variation_has_no_coefficient() -> None:
    same = tally([[1, 1]] * 5)
    assert co.percent(same) == 1.0
    assert nothing(co.cohen(same))
    assert nothing(co.alpha(same))
    assert nothing(co.fleiss(same))
    two = tally([[1, 1], [1, 1], [1, 1], [2, 2], [2, 2]])
    assert (co.percent(two), co.cohen(two), co.alpha(two)) == (1.0, 1.0, 1.0)
    apart = tally([[1, None], [None, 2]])
    assert nothing([co.percent(apart), co.cohen(apart), co.alpha(apart), co.ac1(apart)])


def test_fleiss_needs_equal_numbers_of_ratings() -> None:
    assert nothing(co.fleiss(tally([[1, 2, 1], [2, 2, None], [1, 1, 1]])))


RATINGS = st.integers(2, 4).flatmap(
    lambda coders: st.lists(
        st.lists(st.sampled_from([1, 2, 3, None]), min_size=coders, max_size=coders),
        min_size=2,
        max_size=15,
    )
)
NOMINAL = (co.percent, co.cohen, co.fleiss, co.alpha, co.ac1, co.brennan_prediger)


@given(RATINGS, st.randoms())
def test_names_and_order_make_no_difference(units: Units, chance: Random) -> None:
    shuffled = [list(unit) for unit in units]
    chance.shuffle(shuffled)
    coders = list(range(len(units[0])))
    chance.shuffle(coders)
    names = [1, 2, 3]
    chance.shuffle(names)
    renamed = dict(zip([1, 2, 3], names, strict=True)) | {None: None}
    other = tally([[renamed[unit[coder]] for coder in coders] for unit in shuffled])
    for coefficient in NOMINAL:
        np.testing.assert_allclose(
            coefficient(tally(units)), coefficient(other), atol=1e-12, equal_nan=True
        )


@given(RATINGS, st.sampled_from([1, 2, 3]))
def test_a_unit_rated_once_tells_nothing_of_agreement(units: Units, said: int) -> None:
    assume({one for unit in units for one in unit} >= {1, 2, 3})
    more = [*units, [said, *[None] * (len(units[0]) - 1)]]
    for coefficient in (co.percent, co.alpha):
        np.testing.assert_allclose(
            coefficient(tally(units)), coefficient(tally(more)), atol=1e-12, equal_nan=True
        )


@given(RATINGS)
def test_only_full_agreement_is_one(units: Units) -> None:
    pairs = [[one for one in unit if one is not None] for unit in units]
    agree = all(len(set(unit)) <= 1 for unit in pairs)
    for coefficient in NOMINAL:
        value = float(coefficient(tally(units)))
        if not np.isnan(value):
            assert value <= 1 + 1e-12
            assert (value > 1 - 1e-9) == (agree or (coefficient is co.cohen and _two_agree(pairs)))


def _two_agree(pairs: Units) -> bool:
    return all(len(set(unit)) <= 1 for unit in pairs)


@given(
    st.lists(st.lists(st.sampled_from([1, 2]), min_size=2, max_size=2), min_size=3, max_size=30)
)
def test_alpha_is_scotts_pi_with_a_correction_for_few_units(units: Units) -> None:
    assume({one for unit in units for one in unit} == {1, 2})
    said = np.array(units) - 1
    observed = float((said[:, 0] == said[:, 1]).mean())
    share = float(said.mean())
    expected = share**2 + (1 - share) ** 2
    scott = (observed - expected) / (1 - expected)
    counted = tally(units)
    assert float(co.alpha(counted)) == pytest.approx(1 - (1 - scott) * (1 - 1 / (2 * len(units))))
    assert float(co.brennan_prediger(counted)) == pytest.approx(2 * observed - 1)


@given(RATINGS, st.lists(st.integers(0, 3), min_size=4, max_size=4))
def test_a_report_drawn_twice_counts_like_one_that_is_there_twice(
    units: Units, times: list[int]
) -> None:
    groups = np.arange(len(units)) % 4
    place = {1: 0, 2: 1, 3: 2, None: MISSING}
    ratings = np.array([[place[one] for one in unit] for unit in units])
    drawn = Tally.of(ratings, 3, groups, 4).drawn(np.array([times], float))
    repeated = np.repeat(ratings, np.array(times)[groups], axis=0)
    assume(len(repeated))
    whole = Tally.of(repeated, 3, np.zeros(len(repeated), np.int64), 1)
    for coefficient in NOMINAL:
        np.testing.assert_allclose(
            coefficient(drawn), coefficient(whole), atol=1e-9, equal_nan=True
        )
