"""The Matrix stage: reports × codes, and the passages behind a cell."""

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from coder.analysis.matrix import Matrix
from coder.model.changes import Kind
from coder.model.coding import Coder, Coding
from coder.model.errors import ProjectError
from coder.model.ids import CONSENSUS, CodeId, CoderId, ItemId, ReportId
from coder.model.rating import Rating
from coder.model.whose import Whose
from ui import ask, theme
from ui.panels.cards.page import CardsPage
from ui.panels.matrix.bar import MatrixBar
from ui.panels.matrix.passages import CellPassages
from ui.panels.matrix.rows import MatrixRows, Quoted
from ui.panels.matrix.view import MatrixView
from ui.session import Session
from ui.stages.matrix_empty import NothingCoded
from ui.stages.panes import Panes
from ui.upkeep import Upkeep
from ui.widgets.labels import SpareLabel, mute, page_place
from ui.widgets.page_tabs import PageTabs, TabPage

_SHOWN = (
    Kind.CODING,
    Kind.CODE,
    Kind.CODEBOOK,
    Kind.REPORT,
    Kind.CODER,
    Kind.SETTLEMENT,
    Kind.ASSIGNMENT,
    Kind.RATING,
    Kind.ITEM,
)
_FOLLOW = 60
"""Milliseconds for which the cursor rests on a cell before its passages are listed."""


class MatrixStage(QWidget):
    """The matrix, and the cards; read again when in front and something shown was touched.

    `exportAsked` wants the workbook written.
    """

    title = "Matrix"
    icon_name = "matrix"
    exportAsked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._people: list[Coder] = []
        self._labels: dict[tuple[bytes, int], str] = {}
        self._scales: dict[ItemId, str] = {}
        self.bar = MatrixBar(self)
        self.rows = MatrixRows(self._quotes_of, self._words_of, self)
        self.view = MatrixView(self.rows, self)
        self.passages = CellPassages(self)
        self.passages.hide()
        self._empty = NothingCoded(self)
        self.cards = CardsPage(session, self)
        self._stack = QStackedWidget(self)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self._upkeep = Upkeep(self, session, self._read, _SHOWN)
        self._follow = QTimer(self, singleShot=True, interval=_FOLLOW)
        self._quotes = self._make_action(
            "Quotes in the Cells", "Ctrl+Shift+C", is_on=False, then=self.show_quotes
        )
        self._hides = self._make_action(
            "Hide Codes Without Codings", "", is_on=True, then=self.hide_empty
        )
        self._lay_out()
        self._panes = Panes("matrix", {"columns": self.split}, {})
        self._panes.restore()
        self._connect()

    def _make_action(self, text: str, keys: str, *, is_on: bool, then: object) -> QAction:
        action = QAction(text, self)
        action.setCheckable(True)
        action.setChecked(is_on)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.toggled.connect(then)
        self.addAction(action)
        return action

    def _lay_out(self) -> None:
        title = QLabel(self.title, self)
        title.setFont(theme.body_font(15, bold=True))
        self._count = mute(SpareLabel(self))
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 3 * theme.GRID, 0)
        top.setSpacing(theme.GRID)
        self.pages = PageTabs(
            (
                TabPage(self._stack, "Codes", self.view, "Reports × codes"),
                TabPage(self.cards, "Cards", self.cards.view, "Cards across reports"),
            ),
            self,
            wide=8,
        )
        turns = "Ctrl+PgDown", "Ctrl+PgUp"
        self.pages.offer_turns("Next Page of the Matrix", "Page Before", turns)
        top.addWidget(title)
        top.addLayout(self.pages.row)
        top.addWidget(self._count)
        top.addSpacing(theme.GRID)
        top.addWidget(self.bar, 1)
        top.addStretch()
        self.split.addWidget(self.view)
        self.split.addWidget(self.passages)
        self.split.setStretchFactor(0, 1)
        self.split.setChildrenCollapsible(False)
        self.split.setSizes([900, 360])
        self._stack.addWidget(self.split)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * theme.GRID, 2 * theme.GRID, 0, 0)
        column.setSpacing(2 * theme.GRID)
        column.addLayout(top)
        column.addWidget(self.pages, 1)

    def _connect(self) -> None:
        self.bar.coderChosen.connect(self._upkeep.read)
        self.bar.quotesChosen.connect(self._quotes.setChecked)
        self.bar.hidesEmpty.connect(self._hides.setChecked)
        self.bar.exportAsked.connect(self.exportAsked)
        self.view.opened.connect(self._open_cell)
        self.view.pointed.connect(self._follow_cursor)
        self.view.reportOpened.connect(lambda report: self._session.showReport.emit(report, -1))
        self.passages.landAsked.connect(self._land)
        self.passages.closed.connect(self._close_passages)
        self._empty.readAsked.connect(self._read_first_report)
        self._follow.timeout.connect(self._list_current)
        self.pages.turned.connect(self._turn)
        self._session.opened.connect(self._begin)

    def _begin(self) -> None:
        """Start afresh with the project that was opened."""
        self.passages.hide()
        self._upkeep.reread()

    def hideEvent(self, event: QHideEvent) -> None:
        """Remember the width of the passages."""
        super().hideEvent(event)
        self._panes.remember()

    def show_quotes(self, quotes: bool) -> None:  # noqa: FBT001 (Qt's signal carries it)
        """Show quotes in the cells, or counts."""
        self.bar.show_choice(quotes=quotes)
        self.rows.show_quotes(quotes=quotes)

    def hide_empty(self, hides: bool) -> None:  # noqa: FBT001
        """Leave out the codes without codings, or show all."""
        self.bar.show_hiding(hides=hides)
        self.rows.hide_empty(hides=hides)

    @property
    def coders(self) -> Whose | set[CoderId]:
        """Return whose codings are counted."""
        chosen = self.bar.coder
        if chosen == CONSENSUS:
            return Whose.CONSENSUS
        return {chosen} if chosen else Whose.ALL

    def _read(self) -> None:
        """Read the matrix of the coder chosen, or of all."""
        project = self._session.project
        try:
            self._people, self._labels = project.coders.all(), project.reports.labels()
            self.bar.offer(self._people)
            scales = project.protocol.all().of("scale")
            self._scales = {one.id: one.name for one in scales}
            matrix = project.matrix(self.coders)
            self.passages.know(matrix.codes, matrix.reports, self._people, self._labels)
            self.rows.show(matrix, project.codebook.codebooks())
        except ProjectError as error:
            ask.tell(self, str(error))
            return
        self._tell(matrix)
        if self.passages.isVisible():
            self._follow.start()

    def _tell(self, matrix: Matrix) -> None:
        """Say how much there is, or what to do when there is nothing."""
        codings = int(matrix.own.sum())
        self._count.setText("1 coding" if codings == 1 else f"{codings:,} codings")
        self._count.setVisible(bool(codings) and self.pages.currentIndex() == 0)
        self.bar.allow(choices=bool(codings))
        self._stack.setCurrentWidget(self.split if codings else self._empty)
        self._empty.say(has_reports=bool(matrix.reports), coder=self.bar.coder_name)

    def _turn(self, page: int) -> None:
        """Show over a page only what is about it."""
        self.bar.setVisible(page == 0)
        self._count.setVisible(page == 0 and bool(self._count.text()))

    def _words_of(self, rating: Rating) -> str:
        """Return a rating in words: whose, on which scale, what."""
        names = {one.id: one.name for one in self._people}
        whose = "The report’s own" if rating.origin == "report" else names.get(rating.coder, "")
        return f"{whose} · {self._scales.get(rating.scale, '')}: {rating.shown}"

    def _quotes_of(self, report: ReportId, code: CodeId) -> list[Quoted]:
        """Return the quotes behind a cell that is about to be seen."""
        codings = self._session.project.codings.listing(report, {code}, self.coders)
        labels = self._labels
        return [
            Quoted(page_place(labels.get((one.report, one.page), ""), one.page), one.quote)
            for one in codings
        ]

    def _open_cell(self, index: QModelIndex) -> None:
        """List the passages behind a cell and go there, if there are any."""
        if self.rows.count(index):
            self._list_cell(index)
            self.passages.view.setFocus()

    def _list_cell(self, index: QModelIndex) -> None:
        report = self.rows.report(index.row())
        codes = self.rows.codes_of(index.column())
        codings = []
        if self.rows.count(index):
            whose = report.id if report else None
            codings = self._session.project.codings.listing(whose, codes, self.coders)
        self.passages.show_cell(self.rows.headings[index.column()].path, report, codings)
        self.passages.show()

    def _follow_cursor(self) -> None:
        if self.passages.isVisible():
            self._follow.start()

    def _list_current(self) -> None:
        index = self.view.currentIndex()
        if self.passages.isVisible() and self._session.is_open and index.isValid():
            self._list_cell(index)

    def _close_passages(self) -> None:
        self.passages.hide()
        self.view.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the passages."""
        if event.key() == Qt.Key.Key_Escape and self.passages.isVisible():
            self._close_passages()
        else:
            super().keyPressEvent(event)

    def _land(self, coding: Coding) -> None:
        self._session.showPassage.emit(coding.id)

    def _read_first_report(self) -> None:
        every = self._session.project.reports.all()
        report = next((one for one in every if one.has_file), every[0])
        self._session.showReport.emit(report.id, -1)
