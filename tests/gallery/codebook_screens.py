"""The Codebook stage: definitions of every sort, and what a changed one leaves to confirm."""

from collections.abc import Callable

from coder.codebooks import find, load
from coder.model.ids import CodeId
from coder.project import Project
from tests.gallery.easel import Easel
from tests.gallery.registry import Act, screen
from ui.main_window import CODEBOOK
from ui.panels.codebook.rows import BookRow
from ui.stages.codebook import CodebookStage


def _stage(easel: Easel, *, language: str = "") -> CodebookStage:
    project = easel.window.session.project
    protocol = load(find("review-protocol"), language)
    if all(one.id != protocol.codebook.id for one in project.codebook.codebooks()):
        project.codebook.take(protocol)
    easel.window.go_to(CODEBOOK)
    found = easel.window.findChild(CodebookStage)
    assert isinstance(found, CodebookStage)
    return found


def _page(at: int, wanted: Callable[[BookRow], bool], *, language: str = "") -> Act:
    def act(easel: Easel) -> None:
        stage = _stage(easel, language=language)
        stage.show_page(at)
        stage.show_definition(next(one.id for one in stage.tree.rows if wanted(one)))
        easel.rest(100)

    return act


def _reword(project: Project) -> CodeId:
    """Change the definition of the code with most codings."""
    code = max((one for one in project.codebook.codes()), key=lambda one: one.codings)
    project.codebook.edit(
        code.id,
        definition=f"{code.definition} Plans that were never carried out do not count.",
        apply_when="The report says what was done, and what came of it.",
    )
    return code.id


@screen("codebook-codes", "full")
def _codes(easel: Easel) -> None:
    stage = _stage(easel)
    code = _reword(easel.window.session.project)
    stage.show_definition(code)
    stage.tell_of(code)
    stage.form.history.fold.setChecked(True)
    easel.rest(100)


@screen("codebook-confirm", "full")
def _confirm(easel: Easel) -> None:
    stage = _stage(easel)
    code = _reword(easel.window.session.project)
    stage.tell_of(code)
    stage.notice.see.click()
    easel.rest(100)


@screen("codebook-empty", "empty")
def _empty(easel: Easel) -> None:
    easel.window.go_to(CODEBOOK)
    stage = easel.window.findChild(CodebookStage)
    assert isinstance(stage, CodebookStage)
    stage.show_page(6)
    easel.rest(100)


for _name, _act in {
    "codebook-attribute": _page(1, lambda row: row.name == "Region"),
    "codebook-gate": _page(2, lambda row: row.name == "Outside the period"),
    "codebook-gate-fr": _page(2, lambda row: row.kind == "criterion", language="fr"),
    "codebook-scale": _page(3, lambda row: row.kind == "scale"),
    "codebook-form": _page(5, lambda row: row.name == "Priority"),
    "codebook-book": _page(4, lambda row: row.kind == "codebook"),
}.items():
    screen(_name, "full")(_act)
