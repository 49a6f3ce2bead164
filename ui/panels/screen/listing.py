"""The left pane of screening: the stages, how far one is, and the reports in their order."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QLabel,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from coder.model.ids import ItemId, ReportId
from coder.model.protocol import Item
from ui import theme
from ui.panels.screen import verdict_signs as signs
from ui.panels.screen.rows import ScreenDelegate, ScreenRow, ScreenRows, counted
from ui.widgets.grouped import GroupedView
from ui.widgets.keys_to import keys_to
from ui.widgets.labels import empty_label, mute
from ui.widgets.page_tabs import tab_button

_NONE = Qt.KeyboardModifier.NoModifier
_KEYS = {(Qt.Key.Key_Return, _NONE): "begin", (Qt.Key.Key_Right, _NONE): "begin"}
_SHOWN = ("", "open", "include", "possible", "exclude", "not-reached")


class ScreenList(QWidget):
    """Lists the reports of one stage.

    `turned` carries the report that is chosen (None: none), `stageChosen` the stage, `begun`
    says that one wants to go on to the criteria.
    """

    turned = Signal(object)
    stageChosen = Signal(object)
    begun = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: Sequence[ScreenRow] = ()
        self._stages: Sequence[Item] = ()
        self._told: ReportId | None = None
        self._is_filling = False
        self._tabs = QVBoxLayout()
        self._tabs.setSpacing(2)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(lambda at: self.stageChosen.emit(self._stages[at].id))
        self._bar = QProgressBar(self)
        self._bar.setFixedHeight(6)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("How far this stage is"))
        self._count = mute(QLabel(self))
        self.filter = QComboBox(self)
        self.filter.setAccessibleName(self.tr("Reports shown"))
        self.filter.setMinimumHeight(theme.TARGET)
        self.filter.currentIndexChanged.connect(self._choose_filter)
        self.rows = ScreenRows(self)
        self.view = GroupedView(self.rows, ScreenDelegate(self), _KEYS, self)
        self.view.setAccessibleName(self.tr("Reports to screen"))
        self.view.turned.connect(self._turn)
        self.view.asked.connect(lambda _: self.begun.emit())
        self._none = empty_label(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._none)
        self._lay_out()
        keys_to(self, self.view)

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(theme.GRID, theme.GRID, theme.GRID, theme.GRID)
        head.setSpacing(theme.GRID)
        head.addLayout(self._tabs)
        head.addWidget(self._bar)
        head.addWidget(self._count)
        head.addWidget(self.filter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.setMinimumWidth(200)

    @property
    def current(self) -> ReportId | None:
        """Return the report that is chosen."""
        found = self.rows.at(self.view.currentIndex().row())
        return found.report.id if found else None

    @property
    def current_row(self) -> ScreenRow | None:
        """Return how the report that is chosen stands."""
        return self.rows.at(self.view.currentIndex().row())

    @property
    def all_rows(self) -> Sequence[ScreenRow]:
        """Return how all reports stand, shown or not."""
        return self._all

    def offer_stages(self, stages: Sequence[Item], current: ItemId | None) -> None:
        """Offer these stages; one of them is in hand."""
        if [(one.id, one.name) for one in stages] != [(one.id, one.name) for one in self._stages]:
            self._stages = list(stages)
            self._make_tabs()
        for at, one in enumerate(self._stages):
            self._group.button(at).setChecked(one.id == current)

    def _make_tabs(self) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
            button.deleteLater()
        for at, stage in enumerate(self._stages):
            button = tab_button(f"{at + 1}  {stage.name}", self)
            button.setToolTip(stage.definition or stage.name)
            button.setAccessibleName(self.tr("Stage: %1").replace("%1", stage.name))
            policy = button.sizePolicy()
            policy.setHorizontalPolicy(policy.Policy.Ignored)
            button.setSizePolicy(policy)
            self._group.addButton(button, at)
            self._tabs.addWidget(button)

    def show_rows(self, rows: Sequence[ScreenRow]) -> None:
        """Show how the reports stand."""
        self._all = list(rows)
        self._fill_filter()
        self._show_rows(self.current)

    def choose(self, report: ReportId | None) -> None:
        """Have a report in hand; one that the filter leaves out brings all back."""
        if report is not None and self.rows.row_of(report) < 0:
            self.filter.setCurrentIndex(0)
        self.view.setCurrentIndex(self.rows.index(self.rows.row_of(report)))

    def _fill_filter(self) -> None:
        counts = counted(self._all)
        reached = len(self._all) - counts["not-reached"]
        done = reached - counts["open"]
        chosen = max(0, self.filter.currentIndex())
        self._is_filling = True
        self.filter.clear()
        for state in _SHOWN:
            name = signs.STATES[state] if state else self.tr("All reports")
            number = counts[state] if state else len(self._all)
            self.filter.addItem(f"{name}  ({number})", state)
        self.filter.setCurrentIndex(chosen)
        self._is_filling = False
        self._bar.setRange(0, max(1, reached))
        self._bar.setValue(done)
        words = self.tr("All %2 decided") if done == reached else self.tr("%1 of %2 decided")
        said = words.replace("%1", str(done)).replace("%2", str(reached))
        self._count.setText(said)

    def _choose_filter(self) -> None:
        if not self._is_filling:
            self._show_rows(self.current)

    def _show_rows(self, keep: ReportId | None) -> None:
        wanted = self.filter.currentData() or ""
        # What is decided just now stays in the list until one turns to another report.
        shown = [one for one in self._all if wanted in {"", one.state} or one.report.id == keep]
        self.rows.show(shown)
        self._stack.setCurrentIndex(0 if shown else 1)
        self._none.setText(self.tr("No report stands so at this stage."))
        row = self.rows.row_of(keep)
        if row >= 0 and row != self.view.currentIndex().row():
            self.view.setCurrentIndex(self.rows.index(row))
        self._turn()

    def _turn(self) -> None:
        report = self.current
        if report != self._told:
            self._told = report
            self.turned.emit(report)

    def neighbour(self, direction: int) -> ReportId | None:
        """Return the report listed after (1) or before (-1) the one in hand."""
        found = self.rows.at(self.view.currentIndex().row() + direction)
        return found.report.id if found else None

    def next_open(self, after: ReportId | None) -> ReportId | None:
        """Return the next report that is to be screened, from the start again after the last."""
        ids = [one.report.id for one in self._all]
        start = ids.index(after) + 1 if after in ids else 0
        ordered = [*self._all[start:], *self._all[:start]]
        every = (
            one.report.id for one in ordered if one.state == "open" and one.report.id != after
        )
        return next(every, None)
