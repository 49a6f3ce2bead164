"""Beginning a project: where, who codes, which codebooks."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
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
from ui import ask, theme
from ui.dialogs.identity import IdentityFields

_PROPOSED = ("oecd-dac-criteria", "synthesis-review")


@dataclass(frozen=True, slots=True)
class NewProject:
    """What the dialog was told: the file, who codes (name, initials, colour), the codebooks."""

    path: Path
    coder: tuple[str, str, str]
    codebooks: list[CodebookFile]


class NewProjectDialog(QDialog):
    """One page; the button works once all is there."""

    def __init__(
        self, proposed: Path, identity: tuple[str, str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("New project")
        self.setMinimumWidth(560)
        self.path = QLineEdit(str(proposed), self)
        self.path.setAccessibleName("Project file")
        self.identity = IdentityFields(*identity, self)
        self.books: list[tuple[QCheckBox, CodebookFile]] = []
        self._boxes = QVBoxLayout()
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
        self.path.textChanged.connect(self._judge)
        self.identity.name.textChanged.connect(self._judge)
        self._judge()

    @property
    def given(self) -> NewProject:
        """Return what was filled in."""
        path = Path(self.path.text().strip()).expanduser()
        if path.suffix.lower() != ".evc":
            path = path.with_name(path.name + ".evc")
        chosen = [book for box, book in self.books if box.isChecked()]
        return NewProject(path, self.identity.given, chosen)

    def _lay_out(self) -> None:
        browse = QPushButton("Choose…", self)
        browse.clicked.connect(self._browse)
        file_row = QHBoxLayout()
        file_row.addWidget(self.path, 1)
        file_row.addWidget(browse)
        more = QPushButton("Add a codebook file…", self)
        more.clicked.connect(self._add_file)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(theme.GRID)
        column.addWidget(_heading("Project file", self))
        column.addLayout(file_row)
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
        assignable = sum(code.assignable for code in book.codes)
        box = QCheckBox(f"{book.codebook.title}  ({assignable} codes)", self)
        box.setChecked(checked)
        box.setMinimumHeight(theme.TARGET)
        box.setToolTip(book.codebook.source)
        self._boxes.addWidget(box)
        self.books.append((box, book))

    def _browse(self) -> None:
        chosen = ask.project_name(self, "New project", Path(self.path.text()))
        if chosen:
            self.path.setText(str(chosen))

    def _add_file(self) -> None:
        path = ask.codebook(self)
        if path is None:
            return
        try:
            reading = codebooks.read(path)
        except ProjectError as error:
            ask.tell(self, str(error))
            return
        self._offer(reading.file, checked=True)
        if reading.note:
            ask.tell(self, reading.note)

    def _judge(self) -> None:
        complete = bool(self.path.text().strip()) and bool(self.identity.given[0])
        self._create.setEnabled(complete)
        self._create.setDefault(complete)


def _heading(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setFont(theme.body_font(11, bold=True))
    return label
