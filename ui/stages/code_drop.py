"""Dragging between codebook and page: a code onto words, and selected words onto a code."""

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QDrag, QDragMoveEvent, QDropEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from ui import theme
from ui.panels.codes.tree import dragged
from ui.panels.codes.view import PASSAGE_MIME
from ui.reader.pane import ReaderPane
from ui.reader.view import ReaderView

_GRIP = 16
_DRAGS = {QEvent.Type.DragEnter, QEvent.Type.DragMove}


class CodeDrop(QObject):
    """Lets codes be dropped on the pages of one pane.

    `dropped` carries the code and the codings under it; no codings mean that it fell on what is
    selected.
    """

    dropped = Signal(object, list)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._view: ReaderView | None = None
        self._pages: QWidget | None = None
        self._grips: dict[ReaderPane, Grip] = {}

    def watch(self, pane: ReaderPane | None) -> None:
        """Take drops on these pages, and no others; None: on none."""
        if self._pages:
            self._pages.removeEventFilter(self)
        self._view = pane.view if pane else None
        self._pages = pane.view.viewport() if pane else None
        if pane and self._pages:
            self._pages.setAcceptDrops(True)
            self._pages.installEventFilter(self)
            if pane not in self._grips:
                self._grips[pane] = Grip(pane.bar)
                pane.destroyed.connect(lambda: self._grips.pop(pane, None))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a code that is dragged over the pages."""
        if watched is not self._pages:  # The view may be gone: they tell of their end as well.
            return False
        if event.type() == QEvent.Type.DragLeave:
            self._light([])
        elif event.type() in _DRAGS and isinstance(event, QDragMoveEvent):
            return self._move(event)
        elif event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            return self._drop(event)
        return False

    def _move(self, event: QDragMoveEvent) -> bool:
        if not dragged(event.mimeData()):
            return False
        spot = event.position()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.setAccepted(self._is_on_selection(spot) or bool(self._codings(spot)))
        self._light([] if self._is_on_selection(spot) else self._codings(spot))
        return True

    def _drop(self, event: QDropEvent) -> bool:
        code, spot = dragged(event.mimeData()), event.position()
        on_selection = self._is_on_selection(spot)
        codings = [] if on_selection else self._codings(spot)
        self._light([])
        if not code or not (on_selection or codings):
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.dropped.emit(code, codings)
        return True

    def _is_on_selection(self, spot: QPointF) -> bool:
        assert self._view is not None
        slack = 4
        return any(
            rect.adjusted(-slack, -slack, slack, slack).contains(spot.toPoint())
            for rect in self._view.selection_rects()
        )

    def _codings(self, spot: QPointF) -> list[bytes]:
        assert self._view is not None
        return list(self._view.codings_at(spot))

    def _light(self, codings: list[bytes]) -> None:
        """Light the passage that a code would be put on."""
        if self._view:
            self._view.point_at(frozenset(codings[:1]), Qt.CursorShape.ArrowCursor)


class Grip(QWidget):
    """Six dots at the left of the bar beside a selection, to drag the words onto a code by."""

    def __init__(self, bar: QWidget) -> None:
        super().__init__(bar)
        self._bar = bar
        self._pressed: QPoint | None = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setToolTip(self.tr("Drag onto a code in the codebook"))
        self.setAccessibleName(self.tr("Drag the selection onto a code"))
        layout = bar.layout()
        assert layout is not None
        margins = layout.contentsMargins()
        margins.setLeft(_GRIP)
        layout.setContentsMargins(margins)
        bar.installEventFilter(self)
        self._fit()

    def _fit(self) -> None:
        self.setGeometry(0, 0, _GRIP, self._bar.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as tall as the bar."""
        if event.type() == QEvent.Type.Resize and watched is self._bar:
            self._fit()
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Get ready to be dragged."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Be dragged once the mouse has gone far enough."""
        if self._pressed is None:
            return
        away = (event.position().toPoint() - self._pressed).manhattanLength()
        if away >= QApplication.startDragDistance():
            self._pressed = None
            self.drag().exec(Qt.DropAction.CopyAction)

    def drag(self) -> QDrag:
        """Return the drag of what is selected."""
        data = QMimeData()
        data.setData(PASSAGE_MIME, QByteArray(b"selection"))
        drag = QDrag(self)
        drag.setMimeData(data)
        return drag

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Stay where it is."""
        self._pressed = None

    def paintEvent(self, _event: object) -> None:
        """Paint six dots."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.current().muted))
        middle = self.height() / 2
        for x in (6.0, 10.5):
            for y in (-5.0, 0.0, 5.0):
                painter.drawEllipse(QPointF(x, middle + y), 1.2, 1.2)
        painter.end()
