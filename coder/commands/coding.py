"""`code`: the quotes of a table into codings."""

import argparse

from coder.commands.console import Console
from coder.commands.opening import opened
from coder.exchange.tables import read_table
from coder.services.coding_table import COLUMNS, OPTIONAL


def code(options: argparse.Namespace, console: Console) -> int:
    """Code the quotes of a table; each row without a place is named with the reason."""
    rows = read_table(options.table, COLUMNS, OPTIONAL)
    with opened(options) as project:
        outcome = console.drive(project.code_table(rows))
    unplaced = [{"row": row, "reason": reason} for row, reason in outcome.unplaced]
    value = {"added": outcome.added, "known": outcome.known, "unplaced": unplaced}
    for row in outcome.nearly:
        console.trouble(
            f"row {row}: the quote differs a little from the report, whose own words were coded."
        )
    for row, reason in outcome.unplaced:
        console.trouble(f"row {row}: {reason}")
    counts = f"{outcome.added} added, {outcome.known} known, {len(unplaced)} unplaced."
    console.result(value, counts)
    return 1 if unplaced and not (outcome.added or outcome.known) else 0
