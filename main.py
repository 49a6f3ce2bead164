"""Evidence Coder: `main.py [PROJECT]` opens the window, `main.py COMMAND …` works without one."""

import multiprocessing
import os
import sys

from coder.commands import NAMES
from coder.paths import APP_NAME, VERSION

_USAGE = f"""{APP_NAME} {VERSION}

usage: main.py [PROJECT]     open the window
       main.py COMMAND …     work without one: {", ".join(NAMES)}
       main.py COMMAND --help
"""


def main(arguments: list[str] | None = None) -> int:
    """Run a command or the window; return the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    if given and given[0] in NAMES:
        from coder import commands  # noqa: PLC0415 - a command needs no window

        return commands.run(given)
    if given and given[0] in ("--version", "--help", "-h"):
        print(f"{APP_NAME} {VERSION}" if given[0] == "--version" else _USAGE)  # noqa: T201
        return 0
    if len(given) > 1 or (given and not _is_project(given[0])):
        print(_USAGE, file=sys.stderr)  # noqa: T201
        return 2
    from ui.app import run_window  # noqa: PLC0415 - a command must not load Qt

    return run_window(given[0] if given else None)


def _is_project(named: str) -> bool:
    """Say whether a project is meant, rather than a command that there is not."""
    return named.lower().endswith(".evc") or os.path.exists(named)  # noqa: PTH110 - never raises


if __name__ == "__main__":
    multiprocessing.freeze_support()
    raise SystemExit(main())
