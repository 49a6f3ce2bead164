"""Cards across reports: choose a form, filter, sort; each row leads to its page."""

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from coder.model.changes import Kind
from coder.model.ids import CoderId, ItemId
from coder.model.protocol import Item
from ui import theme
from ui.panels.cards.rows import Forms
from ui.panels.cards.table import CardTable, Wanted
from ui.panels.cards.table_view import CardTableView
from ui.panels.passages.filter import ChoiceBox
from ui.session import Session
from ui.upkeep import Upkeep
from ui.widgets.keys_to import keys_to
from ui.widgets.labels import empty_label, mute

_SHOWN = (Kind.CARD, Kind.ENTRY, Kind.EVIDENCE, Kind.ITEM, Kind.REPORT, Kind.CODER)
_PAUSE = 80


class CardsPage(QWidget):
    """The table with its filter; it reads again when it is in front and something was touched."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._form: ItemId | None = None
        self._forms = Forms()
        self.form, self.state = QComboBox(self), QComboBox(self)
        self.words = QLineEdit(self)
        self.coders = ChoiceBox(self.tr("All coders"), self)
        self._count = mute(QLabel(self))
        self.table = CardTable(self)
        self.view = CardTableView(self.table, self)
        self._empty = empty_label(self)
        self._stack = QStackedWidget(self)
        self._upkeep = Upkeep(self, session, self._read, _SHOWN)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._set_up()
        self._lay_out()
        self._connect()

    def _set_up(self) -> None:
        for box, name, wide in (
            (self.form, self.tr("Form"), 26),
            (self.state, self.tr("State of the cards"), 14),
            (self.coders, self.tr("Coder"), 16),
        ):
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.setMinimumSize(wide * theme.GRID, theme.TARGET)
        self.state.addItem(self.tr("All cards"), "")
        self.state.addItem(self.tr("Confirmed"), "confirmed")
        self.state.addItem(self.tr("Drafts"), "draft")
        self.words.setPlaceholderText(self.tr("Words on the cards"))
        self.words.setAccessibleName(self.tr("Words on the cards"))
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumHeight(theme.TARGET)
        self.words.setMaximumWidth(40 * theme.GRID)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(0, 0, 3 * theme.GRID, 0)
        bar.setSpacing(theme.GRID)
        bar.addWidget(self.form)
        bar.addWidget(self.words, 1)
        bar.addWidget(self.state)
        bar.addWidget(self.coders)
        bar.addWidget(self._count)
        bar.addStretch(1)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.GRID)
        column.addLayout(bar)
        column.addWidget(self._stack, 1)
        keys_to(self, self.view)

    def _connect(self) -> None:
        self.form.activated.connect(self._choose_form)
        self.words.textChanged.connect(lambda _: self._pause.start())
        self.words.returnPressed.connect(self.view.setFocus)
        self._pause.timeout.connect(self._filter)
        self.state.activated.connect(self._filter)
        self.coders.activated.connect(self._filter)
        self.view.landAsked.connect(self._land)
        self._session.opened.connect(self._begin)

    def _begin(self) -> None:
        self._form = None
        self._upkeep.reread()

    def _read(self) -> None:
        project = self._session.project
        coders = project.coders.all()
        self._forms = Forms(project.protocol.all(), coders)
        self._offer(self._forms.all)
        form = self._form
        cards = project.cards.all(form) if form else []
        self.coders.fill([(one.id, one.name, one.colour) for one in coders])
        self.coders.setVisible(len(coders) > 1)
        fields = self._forms.fields(form) if form else []
        self.table.show(fields, cards, project.reports.all(), coders)
        self._tell()

    def _offer(self, forms: list[Item]) -> None:
        """Offer the forms; the one chosen stays chosen, else the first that has cards."""
        ids = [one.id for one in forms]
        if self._form not in ids:
            used = {one.form for one in self._session.project.cards.all()}
            first = next((one for one in ids if one in used), None)
            self._form = first or next(iter(ids), None)
        with QSignalBlocker(self.form):
            self.form.clear()
            for one in forms:
                self.form.addItem(one.name)
            if self._form:
                self.form.setCurrentIndex(ids.index(self._form))

    def _choose_form(self, at: int) -> None:
        self._form = self._forms.all[at].id
        self._read()

    def _filter(self) -> None:
        coder = self.coders.chosen
        state = str(self.state.currentData())
        self.table.filter(Wanted(self.words.text(), state, CoderId(coder) if coder else None))
        self._tell()

    def _tell(self) -> None:
        """Say how many cards there are, or what to do when there are none."""
        shown, every = self.table.rowCount(), self.table.count_all
        words = (
            self.tr("1 card") if every == 1 else self.tr("%1 cards").replace("%1", f"{every:,}")
        )
        if shown != every:
            part = self.tr("%1 of %2").replace("%1", f"{shown:,}")
            words = part.replace("%2", words)
        self._count.setText(words if every else "")
        self._stack.setCurrentIndex(0 if shown else 1)
        self._empty.setText(self._why_empty(every))
        for widget in (self.form, self.words, self.state):
            widget.setVisible(bool(self._forms.all))

    def _why_empty(self, every: int) -> str:
        if not self._forms.all:
            return self.tr(
                "No forms to fill in yet. Add a codebook with forms, such as “Synthesis review: "
                "attributes, screening, ratings, forms”: File › Add a Codebook."
            )
        if every:
            return self.tr("No card fits the filter.")
        return self.tr(
            "No cards of this form yet. In Read, select words and press Ctrl+K, or have the cards "
            "recognised under the report’s own headings."
        )

    def focus_words(self) -> None:
        """Let the user type what to look for."""
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def _land(self, index: QModelIndex) -> None:
        """Go to the passage behind a cell."""
        support, card = self.table.support(index), self.table.card(index.row())
        if support is not None and not support.is_former:
            self._session.go_to_place(support.report, support.page, support.place)
        elif card is not None:
            self._session.showReport.emit(card.report, -1)
