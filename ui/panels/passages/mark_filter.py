"""The button above the pages that says which codings are shown, and lets one choose."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from coder.model.mark_filter import EVERYTHING, MarkFilter
from ui import theme
from ui.icons import icon
from ui.panels.passages.mark_choices import MarkChoices
from ui.session import Session


class MarkFilterButton(QWidget):
    """Opens the choices; while some codings are left out, says how many, and shows all again.

    `changed` carries the `MarkFilter`; whoever applies it answers with `tell_counts`.
    """

    changed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted = EVERYTHING
        self._counts = (0, 0)
        self._choices = MarkChoices(self)
        self._open = QToolButton(self)
        self._all = QToolButton(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._open)
        row.addWidget(self._all)
        self._name()
        self._open.clicked.connect(self.ask)
        self._all.clicked.connect(self.show_all)
        self._choices.changed.connect(self._choose)
        session.closing.connect(self.show_all)
        self._show_state()

    def _name(self) -> None:
        self._open.setIcon(icon("filter"))
        self._open.setAutoRaise(True)
        self._open.setCheckable(True)
        self._open.setMinimumSize(theme.TARGET, theme.TARGET)
        self._open.setToolTip(self.tr("Show some codings only: by code, coder or kind"))
        self._open.setAccessibleName(self.tr("Show some codings only"))
        self._all.setIcon(icon("close"))
        self._all.setAutoRaise(True)
        self._all.setFixedSize(theme.TARGET, theme.TARGET)
        self._all.setToolTip(self.tr("Show all codings"))
        self._all.setAccessibleName(self.tr("Show all codings"))

    @property
    def wanted(self) -> MarkFilter:
        """Return which codings are shown."""
        return self._wanted

    def tell_counts(self, shown: int, all_: int) -> None:
        """Say how many codings of the report are shown, and how many there are."""
        self._counts = shown, all_
        self._show_state()

    def ask(self) -> None:
        """Open the choices under the button."""
        self._show_state()
        if not self._session.is_open:
            return
        project = self._session.project
        self._choices.offer(project.codebook.codes(), project.coders.all(), self._wanted)
        self._choices.adjustSize()
        corner = self.mapToGlobal(QPoint(self.width(), self.height() + 2))
        room = self.screen().availableGeometry()
        left = min(max(corner.x() - self._choices.width(), room.left()), room.right())
        top = max(room.top(), min(corner.y(), room.bottom() - self._choices.height()))
        self._choices.move(left, top)
        self._choices.show()
        self._choices.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_all(self) -> None:
        """Leave no coding out."""
        if self._wanted.is_on:
            self._choose(EVERYTHING)

    def _choose(self, wanted: MarkFilter) -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self._show_state()
            self.changed.emit(wanted)

    def _show_state(self) -> None:
        is_on = self._wanted.is_on
        shown, all_ = self._counts
        said = self.tr("{} of {} codings shown").format(f"{shown:,}", f"{all_:,}")
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        self._open.setToolButtonStyle(style if is_on else Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._open.setText(said if is_on else "")
        self._open.setAccessibleDescription(said if is_on else "")
        self._open.setChecked(is_on)
        self._all.setVisible(is_on)
