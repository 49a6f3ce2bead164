"""What this program is, whose work it stands on, and on what terms it may be used."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontDatabase, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from coder import paths
from ui import icons, theme

_SIDE = 64
_WIDTH = 62 * theme.GRID
_WHAT = (
    "Reads, codes and collates evaluation reports. Nothing leaves this computer: a project is "
    "one file, and it is yours."
)
_TERMS = (
    "Free software under the GNU Affero General Public License, version 3 or later. You may use, "
    "study, share and change it. It comes with no warranty."
)
_OTHERS = (
    ("The window", "Qt for Python (LGPL 3)"),
    ("PDF pages", "MuPDF, PyMuPDF (AGPL 3)"),
    ("The project file", "SQLite (public domain), SQLAlchemy (MIT)"),
    ("Tables and workbooks", "NumPy, XlsxWriter (BSD), openpyxl (MIT)"),
    ("Letters", "Inter, Noto, Open Sans, Caladea (open font licences)"),
)


class AboutDialog(QDialog):
    """Name and version, terms, whose work is inside; the licence in full on request."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"About {paths.APP_NAME}")
        self._licence = paths.resources().parent / "LICENSE"
        self.licence = self._make_licence()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setDefault(True)
        close.setFocus()
        if self._licence.exists():
            show = buttons.addButton("Read the licence", QDialogButtonBox.ButtonRole.ActionRole)
            show.setAutoDefault(False)
            show.clicked.connect(self._show_licence)
            show.clicked.connect(show.hide)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(2 * theme.GRID)
        column.addLayout(self._head())
        for text in (_WHAT, _TERMS):
            column.addWidget(_prose(text, self))
        column.addLayout(self._others())
        column.addWidget(self.licence)
        column.addSpacing(theme.GRID)
        column.addWidget(buttons)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)

    def _head(self) -> QHBoxLayout:
        picture = QLabel(self)
        ratio = self.devicePixelRatioF()
        picture.setPixmap(icons.program().pixmap(QSize(_SIDE, _SIDE), ratio))
        name = QLabel(paths.APP_NAME, self)
        name.setFont(theme.body_font(18, bold=True))
        version = _muted(f"Version {paths.VERSION}", self)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(name)
        words.addWidget(version)
        words.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(2 * theme.GRID)
        row.addWidget(picture)
        row.addLayout(words, 1)
        return row

    def _others(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * theme.GRID)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for at, (what, whose) in enumerate(_OTHERS):
            grid.addWidget(_muted(what, self), at, 0)
            grid.addWidget(QLabel(whose, self), at, 1)
        return grid

    def _make_licence(self) -> QPlainTextEdit:
        shown = QPlainTextEdit(self)
        shown.setAccessibleName("Licence")
        shown.setReadOnly(True)
        shown.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        shown.setFixedSize(_WIDTH, 34 * theme.GRID)
        shown.hide()
        return shown

    def _show_licence(self) -> None:
        self.licence.setPlainText(self._licence.read_text(encoding="utf-8"))
        self.licence.show()
        self.licence.setFocus()


def _prose(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setWordWrap(True)
    label.setFixedWidth(_WIDTH)
    return label


def _muted(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label
