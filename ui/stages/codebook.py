"""The Codebook stage: everything that a codebook defines, to see and to change."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QHideEvent, QKeySequence
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from coder.model.changes import Kind
from coder.model.ids import CodeId
from coder.model.protocol import Protocol
from coder.model.rewording import Revision
from ui import theme
from ui.panels.codebook.acts import BookActs
from ui.panels.codebook.form import BookForm
from ui.panels.codebook.history import BookHistory
from ui.panels.codebook.reconfirm import ReconfirmPanel
from ui.panels.codebook.reword_notice import RewordNotice
from ui.panels.codebook.rows import BOOK, CODE, NAMES, PAGES, BookRow, Page, rows_of, tr
from ui.panels.codebook.tree import BookTree
from ui.session import Session
from ui.stages.panes import Panes
from ui.upkeep import Upkeep
from ui.widgets.page_tabs import PageTabs, TabPage

_SHOWN = (Kind.CODEBOOK, Kind.CODE, Kind.ITEM, Kind.CODING)
CONFIRM = len(PAGES)


class CodebookStage(QWidget):
    """A page for each sort of definition, and one for what a changed definition leaves to do.

    It reads again when it is in front and something that it shows was touched.
    """

    title = "Codebook"
    icon_name = "codebook"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._at = 0
        self._current: dict[int, bytes] = {}
        self._protocol = Protocol()
        self.acts = BookActs(session, self)
        self.tree = BookTree(self)
        self.form = BookForm(BookHistory(self._history, self), self)
        self.notice = RewordNotice(self)
        self.reconfirm = ReconfirmPanel(session, self)
        self._upkeep = Upkeep(self, session, self._read, _SHOWN)
        self.add = QPushButton(self)
        self.add_under = QPushButton(self)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        definitions = [TabPage(self.split, tr(page.title), self.tree) for page in PAGES]
        confirm = TabPage(self.reconfirm, tr("To Confirm"))
        self.pages = PageTabs([*definitions, confirm], self, wide=10)
        self._lay_out()
        self._panes = Panes("codebook", {"columns": self.split}, {})
        self._panes.restore()
        self._offer_actions()
        self._connect()

    def _lay_out(self) -> None:
        title = QLabel(self.title, self)
        title.setFont(theme.body_font(15, bold=True))
        top = QHBoxLayout()
        top.setSpacing(2)
        top.addWidget(title)
        top.addSpacing(2 * theme.GRID)
        top.addLayout(self.pages.row)
        top.addStretch(1)
        self.split.addWidget(self._list_pane())
        self.split.addWidget(self.form)
        self.split.setStretchFactor(1, 1)
        self.split.setChildrenCollapsible(False)
        self.split.setSizes([400, 860])
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * theme.GRID, 2 * theme.GRID, 0, 0)
        column.setSpacing(2 * theme.GRID)
        column.addLayout(top)
        column.addWidget(self.pages, 1)
        column.addWidget(self.notice)

    def _list_pane(self) -> QWidget:
        pane = QWidget(self)
        pane.setMinimumWidth(34 * theme.GRID)
        buttons = QGridLayout()
        buttons.setSpacing(theme.GRID)
        self.save = QPushButton(tr("Save as File…"), pane)
        self.load = QPushButton(tr("Load a File…"), pane)
        every = (self.add, self.add_under, self.save, self.load)
        for at, button in enumerate(every):
            button.setMinimumHeight(theme.TARGET)
            buttons.addWidget(button, at // 2, at % 2)
        self.add.setToolTip(tr("Add one beside the current one (Insert)"))
        self.add_under.setToolTip(tr("Add one under the current one (Shift+Insert)"))
        self.save.setToolTip(tr("Write this codebook to a file that people can read and edit"))
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, theme.GRID, 2 * theme.GRID)
        column.setSpacing(theme.GRID)
        column.addWidget(self.tree, 1)
        column.addLayout(buttons)
        return pane

    def _offer_actions(self) -> None:
        for text, keys, act in (
            ("Add a Definition", "", lambda: self._do("add")),
            ("Add a Definition Under It", "", lambda: self._do("add-under")),
            ("Delete the Definition", "", lambda: self._do("delete")),
            ("New Codebook", "", self._add_book),
            ("Save the Codebook as a File…", "Ctrl+Shift+S", self._save_book),
            ("Load a Codebook File…", "Ctrl+Shift+L", self.acts.load),
        ):
            action = QAction(tr(text), self)
            if keys:
                action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _=False, do=act: do())
            action.setData("edit")
            self.addAction(action)
        turns = "Ctrl+PgDown", "Ctrl+PgUp"
        self.pages.offer_turns(tr("Next Page of the Codebook"), tr("Page Before"), turns)

    def _connect(self) -> None:
        self.pages.turning.connect(self._leave_page)
        self.pages.turned.connect(lambda at: self._read(self._current.get(at)))
        self.tree.turned.connect(self._show_current)
        self.tree.asked.connect(self._do)
        self.form.edited.connect(self.acts_edit)
        self.add.clicked.connect(lambda: self._do("add"))
        self.add_under.clicked.connect(lambda: self._do("add-under"))
        self.save.clicked.connect(self._save_book)
        self.load.clicked.connect(self.acts.load)
        self.acts.reworded.connect(lambda code: self.tell_of(CodeId(code)))
        self.notice.same.connect(self._same)
        self.notice.look.connect(self._look)
        self._session.opened.connect(self._begin)
        self._session.closing.connect(self._leave)
        self._session.writeDown.connect(self.form.save)

    def show_page(self, at: int) -> None:
        """Show one of the pages: a sort of definitions, or what is to be confirmed."""
        self.pages.show_page(at)

    def _leave_page(self, at: int) -> None:
        """Write down what is being written, and remember where one was."""
        self.form.save()
        row = self.tree.current
        if row and self._at < CONFIRM:
            self._current[self._at] = row.id
        self._at = at

    def show_definition(self, row: bytes) -> None:
        """Go to a definition on the page in front."""
        self.tree.go_to(row)

    def tell_of(self, code: CodeId) -> None:
        """Say how many codings were made under another definition of a code."""
        project = self._session.project
        name = project.codebook.get(code).name
        self.notice.tell(code, name, project.rewording.count(code))

    @property
    def _page(self) -> Page:
        return PAGES[self._at]

    def _begin(self) -> None:
        self._current.clear()
        self.notice.hide()
        self._upkeep.reread()

    def _leave(self) -> None:
        """Let go of what is shown: its project is closed."""
        self.form.show_row(None, Protocol())
        self.tree.show_rows([])

    def hideEvent(self, event: QHideEvent) -> None:
        """Remember the width of the list."""
        super().hideEvent(event)
        self._panes.remember()

    def _read(self, current: bytes | None = None) -> None:
        project = self._session.project
        if self._at == CONFIRM:
            self.reconfirm.reload()
        else:
            self._protocol = project.protocol.all()
            books, codes = project.codebook.codebooks(), project.codebook.codes()
            self.tree.show_rows(rows_of(self._page, books, codes, self._protocol), current)
        self.pages.count_on(CONFIRM, len(project.rewording.mine()))
        told = self.notice.code
        if told is not None:
            waiting = project.rewording.count(told)
            self.notice.setVisible(waiting > 0)

    def _show_current(self) -> None:
        row = self.tree.current
        self.form.show_row(row, self._protocol)
        page = self._page if self._at < CONFIRM else PAGES[0]
        self.add.setText(tr("Add {}").format(tr(NAMES[page.kind if row else BOOK])))
        under = tr("Sub-code") if page.kind == CODE else tr(NAMES.get(page.under, ""))
        self.add_under.setText(tr("Add {}").format(under))
        self.add_under.setVisible(bool(page.under))
        self.add_under.setEnabled(row is not None and row.kind != BOOK)
        self.save.setEnabled(row is not None)

    def acts_edit(self, row: BookRow, fields: dict[str, object]) -> None:
        """Write fields of a definition; what was refused is shown as it is kept."""
        if not self.acts.edit(row, fields):
            self.form.show_row(self.tree.current, self._protocol)

    def _do(self, act: str) -> None:
        """Do what a key or a button stands for, to the current definition."""
        row = self.tree.current
        if self._at == CONFIRM:
            return
        if row is None:
            self._add_book()
        elif act == "edit":
            self.form.begin()
        elif act == "add":
            self._add(row, self._page.kind if self._is_top(row) else row.kind, self._above(row))
        elif act == "add-under":
            self._add_under(row)
        elif act == "delete":
            self.acts.delete(row)
        else:
            self.acts.move(row, act, self.tree)

    def _is_top(self, row: BookRow) -> bool:
        return row.kind in {BOOK, self._page.kind}

    def _above(self, row: BookRow) -> bytes | None:
        """Return what a new one beside this stands under, None for the codebook."""
        above = self.tree.parent_of(row)
        return above.id if above and above.kind != BOOK else None

    def _add_under(self, row: BookRow) -> None:
        page = self._page
        if not page.under or row.kind == BOOK:
            return
        if page.kind in {CODE, row.kind}:
            self._add(row, page.under, row.id)
        else:
            self._add(row, page.under, self._above(row))

    def _add(self, row: BookRow, kind: str, parent: bytes | None) -> None:
        taken = {one.name.casefold() for one in self.tree.rows}
        made = self.acts.add(kind, row.codebook.id, parent, taken)
        if made:
            self.tree.go_to(made)
            self.form.begin()

    def _add_book(self) -> None:
        books = self._session.project.codebook.codebooks()
        taken = {one.title.casefold() for one in books}
        made = self.acts.add(BOOK, books[0].id if books else b"", None, taken)  # type: ignore[arg-type]
        if made and self._at < CONFIRM:
            self.tree.go_to(made)
            self.form.begin()

    def _save_book(self) -> None:
        row = self.tree.current
        if row is not None:
            self.form.save()
            self.acts.save(row)

    def _same(self, code: bytes) -> None:
        self.acts.attempt(lambda: self._session.project.rewording.same_meaning(CodeId(code)))

    def _look(self, code: bytes) -> None:
        self.show_page(CONFIRM)
        self.reconfirm.show_code(CodeId(code))

    def _history(self, definition: bytes) -> tuple[Sequence[Revision], dict[bytes, str]]:
        project = self._session.project
        names: dict[bytes, str] = {one.id: one.name for one in project.coders.all()}
        return project.rewording.history(definition), names
