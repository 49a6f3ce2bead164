"""The codebook pane: filter, tree of codes, and the rule of the code under the cursor."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from coder.model.changes import Changes, Kind
from coder.model.codebook import Code
from coder.model.ids import CodeId
from ui.icons import icon
from ui.panels.codes import code_menu
from ui.panels.codes.acts import Choose, CodeActs
from ui.panels.codes.card import CodeCard
from ui.panels.codes.matching import Searchable, matching
from ui.panels.codes.tree import CodeTreeModel
from ui.panels.codes.view import CodeFilter, CodeTreeView
from ui.session import Session
from ui.widgets.keys_to import keys_to
from ui.widgets.labels import heading


class CodebookPanel(QWidget):
    """Codes to look up, to assign and to work on.

    `assignAsked` carries a code's id; `left` says that one goes on with the pages.
    """

    assignAsked = Signal(bytes)
    left = Signal()

    def __init__(self, session: Session, choose: Choose, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._codes: list[Code] = []
        self._searchable: list[Searchable] = []
        self.acts = CodeActs(session, choose, self)
        self._model = CodeTreeModel(self.acts.rename, self.acts.move, self)
        self._shown = CodeFilter(self)
        self._shown.setSourceModel(self._model)
        self._filter = QLineEdit(self)
        self._add = QToolButton(self)
        self._tree = CodeTreeView(self._shown, self)
        self._card = CodeCard(self)
        self._later = QTimer(self, singleShot=True, interval=30)
        self._lay_out()
        self._connect()
        self.reload()

    def _lay_out(self) -> None:
        self._filter.setPlaceholderText(self.tr("Filter codes"))
        self._filter.setAccessibleName(self.tr("Filter codes"))
        self._filter.setClearButtonEnabled(True)
        self._filter.installEventFilter(self)
        self._add.setIcon(icon("add"))
        self._add.setToolTip(self.tr("Add a code"))
        self._add.setAccessibleName(self.tr("Add a code"))
        self._add.setMinimumSize(28, 28)
        top = QHBoxLayout()
        top.setContentsMargins(8, 0, 8, 8)
        top.setSpacing(8)
        top.addWidget(self._filter, 1)
        top.addWidget(self._add)
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self.split.addWidget(self._tree)
        self.split.addWidget(self._card)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes([420, 220])
        self.split.setChildrenCollapsible(False)
        title = heading(self.tr("Codebook"), self)
        head = QVBoxLayout()
        head.setContentsMargins(8, 8, 8, 8)
        head.addWidget(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(top)
        layout.addWidget(self.split, 1)
        keys_to(self, self._tree)

    def _connect(self) -> None:
        self._filter.textChanged.connect(self._search)
        self._add.clicked.connect(self._add_beside)
        self._tree.assignAsked.connect(self.assignAsked)
        self._tree.left.connect(self.left)
        self._tree.mergeAsked.connect(lambda one, into: self.acts.merge(CodeId(one), CodeId(into)))
        self._tree.deleteAsked.connect(self._delete)
        self._tree.moveAsked.connect(self._step)
        self._tree.looked.connect(self._card.show_code)
        self._tree.customContextMenuRequested.connect(self._open_menu)
        self._card.editAsked.connect(self._edit)
        self._later.timeout.connect(self.reload)
        self._session.changed.connect(self._refresh_if_touched)

    @property
    def tree(self) -> CodeTreeView:
        """Return the tree."""
        return self._tree

    @property
    def codes(self) -> list[Code]:
        """Return the codes as last read, in tree order."""
        return self._codes

    def focus_filter(self) -> None:
        """Let the user type into the filter."""
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._filter.selectAll()

    def show_code(self, code: CodeId) -> None:
        """Go to a code in the tree, whatever the filter said."""
        self._filter.clear()
        self.tree.setCurrentIndex(self._place(code))
        self.tree.scrollTo(self.tree.currentIndex())
        self.tree.setFocus()

    def reload(self) -> None:
        """Read the codebook again; what was unfolded stays so, the cursor stays on its code."""
        self._later.stop()
        if not self._session.is_open:
            return
        top = self._tree.verticalScrollBar().value()
        current, folded, first = self._tree.current_code(), self._folded(), not self._codes
        project = self._session.project
        names = [(code.id, code.name) for code in self._codes]
        self._codes = project.codebook.codes()
        moved = self._model.show(project.codebook.codebooks(), self._codes)
        if moved or names != [(code.id, code.name) for code in self._codes]:
            paths = ((code, self._model.path(code.id)) for code in self._codes)
            self._searchable = [Searchable.of(code, path) for code, path in paths]
        if moved:
            self._restore(folded, current.id if current else None, fold_deep=first)
            self._tree.verticalScrollBar().setValue(top)
        looked = self._card.code
        if looked:
            self._card.show_code(next((one for one in self._codes if one.id == looked.id), None))

    def _folded(self) -> set[CodeId]:
        """Return the codes whose branch the user has folded."""
        found = set()
        for code in self._codes:
            index = self._shown.mapFromSource(self._model.of(code.id))
            if index.isValid() and not self._tree.isExpanded(index):
                found.add(code.id)
        return found

    def _restore(self, folded: set[CodeId], current: CodeId | None, *, fold_deep: bool) -> None:
        """Unfold all but what was folded and go to the code that was current."""
        self._search(self._filter.text())
        self._tree.expandAll()
        if not fold_deep:
            for code in folded:
                self._tree.setExpanded(self._place(code), False)  # noqa: FBT003 (Qt's signature)
        target = current or (self._codes[0].id if self._codes else None)
        if target:
            self._tree.setCurrentIndex(self._place(target))

    def _place(self, code: CodeId) -> QModelIndex:
        return self._shown.mapFromSource(self._model.of(code))

    def _refresh_if_touched(self, changes: Changes) -> None:
        if changes.touches(Kind.CODE, Kind.CODEBOOK):
            self.reload()
        elif changes.touches(Kind.CODING):
            self._later.start()

    def _search(self, typed: str) -> None:
        """Show the codes that fit what is typed, the best one current."""
        if not typed.strip():
            self._shown.let_through(None)
            self._tree.expandAll()
            return
        found = matching(typed, self._searchable)
        self._shown.let_through(found)
        self._tree.expandAll()
        best = next((code for code in self._codes if code.id in found), None)
        if best:
            self._tree.setCurrentIndex(self._place(best.id))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the filter, Down goes into the tree and Enter assigns what it found."""
        press = event.type() == QEvent.Type.KeyPress
        if watched is self._filter and press and isinstance(event, QKeyEvent):
            return self._filter_key(event.key())
        return super().eventFilter(watched, event)

    def _filter_key(self, key: int) -> bool:
        """Return whether the key was for the tree."""
        current = self._tree.current_code()
        if key == Qt.Key.Key_Down:
            self._tree.setFocus(Qt.FocusReason.TabFocusReason)
            if current is None:
                self._tree.setCurrentIndex(self._shown.index(0, 0))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if current and self._filter.text().strip():
                self.assignAsked.emit(current.id)
        elif key == Qt.Key.Key_Escape and self._filter.text():
            self._filter.clear()
        else:
            return False
        return True

    def _find(self, code: bytes) -> Code:
        return next(one for one in self._codes if one.id == code)

    def _delete(self, code: bytes) -> None:
        self.acts.delete(self._find(code))

    def _edit(self, code: bytes) -> None:
        self.acts.edit(self._find(code))

    def _step(self, code: bytes, key: int) -> None:
        self.acts.step(self._find(code), self._codes, key)

    def _add_beside(self) -> None:
        """Add a code as a sibling of the current one, or at the top of the current codebook."""
        index = self._shown.mapToSource(self._tree.currentIndex())
        code, book = self._model.code(index), self._model.codebook(index)
        self.acts.add(book.id if book else None, code.parent if code else None)

    def _open_menu(self, place: QPoint) -> None:
        menu = self.menu_at(place)
        menu.exec(self._tree.viewport().mapToGlobal(place))
        menu.deleteLater()

    def menu_at(self, place: QPoint) -> QMenu:
        """Return the context menu for a place in the tree's viewport."""
        index = self._tree.indexAt(place)
        menu = QMenu(self)
        code = self._tree.code_at(index)
        if code:
            self._tree.setCurrentIndex(index)
            code_menu.for_code(menu, self.acts, self._tree, code, self._codes)
        else:
            book = self._model.codebook(self._shown.mapToSource(index))
            code_menu.for_codebook(menu, self.acts, book.id if book else None)
        return menu
