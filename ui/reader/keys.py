"""What the keys do while the pages have the focus: one table, looked up by what is held."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from ui.reader.caret import runs_leftwards
from ui.reader.hands import Hands
from ui.reader.selection import Caret, Unit
from ui.reader.zoom import Fit

_Act = Callable[[Hands], bool | None]
_Held = Qt.KeyboardModifier

_KEY = Qt.Key
_NONE, _SHIFT = _Held.NoModifier, _Held.ShiftModifier
_CTRL, _ALT = _Held.ControlModifier, _Held.AltModifier

_WALKS: dict[tuple[Qt.KeyboardModifier, Qt.Key], tuple[Unit, int]] = {
    (_NONE, _KEY.Key_Left): (Unit.CHARACTER, -1),
    (_NONE, _KEY.Key_Right): (Unit.CHARACTER, 1),
    (_NONE, _KEY.Key_Up): (Unit.LINE, -1),
    (_NONE, _KEY.Key_Down): (Unit.LINE, 1),
    (_NONE, _KEY.Key_Home): (Unit.EDGE, -1),
    (_NONE, _KEY.Key_End): (Unit.EDGE, 1),
    (_CTRL, _KEY.Key_Left): (Unit.WORD, -1),
    (_CTRL, _KEY.Key_Right): (Unit.WORD, 1),
    (_CTRL, _KEY.Key_Up): (Unit.BLOCK, -1),
    (_CTRL, _KEY.Key_Down): (Unit.BLOCK, 1),
}
"""How the caret goes; with Shift held it selects on its way."""

_WAYS: dict[Qt.Key, tuple[int, int]] = {
    _KEY.Key_Left: (-1, 0),
    _KEY.Key_Right: (1, 0),
    _KEY.Key_Up: (0, -1),
    _KEY.Key_Down: (0, 1),
}
"""How a box goes (with Shift its lower right corner, with Ctrl further)."""

_EXTENTS: dict[Qt.KeyboardModifier, int] = {_ALT | _SHIFT: 1, _CTRL | _ALT | _SHIFT: 0}
"""Which end of the looked-at passage arrow keys move; which sides of an area."""

_LINE = 40
"""Screen pixels that an arrow key scrolls a page by that is a picture."""

_SIDEWAYS = {Unit.CHARACTER, Unit.WORD}

_SIGNS = {"+": "+", "-": "-", "*": "±", ">": "central", "<": "limited"}

_MODIFIERS = {_KEY.Key_Alt, _KEY.Key_Shift, _KEY.Key_Control}


def _say(act: str) -> _Act:
    return lambda view: view.keyAct.emit(act)


def _ends(direction: int, *, extend: bool) -> _Act:
    """Return what goes to the first or the last character of the report."""

    def go(view: Hands) -> None:
        page = 0 if direction < 0 else view.page_count - 1
        offset = 0 if direction < 0 else len(view.texts(page).text)
        view.jump_to(Caret(page, offset), extend=extend)

    return go


def _onwards(view: Hands, page: int, direction: int) -> int:
    """Return the direction in the text of a key that points right (1) or left (-1)."""
    return -direction if runs_leftwards(view.texts(page)) else direction


def _walk(view: Hands, unit: Unit, direction: int, *, extend: bool) -> bool:
    if unit is Unit.LINE and not extend and not view.texts(view.current_page).text:
        view.pull(direction * _LINE)  # a picture has no lines to go by
        return True
    was_put = view.find_caret()
    if unit in _SIDEWAYS and view.text.head:
        direction = _onwards(view, view.text.head.page, direction)
    if extend:
        view.text.step(unit, direction)
    elif not was_put:
        view.text.walk(unit, direction)
    view.show_selection(always=False)
    view.reveal_caret()
    return True


def _nudge(view: Hands, way: tuple[int, int], held: Qt.KeyboardModifier) -> bool:
    view.box.nudge(*way, size=bool(held & _SHIFT), far=bool(held & _CTRL))
    view.show_selection(always=False)
    view.reveal_box()
    return True


def _move_extent(view: Hands, which: int, way: tuple[int, int]) -> bool:
    if view.area_extent.is_there:
        view.area_extent.step(which, *way)
    elif view.extent.is_there and way[0]:
        view.extent.step(which, _onwards(view, view.extent.ends[which].page, way[0]))
    else:
        return False
    view.show_extent()
    return True


def _grow(view: Hands) -> None:
    view.find_caret()
    if not view.text.grow() and not view.texts(view.current_page).text:
        view.inVain.emit("words")
    view.show_selection(always=False)


def _shrink(view: Hands) -> None:
    view.text.shrink()
    view.show_selection(always=False)


def _select_page(view: Hands) -> None:
    view.box.close()
    view.text.begin(Caret(view.current_page, 0), Unit.PAGE)
    view.show_selection(always=False)


def _area(view: Hands) -> None:
    """Begin an area; when there is a box, let its text be meant, or the area."""
    if not view.box.is_there:
        view.box.begin_by_key()
    elif view.box.has_text():
        view.box.mean(area=not view.box.is_area)
    view.show_selection(always=False)
    view.reveal_box()


def _ask_for_code(view: Hands) -> bool:
    """Ask for a code for what is selected or looked at; look at what the caret is in first."""
    if view.has_selection:
        view.codeRequested.emit()
        return True
    return view.look_at_caret()


def _escape(view: Hands) -> bool:
    if view.extent.is_changed or view.area_extent.is_changed:
        view.extent.cancel()
        view.area_extent.cancel()
        view.show_extent()
    elif view.has_selection or view.box.is_there:
        view.clear_selection()
    else:
        return False
    return True


_ACTS: dict[tuple[Qt.KeyboardModifier, Qt.Key], _Act] = {
    (_NONE, _KEY.Key_Space): lambda view: view.scroll_by_view(1),
    (_SHIFT, _KEY.Key_Space): lambda view: view.scroll_by_view(-1),
    (_NONE, _KEY.Key_PageDown): lambda view: view.page_by_view(1, extend=False),
    (_NONE, _KEY.Key_PageUp): lambda view: view.page_by_view(-1, extend=False),
    (_SHIFT, _KEY.Key_PageDown): lambda view: view.page_by_view(1, extend=True),
    (_SHIFT, _KEY.Key_PageUp): lambda view: view.page_by_view(-1, extend=True),
    (_CTRL, _KEY.Key_PageDown): lambda view: view.turn_page(1),
    (_CTRL, _KEY.Key_PageUp): lambda view: view.turn_page(-1),
    (_CTRL, _KEY.Key_Home): _ends(-1, extend=False),
    (_CTRL, _KEY.Key_End): _ends(1, extend=False),
    (_CTRL | _SHIFT, _KEY.Key_Home): _ends(-1, extend=True),
    (_CTRL | _SHIFT, _KEY.Key_End): _ends(1, extend=True),
    (_CTRL, _KEY.Key_Space): _grow,
    (_CTRL | _SHIFT, _KEY.Key_Space): _shrink,
    (_CTRL, _KEY.Key_A): _select_page,
    (_CTRL | _ALT, _KEY.Key_A): _area,
    (_CTRL, _KEY.Key_C): lambda view: view.copy(),
    (_CTRL | _SHIFT, _KEY.Key_C): _say("cite"),
    (_NONE, _KEY.Key_Return): _ask_for_code,
    (_NONE, _KEY.Key_Enter): _ask_for_code,
    (_NONE, _KEY.Key_F2): _say("memo"),
    (_NONE, _KEY.Key_Delete): _say("delete"),
    (_CTRL | _SHIFT, _KEY.Key_S): _say("split"),
    (_CTRL, _KEY.Key_J): _say("join"),
    (_CTRL, _KEY.Key_M): _say("move"),
    (_CTRL, _KEY.Key_R): _say("recode"),
    (_CTRL | _SHIFT, _KEY.Key_D): _say("copy code"),
    (_CTRL, _KEY.Key_I): _say("in vivo"),
    (_ALT, _KEY.Key_Down): lambda view: view.go_to_coding(1) or True,
    (_ALT, _KEY.Key_Up): lambda view: view.go_to_coding(-1) or True,
    (_ALT, _KEY.Key_PageDown): lambda view: view.go_to_uncoded(1) or True,
    (_ALT, _KEY.Key_PageUp): lambda view: view.go_to_uncoded(-1) or True,
    (_CTRL, _KEY.Key_Plus): lambda view: view.zoom_by(1),
    (_CTRL | _SHIFT, _KEY.Key_Plus): lambda view: view.zoom_by(1),
    (_CTRL, _KEY.Key_Equal): lambda view: view.zoom_by(1),
    (_CTRL, _KEY.Key_Minus): lambda view: view.zoom_by(-1),
    (_CTRL, _KEY.Key_0): lambda view: view.set_zoom(Fit.WIDTH),
    (_NONE, _KEY.Key_F5): lambda view: view.try_again(),
    (_NONE, _KEY.Key_Escape): _escape,
}
"""Everything else. An act that returns False leaves the key to others."""


def press(view: Hands, event: QKeyEvent) -> bool:
    """Do what a key means; False when it means nothing here, so that others may have it."""
    key, held = Qt.Key(event.key()), event.modifiers() & ~_Held.KeypadModifier
    if held in _EXTENTS and key in _WAYS:
        return _move_extent(view, _EXTENTS[held], _WAYS[key])
    if view.box.is_there and key in _WAYS and not held & _ALT:
        return _nudge(view, _WAYS[key], held)
    if (held & ~_SHIFT, key) in _WALKS:
        return _walk(view, *_WALKS[held & ~_SHIFT, key], extend=bool(held & _SHIFT))
    if event.text() in _SIGNS and not held & (_CTRL | _ALT):
        view.keyAct.emit(_SIGNS[event.text()])
        return True
    if event.matches(QKeySequence.StandardKey.Copy):
        return view.copy()
    act = _ACTS.get((held, key))
    return act is not None and act(view) is not False


def release(view: Hands, event: QKeyEvent) -> None:
    """Tell a changed extent when the keys that are held for it are let go."""
    is_changed = view.extent.is_changed or view.area_extent.is_changed
    if event.key() in _MODIFIERS and not event.isAutoRepeat() and is_changed:
        view.show_extent(done=True)
