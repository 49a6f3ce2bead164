"""How far the coders agree: one figure first, then three levels side by side.

Agreement of decisions and of ratings is told in a line each.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from coder.model.agreement import STATEMENT, Agreement
from coder.model.changes import Kind
from ui import ask, jobs, theme
from ui.panels.team.agreement_rows import AgreementRows, figure
from ui.panels.team.coder_choice import CoderChoice
from ui.panels.team.definitions import DefinitionsButton
from ui.session import Session
from ui.upkeep import Upkeep
from ui.widgets.keys_to import keys_to
from ui.widgets.labels import empty_label, heading, mute, prose

_SOON = 400
_WARNINGS = 3
_TOLD = (
    Kind.CODING, Kind.CODE, Kind.CODER, Kind.REPORT, Kind.ASSIGNMENT, Kind.SETTLEMENT,
    Kind.DECISION, Kind.RATING, Kind.ITEM,
)  # fmt: skip
"""What the figures are computed from."""


class AgreementPanel(QWidget):
    """Computes agreement when it is looked at and something it tells of was touched.

    `settleAsked` wants the disagreements looked at.
    """

    settleAsked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job: jobs.Job | None = None
        self._is_outrun = False
        self.agreement: Agreement | None = None
        self.coders = CoderChoice(self)
        self.rows = AgreementRows(self)
        self.what = QComboBox(self)
        self.table = QTreeView(self)
        self.table.setObjectName("figures")
        self._figure = QLabel(self)
        self._heading = heading(self.tr("Overlap of passages"), self)
        self._statement = prose(self)
        self._basis = mute(QLabel(self))
        self._warnings = prose(self)
        self._judged = prose(self)
        self._settle = QPushButton(self.tr("Settle the differences…"), self)
        self.definitions = DefinitionsButton(session, self)
        self._empty = empty_label(self)
        self._stack = QStackedWidget(self)
        self._upkeep = Upkeep(self, session, self._compute, _TOLD, pause=_SOON)
        self._set_up()
        self._lay_out()
        self.coders.changed.connect(self._upkeep.read)
        self.what.activated.connect(self._show_table)
        self._settle.clicked.connect(self.settleAsked)
        session.opened.connect(self._begin)
        session.closing.connect(self._give_up)
        if session.is_open:
            self._begin()

    def _set_up(self) -> None:
        self._figure.setFont(theme.body_font(26, bold=True))
        self._settle.setMinimumHeight(theme.TARGET)
        self.what.setAccessibleName(self.tr("What is compared"))
        self.what.setMinimumHeight(theme.TARGET)
        self.what.hide()
        table = self.table
        table.setModel(self.rows)
        table.setAccessibleName(self.tr("Agreement"))
        table.setRootIsDecorated(False)
        table.setIndentation(2 * theme.GRID)
        table.setItemsExpandable(False)
        table.setUniformRowHeights(True)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        head = table.header()
        head.setStretchLastSection(False)
        head.setSectionsMovable(False)
        keys_to(self, table)

    def _lay_out(self) -> None:
        self._told = QWidget(self)
        told = QVBoxLayout(self._told)
        told.setContentsMargins(0, 0, 0, 0)
        told.setSpacing(theme.GRID // 2)
        told.addWidget(self._heading)
        line = QHBoxLayout()
        line.setSpacing(2 * theme.GRID)
        line.addWidget(self._figure)
        line.addWidget(self._basis, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch(1)
        told.addLayout(line)
        told.addWidget(self._statement)
        told.addWidget(self._warnings)
        told.addWidget(self._judged)
        told.addStretch(1)
        acts = QVBoxLayout()
        acts.setSpacing(theme.GRID)
        acts.addWidget(self.coders)
        acts.addWidget(self._settle)
        acts.addWidget(self.definitions)
        acts.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(4 * theme.GRID)
        top.addWidget(self._told, 1)
        top.addStretch()
        top.addLayout(acts)
        full = QWidget(self)
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.GRID)
        column.addWidget(self.what, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.table, 1)
        self._stack.addWidget(full)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * theme.GRID)
        layout.addLayout(top)  # who is compared can be changed whatever that gives
        layout.addWidget(self._stack, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """See which definitions are to be revised."""
        super().showEvent(event)
        self.definitions.refresh()

    def _begin(self) -> None:
        self.agreement = None
        self._show(None)
        self._upkeep.reread()

    def _give_up(self) -> None:
        """Let go of the project."""
        if self._job:
            self._job.cancel()
            self._job.wait()
        self.agreement = None

    def _compute(self) -> None:
        if self._job is not None:
            self._is_outrun = True
            return
        self._is_outrun = False
        people = self._session.project.at_work()
        self.coders.offer(people)
        self.coders.setVisible(len(people) > 1)
        wanted = self.coders.chosen
        if len(wanted) < 2:
            self._done(None)
            return
        # All of them is no choice: who only judged is then not compared as a coder of passages.
        is_everyone = len(wanted) == len(people)
        work = self._session.project.agreement(None if is_everyone else wanted)
        self._job = jobs.run(work, self, self._done, self._failed, lambda: self._done(None))

    def _failed(self, message: str) -> None:
        self._done(None)
        ask.tell(self, message)

    def _done(self, agreement: Agreement | None) -> None:
        self._job = None
        self.agreement = agreement
        self._show(agreement)
        if self._is_outrun:
            self._upkeep.touch()

    def _show(self, agreement: Agreement | None) -> None:
        """Show the figures, or what is needed for some."""
        has_figures = bool(agreement and (agreement.double_coded or agreement.judgements))
        self._stack.setCurrentIndex(0 if has_figures else 1)
        self._told.setVisible(has_figures)
        if not has_figures or agreement is None:
            self._settle.hide()
            self.what.clear()
            self.rows.show(None)
            self._empty.setText(self._why_empty(agreement))
            return
        has_codings = bool(agreement.double_coded)
        for part in (self._heading, self._figure, self._basis, self._statement, self._settle):
            part.setVisible(has_codings)
        first = agreement.headline
        self._figure.setText(figure(first.value) if first.is_defined else self.tr("n/a"))
        interval = (
            f"95 %: {figure(first.low)} – {figure(first.high)}" if first.has_interval else ""
        )
        note = "" if first.is_defined else first.note
        self._basis.setText("  ·  ".join(filter(None, (interval, note, agreement.basis))))
        self._statement.setText(STATEMENT)
        self._warnings.setText("\n".join(agreement.warnings[:_WARNINGS]))
        self._warnings.setVisible(has_codings and bool(agreement.warnings))
        self._judged.setText("\n".join(level.told for level in agreement.judgements))
        self._judged.setVisible(bool(agreement.judgements))
        self._offer(agreement)
        self._show_table()

    def _offer(self, agreement: Agreement) -> None:
        """Offer what there are figures of; what was looked at stays, if it is still there."""
        before = self.what.currentData()
        self.what.clear()
        if agreement.double_coded:
            self.what.addItem(self.tr("Codings"), "")
        for level in agreement.judgements:
            self.what.addItem(level.title, level.name)
        self.what.setCurrentIndex(max(0, self.what.findData(before)))
        self.what.setVisible(bool(agreement.judgements))

    def _show_table(self) -> None:
        """Show the figures of codings, or of the judgements chosen."""
        if self.agreement is None:
            return
        judged = self.agreement.levels.get(self.what.currentData() or "")
        before = self.rows.place(self.table.currentIndex())
        self.rows.show(self.agreement, judged, self.coders.initials)
        self.table.expandAll()
        self.table.setCurrentIndex(self.rows.index_of(before))
        head, room = self.table.header(), self.fontMetrics()
        head.setMinimumSectionSize(theme.GRID)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for at in range(1, self.rows.columnCount()):
            head.setSectionResizeMode(at, QHeaderView.ResizeMode.Fixed)
            words = str(self.rows.headerData(at, Qt.Orientation.Horizontal)).split("\n")
            widest = max(room.horizontalAdvance(one) for one in words)
            head.resizeSection(at, max(7 * theme.GRID, widest + 3 * theme.GRID))

    def _why_empty(self, agreement: Agreement | None) -> str:
        if self.coders.isEnabled() and len(self.coders.chosen) < 2:
            return self.tr("Choose two coders at least: they are compared.")
        if agreement is None:
            return self.tr(
                "Agreement needs the work of two coders. Make a copy for a reviewer, and merge "
                "what comes back."
            )
        return self.tr(
            "No report was coded by two of these coders yet. Agreement is computed on reports "
            "that two coders have coded, or said they are done with."
        )
