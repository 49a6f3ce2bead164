"""The line above the pages: the way back, which report, which page, how large."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from ui.icons import icon
from ui.reader.page_names import Named, page_named
from ui.reader.zoom import Fit

_SIZE = 28
_GAP = 4
_PERCENTAGES = (50, 75, 100, 125, 150, 200, 300, 400, 800)


class TitleLabel(QLabel):
    """One line of text that ends in dots where room ends; the tool tip has all of it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """Need no more room than a few letters take."""
        return QSize(40, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint as much as there is room for."""
        painter = QPainter(self)
        mode = Qt.TextElideMode.ElideRight
        text = self.fontMetrics().elidedText(self.text(), mode, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)
        self.setToolTip(self.text() if text != self.text() else "")
        painter.end()


class PageBox(QLineEdit):
    """Keeps Enter to itself: it means the page asked for, nothing else."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let no Enter through to what lies around the box."""
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()


class Header(QWidget):
    """The way back, title, page box and zoom. It only tells what was asked for.

    `said` carries a quiet word on what was typed.
    """

    pageAsked = Signal(int)
    backAsked = Signal()
    forwardAsked = Signal()
    said = Signal(str)
    zoomAsked = Signal(object)
    stepAsked = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._labels: list[str] = []
        self._page = 0
        self._back = self._arrow("back", self.tr("Back"), "Alt+←")
        self._back.clicked.connect(self.backAsked)
        self._forward = self._arrow("forward", self.tr("Forward"), "Alt+→")
        self._forward.clicked.connect(self.forwardAsked)
        self._title = TitleLabel(self)
        self._box = PageBox(self)
        self._of = QLabel(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 4, 8, 4)
        row.setSpacing(_GAP)
        row.addWidget(self._back)
        row.addWidget(self._forward)
        row.addSpacing(4)
        row.addWidget(self._title, 1)
        row.addSpacing(8)
        row.addWidget(self._box)
        row.addWidget(self._of)
        row.addSpacing(8)
        self._set_up_box()
        self._percent, *self._spare = self._set_up_zoom(row)
        self.set_can_go(back=False, forward=False)

    def set_can_go(self, back: bool, forward: bool) -> None:  # noqa: FBT001 - a signal carries them
        """Say whether there is a way back, and forward."""
        self._back.setEnabled(back)
        self._forward.setEnabled(forward)

    def show_report(self, title: str, labels: Sequence[str]) -> None:
        """Show the title of a report; `labels` are the page numbers printed on its pages."""
        self._title.setText(title)
        self._title.setAccessibleName(title)
        self._labels = list(labels)
        self.setEnabled(bool(labels))
        self.show_page(0)
        if not labels:
            self._percent.setText("")

    def show_page(self, page: int) -> None:
        """Show which page (from 0) one is on."""
        self._page = page
        count = len(self._labels)
        label = self._labels[page] if page < count else ""
        is_plain = label in {"", str(page + 1)}
        shown = str(page + 1) if is_plain else label
        self._box.setText(shown if count else "")
        plain, full = self.tr("of {count}"), self.tr("({page} of {count})")
        said = plain.format(count=count) if is_plain else full.format(page=page + 1, count=count)
        self._of.setText(said if count else "")

    def show_zoom(self, factor: float) -> None:
        """Show how large the pages are; 1.0 is 100 %."""
        self._percent.setText(f"{round(factor * 100)} %" if self._labels else "")

    def focus_box(self) -> None:
        """Let a page number be typed."""
        self._box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._box.selectAll()

    def minimumSizeHint(self) -> QSize:
        """Need room for what is never left out."""
        least = super().minimumSizeHint()
        shown = sum(self._room(button) for button in self._spare if not button.isHidden())
        return QSize(least.width() - shown, least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        left = self.width() - self.minimumSizeHint().width()
        for button in reversed(self._spare):
            left -= self._room(button)
            button.setVisible(left >= 0)

    def _room(self, button: QToolButton) -> int:
        """Return how wide a button is, with the gap beside it."""
        return max(button.minimumWidth(), button.minimumSizeHint().width()) + _GAP

    def event(self, event: QEvent) -> bool:
        """Keep the count of pages as quiet as the theme has it; leave out what has no room."""
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.Polish}:
            self._of.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        elif event.type() == QEvent.Type.LayoutRequest:
            self._make_room()
        return super().event(event)

    def _set_up_box(self) -> None:
        self._box.setAccessibleName(self.tr("Page"))
        self._box.setToolTip(
            self.tr("Page: type the printed number, or “23 of 80”, and Enter (Ctrl+G)")
        )
        self._box.setFixedWidth(56)
        self._box.setMinimumHeight(_SIZE)
        self._box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._box.returnPressed.connect(self._ask_for_page)
        self._box.editingFinished.connect(self._put_back)

    def _set_up_zoom(self, row: QHBoxLayout) -> list[QToolButton]:
        """Return the zoom, and after it what may be left out: menus and keys have it too."""
        smaller = self._button("−", self.tr("Zoom out"), "Ctrl+−")
        smaller.clicked.connect(lambda: self.stepAsked.emit(-1))
        percent = self._button("100 %", self.tr("Zoom"), "")
        percent.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        percent.setMinimumWidth(56)
        percent.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        menu = QMenu(percent)
        for number in _PERCENTAGES:
            action = menu.addAction(f"{number} %")
            action.triggered.connect(partial(self._ask_for_zoom, number / 100))
        percent.setMenu(menu)
        larger = self._button("+", self.tr("Zoom in"), "Ctrl++")
        larger.clicked.connect(lambda: self.stepAsked.emit(1))
        width = self._button("", self.tr("Fit the width of the page"), "Ctrl+0")
        width.setIcon(icon("fit-width"))
        width.clicked.connect(lambda: self.zoomAsked.emit(Fit.WIDTH))
        page = self._button("", self.tr("Fit the whole page"), "Ctrl+Shift+0")
        page.setIcon(icon("fit-page"))
        page.clicked.connect(lambda: self.zoomAsked.emit(Fit.PAGE))
        for button in (smaller, percent, larger, width, page):
            row.addWidget(button)
        return [percent, smaller, larger, page, width]

    def _button(self, label: str, name: str, keys: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(label)
        button.setAccessibleName(name)
        button.setToolTip(f"{name} ({keys})" if keys else name)
        button.setAutoRaise(True)
        button.setMinimumSize(_SIZE, _SIZE)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _ask_for_zoom(self, factor: float, _checked: object = None) -> None:
        self.zoomAsked.emit(factor)

    def _arrow(self, drawing: str, name: str, keys: str) -> QToolButton:
        button = self._button("", name, keys)
        button.setIcon(icon(drawing))
        return button

    @Slot()
    def _ask_for_page(self) -> None:
        written = self._box.text()
        named = page_named(written, self._labels, self._page)
        if named is None:
            many = self.tr("There is no page “{page}”. The pages are 1 to {count}.")
            self.said.emit(many.format(page=written.strip(), count=len(self._labels)))
            self._box.selectAll()
            return
        self.pageAsked.emit(named.page)
        self.left.emit()
        self._tell_others(named)

    def _tell_others(self, named: Named) -> None:
        """Say that another page could have been meant."""
        if not named.others:
            return
        label, count = self._labels[named.page], len(self._labels)
        alike = [page for page in named.others if self._labels[page] == label]
        if alike:
            said = self.tr("{number} pages are printed “{label}”: type it again for the next.")
            self.said.emit(said.format(number=len(alike) + 1, label=label))
        else:
            said = self.tr(
                "Printed “{label}”. For page {label} of the file, type “{label} of {count}”."
            )
            self.said.emit(said.format(label=label, count=count))

    @Slot()
    def _put_back(self) -> None:
        self.show_page(self._page)
