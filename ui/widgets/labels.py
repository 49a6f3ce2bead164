"""Small pieces of text that several panels show alike."""

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from coder.model.support import Support

_LEADERS = re.compile(r"(?:[.·_]\s?){5,}")
_LONG_WORDS = re.compile(r"\S{24}(?=\S{8})")


class SpareLabel(QLabel):
    """A word that is left out where there is no room for all of it."""

    def minimumSizeHint(self) -> QSize:
        """Return a height alone: it may go."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint all of it or nothing."""
        if self.width() >= super().minimumSizeHint().width():
            super().paintEvent(event)


def page_place(label: str, page: int, *, is_former: bool = False) -> str:
    """Return how a page (from 0) is named: by its printed label where that says something.

    `is_former`: it is one of a file that the report has no more.
    """
    place = f"p. {label or page + 1}"
    return f"{place}, in the file before" if is_former else place


def support_place(support: Support | None) -> str:
    """Return where evidence stands, "" where there is none."""
    if support is None:
        return ""
    return page_place(support.page_label, support.page, is_former=support.is_former)


def heading(text: str, parent: QWidget | None = None) -> QLabel:
    """Return the quiet heading of a pane."""
    label = QLabel(text.upper(), parent)
    font = QFont(label.font())
    font.setPointSizeF(font.pointSizeF() - 1)
    font.setWeight(QFont.Weight.DemiBold)
    font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 105)
    label.setFont(font)
    mute(label)
    return label


def mute(label: QLabel) -> QLabel:
    """Let a label stand back."""
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def prose(parent: QWidget | None = None) -> QLabel:
    """Return a label for running text that wraps and can be copied from."""
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return label


def breakable(quote: str) -> str:
    """Return a quote as a narrow pane can show it: dot leaders shortened, long words divisible."""
    short = _LEADERS.sub("…", quote)
    return _LONG_WORDS.sub("\\g<0>\u200b", short)


def empty_label(parent: QWidget | None = None) -> QLabel:
    """Return the label that says what to do while a pane has nothing to show."""
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setMargin(16)
    return mute(label)
