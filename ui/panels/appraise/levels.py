"""The levels of a scale as the window offers them: their names, and the keys that give them."""

from dataclasses import dataclass

from coder.model.protocol import NOT_ASSESSABLE, NOT_RATED, Item

NOT_RATED_KEY, NOT_ASSESSABLE_KEY = "0", "N"
_NAMES = {NOT_RATED: "Not rated", NOT_ASSESSABLE: "Not assessable"}
_MOST = 9
"""The highest figure that one key gives."""
_CHIPS = {NOT_RATED: "–", NOT_ASSESSABLE: "n/a"}


@dataclass(frozen=True, slots=True)
class Offered:
    """One level: its key in the scale, its name, when it is given, and what to press for it."""

    level: str
    name: str
    anchor: str
    press: str


def offered(scale: Item) -> list[Offered]:
    """Return the levels of a scale, best first, then "not rated" and "not assessable".

    A level whose key is a figure is given by that figure, else by the one on its chip: the
    higher, the better.
    """
    levels = scale.levels
    by_figure = all(len(one.key) == 1 and one.key.isdigit() for one in levels)
    found = [
        Offered(one.key, one.name, one.anchor, one.key if by_figure else _figure(len(levels) - at))
        for at, one in enumerate(levels)
    ]
    found.append(Offered(NOT_RATED, _NAMES[NOT_RATED], "", NOT_RATED_KEY))
    found.append(Offered(NOT_ASSESSABLE, _NAMES[NOT_ASSESSABLE], "", NOT_ASSESSABLE_KEY))
    return found


def pressed(scale: Item, key: str) -> str | None:
    """Return the level that a key gives on a scale, None when it gives none."""
    return next((one.level for one in offered(scale) if one.press == key.upper()), None)


def chip_of(level: str, value: int | None) -> str:
    """Return what stands on the chip of a rating: the figure of its level, or a sign."""
    if level in _CHIPS:
        return _CHIPS[level]
    return level if len(level) <= 2 else str(value or "?")


def _figure(value: int) -> str:
    return str(value) if value <= _MOST else ""
