"""Undo and redo from menu and keys: a word says what was done, for it may be out of sight."""

from collections.abc import Callable

from coder.model.errors import ProjectError
from ui.session import Session

Tell = Callable[[str, int], object]
_LONGEST = 60


def undo(session: Session, tell: Tell, *, named: bool = True) -> None:
    """Take back the last act and, unless it was named before, say which."""
    session.writeDown.emit()
    project = session.project
    _say("Undone", project.undo_label if named else None, project.undo, tell)


def redo(session: Session, tell: Tell) -> None:
    """Do again what was undone and say what."""
    session.writeDown.emit()
    project = session.project
    _say("Done again", project.redo_label, project.redo, tell)


def shortened(label: str) -> str:
    """Return the name of an act, cut between words where it is too long to be read at once."""
    if len(label) <= _LONGEST:
        return label
    return label[: label.rfind(" ", 1, _LONGEST) if " " in label[1:_LONGEST] else _LONGEST] + "…"


def _say(word: str, label: str | None, act: Callable[[], object], tell: Tell) -> None:
    try:
        act()
    except ProjectError as error:
        tell(str(error), 0)
        return
    if label:
        tell(f"{word}: {shortened(label)}", 0)
