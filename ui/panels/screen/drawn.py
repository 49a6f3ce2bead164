"""A drawing made of the project's figures: always as things stand, and saved in three ways."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from coder.model.changes import Kind
from coder.progress import Progress, Work
from ui import ask, jobs, theme
from ui.session import Session
from ui.upkeep import Upkeep
from ui.widgets.labels import empty_label

_SHOWN = (Kind.REPORT, Kind.ITEM, Kind.VALUE, Kind.ANSWER, Kind.DECISION, Kind.CODER)
_LARGEST = 1.25
_SAVED = (
    ("SVG", ".svg", "Drawings (*.svg)"),
    ("PNG", ".png", "Pictures (*.png)"),
    ("Excel", ".xlsx", "Excel workbooks (*.xlsx)"),
    ("CSV", ".csv", "Tables (*.csv)"),
)


class Sheet(QWidget):
    """Paints an SVG as wide as there is room, up to a quarter more than its own size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing = QSvgRenderer(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_drawing(self, svg: str) -> None:
        """Show a drawing."""
        self._drawing.load(QByteArray(svg.encode()))
        self.updateGeometry()
        self.update()

    @property
    def is_drawn(self) -> bool:
        """Say whether there is a drawing that can be shown."""
        return self._drawing.isValid()

    def sizeHint(self) -> QSize:
        """Return the drawing's own size."""
        return self._drawing.defaultSize()

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return how high the drawing is in this width."""
        return round(self._drawing.defaultSize().height() * self._scale(width))

    def minimumSizeHint(self) -> QSize:
        """Keep the words of the drawing large enough to be read."""
        return self._drawing.defaultSize() * 0.7

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the drawing in the middle."""
        own, scale = self._drawing.defaultSize(), self._scale(self.width())
        room = QRectF(0, 0, own.width() * scale, own.height() * scale)
        room.moveLeft((self.width() - room.width()) / 2)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._drawing.render(painter, room)
        painter.end()

    def _scale(self, width: int) -> float:
        return min(_LARGEST, width / max(1, self._drawing.defaultSize().width()))


class DrawnPage(QWidget):
    """A sheet under a row of buttons; who makes it says what is drawn and how it is written."""

    def __init__(
        self,
        session: Session,
        name: str,
        draw: Callable[[], str],
        write: Callable[[Path], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self.title = session, name
        self._draw, self._write = draw, write
        self.sheet = Sheet(self)
        self.sheet.setAccessibleName(name)
        self.row = QHBoxLayout()
        self.buttons = {ending: self._button(*one) for one in _SAVED if (ending := one[1])}
        self._empty = empty_label(self)
        self._empty.setText(self.tr("Nothing is counted yet: add reports and screen them."))
        self._stack = QStackedWidget(self)
        self._upkeep = Upkeep(self, session, self._show, _SHOWN, pause=60)
        self._lay_out()
        session.opened.connect(self._upkeep.touch)

    def _button(self, name: str, ending: str, filters: str) -> QPushButton:
        button = QPushButton(self.tr("Save as %1…").replace("%1", name), self)
        button.setMinimumHeight(theme.TARGET)
        button.clicked.connect(lambda _=False: self.save(ending, filters))
        return button

    def _lay_out(self) -> None:
        scroll = QScrollArea(self)
        scroll.setWidget(self.sheet)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName(self.title)
        self._stack.addWidget(scroll)
        self._stack.addWidget(self._empty)
        self.setFocusProxy(scroll)
        self.row.setContentsMargins(2 * theme.GRID, 0, 2 * theme.GRID, theme.GRID)
        self.row.setSpacing(theme.GRID)
        self.row.addStretch(1)
        for button in self.buttons.values():
            self.row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.row)
        column.addWidget(self._stack, 1)

    def refresh(self) -> None:
        """Draw it as things stand."""
        self._upkeep.read()

    def _show(self) -> None:
        has_reports = bool(self._session.project.reports.all())
        self._stack.setCurrentIndex(0 if has_reports else 1)
        for button in self.buttons.values():
            button.setEnabled(has_reports)
        if has_reports:
            self.sheet.show_drawing(self._draw())

    def save(self, ending: str, filters: str) -> None:
        """Have a name chosen, and write the drawing or its table there."""
        path = self._session.project.path
        proposed = path.with_name(f"{path.stem} - {self.title.lower()}{ending}")
        title = self.tr("Save the %1").replace("%1", self.title.lower())
        target = ask.drawing_name(self, title, proposed, filters, ending)
        if target is None:
            return

        def work() -> Work[str]:
            yield Progress(0, 1, self.title)
            self._write(target)
            return self.tr("Written: %1").replace("%1", str(target))

        def done(said: str) -> None:
            self._session.told.emit(said, 0)

        jobs.run(work(), self, done, lambda said: ask.tell(self, said))

    def changeEvent(self, event: QEvent) -> None:
        """Draw it in the colours of another look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._upkeep.touch()
