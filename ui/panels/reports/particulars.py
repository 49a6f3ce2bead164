"""What is known of a report that has no file: its particulars, in the place of its pages."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from coder.model.protocol import Item
from ui import theme
from ui.widgets.labels import heading, mute, prose

_WIDE = 640


class Particulars(QScrollArea):
    """A sheet with a title and, in groups, what each attribute says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setAccessibleName(self.tr("Particulars of the report"))

    def show_report(self, title: str, said: Sequence[tuple[Item, str]]) -> None:
        """Show what is known; attributes without a value are left out."""
        sheet = QWidget(self)
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * theme.GRID)
        grid.setVerticalSpacing(theme.GRID)
        grid.setColumnStretch(1, 1)
        group = None
        for item, words in said:
            if not words:
                continue
            if item.group != group:
                group = item.group
                if group:
                    grid.addWidget(heading(group, sheet), grid.rowCount(), 0, 1, 2)
            self._add(grid, item, words, sheet)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(4 * theme.GRID, 4 * theme.GRID, 4 * theme.GRID, 4 * theme.GRID)
        column.setSpacing(2 * theme.GRID)
        name = prose(sheet)
        name.setFont(theme.body_font(15, bold=True))
        name.setText(title)
        why = mute(prose(sheet))
        why.setText(self.tr("This report has no file: it is screened by what is known of it."))
        for part in (name, why):
            part.setMaximumWidth(_WIDE)
            column.addWidget(part)
        column.addLayout(grid)
        column.addStretch(1)
        self.setWidget(sheet)

    def _add(self, grid: QGridLayout, item: Item, words: str, sheet: QWidget) -> None:
        at = grid.rowCount()
        label = mute(QLabel(item.name, sheet))
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        value = prose(sheet)
        value.setText(words)
        grid.addWidget(label, at, 0)
        grid.addWidget(value, at, 1)
