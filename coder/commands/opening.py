"""Opening the project that a command names, as the coder that it names."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from coder.project import Project


@contextmanager
def opened(options: argparse.Namespace) -> Iterator[Project]:
    """Open the project of a command; it is closed whatever happens."""
    project = Project.open(options.project)
    try:
        if options.coder:
            project.become(options.coder)
        yield project
    finally:
        project.close()
