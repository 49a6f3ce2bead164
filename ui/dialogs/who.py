"""Asking who codes in a project where this person has not coded yet."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from ui.dialogs.identity import IdentityFields


class WhoDialog(QDialog):
    """Name, initials, colour; each coding carries them."""

    def __init__(self, identity: tuple[str, str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Who codes?")
        self.fields = IdentityFields(*identity, self)
        text = QLabel("Each coding carries who made it. You are asked this once.", self)
        buttons = QDialogButtonBox(self)
        self._agree = buttons.addButton("Continue", QDialogButtonBox.ButtonRole.AcceptRole)
        self._agree.setDefault(True)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(16)
        for widget in (text, self.fields, buttons):
            column.addWidget(widget)
        self.fields.name.textChanged.connect(self._judge)
        self._judge()

    def _judge(self) -> None:
        self._agree.setEnabled(bool(self.fields.given[0]))
