"""Over the cards of a report: which form a new card is of, and recognising cards in the report."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QPushButton, QSizePolicy, QWidget

from coder.model.ids import ItemId
from coder.model.protocol import Item
from ui import theme


class CardHead(QWidget):
    """`fillAsked` wants a card from the selection, `recogniseAsked` drafts from the headings.

    `confirmAsked` says that all drafts are right; `formChosen` carries the form of new cards.
    """

    fillAsked = Signal()
    recogniseAsked = Signal()
    confirmAsked = Signal()
    formChosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = QComboBox(self)
        self.form.setAccessibleName(self.tr("Form of new cards"))
        self.form.setToolTip(self.tr("Form of new cards (Ctrl+Alt+K)"))
        self.form.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.form.setMinimumContentsLength(6)
        self.form.activated.connect(lambda _: self.formChosen.emit())
        self.fill = self._button(self.tr("New card"), self.fillAsked)
        self.fill.setToolTip(self.tr("A new card from what is selected on the page (Ctrl+K)"))
        self.recognise = self._button(self.tr("Recognise in this report"), self.recogniseAsked)
        self.recognise.setToolTip(
            self.tr("Offer cards under the report’s own headings as drafts to confirm")
        )
        self.confirm = self._button(self.tr("Confirm all"), self.confirmAsked)
        for widget in (self.form, self.fill, self.recognise, self.confirm):
            widget.setMinimumHeight(theme.TARGET)
        for button in (self.fill, self.recognise, self.confirm):
            button.setStyleSheet("padding: 4px;")
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        grid.setSpacing(4)
        grid.addWidget(self.form, 0, 0)
        grid.addWidget(self.fill, 0, 1)
        grid.addWidget(self.recognise, 1, 0)
        grid.addWidget(self.confirm, 1, 1)
        grid.setColumnStretch(0, 1)

    def _button(self, words: str, signal: object) -> QPushButton:
        button = QPushButton(words, self)
        button.clicked.connect(signal)
        return button

    @property
    def chosen(self) -> ItemId | None:
        """Return the form that new cards are of."""
        data = self.form.currentData()
        return ItemId(bytes.fromhex(data)) if data else None

    def offer(self, forms: Sequence[Item], chosen: ItemId | None) -> None:
        """Offer these forms, one of them chosen."""
        with QSignalBlocker(self.form):
            self.form.clear()
            for one in forms:
                self.form.addItem(one.name, one.id.hex())
            ids = [one.id for one in forms]
            self.form.setCurrentIndex(ids.index(chosen) if chosen in ids else 0)

    def tell_drafts(self, drafts: int) -> None:
        """Offer to confirm all drafts, if there are any."""
        self.confirm.setText(self.tr("Confirm all %1").replace("%1", str(drafts)))
        self.confirm.setVisible(drafts > 1)
