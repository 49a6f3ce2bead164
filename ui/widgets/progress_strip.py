"""What is being done, how far it is, and Cancel; a strip in the status line."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from coder.progress import Progress
from ui import theme

_WIDTH = 52 * theme.GRID


class ProgressStrip(QWidget):
    """Hidden unless work is under way. `cancelled` is emitted once, then it waits for the end."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel(self)
        self._label.setFixedWidth(_WIDTH)
        self._label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._bar = QProgressBar(self)
        self._bar.setFixedWidth(160)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(8)
        self._bar.setAccessibleName("How far the work is")
        self._button = QPushButton("Cancel", self)
        self._button.setAccessibleName("Cancel what is being done")
        self._button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._button.clicked.connect(self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(12)
        for widget in (self._label, self._bar, self._button):
            row.addWidget(widget)
        self.hide()

    def tell(self, progress: Progress) -> None:
        """Show how far the work is."""
        metrics = self._label.fontMetrics()
        self._label.setText(
            metrics.elidedText(progress.label, Qt.TextElideMode.ElideMiddle, _WIDTH)
        )
        self._label.setToolTip(progress.label)
        self._bar.setRange(0, max(1, progress.total))
        self._bar.setValue(progress.done)
        self._button.setEnabled(True)
        self.show()

    def _cancel(self) -> None:
        self._button.setEnabled(False)
        self._label.setText("Stopping…")
        self.cancelled.emit()
