"""Going back over what was done, and forth again."""

from collections.abc import Sequence

from coder.progress import finish
from coder.project import Project


def assert_undone_and_done_again(project: Project, past: Sequence[str]) -> None:
    """Undo act by act, then redo: each time all is as it was. `past`: how it was before each."""
    states = [*past, project.state_digest()]
    for wanted in reversed(past):
        project.undo()
        assert project.state_digest() == wanted
    for wanted in states[1:]:
        project.redo()
        assert project.state_digest() == wanted
    assert finish(project.check()) == []
