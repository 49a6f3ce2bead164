"""What one can do to the codebook from the tree; each is one step that undo takes back."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QDialog, QWidget

from coder.model.codebook import Code
from coder.model.ids import CodebookId, CodeId
from coder.model.rewording import RULES
from ui import ask
from ui.panels.codes.edit import CodeForm
from ui.panels.codes.palette import Question
from ui.session import Session

Choose = Callable[[Question, QWidget], None]
"""Opens the palette with a question beside a widget."""


class CodeActs(QObject):
    """Does to the codebook what the user wishes; what went with it is told quietly."""

    def __init__(self, session: Session, choose: Choose, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._choose = choose
        self._window = window

    def attempt(self, act: Callable[[], object]) -> bool:
        """Do something; what the user can mend is said in words. Return whether it was done."""
        return ask.attempt(self._window, act)

    def _tell(self, word: str) -> None:
        """Say quietly what was done; undo would bring it back."""
        self._session.told.emit(word, True)  # noqa: FBT003 (a signal takes no names)

    def add(self, codebook: CodebookId | None, parent: CodeId | None) -> CodeId | None:
        """Ask for a name and add a code of that name at the end of its siblings."""
        title = self.tr("Add Sub-code") if parent else self.tr("Add Code")
        name = ask.text(self._window, title, self.tr("Name of the new code"))
        return self.create(name, codebook, parent) if name else None

    def create(
        self, name: str, codebook: CodebookId | None = None, parent: CodeId | None = None
    ) -> CodeId | None:
        """Add a code of this name; None when the project refuses it."""
        made: list[CodeId] = []
        codes = self._session.project.codebook
        self.attempt(lambda: made.append(codes.add(codebook, parent, name)))
        return made[0] if made else None

    def rename(self, code: CodeId, name: str) -> None:
        """Give a code another name."""
        self.attempt(lambda: self._session.project.codebook.edit(code, name=name))

    def edit(self, code: Code) -> None:
        """Open the form of a code and write what was changed as one step."""
        form = CodeForm(code, self._window)
        accepted = form.exec() == QDialog.DialogCode.Accepted
        fields = form.changed_fields()
        form.deleteLater()
        project = self._session.project
        if not accepted or not fields:
            return
        done = self.attempt(lambda: project.codebook.edit(code.id, **fields))
        waiting = project.rewording.count(code.id) if done and RULES & fields.keys() else 0
        if waiting:
            words = self.tr("{} codings were made under the old definition: see Codebook (Ctrl+6)")
            one = self.tr("1 coding was made under the old definition: see Codebook (Ctrl+6)")
            self._tell(one if waiting == 1 else words.format(f"{waiting:,}"))

    def recolour(self, code: Code, colour: str | None = None) -> None:
        """Give a code this colour, or one that the user mixes."""
        if colour is None:
            mixed = QColorDialog.getColor(
                QColor(code.colour), self._window, self.tr("Colour of “{}”").format(code.name)
            )
            colour = mixed.name() if mixed.isValid() else code.colour
        chosen = colour
        if chosen.upper() != code.colour.upper():
            self.attempt(lambda: self._session.project.codebook.edit(code.id, colour=chosen))

    def set_key(self, code: Code) -> None:
        """Ask for the key that assigns a code; an empty answer takes it away."""
        question = self.tr("One letter, digit or sign that assigns “{}”").format(code.name)
        key = ask.text(self._window, self.tr("Key of a Code"), question, code.key)
        if key is not None and key.strip() != code.key:
            self.attempt(lambda: self._session.project.codebook.edit(code.id, key=key.strip()))

    def choose_merge(self, code: Code, codes: Sequence[Code], beside: QWidget) -> None:
        """Let the user find the code that this one is merged into."""
        others = [one for one in codes if one.id != code.id and one.assignable]
        question = Question(
            self.tr("Merge “{}” into…").format(code.name),
            others,
            lambda chosen: self.merge(code.id, chosen[0]),
            several=False,
        )
        self._choose(question, beside)

    def merge(self, source: CodeId, target: CodeId) -> None:
        """Give the codings of one code to another, and drop it."""
        service = self._session.project.codebook
        names = {code.id: code.name for code in service.codes()}
        if self.attempt(lambda: service.merge(source, target)):
            done = self.tr("Merged “{}” into “{}”")
            self._tell(done.format(names.get(source, ""), names.get(target, "")))

    def delete(self, code: Code) -> None:
        """Delete a code and say how many codings went with it."""
        gone: list[int] = []
        service = self._session.project.codebook
        if self.attempt(lambda: gone.append(service.delete(code.id))):
            count = gone[0]
            with_it = {0: self.tr("no codings"), 1: self.tr("1 coding")}.get(
                count, self.tr("{} codings").format(f"{count:,}")
            )
            self._tell(self.tr("Deleted “{}” and {}").format(code.name, with_it))

    def move(self, code: CodeId, parent: CodeId | None, position: int) -> None:
        """Put a code elsewhere in its codebook; `position` counts without the code itself."""
        self.attempt(lambda: self._session.project.codebook.move(code, parent, position))

    def step(self, code: Code, codes: Sequence[Code], key: int) -> None:
        """Move a code up or down among its siblings, in under the one above, or out."""
        ways = {
            Qt.Key.Key_Up: "up",
            Qt.Key.Key_Down: "down",
            Qt.Key.Key_Right: "in",
            Qt.Key.Key_Left: "out",
        }
        place = steps_of(code, codes).get(ways.get(Qt.Key(key), ""))
        if place:
            self.move(code.id, *place)


def steps_of(code: Code, codes: Sequence[Code]) -> dict[str, tuple[CodeId | None, int]]:
    """Return where a code can go by one step: "up", "down", "in" or "out", to parent and place."""
    siblings = _siblings(code, code.parent, codes)
    place = siblings.index(code)
    found: dict[str, tuple[CodeId | None, int]] = {}
    if place > 0:
        above = siblings[place - 1].id
        found["up"] = code.parent, place - 1
        found["in"] = above, len(_siblings(code, above, codes))
    if place < len(siblings) - 1:
        found["down"] = code.parent, place + 1
    if code.parent:
        parent = next(one for one in codes if one.id == code.parent)
        found["out"] = parent.parent, _siblings(parent, parent.parent, codes).index(parent) + 1
    return found


def _siblings(code: Code, parent: CodeId | None, codes: Sequence[Code]) -> list[Code]:
    """Return the codes of the same codebook right under `parent`, in order."""
    return [one for one in codes if one.parent == parent and one.codebook == code.codebook]
