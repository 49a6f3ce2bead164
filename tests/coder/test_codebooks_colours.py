"""Colours of the built-in codebooks: told apart by colour-blind readers, print stays readable."""

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray

from coder.codebooks import find, load
from coder.model.codebook import Code
from coder.model.ids import CodeId

Numbers = NDArray[np.float64]
BUILT_IN = ("ilo-evaluation", "oecd-dac-criteria", "synthesis-review")

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
SIGHT = {
    "usual": np.eye(3),
    "protanopia": np.array([
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ]),
    "deuteranopia": np.array([
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ]),
}  # fmt: skip
TO_XYZ = np.array([
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.0721750],
    [0.0193339, 0.1191920, 0.9503041],
])  # fmt: skip


def srgb(colour: str) -> Numbers:
    return np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255


def linear(rgb: Numbers) -> Numbers:
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(light: Numbers) -> Numbers:
    xyz = TO_XYZ @ np.clip(light, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    bent = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * bent[1] - 16, 500 * (bent[0] - bent[1]), 200 * (bent[1] - bent[2])])


def contrast(one: Numbers, other: Numbers) -> float:
    bright, dark = sorted((float((TO_XYZ @ linear(rgb))[1]) for rgb in (one, other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_the_measure_of_colours_is_right() -> None:
    assert contrast(srgb("#000000"), srgb("#ffffff")) == pytest.approx(21, abs=0.01)
    assert lab(linear(srgb("#ff0000"))) == pytest.approx([53.24, 80.09, 67.20], abs=0.05)
    red, green = (lab(SIGHT["deuteranopia"] @ linear(srgb(c))) for c in ("#B05A00", "#6F7A00"))
    usual = [lab(linear(srgb(c))) for c in ("#B05A00", "#6F7A00")]
    assert np.linalg.norm(red - green) < np.linalg.norm(usual[0] - usual[1]) / 2


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("key", BUILT_IN)
def test_siblings_are_told_apart_by_colour_blind_readers(key: str, sight: str) -> None:
    by_parent: dict[CodeId | None, list[Code]] = {}
    for code in load(find(key)).codes:
        by_parent.setdefault(code.parent, []).append(code)
    for siblings in by_parent.values():
        for one, other in itertools.combinations(siblings, 2):
            seen = [lab(SIGHT[sight] @ linear(srgb(code.colour))) for code in (one, other)]
            # A difference of 2.3 is just noticed; five times that is plain at a glance.
            assert np.linalg.norm(seen[0] - seen[1]) >= 12, (one.name, other.name)


@pytest.mark.parametrize("key", BUILT_IN)
def test_print_stays_readable_and_swatches_show_on_light_and_dark(
    key: str,
) -> None:
    white, black, surround = (srgb(colour) for colour in ("#ffffff", "#000000", "#202020"))
    for code in load(find(key)).codes:
        colour = srgb(code.colour)
        assert contrast(black, 0.35 * colour + 0.65 * white) >= 7, code.name
        assert contrast(0.35 * colour + 0.65 * white, white) >= 1.08, code.name
        assert contrast(colour, white) >= 1.3, code.name
        assert contrast(colour, surround) >= 1.3, code.name
