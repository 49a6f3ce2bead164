"""The form in which a code is written down: name, rule, example, key, heading or not."""

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from coder.model.codebook import Code


class CodeForm(QDialog):
    """Shows all that can be written about a code; `changed_fields` tells what was changed."""

    def __init__(self, code: Code, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Edit “{}”").format(code.name))
        self._code = code
        self._lines = {"name": QLineEdit(code.name, self), "key": QLineEdit(code.key, self)}
        self._texts = {
            field: QPlainTextEdit(getattr(code, field), self)
            for field in ("definition", "apply_when", "do_not_apply_when", "example", "memo")
        }
        self._assignable = QCheckBox(self.tr("Can be put on passages (not only a heading)"), self)
        self._assignable.setChecked(code.assignable)
        self._lay_out()

    def _lay_out(self) -> None:
        titles = {
            "name": self.tr("Name"),
            "definition": self.tr("Definition"),
            "apply_when": self.tr("Apply when"),
            "do_not_apply_when": self.tr("Do not apply when"),
            "example": self.tr("Example"),
            "memo": self.tr("Memo"),
            "key": self.tr("Key"),
        }
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for field, title in titles.items():
            widget = self._lines.get(field) or self._texts[field]
            widget.setAccessibleName(title)
            form.addRow(title, widget)
        for text in self._texts.values():
            text.setTabChangesFocus(True)
            text.setMinimumHeight(4 * text.fontMetrics().lineSpacing())
        self._lines["key"].setMaxLength(1)
        self._lines["key"].setPlaceholderText(self.tr("One letter, digit or sign"))
        form.addRow("", self._assignable)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(16)
        layout.addLayout(form, 1)
        layout.addWidget(buttons)
        self.resize(560, 620)

    def changed_fields(self) -> dict[str, str | bool]:
        """Return the fields that now say something else, by their names in `Code`."""
        now: dict[str, str | bool] = {
            **{field: line.text().strip() for field, line in self._lines.items()},
            **{field: text.toPlainText().strip() for field, text in self._texts.items()},
            "assignable": self._assignable.isChecked(),
        }
        return {
            field: value for field, value in now.items() if value != getattr(self._code, field)
        }
