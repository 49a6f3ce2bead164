"""What the keys do, on pages under tabs."""

from PySide6.QtGui import QKeySequence, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ui import theme

Group = tuple[str, tuple[tuple[tuple[str, ...], str], ...]]

GROUPS: tuple[tuple[Group, ...], ...] = (
    (
        (
            "Select",
            (
                (("Left", "Right", "Up", "Down"), "Move the caret; with Shift select"),
                (("Ctrl+Left", "Ctrl+Right"), "By words; with Shift select"),
                (("Ctrl+Up", "Ctrl+Down"), "By paragraphs; with Shift select"),
                (("Ctrl+Space", "Ctrl+Shift+Space"), "Select more: word, sentence …; less"),
                (("Ctrl+Alt+A",), "Mark an area of the page"),
                (("Ctrl+C", "Ctrl+Shift+C"), "Copy; copy with citation"),
                (("Esc",), "Let go"),
            ),
        ),
        (
            "Code",
            (
                (("A letter",), "Give the code that has this key"),
                (("Return",), "Find the code by its name"),
                (("F2",), "Write a memo"),
                (("+", "-", "*"), "The evidence is for, against, mixed"),
                ((">", "<"), "It is central, limited"),
                (("Ctrl+I",), "Make a code of the words"),
                (("Ctrl+Shift+D",), "Copy the coding to another code"),
                (("Ctrl+Shift+S", "Ctrl+J"), "Split it here; join it with the next"),
                (("Ctrl+R",), "Give it another code"),
                (("Ctrl+M",), "Move it to what is selected"),
                (
                    ("Alt+Shift+Left", "Alt+Shift+Right"),
                    "Move its end; sides of an area",
                ),
                (("Ctrl+Alt+Shift+Left", "Ctrl+Alt+Shift+Right"), "Move its beginning"),
                (("Del",), "Delete it; undo brings it back"),
            ),
        ),
    ),
    (
        (
            "Read",
            (
                (("Space", "Shift+Space"), "A screen on, a screen back"),
                (("Ctrl+PgDown", "Ctrl+PgUp"), "Next page, page before"),
                (("Alt+Down", "Alt+Up"), "Next coding, coding before"),
                (("Alt+PgDown", "Alt+PgUp"), "Next page without a coding, before"),
                (("Ctrl+G",), "Go to a page"),
                (("Alt+Left", "Alt+Right"), "Back, forward"),
                (("Alt+L", "Alt+Return"), "Next link; follow it"),
                (("Ctrl+F", "Ctrl+Shift+F"), "Find in the report, in the project"),
                (("F3", "Shift+F3"), "Next place found, place before"),
                (("Alt+N", "Alt+R"), "Find words near each other, a pattern"),
                (("Alt+W", "Alt+U", "Alt+A"), "Whole words; mind capitals; accents"),
                (("Alt+K",), "Look through what was found, to code it"),
                (("Ctrl++", "Ctrl+-"), "Larger, smaller"),
                (("Ctrl+0", "Ctrl+Shift+0"), "Fit the width, the page"),
                (("Ctrl+Shift+R",), "Turn the pages"),
                (("F5",), "Draw a page again that failed"),
            ),
        ),
        (
            "Panes and tabs",
            (
                (("F6", "Shift+F6"), "Next pane, pane before"),
                (("F7", "F8", "F9"), "Contents; fold the left, the right pane"),
                (("Ctrl+Shift+O", "Ctrl+T"), "Switch the report; open one in a tab"),
                (("Ctrl+Tab", "Ctrl+Shift+Tab"), "Next tab, tab before"),
                (("Ctrl+W",), "Close the tab"),
                (("Ctrl+D",), "Two reports side by side"),
            ),
        ),
    ),
    (
        (
            "Codebook",
            (
                (("Ctrl+L",), "Filter the codes"),
                (("F2",), "Rename the code"),
                (("Alt+Up", "Alt+Down"), "Move it among its neighbours"),
                (("Alt+Left", "Alt+Right"), "Move it a level out or in"),
                (("Del",), "Delete it; undo brings it back"),
                (("Ins", "Shift+Ins"), "Add one beside it, under it"),
                (("Ctrl+Shift+S", "Ctrl+Shift+L"), "Save it as a file, load one"),
                (("C", "R", "X"), "To confirm: holds, recode, remove"),
            ),
        ),
        (
            "Team",
            (
                (("Ctrl+Shift+Return",), "Done with this report"),
                (("Ctrl+Shift+L",), "Settle where coders differ"),
                (("Ctrl+Alt+Down", "Ctrl+Alt+Up"), "Next difference, the one before"),
                (("1", "2", "3"), "The first is right, the second, both"),
                (("4", "5", "6"), "Join them, neither, the selection"),
                (("7", "8", "9"), "Oversight, boundary, definition"),
                (("Ctrl+Shift+M",), "Merge what came back"),
                (("Ctrl+PgDown", "Ctrl+PgUp"), "Next page of the team, page before"),
            ),
        ),
    ),
    (
        (
            "Project",
            (
                (("Ctrl+1", "Ctrl+2", "Ctrl+3"), "Reports, Screen, Read"),
                (("Ctrl+4", "Ctrl+5", "Ctrl+6"), "Matrix, Team, Codebook"),
                (("Ctrl+Shift+A",), "Add reports"),
                (("Ctrl+Shift+C",), "Quotes in the matrix, or counts"),
                (("Ctrl+E",), "Export to Excel"),
                (("Ctrl+N",), "New project"),
                (("Ctrl+O",), "Open a project"),
                (("Ctrl+Shift+W",), "Close the project"),
                (("Ctrl+Q",), "Quit"),
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
            "Screen",
            (
                (("M", "U", "N"), "The criterion is met, unclear, not met"),
                (("1", "2", "3", "0"), "The same; take the answer back"),
                (("P",), "The selection is proof; Return too"),
                (("Del",), "Take the proof away"),
                (("F3", "Shift+F3"), "Next term in the pages, the one before"),
                (("F2", "F4"), "Note on the criterion; reason of the verdict"),
                (("Return",), "Decide, and on to the next report"),
                (("I", "B", "X"), "Include, possible, exclude"),
                (("Backspace",), "Withdraw my decision"),
                (("J", "K"), "Next report, report before"),
                (("S",), "Next stage of screening"),
                (("Space", "Shift+Space"), "A screen on, a screen back"),
                (("F6", "F8"), "Next pane; fold the list"),
                (("Ctrl+Tab",), "Conflicts, flow, balance"),
                (("1", "2"), "Settle as the first says, the second"),
            ),
        ),
        (
            "Reports",
            (
                (("F2", "Alt+Down"), "Write in the cell; what it may say"),
                (("Ctrl+Return",), "Write it into all chosen cells"),
                (("Ctrl+D",), "Fill down"),
                (("Ctrl+C", "Ctrl+V"), "Copy cells, paste a block"),
                (("Del", "Ctrl+Del"), "Empty cells; remove the report"),
                (("F6", "F9"), "Into the pane; fold it"),
                (("Return",), "In the pane: accept what is offered"),
                (("Ctrl+Shift+I",), "Import a list of reports"),
            ),
        ),
    ),
    (
        (
            "Appraise",
            (
                (("Alt+1", "Alt+2", "Alt+3"), "Passage, appraise, cards"),
                (("1", "6"), "Give the level of that figure"),
                (("0", "N"), "Not rated, not assessable"),
                (("R",), "The report’s own rating, or mine"),
                (("F2",), "Write why"),
                (("Space",), "To the evidence; tick it"),
                (("Ctrl+Alt+E",), "Make the selection evidence"),
                (("Del",), "Clear the rating"),
            ),
        ),
        (
            "Cards",
            (
                (("Ctrl+K",), "A card from the selection"),
                (("Ctrl+Alt+K",), "A card of another form"),
                (("Ctrl+Shift+K",), "Selection into the field"),
                (("Ctrl+.", "Ctrl+,"), "Next field, field before"),
                (("Space",), "Confirm the draft"),
                (("Right",), "Write in the field"),
                (("Del",), "Delete the card"),
                (("Ctrl+PgDown", "Ctrl+PgUp"), "Matrix: codes, cards"),
            ),
        ),
    ),
)
"""Columns of groups: a heading, then what each key does; keys as QKeySequence has them."""
PAGES = (
    ("Reading and coding", slice(0, 2)),
    ("Reports, screening and cards", slice(4, None)),
    ("Codebook, team and project", slice(2, 4)),
)
"""What stands on each page of the dialog: its title, and which of the columns."""


class KeysDialog(QDialog):
    """Keys at the left, what they do at the right; pages under tabs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        pages = QTabWidget(self)
        pages.setAccessibleName("Keyboard shortcuts")
        pages.setDocumentMode(True)
        for title, columns in PAGES:
            pages.addTab(self._page(GROUPS[columns]), title)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 16)
        outer.setSpacing(2 * theme.GRID)
        outer.addWidget(pages)
        outer.addWidget(buttons)
        outer.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)

    def _page(self, columns: tuple[tuple[Group, ...], ...]) -> QWidget:
        page = QWidget(self)
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 2 * theme.GRID, 0, 0)
        row.setSpacing(6 * theme.GRID)
        for groups in columns:
            row.addLayout(self._column(groups))
        return page

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
