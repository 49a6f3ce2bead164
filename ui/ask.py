"""Every question and message to the user goes through here, so that tests can answer."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,  # noqa: TID251 - this is the one place
    QVBoxLayout,
    QWidget,
)

from coder.model.errors import ProjectError
from coder.paths import APP_NAME

_LINE = 420
_PROJECTS = "Evidence Coder projects (*.evc)"
_WORKS = "What reviewers send back (*.evw *.evc)"
_WORK = "Work of a reviewer (*.evw)"
_PDFS = "Report PDFs (*.pdf)"
_CODEBOOKS = "Codebooks (*.toml)"
_WORKBOOKS = "Excel workbooks (*.xlsx)"
_TABLES = "Lists of reports (*.xlsx *.xlsm *.csv *.tsv *.txt *.ris)"


class Password(NamedTuple):
    """A password as it was given, and whether the project is to remember it."""

    word: str
    keep: bool = False


class Asker(Protocol):
    """Whoever answers; None or False means that the user went back."""

    def tell(self, parent: QWidget | None, message: str) -> None:
        """Say what was wrong and what to do."""

    def choose(self, parent: QWidget | None, question: str, answers: list[str]) -> int:
        """Have one of the answers chosen; return its place, -1 for none."""

    def text(self, parent: QWidget | None, title: str, label: str, value: str) -> str | None:
        """Have one line of text written."""

    def password(self, parent: QWidget | None, name: str, *, wrong: bool) -> Password | None:
        """Have the password of a file given."""

    def files(self, parent: QWidget | None, title: str, filters: str) -> list[Path]:
        """Have files chosen that exist."""

    def folder(self, parent: QWidget | None, title: str) -> Path | None:
        """Have a folder chosen."""

    def save_as(
        self, parent: QWidget | None, title: str, proposed: Path, filters: str
    ) -> Path | None:
        """Have a name for a file chosen; the user has agreed to replace what is there."""


class Dialogs:
    """Answers come from the user, by the system's own dialogs."""

    def tell(self, parent: QWidget | None, message: str) -> None:
        """Say what was wrong and what to do."""
        _box(parent, message).exec()

    def choose(self, parent: QWidget | None, question: str, answers: list[str]) -> int:
        """Have one of the answers chosen; return its place, -1 for none."""
        box = _box(parent, question)
        role = QMessageBox.ButtonRole.AcceptRole
        buttons = [box.addButton(answer, role) for answer in answers]
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        clicked = box.clickedButton()
        return next((at for at, button in enumerate(buttons) if button is clicked), -1)

    def text(self, parent: QWidget | None, title: str, label: str, value: str) -> str | None:
        """Have one line of text written."""
        return _line(parent, title, label, value)

    def password(self, parent: QWidget | None, name: str, *, wrong: bool) -> Password | None:
        """Have the password of a file given."""
        label = f"“{name}” opens only with a password."
        if wrong:
            label = f"That password does not open “{name}”. Try again, or leave the file out."
        dialog = PasswordDialog(label, parent)
        return dialog.given if dialog.exec() == QDialog.DialogCode.Accepted else None

    def files(self, parent: QWidget | None, title: str, filters: str) -> list[Path]:
        """Have files chosen that exist."""
        names, _ = QFileDialog.getOpenFileNames(parent, title, "", filters)
        return [Path(name) for name in names]

    def folder(self, parent: QWidget | None, title: str) -> Path | None:
        """Have a folder chosen."""
        name = QFileDialog.getExistingDirectory(parent, title)
        return Path(name) if name else None

    def save_as(
        self, parent: QWidget | None, title: str, proposed: Path, filters: str
    ) -> Path | None:
        """Have a name for a file chosen; the user has agreed to replace what is there."""
        name, _ = QFileDialog.getSaveFileName(parent, title, str(proposed), filters)
        return Path(name) if name else None


def _box(parent: QWidget | None, message: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setText(message)
    box.setWindowTitle(APP_NAME)
    box.setTextFormat(Qt.TextFormat.PlainText)
    _give_room(box, left=8)
    return box


class PasswordDialog(QDialog):
    """Asks for a password, and whether the project is to remember it."""

    def __init__(self, label: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Password")
        said = QLabel(label, self)
        said.setWordWrap(True)
        said.setMinimumWidth(_LINE)
        self.word = QLineEdit(self)
        self.word.setEchoMode(QLineEdit.EchoMode.Password)
        self.word.setAccessibleName("Password")
        self.keep = QCheckBox("Remember it in this project", self)
        note = QLabel("Whoever has the project file can then read the report in it.", self)
        note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        accept = QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        buttons = QDialogButtonBox(accept, self)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (said, self.word, self.keep, note, buttons):
            layout.addWidget(widget)
        _give_room(self, left=24)

    @property
    def given(self) -> Password:
        """Return what was given."""
        return Password(self.word.text(), self.keep.isChecked())


def _line(parent: QWidget | None, title: str, label: str, value: str) -> str | None:
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setLabelText(label)
    dialog.setTextValue(value)
    dialog.resize(_LINE, dialog.sizeHint().height())  # which has Qt make the layout
    _give_room(dialog, left=24)
    return dialog.textValue() if dialog.exec() == QDialog.DialogCode.Accepted else None


def _give_room(dialog: QDialog, *, left: int) -> None:
    """Widen the margins; Qt keeps a place for a picture at the left of its message boxes."""
    layout = dialog.layout()
    if layout:
        layout.setContentsMargins(left, 20, 24, 16)
        layout.setSpacing(12)


class _Answers:
    """Holds who answers now."""

    asker: Asker = Dialogs()


def use(asker: Asker) -> Asker:
    """Have `asker` answer from now on; return who answered before."""
    before, _Answers.asker = _Answers.asker, asker
    return before


def attempt(parent: QWidget, act: Callable[[], object]) -> bool:
    """Do something; what the user can mend is said in words. Return whether it was done."""
    try:
        act()
    except ProjectError as error:
        tell(parent, str(error))
        return False
    return True


def tell(parent: QWidget | None, message: str) -> None:
    """Say what was wrong and what to do."""
    _Answers.asker.tell(parent, message)


def choose(parent: QWidget | None, question: str, answers: list[str]) -> int:
    """Have one of the answers chosen; return its place, -1 for none."""
    return _Answers.asker.choose(parent, question, answers)


def text(parent: QWidget | None, title: str, label: str, value: str = "") -> str | None:
    """Have one line of text written; None when the user went back."""
    return _Answers.asker.text(parent, title, label, value)


def password(parent: QWidget | None, name: str, *, wrong: bool = False) -> Password | None:
    """Have the password of a file given; None when the user went back."""
    return _Answers.asker.password(parent, name, wrong=wrong)


def reports(parent: QWidget | None) -> list[Path]:
    """Have report PDFs chosen."""
    return _Answers.asker.files(parent, "Add reports", _PDFS)


def replacement(parent: QWidget | None, title: str) -> Path | None:
    """Have the PDF chosen that takes the place of a report's file."""
    asked = f"Replace the file of “{title}”"
    return next(iter(_Answers.asker.files(parent, asked, _PDFS)), None)


def attachment(parent: QWidget | None, title: str) -> Path | None:
    """Have the PDF chosen of a report that is known by its particulars alone."""
    return next(iter(_Answers.asker.files(parent, f"Attach the PDF of “{title}”", _PDFS)), None)


def table_of_reports(parent: QWidget | None) -> Path | None:
    """Have a file chosen that tells particulars of reports."""
    return next(iter(_Answers.asker.files(parent, "Import a list of reports", _TABLES)), None)


def report_folder(parent: QWidget | None) -> Path | None:
    """Have a folder of reports chosen."""
    return _Answers.asker.folder(parent, "Add all reports in a folder")


def project(parent: QWidget | None) -> Path | None:
    """Have a project file chosen."""
    return next(iter(_Answers.asker.files(parent, "Open a project", _PROJECTS)), None)


def codebook(parent: QWidget | None) -> Path | None:
    """Have a codebook file chosen."""
    return next(iter(_Answers.asker.files(parent, "Add a codebook", _CODEBOOKS)), None)


def codebook_name(parent: QWidget | None, proposed: Path) -> Path | None:
    """Have a name for a codebook file chosen."""
    chosen = _Answers.asker.save_as(parent, "Save the codebook as a file", proposed, _CODEBOOKS)
    return _with_ending(chosen, ".toml")


def project_name(parent: QWidget | None, title: str, proposed: Path) -> Path | None:
    """Have a name for a project file chosen."""
    return _with_ending(_Answers.asker.save_as(parent, title, proposed, _PROJECTS), ".evc")


def workbook_name(parent: QWidget | None, proposed: Path) -> Path | None:
    """Have a name for a workbook chosen."""
    chosen = _Answers.asker.save_as(parent, "Export to Excel", proposed, _WORKBOOKS)
    return _with_ending(chosen, ".xlsx")


def drawing_name(
    parent: QWidget | None, title: str, proposed: Path, filters: str, ending: str
) -> Path | None:
    """Have a name chosen for a drawing, or for the table of its figures."""
    return _with_ending(_Answers.asker.save_as(parent, title, proposed, filters), ending)


def works(parent: QWidget | None) -> list[Path]:
    """Have files chosen that reviewers sent back."""
    return _Answers.asker.files(parent, "Merge what came back", _WORKS)


def work_folder(parent: QWidget | None) -> Path | None:
    """Have a folder chosen with what reviewers sent back."""
    return _Answers.asker.folder(parent, "Merge all that is in a folder")


def copy_name(parent: QWidget | None, proposed: Path) -> Path | None:
    """Have a name chosen for a reviewer's copy."""
    title = "Make a copy for a reviewer"
    return _with_ending(_Answers.asker.save_as(parent, title, proposed, _PROJECTS), ".evc")


def work_name(parent: QWidget | None, proposed: Path) -> Path | None:
    """Have a name chosen for the file of one's own work."""
    return _with_ending(_Answers.asker.save_as(parent, "Send my work", proposed, _WORK), ".evw")


def _with_ending(path: Path | None, ending: str) -> Path | None:
    if path is None or path.suffix.lower() == ending:
        return path
    return path.with_name(path.name + ending)
