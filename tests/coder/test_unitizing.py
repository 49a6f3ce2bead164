"""Agreement about segments: the published example comes out, and the laws hold."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.analysis.sums import Ints
from coder.analysis.unitizing import Cuts, code_alpha, code_alphas, relevance_alpha, u_alpha

VECTORS = Path(__file__).resolve().parents[2] / "../shared/agreement_vectors.json"


def segments(*rows: tuple[int, int, int]) -> Ints:
    return np.array(rows, np.int64).reshape(-1, 3)


@pytest.mark.skipif(not VECTORS.exists(), reason="the shared figures are not here")
def test_the_published_example_comes_out() -> None:
    told = json.loads(VECTORS.read_text(encoding="utf-8"))
    data = told["data"]["krippendorff2016_unitizing"]
    coders = [segments(*((a, b, int(c)) for a, b, c in own)) for own in data["observers"].values()]
    cuts = Cuts.of(coders, data["L"], 7)
    exact = {
        one["id"].rsplit("/", 1)[-1]: one["exact"] for one in told["vectors"] if "exact" in one
    }
    assert float(u_alpha(cuts)) == pytest.approx(exact["u_nominal"], abs=6e-7)
    assert float(relevance_alpha(cuts)) == pytest.approx(exact["u_binary"], abs=6e-7)
    assert float(code_alpha(cuts)) == pytest.approx(exact["cu_nominal"], abs=6e-7)
    each = code_alphas(cuts)
    assert each[[0, 4, 5]] == pytest.approx(1)
    assert each[[1, 2, 3]] == pytest.approx(0)


LENGTH = 60
CODERS = st.lists(
    st.lists(
        st.tuples(st.integers(1, 6), st.integers(1, 6), st.integers(1, 3)), min_size=0, max_size=5
    ),
    min_size=2,
    max_size=3,
)


def laid(runs: list[tuple[int, int, int]], shift: int = 0) -> Ints:
    """Return segments from (gap before, length, code)."""
    rows, at = [], shift
    for gap, size, code in runs:
        rows.append((at + gap, at + gap + size, code))
        at += gap + size
    return segments(*rows)


@given(CODERS)
def test_lengths_are_those_of_single_characters(coders: list[list[tuple[int, int, int]]]) -> None:
    cuts = Cuts.of([laid(own) for own in coders], LENGTH, 3)
    said = np.zeros((len(coders), LENGTH), int)
    for at, own in enumerate(coders):
        for start, end, code in laid(own).tolist():
            said[at, start:end] = code
    expected = np.zeros((4, 4))
    for one in range(len(coders)):
        for other in range(len(coders)):
            if one != other:
                np.add.at(expected, (said[one], said[other]), 1 / (len(coders) - 1))
    np.testing.assert_allclose(cuts.lengths, expected)


@given(
    st.lists(
        st.tuples(st.integers(1, 6), st.integers(1, 6), st.integers(1, 3)), min_size=1, max_size=5
    )
)
def test_the_same_cuts_agree_wholly(own: list[tuple[int, int, int]]) -> None:
    assert float(u_alpha(Cuts.of([laid(own), laid(own)], LENGTH, 3))) == pytest.approx(1)


@given(CODERS, st.integers(1, 9))
def test_where_on_the_continuum_makes_no_difference(
    coders: list[list[tuple[int, int, int]]], shift: int
) -> None:
    here = [
        laid([(gap + shift * (not at), *rest) for at, (gap, *rest) in enumerate(own)])
        for own in coders
    ]
    there = [
        np.array([LENGTH + 20, LENGTH + 20, 0]) - own[:, [1, 0, 2]] * [1, 1, -1] for own in here
    ]
    one, other = Cuts.of(here, LENGTH + 20, 3), Cuts.of(there, LENGTH + 20, 3)
    np.testing.assert_allclose(u_alpha(one), u_alpha(other), equal_nan=True)


def test_a_shifted_boundary_lowers_it_and_more_uncoded_text_does_not_raise_it_to_one() -> None:
    own, shifted = segments((10, 20, 1), (40, 50, 1)), segments((12, 20, 1), (40, 50, 1))
    same = float(u_alpha(Cuts.of([own, own], 100, 1)))
    other = float(u_alpha(Cuts.of([own, shifted], 100, 1)))
    assert same == pytest.approx(1)
    assert other < same


def test_a_report_without_text_says_nothing() -> None:
    cuts = Cuts.of([segments(), segments()], 0, 2)
    assert not cuts.lengths.any()
    assert np.isnan(u_alpha(cuts))
