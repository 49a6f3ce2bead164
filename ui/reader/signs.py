"""What is said of codings beside their stripe and in a tool tip: direction, depth, coder, memo."""

import html
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import Qt

from coder.model.coding import Mark
from ui.reader.highlights import Highlights
from ui.reader.stripes import Stripe

_WRITTEN = {"+": "+", "-": "−", "±": "±"}

_MOST, _MEMO = 8, 72
"""Codings that a tool tip tells of, and letters of a memo that it shows."""


class Sign(NamedTuple):
    """A sign behind a name: what is written, or nothing where a leaf stands for a memo."""

    text: str
    is_bold: bool = False


LEAF = Sign("")


def of_marks(highlights: Highlights, marks: Sequence[Mark]) -> list[Sign]:
    """Return the signs of the codings of one stripe, the weightiest first.

    Their direction if they agree in it, the initials of other coders, a leaf for a memo.
    """
    said = {mark.direction for mark in marks}
    direction = _WRITTEN.get(said.pop(), "") if len(said) == 1 else ""
    named = (highlights.voices.initials_of(mark.coder) for mark in marks)
    coders = " ".join(dict.fromkeys(filter(None, named)))
    found = [Sign(direction, is_bold=True), Sign(coders)]
    has_memo = any(mark.has_memo for mark in marks)
    return [one for one in found if one.text] + [LEAF] * has_memo


def of_stripe(highlights: Highlights, stripe: Stripe) -> str:
    """Return what is told of a stripe; of all that it stands for, when it stands for several."""
    return tip(highlights, [mark for one in (stripe, *stripe.others) for mark in one.marks])


def tip(highlights: Highlights, marks: Sequence[Mark]) -> str:
    """Return what is told of codings: one line each, and the first words of their memos."""
    told = list(dict.fromkeys(_told(highlights, mark) for mark in marks))
    lines = told[:_MOST]
    if len(told) > _MOST:
        more = len(told) - _MOST
        lines.append(QCoreApplication.translate("Signs", "and {} more").format(more))
    text = "\n".join(lines)
    # Qt would take a code named like a tag for markup.
    return html.escape(text).replace("\n", "<br>") if Qt.mightBeRichText(text) else text


def _told(highlights: Highlights, mark: Mark) -> str:
    parts = [highlights.look(mark.code).name]
    if mark.direction:
        parts.append(_WRITTEN[mark.direction])
    if mark.depth:
        parts.append(QCoreApplication.translate("Signs", mark.depth))
    coder = highlights.voices.initials_of(mark.coder)
    if coder:
        parts.append(coder)
    line = "  ·  ".join(filter(None, parts))
    words = highlights.voices.words(mark.coding)
    said = " ".join((words.memo or "").split()) if mark.has_memo else ""
    more = [words.caption, said if len(said) <= _MEMO else said[: _MEMO - 1].rstrip() + "…"]
    return "\n    ".join([line, *filter(None, more)])
