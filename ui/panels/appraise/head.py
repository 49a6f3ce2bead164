"""Over the list of what is rated: what it is, whose rating the keys give, on which scale."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QSizePolicy, QWidget

from coder.model.protocol import Item
from coder.model.rating import Origin
from ui import theme
from ui.panels.appraise.sheets import Sheet
from ui.widgets.segments import Segment, Segments

_WHOSE = (
    Segment("reviewer", "My rating", "What you judge", "R"),
    Segment("report", "The report’s own", "What the report itself says", "R"),
)


class AppraiseHead(QWidget):
    """`sheetChosen` says that something else is rated, `scaleChosen` carries a scale's key."""

    sheetChosen = Signal()
    whoseChosen = Signal(str)
    scaleChosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet, self.scale = QComboBox(self), QComboBox(self)
        self.whose = Segments(_WHOSE, self)
        self.origin: Origin = "reviewer"
        for box, name in (
            (self.sheet, self.tr("What is rated")),
            (self.scale, self.tr("Scale")),
        ):
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.setMinimumHeight(theme.TARGET)
            box.setMinimumContentsLength(6)
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, 4)
        grid.setSpacing(6)
        grid.addWidget(self.sheet, 0, 0, 1, 2)
        grid.addWidget(self.whose, 1, 0, 1, 2)
        grid.addWidget(self.scale, 2, 0, 1, 2)
        self.sheet.activated.connect(lambda _: self.sheetChosen.emit())
        self.scale.activated.connect(lambda _: self.scaleChosen.emit(self.scale.currentData()))
        self.whose.pressed.connect(self.whoseChosen)
        self.whose.show_value(self.origin)

    def offer(self, sheets: Sequence[Sheet], chosen: bytes | None) -> None:
        """Offer these to be rated, one of them chosen."""
        with QSignalBlocker(self.sheet):
            self.sheet.clear()
            for one in sheets:
                self.sheet.addItem(one.title)
            ids = [one.id for one in sheets]
            self.sheet.setCurrentIndex(ids.index(chosen) if chosen in ids else 0)

    def show_origin(self, origin: Origin) -> None:
        """Show whose rating the keys give."""
        self.origin = origin
        self.whose.show_value(origin)

    def show_scales(self, scales: Sequence[Item], chosen: Item, *, free: bool) -> None:
        """Offer scales, one of them chosen; not `free` where a checklist says which it is."""
        with QSignalBlocker(self.scale):
            self.scale.clear()
            for one in scales:
                self.scale.addItem(one.name, one.key)
            self.scale.setCurrentIndex([one.id for one in scales].index(chosen.id))
        self.scale.setEnabled(free)
        self.whose.setVisible(free)
