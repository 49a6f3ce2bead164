"""The links of a page, from the engine's list of them; each is taken as damaged files give it."""

import math
from collections.abc import Callable, Iterator
from typing import Any

from coder.model.geometry import PageSize, Point
from coder.pdf.jobs import Link

_MOST = 2_000
_LONGEST = 4_000

Resolve = Callable[[str], tuple[Any, ...]]


def links_of(
    first: Any,  # noqa: ANN401 - the engine's own
    resolve: Resolve,
    size: PageSize,
    target: Callable[[int], PageSize],
) -> tuple[Link, ...]:
    """Return the links that begin with `first`.

    `resolve` gives page and place that a link inside the file leads to, `size` is that of the
    page, and `target` gives the size of any.
    """
    found: list[Link] = []
    for one in _each(first):
        left, top, right, bottom = one.rect
        if not all(map(math.isfinite, (left, top, right, bottom))):
            continue
        rect = _unturned(left, top, right, bottom, size)
        uri = str(one.uri or "")[:_LONGEST]
        if one.is_external:
            found.append(Link(rect, uri=uri))
        elif uri:
            found += _inside(rect, resolve(uri), target)
    return tuple(found)


def _each(first: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield one link after the other; the list may be tied in a circle."""
    for _ in range(_MOST):
        if first is None:
            return
        yield first
        first = first.next


def _inside(
    rect: tuple[float, float, float, float],
    place: tuple[Any, ...],
    target: Callable[[int], PageSize],
) -> Iterator[Link]:
    page, x, y = place
    if not isinstance(page, int) or page < 0:
        return
    to = None
    if math.isfinite(y):
        x, y = target(page).from_shown(Point(x if math.isfinite(x) else 0.0, y))
        to = x, y
    yield Link(rect, page, to)


def _unturned(
    left: float, top: float, right: float, bottom: float, size: PageSize
) -> tuple[float, float, float, float]:
    """Return a rectangle of the page as shown on the unrotated page."""
    one, other = size.from_shown(Point(left, top)), size.from_shown(Point(right, bottom))
    return (
        min(one.x, other.x),
        min(one.y, other.y),
        max(one.x, other.x),
        max(one.y, other.y),
    )
