"""Quads that are read when one looks at them are the same as those read at once."""

import json

from hypothesis import given
from hypothesis import strategies as st

from coder.model.geometry import Quad
from coder.model.quads import StoredQuads, read_quads

numbers = st.floats(-1e4, 1e4).map(lambda number: round(number, 2))
placed = st.tuples(st.integers(0, 9), st.tuples(*[numbers] * 8).map(Quad._make))


@given(st.lists(placed, max_size=6))
def test_they_are_the_same_quads_on_the_same_pages(wanted: list[tuple[int, Quad]]) -> None:
    wanted.sort(key=lambda one: one[0])
    stored = json.dumps([[page, *quad] for page, quad in wanted])
    first, last = (wanted[0][0], wanted[-1][0]) if wanted else (3, 3)
    quads = StoredQuads(stored, first, last)
    assert set(quads.pages) == {page for page, _ in wanted}
    assert len(quads.pages) == len(set(quads.pages))
    assert quads == read_quads(stored) == tuple(wanted)
    assert hash(quads) == hash(tuple(wanted))
    assert len(quads) == len(wanted)
    assert quads[:1] == tuple(wanted[:1])
    assert quads == StoredQuads(stored, first, last)
    assert quads != (*wanted, (1, Quad(*[0.0] * 8)))
