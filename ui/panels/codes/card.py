"""What the code under the cursor stands for: definition, when to apply it or not, an example."""

from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from coder.model.codebook import Code
from ui.widgets import swatch
from ui.widgets.labels import mute, prose
from ui.widgets.scroll import Scroll


class CodeCard(QWidget):
    """Shows one code's rule; `editAsked` when the user wants to change it."""

    editAsked = Signal(bytes)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code: Code | None = None
        self._colour = QLabel(self)
        self._name = prose(self)
        self._text = prose(self)
        self._edit = QPushButton(self.tr("Edit…"), self)
        self._lay_out()
        self._edit.clicked.connect(self._ask_edit)
        self.show_code(None)

    def _lay_out(self) -> None:
        self._text.setTextFormat(Qt.TextFormat.RichText)
        self._edit.setAccessibleName(self.tr("Edit the code’s definition"))
        bold = self._name.font()
        bold.setWeight(QFont.Weight.DemiBold)
        self._name.setFont(bold)
        self._colour.setFixedWidth(swatch.SIDE)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._colour, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._name, 1, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._edit, 0, Qt.AlignmentFlag.AlignTop)
        scroll = Scroll(self)
        scroll.setWidget(self._text)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(scroll, 1)

    def show_code(self, code: Code | None) -> None:
        """Show this code's rule; with None, say how to get one shown."""
        self._code = code
        self._edit.setVisible(code is not None)
        self._colour.setVisible(code is not None)
        if code is None:
            self._name.setText("")
            self._text.setText(escape(self.tr("Point at a code to read its definition here.")))
            mute(self._text)
            return
        self._colour.setPixmap(
            swatch.pixmap(code.colour, self.devicePixelRatioF(), hollow=not code.assignable)
        )
        self._name.setText(code.name)
        self._text.setForegroundRole(self._name.foregroundRole())
        self._text.setText(self._rule(code))

    @property
    def code(self) -> Code | None:
        """Return the code that is shown."""
        return self._code

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of another look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.show_code(self._code)

    def _rule(self, code: Code) -> str:
        """Return the card as rich text; the user's words escaped."""
        muted = self.palette().placeholderText().color().name()
        sections = (
            ("", code.definition),
            (self.tr("Apply when"), code.apply_when),
            (self.tr("Do not apply when"), code.do_not_apply_when),
            (self.tr("Example"), code.example),
        )
        parts = []
        if not code.assignable:
            heading = self.tr("A heading: it groups codes and is not put on passages itself.")
            parts.append(f'<p style="color:{muted}">{escape(heading)}</p>')
        for title, text in sections:
            if text:
                above = f'<span style="color:{muted}">{escape(title)}</span><br>' if title else ""
                body = escape(text).replace("\n", "<br>")
                parts.append(f'<p style="margin:0 0 6px 0">{above}{body}</p>')
        if code.assignable and not any(text for _, text in sections):
            parts.append(f'<p style="color:{muted}">{escape(self.tr("No definition yet."))}</p>')
        return "".join(parts)

    def _ask_edit(self) -> None:
        if self._code:
            self.editAsked.emit(self._code.id)
