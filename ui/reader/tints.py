"""Colours of codes over print: pale enough that black print on white paper stays easy to read."""

from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

LEAST = 0.325
"""Luminance that whatever is painted over white paper keeps: 7.5 : 1 against black print.

Contrast as WCAG 2.2 measures it, (lighter + 0.05) / (darker + 0.05); 7 : 1 is its level AAA.
"""

_ONE, _LESS, _MANY = 0.25, 0.018, 0.14
"""How strong the wash of a single code is, less for each further one, and of many together."""

_LIMITED = 0.45
"""What part of its strength a coding of limited depth has."""

_RULE = 0.85

_APART = 3.0
"""Contrast that WCAG 2.2 asks for between a sign and what is around it."""


def luminance(colour: QColor) -> float:
    """Return the relative luminance of a colour, from 0 (black) to 1 (white); WCAG 2.2."""
    parts = (_linear(part) for part in (colour.red(), colour.green(), colour.blue()))
    red, green, blue = parts
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(maxsize=4096)
def wash(codes: tuple[tuple[str, bool], ...]) -> QColor:
    """Return the tint of paper on which codes lie: their colours, and whether only limited.

    The colours are mixed in equal parts; the more there are, the paler.
    """
    weights = [_LIMITED if is_limited else 1.0 for _, is_limited in codes]
    strength = max(_MANY, _ONE - _LESS * (len(codes) - 1)) * max(weights)
    mean = [
        sum(
            getattr(QColor(name), part)() * weight
            for (name, _), weight in zip(codes, weights, strict=True)
        )
        / sum(weights)
        for part in ("red", "green", "blue")
    ]
    return readable(_paled(mean, strength))


@lru_cache(maxsize=1024)
def rule(name: str, *, is_limited: bool) -> QColor:
    """Return the colour of the rule under the words that carry a code."""
    colour = QColor(name)
    parts = (colour.red(), colour.green(), colour.blue())
    return readable(_paled(parts, _RULE * (_LIMITED if is_limited else 1.0)))


def readable(colour: QColor) -> QColor:
    """Return a colour, made so pale that black print on it stays easy to read."""
    parts, strength = (colour.red(), colour.green(), colour.blue()), 1.0
    while luminance(colour) < LEAST:
        strength -= 0.02
        colour = _paled(parts, strength)
    return colour


@lru_cache(maxsize=1024)
def lifted(name: str, ground: str) -> QColor:
    """Return a colour, made so light that it is told apart from dark ground."""
    colour, share = QColor(name), 0.0
    needed = _APART * (luminance(QColor(ground)) + 0.05) - 0.05
    while luminance(colour) < needed:
        share += 0.02
        colour = mixed(QColor(name), QColor(Qt.GlobalColor.white), share)
    return colour


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """Return a colour between two: `share` (0 to 1) of the other."""
    pairs = zip(
        (one.red(), one.green(), one.blue()),
        (other.red(), other.green(), other.blue()),
        strict=True,
    )
    return QColor(*(round(first + (second - first) * share) for first, second in pairs))


def _paled(parts: Iterable[float], strength: float) -> QColor:
    return QColor(*(round(255 - (255 - part) * strength) for part in parts))


def _linear(part: int) -> float:
    share = part / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
