"""The same work without a window: `python main.py COMMAND …`."""

NAMES = (
    "new", "add", "replace", "attach", "import-attributes", "screen", "flow", "code", "show",
    "search", "export", "agreement", "share", "merge", "check", "digest", "demo",
)  # fmt: skip


def run(arguments: list[str]) -> int:
    """Run one command; return the exit code: 0 done, 1 refused or failed, 2 wrong usage."""
    from coder.commands.parsing import run_command  # noqa: PLC0415 - the window never needs it

    return run_command(arguments)
