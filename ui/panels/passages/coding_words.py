"""What can be done with a coding, in words and keys; what a coding says, in words."""

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from coder.model.coding import Coding
from ui.widgets.segments import Segment

DIRECTIONS = (
    Segment("+", "+", "For", "+"),
    Segment("-", "−", "Against", "-"),
    Segment("±", "±", "Mixed", "*"),
)
DEPTHS = (
    Segment("central", "Central", "Central to the passage", ">"),
    Segment("limited", "Limited", "Of limited weight in the passage", "<"),
)

_DIRECTION_WORDS = {segment.value: segment.name.lower() for segment in DIRECTIONS}
_MOVED_WORDS = {
    "exact": "found again",
    "folded": "found again",
    "head and tail": "found again by its ends",
    "position only": "found again by position only",
    "lost": "lost in the new file",
}


class Act(NamedTuple):
    """One thing to do with a coding: its name among the parts of the program, words and key."""

    name: str
    label: str
    key: str


ACTS: tuple[Act | None, ...] = (
    Act("recode", "Give It Another Code…", "Ctrl+R"),
    Act("copy code", "Copy to Another Code…", "Ctrl+Shift+D"),
    Act("memo", "Write the Memo on the Page", "F2"),
    None,
    Act("split", "Split at the Caret or Selection", "Ctrl+Shift+S"),
    Act("join", "Join with the Next of This Code", "Ctrl+J"),
    Act("move", "Move to What Is Selected", "Ctrl+M"),
    None,
    Act("cite", "Copy with Citation", "Ctrl+Shift+C"),
    None,
    Act("delete", "Delete", "Del"),
)
ACTS_ON_OTHERS: tuple[Act | None, ...] = (
    Act("code again", "Put Your Own Code on It…", "Return"),
    Act("same code", "Code It the Same Yourself", ""),
    None,
    Act("cite", "Copy with Citation", "Ctrl+Shift+C"),
)
ON_ANY = frozenset(act.name for act in ACTS_ON_OTHERS if act)
"""What can be done with another coder's coding too."""

_BY_LETTER = {"+": "+", "-": "-", "−": "-", "*": "±", ">": "central", "<": "limited"}
_BY_KEY = {
    QKeySequence(act.key).toString(): act.name
    for act in (*ACTS, *ACTS_ON_OTHERS)
    if act and act.key
}


def act_of(event: QKeyEvent) -> str:
    """Return the act that a key stands for while a coding has the focus; "" for none."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if not held & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
        act = _BY_LETTER.get(event.text(), "")
        if act:
            return act
    return _BY_KEY.get(QKeySequence(held.value | event.key()).toString(), "")


def said(coding: Coding) -> list[str]:
    """Return what a coding says beside its code, in a few words each."""
    words = [_DIRECTION_WORDS.get(coding.direction, ""), coding.depth]
    if coding.is_area:
        words.append("area" + (f" “{coding.caption}”" if coding.caption else ""))
    if coding.moved:
        words.append(_MOVED_WORDS.get(coding.moved, coding.moved))
    return [word for word in words if word]
