"""Beginning a project: its name, where it lies, who codes, which codebooks."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from coder import codebooks
from coder.model.codebook import CodebookFile
from coder.model.errors import ProjectError
from coder.paths import as_file_name
from ui import ask, theme
from ui.dialogs.identity import IdentityFields

_WIDTH = 66 * theme.GRID
_PROPOSED = ("oecd-dac-criteria", "synthesis-review", "review-protocol")


@dataclass(frozen=True, slots=True)
class NewProject:
    """What the dialog was told; who codes is given by name, initials and colour."""

    name: str
    path: Path
    coder: tuple[str, str, str]
    codebooks: list[CodebookFile]


class NewProjectDialog(QDialog):
    """One page; the button works once all is there. The file follows the name until chosen."""

    def __init__(
        self, proposed: Path, identity: tuple[str, str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("New project")
        self.setFixedWidth(_WIDTH + 6 * theme.GRID)
        self.name = QLineEdit(proposed.stem, self)
        self.path = QLineEdit(str(proposed), self)
        self.identity = IdentityFields(*identity, self)
        self.books: list[tuple[QCheckBox, CodebookFile]] = []
        self._boxes = QVBoxLayout()
        self._boxes.setSpacing(0)
        self._buttons = QDialogButtonBox(self)
        self._create = self._buttons.addButton(
            "Create project", QDialogButtonBox.ButtonRole.AcceptRole
        )
        self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()
        for book in codebooks.builtin():
            self._offer(codebooks.load(book.path), checked=book.key in _PROPOSED)
        self.name.textEdited.connect(self._follow_name)
        self.name.textChanged.connect(self._judge)
        self.path.textChanged.connect(self._judge)
        self.identity.name.textChanged.connect(self._judge)
        self._judge()
        self.name.selectAll()

    @property
    def given(self) -> NewProject:
        """Return what was filled in."""
        path = Path(self.path.text().strip()).expanduser()
        if path.suffix.lower() != ".evc":
            path = path.with_name(path.name + ".evc")
        chosen = [book for box, book in self.books if box.isChecked()]
        return NewProject(self._name(), path, self.identity.given, chosen)

    def _lay_out(self) -> None:
        browse = QPushButton("Choose…", self)
        browse.clicked.connect(self._browse)
        file_row = QHBoxLayout()
        file_row.addWidget(self.path, 1)
        file_row.addWidget(browse)
        where = QLabel("&File", self)
        where.setBuddy(self.path)
        where.setMinimumWidth(self.identity.fields_at)
        project = QFormLayout()
        project.setHorizontalSpacing(theme.GRID)
        project.addRow("Na&me", self.name)
        project.addRow(where, file_row)
        more = QPushButton("Add a codebook file…", self)
        more.clicked.connect(self._add_file)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(theme.GRID)
        column.addWidget(_heading("Project", self))
        column.addLayout(project)
        column.addSpacing(theme.GRID)
        column.addWidget(_heading("Who codes", self))
        column.addWidget(self.identity)
        column.addSpacing(theme.GRID)
        column.addWidget(_heading("Codebooks", self))
        column.addLayout(self._boxes)
        more_row = QHBoxLayout()
        more_row.addWidget(more)
        more_row.addStretch(1)
        column.addLayout(more_row)
        column.addSpacing(2 * theme.GRID)
        column.addWidget(self._buttons)

    def _offer(self, book: CodebookFile, *, checked: bool) -> None:
        box = QCheckBox(f"{book.codebook.title}  ({_counts(book)})", self)
        box.setChecked(checked)
        box.setMinimumHeight(theme.TARGET)
        box.setToolTip(book.codebook.source)
        about = QLabel(_about(book), self)
        about.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        about.setWordWrap(True)
        about.setContentsMargins(3 * theme.GRID, 0, 0, theme.GRID)
        about.setFixedSize(_WIDTH, about.heightForWidth(_WIDTH))
        self._boxes.addWidget(box)
        self._boxes.addWidget(about)
        self.books.append((box, book))

    def _browse(self) -> None:
        chosen = ask.project_name(self, "New project", Path(self.path.text()))
        if chosen:
            self.path.setText(str(chosen))
            self.path.setModified(True)

    def _name(self) -> str:
        return " ".join(self.name.text().split())

    def _follow_name(self) -> None:
        if not self.path.isModified():
            stem = as_file_name(self._name())
            self.path.setText(str(Path(self.path.text()).with_name(f"{stem or 'Review'}.evc")))

    def _add_file(self) -> None:
        path = ask.codebook(self)
        if path is None:
            return
        try:
            file = codebooks.load(path)
        except ProjectError as error:
            ask.tell(self, str(error))
            return
        self._offer(file, checked=True)

    def _judge(self) -> None:
        given = (self._name(), self.path.text().strip(), self.identity.given[0])
        complete = all(given)
        self._create.setEnabled(complete)
        self._create.setDefault(complete)


def _counts(book: CodebookFile) -> str:
    """Say how many codes a codebook has or, without any, how much else it defines."""
    if book.codes or not book.items:
        return f"{sum(code.assignable for code in book.codes)} codes"
    return f"{len(book.items)} definitions"


def _about(book: CodebookFile) -> str:
    """Tell in one line what a codebook is about: its top codes or, without any, its forms."""
    tops = [code.name for code in book.codes if code.parent is None]
    others = [one.name for one in book.items if one.kind in {"stage", "checklist", "form"}]
    return ", ".join(tops or others)


def _heading(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setFont(theme.body_font(11, bold=True))
    return label
