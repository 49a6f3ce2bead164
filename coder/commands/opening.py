"""Opening the project that a command names, as the coder that it names."""

import argparse
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager

from coder.project import Project


@contextmanager
def opened(options: argparse.Namespace, *, by_steps: bool = False) -> Iterator[Project]:
    """Open the project of a command; it is closed whatever happens.

    A command that fails changes nothing, nor is a coder made for it, unless it goes `by_steps`:
    then what was done before stays. A preview makes nobody a coder either.
    """
    is_preview = getattr(options, "preview", False)
    with ExitStack() as stack:
        project = stack.enter_context(closing(Project.open(options.project)))
        if not by_steps:
            stack.enter_context(project.or_nothing())
        if options.coder and not is_preview:
            project.become(options.coder)
        yield project
