"""Who codes: name, initials and colour, asked once."""

from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from coder.services.coders import COLOURS, initials_of
from ui import theme

_NAMES = ("Blue", "Vermilion", "Green", "Pink", "Orange", "Sky blue", "Purple", "Grey")


class IdentityFields(QWidget):
    """Name, initials (proposed from the name) and a colour."""

    def __init__(
        self, name: str = "", initials: str = "", colour: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.name = QLineEdit(name, self)
        self.name.setPlaceholderText("Your name")
        self.initials = QLineEdit(initials, self)
        self.initials.setMaxLength(4)
        self.initials.setFixedWidth(80)
        self.colour = QComboBox(self)
        self.colour.setAccessibleName("Colour")
        for shade, name_of_it in zip(COLOURS, _NAMES, strict=True):
            picture = QPixmap(16, 16)
            picture.fill(QColor(shade))
            self.colour.addItem(QIcon(picture), name_of_it, shade)
        self.colour.setCurrentIndex(max(0, self.colour.findData(colour)))
        self.colour.setFixedWidth(140)
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(theme.GRID)
        form.addRow("&Name", self.name)
        form.addRow("&Initials", self.initials)
        form.addRow("&Colour", self.colour)
        self._form = form
        self.name.textEdited.connect(self._propose)

    @property
    def fields_at(self) -> int:
        """Return how many pixels from its edge the fields stand, for a form above to follow."""
        fields = (self.name, self.initials, self.colour)
        labels = (self._form.labelForField(one) for one in fields)
        return max(one.sizeHint().width() for one in labels)

    @property
    def given(self) -> tuple[str, str, str]:
        """Return name, initials and colour (#rrggbb)."""
        name = " ".join(self.name.text().split())
        initials = self.initials.text().strip() or initials_of(name)
        return name, initials, str(self.colour.currentData())

    def _propose(self, name: str) -> None:
        if not self.initials.isModified():
            self.initials.setText(initials_of(name) if name.strip() else "")
