"""The context menu of the tree of codes."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from coder.model.codebook import Code
from coder.model.colours import PALETTE
from coder.model.ids import CodebookId
from ui.panels.codes.acts import CodeActs
from ui.panels.codes.view import CodeTreeView
from ui.widgets import swatch


def _tr(text: str) -> str:
    return QCoreApplication.translate("CodeMenu", text)


def for_codebook(menu: QMenu, acts: CodeActs, codebook: CodebookId | None) -> None:
    """Fill the menu of a codebook's row or of the empty space."""
    menu.addAction(_tr("Add Code…"), lambda: acts.add(codebook, None))


def for_code(
    menu: QMenu, acts: CodeActs, view: CodeTreeView, code: Code, codes: Sequence[Code]
) -> None:
    """Fill the menu of a code's row."""
    assign = menu.addAction(_tr("Assign to Selection"), lambda: view.assign(code))
    assign.setEnabled(code.assignable)
    menu.addSeparator()
    menu.addAction(_tr("Add Code…"), lambda: acts.add(code.codebook, code.parent))
    menu.addAction(_tr("Add Sub-code…"), lambda: acts.add(code.codebook, code.id))
    menu.addSeparator()
    rename = menu.addAction(_tr("Rename"), lambda: view.edit(view.currentIndex()))
    rename.setShortcut(QKeySequence(Qt.Key.Key_F2))
    menu.addAction(_tr("Edit Definition…"), lambda: acts.edit(code))
    _add_colours(menu.addMenu(_tr("Recolour")), acts, code)
    menu.addAction(_tr("Key…"), lambda: acts.set_key(code))
    menu.addAction(_tr("Merge into…"), lambda: acts.choose_merge(code, codes, view))
    _add_moves(menu.addMenu(_tr("Move")), acts, code, codes)
    menu.addSeparator()
    delete = menu.addAction(_tr("Delete"), lambda: acts.delete(code))
    delete.setShortcut(QKeySequence(Qt.Key.Key_Delete))


def _add_colours(menu: QMenu, acts: CodeActs, code: Code) -> None:
    for colour, name in zip(PALETTE, swatch.NAMES, strict=True):
        action = menu.addAction(swatch.icon(colour), _tr(name))
        action.triggered.connect(lambda _=False, colour=colour: acts.recolour(code, colour))
    menu.addSeparator()
    menu.addAction(_tr("Other Colour…"), lambda: acts.recolour(code))


def _add_moves(menu: QMenu, acts: CodeActs, code: Code, codes: Sequence[Code]) -> None:
    for name, key, shortcut in (
        (_tr("Up"), Qt.Key.Key_Up, "Alt+Up"),
        (_tr("Down"), Qt.Key.Key_Down, "Alt+Down"),
        (_tr("In"), Qt.Key.Key_Right, "Alt+Right"),
        (_tr("Out"), Qt.Key.Key_Left, "Alt+Left"),
    ):
        action = menu.addAction(name)
        action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(lambda _=False, key=key: acts.step(code, codes, key))
