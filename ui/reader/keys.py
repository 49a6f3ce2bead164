"""What the keys do while the pages have the focus."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from ui.reader.desk import Desk
from ui.reader.selection import Unit
from ui.reader.zoom import Fit

_Key = Qt.Key
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_PLAIN = Qt.KeyboardModifier.NoModifier

_STEPS: dict[Qt.Key, tuple[Unit, int]] = {
    _Key.Key_Left: (Unit.CHARACTER, -1),
    _Key.Key_Right: (Unit.CHARACTER, 1),
    _Key.Key_Up: (Unit.LINE, -1),
    _Key.Key_Down: (Unit.LINE, 1),
}

_ACTS: dict[tuple[Qt.KeyboardModifier, Qt.Key], Callable[[Desk], None]] = {
    (_PLAIN, _Key.Key_PageDown): lambda view: view.scroll_by_view(1),
    (_PLAIN, _Key.Key_Space): lambda view: view.scroll_by_view(1),
    (_PLAIN, _Key.Key_PageUp): lambda view: view.scroll_by_view(-1),
    (_SHIFT, _Key.Key_Space): lambda view: view.scroll_by_view(-1),
    (_CONTROL, _Key.Key_PageDown): lambda view: view.turn_page(1),
    (_CONTROL, _Key.Key_PageUp): lambda view: view.turn_page(-1),
    (_PLAIN, _Key.Key_Home): lambda view: view.go_to(0),
    (_CONTROL, _Key.Key_Home): lambda view: view.go_to(0),
    (_PLAIN, _Key.Key_End): lambda view: view.go_to(view.page_count - 1),
    (_CONTROL, _Key.Key_End): lambda view: view.go_to(view.page_count - 1),
    (_CONTROL, _Key.Key_Plus): lambda view: view.zoom_by(1),
    (_CONTROL, _Key.Key_Equal): lambda view: view.zoom_by(1),
    (_CONTROL, _Key.Key_Minus): lambda view: view.zoom_by(-1),
    (_CONTROL, _Key.Key_0): lambda view: view.set_zoom(Fit.WIDTH),
    (_ALT, _Key.Key_Left): lambda view: view.go_back(),
    (_ALT, _Key.Key_Right): lambda view: view.go_forward(),
    (_PLAIN, _Key.Key_F5): lambda view: view.try_again(),
    (_PLAIN, _Key.Key_Escape): lambda view: view.clear_selection(),
}


def press(view: Desk, event: QKeyEvent) -> bool:
    """Do what a key means; False when it means nothing here, so that others may have it."""
    key, modifiers = Qt.Key(event.key()), event.modifiers()
    modifiers &= ~Qt.KeyboardModifier.KeypadModifier
    if event.matches(QKeySequence.StandardKey.Copy):
        return view.copy()
    if key == _Key.Key_Escape and view.text.span is None:
        return False
    if key in {_Key.Key_Return, _Key.Key_Enter} and modifiers == _PLAIN:
        return _ask_for_code(view)
    if key in _STEPS and modifiers & _SHIFT:
        return _extend(view, key, by_word=bool(modifiers & _CONTROL))
    act = _ACTS.get((modifiers & ~_SHIFT if key == _Key.Key_Plus else modifiers, key))
    if act is None:
        return False
    act(view)
    return True


def _extend(view: Desk, key: Qt.Key, *, by_word: bool) -> bool:
    unit, direction = _STEPS[key]
    if by_word and unit is Unit.CHARACTER:
        unit = Unit.WORD
    if view.text.head is None:
        view.text.begin(view.first_caret())
    view.text.step(unit, direction)
    view.show_selection()
    view.reveal_head()
    return True


def _ask_for_code(view: Desk) -> bool:
    if view.text.span is None:
        return False
    view.ask_for_code()
    return True
