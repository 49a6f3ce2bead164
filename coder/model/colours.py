"""Colours for codes that colour-blind readers tell apart.

The first eight are Okabe and Ito's (Color Universal Design, 2008) without black; the rest are
darker and lighter relatives in the spirit of Paul Tol's schemes (technical note, 2021).
"""

PALETTE = (
    "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#B8A800", "#6A4C93",
    "#88CCEE", "#997700", "#44AA99", "#AA4499", "#332288", "#CC6677", "#117733", "#882255",
)  # fmt: skip


def least_used(used: list[str]) -> str:
    """Return the colour of the palette that `used` holds least often, the earlier one first."""
    taken = [colour.upper() for colour in used]
    return min(PALETTE, key=lambda colour: (taken.count(colour), PALETTE.index(colour)))
