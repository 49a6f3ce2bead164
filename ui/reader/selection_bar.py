"""The small bar that stands by a selection: the codes used last, code…, memo, copy, cite."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QToolButton

from coder.model.ids import CodeId
from ui.reader.source import Look
from ui.reader.view import ReaderView

_TALL, _WIDEST, _AWAY = 28, 150, 8
_RECENT = 3


class SelectionBar(QFrame):
    """Offers what is most often done with a selection; never lies on the selection.

    `codeChosen` carries the id of a code used lately; the other signals stand for the other
    buttons. For a box it asks whether its text or the area is meant. While Shift is held it steps
    aside: what it lies on is where one clicks to select as far.
    """

    codeChosen = Signal(object)
    codeRequested = Signal()
    memoRequested = Signal()
    inVivoRequested = Signal()
    copyRequested = Signal()
    citeRequested = Signal()

    def __init__(self, view: ReaderView) -> None:
        super().__init__(view.viewport())
        self._view = view
        self._recent: list[QToolButton] = []
        self._is_aside = False
        self.setObjectName("selectionBar")
        self.setAccessibleName(self.tr("Selection"))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(4, 4, 4, 4)
        self._row.setSpacing(2)
        self._meanings = self._ask_meaning()
        self._add_acts()
        view.selectionChanged.connect(self.settle)
        view.scrolled.connect(self.settle)
        view.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Step aside while Shift is held over the pages."""
        kinds = {QEvent.Type.KeyPress: True, QEvent.Type.KeyRelease: False}
        if event.type() in kinds and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Shift and not event.isAutoRepeat():
                self._is_aside = kinds[event.type()]
                self.settle()
        elif event.type() in (QEvent.Type.FocusOut, QEvent.Type.FocusIn) and self._is_aside:
            self._is_aside = False
            self.settle()
        return super().eventFilter(watched, event)

    def _ask_meaning(self) -> tuple[QToolButton, QToolButton]:
        """Return two buttons, one of which is down: the text in a box is meant, or the area."""
        text = self._button(self.tr("Text in the box"), self.tr("Select the words in the box"))
        area = self._button(
            self.tr("Area"), self.tr("Select the area itself: a table, a figure (Ctrl+Alt+A)")
        )
        choice = QButtonGroup(self)
        for button in (text, area):
            button.setCheckable(True)
            choice.addButton(button)
            self._row.addWidget(button)
        area.clicked.connect(lambda: self._mean(area=True))
        text.clicked.connect(lambda: self._mean(area=False))
        return text, area

    def _add_acts(self) -> None:
        rows = (
            (self.tr("Code…"), self.tr("Choose a code (Enter)"), self.codeRequested),
            (self.tr("Memo"), self.tr("Code it and write a memo (F2)"), self.memoRequested),
            (
                self.tr("In vivo"),
                self.tr("Make a code named by the words and use it (Ctrl+I)"),
                self.inVivoRequested,
            ),
            (self.tr("Copy"), self.tr("Copy the text (Ctrl+C)"), self.copyRequested),
            (self.tr("Cite"), self.tr("Copy with citation (Ctrl+Shift+C)"), self.citeRequested),
        )
        self._acts = []
        for label, tip, signal in rows:
            button = self._button(label, tip)
            button.clicked.connect(self._leave)
            button.clicked.connect(signal)
            self._row.addWidget(button)
            self._acts.append(button)
        self._of_words = self._acts[2:]

    def offer_proof(self) -> None:
        """Offer to hold the selection against a criterion, in the place of codes and memos."""
        proof, *others = self._acts
        proof.setText(self.tr("Proof"))
        proof.setAccessibleName(self.tr("Proof"))
        tip = self.tr("Hold it against the criterion in hand (P)")
        proof.setToolTip(tip)
        proof.setAccessibleDescription(tip)
        memo, vivo, copy, cite = others
        for button in (memo, vivo, cite):
            self._row.removeWidget(button)
            button.deleteLater()
        self._acts, self._of_words = [proof, copy], [copy]

    def set_recent(self, codes: Sequence[tuple[CodeId, Look]]) -> None:
        """Offer these codes, the one used last first; at most three are shown."""
        for button in self._recent:
            self._row.removeWidget(button)
            button.deleteLater()
        self._recent = []
        for place, (code, look) in enumerate(codes[:_RECENT]):
            words = self.tr("Code as {}").format(look.name)
            button = self._button("", words)
            button.setAccessibleName(words)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIcon(_swatch(look.colour, self.devicePixelRatioF()))
            button.setMaximumWidth(_WIDEST)
            room = _WIDEST - 40
            cut = Qt.TextElideMode.ElideRight
            button.setText(" " + button.fontMetrics().elidedText(look.name, cut, room))
            button.clicked.connect(lambda _checked=False, chosen=code: self._choose(chosen))
            self._row.insertWidget(place + len(self._meanings), button)
            self._recent.append(button)
        self.settle()

    @Slot()
    def settle(self) -> None:
        """Show the bar beside the selection, or hide it when there is none or it is changing."""
        box = self._view.box
        is_wanted = self._view.has_selection or box.is_there
        if self._is_aside or self._view.is_selecting or not is_wanted:
            self.hide()
            return
        self._offer(is_box=box.is_there, is_area=box.is_there and box.is_area)
        for button in self._recent:
            button.show()
        corner = self._corner()
        # What is left out for want of room has a key.
        for button in (*reversed(self._recent), *reversed(self._acts[1:])):
            if corner is None:
                button.hide()
                corner = self._corner()
        if corner is None:
            self.hide()
            return
        self.move(corner)
        self.show()
        self.raise_()

    def _offer(self, *, is_box: bool, is_area: bool) -> None:
        """Show the buttons that mean something now."""
        text, area = self._meanings
        for button in (text, area):
            button.setVisible(is_box)
        if is_box:
            text.setEnabled(self._view.box.has_text())
            (area if is_area else text).setChecked(True)
        for button in self._acts:
            button.setVisible(not (is_area and button in self._of_words))

    def _mean(self, *, area: bool) -> None:
        self._leave()
        self._view.box.mean(area=area)
        self._view.show_selection()

    def _corner(self) -> QPoint | None:
        """Return where the bar goes as it is now, or None when there is no room for it."""
        self.adjustSize()
        return place_for(
            self.sizeHint(),
            self._view.viewport().rect(),
            self._view.selection_rects(),
            self._view.selection_rect(),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives the keys back to the pages."""
        if event.key() == Qt.Key.Key_Escape:
            self._view.setFocus()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: object) -> None:
        """Paint a quiet panel with a hairline."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Window))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)
        painter.end()

    @Slot()
    def _leave(self) -> None:
        self._view.setFocus()

    def _choose(self, code: CodeId) -> None:
        self._leave()
        self.codeChosen.emit(code)

    def _button(self, label: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(label)
        button.setToolTip(tip)
        button.setAccessibleName(label.rstrip("…"))
        button.setAccessibleDescription(tip)
        button.setAutoRaise(True)
        button.setMinimumHeight(_TALL)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        return button


def place_for(bar: QSize, view: QRect, selected: Sequence[QRect], end: QRect) -> QPoint | None:
    """Return where a bar of this size goes: nearest to `end`, in the view, off the selection.

    None when there is no such place, or nothing of the selection is in view.
    """
    seen = [rect for rect in selected if rect.intersects(view)]
    if not seen:
        return None
    inner = view.adjusted(_AWAY, _AWAY, -_AWAY, -_AWAY)
    found: list[tuple[int, QPoint]] = []
    for rect in (end, *seen):
        for y in (rect.bottom() + _AWAY, rect.top() - _AWAY - bar.height()):
            for x in (end.right() - bar.width() // 2, rect.left(), rect.right() + _AWAY):
                left = max(inner.left(), min(x, inner.right() + 1 - bar.width()))
                area = QRect(QPoint(left, y), bar)
                if inner.contains(area) and not any(area.intersects(other) for other in seen):
                    away = (area.center() - end.center()).manhattanLength()
                    found.append((away, area.topLeft()))
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _swatch(colour: str, ratio: float) -> QIcon:
    """Return a small square of a code's colour."""
    picture = QPixmap(QSize(12, 12) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(colour))
    return QIcon(picture)
