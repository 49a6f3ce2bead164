"""Where stripes and the names of their codes stand in the margin.

All here is in device pixels, counted from the upper right corner of the page.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics

from ui.reader.stripes import Stripe, clusters

NEAR = 8
"""Screen pixels between a page and its first stripe."""

_PITCHES = (7, 6, 5, 4)
"""Screen pixels from stripe to stripe: the more there are, the narrower they stand."""

_BAR, _GAP, _END = 4, 6, 4
"""Screen pixels: a stripe's width, left of the names, and right of them."""

_NAME, _LEAST_NAME, REST = 92, 60, 27
"""Screen pixels that names should have, that they need at least, and that a "+88" needs."""

DOT, PAD = 5, 4
"""Screen pixels: the dot before a name that has its stripe's colour, and space beside it."""

_LETTERS, _WORD = 8, 5
"""Letters that a name cut short keeps at least: cut anywhere, and cut after a word."""


class Bar(NamedTuple):
    """A stripe and its rectangle."""

    area: QRect
    stripe: Stripe


class Name(NamedTuple):
    """A name of one or two lines: its rectangle, and how many signs follow it."""

    area: QRect
    lines: tuple[str, ...]
    stripe: Stripe
    signs: int


class Said(NamedTuple):
    """The name beside a stripe, and the pixels that each sign behind it takes, the first first."""

    name: str
    signs: tuple[int, ...]


class Margin(NamedTuple):
    """All that stands in the margin of a page."""

    bars: list[Bar]
    names: list[Name]


@dataclass(frozen=True, slots=True)
class Fitting:
    """What the margin has room for: pixels by point, width in pixels, pixels by screen pixel."""

    scale: float
    room: int
    ratio: float


class _Columns(NamedTuple):
    """How the stripes of a cluster stand: distance in screen pixels, how many, names or none."""

    pitch: int
    shown: int
    named: bool


def fill(
    stripes: Sequence[Stripe],
    fitting: Fitting,
    metrics: QFontMetrics,
    said: Callable[[Stripe], Said],
) -> Margin:
    """Place stripes (from top to bottom) and their names; `said` gives what is said of one."""
    margin = Margin([], [])
    free = 0
    for cluster in clusters(stripes):
        width = max(stripe.column for stripe in cluster) + 1
        columns = _columns(width, fitting.room / fitting.ratio)
        shown = [one for one in cluster if one.column < columns.shown]
        hidden = [one for one in cluster if one.column >= columns.shown]
        bars = [_bar(stripe, columns.pitch, fitting) for stripe in shown]
        rests = _rests(hidden, columns.shown, metrics.height() / fitting.scale)
        beyond = [_bar(rest, columns.pitch, fitting) for rest in rests]
        _give_way(margin.names, [*bars, *beyond])
        if columns.named:
            left = round((NEAR + width * columns.pitch + _GAP) * fitting.ratio)
            for name in _names(bars, left, free, fitting, metrics, said):
                margin.names.append(name)
                free = name.area.bottom() + 1
        margin.bars.extend(bars)
        margin.bars.extend(beyond)
    return margin


def _give_way(names: list[Name], bars: Sequence[Bar]) -> None:
    """Drop names, which stand from top to bottom, that reach down onto stripes below them."""
    top = min((bar.area.top() for bar in bars), default=0)
    for at in range(len(names) - 1, -1, -1):
        area = names[at].area
        if area.bottom() < top:
            return
        if any(bar.area.intersects(area) for bar in bars):
            del names[at]


def shortened(text: str, width: int, lines: int, metrics: QFontMetrics) -> tuple[str, ...]:
    """Return a name in at most so many lines of this width; nothing when little would be left."""
    if metrics.horizontalAdvance(text) <= width:
        return (text,)
    words = text.split()
    whole = next(
        (at for at in range(len(words), 0, -1) if _fits(" ".join(words[:at]), width, metrics)), 0
    )
    if lines > 1 and 0 < whole < len(words):
        below = shortened(" ".join(words[whole:]), width, lines - 1, metrics)
        if below:
            return (" ".join(words[:whole]), *below)
    for at in range(whole, 0, -1):
        cut = " ".join(words[:at]).rstrip(" ,;:–-(") + "…"
        if len(cut) > _WORD and _fits(cut, width, metrics):
            return (cut,)
    cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
    return (cut,) if len(cut) > _LETTERS else ()


def _fits(text: str, width: int, metrics: QFontMetrics) -> bool:
    return metrics.horizontalAdvance(text) <= width


def _columns(width: int, room: float) -> _Columns:
    """Return how so many columns of stripes stand in a room of screen pixels."""
    beside = NEAR + _GAP + _END
    least = _PITCHES[-1]
    choices = [_Columns(pitch, width, named=True) for pitch in _PITCHES]
    needs = [beside + width * pitch + _NAME for pitch in _PITCHES]
    choices.append(_Columns(least, width, named=True))
    needs.append(beside + width * least + _LEAST_NAME)
    choices += [_Columns(pitch, width, named=False) for pitch in _PITCHES]
    needs += [NEAR + width * pitch for pitch in _PITCHES]
    rest = _Columns(least, max(0, int((room - NEAR - REST) // least)), named=False)
    fitting = (choice for choice, need in zip(choices, needs, strict=True) if need <= room)
    return next(fitting, rest)


def _bar(stripe: Stripe, pitch: int, fitting: Fitting) -> Bar:
    ratio, scale = fitting.ratio, fitting.scale
    left = round((NEAR + stripe.column * pitch) * ratio)
    wide = max(1, round(min(_BAR, pitch - 1) * ratio))
    top, bottom = round(stripe.top * scale), round(stripe.bottom * scale)
    high = max(round(3 * ratio), bottom - top - round(ratio))
    return Bar(QRect(left, top, wide, high), stripe)


def _rests(hidden: Iterable[Stripe], column: int, apart: float) -> Iterator[Stripe]:
    """Yield one stripe for those that have no room, wherever they lie beside each other.

    Two of them are at least `apart` points from each other.
    """
    rest: Stripe | None = None
    for stripe in hidden:
        if rest is not None and stripe.top < max(rest.bottom, rest.top + apart):
            bottom = max(rest.bottom, stripe.bottom)
            rest = replace(rest, bottom=bottom, others=(*rest.others, stripe))
            continue
        if rest is not None:
            yield rest
        rest = replace(stripe, column=column, marks=(), others=(stripe,))
    if rest is not None:
        yield rest


def _names(
    bars: Sequence[Bar],
    left: int,
    free: int,
    fitting: Fitting,
    metrics: QFontMetrics,
    said: Callable[[Stripe], Said],
) -> Iterator[Name]:
    """Yield names right of the stripes, each level with its stripe or a little below."""
    high, before = metrics.height(), b""
    width = fitting.room - left - round(_END * fitting.ratio)
    inside = width - round((DOT + PAD) * fitting.ratio)
    for at, (area, stripe) in enumerate(bars):
        top = max(area.top(), free)
        is_beside = top <= max(area.bottom() - high // 2, area.top())
        if not is_beside or (stripe.code == before and top == free):
            continue
        following = bars[at + 1].area.top() if at + 1 < len(bars) else top + 2 * high
        most = 2 if following >= top + 2 * high else 1
        lines, signs = _cut(said(stripe), inside, most, metrics)
        if lines:
            yield Name(QRect(left, top, width, high * len(lines)), lines, stripe, signs)
            free, before = top + high * len(lines), stripe.code


def _cut(said: Said, width: int, most: int, metrics: QFontMetrics) -> tuple[tuple[str, ...], int]:
    """Return the lines of a name and how many of its signs: a whole name goes before a sign."""
    found: tuple[str, ...] = ()
    signs = 0
    for count in range(len(said.signs), -1, -1):
        lines = shortened(said.name, width - sum(said.signs[:count]), most, metrics)
        if lines and not lines[-1].endswith("…"):
            return lines, count
        if lines and (not found or count == 1):
            found, signs = lines, count
    return found, signs
