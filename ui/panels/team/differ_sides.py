"""Both versions of a disagreement, one below the other, each under its coder's name."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from coder.model.coding import Coder, Coding
from coder.model.settling import Disagreement
from ui import theme
from ui.panels.team.differ_rows import Known
from ui.widgets.labels import breakable, mute, prose

_LONG = 600


class Version(QWidget):
    """What one coder did: their name, then codes, words and memo of each coding."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour = theme.current().hairline
        self._name = prose(self)
        self._name.setFont(theme.body_font(bold=True))
        self._key = mute(QLabel(self))
        self.words = prose(self)
        self.words.setTextFormat(Qt.TextFormat.RichText)
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self._key, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.words)

    def show_version(
        self, coder: Coder | None, key: str, codings: Sequence[Coding], known: Known
    ) -> None:
        """Show what a coder did; nothing at all is a version too."""
        self._colour = coder.colour if coder else theme.current().hairline
        self._name.setText(breakable(coder.name) if coder else "")
        self._key.setText(key)
        self.words.setText("<br>".join(_told(one, known) for one in codings) or self._nothing())
        self.update()

    def _nothing(self) -> str:
        said = self.tr("nothing here")
        return f'<span style="color:{theme.current().muted}">{said}</span>'

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a line in the coder's colour at the left."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, 0, 4, self.height(), QColor(self._colour))


class Versions(QWidget):
    """The two versions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.second = Version(self), Version(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        column.setSpacing(theme.GRID + 4)
        column.addWidget(self.first)
        column.addWidget(self.second)
        column.addStretch(1)

    def show_disagreement(self, one: Disagreement | None, known: Known) -> None:
        """Show both versions, or none."""
        self.setVisible(one is not None)
        if one is None:
            return
        sides = ((self.first, one.first), (self.second, one.second))
        for key, coder, (version, codings) in zip("12", one.coders, sides, strict=True):
            version.show_version(known.coder(coder), key, codings, known)


def _told(coding: Coding, known: Known) -> str:
    """Return a coding in a few lines of simple HTML."""
    code = known.code(coding.code)
    name = _plain(code.name if code else "")
    words = _plain(breakable(coding.caption or coding.quote)[:_LONG])
    head = f'<span style="font-weight:600">{name}</span>'
    said = f"{head} · {known.page(coding.report, coding.page)}<br>“{words}”"
    if coding.memo:
        said += f'<br><span style="color:{theme.current().muted}">{_plain(coding.memo)}</span>'
    return said


def _plain(words: str) -> str:
    return escape(words).replace("\n", "<br>")
