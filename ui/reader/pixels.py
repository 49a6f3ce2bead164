"""Screen pixels and device pixels of the pages' view."""

from math import ceil, floor

from PySide6.QtCore import QRect


def scaled(rect: QRect, ratio: float) -> QRect:
    """Return a rectangle of screen pixels in device pixels, rounded outwards."""
    left, top = int(rect.left() * ratio), int(rect.top() * ratio)
    right, bottom = ceil((rect.right() + 1) * ratio), ceil((rect.bottom() + 1) * ratio)
    return QRect(left, top, right - left, bottom - top)


def on_screen(rect: QRect, ratio: float) -> QRect:
    """Return a rectangle of device pixels in screen pixels, rounded outwards."""
    left, top = floor(rect.left() / ratio), floor(rect.top() / ratio)
    right, bottom = ceil((rect.right() + 1) / ratio), ceil((rect.bottom() + 1) / ratio)
    return QRect(left, top, right - left, bottom - top)
