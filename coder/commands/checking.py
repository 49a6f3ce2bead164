"""`check` and `digest`."""

import argparse

from coder.commands.console import Console
from coder.commands.opening import opened


def check(options: argparse.Namespace, console: Console) -> int:
    """Print what does not hold together; exit code 1 if anything."""
    with opened(options) as project:
        problems = console.drive(project.check())
    for problem in problems:
        console.trouble(problem)
    console.result(
        {"ok": not problems, "problems": problems},
        "All is well." if not problems else f"{len(problems)} problems.",
    )
    return 1 if problems else 0


def digest(options: argparse.Namespace, console: Console) -> int:
    """Print the digest of the content."""
    with opened(options) as project:
        found = project.digest()
    console.result({"digest": found}, found)
    return 0
