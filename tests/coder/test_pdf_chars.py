"""Lines in fonts that do not say how high they are get the height of their print."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from coder.pdf.chars import page_text, rows

SAYING, SILENT = (0.9, -0.2), (0.001, 0.0)


def span(
    words: str, metrics: tuple[float, float], *, wide: float, size: float, left: float = 50.0
) -> dict[str, Any]:
    """Return a span that stands on the line y = 100; the engine has it as high as its size."""
    boxes = [
        (left + at * wide, 100 - size, left + (at + 1) * wide, 100) for at in range(len(words))
    ]
    return {
        "size": size,
        "ascender": metrics[0],
        "descender": metrics[1],
        "origin": (left, 100.0),
        "chars": [{"c": one, "bbox": box} for one, box in zip(words, boxes, strict=True)],
    }


def height(*spans: Mapping[str, Any]) -> tuple[float, float]:
    """Return top and bottom of a line of these spans."""
    boxes = np.array([char["bbox"] for one in spans for char in one["chars"]])
    box = (*boxes[:, :2].min(axis=0), *boxes[:, 2:].max(axis=0))
    line = {"dir": (1.0, 0.0), "bbox": box, "spans": list(spans)}
    page = page_text(rows([{"lines": [line]}]))
    return float(page.tops[0]), float(page.bottoms[0])


def test_a_font_that_says_how_high_it_is_is_believed() -> None:
    assert height(span("jug", SAYING, wide=5, size=10)) == (90, 100)


def test_descenders_are_in_the_line_of_one_that_does_not() -> None:
    assert height(span("jug", SILENT, wide=5.5, size=10)) == pytest.approx((92, 102))


def test_a_size_in_units_of_its_own_is_not_taken_for_points() -> None:
    assert height(span("jug", SILENT, wide=5.5, size=0.6)) == pytest.approx((92, 102))
    assert height(span("jug", SILENT, wide=5.5, size=1000)) == pytest.approx((92, 102))


def test_one_large_figure_keeps_its_size() -> None:
    assert height(span("3", SILENT, wide=33, size=40)) == pytest.approx((68, 108))


def test_print_in_other_fonts_beside_it_stays_in_the_line() -> None:
    mixed = span("jug", SILENT, wide=5.5, size=10), span("A", SAYING, wide=9, size=20, left=90)
    assert height(*mixed) == pytest.approx((80, 102))


def test_a_turned_line_is_mended_across_its_axis() -> None:
    upwards = span("jug", SILENT, wide=5.5, size=10)
    for at, char in enumerate(upwards["chars"]):
        char["bbox"] = (40.0, 100 - (at + 1) * 5.5, 50.0, 100 - at * 5.5)
    upwards["origin"] = (50.0, 100.0)
    line = {"dir": (0.0, -1.0), "bbox": (40.0, 83.5, 50.0, 100.0), "spans": [upwards]}
    page = page_text(rows([{"lines": [line]}]))
    assert (page.tops[0], page.bottoms[0]) == pytest.approx((42, 52))
