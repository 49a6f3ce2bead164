"""What a picture of the page looks like to a reader."""

from collections import Counter

from PySide6.QtGui import QColor, QImage


def darkest(image: QImage) -> int:
    """Return the lightness (0 to 255) of the darkest pixel: the print."""
    return min(_lightness(image))


def paper(image: QImage) -> str:
    """Return the colour (#rrggbb) that most pixels have: the ground on which the print stands."""
    colours = Counter(
        image.pixel(x, y) for x in range(image.width()) for y in range(image.height())
    )
    return QColor(colours.most_common(1)[0][0]).name()


def _lightness(image: QImage) -> bytes:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows, line = bytes(grey.constBits()), grey.bytesPerLine()
    return b"".join(rows[line * y : line * y + grey.width()] for y in range(grey.height()))
