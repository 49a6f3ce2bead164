"""What the keys do, on one page."""

from PySide6.QtGui import QKeySequence, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from ui import theme

Group = tuple[str, tuple[tuple[tuple[str, ...], str], ...]]

GROUPS: tuple[tuple[Group, ...], ...] = (
    (
        (
            "Code what is selected",
            (
                (("A letter",), "Give it the code that has this key"),
                (("Return",), "Find the code by its name"),
                (("Shift+Left", "Shift+Right"), "Select by characters"),
                (("Ctrl+Shift+Left", "Ctrl+Shift+Right"), "Select by words"),
                (("Shift+Up", "Shift+Down"), "Select by lines"),
                (("Ctrl+C",), "Copy as running text"),
                (("Esc",), "Let go"),
            ),
        ),
        (
            "Codebook",
            (
                (("Ctrl+Shift+F",), "Filter the codes"),
                (("F2",), "Rename the code"),
                (("Alt+Up", "Alt+Down"), "Move it among its neighbours"),
                (("Alt+Left", "Alt+Right"), "Move it a level out or in"),
                (("Del",), "Delete it; undo brings it back"),
            ),
        ),
        (
            "Anywhere",
            (
                (("Ctrl+Z",), "Undo"),
                (("Ctrl+Shift+Z", "Ctrl+Y"), "Redo"),
                (("F1",), "Show these keys"),
            ),
        ),
    ),
    (
        (
            "Read",
            (
                (("Space", "Shift+Space"), "A screen on, a screen back"),
                (("Ctrl+PgDown", "Ctrl+PgUp"), "Next page, page before"),
                (("Ctrl+G",), "Go to a page"),
                (("Ctrl++", "Ctrl+-"), "Larger, smaller"),
                (("Ctrl+0",), "As wide as the window"),
                (("Alt+Left", "Alt+Right"), "Back, forward"),
                (("Ctrl+Shift+O",), "Switch the report"),
                (("F8", "F9"), "Fold the left, the right pane"),
                (("F5",), "Draw a page again that failed"),
            ),
        ),
        (
            "Project",
            (
                (("Ctrl+1", "Ctrl+2", "Ctrl+3"), "Reports, Read, Matrix"),
                (("Ctrl+Shift+A",), "Add reports"),
                (("Ctrl+Shift+C",), "Quotes in the matrix, or counts"),
                (("Ctrl+E",), "Export to Excel"),
                (("Ctrl+N",), "New project"),
                (("Ctrl+O",), "Open a project"),
                (("Ctrl+W",), "Close the project"),
                (("Ctrl+Q",), "Quit"),
            ),
        ),
    ),
)
"""Two columns of groups: a heading, then what each key does. Keys as QKeySequence writes them."""


class KeysDialog(QDialog):
    """Keys at the left, what they do at the right, in two columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        columns = QHBoxLayout()
        columns.setSpacing(6 * theme.GRID)
        for groups in GROUPS:
            columns.addLayout(self._column(groups))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 16)
        outer.setSpacing(2 * theme.GRID)
        outer.addLayout(columns)
        outer.addWidget(buttons)
        outer.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)

    def _column(self, groups: tuple[Group, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * theme.GRID)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for title, rows in groups:
            heading = QLabel(title, self)
            heading.setFont(theme.body_font(11, bold=True))
            heading.setContentsMargins(0, 2 * theme.GRID if grid.count() else 0, 0, 4)
            grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
            for keys, meaning in rows:
                at = grid.rowCount()
                pressed = QLabel(",  ".join(map(shown, keys)), self)
                pressed.setForegroundRole(QPalette.ColorRole.PlaceholderText)
                grid.addWidget(pressed, at, 0)
                grid.addWidget(QLabel(meaning, self), at, 1)
        grid.setRowStretch(grid.rowCount(), 1)
        return grid


def shown(keys: str) -> str:
    """Write a key as this system's keyboards name it."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) or keys
