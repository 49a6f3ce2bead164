"""The Matrix stage: reports × codes, and the passages behind a cell."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from coder.model.changes import Changes, Kind
from coder.model.coding import Coding
from coder.model.ids import CoderId
from ui import icons, theme
from ui.panels.matrix_rows import MatrixRows, Shown, quotes_by_cell
from ui.panels.matrix_view import MatrixView
from ui.panels.passages import PassagesPanel
from ui.session import Session

_EMPTY = "Once passages are coded, this shows how often each code stands in each report."


class MatrixStage(QWidget):
    """The matrix; it reads again when it is in front and something it shows was touched.

    `exportAsked` wants the workbook written.
    """

    title = "Matrix"
    icon_name = "matrix"
    exportAsked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._is_stale = True
        self.rows = MatrixRows(self)
        self.view = MatrixView(self.rows, self)
        self.passages = PassagesPanel(session, self)
        self.passages.hide()
        self.coders = QComboBox(self)
        self.coders.setAccessibleName("Whose codings")
        self.coders.setMinimumWidth(140)
        self.hide_empty = QCheckBox("Hide codes without codings", self)
        self.hide_empty.setChecked(True)
        self._switch = QButtonGroup(self)
        self._stack = QStackedWidget(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        title = QLabel(self.title, self)
        title.setFont(theme.body_font(15, bold=True))
        export = QPushButton(icons.icon("export"), "Export to Excel…", self)
        export.clicked.connect(self.exportAsked)
        top = QHBoxLayout()
        top.setSpacing(theme.GRID)
        top.addWidget(title)
        top.addSpacing(2 * theme.GRID)
        for button in self._switch_buttons():
            top.addWidget(button)
        top.addSpacing(theme.GRID)
        top.addWidget(self.coders)
        top.addWidget(self.hide_empty)
        top.addStretch(1)
        top.addWidget(export)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self.view)
        split.addWidget(self.passages)
        split.setStretchFactor(0, 1)
        split.setChildrenCollapsible(False)
        split.setSizes([900, 360])
        empty = QLabel(_EMPTY, self)
        empty.setFont(theme.body_font(13))
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty.setWordWrap(True)
        self._stack.addWidget(split)
        self._stack.addWidget(empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * theme.GRID, 2 * theme.GRID, 0, 0)
        column.setSpacing(2 * theme.GRID)
        top.setContentsMargins(0, 0, 3 * theme.GRID, 0)
        column.addLayout(top)
        column.addWidget(self._stack, 1)
        self.setFocusProxy(self.view)

    def _switch_buttons(self) -> list[QToolButton]:
        """Return the two buttons that choose what the cells show."""
        found = []
        for at, (text, tip) in enumerate(
            (("Counts", "How many codings"), ("Quotes", "What was coded, with pages"))
        ):
            button = QToolButton(self)
            button.setText(text)
            button.setToolTip(tip)
            button.setCheckable(True)
            button.setChecked(at == 0)
            button.setMinimumHeight(theme.TARGET)
            self._switch.addButton(button, at)
            found.append(button)
        return found

    def _connect(self) -> None:
        self.view.opened.connect(self._list_cell)
        self.passages.landAsked.connect(self._land)
        self.coders.activated.connect(lambda _: self._read())
        self.hide_empty.toggled.connect(lambda _: self._read())
        self._switch.idClicked.connect(self._show_as)
        self._session.changed.connect(self._refresh_if_touched)
        self._session.opened.connect(self._begin)

    def _begin(self) -> None:
        """Start afresh with the project that was opened."""
        self._is_stale = True
        self.passages.hide()
        self.passages.reload()
        if self.isVisible():
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was touched while another stage was in front."""
        super().showEvent(event)
        if self._is_stale and self._session.is_open:
            self._read()

    def _refresh_if_touched(self, changes: Changes) -> None:
        if not changes.touches(Kind.CODING, Kind.CODE, Kind.CODEBOOK, Kind.REPORT, Kind.CODER):
            return
        self._is_stale = True
        if self.isVisible():
            self._read()

    def _show_as(self, which: int) -> None:
        self.rows.with_quotes = which == 1
        self._read()

    def _read(self) -> None:
        """Read the matrix of the coder chosen, or of all."""
        project = self._session.project
        self._offer_coders()
        chosen: CoderId | None = self.coders.currentData()
        coders = {chosen} if chosen else None
        shown = Shown(
            project.matrix(coders),
            {book.id: book.title for book in project.codebook.codebooks()},
        )
        if self.rows.with_quotes:
            codings = project.codings.listing(coders=coders)
            shown.quotes = quotes_by_cell(codings, project.reports.labels())
        here = self.view.currentIndex()
        self.rows.show(shown, hide_empty=self.hide_empty.isChecked())
        self.view.size_cells()
        if here.isValid():
            self.view.setCurrentIndex(self.rows.index(here.row(), here.column()))
        has_any = bool(shown.matrix.reports) and bool(shown.matrix.own.any())
        self._stack.setCurrentIndex(0 if has_any else 1)
        self._is_stale = False

    def _offer_coders(self) -> None:
        chosen = self.coders.currentData()
        coders = self._session.project.coders.all()
        self.coders.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.coders.clear()
        self.coders.addItem("All coders", None)
        for coder in coders:
            self.coders.addItem(coder.name, coder.id)
        found = [at for at, coder in enumerate(coders, start=1) if coder.id == chosen]
        self.coders.setCurrentIndex(found[0] if found else 0)
        self.coders.blockSignals(False)  # noqa: FBT003

    def _list_cell(self, index: QModelIndex) -> None:
        """List the passages behind a cell at the right."""
        if not self.rows.count(index):
            return
        report = self.rows.report(index.row())
        self.passages.show()
        self.passages.show_only(report.id if report else None, self.rows.codes_of(index.column()))

    def _land(self, coding: Coding) -> None:
        self._session.showPassage.emit(coding.id)
