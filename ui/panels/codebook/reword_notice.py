"""The quiet line after a definition was changed: what was coded under the old one."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from coder.model.ids import CodeId
from ui import theme
from ui.panels.codebook.rows import tr


class RewordNotice(QFrame):
    """Says how many codings wait, and offers what to do. `same` and `look` carry the code."""

    same = Signal(bytes)
    look = Signal(bytes)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._code: CodeId | None = None
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.keep = QPushButton(tr("Same &Meaning"), self)
        self.keep.setToolTip(tr("Only the words changed: the codings stand as they are."))
        self.see = QPushButton(tr("&Look at Them"), self)
        self.later = QPushButton(tr("&Later"), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * theme.GRID, theme.GRID, 2 * theme.GRID, theme.GRID)
        row.setSpacing(theme.GRID)
        row.addWidget(self.words, 1)
        for button in (self.keep, self.see, self.later):
            button.setMinimumHeight(theme.TARGET)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            row.addWidget(button)
        self.keep.clicked.connect(lambda: self._ask(self.same))
        self.see.clicked.connect(lambda: self._ask(self.look))
        self.later.clicked.connect(self.hide)
        self.setStyleSheet("#notice { border-top: 1px solid palette(mid); }")
        self.hide()

    @property
    def code(self) -> CodeId | None:
        """Return the code that it tells of, None while it is hidden."""
        return None if self.isHidden() else self._code

    def tell(self, code: CodeId, name: str, count: int) -> None:
        """Say how many codings of a code were made under another definition; 0 says nothing."""
        self._code = code
        one = tr("1 coding was made under the old definition of “{}”.").format(name)
        some = tr("{} codings were made under the old definition of “{}”.")
        self.words.setText(one if count == 1 else some.format(f"{count:,}", name))
        self.setVisible(count > 0)

    def _ask(self, signal: SignalInstance) -> None:
        code = self._code
        self.hide()
        if code is not None:
            signal.emit(code)
