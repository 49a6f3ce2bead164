"""Geometry survives packing to 1/100 point, whatever the page."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.model.report import PageText
from coder.pdf.packing import pack, text_hash, unpack

_COLUMNS = ("left", "right", "tops", "bottoms")
_WHOLE = ("starts", "ends", "blocks", "cosines", "sines")

_points = st.floats(-20_000, 20_000, width=32)
_line = st.tuples(
    st.integers(1, 12), st.booleans(), st.sampled_from([(1, 0), (0, -1), (0.6, 0.8)])
)


@st.composite
def pages(draw: st.DrawFn) -> PageText:
    """Draw a page of a few lines with boxes anywhere."""
    text, starts, ends, blocks, axes = "", [], [], [], []
    for length, fresh, axis in draw(st.lists(_line, max_size=6)):
        fresh_block = fresh or not blocks
        text += ("\n\n" if fresh_block else "\n") if blocks else ""
        starts.append(len(text))
        text += "é𝒳a"[len(blocks) % 3] * length
        ends.append(len(text))
        blocks.append((blocks[-1] if blocks else -1) + fresh_block)
        axes.append(axis)
    chars = st.lists(_points, min_size=len(text), max_size=len(text))
    lines = st.lists(_points, min_size=len(starts), max_size=len(starts))
    cosines, sines = np.array(axes, np.float32).reshape(-1, 2).T
    floats = [np.array(draw(some), np.float32) for some in (chars, chars, lines, lines)]
    left, right = floats[:2]
    for at, letter in enumerate(text):
        if letter == "\n":
            left[at] = right[at] = right[at - 1]
    whole = [np.array(column, np.int32) for column in (starts, ends, blocks)]
    return PageText(text, left, right, *whole, *floats[2:], cosines, sines)


@given(pages())
def test_round_trip(page: PageText) -> None:
    again = unpack(page.text, pack(page))
    for name in _COLUMNS:
        np.testing.assert_allclose(getattr(again, name), getattr(page, name), atol=0.0075, rtol=0)
    for name in _WHOLE:
        assert getattr(again, name).dtype == getattr(page, name).dtype
        np.testing.assert_array_equal(getattr(again, name), getattr(page, name))


@given(pages())
def test_packing_what_was_unpacked_changes_nothing(page: PageText) -> None:
    packed = pack(page)
    assert pack(unpack(page.text, packed)) == packed


def test_other_text_is_noticed() -> None:
    empty = np.zeros(0, np.int32)
    floats = np.zeros(0, np.float32)
    page = PageText("", floats, floats, empty, empty, empty, floats, floats, floats, floats)
    with pytest.raises(ValueError, match="not the geometry of this text"):
        unpack("a", pack(page))


def test_hash_knows_extractor_pages_and_their_borders() -> None:
    hashes = {
        text_hash("a", ["one", "two"]),
        text_hash("b", ["one", "two"]),
        text_hash("a", ["one two"]),
        text_hash("a", ["onetwo"]),
        text_hash("a", ["one", "two", ""]),
    }
    assert len(hashes) == 5
